//! Where addresses and inline code begin and end.
//!
//! In come bytes; out go positions. Invariant: what is inside is its own, whatever marks and characters it holds.

use std::ops::Range;

/// The next piece of inline code, or address, of `bytes` behind `from`. What is read in vain counts against `budget`.
pub(super) fn next_opaque(bytes: &[u8], from: usize, budget: &mut usize) -> Option<Range<usize>> {
    let mut at = from;
    while let Some(found) = memchr::memchr3(b'`', b']', b':', &bytes[at..]) {
        let start = at + found;
        let end = match bytes[start] {
            b'`' => {
                let length = run_of(bytes, start);
                code(bytes, start, budget).ok_or(start + length)
            }
            b']' => destination(bytes, start + 1, budget).ok_or(start + 1),
            _ if bytes[start..].starts_with(b"://") => Ok(bare(bytes, start)),
            _ => Err(start + 1),
        };
        match end {
            Ok(end) => return Some(start..end),
            Err(next) => at = next,
        }
    }
    None
}

/// How many backticks stand at `at`.
pub(super) fn run_of(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|byte| **byte == b'`').count()
}

/// The end of inline code whose backticks stand at `at` (CommonMark 0.31.2 §6.1: as many close it); it does not go on
/// past a hard break.
pub(super) fn code(bytes: &[u8], at: usize, budget: &mut usize) -> Option<usize> {
    let length = run_of(bytes, at);
    let mut next = at + length;
    let end = bytes.len().min(next + *budget);
    // A run of backticks may reach past what is left of the budget.
    while let Some(found) = bytes.get(next..end).and_then(|rest| memchr::memchr2(b'`', b'\n', rest)) {
        next += found;
        if bytes[next] == b'\n' {
            break;
        }
        let here = run_of(bytes, next);
        next += here;
        if here == length {
            return Some(next);
        }
    }
    *budget = budget.saturating_sub(next - at);
    None
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_ends_with_its_budget_wherever_that_falls() {
        for left in 0..12 {
            let mut budget = left;
            let _ = code(b"` `` ``` x ` y", 0, &mut budget);
            assert!(budget <= left);
        }
    }
}
