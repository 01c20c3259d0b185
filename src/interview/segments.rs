//! Lays the pieces of a body side by side: turns, headings and notes between them, what is moved and what is cut.
//!
//! In come turns and spans; out go [`Segments`]. Invariant: what is moved or cut interrupts a turn, it does not end it.

use super::finding::Finding;
use super::reading::{CutKind, SegmentKind, Segments, Turn};

/// Of the body, how much of it a conversation has to be to go on to the end behind its last label.
const WHOLE: f64 = 0.6;

/// The pieces of a body.
pub(super) fn lay(finding: &Finding, turns: &[Turn], cut: &[(u32, u32, CutKind)]) -> Segments {
    let end = end(finding, turns);
    let mut starts: Vec<(u32, SegmentKind)> = vec![(0, SegmentKind::Prose)];
    starts.extend(turns.iter().enumerate().map(|(at, turn)| (turn.start, SegmentKind::Turn(at as u32))));
    if end < finding.length {
        starts.push((end, SegmentKind::Prose));
    }
    starts.sort_by_key(|(start, _)| *start);
    let first = turns.first().map_or(u32::MAX, |turn| turn.start);
    let mut over: Vec<(u32, u32, SegmentKind)> = Vec::new();
    for piece in
        finding.breaks.iter().filter(|piece| piece.aside || (piece.start > first && piece.start < end))
    {
        let is_turn = turns.iter().any(|turn| turn.start == piece.start);
        if !is_turn {
            over.push((
                piece.start,
                piece.end,
                if piece.aside { SegmentKind::Aside } else { SegmentKind::Heading },
            ));
        }
    }
    over.extend(finding.related_spans.iter().map(|(start, end)| (*start, *end, SegmentKind::Related)));
    over.extend(finding.credits.iter().map(|(start, end)| (*start, *end, SegmentKind::Credit)));
    over.extend(cut.iter().map(|(start, end, kind)| (*start, *end, SegmentKind::Cut(*kind))));
    over.sort_by_key(|(start, ..)| *start);
    let base = starts.clone();
    let mut last_end = 0;
    for (start, stop, kind) in over.into_iter().filter(|(start, stop, _)| start < stop) {
        // A cut that holds a heading swallows it.
        if start < last_end {
            continue;
        }
        last_end = stop;
        starts.retain(|(at, known)| !(start..stop).contains(at) || matches!(known, SegmentKind::Turn(_)));
        starts.push((start, kind));
        let under =
            base.iter().rev().find(|(at, _)| *at <= stop).map_or(
                SegmentKind::Prose,
                |(at, kind)| match kind {
                    SegmentKind::Turn(turn) if *at < stop => SegmentKind::Continued(*turn),
                    kind => *kind,
                },
            );
        starts.push((stop, under));
    }
    Segments::new(starts, finding.length)
}

/// Where the conversation ends: in the middle of a report, at the first heading behind its last label; else at the
/// end.
fn end(finding: &Finding, turns: &[Turn]) -> u32 {
    let (Some(first), Some(last)) = (turns.first(), turns.last()) else { return 0 };
    let talk = f64::from(last.start - first.start);
    if talk >= f64::from(finding.length) * WHOLE {
        return finding.length;
    }
    finding
        .breaks
        .iter()
        .find(|piece| !piece.aside && piece.start > last.start)
        .map_or(finding.length, |piece| piece.start)
}
