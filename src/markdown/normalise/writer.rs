//! Writes the repaired text, line by line, with the way back to the author's.
//!
//! In come pieces of units and marks; out go text, offsets and lines. Invariant: lines cover the text but for line
//! ends, and a line's number is the one in the author's file of the first character on it.

use std::ops::Range;

use super::Line;
use super::blocks::{self, Block};
use super::containers::Container;
use super::offsets::Offsets;
use super::unit::Unit;

/// Where repaired text goes.
pub(super) struct Writer<'a> {
    pub(super) text: &'a mut String,
    pub(super) offsets: &'a mut Offsets,
    pub(super) lines: &'a mut Vec<Line>,
    /// Where the source's lines end.
    ends: &'a [u32],
    /// How many of them lie before what was asked for last.
    ended: usize,
    /// The line being written: where it begins, the file's offset of its first character, its block.
    start: usize,
    /// Where its words begin, behind what begins each line of the block.
    words: usize,
    first: Option<usize>,
    /// The file's offset behind what was written last.
    here: usize,
    /// Nothing is written yet, or a blank line was last.
    is_apart: bool,
    /// What stands there must not begin a block.
    are_words: bool,
    /// The line goes on behind a hard break.
    continued: bool,
    block: Block,
    /// The quotes around the block, and what begins each line in them.
    container: Container,
    prefix: String,
    /// Whether a hard break in the block stays one.
    keeps_breaks: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        ends: &'a [u32],
        text: &'a mut String,
        offsets: &'a mut Offsets,
        lines: &'a mut Vec<Line>,
    ) -> Self {
        text.clear();
        offsets.clear();
        lines.clear();
        let block = Block::Blank;
        Self {
            text,
            offsets,
            lines,
            ends,
            ended: 0,
            start: 0,
            words: 0,
            is_apart: true,
            are_words: true,
            first: None,
            here: 0,
            continued: false,
            block,
            container: Container::default(),
            prefix: String::new(),
            keeps_breaks: false,
        }
    }

    /// Begins a line of `block` at byte `at` of the file, in quotes.
    pub(super) fn begin(&mut self, block: Block, container: Container, keeps_breaks: bool, at: usize) {
        if container != self.container {
            container.prefix(&mut self.prefix);
            self.container = container;
        }
        (self.block, self.keeps_breaks, self.first) = (block, keeps_breaks, None);
        (self.start, self.here, self.continued) = (self.text.len(), at, false);
        if !self.prefix.is_empty() {
            let prefix = std::mem::take(&mut self.prefix);
            self.mark(&prefix);
            self.prefix = prefix;
        }
        self.end_prefix(true);
    }

    /// Writes white space that begins a line.
    pub(super) fn pad(&mut self, columns: usize) {
        for _ in 0..columns {
            self.mark(" ");
        }
    }

    /// What is on the line so far does not count as words: a list item's marker. What follows `are_words`, or it begins
    /// a block of its own.
    pub(super) fn end_prefix(&mut self, are_words: bool) {
        (self.words, self.are_words) = (self.text.len(), are_words);
    }

    /// Writes text that stands at byte `at` of the file.
    pub(super) fn raw(&mut self, text: &str, at: usize) {
        self.first.get_or_insert(at);
        self.offsets.step(self.text.len(), at);
        self.text.push_str(text);
        self.here = at + text.len();
    }

    /// Writes a piece of a unit.
    pub(super) fn piece(&mut self, unit: &Unit, range: Range<usize>) {
        for (new, old) in unit.offsets.pieces(&range) {
            self.offsets.step(self.text.len() + (new - range.start), old);
        }
        if !range.is_empty() {
            self.first.get_or_insert_with(|| unit.offsets.old(range.start));
        }
        let end = unit.offsets.old(range.end);
        self.text.push_str(&unit.text[range]);
        self.offsets.step(self.text.len(), end);
        self.here = end;
    }

    /// Writes a mark that the author did not write there.
    pub(super) fn mark(&mut self, mark: &str) {
        for character in mark.chars() {
            self.offsets.step(self.text.len(), self.here);
            self.text.push(character);
        }
    }

    /// The last character of the line so far; white space where it begins.
    pub(super) fn last_character(&self) -> char {
        self.text.chars().next_back().unwrap_or('\n')
    }

    /// Whether nothing but the prefix is on the line yet.
    fn is_empty(&self) -> bool {
        self.text.len() <= self.words
    }

    /// A hard break: a new paragraph, or in verse a new line.
    pub(super) fn line_break(&mut self, unit: &Unit, at: usize) {
        if self.is_empty() {
            return;
        }
        let (block, container, keeps) = (self.block, self.container, self.keeps_breaks);
        let old = unit.offsets.old(at);
        for _ in 0..if keeps { 2 } else { 0 } {
            self.offsets.step(self.text.len(), old);
            self.text.push(' ');
        }
        self.offsets.step(self.text.len(), old);
        self.end_words();
        if !keeps {
            self.blank(container);
        }
        let next = match block {
            Block::Paragraph { .. } => Block::Paragraph { after_break: keeps },
            other => other,
        };
        self.begin(next, container, keeps, old);
        self.continued = true;
    }

    /// Ends a line of running text. Where marks have gone from its beginning, what is left must not begin a block.
    pub(super) fn end_words(&mut self) {
        let words = &self.text[self.words..];
        if (self.are_words || self.continued) && !words.is_empty() && blocks::is_taken_for_a_block(words) {
            let digits = words.bytes().take_while(u8::is_ascii_digit).count();
            let at = self.words + digits;
            self.text.insert(at, '\\');
            self.offsets.insert(at);
        }
        self.end();
    }

    /// Takes white space from the end of the line.
    pub(super) fn trim_line(&mut self) {
        let length = self.start + self.text[self.start..].trim_end().len();
        self.text.truncate(length);
        self.offsets.truncate(length);
    }

    /// Ends the line; one with nothing on it vanishes.
    pub(super) fn end(&mut self) {
        if self.is_empty() && self.block != Block::Code {
            self.text.truncate(self.start);
            return;
        }
        self.is_apart = false;
        let line_end = if self.keeps_breaks {
            self.start + self.text[self.start..].trim_end().len()
        } else {
            self.text.len()
        };
        let number = self.first.map_or(self.ended as u32 + 1, |first| self.number_at(first));
        self.lines.push(Line { start: self.start as u32, end: line_end as u32, number, block: self.block });
        self.text.push('\n');
        self.start = self.text.len();
    }

    /// A blank line in quotes, if the last one is none.
    pub(super) fn blank(&mut self, container: Container) {
        if self.is_apart {
            return;
        }
        self.is_apart = true;
        let start = self.text.len();
        let mut prefix = String::new();
        container.prefix(&mut prefix);
        self.mark(prefix.trim_end());
        let block = if container.depth > 0 { Block::Quote } else { Block::Blank };
        let number = self.ended as u32 + 1;
        self.lines.push(Line { start: start as u32, end: self.text.len() as u32, number, block });
        self.text.push('\n');
        self.start = self.text.len();
    }

    /// The line of the file that byte `at` stands on; asked with rising offsets.
    fn number_at(&mut self, at: usize) -> u32 {
        self.ended += self.ends[self.ended..].iter().take_while(|end| (**end as usize) < at).count();
        self.ended as u32 + 1
    }
}
