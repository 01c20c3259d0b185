//! Labels of speakers that begin no turn: headings that name one, people who are introduced.

use super::{Sequence, Start};
use crate::interview::finding::{Label, MarkKind, flags};
use crate::interview::names::Shape;

/// Bytes between a heading and what follows it directly: line ends and a few marks.
const NEXT: u32 = 6;

/// The wanted labels without headings that begin with a speaker's name: bold from end to end, no question, directly
/// before another label or a heading, by somebody whose turns are not like that.
pub(super) fn without_headings(sequence: &Sequence<'_>, wanted: &[bool]) -> Vec<Start> {
    let labels = &sequence.finding.labels;
    let mut starts = Vec::with_capacity(labels.len());
    for (index, label) in labels.iter().enumerate() {
        let place = sequence.voice_of(label);
        let voice = &sequence.voices[usize::from(place)];
        if !wanted[usize::from(place)] || is_repeated(labels, index) {
            continue;
        }
        let heading = label.flags & flags::HEADING != 0 && voice.headings * 2 < voice.turns;
        let whole = label.flags & flags::HEADLINE != 0 && voice.whole * 2 < voice.turns;
        let asks = label.flags & flags::ASKS != 0;
        if !asks && (heading || whole && is_followed_by_label(sequence, index)) {
            continue;
        }
        let question = matches!(voice.shape, Some(Shape::Question)) && voice.numbered;
        let answer = matches!(voice.shape, Some(Shape::Answer)) && voice.numbered;
        let printed = !(question || answer);
        starts.push(Start { label: *label, voice: printed.then_some(place), asks: question });
    }
    starts
}

/// Whether a label is bare and the one before it, with a colon, begins at the same place.
fn is_repeated(labels: &[Label], index: usize) -> bool {
    index > 0 && labels[index - 1].start == labels[index].start
}

/// Whether the line of a label ends where the next label begins.
fn is_followed_by_label(sequence: &Sequence<'_>, index: usize) -> bool {
    let label = &sequence.finding.labels[index];
    let Some(next) = sequence.finding.labels.get(index + 1) else { return false };
    // A whole line is short where it is a heading; a line's end is not kept, so distance tells.
    next.start.saturating_sub(label.words) <= 120 + NEXT && next.flags & flags::INSIDE == 0
}

/// The turns without those that introduce people before the talk: each name once, nobody asks, a heading behind.
pub(super) fn without_lists_of_people(sequence: &Sequence<'_>, starts: Vec<Start>) -> Vec<Start> {
    let Some(first) = starts.first() else { return starts };
    let headings = sequence.finding.marks.iter().filter(|mark| mark.kind == MarkKind::Heading);
    let Some(heading) = headings.map(|mark| mark.start).find(|start| *start > first.label.start) else {
        return starts;
    };
    let before = starts.partition_point(|start| start.label.start < heading);
    let listed = &starts[..before];
    let once = listed.iter().enumerate().all(|(index, start)| {
        start.label.flags & (flags::ASKS | flags::ENDS_ASKING) == 0
            && listed[..index].iter().all(|other| other.voice != start.voice)
    });
    let short = heading - first.label.start < 400 * before as u32;
    if before >= 2 && once && short && starts.len() - before >= 6 {
        return starts[before..].to_vec();
    }
    starts
}
