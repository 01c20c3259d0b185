//! Markdown into plain text, and how much of it there is to read.
//!
//! In come logical lines; out go words without marks, addresses and pictures. Invariant: linear time.

use std::borrow::Cow;

use super::finding::Count;

/// Elements that an exporter leaves around words.
const ELEMENTS: &[&str] = &[
    "br", "mark", "font", "span", "u", "b", "i", "em", "strong", "sup", "sub", "p", "div", "center", "img",
    "a", "kbd", "ruby", "rt", "rp", "details", "summary",
];
/// Bytes of an element, at most.
const LONGEST_ELEMENT: usize = 200;
/// Bytes of an address, at most.
const LONGEST_ADDRESS: usize = 4096;
/// Brackets in brackets that an address may hold; hostile input has more.
const DEEPEST: usize = 32;

/// What a reader sees of `text`, white space at its ends removed; most lines are just that.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if next_mark(text.as_bytes(), 0).is_none() {
        return Cow::Borrowed(text.trim());
    }
    let mut out = String::with_capacity(text.len());
    push_plain(text, &mut out);
    let trimmed = out.trim();
    Cow::Owned(if trimmed.len() == out.len() { out } else { trimmed.to_owned() })
}

/// Appends what a reader sees of `text`.
pub(super) fn push_plain(text: &str, out: &mut String) {
    let base = out.len();
    let mut reader = Reader { text, open: Vec::new(), gone: Vec::new() };
    let (mut at, mut copied) = (0, 0);
    while let Some(mark) = next_mark(text.as_bytes(), at) {
        out.push_str(&text[copied..mark]);
        at = reader.mark(mark, out);
        copied = at;
    }
    out.push_str(&text[copied..]);
    without(out, base, reader.gone);
}

/// The next byte from `from` on that may be more than itself to Markdown.
pub(super) fn next_mark(bytes: &[u8], from: usize) -> Option<usize> {
    let is_mark = |byte: u8| (byte.wrapping_sub(b'[') <= b'`' - b'[') | (byte == b'*') | (byte == b'<');
    let mut at = from;
    for run in bytes[from..].as_chunks::<RUN>().0 {
        // Without a branch, so that all bytes of a run are looked at together.
        let mut any = 0;
        for byte in run {
            any |= u8::from(is_mark(*byte));
        }
        if any != 0 {
            break;
        }
        at += RUN;
    }
    bytes[at..].iter().position(|byte| is_mark(*byte)).map(|found| at + found)
}

struct Reader<'t> {
    text: &'t str,
    /// Where each open `[` stands in what was written, and whether it opens a picture.
    open: Vec<(usize, bool)>,
    /// Written brackets that turned out to be a link's.
    gone: Vec<usize>,
}

impl Reader<'_> {
    /// Reads the mark at `at` and writes what it shows; what is read next.
    fn mark(&mut self, at: usize, out: &mut String) -> usize {
        let bytes = self.text.as_bytes();
        match bytes[at] {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                out.push_str(&self.text[at + 1..at + 2]);
                return at + 2;
            }
            b'_' if word_at(bytes, at.wrapping_sub(1)) && word_at(bytes, at + 1) => out.push('_'),
            b'*' | b'_' | b'`' => {}
            b'<' => match element(self.text, at) {
                Some(end) => return end,
                None => out.push('<'),
            },
            b'[' if bytes.get(at + 1) == Some(&b'^') => match note_end(bytes, at) {
                Some(end) => return end,
                None => {
                    self.open.push((out.len(), false));
                    out.push('[');
                }
            },
            b'[' => {
                let picture = out.ends_with('!') && bytes[..at].ends_with(b"!");
                self.open.push((out.len() - usize::from(picture), picture));
                out.push('[');
            }
            b']' => {
                let opened = self.open.pop();
                let target = (bytes.get(at + 1) == Some(&b'(')).then(|| target_end(self.text, at + 1));
                match (opened, target.flatten()) {
                    (Some((start, true)), Some(end)) => {
                        out.truncate(start);
                        while self.gone.pop_if(|gone| *gone >= start).is_some() {}
                        return end;
                    }
                    (Some((start, false)), Some(end)) => {
                        self.gone.push(start);
                        return end;
                    }
                    _ => out.push(']'),
                }
            }
            other => out.push(char::from(other)),
        }
        at + 1
    }
}

/// Takes the bytes at `gone` out of what stands behind `base`.
fn without(out: &mut String, base: usize, mut gone: Vec<usize>) {
    if gone.is_empty() {
        return;
    }
    gone.sort_unstable();
    let written = out.split_off(base);
    let mut from = 0;
    for at in gone {
        out.push_str(&written[from..at - base]);
        from = at - base + 1;
    }
    out.push_str(&written[from..]);
}

fn word_at(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
}

/// The end of the reference to a note that begins at `at`: `[^1]`.
pub(super) fn note_end(bytes: &[u8], at: usize) -> Option<usize> {
    const LONGEST: usize = 40;
    let near = &bytes[at + 2..bytes.len().min(at + LONGEST)];
    let end = memchr::memchr3(b']', b'[', b' ', near).filter(|end| *end > 0 && near[*end] == b']')?;
    let end = at + 2 + end + 1;
    (bytes.get(end) != Some(&b'(')).then_some(end)
}

/// The end of the element that begins at `at`, if it is one of those that show nothing.
fn element(text: &str, at: usize) -> Option<usize> {
    let near = &text.as_bytes()[at..text.len().min(at + LONGEST_ELEMENT)];
    let end = memchr::memchr(b'>', near)?;
    let slashes = near[1..end].iter().take_while(|byte| **byte == b'/').count();
    let name = &near[1 + slashes..end];
    let letters = name.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let is_known = ELEMENTS.iter().any(|known| known.as_bytes() == &name[..letters]);
    is_known.then_some(at + end + 1)
}

/// The end of a link's target, whose `(` stands at `open`: one past its `)`.
pub(super) fn target_end(text: &str, open: usize) -> Option<usize> {
    let near = &text.as_bytes()[open..text.len().min(open + LONGEST_ADDRESS)];
    let mut depth = 0usize;
    for at in memchr::memchr2_iter(b'(', b')', near) {
        if near[at] == b'(' {
            depth += 1;
        } else {
            depth -= 1;
        }
        if depth == 0 {
            return Some(open + at + 1);
        }
        if depth > DEEPEST {
            return None;
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

    /// Both counts are sums over bytes, whole vectors of them at once.
    pub(super) fn of_plain(bytes: &[u8]) -> Self {
        let mut count = Self::default();
        let Some(first) = bytes.first() else { return count };
        count.step(b' ', *first);
        let (before, behind) = (&bytes[..bytes.len() - 1], &bytes[1..]);
        let ((before, last), (behind, rest)) = (before.as_chunks::<RUN>(), behind.as_chunks::<RUN>());
        // So many runs that a byte still holds the sum of its column.
        for (before, behind) in before.chunks(255).zip(behind.chunks(255)) {
            let (mut characters, mut words) = ([0; RUN], [0; RUN]);
            for (before, behind) in before.iter().zip(behind) {
                add_han(&mut characters, behind);
                add_words(&mut words, before, behind);
            }
            count.characters += characters.iter().map(|sum| u32::from(*sum)).sum::<u32>();
            count.words += words.iter().map(|sum| u32::from(*sum)).sum::<u32>();
        }
        last.iter().zip(rest).for_each(|(before, byte)| count.step(*before, *byte));
        count
    }

    /// Counts a byte that follows another.
    fn step(&mut self, before: u8, byte: u8) {
        self.characters += u32::from(is_han_start(byte));
        self.words += u32::from(is_word(byte) & !is_word(before));
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

/// Bytes that are looked at together.
const RUN: usize = 32;

fn add_han(columns: &mut [u8; RUN], bytes: &[u8; RUN]) {
    for (column, byte) in columns.iter_mut().zip(bytes) {
        *column += u8::from(is_han_start(*byte));
    }
}

fn add_words(columns: &mut [u8; RUN], before: &[u8; RUN], bytes: &[u8; RUN]) {
    for ((column, before), byte) in columns.iter_mut().zip(before).zip(bytes) {
        *column += u8::from(is_word(*byte) & !is_word(*before));
    }
}

/// U+4000 to U+9FFF are the three-byte sequences that begin with E4 to E9, and no other byte is one of these.
fn is_han_start(byte: u8) -> bool {
    byte.wrapping_sub(0xE4) <= 0xE9 - 0xE4
}

/// A letter or digit of a script that parts words; Latin letters beyond ASCII begin with C3 to C9.
fn is_word(byte: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') <= b'z' - b'a')
        | (byte.wrapping_sub(b'0') <= 9)
        | (byte.wrapping_sub(0xC3) <= 0xC9 - 0xC3)
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
            ("有注[^1]和[^长 注]，[^链](x)", "有注和[^长 注]，^链"),
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
