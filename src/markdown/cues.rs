//! Cues: words that are no text, but say how text is shown. `[!NOTE]` above an aside, what stands behind a code fence.
//!
//! In come the cues of a body and the file they stand in; out go located faults. Invariant: a cue that is not understood
//! changes nothing of what is shown.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::fence::{Fence, Unread};
use super::html::Wording;
use crate::diagnostic::{Code, Diagnostic, Place, nearest};

/// The kinds of asides, in lower case.
pub(super) const ASIDES: [&str; 5] = ["note", "tip", "important", "warning", "caution"];
/// Attributes of a fence.
const ATTRIBUTES: [&str; 2] = ["title", "hl_lines"];
/// Faults that are told of one file; hostile input has more.
const MOST: usize = 20;

/// A cue that needs a closer look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    pub(super) kind: CueKind,
    /// Bytes of the author's file.
    pub(super) source: Range<usize>,
}

/// What a cue speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CueKind {
    /// The code behind a fence.
    Fence,
    /// A quote.
    Aside,
    /// A quote that has begun above.
    Late,
}

impl Cue {
    /// The cue in the words behind a fence; a language alone needs no closer look.
    pub(super) fn of_fence(words: &str, at: usize) -> Option<Self> {
        let trimmed = words.trim();
        let plain = trimmed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+#-_.".contains(&byte));
        let at = at + words.len() - words.trim_start().len();
        (!plain).then(|| Self { kind: CueKind::Fence, source: at..at + trimmed.len() })
    }

    /// The cue in the first line of a quote, where it looks like that of an aside and is none.
    pub(super) fn of_quote(line: &str, at: usize) -> Option<Self> {
        let trimmed = line.trim();
        let (kind, rest) = trimmed.strip_prefix("[!")?.split_once(']')?;
        let named = !kind.is_empty() && kind.chars().all(|it| it.is_alphanumeric() || "-_ ".contains(it));
        let link = rest.starts_with(['(', '[', ':']);
        let at = at + line.len() - line.trim_start().len();
        (named && !link && !is_aside(trimmed))
            .then(|| Self { kind: CueKind::Aside, source: at..at + trimmed.len() })
    }

    /// The cue of an aside in a quote that has begun above.
    pub(super) fn late(line: &str, at: usize) -> Self {
        let at = at + line.len() - line.trim_start().len();
        Self { kind: CueKind::Late, source: at..at + line.trim().len() }
    }
}

/// Whether a line is `[!NOTE]` alone: the kind of the quote that it begins.
pub(super) fn is_aside(text: &str) -> bool {
    let kind = text.trim().strip_prefix("[!").and_then(|rest| rest.strip_suffix(']'));
    kind.is_some_and(|kind| ASIDES.iter().any(|known| kind.eq_ignore_ascii_case(known)))
}

/// What is wrong with the cues of a text, which is the whole file; one word is told once.
pub(super) fn faults(path: &Arc<str>, text: &str, cues: &[Cue]) -> Vec<Diagnostic> {
    let mut told = BTreeSet::new();
    let mut faults: Vec<Diagnostic> = Vec::new();
    for cue in cues {
        let Some(words) = text.get(cue.source.clone()) else { continue };
        let mut take = |fault: Diagnostic, at: Range<usize>| {
            if faults.len() < MOST && told.insert(fault.message.clone()) {
                let range = cue.source.start + at.start..cue.source.start + at.end;
                faults.push(fault.at(Place::in_text(path, text, range)));
            }
        };
        match cue.kind {
            CueKind::Aside => {
                let (fault, at) = of_aside(words);
                take(fault, at);
            }
            CueKind::Late => take(late(words), 0..words.len()),
            CueKind::Fence => {
                Fence::read(words, |why, at| take(of_fence(why, &words[at.clone()]), at));
            }
        }
    }
    faults
}

/// What is wrong with the first line of a quote, and where.
fn of_aside(words: &str) -> (Diagnostic, Range<usize>) {
    let end = words.find(']').unwrap_or(words.len());
    let kind = &words[2..end];
    if ASIDES.iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        let message = format!("\"[!{kind}]\" does not stand alone on its line, so it begins no aside");
        let fault = Diagnostic::warning(Code::UnknownAside, message);
        return (fault.help("put what stands behind it on a line of its own, behind `> `"), 0..end + 1);
    }
    let titled = Wording::CHINESE.alerts.iter().position(|title| *title == kind).map(|place| ASIDES[place]);
    let meant = titled.or_else(|| nearest(kind, ASIDES));
    let mut kinds: Vec<String> = ASIDES.iter().map(|kind| format!("`[!{}]`", kind.to_uppercase())).collect();
    kinds.sort_by_key(|kind| meant.is_none_or(|meant| !kind[3..].starts_with(&meant.to_uppercase())));
    let fault = Diagnostic::warning(Code::UnknownAside, format!("unknown kind of aside \"{kind}\""))
        .help(format!("write one of {}", kinds.join(", ")));
    (if let Some(meant) = meant { fault.fix(meant.to_uppercase()) } else { fault }, 2..end)
}

/// What is wrong with the cue of an aside in a quote that has begun above.
fn late(words: &str) -> Diagnostic {
    let message = format!("\"{words}\" is not the first line of its quote, so it begins no aside");
    Diagnostic::warning(Code::UnknownAside, message).help("put an empty line without `>` above it")
}

/// What is wrong with a word behind a fence.
fn of_fence(why: Unread, word: &str) -> Diagnostic {
    const TITLE: &str = "`title=\"…\"`";
    let warning = |message: String| Diagnostic::warning(Code::Fence, message);
    match why {
        Unread::NoLines => {
            warning(format!("\"{word}\" names no line of code")).help("write lines as `{1,3-4}`")
        }
        Unread::NoTitle => {
            warning("the title of the code is empty".to_owned()).help(format!("write {TITLE}"))
        }
        Unread::Unclosed => {
            let name = word.split('=').next().unwrap_or_default();
            warning(format!("the value of \"{name}\" is never closed"))
                .help("close the quotation mark or the bracket")
        }
        Unread::Unknown => {
            let fault = warning(format!("nothing reads \"{word}\" behind a code fence"));
            let meant = nearest(word, ATTRIBUTES);
            let fault = if let Some(meant) = meant { fault.fix(meant) } else { fault };
            if meant.is_none() && word.contains('.') {
                return fault.help(format!("write `title=\"{word}\"` if it is the title"));
            }
            let (first, second) = ("`hl_lines=[1,\"3-4\"]`", TITLE);
            let (first, second) = if meant == Some("hl_lines") { (first, second) } else { (second, first) };
            fault.help(format!("what is read: {first}, {second}, `{{1,3-4}}`"))
        }
    }
}
