//! Markdown into plain text, and how much of it there is to read.
//!
//! In come logical lines; out go words without marks, addresses and pictures. Invariant: linear time.

use super::finding::Count;

/// Elements that an exporter leaves around words.
const ELEMENTS: &[&str] = &[
    "br", "mark", "font", "span", "u", "b", "i", "em", "strong", "sup", "sub", "p", "div", "center", "img",
    "a",
];

/// Appends what a reader sees of `text`.
pub(super) fn push_plain(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    // Where each open `[` stands in `out`, and whether it opens a picture.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let (mut at, mut copied) = (0, 0);
    while let Some(found) = bytes[at..].iter().position(|byte| b"\\*_`[]<".contains(byte)) {
        at += found;
        let (shown, next) = match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                (Some(&text[at + 1..at + 2]), at + 2)
            }
            b'_' if word_at(bytes, at.wrapping_sub(1)) && word_at(bytes, at + 1) => (Some("_"), at + 1),
            b'*' | b'_' | b'`' => (None, at + 1),
            b'<' => element(text, at).map_or((Some("<"), at + 1), |end| (None, end)),
            b'[' => (Some("["), at + 1),
            b']' => (Some("]"), at + 1),
            _ => (Some("\\"), at + 1),
        };
        out.push_str(&text[copied..at]);
        match bytes[at] {
            b'[' => {
                let picture = out.ends_with('!') && bytes[..at].ends_with(b"!");
                open.push((out.len() - usize::from(picture), picture));
                out.push('[');
            }
            b']' => {
                let start = open.pop();
                let close = bytes.get(at + 1) == Some(&b'(');
                match (start, close.then(|| target_end(text, at + 1)).flatten()) {
                    (Some((start, picture)), Some(end)) => {
                        if picture {
                            out.truncate(start);
                        } else {
                            out.remove(start);
                        }
                        (at, copied) = (end, end);
                        continue;
                    }
                    _ => out.push(']'),
                }
            }
            _ => out.push_str(shown.unwrap_or_default()),
        }
        (at, copied) = (next, next);
    }
    out.push_str(&text[copied..]);
}

/// What a reader sees of `text`, white space at its ends removed.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_plain(text, &mut out);
    let trimmed = out.trim();
    if trimmed.len() == out.len() { out } else { trimmed.to_owned() }
}

fn word_at(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
}

/// The end of the element that begins at `at`, if it is one of those that show nothing.
fn element(text: &str, at: usize) -> Option<usize> {
    let rest = text[at + 1..].trim_start_matches('/');
    let end = text[at..].find('>').filter(|end| *end < 200)?;
    let name = rest.split(|character: char| !character.is_ascii_alphanumeric()).next()?;
    ELEMENTS.contains(&name).then_some(at + end + 1)
}

/// The end of a link's target, whose `(` stands at `open`: one past its `)`.
pub(super) fn target_end(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0usize;
    for (index, byte) in text.as_bytes()[open..].iter().enumerate().take(4096) {
        match byte {
            b'(' => depth += 1,
            b')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(open + index + 1);
                }
            }
            b' ' | b'\n' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

/// Whether a link or a picture stands in the line.
pub(super) fn has_link(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b']', bytes).any(|at| bytes.get(at + 1) == Some(&b'('))
}

/// Whether an address stands in the line.
pub(super) fn has_address(bytes: &[u8]) -> bool {
    memchr::memchr_iter(b':', bytes).any(|at| bytes[at + 1..].starts_with(b"//"))
}

impl Count {
    /// What there is to read in a logical line; `scratch` is used where addresses have to be left out.
    pub(super) fn of(line: &str, scratch: &mut String) -> Self {
        let bytes = line.as_bytes();
        if !has_link(bytes) && !has_address(bytes) {
            return Self::of_plain(bytes);
        }
        scratch.clear();
        push_plain(line, scratch);
        let mut rest = scratch.as_str();
        let mut count = Self::default();
        while let Some(at) = rest.find("://") {
            let before = rest[..at].trim_end_matches(|character: char| character.is_ascii_alphabetic());
            count.add(Self::of_plain(before.as_bytes()));
            let address = &rest[at..];
            let end = address.find(|character: char| !character.is_ascii_graphic()).unwrap_or(address.len());
            rest = &address[end..];
        }
        count.add(Self::of_plain(rest.as_bytes()));
        count
    }

    /// Both counts are sums over bytes, which the compiler turns into vector code.
    pub(super) fn of_plain(bytes: &[u8]) -> Self {
        // Bytes are summed in runs so short that a byte holds the sum: the compiler keeps whole vectors of them.
        const RUN: usize = 255;
        let (mut characters, mut words) = (0u32, 0u32);
        for run in bytes.chunks(RUN) {
            // U+4000 to U+9FFF are the three-byte sequences that begin with E4 to E9, and no other byte is one of these.
            characters +=
                u32::from(run.iter().map(|byte| u8::from((0xE4..=0xE9).contains(byte))).sum::<u8>());
        }
        words += u32::from(bytes.first().is_some_and(|byte| is_word(*byte)));
        for (before, run) in bytes.chunks(RUN).zip(bytes.get(1..).unwrap_or_default().chunks(RUN)) {
            let begins = |(before, byte): (&u8, &u8)| u8::from(is_word(*byte) & !is_word(*before));
            words += u32::from(before.iter().zip(run).map(begins).sum::<u8>());
        }
        Self { characters, words }
    }

    /// Adds another count.
    pub(super) fn add(&mut self, other: Self) {
        self.characters += other.characters;
        self.words += other.words;
    }

    /// Takes another count away.
    pub(super) fn remove(&mut self, other: Self) {
        self.characters = self.characters.saturating_sub(other.characters);
        self.words = self.words.saturating_sub(other.words);
    }
}

/// A letter or digit of a script that parts words; Latin letters beyond ASCII begin with C3 to C9.
fn is_word(byte: u8) -> bool {
    (byte | 0x20).is_ascii_lowercase() | byte.is_ascii_digit() | (0xC3..=0xC9).contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_addresses_and_pictures_vanish() {
        for (text, seen) in [
            ("**林若川：**你好", "林若川：你好"),
            ("[1、[题目]![](https://x.org/a.png)](https://x.org/(b))后", "1、[题目]后"),
            ("![图](https://x.org/a.png)", ""),
            ("snake_case 与 _强调_", "snake_case 与 强调"),
            ("1\\. 一 \\--END--", "1. 一 --END--"),
            ("a<br/>b <pad> c", "ab <pad> c"),
            ("[没有地址] [断](x", "[没有地址] [断](x"),
        ] {
            assert_eq!(plain(text), seen, "{text}");
        }
    }

    #[test]
    fn addresses_are_not_read() {
        let count = |text: &str| {
            let found = Count::of(text, &mut String::new());
            (found.characters, found.words)
        };
        assert_eq!(count("我们用 GPT-4 训练"), (5, 2));
        assert_eq!(count("见 [这里](https://example.org/a/b) 和 https://example.org/c，好"), (5, 0));
    }
}
