//! Headings: empty ones, those with their text on the next line, and those that were cut in pieces.
//!
//! In come heading lines; out goes one unit for one heading. Invariant: a heading stays open until it is certain that
//! nothing belongs to it any more.

use super::blocks::{self, Block, Shape};
use super::driver::Driver;
use super::wrap;

/// How far an open heading has come.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// The next line may be the rest of it.
    #[default]
    Open,
    /// It has ended.
    Ended,
    /// An empty heading of the same level has followed: the next one may be its second half.
    Cut,
}

impl Driver<'_, '_> {
    /// A heading's line, whose text begins at `text`.
    pub(super) fn heading(&mut self, level: u8, line: &str, text: usize, at: usize) {
        let words = words_of(&line[text..]);
        let block = Block::Heading(level);
        let is_empty = blocks::is_only_marks(words);
        if self.open == block && self.stage != Stage::Open && (is_empty || self.stage == Stage::Cut) {
            if !is_empty {
                self.unit.add(words, at + text, self.unusual);
            }
            self.stage = if is_empty { Stage::Cut } else { Stage::Ended };
            return;
        }
        self.flush();
        let rest = self.peek().filter(|next| matches!(blocks::shape(next), Shape::Text { indent: 0..4 }));
        if is_empty {
            // Text that follows directly is the heading's; without any there is no heading.
            if rest.is_some_and(|rest| wrap::is_heading(0, rest)) {
                self.begin(block, at);
                self.stage = Stage::Open;
            }
            return;
        }
        self.begin(block, at);
        self.unit.add(words, at + text, self.unusual);
        let goes_on = rest.is_some_and(|rest| wrap::is_rest_of_heading(line, rest));
        self.stage = if goes_on { Stage::Open } else { Stage::Ended };
    }

    /// A line of text behind an open heading's; whether it was the heading's.
    pub(super) fn rest_of_heading(&mut self, line: &str, at: usize) -> bool {
        if !matches!(self.open, Block::Heading(_)) || self.stage != Stage::Open {
            return false;
        }
        self.unit.add(line, at, self.unusual);
        let goes_on = self.peek().is_some_and(|next| {
            matches!(blocks::shape(next), Shape::Text { .. }) && wrap::is_rest_of_heading(line, next)
        });
        self.stage = if goes_on { Stage::Open } else { Stage::Ended };
        true
    }
}

/// The text of a heading without the hashes that may close it (CommonMark 0.31.2 §4.2).
fn words_of(text: &str) -> &str {
    let words = text.trim_end();
    match words.trim_end_matches('#') {
        closed if closed.len() < words.len() && (closed.is_empty() || closed.ends_with(' ')) => {
            closed.trim_end()
        }
        _ => words,
    }
}
