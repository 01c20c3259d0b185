//! Reads a row of runs as switches of one thing, the cheapest way.
//!
//! In comes what stands around each run; out goes, for each, whether it switches. `****` may be an end and a start that
//! touch, an empty element, or two nested starts; which it is, its neighbours and the rest of the paragraph tell: every
//! reading has a cost, and of the readings of the whole row, which end switched off, the cheapest is found in one pass
//! over two states (Viterbi's algorithm). Invariant: linear; an even number of runs switches.

use std::ops::Range;

use super::characters::{is_closing, is_opening};

/// What stands around a run.
#[derive(Debug, Clone, Copy)]
pub(super) struct Around {
    /// How often the run switches.
    count: usize,
    before: char,
    after: char,
    /// Nothing but marks stands before it on its line.
    first: bool,
    /// Nothing but marks and spaces stands between it and the run before.
    hollow: bool,
}

impl Around {
    /// What stands around the run at `range`.
    pub(super) fn of(text: &str, range: Range<usize>, first: bool, hollow: bool) -> Self {
        let before = text[..range.start].chars().next_back().unwrap_or('\n');
        let after = text[range.end..].chars().next().unwrap_or('\n');
        Self { count: 0, before, after, first, hollow }
    }

    /// The same, switching `count` times.
    pub(super) fn counted(self, count: usize) -> Self {
        Self { count, ..self }
    }

    /// As in `2**10`.
    pub(super) fn in_word(&self) -> bool {
        self.before.is_ascii_alphanumeric() && self.after.is_ascii_alphanumeric()
    }

    pub(super) fn in_number(&self) -> bool {
        self.before.is_ascii_digit() && self.after.is_ascii_digit()
    }

    /// White space stands on both sides.
    pub(super) fn is_apart(&self) -> bool {
        self.before.is_whitespace() && self.after.is_whitespace()
    }

    /// No identifier goes on at it.
    pub(super) fn is_beside_words(&self) -> bool {
        !self.before.is_ascii_alphanumeric() && !self.after.is_ascii_alphanumeric()
    }

    pub(super) fn can_open(&self) -> bool {
        !self.after.is_whitespace() && !self.before.is_ascii_alphanumeric()
    }

    pub(super) fn can_close(&self) -> bool {
        !self.before.is_whitespace() && !self.after.is_ascii_alphanumeric()
    }

    /// What it costs to switch on here.
    fn opening(&self, costs: &Costs) -> u32 {
        let space = if self.after.is_whitespace() { costs.space } else { 0 };
        let closing = if is_closing(self.after) { 20 } else { 0 };
        let word = if costs.by_word && self.before.is_ascii_alphanumeric() { 30 } else { 0 };
        space + closing + word
    }

    /// What it costs to switch off here.
    fn closing(&self, costs: &Costs) -> u32 {
        let space = if self.before.is_whitespace() && !self.first { costs.space * 3 / 5 } else { 0 };
        let opening = if is_opening(self.before) { 20 } else { 0 };
        let word = if costs.by_word && self.after.is_ascii_alphanumeric() { 30 } else { 0 };
        let hollow = if self.hollow { 30 } else { 0 };
        let first = if self.first { 20 } else { 0 };
        space + opening + word + hollow + first
    }
}

/// What readings cost, in tenths of the smallest oddity.
#[derive(Debug)]
pub(super) struct Costs {
    /// A run that switches an odd number of times does nothing.
    stray: u32,
    /// `****` is around nothing.
    empty: u32,
    /// White space where words should begin or end.
    space: u32,
    /// The mark means nothing beside a letter of ASCII.
    by_word: bool,
}

/// A reading that is never taken.
const NEVER: u32 = 1 << 20;
/// `****` that starts twice or ends twice.
const NESTED: u32 = 4;

impl Costs {
    pub(super) const BOLD: Self = Self { stray: 40, empty: 5, space: 25, by_word: false };
    /// Who writes `__` where nothing is open means bold.
    pub(super) const ITALIC: Self = Self { stray: 40, empty: 0, space: 15, by_word: true };
    pub(super) const STAR: Self = Self { stray: 40, empty: 0, space: NEVER, by_word: false };
}

/// The two states' costs and, per run, whence the cheapest came; a buffer that is used again.
#[derive(Debug, Default)]
pub(super) struct Switches {
    /// Per run: whether the cheapest reading that leaves it off, or on, switches.
    steps: Vec<[bool; 2]>,
    flips: Vec<bool>,
}

impl Switches {
    /// For each run whether it switches.
    pub(super) fn settle(&mut self, runs: &[Around], costs: &Costs) -> &[bool] {
        self.steps.clear();
        let (mut off, mut on) = (0, NEVER);
        for run in runs {
            let odd = run.count % 2 == 1;
            let stay = if odd { costs.stray } else { 0 };
            let turn = if odd { 0 } else { NESTED };
            let stays_off = off + stay + if odd { 0 } else { costs.empty };
            let turns_off = on + turn + run.closing(costs);
            let stays_on = on + stay;
            let turns_on = off + turn + run.opening(costs);
            self.steps.push([turns_off < stays_off, turns_on < stays_on]);
            (off, on) = (turns_off.min(stays_off), turns_on.min(stays_on));
            // Only the difference decides; this way the costs of a long row stay small.
            let least = off.min(on);
            (off, on) = (off - least, (on - least).min(NEVER));
        }
        self.flips.clear();
        let mut state = 0;
        for step in self.steps.iter().rev() {
            let flips = step[state];
            self.flips.push(flips);
            state ^= usize::from(flips);
        }
        self.flips.reverse();
        &self.flips
    }
}
