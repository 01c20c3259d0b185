//! The reading of one article: conversation, related articles, cuts, pieces.
//!
//! In come a finding and what is known beside it; out goes a [`Reading`]. Invariant: the pieces cover the body, and
//! every line is in exactly one of them.

mod pieces;

use std::sync::Arc;

use super::adornment;
use super::doubts;
use super::evidence;
use super::exchange;
use super::finding::{Beginning, Finding};
use super::read::is_short;
use super::reading::{Interview, Reading, Role, Segment, SegmentKind, Speaker, SpeakerIndex, Turn, Voice};
use super::related;
use super::roles;
use super::speakers::{self, Known};
use super::tail::{self, Grounds};
use super::turns::{self, Start};
use crate::diagnostic::Reported;

/// Settles a finding.
pub(super) fn settle(path: &Arc<str>, finding: &Finding, known: Known<'_>) -> Reported<Reading> {
    let (voices, groups) = speakers::voices(finding, known);
    let interview = conversation(finding, &voices, &groups, known);
    let turns = interview.as_ref().map_or_else(Vec::new, Interview::turns);
    // Words may begin on a later line than their label.
    let starts: Vec<u32> = turns.iter().flat_map(|turn| [turn.start, turn.words]).collect();
    let cards = related::related(finding, known.metadata, turns.last().map_or(0, |last| last.start + 1));
    let keep = known.metadata.keep_tail || known.rules.keep_tail;
    let account = evidence::account(known.metadata);
    let grounds = Grounds { evidence: known.evidence, account, turns: &starts, related: cards.end() };
    let cuts = if keep { Vec::new() } else { tail::cut(&finding.edges, &grounds) };
    let adornments = if keep { Vec::new() } else { adornment::cut(finding, &grounds, &cuts) };
    let segments = pieces::lay_out(finding, &turns, &cards.spans, &cuts, &adornments);
    let mut count = finding.count;
    count.remove(cards.count);
    cuts.iter().for_each(|cutting| count.remove(cutting.count()));
    // Where no paragraph is prose, what is asked first says best what the article is about.
    let excerpt = first_shown(&finding.excerpts, &segments.iter().collect::<Vec<_>>())
        .filter(|excerpt| interview.is_none() || !is_short(excerpt))
        .or_else(|| interview.as_ref().map(|interview| interview.opening.clone()));
    let is_cut = |at: u32| cuts.iter().any(|cutting| (cutting.edge.start..cutting.edge.end).contains(&at));
    let is_carded = |at: u32| cards.spans.iter().any(|(start, end)| (*start..*end).contains(&at));
    let picture = adornment::cover(finding, &grounds, |at| is_cut(at) || is_carded(at));
    let mut cuttings = cuts.clone();
    cuttings.extend(adornments.iter().filter(|it| !is_carded(it.edge.start)));
    cuttings.sort_by_key(|cutting| cutting.edge.start);
    let mut reported = tail::report(&cuttings);
    reported.extend(cards.dropped);
    reported.sort_by_key(|cut| cut.from);
    let diagnostics = doubts::of(path, finding, &voices, interview.as_ref(), known);
    let value = Reading {
        interview,
        stub: finding.paid.is_some(),
        segments,
        related: cards.related.into(),
        references: finding.references.iter().filter(|it| !is_cut(it.at)).cloned().collect(),
        cuts: reported.into(),
        excerpt: excerpt.unwrap_or_default(),
        picture: picture.map(Into::into),
        characters: count.characters,
        words: count.words,
    };
    Reported { value, diagnostics }
}

/// The conversation, if the article is one.
fn conversation(
    finding: &Finding,
    voices: &[speakers::Voice],
    groups: &[u16],
    known: Known<'_>,
) -> Option<Interview> {
    if known.metadata.interview == Some(false) {
        return None;
    }
    let forced = known.metadata.interview == Some(true) || !known.metadata.speakers.is_empty();
    let starts = turns::choose(finding, voices, groups, forced)
        .or_else(|| turns::unlabelled(finding, voices, groups, forced))?;
    Some(assemble(finding, voices, &starts, known))
}

fn assemble(finding: &Finding, voices: &[speakers::Voice], starts: &[Start], known: Known<'_>) -> Interview {
    let mut order: Vec<u16> = Vec::new();
    for voice in starts.iter().filter_map(|start| start.voice) {
        if !order.contains(&voice) {
            order.push(voice);
        }
    }
    let speaking: Vec<&speakers::Voice> = order.iter().map(|voice| &voices[usize::from(*voice)]).collect();
    let mut roles = roles::assign(&speaking, finding, known);
    if starts.iter().any(|start| start.voice.is_none() && start.asks) {
        for role in roles.iter_mut().filter(|(role, _)| *role != Role::Audience) {
            *role = (Role::Guest, "answers questions without a name");
        }
    }
    let role_of =
        |start: &Start| match start.voice.and_then(|voice| order.iter().position(|one| *one == voice)) {
            Some(place) => roles[place].0,
            None if start.asks => Role::Host,
            None => Role::Guest,
        };
    let turns: Vec<Turn> = starts
        .iter()
        .map(|start| {
            let place = start.voice.and_then(|voice| order.iter().position(|one| *one == voice));
            let voice = match place {
                Some(place) => Voice::Printed(SpeakerIndex(place as u16)),
                None => Voice::Unprinted(role_of(start)),
            };
            let label = &start.label;
            Turn { voice, start: label.start, words: label.words, open: label.open, line: label.line }
        })
        .collect();
    let asked: Vec<(Role, u32)> = starts.iter().map(|start| (role_of(start), start.label.hash)).collect();
    let opening = opening(finding, starts, role_of);
    let speakers = speaking.iter().zip(roles).map(|(voice, role)| speaker(voice, role, finding)).collect();
    Interview::new(speakers, &turns, &exchange::group(&asked), opening)
}

fn speaker(voice: &speakers::Voice, (role, reason): (Role, &str), finding: &Finding) -> Speaker {
    let printed = voice.names.iter().map(|name| &*finding.names[usize::from(*name)].text);
    let unprinted = (!printed.clone().any(|name| name == voice.name)).then_some(&*voice.name);
    let aliases = unprinted.into_iter().chain(printed).map(Into::into).collect();
    Speaker { name: voice.name.as_str().into(), role, aliases, reason: reason.into() }
}

/// The first question whose text was kept.
fn opening(finding: &Finding, starts: &[Start], role_of: impl Fn(&Start) -> Role) -> Box<str> {
    let asked = starts.iter().filter(|start| role_of(start).asks());
    let mut texts = asked.filter_map(|start| {
        let label = &start.label;
        finding.openings.iter().find(|text| text.start == label.words || text.start == label.start)
    });
    texts.next().map(|text| text.text.clone()).unwrap_or_default()
}

/// The first beginning that is shown as prose or in a turn.
fn first_shown(beginnings: &[Beginning], segments: &[Segment]) -> Option<Box<str>> {
    let shown = beginnings.iter().find(|beginning| {
        let place = segments.partition_point(|segment| segment.start <= beginning.start);
        let kind = place.checked_sub(1).map(|place| segments[place].kind);
        matches!(kind, Some(SegmentKind::Prose | SegmentKind::Turn(_) | SegmentKind::Continued(_)))
    });
    shown.map(|beginning| beginning.text.clone())
}
