//! Lists and footnotes: items, and what stands inside them.
//!
//! In come lines with a marker, and indented ones; out go items that follow each other directly. Invariant: an item's
//! text stands where CommonMark looks for it.

use super::blocks::{self, Block, Shape};
use super::characters;
use super::containers::Item;
use super::driver::Driver;
use crate::markdown::cues::Cue;

impl<'d> Driver<'d, '_> {
    /// An ordered item that is not the first goes on with an open paragraph (CommonMark 0.31.2 §5.3), unless a hard
    /// break has ended its line.
    pub(super) fn may_begin_list(&self, interrupts: bool) -> bool {
        interrupts || !matches!(self.open, Block::Paragraph { .. }) || self.unit.text.ends_with('\n')
    }

    /// Whether a line that begins with a colon says what the term above it means.
    pub(super) fn may_be_detail(&self) -> bool {
        let below_term = matches!(self.open, Block::Paragraph { .. }) && blocks::is_term(&self.unit.text);
        let below_detail = self.items.last().is_some_and(|item| item.is_detail)
            && !matches!(self.open, Block::Paragraph { .. });
        self.container.depth == 0 && (below_term || below_detail)
    }

    /// What the term above means: an item that follows its term directly.
    pub(super) fn detail(&mut self, line: &'d str, indent: usize, text: usize, at: usize) {
        if matches!(self.open, Block::Paragraph { .. }) {
            self.flush();
            self.last = Block::Blank;
        }
        self.item(line, indent, text, true, at);
    }

    /// `[!NOTE]` stays on a line of its own, directly above what it is the kind of.
    pub(super) fn alert(&mut self, line: &str, at: usize) {
        let begins = self.last == Block::Blank
            || self.last_container != self.container
            || self.blanks_depth < self.container.depth;
        if !begins {
            self.cues.push(Cue::late(line, at));
        }
        self.separate(Block::Quote);
        let start = line.len() - line.trim_start().len();
        self.copy(line.trim(), at + start, Block::Quote);
        self.last = Block::Blank;
    }

    /// An item: its marker at column `indent`, its text at byte `text`.
    pub(super) fn item(&mut self, line: &'d str, indent: usize, text: usize, interrupts: bool, at: usize) {
        let marker = line[..text].trim_matches(characters::is_space);
        // A quote of nothing would quote the line that follows, and hide what that begins with.
        let quoted = &line[text..];
        let is_quote = quoted.starts_with('>') && quoted.split('>').all(blocks::is_only_marks);
        if blocks::is_only_marks(quoted) || is_quote {
            if marker.starts_with(|first: char| first.is_ascii_digit()) {
                return self.text(line, 0, at);
            }
            return self.blank(self.container.depth);
        }
        self.flush();
        self.items.end_beside(indent);
        let nested = self.items.last().is_some();
        // A nested list that does not begin at 1 may not follow text directly.
        self.is_tight = interrupts || !nested;
        let column = self.items.written(indent);
        let spaces = line[..text].chars().rev().take_while(|space| space.is_whitespace()).count().min(4);
        let width = marker.len() + spaces;
        let item = Item {
            marker: indent,
            content: indent + width,
            written: column + width,
            block: Block::List,
            is_detail: marker == ":",
        };
        self.begin(Block::List, at);
        self.separate(Block::List);
        self.start_line(Block::List, true, at);
        self.writer.pad(column);
        self.writer.raw(marker, at + line[..text].rfind(marker).unwrap_or(0));
        self.writer.pad(spaces);
        self.items.push(item);
        let shape = blocks::shape(&line[text..]);
        // Behind a quote or an item in this one, words behind a fence would be taken for the name of a language, and words
        // behind a label for an address.
        let hides_words = || {
            let inner = &line[text + blocks::behind_marks(&line[text..])..];
            match blocks::shape(inner) {
                Shape::Fence(..) => true,
                Shape::Text { .. } => blocks::is_taken_for_a_block(inner),
                _ => false,
            }
        };
        let is_text = match shape {
            Shape::Text { .. } | Shape::Rule | Shape::Underline(_) => true,
            Shape::Quote | Shape::Bullet(..) => hides_words(),
            _ => false,
        };
        self.writer.end_prefix(is_text);
        if let Shape::Fence(mark, length, _) = shape {
            self.write_raw(&line[text..], at + text);
            self.writer.end();
            self.open = Block::Blank;
            self.open_fence(&line[text..], at + text, (mark, length), item.written);
        } else {
            self.unit.add(&line[text..], at + text, self.unusual);
        }
    }

    /// A footnote's or link's definition, whose text begins at `text`.
    pub(super) fn definition(&mut self, line: &str, text: usize, at: usize) {
        self.flush();
        self.items.clear();
        let block = Block::Definition;
        self.begin(block, at);
        self.separate(block);
        self.start_line(block, true, at);
        let label = line[..text].trim_start_matches(characters::is_space);
        self.write_raw(label, at + text - label.len());
        self.writer.end_prefix(true);
        if label.starts_with("[^") {
            self.items.push(Item { marker: 0, content: 4, written: 4, block, is_detail: false });
            self.unit.add(&line[text..], at + text, self.unusual);
        } else {
            let address = line[text..].trim_end();
            self.write_raw(address, at + text);
            self.writer.end();
            self.open = Block::Blank;
        }
    }

    /// A paragraph inside an item, behind a blank line.
    pub(super) fn inside_item(&mut self, item: Item, line: &str, at: usize) {
        self.begin(item.block, at);
        self.is_tight = false;
        self.separate(item.block);
        self.start_line(item.block, true, at);
        self.writer.pad(item.written);
        self.writer.end_prefix(true);
        self.unit.add(line, at, self.unusual);
    }
}
