//! The first words of prose and of questions: for excerpts and for the home page.

use super::super::finding::{Beginning, Question, flags};
use super::super::plain::plain;
use super::asks;
use crate::article::Body;

/// Beginnings of prose that are kept.
const EXCERPTS: usize = 3;
/// Letters of an excerpt that stands where there is no other.
const FEWEST: usize = 4;
/// What says of which kind a paragraph is.
const KINDS: [&str; 16] = [
    "导语",
    "导读",
    "编者按",
    "编按",
    "按语",
    "按",
    "译者按",
    "前言",
    "引言",
    "引子",
    "序言",
    "题记",
    "摘要",
    "原文链接",
    "原文",
    "来源",
];
/// Letters of an excerpt.
const SHORTEST: usize = 16;
/// Letters of an excerpt, at most, where a sentence ends before.
const LONGEST: usize = 110;
/// Letters of a first sentence, at most.
const LONGEST_SENTENCE: usize = 220;
/// Names whose first question is kept.
const OPENINGS: usize = 3;
/// Bytes of an opening question.
const LONGEST_OPENING: usize = 300;

/// What the text begins with.
#[derive(Debug, Default)]
pub(super) struct Beginnings {
    excerpts: Vec<Beginning>,
    openings: Vec<(u16, Beginning)>,
}

impl Beginnings {
    /// A paragraph of prose.
    pub(super) fn prose(&mut self, start: u32, text: &str) {
        let full = self.excerpts.len() >= EXCERPTS;
        if full || (text.len() <= SHORTEST * 3 && !self.excerpts.is_empty()) {
            return;
        }
        if let Some(text) = sentences(unlabelled(&plain(beginning(text)))) {
            let short = self.excerpts.first().is_some_and(|first| is_short(&first.text));
            if short && !is_short(&text) {
                self.excerpts.clear();
            }
            if self.excerpts.is_empty() || !is_short(&text) {
                self.excerpts.push(Beginning { start, text });
            }
        }
    }

    /// What somebody says.
    pub(super) fn spoken(&mut self, start: u32, text: &str, name: u16, bits: u8) {
        if bits & flags::ASKS != 0
            && self.openings.len() < OPENINGS
            && self.openings.iter().all(|(known, _)| *known != name)
        {
            self.openings.push((name, Beginning { start, text: opening(text) }));
        }
        self.prose(start, text);
    }

    /// Excerpts, and the first questions.
    pub(super) fn finish(self, questions: &[Question], body: &Body) -> (Vec<Beginning>, Vec<Beginning>) {
        let mut openings: Vec<Beginning> = self.openings.into_iter().map(|(_, opening)| opening).collect();
        if let Some(first) = questions.first() {
            let text = &body.text()[first.start as usize..first.answer as usize];
            let text = opening(text.trim_start_matches('#'));
            openings.push(Beginning { start: first.start, text });
        }
        (self.excerpts, openings)
    }
}

/// Whether an excerpt says too little to stand where a longer one is to be had.
pub(in crate::interview) fn is_short(text: &str) -> bool {
    text.chars().count() < SHORTEST
}

/// A paragraph without what says of which kind it is, and without the address behind that.
fn unlabelled(text: &str) -> &str {
    const LONGEST: usize = 24;
    let near = &text[..text.floor_char_boundary(LONGEST)];
    let label = near.split_once(['：', ':']).filter(|(label, _)| KINDS.contains(&label.trim()));
    let Some((label, _)) = label else { return text };
    let rest = text[label.len()..].trim_start_matches(['：', ':', ' ']);
    match rest.starts_with("http") {
        true => rest.trim_start_matches(|letter: char| letter.is_ascii_graphic()),
        false => rest,
    }
    .trim_start()
}

/// As much of a paragraph as an excerpt may need, its marks and a link or two included.
fn beginning(text: &str) -> &str {
    const ENOUGH: usize = 2400;
    &text[..text.floor_char_boundary(ENOUGH)]
}

/// A question, cut where a sentence ends if it is long.
fn opening(text: &str) -> Box<str> {
    let shown = plain(text);
    let shown = shown.trim();
    if shown.len() <= LONGEST_OPENING {
        return shown.into();
    }
    let cut = &shown[..shown.floor_char_boundary(LONGEST_OPENING)];
    let asked = cut.rfind(['？', '?']).or_else(|| cut.rfind(['。', '！']));
    let end = asked.map_or(cut.len(), |at| at + cut[at..].chars().next().map_or(0, char::len_utf8));
    cut[..end].into()
}

/// Whole sentences from the beginning of `text`; `None` if there is no short one.
fn sentences(text: &str) -> Option<Box<str>> {
    let mut end = 0;
    let mut open = 0_i32;
    for (letters, (at, letter)) in text.char_indices().enumerate() {
        if letters >= LONGEST_SENTENCE || (letters >= LONGEST && end > 0) {
            break;
        }
        let behind = at + letter.len_utf8();
        match letter {
            '“' | '「' => open += 1,
            '”' | '」' => open -= 1,
            _ => {}
        }
        if ends_sentence(letter, &text[behind..]) {
            let closing =
                text[behind..].chars().next().filter(|next| matches!(next, '”' | '」' | '』' | '）' | '"'));
            // A quotation that goes on is no place to end.
            if open <= i32::from(closing.is_some()) {
                end = behind + closing.map_or(0, char::len_utf8);
            }
        }
    }
    let found = text[..end].trim();
    let letters = found.chars().count();
    // Words behind a lost name begin with its comma.
    let begins = !found
        .starts_with(['，', '。', '、', '；', '：', '！', '？', '）', '」', '』', '”', ',', '.', ';', ')']);
    (begins && letters >= FEWEST && !(asks(found) && letters < 2 * SHORTEST)).then(|| found.into())
}

/// Whether `letter` ends a sentence. A mark of other scripts does before white space: `3.5` and `watch?v=` go on.
fn ends_sentence(letter: char, rest: &str) -> bool {
    match letter {
        '。' | '！' | '？' => true,
        '.' | '!' | '?' => {
            rest.trim_start_matches(['"', '”', ')']).chars().next().is_none_or(char::is_whitespace)
        }
        _ => false,
    }
}
