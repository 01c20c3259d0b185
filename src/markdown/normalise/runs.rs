//! Decides what each run of marks does: switch bold, switch italics, nothing, or stand as it is.
//!
//! In come tokens; out go the same tokens with a style on each word. Exporters write a mark at every start and end of
//! an element, so a run is a number of switches, and the cheapest reading of the whole paragraph wins (`switches`).
//! Invariant: what is switched on is switched off again within the unit.

use super::switches::{Around, Costs, Switches};
use super::tokens::{EM, Kind, STRONG, Token};

/// The runs of a unit; buffers that are used again.
#[derive(Debug, Default)]
pub(super) struct Runs {
    runs: Vec<Run>,
    around: Vec<Around>,
    switches: Switches,
}

/// A run of marks and what it was found to do.
#[derive(Debug, Clone, Copy)]
struct Run {
    token: usize,
    mark: u8,
    length: usize,
    around: Around,
    /// Bits of [`Switch`].
    flips: u8,
    /// Stands between two letters or digits of ASCII, as in `2**10`.
    in_word: bool,
    /// Stands at the edge of its line.
    at_edge: bool,
}

/// Who switches: `*` and `_` have lives of their own, so that `*a _b_ c*` is italic from end to end.
mod switch {
    pub(super) const STARS: u8 = 1;
    pub(super) const STAR: u8 = 2;
    pub(super) const BARS: u8 = 4;
    pub(super) const BAR: u8 = 8;
}

impl Run {
    /// How often it switches what `switch` says.
    fn count(&self, switch: u8) -> usize {
        match (self.mark, switch) {
            (b'*', switch::STARS) => self.length / 2,
            // 6*12 is a product.
            (b'*', switch::STAR) if self.length == 1 && self.around.in_number() => 0,
            (b'*', switch::STAR) => self.length % 2,
            (b'_', switch::BAR) => self.length,
            _ => 0,
        }
    }
}

impl Runs {
    /// Gives every word its style and every run its fate.
    pub(super) fn resolve(&mut self, text: &str, tokens: &mut [Token]) {
        self.collect(text, tokens);
        self.settle(switch::STARS, &Costs::BOLD);
        self.settle(switch::BAR, &Costs::ITALIC);
        self.settle(switch::STAR, &Costs::STAR);
        self.pair_bars();
        self.apply(text, tokens);
    }

    fn collect(&mut self, text: &str, tokens: &[Token]) {
        self.runs.clear();
        let mut first = true;
        let mut words = true;
        for (index, token) in tokens.iter().enumerate() {
            let Kind::Run(mark) = token.kind else {
                first = token.kind == Kind::Break || (first && token.kind == Kind::Space);
                words |= token.kind != Kind::Space;
                continue;
            };
            let around = Around::of(text, token.start..token.end, first, !words);
            let rest =
                tokens[index + 1..].iter().find(|next| !matches!(next.kind, Kind::Space | Kind::Run(_)));
            self.runs.push(Run {
                token: index,
                mark,
                length: token.end - token.start,
                around,
                flips: 0,
                in_word: around.in_word(),
                at_edge: first || rest.is_none_or(|next| next.kind == Kind::Break),
            });
            words = false;
        }
    }

    /// Reads all runs that `switch` counts, as switches of one thing.
    fn settle(&mut self, switch: u8, costs: &Costs) {
        self.around.clear();
        for run in &self.runs {
            let count = run.count(switch);
            if count > 0 {
                self.around.push(run.around.counted(count));
            }
        }
        let mut flips = self.switches.settle(&self.around, costs).iter();
        for run in &mut self.runs {
            if run.count(switch) > 0 && flips.next().is_some_and(|flips| *flips) {
                run.flips |= switch;
            }
        }
    }

    /// `__` where no italics are open is bold for those who write by hand; exporters write it where italics touch.
    fn pair_bars(&mut self) {
        let mut italic = false;
        let mut open = None;
        for at in 0..self.runs.len() {
            let run = self.runs[at];
            italic ^= run.flips & switch::BAR != 0;
            if run.mark != b'_' {
                continue;
            }
            if run.length != 2 || italic || run.flips != 0 {
                open = None;
                continue;
            }
            match open.take() {
                Some(first) if run.around.can_close() => {
                    self.runs[at].flips |= switch::BARS;
                    let first: &mut Run = &mut self.runs[first];
                    first.flips |= switch::BARS;
                }
                _ => open = run.around.can_open().then_some(at),
            }
        }
    }

    fn apply(&self, text: &str, tokens: &mut [Token]) {
        let has_italics = self.runs.iter().any(|run| run.flips & switch::BAR != 0);
        let mut on = 0;
        let mut runs = self.runs.iter().peekable();
        for (index, token) in tokens.iter_mut().enumerate() {
            if let Some(run) = runs.next_if(|run| run.token == index) {
                on ^= run.flips;
                let is_bold = on & switch::STARS != 0 && run.flips == 0 && run.mark == b'*' && run.length > 1;
                token.kind = if run.is_literal(has_italics) {
                    Kind::Literal
                } else if is_bold && begins_label(text, token.start, token.end) {
                    Kind::Break
                } else {
                    Kind::Gone
                };
            }
            token.style = if on & (switch::STARS | switch::BARS) != 0 { STRONG } else { 0 }
                | if on & (switch::STAR | switch::BAR) != 0 { EM } else { 0 };
        }
    }
}

impl Run {
    /// Whether a run that switches nothing is the author's own character and no exporter's mark.
    fn is_literal(&self, has_italics: bool) -> bool {
        if self.flips != 0 {
            return false;
        }
        match (self.mark, self.length) {
            (b'*', 1) => true,
            (b'*', 2) => self.in_word || self.around.is_apart(),
            (b'*', _) => false,
            // What exporters open in one paragraph and close in the next stands at an edge.
            (_, 1) => !(self.at_edge && self.around.is_beside_words()),
            (_, length) => length % 2 == 1 || !has_italics,
        }
    }
}

/// Whether two bolds that touch are the end of one turn and the label of the next: `…？****林若川：**`.
fn begins_label(text: &str, start: usize, end: usize) -> bool {
    let ends = text[..start].ends_with(['。', '？', '！', '?', '!', '”', '…']);
    let name = text[end..].char_indices().take(14).find(|(_, character)| matches!(character, '：' | ':'));
    ends && name.is_some_and(|(at, _)| {
        at > 0 && !text[end..end + at].contains(['，', '。', '？', '！', '、', '*', '\n', '“'])
    })
}
