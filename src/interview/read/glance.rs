//! A glance at the beginning of a line, before it is scanned for a label.
//!
//! In comes a line's text; out goes whether a label may begin it. Invariant: no label is missed, and no more than the
//! longest label's bytes are looked at.

/// Whether a label may begin the line: it begins with emphasis, or a colon stands within a label's length.
pub(super) fn may_begin_with_label(text: &str) -> bool {
    /// Bytes of the longest label: its letters, a note in brackets, marks.
    const LONGEST: usize = 220;
    /// Bytes of a name with marks behind which a dash may stand for a colon.
    const SHORT: usize = 64;
    let bytes = text.as_bytes();
    let begin = &bytes[..bytes.len().min(LONGEST)];
    // The last bytes of `：` and of `∶` are rarer than their first.
    let is_colon = |at: usize| match begin[at] {
        b':' => true,
        0x9A => begin[..at].ends_with(&[0xEF, 0xBC]),
        _ => begin[..at].ends_with(&[0xE2, 0x88]),
    };
    let is_bar = |at: usize| match begin[at] {
        b'|' => true,
        0x9C => begin[..at].ends_with(&[0xEF, 0xBD]),
        _ => begin[..at].ends_with(&[0xE4, 0xB8]),
    };
    // `﹕`, `︓`, `︰` and a dash.
    let is_rare = |at: usize| {
        let before = &begin[..at];
        match begin[at] {
            0x94 => before.ends_with(&[0xE2, 0x80]),
            0x95 => before.ends_with(&[0xEF, 0xB9]),
            _ => before.ends_with(&[0xEF, 0xB8]),
        }
    };
    let is_digit = |letter: char| letter.is_ascii_digit();
    let short = &begin[..begin.len().min(SHORT)];
    let numbered = |letter: &str| text.strip_prefix(letter).is_some_and(|it| it.starts_with(is_digit));
    numbered("Q")
        || numbered("A")
        || numbered("问")
        || numbered("答")
        || matches!(begin.first(), Some(b'*' | b'_' | b'[' | b'(' | b'\\'))
        || text.starts_with(['【', '（', '「', '〖'])
        || memchr::memchr3_iter(0x94, 0x95, 0xB0, short).any(is_rare)
        || memchr::memchr3_iter(b':', 0x9A, 0xB6, begin).any(is_colon)
        || memchr::memchr3_iter(b'|', 0x9C, 0xA8, begin).any(is_bar)
}
