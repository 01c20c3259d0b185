//! Hashes of words, by which the same is found again however it is marked.

use super::super::plain::{next_mark, push_plain};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

/// A hash of what is said, whatever its marks and spaces.
pub(super) fn hash_of_words(text: &str, scratch: &mut String) -> u32 {
    /// Bytes that tell one question from another.
    const ENOUGH: usize = 480;
    let mut words = &text[..text.floor_char_boundary(ENOUGH)];
    let unusual = holds_unusual_space(words.as_bytes());
    if unusual || next_mark(words.as_bytes(), 0).is_some() {
        scratch.clear();
        push_plain(words, scratch);
        if unusual {
            scratch.retain(|letter| !letter.is_whitespace());
        }
        words = scratch;
    }
    let bytes = words.as_bytes();
    let mut spaces = memchr::memchr_iter(b' ', bytes).peekable();
    if spaces.peek().is_none() {
        return xxh3_64(bytes) as u32;
    }
    let mut hasher = Xxh3::new();
    let mut from = 0;
    for space in spaces {
        hasher.update(&bytes[from..space]);
        from = space + 1;
    }
    hasher.update(&bytes[from..]);
    hasher.digest() as u32
}

/// Whether white space other than U+0020 may stand among the bytes: U+0009, U+000A, U+0085, U+00A0, U+1680, U+2000 to
/// U+205F, U+3000.
fn holds_unusual_space(bytes: &[u8]) -> bool {
    let is_space = |at: usize| {
        matches!(
            bytes[at..],
            [0xE1, 0x9A, 0x80, ..]
                | [0xE3, 0x80, 0x80, ..]
                | [0xE2, 0x80, 0x80..=0x8A | 0xA8 | 0xA9 | 0xAF, ..]
                | [0xE2, 0x81, 0x9F, ..]
        )
    };
    memchr::memchr3(b'\t', b'\n', 0xC2, bytes).is_some()
        || memchr::memchr3_iter(0xE1, 0xE2, 0xE3, bytes).any(is_space)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_the_same_however_it_is_marked_and_spaced() {
        let hash = |text: &str| hash_of_words(text, &mut String::new());
        let plain = hash("你们为什么用Rust写它？");
        for same in [
            "**你们为什么**用`Rust`写它？",
            "你们为什么用 Rust 写它？",
            "你们为什么用\u{3000}Rust\u{a0}写\n它？",
        ] {
            assert_eq!(hash(same), plain, "{same}");
        }
        assert_ne!(hash("你们为什么用Rust写？"), plain);
    }
}
