//! Walks the author's lines and gathers them into blocks.
//!
//! In come lines by their shape; out go units to be repaired and lines to be copied. Invariant: a line is looked at
//! once; what is open is one unit.

use super::blocks::{self, Block, Shape};
use super::characters;
use super::emphasis::{self, Scratch};
use super::unit::Unit;
use super::writer::Writer;

/// The column at which exporters wrap.
const WRAP: usize = 78;

/// Lines up to this many characters may be verse, an address or a byline.
const SHORT: usize = 16;

/// The state of a walk.
pub(super) struct Driver<'d, 'w> {
    source: &'d str,
    at: usize,
    unusual: bool,
    unit: &'d mut Unit,
    scratch: &'d mut Scratch,
    writer: &'d mut Writer<'w>,
    /// The block of the open unit.
    open: Block,
    /// Where it began.
    opened: usize,
    /// A blank line stands before what comes next.
    gap: bool,
    /// An empty heading of this level was dropped since the last one.
    empty_heading: u8,
    /// A fence that is open: its character and length.
    fence: Option<(u8, usize)>,
    /// Raw HTML until the next blank line.
    html: bool,
    table: bool,
}

impl<'d, 'w> Driver<'d, 'w> {
    pub(super) fn new(
        source: &'d str,
        at: usize,
        unit: &'d mut Unit,
        scratch: &'d mut Scratch,
        writer: &'d mut Writer<'w>,
    ) -> Self {
        let unusual = characters::any_unusual(&source[at..]);
        Self {
            source,
            at,
            unusual,
            unit,
            scratch,
            writer,
            open: Block::Blank,
            opened: at,
            gap: false,
            empty_heading: 0,
            fence: None,
            html: false,
            table: false,
        }
    }

    pub(super) fn run(mut self) {
        while self.at < self.source.len() {
            let start = self.at;
            let rest = &self.source.as_bytes()[start..];
            let end = memchr::memchr(b'\n', rest).map_or(self.source.len(), |length| start + length);
            self.at = (end + 1).min(self.source.len());
            let line = &self.source[start..end];
            self.line(line.strip_suffix('\r').unwrap_or(line), start);
        }
        self.flush();
    }

    fn line(&mut self, line: &str, at: usize) {
        if let Some((mark, length)) = self.fence {
            self.copy(line, at, Block::Code);
            if matches!(blocks::shape(line), Shape::Fence(other, long, true) if other == mark && long >= length)
            {
                self.fence = None;
            }
            return;
        }
        let shape = blocks::shape(line);
        if shape == Shape::Blank {
            return self.blank();
        }
        if self.html {
            return self.copy(line, at, Block::Paragraph { after_break: false });
        }
        if self.table && line.contains('|') {
            return self.row(line, at);
        }
        self.table = false;
        match shape {
            Shape::Heading(level, text) => self.heading(level, line, text, at),
            Shape::Fence(mark, length, _) => {
                self.flush();
                self.writer.blank();
                self.fence = Some((mark, length));
                self.copy(line, at, Block::Code);
            }
            Shape::Underline(level)
                if matches!(self.open, Block::Paragraph { .. }) && !self.unit.text.contains('\n') =>
            {
                self.open = Block::Heading(level);
                self.flush();
            }
            Shape::Rule | Shape::Underline(2) if line.trim().len() > 2 => {
                self.flush();
                self.copy(line.trim(), at + line.len() - line.trim_start().len(), Block::Rule);
            }
            Shape::Bullet(text, interrupts) if self.may_begin_list(interrupts) => self.bullet(line, text, at),
            Shape::Definition(text) => self.prefixed(line, text, at, Block::Definition),
            Shape::Quote(text) => self.quote(line, text, at),
            Shape::Html => {
                self.flush();
                self.html = true;
                self.copy(line, at, Block::Paragraph { after_break: false });
            }
            Shape::Text { indent } => self.text(line, indent, at),
            _ => self.text(line, 0, at),
        }
    }

    /// An ordered item that is not the first goes on with an open paragraph (CommonMark 0.31.2 §5.3), unless a hard
    /// break has ended its line.
    fn may_begin_list(&self, interrupts: bool) -> bool {
        interrupts || !matches!(self.open, Block::Paragraph { .. }) || self.unit.text.ends_with('\n')
    }

    fn bullet(&mut self, line: &str, text: usize, at: usize) {
        if !is_only_marks(&line[text..]) {
            self.prefixed(line, text, at, Block::List);
        } else if line
            .trim_start_matches(characters::is_space)
            .starts_with(|first: char| first.is_ascii_digit())
        {
            self.text(line, 0, at);
        } else {
            self.blank();
        }
    }

    fn blank(&mut self) {
        self.flush();
        (self.html, self.table, self.gap) = (false, false, true);
    }

    /// Ends the open unit and writes it.
    fn flush(&mut self) {
        if self.unit.is_empty() {
            self.open = Block::Blank;
            return;
        }
        let heading = matches!(self.open, Block::Heading(_));
        match self.open {
            Block::Heading(level) => {
                self.separate(self.open);
                self.writer.begin(self.open, HASHES[usize::from(level) - 1], false, self.opened);
            }
            Block::Paragraph { .. } => {
                self.separate(self.open);
                let keeps = is_verse(&self.unit.text);
                self.writer.begin(self.open, "", keeps, self.opened);
            }
            Block::Quote => {
                self.separate(self.open);
                self.writer.begin(self.open, "> ", true, self.opened);
            }
            // Lists and definitions have begun their line with what the author wrote before the text.
            _ => {}
        }
        emphasis::write(self.unit, heading, self.scratch, self.writer);
        self.writer.end_words();
        self.unit.clear();
        self.open = Block::Blank;
    }

    /// A blank line before a block that must not run into the one before it.
    fn separate(&mut self, next: Block) {
        let last = self.writer.last().map_or(Block::Blank, |line| line.block);
        let continues = match (last, next) {
            (Block::List, Block::List) | (Block::Table, Block::Table) | (Block::Code, Block::Code) => true,
            (Block::Quote, Block::Quote) | (Block::Definition, Block::Definition) => !self.gap,
            _ => false,
        };
        if !continues {
            self.writer.blank();
        }
        self.gap = false;
        if !matches!(next, Block::Heading(_)) {
            self.empty_heading = 0;
        }
    }

    /// A line as it stands.
    fn copy(&mut self, line: &str, at: usize, block: Block) {
        let fresh = self.gap && block == Block::Code && self.fence.is_none();
        let inside = self.writer.lines.last().is_some_and(|line| line.block == block) && !fresh;
        if !inside {
            self.separate(block);
        }
        self.writer.begin(block, "", false, at);
        self.write_raw(line, at);
        self.writer.end();
    }

    /// Code and rules keep everything but characters that mean another.
    fn write_raw(&mut self, line: &str, at: usize) {
        if self.unusual && characters::any_unusual(line) {
            for (index, character) in line.char_indices() {
                let plain = match character {
                    '\u{a0}' => " ",
                    '\u{e000}' => "",
                    _ => &line[index..index + character.len_utf8()],
                };
                self.writer.raw(plain, at + index);
            }
        } else {
            self.writer.raw(line, at);
        }
    }

    fn heading(&mut self, level: u8, line: &str, text: usize, at: usize) {
        self.flush();
        let words = line[text..].trim_end();
        let words = match words.trim_end_matches('#') {
            closed if closed.len() < words.len() && (closed.is_empty() || closed.ends_with(' ')) => {
                closed.trim_end()
            }
            _ => words,
        };
        (self.open, self.opened) = (Block::Heading(level), at);
        if is_only_marks(words) {
            return self.empty(level);
        }
        let last = self.writer.last().map(|line| line.block);
        if self.empty_heading == level && last == Some(Block::Heading(level)) {
            self.writer.reopen();
            let end = self.writer.text.trim_end().len();
            self.writer.text.truncate(end);
            self.unit.add(words, at + text, self.unusual);
            emphasis::write(self.unit, true, self.scratch, self.writer);
            self.writer.end();
            self.unit.clear();
            (self.open, self.empty_heading) = (Block::Blank, 0);
            return;
        }
        self.unit.add(words, at + text, self.unusual);
        if !self.goes_on(line) {
            self.flush();
        }
    }

    /// A heading without text: the next line is its text if it follows directly, else there is none.
    fn empty(&mut self, level: u8) {
        let next = self.peek();
        if matches!(blocks::shape(next), Shape::Text { .. }) {
            let (line, at) = (next, self.at);
            self.at = (at + line.len() + 1).min(self.source.len());
            self.unit.add(line, at, self.unusual);
            if !self.goes_on(line) {
                self.flush();
            }
        } else {
            (self.open, self.empty_heading) = (Block::Blank, level);
        }
    }

    /// Whether the next line was wrapped off this one: it follows directly, and its first word did not fit.
    fn goes_on(&self, line: &str) -> bool {
        let next = self.peek();
        if line.ends_with("  ") || !matches!(blocks::shape(next), Shape::Text { .. }) {
            return false;
        }
        let word = next.split(' ').next().unwrap_or_default();
        line.chars().count() + 1 + word.chars().count() > WRAP
    }

    fn peek(&self) -> &'d str {
        let rest = &self.source[self.at..];
        let line = rest.split('\n').next().unwrap_or_default();
        line.strip_suffix('\r').unwrap_or(line)
    }

    /// A list item or a definition: what stands before its text is copied.
    fn prefixed(&mut self, line: &str, text: usize, at: usize, block: Block) {
        self.flush();
        self.separate(block);
        self.writer.begin(block, "", true, at);
        self.write_raw(&line[..text], at);
        self.writer.end_prefix();
        (self.open, self.opened) = (block, at);
        self.unit.add(&line[text..], at + text, self.unusual);
    }

    fn quote(&mut self, line: &str, text: usize, at: usize) {
        let inner = &line[text.min(line.len())..];
        match blocks::shape(inner) {
            Shape::Blank => {
                self.flush();
                if self.writer.last().is_some_and(|line| line.block == Block::Quote) && !self.gap {
                    self.copy(">", at, Block::Quote);
                }
            }
            Shape::Text { indent } if indent < 4 => {
                if self.open != Block::Quote {
                    self.flush();
                    (self.open, self.opened) = (Block::Quote, at);
                }
                self.unit.add(inner, at + text, self.unusual);
            }
            _ => {
                self.flush();
                self.separate(Block::Quote);
                self.writer.begin(Block::Quote, "", false, at);
                self.write_raw(line.trim_end(), at);
                self.writer.end();
            }
        }
    }

    fn text(&mut self, line: &str, indent: usize, at: usize) {
        if self.unit.is_empty() && self.starts_table(line) {
            self.table = true;
            return self.row(line, at);
        }
        if indent >= 4 && self.unit.is_empty() {
            let last = self.writer.last().map_or(Block::Blank, |line| line.block);
            let inside = matches!(last, Block::List | Block::Definition);
            if !inside && !blocks::is_prose(line) {
                return self.copy(line, at, Block::Code);
            }
            if inside {
                self.writer.blank();
                self.writer.begin(last, "", true, at);
                let text = line.len() - line.trim_start().len();
                self.write_raw(&line[..text], at);
                self.writer.end_prefix();
                (self.open, self.opened, self.gap) = (last, at, false);
                self.unit.add(&line[text..], at + text, self.unusual);
                return;
            }
        }
        let apart = is_question_apart(line);
        if apart && matches!(self.open, Block::Paragraph { .. }) {
            self.flush();
        }
        if self.unit.is_empty() {
            (self.open, self.opened) = (Block::Paragraph { after_break: false }, at);
        }
        self.unit.add(line, at, self.unusual);
        if apart {
            self.flush();
        }
    }

    fn starts_table(&self, line: &str) -> bool {
        line.contains('|') && blocks::is_delimiter_row(self.peek())
    }

    /// A table's row: its emphasis is repaired, its cells stay.
    fn row(&mut self, line: &str, at: usize) {
        self.separate(Block::Table);
        self.writer.begin(Block::Table, "", false, at);
        self.unit.clear();
        self.unit.add(line, at, self.unusual);
        if self.unit.text.ends_with('\n') {
            self.unit.text.pop();
        }
        if blocks::is_delimiter_row(line) {
            self.writer.piece(self.unit, 0..self.unit.text.len());
        } else {
            emphasis::write(self.unit, false, self.scratch, self.writer);
        }
        self.writer.end();
        self.unit.clear();
    }
}

/// What begins a heading of each level.
const HASHES: [&str; 6] = ["# ", "## ", "### ", "#### ", "##### ", "###### "];

/// Nothing but marks of emphasis.
fn is_only_marks(text: &str) -> bool {
    text.chars().all(|character| matches!(character, '*' | '_' | ' ' | '\u{200b}' | '\u{a0}'))
}

/// A line that is bold and italic from end to end and asks: some exporters put no blank line around it.
fn is_question_apart(line: &str) -> bool {
    let line = line.trim();
    let inner = line.strip_prefix("_**").and_then(|rest| rest.strip_suffix("**_"));
    inner.is_some_and(|inner| !inner.contains("**") && inner.ends_with(['？', '?']))
}

/// Whether hard breaks are meant as such: every line is short, and none is a sentence or a label.
fn is_verse(text: &str) -> bool {
    let text = text.trim_end_matches('\n');
    text.contains('\n')
        && text.split('\n').all(|line| {
            let length = line.chars().filter(|character| !matches!(character, '*' | '_' | '\\')).count();
            length <= SHORT && !line.contains(['：', ':', '。', '？', '！', '?', '['])
        })
}
