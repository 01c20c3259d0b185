//! Repairs what exporters do to Chinese Markdown: text to text.
//!
//! In comes the author's body; out go text in which one physical line is one logical line (code and tables apart), its
//! lines with their blocks, and the way back to the author's offsets. Invariant: what was repaired stays as it is, but where
//! broken marks hid a table's row or a link, which a second repair settles; no visible character is lost; code and addresses
//! are as they were.

mod addresses;
mod blocks;
mod characters;
mod containers;
mod driver;
mod emit;
mod emphasis;
mod headings;
mod indents;
mod lists;
mod offsets;
mod raw_html;
mod runs;
mod switches;
#[cfg(test)]
mod tests;
mod tokens;
mod unit;
mod verbatim;
mod wrap;
mod writer;

pub use blocks::Block;

use std::sync::Arc;

use super::cues::{self, Cue};
use crate::diagnostic::Diagnostic;
use driver::Driver;
use offsets::Offsets;
use unit::Unit;
use writer::Writer;

/// One logical line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// First byte in the text.
    pub start: u32,
    /// One past the last byte, line end not included.
    pub end: u32,
    /// 1-based line of the author's file where it begins.
    pub number: u32,
    /// What kind of block it stands in.
    pub block: Block,
}

/// Normalised text, its lines, and the way back to the author's offsets; buffers that are used again.
#[derive(Debug, Default)]
pub struct Normalised {
    text: String,
    offsets: Offsets,
    lines: Vec<Line>,
    /// Bytes of the source.
    end: usize,
    /// Where the source's lines end.
    ends: Vec<u32>,
    cues: Vec<Cue>,
    unit: Unit,
    scratch: emphasis::Scratch,
}

impl Normalised {
    /// The repaired text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The logical lines, in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The byte of the source that `offset` of the text comes from.
    pub fn source_offset(&self, offset: u32) -> usize {
        self.offsets.old(offset as usize).min(self.end)
    }

    /// The 1-based line of the source that `offset` of the text comes from.
    pub fn source_line(&self, offset: u32) -> u32 {
        let old = self.source_offset(offset) as u32;
        self.ends.partition_point(|end| *end < old) as u32 + 1
    }

    /// What is wrong with the words of `source` that say how text is shown.
    pub fn faults(&self, path: &Arc<str>, source: &str) -> Vec<Diagnostic> {
        cues::faults(path, source, &self.cues)
    }
}

/// Normalises `source[start..]` into `into`, which is emptied first.
pub fn normalise(source: &str, start: usize, into: &mut Normalised) {
    let Normalised { text, offsets, lines, end, ends, cues, unit, scratch } = into;
    *end = source.len();
    ends.clear();
    cues.clear();
    ends.extend(memchr::memchr_iter(b'\n', source.as_bytes()).map(|at| at as u32));
    let start = source.floor_char_boundary(start);
    let mut writer = Writer::new(ends, text, offsets, lines);
    unit.clear();
    Driver::new(source, start, unit, scratch, &mut writer, cues).run();
}
