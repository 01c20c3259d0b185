//! The body of an article as logical lines.
//!
//! The text is normalised first (`markdown::normalise`): soft-wrapped lines are joined, emphasis is repaired, so that
//! one line of [`Body::text`] is one logical line of the author's.

use std::ops::Range;

/// A body in buffers that are used again for the next article of the thread.
#[derive(Debug, Default)]
pub struct Body {
    normalised: crate::markdown::Normalised,
    lines: Vec<Line>,
}

/// One logical line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// First byte in [`Body::text`].
    pub start: u32,
    /// One past the last byte, line end not included.
    pub end: u32,
    /// 1-based line of the author's file where it begins.
    pub number: u32,
    /// What kind of block it stands in.
    pub block: Block,
}

/// What kind of block a logical line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Block {
    /// Nothing on it that a reader would see.
    Blank,
    /// Running text; `after_break` if the line before it ends in a hard break, so that to Markdown both are one
    /// paragraph.
    Paragraph {
        /// Continues the paragraph of the line before.
        after_break: bool,
    },
    /// An ATX heading of level 1 to 6 (setext headings are normalised to ATX).
    Heading(u8),
    /// A list item or a line inside one.
    List,
    /// Block quote.
    Quote,
    /// Fenced or indented code, fences included.
    Code,
    /// A GFM table's line.
    Table,
    /// A thematic break.
    Rule,
    /// A footnote or link definition.
    Definition,
}

impl Body {
    /// Takes the body of `source` (the whole file's text), which begins at byte `start`.
    pub fn fill(&mut self, source: &str, start: u32) {
        crate::markdown::normalise(source, start as usize, &mut self.normalised);
        self.lines.clear();
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        self.normalised.text()
    }

    /// The logical lines, in order, without gaps but for line ends.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The text of a line.
    pub fn line(&self, line: &Line) -> &str {
        &self.text()[line.start as usize..line.end as usize]
    }

    /// The bytes of the author's file that a range of [`Body::text`] comes from.
    pub fn in_source(&self, range: Range<u32>) -> Range<usize> {
        self.normalised.source_offset(range.start)..self.normalised.source_offset(range.end)
    }
}
