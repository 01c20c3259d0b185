//! Walks the author's lines and gathers them into blocks.
//!
//! In come lines by their shape; out go units to be repaired and lines to be copied. Invariant: a line is looked at
//! once, or twice where the one before it asks what follows; what is open is one unit.

use super::blocks::{self, Block, Shape};
use super::characters;
use super::containers::{Container, Items};
use super::emphasis::{self, Scratch};
use super::headings::Stage;
use super::unit::Unit;
use super::verbatim::Verbatim;
use super::wrap;
use super::writer::Writer;
use crate::markdown::cues::{self, Cue};

/// Quotes in quotes past this many are text; bounds what each line of them begins with.
const DEEPEST: usize = 32;

/// The state of a walk.
pub(super) struct Driver<'d, 'w> {
    pub(super) source: &'d str,
    /// Where the next line begins.
    pub(super) next: usize,
    /// The source holds characters that mean another.
    pub(super) unusual: bool,
    pub(super) unit: &'d mut Unit,
    pub(super) scratch: &'d mut Scratch,
    pub(super) writer: &'d mut Writer<'w>,
    pub(super) cues: &'d mut Vec<Cue>,
    /// The block of the open unit, and where it began.
    pub(super) open: Block,
    opened: usize,
    /// How far an open heading has come.
    pub(super) stage: Stage,
    /// The line that was added to the open unit last.
    previous: &'d str,
    /// The quotes around the open unit.
    pub(super) container: Container,
    pub(super) items: Items,
    pub(super) verbatim: Verbatim,
    /// Blank lines since the last block, and in how many quotes the outermost of them stands.
    pub(super) blanks: usize,
    pub(super) blanks_depth: usize,
    /// The next item may follow the one before it directly.
    pub(super) is_tight: bool,
    /// The block that was written last, and the quotes around it.
    pub(super) last: Block,
    pub(super) last_container: Container,
    /// Up to here, indented lines are known to be prose.
    pub(super) prose: usize,
    /// Where each end of raw HTML that was looked for stands last.
    last_ends: Vec<(&'static str, Option<usize>)>,
}

impl<'d, 'w> Driver<'d, 'w> {
    pub(super) fn new(
        source: &'d str,
        start: usize,
        unit: &'d mut Unit,
        scratch: &'d mut Scratch,
        writer: &'d mut Writer<'w>,
        cues: &'d mut Vec<Cue>,
    ) -> Self {
        Self {
            source,
            next: start,
            unusual: characters::any_unusual(&source[start..]),
            unit,
            scratch,
            writer,
            cues,
            open: Block::Blank,
            opened: start,
            stage: Stage::Open,
            previous: "",
            container: Container::default(),
            items: Items::default(),
            verbatim: Verbatim::None,
            blanks: 0,
            blanks_depth: usize::MAX,
            is_tight: true,
            last: Block::Blank,
            last_container: Container::default(),
            prose: 0,
            last_ends: Vec::new(),
        }
    }

    pub(super) fn run(mut self) {
        while self.next < self.source.len() {
            let at = self.next;
            let line = self.next_line();
            self.next = (at + line.len() + 1).min(self.source.len());
            let line = line.strip_suffix('\r').unwrap_or(line);
            if !self.keep(line, at) {
                self.line(line, at);
            }
        }
        self.flush();
    }

    pub(super) fn next_line(&self) -> &'d str {
        let rest = &self.source[self.next..];
        &rest[..memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())]
    }

    /// What follows inside the quotes that are open.
    pub(super) fn peek(&self) -> Option<&'d str> {
        let line = self.next_line();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let (container, text) = Container::of(line, self.container.depth, self.inside());
        (container == self.container).then_some(&line[text..])
    }

    /// The column from which on a quote stands in an item.
    pub(super) fn inside(&self) -> Option<usize> {
        if self.container.depth > 0 {
            return (self.container.inset > 0).then_some(self.container.inset);
        }
        self.items.last().map(|item| item.content)
    }

    fn line(&mut self, line: &'d str, at: usize) {
        let (container, text) = Container::of(line, DEEPEST, self.inside());
        let (line, at) = (&line[text..], at + text);
        let shape = blocks::shape(line);
        if shape == Shape::Blank {
            if container != self.container {
                self.flush();
            }
            return self.blank(container.depth);
        }
        // A line of text may leave the quote marks out (CommonMark 0.31.2 §5.1, laziness).
        let is_lazy = container.depth < self.container.depth
            && !self.unit.is_empty()
            && matches!(shape, Shape::Text { .. })
            && !matches!(self.open, Block::Heading(_));
        if container != self.container && !is_lazy {
            self.flush();
            self.items.clear();
            self.container = container;
        }
        self.shaped(shape, line, at);
    }

    fn shaped(&mut self, shape: Shape, line: &'d str, at: usize) {
        if matches!(self.open, Block::Heading(_))
            && self.stage != Stage::Open
            && !matches!(shape, Shape::Heading(..))
        {
            self.flush();
        }
        let indent = blocks::indent(line);
        if indent >= 4 && self.indented(shape, line, indent, at) {
            return;
        }
        match shape {
            Shape::Heading(_, text) if line.len() - text > wrap::LONGEST_HEADING => {
                self.text(&line[text..], indent, at + text);
            }
            Shape::Heading(level, text) => {
                self.items.end_before(indent);
                self.heading(level, line, text, at);
            }
            Shape::Fence(mark, length, _) => self.begin_fence(line, at, mark, length),
            Shape::Underline(level) if self.is_title(level) => {
                self.open = Block::Heading(level);
                self.stage = Stage::Ended;
                self.flush();
            }
            Shape::Rule | Shape::Underline(2) if line.trim().len() > 2 => {
                self.flush();
                self.items.clear();
                self.separate(Block::Rule);
                let start = line.len() - line.trim_start().len();
                self.copy(line.trim(), at + start, Block::Rule);
            }
            Shape::Bullet(text, interrupts) if self.may_begin_list(interrupts) => {
                self.item(line, indent, text, interrupts, at);
            }
            Shape::Detail(text) if self.may_be_detail() => self.detail(line, indent, text, at),
            Shape::Text { .. } if self.begins_alert(line) => self.alert(line, at),
            Shape::Definition(text) if self.unit.is_empty() || line.trim_start().starts_with("[^") => {
                self.definition(line, text, at);
            }
            // Elements that are shown as text may head a table, whose cells are more than text.
            Shape::Html(html)
                if (self.unit.is_empty() || html != blocks::Html::Tag)
                    && (html.is_comment() || !self.begins_table(line))
                    && self.ends(html, at) =>
            {
                self.begin_html(line, at, html);
            }
            _ => self.text(line, indent, at),
        }
    }

    /// Whether raw HTML that begins at `at` ever ends; if not, it is text.
    fn ends(&mut self, html: blocks::Html, at: usize) -> bool {
        let blocks::Html::Until(end) = html else { return true };
        let (source, known) = (self.source.as_bytes(), self.last_ends.iter().find(|(of, _)| *of == end));
        let last = known.map(|(_, last)| *last).unwrap_or_else(|| {
            let last = source.windows(end.len()).rposition(|it| it.eq_ignore_ascii_case(end.as_bytes()));
            self.last_ends.push((end, last));
            last
        });
        last.is_some_and(|last| last > at)
    }

    fn begins_alert(&self, line: &str) -> bool {
        self.container.depth > 0 && self.unit.is_empty() && cues::is_aside(line)
    }

    /// Whether an underline makes a heading of the open paragraph. A rule below a long paragraph, or below a sentence,
    /// is a rule whose author forgot the blank line.
    fn is_title(&self, level: u8) -> bool {
        matches!(self.open, Block::Paragraph { .. })
            && !self.unit.text.contains('\n')
            && (level == 1 || (wrap::is_heading(0, &self.unit.text) && !self.unit.text.ends_with('。')))
    }

    pub(super) fn blank(&mut self, depth: usize) {
        if matches!(self.open, Block::Heading(_)) && !self.unit.is_empty() {
            if self.stage == Stage::Open {
                self.stage = Stage::Ended;
            }
        } else {
            self.flush();
        }
        self.blanks += 1;
        self.blanks_depth = self.blanks_depth.min(depth);
    }

    /// Begins a unit.
    pub(super) fn begin(&mut self, block: Block, at: usize) {
        (self.open, self.opened, self.previous) = (block, at, "");
    }

    /// Ends the open unit and writes it.
    pub(super) fn flush(&mut self) {
        if self.unit.is_empty() {
            self.open = Block::Blank;
            return;
        }
        match self.open {
            Block::Heading(level) => {
                self.separate(self.open);
                self.start_line(self.open, false, self.opened);
                self.writer.mark(&"###### "[6 - usize::from(level)..]);
                self.writer.end_prefix(false);
            }
            Block::Paragraph { .. } => {
                self.separate(self.open);
                let keeps = self.container.depth > 0 || wrap::is_verse(&self.unit.text);
                self.start_line(self.open, keeps, self.opened);
            }
            // Items and definitions have begun their line with what the author wrote before the text.
            _ => {}
        }
        let is_heading = matches!(self.open, Block::Heading(_));
        emphasis::write(self.unit, is_heading, self.scratch, self.writer);
        self.writer.end_words();
        self.unit.clear();
        self.open = Block::Blank;
    }

    /// Begins a line of `block` in its quotes.
    pub(super) fn start_line(&mut self, block: Block, keeps_breaks: bool, at: usize) {
        let block = if self.container.depth > 0 { Block::Quote } else { block };
        self.writer.begin(block, self.container, keeps_breaks, at);
    }

    /// A blank line before a block that must not run into the one before it.
    pub(super) fn separate(&mut self, next: Block) {
        let continues = self.container == self.last_container
            && match (self.last, next) {
                (Block::List, Block::List) => self.is_tight,
                (Block::Definition, Block::Definition) => self.blanks == 0 && self.is_tight,
                _ => false,
            };
        if !continues && self.last != Block::Blank {
            let depth = self.container.depth.min(self.last_container.depth).min(self.blanks_depth);
            self.writer.blank(Container { depth, ..self.container });
        }
        (self.blanks, self.blanks_depth, self.is_tight) = (0, usize::MAX, true);
        (self.last, self.last_container) = (next, self.container);
    }

    /// A line of running text.
    pub(super) fn text(&mut self, line: &'d str, indent: usize, at: usize) {
        if self.rest_of_heading(line, at) {
            return;
        }
        if matches!(self.open, Block::Blank | Block::Paragraph { .. }) && self.begins_table(line) {
            self.items.clear();
            return self.begin_table(line, at);
        }
        let apart = wrap::is_question_apart(line);
        if apart && matches!(self.open, Block::Paragraph { .. }) {
            self.flush();
        }
        if self.container.depth > 0 {
            let late = || cues::is_aside(line).then(|| Cue::late(line, at));
            self.cues.extend(if self.unit.is_empty() { Cue::of_quote(line, at) } else { late() });
        }
        if self.unit.is_empty() {
            self.items.end_before(indent);
            if let Some(item) = self.items.last() {
                self.inside_item(item, line, at);
            } else {
                self.begin(Block::Paragraph { after_break: false }, at);
                self.unit.add(line, at, self.unusual);
            }
        } else {
            if wrap::is_turn(self.previous, line) {
                self.unit.end_line(at);
            }
            self.unit.add(line, at, self.unusual);
        }
        self.previous = line;
        if apart && matches!(self.open, Block::Paragraph { .. }) {
            self.flush();
        }
    }
}
