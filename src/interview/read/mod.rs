//! What one file shows by itself: one walk over its logical lines.
//!
//! In comes a body; out goes a [`Finding`]. Nothing is decided here but what can never be a label. Invariant: each line
//! is looked at once; lines that begin like a label are few.

mod beginnings;
mod cards;
mod contained;
mod edges;
mod glance;
mod hash;
mod links;
mod names;
mod pictures;
mod questions;
mod seen;
mod unprinted;

use super::finding::{Count, Finding, Label, Link, Mark, MarkKind, flags};
use super::label::{self, Scan};
use super::names::asks_or_answers;
use super::names::words::announces;
use super::notes;
use super::reading::{Emphasis, Reference};
use super::references;
use crate::article::{Block, Body, Line, Metadata};
use crate::config::Rules;
use beginnings::Beginnings;
pub(super) use beginnings::is_short;
use contained::Contained;
use glance::may_begin_with_label;
use hash::hash_of_words;
use names::Names;
use questions::Questions;
use seen::Seen;

/// Labels that are kept of one file; hostile input has more.
const MOST_LABELS: usize = 4000;

/// Reads a body.
pub(super) fn find(metadata: &Metadata, body: &Body, rules: &Rules) -> Finding {
    let lines = seen::lines(body);
    let links = links::find(body, &lines, rules);
    let mut walk = Walk::new(body, Names::new(metadata, rules));
    let mut inside = links.iter().peekable();
    for seen in &lines {
        let line = &seen.line;
        walk.count(seen);
        while inside.next_if(|link| link.end <= line.start).is_some() {}
        if inside.peek().is_none_or(|link| line.start < link.start) {
            walk.line(seen.index, line);
            if seen.link || line.block == Block::Definition {
                references::find(body, line, &mut walk.references);
            }
        }
    }
    notes::find(body, &mut walk.references);
    walk.finish(metadata, &lines, links)
}

struct Walk<'b> {
    body: &'b Body,
    count: Count,
    scratch: String,
    /// Where a label's name is put together.
    name: String,
    names: Names,
    labels: Vec<Label>,
    contained: Contained,
    marks: Vec<Mark>,
    questions: Questions,
    beginnings: Beginnings,
    announced: bool,
    /// Where the first label with a colon stands.
    first: Option<u32>,
    /// The last line of the turn ends with a question.
    asking: bool,
    references: Vec<Reference>,
}

impl<'b> Walk<'b> {
    fn new(body: &'b Body, names: Names) -> Self {
        Self {
            body,
            count: Count::default(),
            scratch: String::new(),
            name: String::new(),
            names,
            labels: Vec::new(),
            contained: Contained::default(),
            marks: Vec::new(),
            questions: Questions::default(),
            beginnings: Beginnings::default(),
            announced: false,
            first: None,
            asking: false,
            references: Vec::new(),
        }
    }

    /// Counts what there is to read on a line.
    fn count(&mut self, seen: &Seen) {
        let text = self.body.line(&seen.line);
        self.count.add(if seen.link || seen.address {
            Count::of(text, &mut self.scratch)
        } else {
            Count::of_plain(text.as_bytes())
        });
    }

    fn line(&mut self, index: usize, line: &Line) {
        let whole = self.body.line(line);
        match line.block {
            Block::Heading(_) => {
                self.announced |= announces(whole);
                let text = whole.trim_start_matches('#');
                let lead = whole.len() - text.len();
                if self.label(index, line, lead, text) {
                    return;
                }
                self.name_alone(index, line, lead, text, true);
                self.mark(line, MarkKind::Heading);
                self.questions.heading(self.body, index, line, text);
            }
            Block::Paragraph { .. } => {
                if self.label(index, line, 0, whole) {
                    return;
                }
                self.name_alone(index, line, 0, whole, false);
                self.asking = ends_asking(whole);
                self.questions.said(whole);
                self.questions.paragraph(self.body, index, line, whole);
                self.beginnings.prose(line.start, whole);
                if is_subheading(whole) {
                    self.announced |= announces(whole);
                    self.mark(line, MarkKind::Subheading);
                }
            }
            Block::Rule => self.mark(line, MarkKind::Rule),
            Block::Quote => {
                self.quote(line, whole);
                self.questions.quoted(self.body, index, line, whole);
                self.contained.line(index, line, whole);
            }
            Block::List | Block::Table => self.contained.line(index, line, whole),
            _ => {}
        }
    }

    fn mark(&mut self, line: &Line, kind: MarkKind) {
        self.marks.push(Mark { start: line.start, end: line.end, kind });
    }

    /// A quote that is an editor's note, or goes on with one.
    fn quote(&mut self, line: &Line, whole: &str) {
        const NOTES: &[&str] = &["★", "☆", "注", "编注", "编者", "译注", "※", "💡", "📌"];
        let text = whole.trim_start_matches(['>', ' ', '*', '_', '（', '(', '[', '【']);
        match self.marks.last_mut() {
            Some(last) if last.kind == MarkKind::Aside && last.end + 2 >= line.start => last.end = line.end,
            _ if NOTES.iter().any(|note| text.starts_with(note)) => self.mark(line, MarkKind::Aside),
            _ => {}
        }
    }

    /// Takes note of a label at the beginning of `text`, which begins `lead` bytes into its line; true if there is one.
    fn label(&mut self, index: usize, line: &Line, lead: usize, text: &str) -> bool {
        if self.labels.len() >= MOST_LABELS || !may_begin_with_label(text) {
            return false;
        }
        let Some(scan) = label::scan(text, &mut self.name) else { return false };
        if !scan.colon && is_card(self.body, index) {
            return false;
        }
        // In a story somebody asks, and then a quotation begins.
        let quotes = text[scan.words..].starts_with(['“', '"', '「', '『']);
        if quotes && asks_or_answers(scan.name).is_some() {
            return false;
        }
        let Some(name) = self.names.take(&scan) else { return false };
        let scratch = &mut self.scratch;
        let label = Candidate { body: self.body, index, line, lead, text, scan: &scan, name }.label(scratch);
        if self.names.weak(&scan, name, label.start) {
            self.labels.push(label);
            return false;
        }
        let (colon, words) = (scan.colon, &text[scan.words..]);
        if colon {
            self.questions.label(label.start);
            if self.names.asks(name) {
                self.questions.labelled(self.body, index, line, words);
            }
            self.first.get_or_insert(label.start);
            self.end_turn();
            self.asking = ends_asking(words);
            self.beginnings.spoken(label.words, words, name, label.flags);
        }
        self.labels.push(label);
        colon
    }

    /// Takes note of a line that is a name and nothing else: of a heading, which marks it, or of a paragraph.
    fn name_alone(&mut self, index: usize, line: &Line, lead: usize, text: &str, marked: bool) {
        const LONGEST: usize = 36;
        const NEVER: &[char] = &['*', '_', '。', '，', '？', '！', '?', '!', '[', '<', '(', '（', '“'];
        let name = text.trim();
        if name.len() > LONGEST || name.contains(NEVER) || self.labels.len() >= MOST_LABELS {
            return;
        }
        let (words, open) = (text.len(), Emphasis::None);
        let scan = Scan { name, words, open, bold: marked, marked, colon: false, loose: false };
        let Some(name) = self.names.take_alone(&scan) else { return };
        let scratch = &mut self.scratch;
        self.labels
            .push(Candidate { body: self.body, index, line, lead, text, scan: &scan, name }.label(scratch));
    }

    /// Notes how the last turn ended.
    fn end_turn(&mut self) {
        if self.asking
            && let Some(last) = self.labels.iter_mut().rfind(|label| label.flags & flags::BARE == 0)
        {
            last.flags |= flags::ENDS_ASKING;
        }
    }

    /// Takes the labels of a talk that stands in a list, a quote or a table.
    fn take_contained(&mut self, title: &str) {
        let talk = std::mem::take(&mut self.contained).talk(self.body, title, self.labels.len());
        let body = self.body;
        for (index, lead) in &talk {
            let line = body.lines()[*index];
            self.label(*index, &line, *lead, &body.line(&line)[*lead..]);
        }
        if !talk.is_empty() {
            self.labels.sort_by_key(|label| label.start);
            self.first = self.labels.first().map(|label| label.start);
        }
    }

    fn finish(mut self, metadata: &Metadata, lines: &[Seen], links: Vec<Link>) -> Finding {
        self.end_turn();
        self.take_contained(&metadata.title);
        self.names.meet_inside(self.body);
        self.names.look_for_inside(self.body, &mut self.labels);
        let (names, labels) = self.names.prune(self.body.text(), metadata, self.labels, self.first);
        let author = metadata.author.as_deref().unwrap_or_default();
        let edges = edges::find(self.body, lines, &links, labels.first().map(|label| label.start), author);
        let questions = self.questions.list;
        if labels.len() < 2 && questions.len() < 3 {
            self.marks.clear();
        }
        edges::mark_credits(self.body, lines, &mut self.marks, labels.last().map(|label| label.start));
        self.marks.sort_by_key(|mark| mark.start);
        let (excerpts, openings) = self.beginnings.finish(&questions, self.body);
        let title = &metadata.title;
        Finding {
            length: self.body.text().len() as u32,
            count: self.count,
            last_line: self.body.line_at(self.body.text().trim_end().len() as u32),
            announced: self.announced || announces(title),
            paid: edges::paid(self.body, lines),
            credits: edges::credits_of_speakers(self.body, lines, labels.get(1).map(|label| label.start)),
            names: names.into(),
            labels: labels.into(),
            questions: questions.into(),
            marks: self.marks.into(),
            unprinted: unprinted::find(self.body, &links).into(),
            links: links.into(),
            references: self.references.into(),
            edges: edges.into(),
            pictures: pictures::find(self.body, lines).into(),
            excerpts: excerpts.into(),
            openings: openings.into(),
        }
    }
}

/// Whether a bold name is that of an account whose card the exporter spells out.
fn is_card(body: &Body, index: usize) -> bool {
    const LINES: usize = 6;
    let next = body.lines()[index + 1..].iter().take(LINES);
    next.map(|line| body.line(line)).any(|text| text.len() < 40 && text.contains("篇原创内容"))
}

/// A line with a name that may be a label's.
struct Candidate<'a> {
    body: &'a Body,
    /// Place of the line in the body.
    index: usize,
    line: &'a Line,
    /// Bytes of the line before `text`.
    lead: usize,
    text: &'a str,
    scan: &'a Scan<'a>,
    name: u16,
}

impl Candidate<'_> {
    fn label(self, scratch: &mut String) -> Label {
        let Self { line, text, scan, .. } = self;
        let mut words = &text[scan.words..];
        let mut at = line.start + (self.lead + scan.words) as u32;
        let mut bits = Bits(0);
        bits.set(scan.bold, flags::BOLD);
        let whole = label::is_whole(text, scan.words, scan.open);
        bits.set(whole, flags::WHOLE);
        let ended =
            words.trim_end_matches(['*', '_', ' ']).ends_with(['。', '！', '？', '…', '，', '”', '?', '!']);
        bits.set(whole && !ended, flags::HEADLINE);
        bits.set(matches!(line.block, Block::Heading(_)), flags::HEADING);
        bits.set(!scan.colon, flags::BARE);
        if words.trim_matches(['*', '_', ' ']).is_empty() {
            let next = self.body.lines()[self.index + 1..].iter().find(|line| line.block != Block::Blank);
            at = next.map_or(line.end, |line| line.start);
            words = next.map_or("", |line| self.body.line(line));
        }
        bits.set(asks(words), flags::ASKS);
        let hash = hash_of_words(words, scratch);
        Label {
            start: line.start,
            words: at,
            line: line.number,
            hash,
            name: self.name,
            open: scan.open,
            flags: bits.0,
        }
    }
}

/// Bits of [`flags`].
struct Bits(u8);

impl Bits {
    fn set(&mut self, on: bool, flag: u8) {
        self.0 |= if on { flag } else { 0 };
    }
}

/// Whether somebody asks in `text`.
pub(super) fn asks(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'?', bytes).any(|at| !inside_address(bytes, at))
        || memchr::memmem::find(bytes, "？".as_bytes()).is_some()
}

/// Whether the question mark at `at` begins an address's query.
fn inside_address(bytes: &[u8], at: usize) -> bool {
    bytes.get(at + 1).is_some_and(|next| next.is_ascii_alphanumeric() || *next == b'_')
        && at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_graphic())
}

/// Whether `text` ends with a question.
fn ends_asking(text: &str) -> bool {
    const BEHIND: &[char] = &['*', '_', ' ', '”', '"', '」', '』', '’', '）', ')', '。', '…'];
    text.trim_end_matches(BEHIND).ends_with(['？', '?'])
}

/// A short line, bold from end to end, that is no sentence.
pub(super) fn is_subheading(text: &str) -> bool {
    let inner = text.trim_matches([' ', '*', '_']);
    text.trim_start().starts_with("**")
        && text.trim_end().ends_with("**")
        && inner.len() <= 120
        && !inner.contains("**")
        && !inner.ends_with(['。', '；', '，', '！', '：', ':'])
        && inner.chars().count() <= 40
}
