//! One Markdown text on its way to HTML, top-level block by block.
//!
//! The caller looks where the next block begins, chooses the buffer that it belongs to, and has it written: so one
//! parse serves all parts of an article.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, OffsetIter, Parser, Tag};

use super::fence::OpenCode;
use super::notes::Notes;
use super::options::{Flavour, Options};
use super::outline::{Ids, Levels};
use super::raw;

/// An event and the bytes that it comes from.
pub(super) type Located<'t> = (Event<'t>, Range<usize>);

/// What was written last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// A heading, not inside anything else.
    Heading(Heading),
    /// Any other block.
    Block,
}

/// A heading as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Unique in the document.
    pub id: String,
    /// A class that keeps it in reading modes, where its id would have them drop it.
    pub class: Option<&'static str>,
    /// Plain text.
    pub text: String,
    /// Where its content stands in the buffer, tags of the heading not included.
    pub inner: Range<usize>,
}

/// Writes the blocks of one guarded text (see [`super::guard::push`]).
pub struct Document<'t, 'o> {
    pub(super) source: &'t str,
    pub(super) events: Events<'t>,
    pub(super) options: &'o Options<'o>,
    /// How many Markdown elements are open.
    pub(super) depth: u32,
    /// No caption is looked for from here on.
    pub(super) limit: usize,
    pub(super) levels: Levels,
    pub(super) ids: Ids,
    pub(super) notes: Notes,
    pub(super) raw: raw::Stack,
    pub(super) link: Option<OpenLink<'o>>,
    /// For each open strikethrough, whether it is a single `~`: "about" or "to" in Chinese, and shown as such.
    pub(super) strikes: Vec<bool>,
    pub(super) paragraph: OpenParagraph,
    pub(super) heading: OpenHeading,
    pub(super) written: Option<Heading>,
    pub(super) table: OpenTable,
    pub(super) tables: u32,
    pub(super) code: Option<OpenCode<'t>>,
    /// Buffers set aside while a footnote is written, with the footnote's name.
    pub(super) aside: Vec<(String, CowStr<'t>)>,
    pub(super) pictures: u32,
    pub(super) first_picture: Option<String>,
}

/// A link whose end is still to come.
#[derive(Debug)]
pub(super) struct OpenLink<'o> {
    /// Where its tag begins in the output.
    pub(super) start: usize,
    /// Where its text begins.
    pub(super) text: usize,
    /// The target's title, where the site knows it.
    pub(super) title: Option<&'o str>,
    /// Whether a tag was written: an address that may not pass leaves its text alone.
    pub(super) written: bool,
}

/// The paragraph that is being written.
#[derive(Debug, Default)]
pub(super) struct OpenParagraph {
    /// How many elements are open in it, itself counted; 0 if none is being written.
    pub(super) depth: u32,
    /// One past the last byte of the source.
    pub(super) end: usize,
    /// Where its tag begins in the output.
    pub(super) start: usize,
    /// Where its current line begins in the output.
    pub(super) line: usize,
}

/// The heading that is being written.
#[derive(Debug, Default)]
pub(super) struct OpenHeading {
    pub(super) start: usize,
}

/// The table that is being written.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    pub(super) alignments: Vec<pulldown_cmark::Alignment>,
    pub(super) column: usize,
    pub(super) in_head: bool,
    /// Between its tags, and between those of a row.
    pub(super) is_open: bool,
    pub(super) in_row: bool,
    /// Where the cell's tag begins in the output, and where its content does.
    pub(super) cell: (usize, usize),
}

impl<'t, 'o> Document<'t, 'o> {
    /// Parses `source`.
    pub fn new(source: &'t str, options: &'o Options<'o>) -> Self {
        let parser = Parser::new_ext(source, super::dialect::article_extensions());
        Self {
            source,
            events: Events { inner: parser.into_offset_iter(), peeked: None },
            options,
            depth: 0,
            limit: usize::MAX,
            levels: Levels::default(),
            ids: Ids::new(options.reserved),
            notes: Notes::default(),
            raw: raw::Stack::default(),
            link: None,
            strikes: Vec::new(),
            paragraph: OpenParagraph::default(),
            heading: OpenHeading::default(),
            written: None,
            table: OpenTable::default(),
            tables: 0,
            code: None,
            aside: Vec::new(),
            pictures: 0,
            first_picture: None,
        }
    }

    /// Where the next top-level block begins in the source; `None` at the end.
    pub fn next_start(&mut self) -> Option<usize> {
        self.events.peek().map(|(_, range)| range.start)
    }

    /// Appends the next top-level block to `out`; a caption behind a picture goes with it, unless it begins at `limit`
    /// or later.
    pub fn block(&mut self, limit: usize, out: &mut String) -> Written {
        self.limit = limit;
        self.written = None;
        while let Some((event, range)) = self.events.next() {
            self.step(event, range, out);
            if self.depth == 0 {
                break;
            }
        }
        self.written.take().map_or(Written::Block, Written::Heading)
    }

    /// Closes raw elements that are still open; to be called before the buffer changes.
    pub fn seal(&mut self, out: &mut String) {
        self.summary_if_awaited(out);
        self.raw.close_from(0, out);
    }

    /// Appends the footnotes, once every block is written.
    pub fn notes(&self, out: &mut String) {
        if !self.notes.is_empty() {
            let back = self.is_page().then_some(self.options.wording.back);
            self.notes.write(self.options.wording.notes, back, out);
        }
    }

    /// How many pictures were written, and the address of the first.
    pub fn pictures(&mut self) -> (u32, Option<String>) {
        (self.pictures, self.first_picture.take())
    }

    pub(super) fn is_page(&self) -> bool {
        self.options.flavour == Flavour::Page
    }

    pub(super) fn step(&mut self, event: Event<'t>, range: Range<usize>, out: &mut String) {
        if self.raw.awaits_summary && !matches!(event, Event::Html(_) | Event::End(_)) {
            self.summary_if_awaited(out);
        }
        // The parser gives up a table that it would have to fill with too many cells, and puts what follows inside it.
        let of_table = matches!(event, Event::Start(Tag::TableHead | Tag::TableRow) | Event::End(_));
        if self.table.is_open && !self.table.in_row && !of_table {
            self.end_table(out);
        }
        match event {
            Event::Start(tag) => {
                self.depth += 1;
                self.start(tag, range, out);
            }
            Event::End(tag) => {
                if !self.raw.is_empty() {
                    self.raw.close_from(self.depth, out);
                }
                self.depth -= 1;
                self.end(tag, out);
            }
            Event::Text(text) => self.text(text, out),
            Event::Code(code) => {
                out.push_str("<code>");
                super::escape::text(&code, out);
                out.push_str("</code>");
            }
            Event::Html(html) => self.html_block(&html, out),
            Event::InlineHtml(html) => self.inline_html(&html, out),
            Event::FootnoteReference(name) => self.note_reference(&name, out),
            Event::SoftBreak => self.soft_break(range.end, out),
            Event::HardBreak => self.hard_break(range.end, out),
            Event::Rule => out.push_str("<hr>\n"),
            Event::TaskListMarker(done) => self.task(done, out),
            Event::InlineMath(text) | Event::DisplayMath(text) => super::escape::text(&text, out),
        }
    }
}

/// The parser's events, with one looked at ahead.
pub(super) struct Events<'t> {
    inner: OffsetIter<'t>,
    peeked: Option<Located<'t>>,
}

impl<'t> Events<'t> {
    pub(super) fn peek(&mut self) -> Option<&Located<'t>> {
        if self.peeked.is_none() {
            self.peeked = self.inner.next();
        }
        self.peeked.as_ref()
    }
}

impl<'t> Iterator for Events<'t> {
    type Item = Located<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.peeked.take() {
            Some(event) => Some(event),
            None => self.inner.next(),
        }
    }
}
