//! What lines stand inside: quotes, and items of lists.
//!
//! In come the marks and indents of lines; out goes how deep a line stands, in the author's columns and in ours.
//! Invariant: what is written is nested as CommonMark nests it, even where an exporter's columns are off.

use super::blocks::Block;
use super::characters::is_invisible;

/// The quotes around a line.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Container {
    /// Columns before the quote, where it stands in a list's item.
    pub(super) inset: usize,
    /// How many quotes stand in each other.
    pub(super) depth: usize,
}

impl Container {
    /// The quotes that `line` stands in, at most `most` of them, and where what is quoted begins. A quote that is
    /// indented by as much as `inside` stands in a list's item.
    pub(super) fn of(line: &str, most: usize, inside: Option<usize>) -> (Self, usize) {
        let mut found = Self::default();
        let mut at = 0;
        while found.depth < most {
            let rest = &line[at..];
            let text = rest.trim_start_matches(|character| character == ' ' || is_invisible(character));
            let indent = rest.bytes().take_while(|byte| *byte == b' ').count();
            let inset = inside.filter(|inside| found.depth == 0 && indent >= *inside);
            if !text.starts_with('>') || indent >= inset.unwrap_or(0) + 4 {
                break;
            }
            found.inset += inset.unwrap_or(0);
            found.depth += 1;
            at = line.len() - text.len() + 1;
            at += usize::from(line[at..].starts_with(' '));
        }
        (found, at)
    }

    /// What begins each of its lines.
    pub(super) fn prefix(self, into: &mut String) {
        into.clear();
        if self.depth > 0 {
            into.extend(std::iter::repeat_n(' ', self.inset));
            into.extend(std::iter::repeat_n("> ", self.depth));
        }
    }
}

/// An item of a list, or a footnote, that lines may still belong to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// Column of its marker, in the author's file.
    pub(super) marker: usize,
    /// Column of its text, in the author's file.
    pub(super) content: usize,
    /// Column of its text as we write it.
    pub(super) written: usize,
    /// What it is an item of.
    pub(super) block: Block,
    /// It says what a term means.
    pub(super) is_detail: bool,
}

/// The items that are open, outermost first.
#[derive(Debug, Default)]
pub(super) struct Items(Vec<Item>);

impl Items {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    pub(super) fn last(&self) -> Option<Item> {
        self.0.last().copied()
    }

    pub(super) fn push(&mut self, item: Item) {
        self.0.push(item);
    }

    /// Ends the items that a line at column `indent` does not stand in. Exporters count a wide marker as two columns.
    pub(super) fn end_before(&mut self, indent: usize) {
        while self.0.last().is_some_and(|item| indent < item.content.min(item.marker + 2)) {
            self.0.pop();
        }
    }

    /// Ends the items that an item whose marker stands at column `indent` is no part of.
    pub(super) fn end_beside(&mut self, indent: usize) {
        while self.0.last().is_some_and(|item| indent < item.content) {
            self.0.pop();
        }
    }

    /// The column at which we write what the author wrote at `indent`, inside what is open. Four columns more than the
    /// item's own would be code.
    pub(super) fn written(&self, indent: usize) -> usize {
        match self.last() {
            Some(item) => item.written + indent.saturating_sub(item.content).min(3),
            None => indent.min(3),
        }
    }
}
