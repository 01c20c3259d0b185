//! Lines of a text by byte offset; a line's range is without its line end, be it LF or CRLF.

use std::ops::Range;

/// The line that begins at byte `start`.
pub(super) fn at(text: &str, start: usize) -> Range<usize> {
    let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |line| start + line);
    let end = if end > start && text.as_bytes()[end - 1] == b'\r' { end - 1 } else { end };
    start..end
}

/// Where the line behind `line` begins.
pub(super) fn after(text: &str, line: &Range<usize>) -> usize {
    let rest = &text.as_bytes()[line.end..];
    line.end + rest.iter().take(2).position(|byte| *byte == b'\n').map_or(rest.len(), |at| at + 1)
}

/// Where the line that holds byte `offset` begins.
pub(super) fn start_of(text: &str, offset: usize) -> usize {
    memchr::memrchr(b'\n', &text.as_bytes()[..offset]).map_or(0, |at| at + 1)
}

/// Where the next line begins that has something on it.
pub(super) fn skip_blank(text: &str, start: usize) -> usize {
    let blank = text[start..].len() - text[start..].trim_start().len();
    let first = start + blank;
    if first == text.len() { first } else { start_of(text, first).max(start) }
}

/// Each line with the byte at which it begins.
pub(super) fn each(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let at = start;
        start += line.len();
        (at, line.trim_end_matches(['\n', '\r']))
    })
}
