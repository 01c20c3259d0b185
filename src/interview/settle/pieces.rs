//! The body, piece by piece: turns below, and over them what interrupts a turn or is shown elsewhere.

use crate::interview::finding::{Finding, MarkKind};
use crate::interview::reading::{SegmentKind, Segments, Turn};
use crate::interview::tail::Cutting;

/// Bytes between two lines: line ends alone.
const GAP: u32 = 2;

/// Something that lies over prose or a turn.
#[derive(Debug, Clone, Copy)]
struct Over {
    start: u32,
    end: u32,
    kind: SegmentKind,
}

/// Lays the pieces out.
pub(super) fn lay_out(
    finding: &Finding,
    turns: &[Turn],
    related: &[(u32, u32)],
    cuts: &[Cutting],
    adornments: &[Cutting],
) -> Segments {
    let mut over: Vec<Over> = related
        .iter()
        .map(|(start, end)| Over { start: *start, end: *end, kind: SegmentKind::Related })
        .collect();
    let left_out = |cutting: &Cutting| Over {
        start: cutting.edge.start,
        end: cutting.edge.end,
        kind: SegmentKind::Cut(cutting.kind()),
    };
    over.extend(cuts.iter().map(left_out));
    let credits = finding.marks.iter().filter(|mark| mark.kind == MarkKind::Credit);
    over.extend(credits.map(|mark| Over { start: mark.start, end: mark.end, kind: SegmentKind::Credit }));
    over.sort_by_key(|piece| piece.start);
    let end = end_of_talk(finding, turns, &over);
    over.extend(between_turns(finding, turns, end, &over));
    // A picture that is left out ends nothing.
    over.extend(adornments.iter().map(left_out));
    over.sort_by_key(|piece| (piece.start, piece.end));
    merge(turns, end, &over, finding.length)
}

/// Where the talk ends: before whatever is no more of the last answer.
fn end_of_talk(finding: &Finding, turns: &[Turn], over: &[Over]) -> u32 {
    let Some(last) = turns.last() else { return 0 };
    let marks = finding.marks.iter().filter(|mark| {
        matches!(mark.kind, MarkKind::Heading | MarkKind::Subheading | MarkKind::Rule)
            && mark.start > last.start
    });
    let marks = marks.map(|mark| mark.start);
    let over = over.iter().filter(|piece| piece.start >= last.words).map(|piece| piece.start);
    marks.chain(over).min().unwrap_or(finding.length)
}

/// Headings and notes between the first turn and the end of the talk.
fn between_turns(finding: &Finding, turns: &[Turn], end: u32, over: &[Over]) -> Vec<Over> {
    let Some(first) = turns.first() else { return Vec::new() };
    let inside = |start: u32| start > first.start && start < end;
    let covered = |start: u32| over.iter().any(|piece| (piece.start..piece.end).contains(&start));
    let is_turn = |start: u32| turns.binary_search_by_key(&start, |turn| turn.start).is_ok();
    let marks = finding
        .marks
        .iter()
        .filter(|mark| inside(mark.start) && !covered(mark.start) && !is_turn(mark.start));
    let mut pieces: Vec<Over> = Vec::new();
    for mark in marks.rev() {
        let kind = match mark.kind {
            MarkKind::Heading => SegmentKind::Heading,
            MarkKind::Aside => SegmentKind::Aside,
            // A bold line is a heading where a turn or a heading follows directly.
            MarkKind::Subheading => {
                let next = turns.partition_point(|turn| turn.start < mark.end);
                let turn = turns.get(next).is_some_and(|turn| turn.start <= mark.end + GAP);
                let heading = pieces
                    .last()
                    .is_some_and(|piece| piece.kind == SegmentKind::Heading && piece.start <= mark.end + GAP);
                if !(turn || heading) {
                    continue;
                }
                SegmentKind::Heading
            }
            MarkKind::Rule | MarkKind::Credit => continue,
        };
        pieces.push(Over { start: mark.start, end: mark.end, kind });
    }
    pieces
}

/// Turns and what lies over them, in one list.
fn merge(turns: &[Turn], end: u32, over: &[Over], length: u32) -> Segments {
    let mut starts: Vec<(u32, SegmentKind)> = Vec::with_capacity(turns.len() + 2 * over.len() + 1);
    starts
        .extend(turns.iter().enumerate().map(|(index, turn)| (turn.start, SegmentKind::Turn(index as u32))));
    if !turns.is_empty() {
        starts.push((end, SegmentKind::Prose));
    }
    let mut next_free = 0;
    for (index, piece) in over.iter().enumerate() {
        if piece.start < next_free {
            continue;
        }
        next_free = piece.end;
        starts.push((piece.start, piece.kind));
        // What begins inside this piece is none of its own.
        let next_over = over[index + 1..].iter().find(|next| next.start >= piece.end);
        let next_over = next_over.map_or(length, |next| next.start);
        let turn = turns.partition_point(|turn| turn.start < piece.end);
        let next_turn = turns.get(turn).map_or(length, |turn| turn.start);
        if next_over.min(next_turn) > piece.end + GAP {
            let talks = piece.end < end && turn > 0;
            let kind = if talks { SegmentKind::Continued(turn as u32 - 1) } else { SegmentKind::Prose };
            starts.push((piece.end, kind));
        }
    }
    // What begins at the same place as the end of the talk says more than prose.
    starts.sort_by_key(|(start, kind)| (*start, *kind != SegmentKind::Prose));
    Segments::new(starts, length)
}
