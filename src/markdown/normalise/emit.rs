//! Writes words with marks that CommonMark, beside the guard for Chinese, reads as they are meant.
//!
//! In come tokens with a style each; out go their words, and a mark wherever the style changes. Invariant: marks nest,
//! and where neither CommonMark nor the guard would take a mark for one, a space stands beside it.

use super::characters::{is_chinese_punctuation, is_han, is_wide_or_shared};
use super::tokens::{EM, Kind, STRONG, Token};
use super::unit::Unit;
use super::writer::Writer;

/// Writes the words of `unit` that `tokens` stand for.
pub(super) fn write(unit: &Unit, tokens: &[Token], writer: &mut Writer<'_>) {
    Emitter { unit, tokens, writer, open: [0; 2], depth: 0, crossed: 0, is_shared: false }.emit();
}

struct Emitter<'a, 'w> {
    unit: &'a Unit,
    tokens: &'a [Token],
    writer: &'a mut Writer<'w>,
    /// What is open, outermost first.
    open: [u8; 2],
    depth: usize,
    /// What would go on past the end of what it began in; it ends there instead.
    crossed: u8,
    /// The outermost mark was opened in one run with another. CommonMark would let the next run close it, if Chinese
    /// stands on both sides; so none is opened there.
    is_shared: bool,
}

impl Emitter<'_, '_> {
    fn emit(mut self) {
        let solid = |token: &Token| !matches!(token.kind, Kind::Space | Kind::Break);
        let end = self.tokens.iter().rposition(solid).map_or(0, |last| last + 1);
        // A space waits for the word behind it: marks close before it and open behind it.
        let mut space = None;
        for at in 0..end {
            let token = self.tokens[at];
            if token.kind == Kind::Space {
                if !self.is_exporters(at) {
                    space = Some(token);
                }
                continue;
            }
            self.switch(at, token.style, space.take());
            self.part(at);
            match token.kind {
                Kind::Break => self.writer.line_break(self.unit, token.start),
                Kind::Literal => {
                    for mark in token.start..token.end {
                        self.writer.mark("\\");
                        self.writer.piece(self.unit, mark..mark + 1);
                    }
                }
                _ => self.writer.piece(self.unit, token.start..token.end),
            }
        }
        self.switch(self.tokens.len(), 0, None);
    }

    /// What stood apart by a run that is gone must not read as one thing: `]****(`, `!****[`, two pieces of code.
    fn part(&mut self, at: usize) {
        let token = self.tokens[at];
        let touched = at == 0 || token.kind == Kind::Literal || self.tokens[at - 1].end == token.start;
        if touched {
            return;
        }
        match (self.writer.last_character(), self.first_of(&token)) {
            ('!', '[') | (']', '(' | '[' | ':') => self.writer.mark("\\"),
            ('`', '`') | ('<', '/' | '!') => self.writer.mark(" "),
            ('<' | '&', first) if first.is_ascii_alphanumeric() => self.writer.mark(" "),
            _ => {}
        }
    }

    /// Exporters put a space behind every closing mark; before Chinese it is none of the author's. White space at the
    /// edge of a line is nobody's.
    fn is_exporters(&self, at: usize) -> bool {
        let solid = |token: &&Token| token.kind != Kind::Space;
        let (Some(next), Some(before)) =
            (self.tokens[at..].iter().find(solid), self.tokens[..at].iter().rfind(solid))
        else {
            return true;
        };
        if self.tokens[at - 1].kind == Kind::Space || next.kind == Kind::Break || before.kind == Kind::Break {
            return true;
        }
        let is_chinese = |character| is_han(character) || is_chinese_punctuation(character);
        let closes = before.style & !next.style != 0;
        let touched = before.end == self.tokens[at].start || self.tokens[at].end == next.start;
        // Between two runs that are gone, as in `**林若** **川**`.
        let joins = !touched && before.style & next.style != 0 && is_chinese(self.last_of(before));
        (closes || joins) && is_chinese(self.first_of(next))
    }

    fn last_of(&self, token: &Token) -> char {
        self.unit.text[token.start..token.end].chars().next_back().unwrap_or(' ')
    }

    fn first_of(&self, token: &Token) -> char {
        self.unit.text[token.start..token.end].chars().next().unwrap_or(' ')
    }

    /// Closes and opens marks so that `style` is what is open, around the `space` before the word at `at`.
    fn switch(&mut self, at: usize, style: u8, space: Option<Token>) {
        self.crossed &= style;
        let style = style & !self.crossed;
        let keep = self.open[..self.depth].iter().take_while(|mark| style & **mark != 0).count();
        self.crossed |= style & bits(&self.open[keep..self.depth]);
        let style = style & !self.crossed;
        let closes = self.depth > keep;
        let before = self.writer.last_character();
        while self.depth > keep {
            self.depth -= 1;
            self.writer.mark(text_of(self.open[self.depth]));
        }
        let missing = style & !bits(&self.open[..self.depth]);
        let mut apart = space.is_some();
        if let Some(space) = space {
            self.writer.piece(self.unit, space.start..space.end);
        } else if let Some(token) = self.tokens.get(at)
            && (closes || missing != 0)
            && token.kind != Kind::Break
        {
            let after = self.first_of(token);
            if (closes && !flanks(before, after)) || (missing != 0 && !flanks(after, before)) {
                self.writer.mark(" ");
                apart = true;
            }
        }
        if self.depth == 1 && self.is_shared && !apart {
            self.crossed |= missing;
        } else {
            if self.depth == 0 && missing != 0 {
                self.is_shared = missing == STRONG | EM || (closes && !apart);
            }
            self.begin(at, missing);
        }
    }

    /// Opens what is missing; of two the one that lasts longer is opened first.
    fn begin(&mut self, at: usize, missing: u8) {
        if missing != STRONG | EM {
            return self.start(missing);
        }
        let ends = self.tokens[at..].iter().map(|token| token.style).find(|style| *style != missing);
        let outer = if ends.is_some_and(|style| style & EM != 0) { EM } else { STRONG };
        self.start(outer);
        self.start(missing & !outer);
    }

    fn start(&mut self, mark: u8) {
        if mark != 0 {
            self.writer.mark(text_of(mark));
            self.open[self.depth] = mark;
            self.depth += 1;
        }
    }
}

fn bits(marks: &[u8]) -> u8 {
    marks.iter().fold(0, |all, mark| all | mark)
}

fn text_of(mark: u8) -> &'static str {
    if mark == STRONG { "**" } else { "*" }
}

/// Whether a mark between a character of what it holds and one outside is read as one: CommonMark 0.31.2 §6.2 wants no
/// punctuation inside, or punctuation or white space outside; beside Chinese the guard sees to it.
fn flanks(inside: char, outside: char) -> bool {
    let is_punctuation = |character: char| !character.is_alphanumeric() && !character.is_whitespace();
    is_wide_or_shared(inside)
        || is_wide_or_shared(outside)
        || outside.is_whitespace()
        || !is_punctuation(inside)
        || is_punctuation(outside)
}
