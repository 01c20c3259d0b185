//! One paragraph's worth of text, put together from the author's lines.
//!
//! In come lines, one by one; out goes one text in which a line end is a hard break. Invariant: every byte knows where
//! in the file it came from.

use super::addresses;
use super::characters::{self, is_chinese_punctuation, is_emoji, is_han};
use super::offsets::Offsets;

/// Text of one block, soft-wrapped lines joined.
#[derive(Debug, Default)]
pub(super) struct Unit {
    /// The joined text; `\n` is a hard break.
    pub(super) text: String,
    /// From `text` to the file.
    pub(super) offsets: Offsets,
}

impl Unit {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.offsets.clear();
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds a line that stands at byte `at` of the file, joined to what is there. `unusual` says that it may hold
    /// characters that mean another.
    pub(super) fn add(&mut self, line: &str, at: usize, unusual: bool) {
        let body = line.trim_start_matches(characters::is_space);
        let at = at + line.len() - body.len();
        let (body, breaks) = trim_end(body);
        if !self.text.is_empty()
            && !self.text.ends_with('\n')
            && let Some(gap) = gap(&self.text, body)
        {
            self.offsets.step(self.text.len(), at);
            self.text.push(gap);
        }
        self.push(body, at, unusual);
        if breaks {
            self.offsets.step(self.text.len(), at + body.len());
            self.text.push('\n');
        }
    }

    /// Ends the line: what follows stands on one of its own.
    pub(super) fn end_line(&mut self, at: usize) {
        if !self.text.ends_with('\n') {
            self.offsets.step(self.text.len(), at);
            self.text.push('\n');
        }
    }

    /// Adds text as it is, but for characters that mean another.
    pub(super) fn push(&mut self, text: &str, at: usize, unusual: bool) {
        if !unusual || !characters::any_unusual(text) {
            self.offsets.step(self.text.len(), at);
            self.text.push_str(text);
            return;
        }
        let mut budget = 4 * text.len();
        let mut opaque = addresses::next_opaque(text.as_bytes(), 0, &mut budget);
        let mut before = None;
        for (index, character) in text.char_indices() {
            let next = index + character.len_utf8();
            if opaque.as_ref().is_some_and(|opaque| opaque.end <= index) {
                opaque = addresses::next_opaque(text.as_bytes(), index, &mut budget);
            }
            let plain = if opaque.as_ref().is_some_and(|opaque| opaque.contains(&index)) {
                characters::plain_in_code(character)
            } else {
                let joins = before.is_some_and(is_emoji) && text[next..].starts_with(is_emoji);
                characters::plain(character, joins)
            };
            if let Some(plain) = plain {
                self.offsets.step(self.text.len(), at + index);
                self.text.push(plain);
                before = Some(plain);
            } else {
                self.offsets.step(self.text.len(), at + next);
            }
        }
    }
}

/// The text without the white space at its end, and whether that was a hard break.
fn trim_end(text: &str) -> (&str, bool) {
    let body = text.trim_end_matches(characters::is_space);
    if text.len() - body.len() >= 2 && text.ends_with("  ") {
        return (body, true);
    }
    match body.strip_suffix('\\') {
        Some(rest) if body.len() == text.len() && !rest.ends_with('\\') => {
            (rest.trim_end_matches(characters::is_space), true)
        }
        _ => (body, false),
    }
}

/// What belongs between two lines that an exporter wrapped: it wraps at white space, or after a hyphen.
fn gap(before: &str, after: &str) -> Option<char> {
    let is_mark = |character: char| matches!(character, '*' | '_' | '[');
    let last = seen_end(before).trim_end_matches(is_mark).chars().next_back().unwrap_or(' ');
    let first = after.trim_start_matches(is_mark).chars().next().unwrap_or(' ');
    let mut tail = before.chars().rev();
    if tail.next() == Some('-') && tail.next().is_some_and(|character| character.is_ascii_alphanumeric()) {
        return None;
    }
    let tight =
        is_chinese_punctuation(last) || is_chinese_punctuation(first) || (is_han(last) && is_han(first));
    (!tight && last != '\n' && !last.is_whitespace()).then_some(' ')
}

/// What a reader sees of `text` up to its end: a link ends with its words, not with its address.
fn seen_end(text: &str) -> &str {
    let rest = text.trim_end_matches(['*', '_']);
    if !rest.ends_with(')') {
        return rest;
    }
    // No address is as long as this; a wrap far behind one is not worth the search.
    let near = &rest.as_bytes()[rest.len().saturating_sub(1024)..];
    match memchr::memmem::rfind(near, b"](") {
        Some(words) => &rest[..rest.len() - near.len() + words],
        None => rest,
    }
}
