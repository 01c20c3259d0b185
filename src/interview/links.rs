//! Links of a logical line, without a Markdown parser.
//!
//! In comes a line; out go its links in order. Invariant: linear; what is no link is skipped.

use super::plain::target_end;

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
}

/// The links of a text, outermost ones, pictures inside them included; pictures alone are none.
pub(super) fn anchors(text: &str) -> Vec<PrintedLink<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut at = 0;
    while let Some(next) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'[', b']', b'\\', rest)) {
        at += next;
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => open.push((at, at > 0 && bytes[at - 1] == b'!')),
            b']' if bytes.get(at + 1) == Some(&b'(') => {
                if let Some(end) = target_end(text, at + 1) {
                    at = close(text, &mut open, &mut found, at, end);
                    continue;
                }
                open.pop();
            }
            b']' => _ = open.pop(),
            _ => {}
        }
        at += 1;
    }
    found
}

/// Closes a link or a picture at `at`; returns where it ends.
fn close<'t>(
    text: &'t str,
    open: &mut Vec<(usize, bool)>,
    found: &mut Vec<PrintedLink<'t>>,
    at: usize,
    end: usize,
) -> usize {
    // An exporter that loses a bracket leaves `[1、[题![](图)](址)`: the outermost one is meant.
    let picture = open.last().is_some_and(|(_, picture)| *picture);
    let start = if picture { open.pop() } else { open.first().copied() };
    if let Some((start, false)) = start {
        open.clear();
        let url = text[at + 2..end - 1].split([' ', '"']).next().unwrap_or_default();
        found.push(PrintedLink { text: &text[start + 1..at], url, address: at + 2, start, end });
    }
    end
}
