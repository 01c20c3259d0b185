//! Decides what of an article's head and end is promotion.
//!
//! In come edges and which of them recur in the account's other articles; out go those that are cut. Invariant: matter
//! ends the search: nothing above the last paragraph of matter is cut, and nothing in the middle; where in doubt, it
//! stays.

use super::finding::{Edge, EdgeKind, Speech};
use super::reading::CutKind;

/// How far above a mark of promotion a thematic break may begin it.
const REACH: usize = 9;

/// A run of edges that is cut.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Removed {
    /// First and last edge.
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kind: CutKind,
    pub(super) reason: &'static str,
}

/// What is cut. `recurs` says of each edge whether it stands in other articles of the account, `body` where the first
/// turn begins and the last begins.
pub(super) fn cut(edges: &[Edge], recurs: &[bool], turns: Option<(u32, u32)>) -> Vec<Removed> {
    let mut gone = vec![false; edges.len()];
    head(edges, recurs, turns, &mut gone);
    tail(edges, recurs, turns, &mut gone);
    gather(edges, recurs, &gone)
}

fn head(edges: &[Edge], recurs: &[bool], turns: Option<(u32, u32)>, gone: &mut [bool]) {
    for (at, edge) in edges.iter().enumerate().take_while(|(_, edge)| edge.head) {
        if turns.is_some_and(|(first, _)| edge.start >= first) {
            break;
        }
        gone[at] = match edge.kind {
            EdgeKind::Kept | EdgeKind::Rule => false,
            EdgeKind::Picture => recurs[at],
            _ => match edge.speaks {
                Speech::Plea => true,
                Speech::Notice => edge.characters < 60,
                Speech::Promotion => recurs[at],
                Speech::End | Speech::Matter => false,
            },
        };
    }
}

fn tail(edges: &[Edge], recurs: &[bool], turns: Option<(u32, u32)>, gone: &mut [bool]) {
    let lowest = turns.map_or(0, |(_, last)| last);
    let is_tail = |edge: &Edge| edge.start > lowest;
    let mut start = None;
    let mut at = edges.len();
    let mut pending = 0;
    while at > 0 && is_tail(&edges[at - 1]) {
        at -= 1;
        let edge = &edges[at];
        match edge.kind {
            EdgeKind::Kept | EdgeKind::Rule => {}
            _ if speaks_for_itself(edge, recurs[at]) => (start, pending) = (Some(at), 0),
            EdgeKind::Picture | EdgeKind::Loud if start.is_some() && pending < REACH && !edge.links => {
                pending += 1;
            }
            EdgeKind::Picture if start.is_none() => {}
            _ => break,
        }
    }
    if let Some(start) = start.map(|start| begin(edges, start)) {
        for (edge, gone) in edges[start..].iter().zip(&mut gone[start..]) {
            *gone |= edge.kind != EdgeKind::Kept;
        }
    }
    for (at, edge) in edges
        .iter()
        .enumerate()
        .filter(|(_, edge)| !edge.head && is_tail(edge) && edge.kind != EdgeKind::Kept)
    {
        let elsewhere = recurs[at]
            && (edge.kind == EdgeKind::Picture || edge.speaks != Speech::Matter || edge.characters >= 16);
        gone[at] |= elsewhere || edge.speaks == Speech::End;
    }
}

/// Whether an edge is promotion by itself.
fn speaks_for_itself(edge: &Edge, recurs: bool) -> bool {
    let short = edge.characters <= 90 || edge.kind == EdgeKind::Loud;
    match edge.speaks {
        Speech::Matter => recurs && (edge.kind == EdgeKind::Picture || edge.characters >= 8),
        Speech::Promotion => recurs || short,
        Speech::Plea | Speech::Notice | Speech::End => true,
    }
}

/// The thematic break above `start`, if only pictures and what stands out lie between; else the rules directly above.
fn begin(edges: &[Edge], start: usize) -> usize {
    let mut at = start;
    while at > 0 && start - at < REACH {
        at -= 1;
        match edges[at].kind {
            EdgeKind::Rule => return at,
            EdgeKind::Picture | EdgeKind::Loud if !edges[at].links => {}
            _ => break,
        }
    }
    start
}

/// Neighbours are one cut.
fn gather(edges: &[Edge], recurs: &[bool], gone: &[bool]) -> Vec<Removed> {
    let mut removed: Vec<Removed> = Vec::new();
    for at in (0..edges.len()).filter(|at| gone[*at]) {
        let edge = &edges[at];
        let kind = match (edge.kind, edge.speaks) {
            (EdgeKind::Rule, _) | (_, Speech::End) => CutKind::Divider,
            (_, Speech::Plea) => CutKind::Plea,
            (_, Speech::Notice) => CutKind::Notice,
            _ => CutKind::Promotion,
        };
        let reason = if recurs[at] {
            "recurs in the account's articles"
        } else {
            "its words, at the edge of the article"
        };
        match removed.last_mut() {
            Some(last) if last.to + 1 == at && edges[last.to].head == edge.head => {
                last.to = at;
                last.kind = last.kind.min(kind);
            }
            _ => removed.push(Removed { from: at, to: at, kind, reason }),
        }
    }
    removed
}
