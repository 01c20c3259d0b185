//! Decides whether a file's labels are a conversation, and which of them are turns.
//!
//! In come a finding and its cast; out go the labels that are turns. Invariant: a conversation needs two voices that
//! take turns, and somebody who asks; names alone never make one.

use super::cast::Cast;
use super::finding::{Finding, Label, NameShape};

/// What is known of one voice's labels.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    labels: usize,
    asks: usize,
    marked: usize,
    whole: usize,
    heading: usize,
}

/// The labels that are turns, by index, in order; empty if there is no conversation. `sure` says that the author has
/// called it one.
pub(super) fn choose(
    finding: &Finding,
    cast: &Cast,
    ignore: &dyn Fn(&str) -> bool,
    sure: bool,
) -> Vec<usize> {
    let chooser = Chooser::new(finding, cast, ignore, true);
    if chooser.is_conversation() {
        return chooser.turns();
    }
    let alone = Chooser::new(finding, cast, ignore, false);
    if alone.is_conversation() && alone.is_dense() {
        return alone.turns();
    }
    if sure { chooser.turns() } else { Vec::new() }
}

struct Chooser<'a> {
    finding: &'a Finding,
    cast: &'a Cast,
    tallies: Vec<Tally>,
    eligible: Vec<bool>,
    colons: bool,
}

impl<'a> Chooser<'a> {
    /// `colons` says which labels found the conversation: those with a colon, or names alone on their lines.
    fn new(finding: &'a Finding, cast: &'a Cast, ignore: &dyn Fn(&str) -> bool, colons: bool) -> Self {
        let mut tallies = vec![Tally::default(); cast.voices.len()];
        for label in finding.labels.iter().filter(|label| label.colon == colons) {
            let tally = &mut tallies[cast.voice_of[usize::from(label.name)]];
            tally.labels += 1;
            tally.asks += usize::from(label.asks || label.asks_later);
            tally.marked += usize::from(label.marked);
            tally.whole += usize::from(label.whole);
            tally.heading += usize::from(label.heading);
        }
        let eligible = cast
            .voices
            .iter()
            .zip(&tallies)
            .map(|(voice, tally)| {
                let wanted = match voice.shape {
                    NameShape::Part | NameShape::Person => 1,
                    NameShape::Noun => 3,
                    NameShape::Thing => usize::MAX,
                };
                tally.labels >= if colons { wanted } else { 3 }
                    && !voice.printed.iter().any(|name| ignore(name))
            })
            .collect();
        Self { finding, cast, tallies, eligible, colons }
    }

    fn voice(&self, label: &Label) -> usize {
        self.cast.voice_of[usize::from(label.name)]
    }

    fn is_conversation(&self) -> bool {
        let main: Vec<usize> = (0..self.tallies.len())
            .filter(|voice| self.eligible[*voice] && self.tallies[*voice].labels >= 2)
            .collect();
        let numbered = (0..self.tallies.len())
            .filter(|voice| self.tallies[*voice].labels > 0 && self.is_family(*voice))
            .count();
        let sequence: Vec<usize> = self
            .finding
            .labels
            .iter()
            .filter(|label| label.colon == self.colons && self.eligible[self.voice(label)])
            .map(|label| self.voice(label))
            .collect();
        let total = sequence.len();
        if total < 2 {
            return false;
        }
        let changes = sequence.windows(2).filter(|pair| pair[0] != pair[1]).count();
        let alternates = changes * 2 >= total - 1;
        let strong = main.iter().filter(|voice| self.cast.voices[**voice].shape >= NameShape::Person).count();
        let share = |voice: &usize| self.tallies[*voice].asks as f64 / self.tallies[*voice].labels as f64;
        let asks = main.iter().map(share).fold(0.0, f64::max);
        let marked = main.iter().map(|voice| self.tallies[*voice].marked).sum::<usize>() * 2 >= total;
        let parts = (0..self.tallies.len())
            .filter(|voice| self.eligible[*voice] && self.cast.voices[*voice].part.is_some())
            .count();
        if main.len() + usize::from(numbered >= 2) < 2 {
            return self.is_short(total, parts) || self.asks_alone(&main);
        }
        if !alternates {
            return false;
        }
        let asking = (asks >= 0.3 || numbered >= 2) && strong >= 1 && total >= if marked { 4 } else { 6 };
        let peers = strong >= 2 && total >= 8;
        let nouns = strong == 0 && asks >= 0.6 && total >= 8 && self.finding.announced;
        asking || peers || nouns
    }

    /// Names alone on their lines are a weaker sign than labels: there have to be many.
    fn is_dense(&self) -> bool {
        self.tallies.iter().filter(|tally| tally.labels >= 3).count() >= 2
    }

    /// One question and one answer, with a word for who asks.
    fn is_short(&self, total: usize, parts: usize) -> bool {
        let voices = self.eligible.iter().filter(|eligible| **eligible).count();
        total >= 2
            && voices >= 2
            && parts >= 1
            && self.finding.labels.iter().any(|label| label.asks && self.eligible[self.voice(label)])
    }

    /// One voice that asks and asks; the answers have no label.
    fn asks_alone(&self, main: &[usize]) -> bool {
        main.iter().any(|voice| {
            let tally = self.tallies[*voice];
            tally.labels >= 4
                && tally.asks * 10 >= tally.labels * 6
                && self.cast.voices[*voice].shape >= NameShape::Part
                && tally.whole * 2 >= tally.labels
        })
    }

    fn turns(&self) -> Vec<usize> {
        let labels = &self.finding.labels;
        let is_main = |label: &Label| {
            self.eligible[self.voice(label)] && self.tallies[self.voice(label)].labels >= 2
                || self.cast.voices[self.voice(label)].part.is_some()
        };
        let first = labels.iter().position(|label| label.colon == self.colons && is_main(label)).unwrap_or(0);
        let last = labels
            .iter()
            .rposition(|label| label.colon == self.colons && is_main(label))
            .unwrap_or(labels.len());
        (first..=last.min(labels.len().saturating_sub(1)))
            .filter(|at| {
                let label = &labels[*at];
                let voice = self.voice(label);
                let tally = self.tallies[voice];
                let known = tally.labels > 0 && self.eligible[voice];
                let headline = label.heading && tally.heading * 2 < tally.labels;
                let title = label.whole
                    && !label.heading
                    && !label.asks
                    && tally.whole * 2 < tally.labels
                    && self.next_is_label(*at);
                known && !headline && !title
            })
            .collect()
    }

    /// A numbered voice: one of a family that is heard once each.
    fn is_family(&self, voice: usize) -> bool {
        let voice = &self.cast.voices[voice];
        voice.part.is_some()
            && voice
                .display
                .ends_with(|last: char| last.is_ascii_digit() || "一二三四五六七八九十".contains(last))
    }

    /// Whether the next line with words on it is a label too, so that this one had nothing to say.
    fn next_is_label(&self, at: usize) -> bool {
        let Some(next) = self.finding.labels.get(at + 1) else { return false };
        next.line.saturating_sub(self.finding.labels[at].line) <= 2
    }
}
