//! Looks at the paragraphs of a body's head and end: what each is made of, what its words are about.
//!
//! In come lines; out go [`Edge`]s. Invariant: nothing is cut here; a paragraph only says what it could be.

use super::finding::{Edge, EdgeKind, Speech};
use super::lexicon::{CREDITS, NOTICES, PLEAS, PROMOTION, is_han};
use super::links;
use crate::article::{Block, Body, Line};

/// Paragraphs of the head that are looked at.
const HEAD: usize = 14;
/// Paragraphs of the end.
const TAIL: usize = 32;

/// The edges of a body; `kept` are pieces that are never cut.
pub(super) fn look(body: &Body, kept: &[(u32, u32)]) -> Vec<Edge> {
    let shown: Vec<&Line> = body.lines().iter().filter(|line| line.block != Block::Blank).collect();
    let tail = shown.len().saturating_sub(TAIL);
    let head = HEAD.min(shown.len());
    let mut edges = Vec::with_capacity(head + TAIL.min(shown.len()));
    for (place, line) in shown.iter().enumerate() {
        if place < head || place >= tail {
            let next = shown.get(place + 1).map_or(line.number, |next| next.number.saturating_sub(1));
            edges.push(edge(body, line, next, place < head && place * 3 < shown.len() * 2, kept));
        }
    }
    edges
}

fn edge(body: &Body, line: &Line, last: u32, head: bool, kept: &[(u32, u32)]) -> Edge {
    let text = body.line(line);
    let words = links::plain(text);
    let is_kept = kept.iter().any(|(start, end)| *start <= line.start && line.start < *end);
    let kind = match line.block {
        _ if is_kept => EdgeKind::Kept,
        Block::Rule => EdgeKind::Rule,
        Block::Heading(_) => EdgeKind::Loud,
        _ if words.is_empty() && text.contains("![") => EdgeKind::Picture,
        _ if words.is_empty() => EdgeKind::Rule,
        _ if is_loud(text) => EdgeKind::Loud,
        _ => EdgeKind::Prose,
    };
    let (characters, count) = count(&words);
    let speaks = if is_kept { Speech::Matter } else { speech(&words) };
    let hash = match kind {
        EdgeKind::Picture => xxhash_rust::xxh3::xxh3_64(
            links::picture(text).unwrap_or_default().split('?').next().unwrap_or_default().as_bytes(),
        ),
        _ => fingerprint(&words),
    };
    Edge {
        start: line.start,
        end: line.end,
        lines: (line.number, last.max(line.number)),
        hash,
        characters,
        words: count,
        kind,
        speaks,
        head,
        links: words.contains("http"),
    }
}

/// A paragraph that is bold or italic from end to end.
fn is_loud(text: &str) -> bool {
    let inner = text.trim_matches(['*', '_']);
    text.len() > inner.len() + 1 && text.starts_with(['*', '_']) && text.ends_with(['*', '_'])
}

/// What the words are about; long paragraphs are matter unless they recur.
pub(super) fn speech(words: &str) -> Speech {
    let length = words.chars().count();
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    if is_end(words) {
        Speech::End
    } else if words.contains("http") {
        // An address may be what a reader wants.
        Speech::Matter
    } else if length <= 120 && has(PLEAS) {
        Speech::Plea
    } else if length <= 90 && has(NOTICES) {
        Speech::Notice
    } else if length <= 220 && has(PROMOTION) {
        Speech::Promotion
    } else {
        Speech::Matter
    }
}

/// `--END--`, `— 完 —`, `·END·`, `© THE END`, `==全文完==`.
fn is_end(words: &str) -> bool {
    let bare = words.trim_matches(|character: char| !character.is_alphanumeric());
    matches!(bare, "END" | "End" | "end" | "完" | "全文完" | "THE END" | "The End" | "本文完" | "正文完")
}

/// Whether a line credits the original.
pub(super) fn is_credit(words: &str) -> bool {
    let bare = words.trim_start_matches(|character: char| !character.is_alphanumeric());
    let named = CREDITS.iter().any(|word| bare.starts_with(word));
    named && (words.contains("http") || words.chars().count() <= 60)
}

/// Han characters, and words of other scripts.
pub(super) fn count(words: &str) -> (u32, u32) {
    let (mut han, mut other, mut inside) = (0, 0, false);
    for character in words.chars() {
        let is_han = is_han(character);
        let is_word = !is_han && character.is_alphanumeric();
        han += u32::from(is_han);
        other += u32::from(is_word && !inside);
        inside = is_word;
    }
    (han, other)
}

/// A hash of the words that digits and addresses do not change.
pub(super) fn fingerprint(words: &str) -> u64 {
    let mut bare = String::with_capacity(words.len());
    for word in words.split("http") {
        let word = if bare.is_empty() {
            word
        } else {
            word.trim_start_matches(|character: char| character.is_ascii_graphic())
        };
        bare.extend(word.chars().filter(|character| is_han(*character) || character.is_alphabetic()));
    }
    xxhash_rust::xxh3::xxh3_64(bare.as_bytes())
}
