//! Which labels are turns, and whether they make a conversation.
//!
//! In come a finding and its voices; out go the accepted voices and labels, or nothing. The rules rest on roles, shapes
//! of names, alternation and questions. Invariant: a pair of nouns that alternates is no conversation unless somebody
//! asks.

mod choose;
mod lookalike;
mod unlabelled;

use super::finding::{Finding, Label};
use super::speakers::Voice;
pub(super) use choose::choose;
pub(super) use unlabelled::unlabelled;

/// Where a turn begins and whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Start {
    /// The label or question.
    pub(super) label: Label,
    /// Place in the voices; `None` without a printed name.
    pub(super) voice: Option<u16>,
    /// Without a printed name: it asks.
    pub(super) asks: bool,
}

/// The labels of a finding with their voices, in order.
struct Sequence<'a> {
    finding: &'a Finding,
    voices: &'a [Voice],
    groups: &'a [u16],
}

impl Sequence<'_> {
    fn voice_of(&self, label: &Label) -> u16 {
        self.groups[usize::from(label.name)]
    }

    /// Voices of the labels whose voice is among `wanted`, in order.
    fn of(&self, wanted: &[bool]) -> Vec<u16> {
        let voices = self.finding.labels.iter().map(|label| self.voice_of(label));
        voices.filter(|voice| wanted[usize::from(*voice)]).collect()
    }

    /// Share of neighbours that differ.
    fn alternation(&self, wanted: &[bool]) -> f32 {
        let sequence = self.of(wanted);
        let differ = sequence.windows(2).filter(|pair| pair[0] != pair[1]).count();
        differ as f32 / sequence.len().saturating_sub(1).max(1) as f32
    }
}
