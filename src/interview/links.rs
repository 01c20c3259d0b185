//! Links of a logical line, without a Markdown parser.
//!
//! In comes a line; out go its links in order. Invariant: linear; what is no link is skipped.

use super::plain::target_end;
use crate::markdown::html::says_nothing;

/// A link as it stands on a line.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct PrintedLink<'t> {
    /// Between the brackets, Markdown, pictures and all.
    pub(super) text: &'t str,
    /// The address.
    pub(super) url: &'t str,
    /// First byte of the line that is the address's.
    pub(super) address: usize,
    /// First byte of the line that is its own.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
    /// It is shown where it stands, and leads nowhere.
    pub(super) picture: bool,
}

/// The links of a text, outermost ones, pictures inside them included; pictures alone are none.
pub(super) fn anchors(text: &str) -> Vec<PrintedLink<'_>> {
    let mut found = Vec::new();
    each(text, |link| {
        if !link.picture {
            found.push(link);
        }
    });
    found
}

/// Takes every link and every picture of a text; a picture inside a link comes before it.
pub(super) fn each<'t>(text: &'t str, mut take: impl FnMut(PrintedLink<'t>)) {
    let bytes = text.as_bytes();
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'[', b']', b'\\', rest)) {
        at += next;
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => open.push((at, at > 0 && bytes[at - 1] == b'!')),
            b']' if bytes.get(at + 1) == Some(&b'(') => {
                if let Some(end) = target_end(text, at + 1) {
                    if let Some(link) = close(text, &mut open, at, end) {
                        take(link);
                    }
                    at = end;
                    continue;
                }
                open.pop();
            }
            b']' => _ = open.pop(),
            _ => {}
        }
        at += 1;
    }
}

/// What a picture of `text` says, as Markdown: its description and its title.
pub(super) fn picture_words<'t>(text: &'t str, picture: &PrintedLink<'t>) -> impl Iterator<Item = &'t str> {
    let title = text[picture.address + picture.url.len()..picture.end - 1].trim();
    let words = [picture.text, title.trim_matches(['"', '\'', '(', ')'])];
    words.into_iter().filter(|words| !says_nothing(words))
}

/// The link or picture whose text closes at `at` and whose target ends at `end`.
fn close<'t>(text: &'t str, open: &mut Vec<(usize, bool)>, at: usize, end: usize) -> Option<PrintedLink<'t>> {
    // An exporter that loses a bracket leaves `[1、[题![](图)](址)`: the outermost one is meant.
    let picture = open.last().is_some_and(|(_, picture)| *picture);
    let (start, picture) = if picture { open.pop() } else { open.first().copied() }?;
    if !picture {
        open.clear();
    }
    let target = &text[at + 2..end - 1];
    let url = match target.find('>').filter(|_| target.starts_with('<')) {
        Some(close) => &target[..=close],
        None => target.split([' ', '"']).next().unwrap_or_default(),
    };
    Some(PrintedLink { text: &text[start + 1..at], url, address: at + 2, start, end, picture })
}
