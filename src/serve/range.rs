//! `Range` headers (RFC 9110 §14).

use std::ops::Range;

/// What part of a file a header asks for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it: other units than bytes and several ranges at once may be ignored.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes that are not there, or that no file could have.
    Nothing,
}

/// Reads a `Range` header about a file of `length` bytes.
pub(super) fn wanted(header: &str, length: u64) -> Wanted {
    let Some(set) = header.split_once('=').filter(|(unit, _)| unit.trim().eq_ignore_ascii_case("bytes"))
    else {
        return Wanted::Whole;
    };
    let set = set.1.trim();
    if set.contains(',') {
        return Wanted::Whole;
    }
    let Some((from, to)) = set.split_once('-') else { return Wanted::Nothing };
    let range = match (number(from), number(to)) {
        (Some(from), Some(to)) if from <= to => from..to.saturating_add(1).min(length),
        (Some(from), None) if to.is_empty() => from..length,
        (None, Some(last)) if from.is_empty() => length.saturating_sub(last)..length,
        _ => return Wanted::Nothing,
    };
    if range.start < range.end { Wanted::Part(range) } else { Wanted::Nothing }
}

/// A number of digits alone; one that is too large is the largest.
fn number(digits: &str) -> Option<u64> {
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_rfc_has_them() {
        let of = |header| wanted(header, 10);
        assert_eq!(of("bytes=2-4"), Wanted::Part(2..5));
        assert_eq!(of("Bytes = 7-"), Wanted::Part(7..10));
        assert_eq!(of("bytes=-2"), Wanted::Part(8..10));
        assert_eq!(of("bytes=-99"), Wanted::Part(0..10));
        assert_eq!(of("bytes=8-99999999999999999999999"), Wanted::Part(8..10));
        for whole in ["lines=1-2", "bytes=0-1,3-4", "bytes"] {
            assert_eq!(of(whole), Wanted::Whole, "{whole}");
        }
        for nothing in ["bytes=10-", "bytes=-0", "bytes=4-2", "bytes=x-", "bytes=-", "bytes=+1-2", "bytes=1"]
        {
            assert_eq!(of(nothing), Wanted::Nothing, "{nothing}");
        }
        assert_eq!(wanted("bytes=0-", 0), Wanted::Nothing);
    }
}
