//! The lines of a body that have something on them, each looked at once for what most of the readers ask.

use super::super::plain::{has_address, has_link};
use crate::article::{Block, Body, Line};

/// A line with something on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) line: Line,
    /// Its place among all lines of the body.
    pub(super) index: usize,
    /// A link or a picture stands on it.
    pub(super) link: bool,
    /// An address stands on it, in a link or not.
    pub(super) address: bool,
}

/// The lines of a body, without blank ones.
pub(super) fn lines(body: &Body) -> Vec<Seen> {
    let lines = body.lines();
    let mut seen = Vec::with_capacity(lines.len() / 2 + 1);
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.block != Block::Blank) {
        let bytes = body.line(line).as_bytes();
        seen.push(Seen { line: *line, index, link: has_link(bytes), address: has_address(bytes) });
    }
    seen
}
