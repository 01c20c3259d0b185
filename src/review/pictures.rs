//! Pictures that say nothing to somebody who cannot see them.

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::graph::Entry;
use crate::markdown::html::says_nothing;

/// One note for an article: how many pictures have no words, at the first of them.
pub(super) fn without_words(entry: &Entry<'_>, text: &str) -> Option<Diagnostic> {
    let start = entry.metadata.body_start as usize;
    let body = text.get(start..)?;
    let mut silent = body.match_indices("![").filter_map(|(at, _)| {
        let (words, _) = body[at + 2..].split_once(']')?;
        let follows = body[at + 3 + words.len()..].starts_with('(');
        (follows && says_nothing(words)).then_some(start + at)
    });
    let first = silent.next()?;
    let count = 1 + silent.count();
    let message = match count {
        1 => "a picture has no words for who cannot see it".to_owned(),
        _ => format!("{count} pictures have no words for who cannot see them"),
    };
    let fault = Diagnostic::note(Code::NoAlt, message).at(Place::in_text(entry.path, text, first..first + 3));
    Some(fault.help("say between the brackets what is to be seen: `![a hand on a clock](…)`"))
}
