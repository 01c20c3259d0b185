//! One Markdown text from the pieces of a body that are shown, with the places where a piece begins.
//!
//! In come a body and its reading; out goes text for one parse. What is cut or shown elsewhere is left out, so is each
//! turn's label; a blank line stands before each piece, so that each begins a block.

use std::borrow::Cow;

use crate::article::{Block, Body};
use crate::interview::{Emphasis, Interview, Reading, Segment, SegmentKind, Turn};
use crate::markdown::html::{GUARD, GuardRules, push_guarded};

/// The text and its seams; used again for the next article.
#[derive(Debug, Default)]
pub(super) struct Composed {
    /// Guarded Markdown.
    pub(super) text: String,
    /// Where each piece begins, in order.
    pub(super) seams: Vec<Seam>,
}

/// The beginning of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seam {
    /// Offset in [`Composed::text`].
    pub(super) start: usize,
    /// What the piece is.
    pub(super) kind: SegmentKind,
}

impl Composed {
    /// Composes the text of a body.
    pub(super) fn fill(&mut self, body: &Body, reading: &Reading, rules: GuardRules) {
        self.text.clear();
        self.seams.clear();
        self.text.reserve(body.text().len() + body.text().len() / 32);
        let turns = reading.interview.as_ref().map_or_else(Vec::new, Interview::turns);
        for segment in reading.segments.iter() {
            match segment.kind {
                SegmentKind::Related | SegmentKind::Cut(_) => {}
                kind => {
                    let piece = Piece::of(body, segment, &turns);
                    self.part(&piece.text);
                    self.seams.push(Seam { start: self.text.len(), kind });
                    self.push(&piece, rules);
                    self.close_fence(body, segment);
                }
            }
        }
        self.push_definitions(body, reading, rules);
    }

    /// Parts the next piece, which begins with `next`, from the last one.
    fn part(&mut self, next: &str) {
        if self.text.is_empty() {
            return;
        }
        self.text.push_str("\n\n");
        // A list goes on after a blank line; a comment ends it (CommonMark 0.31.2 §5.3, example 308).
        let continues =
            |byte: &u8| byte.is_ascii_digit() || matches!(byte, b' ' | b'\t' | b'*' | b'+' | b'-');
        if next.as_bytes().first().is_some_and(continues) {
            self.text.push_str("<!-- -->\n\n");
        }
    }

    fn push(&mut self, piece: &Piece<'_>, rules: GuardRules) {
        if piece.disarmed {
            self.text.push(GUARD);
        }
        self.text.push_str(piece.reopened);
        let (first, rest) = piece.text.split_at(piece.heading_end);
        if !first.is_empty() {
            push_guarded(first, rules, &mut self.text);
            self.text.push_str("\n\n");
        }
        push_guarded(rest, rules, &mut self.text);
        // A hard break written as a backslash is none at the end of a paragraph.
        if piece.text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1 {
            self.text.pop();
        }
    }

    /// A fence that the author never closed would swallow the pieces behind it.
    fn close_fence(&mut self, body: &Body, segment: Segment) {
        let lines = body.lines();
        let first = lines.partition_point(|line| line.start < segment.start);
        let mut open: Option<&str> = None;
        for line in lines[first..].iter().take_while(|line| line.start < segment.end) {
            let text = if line.block == Block::Code { body.line(line).trim() } else { "" };
            let mark = text.chars().next().filter(|mark| matches!(mark, '`' | '~'));
            let Some(rest) = mark.map(|mark| text.trim_start_matches(mark)) else { continue };
            let fence = &text[..text.len() - rest.len()];
            open = match open {
                None if fence.len() >= 3 => Some(fence),
                Some(open) if rest.is_empty() && fence.starts_with(open) => None,
                open => open,
            };
        }
        if let Some(fence) = open {
            self.text.push('\n');
            self.text.push_str(fence);
        }
    }

    /// Link definitions count wherever they stand, also in what is left out.
    fn push_definitions(&mut self, body: &Body, reading: &Reading, rules: GuardRules) {
        let mut lines = body.lines().iter().filter(|line| line.block == Block::Definition).peekable();
        for segment in reading.segments.iter() {
            while let Some(line) = lines.next_if(|line| line.start < segment.end) {
                let text = body.line(line);
                if matches!(segment.kind, SegmentKind::Related | SegmentKind::Cut(_))
                    && !text.starts_with("[^")
                {
                    self.text.push_str("\n\n");
                    push_guarded(text, rules, &mut self.text);
                }
            }
        }
    }
}

/// What is written of one segment.
#[derive(Debug)]
pub(super) struct Piece<'b> {
    pub(super) text: Cow<'b, str>,
    /// The first line of a heading that is written as a paragraph ends here; 0 if there is none.
    heading_end: usize,
    /// Emphasis that the label opened and the words close.
    pub(super) reopened: &'b str,
    /// The text would begin a list, a heading or the like, where the author wrote a paragraph.
    disarmed: bool,
}

impl<'b> Piece<'b> {
    pub(super) fn of(body: &'b Body, segment: Segment, turns: &[Turn]) -> Self {
        let whole = body.text().get(segment.start as usize..segment.end as usize).unwrap_or_default();
        let turn = match segment.kind {
            SegmentKind::Turn(index) => turns.get(index as usize),
            _ => None,
        };
        let words =
            turn.map_or(0, |turn| turn.words.clamp(segment.start, segment.end) - segment.start) as usize;
        let (label, spoken) = whole.split_at_checked(words).unwrap_or(("", whole));
        let text = spoken.trim_start_matches(['\n', '\r', ' ', '\t']);
        let gap = &whole[label.trim_end().len()..whole.len() - text.len()];
        let same_line = words > 0 && !gap.contains('\n');
        let emphasis = turn.map_or(Emphasis::None, |turn| turn.open);
        if turn.is_some() && (same_line || words == 0) && whole.trim_start().starts_with('#') {
            return Self::heading(label, text, emphasis);
        }
        let text = if words == 0 { whole.trim_start_matches(['\n', '\r']) } else { text };
        let first = segment.end - text.len() as u32;
        let disarmed = (same_line && (opens_block(text) || text.starts_with('<')))
            || (is_paragraph(body, first) && opens_block(text));
        let (reopened, text) = reopen(label, emphasis, text.trim_end());
        let text = if same_line { taken_out(label, text) } else { Cow::Borrowed(text) };
        Self { text, heading_end: 0, reopened, disarmed: disarmed && reopened.is_empty() }
    }

    /// A heading that is a turn's first line is a paragraph of the turn; the turn says what the heading would.
    fn heading(label: &'b str, text: &'b str, emphasis: Emphasis) -> Self {
        let text = if label.is_empty() {
            text.trim_start_matches('#').trim_start_matches([' ', '\t'])
        } else {
            text
        };
        let (reopened, text) = reopen(label, emphasis, text.trim_end());
        let heading_end = text.find('\n').unwrap_or(text.len());
        let disarmed = reopened.is_empty() && opens_block(text);
        Self { text: Cow::Borrowed(text), heading_end, reopened, disarmed }
    }
}

/// The words of a turn whose label stands in a quote, a list's item or a table's row, without what is left of that.
fn taken_out<'b>(label: &str, text: &'b str) -> Cow<'b, str> {
    let label = label.trim_start();
    match label.as_bytes() {
        [b'>', ..] if text.contains("\n>") => {
            let lines = text.split('\n').map(|line| match line.strip_prefix('>') {
                Some(quoted) => quoted.strip_prefix(' ').unwrap_or(quoted),
                None => line,
            });
            Cow::Owned(lines.collect::<Vec<_>>().join("\n").trim_end().to_owned())
        }
        [b'-' | b'*' | b'+', b' ', ..] if text.contains("\n  ") => Cow::Owned(text.replace("\n  ", "\n")),
        [b'|', ..] => Cow::Borrowed(text.trim_end_matches([' ', '|'])),
        _ => Cow::Borrowed(text),
    }
}

/// Emphasis marks for words whose emphasis the label opened, as the label wrote them; and the words.
fn reopen<'b>(label: &'b str, emphasis: Emphasis, text: &'b str) -> (&'b str, &'b str) {
    let (length, usual) = match emphasis {
        Emphasis::None => return ("", text),
        Emphasis::Em => (1, "_"),
        Emphasis::Strong => (2, "**"),
        Emphasis::StrongEm => (3, "***"),
    };
    let marks = label.trim_start_matches(['#', ' ', '\t', '\n']);
    let run = marks.bytes().take_while(|byte| matches!(byte, b'*' | b'_')).count();
    // What was opened first is closed last, so a label that closes some of its marks leaves the outer ones open.
    let marks = if run >= length { &marks[..length] } else { usual };
    let close: String = marks.chars().rev().collect();
    match text.strip_prefix(close.as_str()) {
        // Nothing stands between the label and the end of its emphasis.
        Some(rest) => ("", rest.trim_start_matches([' ', '\t'])),
        None if !text.contains(close.as_str()) => ("", text),
        None => (marks, text),
    }
}

/// Whether the line at an offset is a paragraph's.
fn is_paragraph(body: &Body, at: u32) -> bool {
    let after = body.lines().partition_point(|line| line.start <= at);
    let line = after.checked_sub(1).and_then(|index| body.lines().get(index));
    line.is_some_and(|line| matches!(line.block, Block::Paragraph { .. }))
}

/// Whether Markdown would see more than a paragraph in text that begins like this.
fn opens_block(text: &str) -> bool {
    let line = text.lines().next().unwrap_or_default().trim();
    let bytes = line.as_bytes();
    let after = |length: usize| matches!(bytes.get(length), None | Some(b' ' | b'\t'));
    let run = |byte: u8| bytes.iter().take_while(|found| **found == byte).count();
    match bytes.first() {
        None => false,
        Some(b'#') => run(b'#') <= 6 && after(run(b'#')),
        Some(b'>') => true,
        Some(b'`') => run(b'`') >= 3,
        Some(b'~') => run(b'~') >= 3,
        Some(b'[') => line.contains("]:"),
        Some(b'0'..=b'9') => {
            let digits = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
            digits <= 9 && matches!(bytes.get(digits), Some(b'.' | b')')) && after(digits + 1)
        }
        Some(b'+' | b':') => after(1),
        Some(mark @ (b'-' | b'*' | b'_')) => {
            (*mark != b'_' && after(1))
                || bytes.iter().all(|byte| byte == mark || matches!(byte, b' ' | b'\t'))
        }
        Some(_) => false,
    }
}
