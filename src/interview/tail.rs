//! What is left out at the beginning and at the end.
//!
//! In come a finding's edges and what the site shows; out go spans with kind and reason. Lines that recur in the
//! account's articles are boilerplate; then marks and words tell. Invariant: in doubt a line is kept; nothing between
//! the first turn and the last one's first line is cut, credits and bylines never.

use std::ops::ControlFlow;

use super::evidence::{Account, Evidence};
use super::finding::{Count, Edge, PictureLine, edge};
use super::reading::{Cut, CutKind};

/// Lines that say nothing of themselves and may stand between two lines of boilerplate.
const MOST_BETWEEN: usize = 6;
/// Letters of a heading on a poster.
const LONGEST_HEADING: u16 = 20;
/// Lines of a poster with its rule.
const MOST_ON_POSTER: usize = 5;

/// Bytes between two lines that follow each other.
const NEXT: u32 = 4;
const AMONG: &str = "stands among boilerplate";
const BEHIND: &str = "stands behind the end mark and speaks to readers";
const RECURS: &str = "recurs in the account's articles";
const ADORNS: &str = "the same picture in several articles of the account";

/// A line that is left out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cutting {
    pub(super) edge: Edge,
    kind: CutKind,
    reason: &'static str,
}

impl Cutting {
    pub(super) fn kind(&self) -> CutKind {
        self.kind
    }

    /// Leaves a picture out that is decoration.
    pub(super) fn of_adornment(line: &PictureLine) -> Self {
        let edge = Edge {
            start: line.start,
            end: line.end,
            line: line.line,
            last: line.last,
            hash: line.hash,
            characters: 0,
            words: 0,
            flags: edge::PICTURE,
        };
        Self { edge, kind: CutKind::Decoration, reason: ADORNS }
    }

    /// What there was to read.
    pub(super) fn count(&self) -> Count {
        Count { characters: self.edge.characters.into(), words: self.edge.words.into() }
    }
}

/// What a line says of itself.
enum Verdict {
    /// Boilerplate.
    Cut(CutKind, &'static str),
    /// Goes with its neighbours.
    Neutral,
    /// Content that may stand among boilerplate.
    Skip,
    /// May be content.
    Unknown,
    /// Content: nothing above is looked at.
    Stop,
}

/// What decides beside the edges.
pub(super) struct Grounds<'a> {
    pub(super) evidence: &'a Evidence,
    pub(super) account: Account,
    /// Offsets of turns and of their words, in order: the lines that they stand on are never cut.
    pub(super) turns: &'a [u32],
    /// Where the related articles end; 0 if there are none.
    pub(super) related: u32,
}

/// The lines to leave out, in order.
pub(super) fn cut(edges: &[Edge], grounds: &Grounds<'_>) -> Vec<Cutting> {
    let behind = edges.partition_point(|line| line.flags & edge::TAIL == 0);
    let mut cuts = head(&edges[..behind], grounds);
    let mut tail = tail(&edges[behind..], grounds);
    tail.reverse();
    cuts.append(&mut tail);
    cuts
}

impl Grounds<'_> {
    pub(super) fn adorns(&self, line: &PictureLine) -> bool {
        self.evidence.adorns(self.account, line)
    }

    fn recurs(&self, line: &Edge) -> bool {
        self.evidence.recurs(self.account, line)
    }

    fn holds_turn(&self, line: &Edge) -> bool {
        let at = self.turns.partition_point(|turn| *turn < line.start);
        self.turns.get(at).is_some_and(|turn| *turn < line.end)
    }

    fn is_behind_related(&self, line: &Edge) -> bool {
        self.related > 0 && line.start >= self.related
    }

    /// Whether line ends alone stand between the related articles and a line.
    fn follows_related(&self, line: &Edge) -> bool {
        self.is_behind_related(line) && line.start <= self.related + 4
    }

    fn in_talk(&self, line: &Edge) -> bool {
        self.turns.first().is_some_and(|first| *first <= line.start)
    }
}

fn kind_of(flags: u32) -> CutKind {
    match () {
        () if flags & (edge::PLEA | edge::CARD) != 0 => CutKind::Plea,
        () if flags & edge::NOTICE != 0 => CutKind::Notice,
        () if flags & (edge::END | edge::RULE | edge::POINTER) != 0 => CutKind::Divider,
        () => CutKind::Promotion,
    }
}

/// Why the words of a line alone make it boilerplate.
fn told_by_words(flags: u32) -> Option<&'static str> {
    match () {
        () if flags & edge::CARD != 0 => Some("card of an account"),
        () if flags & edge::TRAILER != 0 => Some("announces a programme of the account"),
        () if flags & edge::END != 0 => Some("end mark"),
        () if flags & edge::PROMOTION != 0 => Some("offers or forbids something"),
        () if flags & edge::PLEA != 0 => Some("asks to follow or share"),
        () if flags & edge::NOTICE != 0 => Some("reading time or the exporter's note"),
        () => None,
    }
}

fn verdict(line: &Edge, grounds: &Grounds<'_>) -> Verdict {
    let flags = line.flags;
    match () {
        () if grounds.holds_turn(line) => Verdict::Stop,
        // A credit that says the same under every article credits nothing.
        () if flags & edge::VAGUE != 0 && grounds.recurs(line) => Verdict::Cut(CutKind::Notice, RECURS),
        () if flags & edge::CREDIT != 0 => Verdict::Skip,
        () if flags & edge::KEPT != 0 => Verdict::Stop,
        () if grounds.recurs(line) => Verdict::Cut(kind_of(flags), RECURS),
        () if flags & (edge::LONG | edge::RULE | edge::PICTURE | edge::POINTER) == 0
            || flags & (edge::CARD | edge::PROMOTION | edge::PLEA | edge::NOTICE) != 0 =>
        {
            told_by_words(flags).map_or(Verdict::Unknown, |reason| Verdict::Cut(kind_of(flags), reason))
        }
        () if flags & edge::LONG != 0 => Verdict::Unknown,
        () => Verdict::Neutral,
    }
}

/// Walks up from the end; cuts come out last first.
fn tail(edges: &[Edge], grounds: &Grounds<'_>) -> Vec<Cutting> {
    let mut walk = Walk::default();
    let mut above = 0;
    let behind = promotion_behind_mark(edges, grounds);
    for (index, line) in edges.iter().enumerate().rev() {
        above = index;
        let byline = index >= behind && line.flags & edge::KEPT != 0;
        if index >= behind && matches!(verdict(line, grounds), Verdict::Unknown) {
            walk.cut(line, CutKind::Promotion, BEHIND);
        } else if byline {
            continue;
        } else if walk.step(line, grounds).is_break() {
            break;
        }
        above = 0;
    }
    walk.take_rules();
    let mut cuts = walk.cuts;
    // What recurs and says of itself that it is boilerplate is so behind the last content, too.
    for line in edges[..above].iter().rev() {
        match verdict(line, grounds) {
            Verdict::Stop => break,
            Verdict::Cut(kind, RECURS)
                if told_by_words(line.flags).is_some() && line.flags & edge::END == 0 =>
            {
                cuts.push(Cutting { edge: *line, kind, reason: RECURS });
            }
            _ => {}
        }
    }
    cuts
}

/// Where a block of promotion begins that an end mark parts from the article, or a rule; the number of lines if there is
/// none. Half of what stands behind an end mark speaks to readers; all of it behind a rule, and some of it is boilerplate
/// by itself. No sheet, nothing long that speaks of something else.
fn promotion_behind_mark(edges: &[Edge], grounds: &Grounds<'_>) -> usize {
    let behind =
        |mark: u32| edges.iter().rposition(|line| line.flags & mark != 0).map_or(edges.len(), |at| at + 1);
    let is_promotion = |from: usize, strict: bool| {
        let (mut unknown, mut soft, mut told) = (0, 0, 0);
        for line in &edges[from..] {
            match verdict(line, grounds) {
                Verdict::Stop if grounds.holds_turn(line) => return false,
                Verdict::Stop => {}
                Verdict::Cut(..) => told += 1,
                Verdict::Skip | Verdict::Neutral => {}
                Verdict::Unknown if line.flags & edge::SOFT != 0 => (unknown, soft) = (unknown + 1, soft + 1),
                Verdict::Unknown if line.flags & (edge::SHEET | edge::LONG) != 0 => return false,
                Verdict::Unknown => unknown += 1,
            }
        }
        soft > 0 && if strict { soft == unknown && told > 0 } else { soft * 2 >= unknown }
    };
    let (end, rule) = (behind(edge::END), behind(edge::RULE));
    match () {
        () if end < edges.len() && is_promotion(end, false) => end,
        () if rule < edges.len() && is_promotion(rule, true) => rule,
        () => edges.len(),
    }
}

/// The walk up from the end.
#[derive(Default)]
struct Walk {
    /// Last first.
    cuts: Vec<Cutting>,
    /// Lines above the last cut whose fate the next one decides.
    pending: Vec<Edge>,
    /// How many of them may be content.
    unknown: usize,
    /// One of them is long.
    long: bool,
}

impl Walk {
    fn step(&mut self, line: &Edge, grounds: &Grounds<'_>) -> ControlFlow<()> {
        match verdict(line, grounds) {
            Verdict::Stop => return ControlFlow::Break(()),
            Verdict::Skip => {}
            Verdict::Cut(kind, reason) => self.cut(line, kind, reason),
            Verdict::Neutral => {
                self.pending.push(*line);
                let rule = line.flags & edge::RULE != 0;
                if rule && (grounds.follows_related(line) || self.is_poster()) {
                    self.close_block();
                }
            }
            Verdict::Unknown => {
                self.unknown += 1;
                self.long |= line.flags & edge::LONG != 0;
                self.pending.push(*line);
                let behind = grounds.is_behind_related(line) && self.unknown <= 2 * MOST_BETWEEN;
                let short = self.unknown <= MOST_BETWEEN && !self.long;
                if self.cuts.is_empty() && self.unknown > 1 || !(behind || short) {
                    return ControlFlow::Break(());
                }
            }
        }
        ControlFlow::Continue(())
    }

    /// Cuts a line, and with it what stands between it and the boilerplate below.
    fn cut(&mut self, line: &Edge, kind: CutKind, reason: &'static str) {
        let few = line.flags & edge::END == 0 || self.unknown <= 2;
        let surrounded = !self.cuts.is_empty() && few && !self.long;
        if self.unknown == 0 || surrounded {
            self.cuts.extend(self.pending.drain(..).map(|edge| between_lines(edge, kind)));
        }
        self.forget();
        self.cuts.push(Cutting { edge: *line, kind, reason });
    }

    /// Between a rule and an offer below stand pictures and few short headings alone.
    fn is_poster(&self) -> bool {
        let short = |line: &Edge| {
            let neutral = line.flags & (edge::RULE | edge::PICTURE | edge::POINTER) != 0;
            neutral || (line.flags & edge::HEADING != 0 && line.characters <= LONGEST_HEADING)
        };
        self.pending.len() <= MOST_ON_POSTER && self.pending.iter().all(short)
    }

    /// A rule directly behind the related articles parts what follows from the article, if that ends with boilerplate.
    fn close_block(&mut self) {
        let offers = self.cuts.iter().any(|cutting| cutting.edge.flags & edge::PROMOTION != 0);
        if offers {
            self.cuts.extend(self.pending.drain(..).map(|edge| between_lines(edge, CutKind::Promotion)));
        }
        if self.unknown > 0 {
            self.forget();
        }
    }

    fn forget(&mut self) {
        self.pending.clear();
        (self.unknown, self.long) = (0, false);
    }

    /// Rules and arrows directly above the first cut line go with it.
    fn take_rules(&mut self) {
        let marks = edge::RULE | edge::POINTER;
        let rules = self.pending.iter().take_while(|line| line.flags & marks != 0 && !self.cuts.is_empty());
        let rules: Vec<Cutting> = rules.map(|edge| between_lines(*edge, CutKind::Divider)).collect();
        self.cuts.extend(rules);
    }
}

fn between_lines(edge: Edge, kind: CutKind) -> Cutting {
    let kind = match kind {
        _ if edge.flags & (edge::RULE | edge::POINTER) != 0 => CutKind::Divider,
        CutKind::Divider => CutKind::Promotion,
        kind => kind,
    };
    Cutting { edge, kind, reason: AMONG }
}

/// Cuts before the first turn.
fn head(edges: &[Edge], grounds: &Grounds<'_>) -> Vec<Cutting> {
    let mut cuts: Vec<Cutting> = Vec::new();
    for line in edges {
        let flags = line.flags;
        if grounds.in_talk(line) || flags & (edge::CREDIT | edge::KEPT) != 0 {
            continue;
        }
        let after_cut = cuts.last().is_some_and(|last| last.edge.end + 4 >= line.start);
        let recurs = grounds.recurs(line);
        let says = flags & (edge::PLEA | edge::PROMOTION | edge::NOTICE | edge::CARD) != 0;
        let reason = match () {
            () if recurs && (says || after_cut && flags & edge::PICTURE != 0) => Some(RECURS),
            () if flags & (edge::NOTICE | edge::CARD | edge::TRAILER) != 0 => told_by_words(flags),
            () if flags & edge::PLEA != 0 && flags & edge::FIRST != 0 || says && after_cut => {
                told_by_words(flags)
            }
            () => None,
        };
        if let Some(reason) = reason {
            cuts.push(Cutting { edge: *line, kind: kind_of(flags), reason });
        } else if after_cut && flags & edge::RULE != 0 {
            cuts.push(between_lines(*line, CutKind::Divider));
        }
    }
    cuts
}

/// How much a line says of the cut that it is part of.
fn weight(cutting: &Cutting) -> (bool, bool) {
    (cutting.kind != CutKind::Divider, cutting.reason != AMONG)
}

fn weight_of(cut: &Cut) -> (bool, bool) {
    (cut.kind != CutKind::Divider, &*cut.reason != AMONG)
}

/// Cuts as they are reported: lines that follow each other are one, of the kind that says most.
pub(super) fn report(cuttings: &[Cutting]) -> Vec<Cut> {
    let mut cuts: Vec<(Cut, u32)> = Vec::new();
    for cutting in cuttings {
        let line = &cutting.edge;
        match cuts.last_mut() {
            Some((last, end)) if *end + NEXT >= line.start => {
                last.to = line.last;
                *end = line.end;
                if weight(cutting) > weight_of(last) {
                    (last.kind, last.reason) = (cutting.kind, cutting.reason.into());
                }
            }
            _ => {
                let reason = cutting.reason.into();
                cuts.push((Cut { from: line.line, to: line.last, kind: cutting.kind, reason }, line.end));
            }
        }
    }
    cuts.into_iter().map(|(cut, _)| cut).collect()
}
