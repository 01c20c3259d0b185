//! Where addresses end.
//!
//! In come bytes and where an address begins; out goes where it ends. Invariant: what is inside is the address's own,
//! whatever marks it holds.

/// The end of `(address)` or `(address "title")` that begins at `at`; `None` if it is none. What is read counts against
/// `budget`, and when that is spent nothing is an address.
pub(super) fn destination(bytes: &[u8], at: usize, budget: &mut usize) -> Option<usize> {
    if bytes.get(at) != Some(&b'(') {
        return None;
    }
    let end = bytes.len().min(at + *budget);
    let mut depth = 0usize;
    let mut quote = None;
    for (offset, byte) in bytes[at..end].iter().enumerate() {
        let here = at + offset;
        let closes = match (byte, quote) {
            (b'\n', _) | (b'[', None) => {
                *budget -= offset;
                return None;
            }
            (b'"', None) if bytes[here - 1].is_ascii_whitespace() => {
                quote = Some(here);
                false
            }
            (b'"', Some(_)) => {
                quote = None;
                false
            }
            (_, Some(_)) => false,
            (b'(', None) => {
                depth += 1;
                false
            }
            (b')', None) => {
                depth -= 1;
                depth == 0
            }
            _ => false,
        };
        if closes {
            *budget -= offset;
            return Some(here + 1);
        }
    }
    *budget -= end - at;
    None
}

/// The end of a bare address whose `://` stands at `at`; `at + 3` if its scheme is none that readers see as one. Marks
/// of emphasis at its end close what was opened before it, and Chinese text may touch it.
pub(super) fn bare(bytes: &[u8], at: usize) -> usize {
    let start = at + 3;
    if !(bytes[..at].ends_with(b"http") || bytes[..at].ends_with(b"https")) {
        return start;
    }
    let mut depth = 0usize;
    let length = bytes[start..]
        .iter()
        .position(|byte| {
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => return true,
                b')' => depth -= 1,
                _ => {}
            }
            !byte.is_ascii_graphic() || matches!(byte, b'*' | b'<' | b'>' | b']' | b'[' | b'"' | b'`')
        })
        .unwrap_or(bytes.len() - start);
    let marks = bytes[start..start + length].iter().rev().take_while(|byte| **byte == b'_').count();
    start + length - marks
}
