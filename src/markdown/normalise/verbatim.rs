//! What keeps its lines: code, tables, raw HTML.
//!
//! In come lines; out go the same lines, inside what they stand in. Invariant: nothing on a line of code changes but
//! U+00A0, which exporters write for its indent, and U+E000, which means something to the guard.

use super::blocks::{self, Block, Html, Shape};
use super::characters;
use super::containers::Container;
use super::driver::Driver;
use super::emphasis;
use crate::markdown::cues::Cue;

/// What is open and takes lines as they are.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verbatim {
    /// Nothing.
    #[default]
    None,
    /// A fence of this many characters, in an item whose text we write at this column; 0 outside items.
    Fence(u8, usize, usize),
    /// Raw HTML.
    Html(Html),
    /// A table of so many columns; none before the row below its head.
    Table(usize),
}

impl Driver<'_, '_> {
    /// A line while something takes lines as they are; whether it did.
    pub(super) fn keep(&mut self, line: &str, at: usize) -> bool {
        if self.verbatim == Verbatim::None {
            return false;
        }
        let (container, text) = Container::of(line, self.container.depth, self.inside());
        let inner = &line[text..];
        let is_inside = container.depth == self.container.depth;
        match self.verbatim {
            _ if !is_inside => self.verbatim = Verbatim::None,
            // What stands before an item's text is none of the item (CommonMark 0.31.2 §5.2).
            Verbatim::Fence(.., column) if blocks::indent(inner) < column && !inner.trim().is_empty() => {
                self.verbatim = Verbatim::None;
            }
            Verbatim::Fence(mark, length, _) => {
                self.copy(inner, at + text, Block::Code);
                if matches!(blocks::shape(inner), Shape::Fence(other, long, true) if other == mark && long >= length)
                {
                    self.verbatim = Verbatim::None;
                }
                return true;
            }
            // Elements that are shown as text are none to the parser, which would read a table among their lines.
            Verbatim::Html(html) if !html.is_comment() && self.begins_table_in(inner) => {
                self.verbatim = Verbatim::None;
            }
            Verbatim::Html(html) if !(html.ends_on_blank() && blocks::shape(inner) == Shape::Blank) => {
                self.html_line(inner, at + text, html);
                if html.ends_on(inner) {
                    self.verbatim = Verbatim::None;
                }
                return true;
            }
            Verbatim::Table(columns) if columns > 0 && self.begins_another(inner, columns) => {
                self.begin_table(inner, at + text);
                return true;
            }
            Verbatim::Table(columns) if inner.contains('|') => {
                self.row(inner, at + text, columns);
                return true;
            }
            _ => self.verbatim = Verbatim::None,
        }
        false
    }

    /// Begins to take lines as they are.
    pub(super) fn begin_fence(&mut self, line: &str, at: usize, mark: u8, length: usize) {
        self.flush();
        self.blanks = self.blanks.min(1);
        self.separate(Block::Code);
        self.copy(line, at, Block::Code);
        let column = self.items.last().map_or(0, |item| item.written);
        let inside = blocks::indent(line) >= column;
        self.open_fence(line, at, (mark, length), if inside { column } else { 0 });
    }

    /// Takes the lines below a fence as they are.
    pub(super) fn open_fence(&mut self, line: &str, at: usize, (mark, length): (u8, usize), column: usize) {
        self.look_behind_fence(line, at, length);
        self.verbatim = Verbatim::Fence(mark, length, column);
    }

    fn look_behind_fence(&mut self, line: &str, at: usize, length: usize) {
        let words = line.len() - line.trim_start().len() + length;
        self.cues.extend(Cue::of_fence(line.get(words..).unwrap_or_default(), at + words));
    }

    pub(super) fn begin_html(&mut self, line: &str, at: usize, html: Html) {
        self.flush();
        self.separate(Block::Paragraph { after_break: false });
        self.copy(line, at, html.block());
        if !html.ends_on(line) {
            self.verbatim = Verbatim::Html(html);
        }
    }

    /// A line of raw HTML. All but comments are text to the parser, where a link's definition would vanish.
    fn html_line(&mut self, line: &str, at: usize, html: Html) {
        let is_shown = !html.is_comment();
        let vanishes = is_shown.then(|| blocks::label_of_definition(line)).flatten();
        let text = blocks::behind_marks(line);
        if let (true, Shape::Fence(_, length, _)) = (is_shown, blocks::shape(&line[text..])) {
            self.look_behind_fence(&line[text..], at + text, length);
        }
        let (before, rest) = line.split_at(vanishes.unwrap_or(0));
        self.start_line(html.block(), false, at);
        self.write_raw(before, at);
        if vanishes.is_some() {
            self.writer.mark("\\");
        }
        self.write_raw(rest, at + before.len());
        self.writer.end();
    }

    /// Whether a line is the head of a table: the next is the row below a head.
    pub(super) fn begins_table(&self, line: &str) -> bool {
        memchr::memchr(b'|', line.as_bytes()).is_some() && self.peek().is_some_and(blocks::is_delimiter_row)
    }

    /// The same in lines that are taken as they are, where a table may stand in quotes and items.
    fn begins_table_in(&self, line: &str) -> bool {
        let is_mark = |letter: char| matches!(letter, '>' | ' ' | '\t');
        memchr::memchr(b'|', line.as_bytes()).is_some()
            && blocks::is_delimiter_row(self.next_line().trim_start_matches(is_mark))
    }

    /// Whether a line below a table of so many columns is the head of another, and not a row above a row of dashes.
    fn begins_another(&self, line: &str, columns: usize) -> bool {
        self.begins_table(line) && self.peek().is_some_and(|next| columns_of(next) != columns)
    }

    pub(super) fn begin_table(&mut self, line: &str, at: usize) {
        self.flush();
        self.separate(Block::Table);
        self.row(line, at, 0);
        self.verbatim = Verbatim::Table(0);
    }

    /// A line of indented code. Blank lines between two such lines are the code's.
    pub(super) fn indented_code(&mut self, line: &str, at: usize) {
        if self.last == Block::Code && self.last_container == self.container {
            for _ in 0..self.blanks {
                self.copy("", at, Block::Code);
            }
            self.blanks = 0;
        } else {
            self.separate(Block::Code);
        }
        self.copy(line, at, Block::Code);
    }

    /// A line as it stands, in its quotes.
    pub(super) fn copy(&mut self, line: &str, at: usize, block: Block) {
        self.start_line(block, false, at);
        self.write_raw(line, at);
        self.writer.end();
    }

    /// Text as it stands, but for the two characters that never do.
    pub(super) fn write_raw(&mut self, text: &str, at: usize) {
        if !self.unusual || !characters::any_unusual(text) {
            return self.writer.raw(text, at);
        }
        for (index, character) in text.char_indices() {
            let mut buffer = [0; 4];
            let plain =
                characters::plain_in_code(character).map_or("", |plain| plain.encode_utf8(&mut buffer));
            self.writer.raw(plain, at + index);
        }
    }

    /// A table's row: the emphasis in its cells is repaired, each cell by itself. What has no column stays in the last
    /// cell, where Markdown would leave it out (GFM §4.10).
    fn row(&mut self, line: &str, at: usize, columns: usize) {
        self.start_line(Block::Table, false, at);
        let row = line.trim();
        let at = at + line.len() - line.trim_start().len();
        if blocks::is_delimiter_row(row) {
            self.verbatim = Verbatim::Table(columns_of(row));
            self.write_raw(row, at);
            return self.writer.end();
        }
        let mut start = 0;
        let mut cells = 0;
        let last = row.trim_end_matches([' ', '|']).len();
        for end in cell_ends(row) {
            let cell = &row[start..end];
            let words = cell.trim();
            let (before, after) = cell.split_at(cell.len() - cell.trim_start().len());
            self.writer.raw(before, at + start);
            self.unit.clear();
            self.unit.push(words, at + start + before.len(), self.unusual);
            emphasis::write(self.unit, false, self.scratch, self.writer);
            self.unit.clear();
            let rest = start + before.len() + words.len();
            self.writer.raw(&after[words.len()..], at + rest);
            cells += usize::from(end > 0);
            if end < row.len() {
                let is_one_too_many = columns > 0 && cells >= columns && end < last;
                self.writer.raw(if is_one_too_many { "\\|" } else { "|" }, at + end);
            }
            start = end + 1;
        }
        self.writer.trim_line();
        self.writer.end();
    }
}

/// How many columns the row below a table's head makes.
fn columns_of(delimiters: &str) -> usize {
    delimiters.trim().trim_matches('|').split('|').count()
}

/// Where the cells of a row end: at bars without a backslash, and at its end.
fn cell_ends(row: &str) -> impl Iterator<Item = usize> + '_ {
    let bytes = row.as_bytes();
    let bars = memchr::memchr_iter(b'|', bytes).filter(|at| *at == 0 || bytes[at - 1] != b'\\');
    bars.chain(std::iter::once(row.len()))
}
