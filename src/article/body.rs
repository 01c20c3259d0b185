//! The body of an article as logical lines.
//!
//! The text is normalised first (`markdown::normalise`): soft-wrapped lines are joined, emphasis is repaired, so that
//! one line of [`Body::text`] is one logical line of the author's. Invariant: buffers live as long as the thread, not
//! as the article.

use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::markdown::{Line, Normalised, normalise};

/// A body in buffers that are used again for the next article of the thread.
#[derive(Debug, Default)]
pub struct Body {
    normalised: Normalised,
}

impl Body {
    /// Takes the body of `source` (the whole file's text), which begins at byte `start`.
    pub fn fill(&mut self, source: &str, start: u32) {
        normalise(source, start as usize, &mut self.normalised);
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        self.normalised.text()
    }

    /// The logical lines, in order, without gaps but for line ends.
    pub fn lines(&self) -> &[Line] {
        self.normalised.lines()
    }

    /// The text of a line.
    pub fn line(&self, line: &Line) -> &str {
        &self.text()[line.start as usize..line.end as usize]
    }

    /// The 1-based line of the author's file that byte `offset` of [`Body::text`] comes from.
    pub fn line_at(&self, offset: u32) -> u32 {
        self.normalised.source_line(offset)
    }

    /// The bytes of the author's file that a range of [`Body::text`] comes from.
    pub fn in_source(&self, range: Range<u32>) -> Range<usize> {
        self.normalised.source_offset(range.start)..self.normalised.source_offset(range.end)
    }

    /// What is wrong with the words of the author's file, `source`, that say how text is shown.
    pub fn faults(&self, path: &Arc<str>, source: &str) -> Vec<Diagnostic> {
        self.normalised.faults(path, source)
    }
}
