//! The second step: the reading of one article, given what the whole site shows.
//!
//! In come a finding and its bits of evidence; out goes a [`Reading`]. Invariant: pure; the author's word is last.

use std::sync::Arc;

use super::anchor::Anchors;
use super::cast::{self, Cast};
use super::choose;
use super::evidence::Bits;
use super::finding::{Finding, Label, Question, QuestionForm};
use super::reading::{
    Cut, CutKind, Emphasis, Exchange, Interview, Reading, Role, Speaker, SpeakerIndex, Turn, Voice,
};
use super::roles::{self, Heard};
use super::segments;
use super::tail;
use crate::article::Metadata;
use crate::config::{DeclaredRole, DeclaredSpeaker, Rules};
use crate::diagnostic::{Code, Diagnostic, Place};

/// A turn in the making: where it is, whether it asks, the hash of its words.
pub(super) struct Spoken {
    pub(super) turn: Turn,
    pub(super) asks: bool,
    pub(super) hash: u64,
    pub(super) text: String,
}

/// Reads one article.
pub(super) fn settle(metadata: &Metadata, finding: &Finding, bits: &Bits, rules: &Rules) -> Reading {
    let interview =
        conversation(metadata, finding, rules).map(|(speakers, spoken)| interview(speakers, spoken));
    let turns = interview.as_ref().map_or(&[][..], |interview| &interview.turns);
    let bounds = turns.first().zip(turns.last()).map(|(first, last)| (first.start, last.start));
    let keep = metadata.keep_tail || rules.keep_tail;
    let removed = if keep { Vec::new() } else { tail::cut(&finding.edges, bits.recurs(), bounds) };
    let (mut characters, mut words) = (finding.characters, finding.words);
    for edge in removed.iter().flat_map(|removed| &finding.edges[removed.from..=removed.to]) {
        characters = characters.saturating_sub(edge.characters);
        words = words.saturating_sub(edge.words);
    }
    let pieces: Vec<(u32, u32, CutKind)> = removed
        .iter()
        .map(|removed| (finding.edges[removed.from].start, finding.edges[removed.to].end, removed.kind))
        .collect();
    let is_cut = |at: u32| pieces.iter().any(|(start, end, _)| (*start..*end).contains(&at));
    let excerpt = finding.excerpts.iter().find(|excerpt| !is_cut(excerpt.start));
    Reading {
        segments: segments::lay(finding, turns, &pieces),
        related: finding.related.clone(),
        references: finding.references.iter().filter(|it| !is_cut(it.at)).cloned().collect(),
        cuts: removed
            .iter()
            .map(|removed| Cut {
                from: finding.edges[removed.from].lines.0,
                to: finding.edges[removed.to].lines.1,
                kind: removed.kind,
                reason: removed.reason.to_owned(),
            })
            .collect(),
        excerpt: excerpt.map(|excerpt| excerpt.text.clone()).unwrap_or_default(),
        characters,
        words,
        interview,
    }
}

/// Whom the author and the publisher name, and who of them never speaks.
pub(super) fn check_names(
    path: &Arc<str>,
    metadata: &Metadata,
    reading: &Reading,
    into: &mut Vec<Diagnostic>,
) {
    let Some(interview) = &reading.interview else { return };
    let wanted = metadata.hosts.iter().chain(metadata.speakers.iter().map(|speaker| &speaker.name));
    for name in wanted {
        let speaks =
            interview.speakers.iter().any(|speaker| speaker.name == *name || speaker.aliases.contains(name));
        if !speaks {
            let known: Vec<&str> = interview.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
            let fault =
                Diagnostic::warning(Code::UnknownSpeaker, format!("\"{name}\" never speaks in this article"));
            into.push(fault.at(Place::file(path)).help(format!("those who speak are {}", known.join("、"))));
        }
    }
}

fn conversation(
    metadata: &Metadata,
    finding: &Finding,
    rules: &Rules,
) -> Option<(Vec<Speaker>, Vec<Spoken>)> {
    if metadata.interview == Some(false) {
        return None;
    }
    let sure = metadata.interview == Some(true) || !metadata.speakers.is_empty();
    let cast = cast::gather(&finding.names);
    let ignore = |name: &str| rules.ignore.iter().any(|ignored| ignored == name);
    let chosen = choose::choose(finding, &cast, &ignore, sure);
    if chosen.len() >= 2 {
        return Some(labelled(metadata, finding, rules, &cast, &chosen));
    }
    let questions = unlabelled(finding, sure);
    (!questions.is_empty()).then(|| (Vec::new(), asked(&questions)))
}

fn labelled(
    metadata: &Metadata,
    finding: &Finding,
    rules: &Rules,
    cast: &Cast,
    chosen: &[usize],
) -> (Vec<Speaker>, Vec<Spoken>) {
    let labels: Vec<&Label> = chosen.iter().map(|at| &finding.labels[*at]).collect();
    let mut order: Vec<usize> = Vec::new();
    for label in &labels {
        let voice = cast.voice_of[usize::from(label.name)];
        if !order.contains(&voice) {
            order.push(voice);
        }
    }
    let heard: Vec<Heard> = order
        .iter()
        .enumerate()
        .map(|(place, voice)| hear(metadata, rules, cast, &labels, *voice, place))
        .collect();
    let roles = roles::cast(&heard);
    let speakers = order
        .iter()
        .zip(roles)
        .map(|(voice, (role, reason))| {
            let voice = &cast.voices[*voice];
            let declared = declared(metadata, rules, &voice.printed);
            let name = declared.map_or_else(|| voice.display.clone(), |speaker| speaker.name.clone());
            let mut aliases = voice.printed.clone();
            if !aliases.contains(&name) {
                aliases.push(name.clone());
            }
            Speaker { name, role, aliases, reason }
        })
        .collect();
    let spoken = labels
        .iter()
        .map(|label| {
            let voice = cast.voice_of[usize::from(label.name)];
            let index = order.iter().position(|known| *known == voice).unwrap_or_default();
            Spoken {
                turn: Turn {
                    voice: Voice::Printed(SpeakerIndex(index as u16)),
                    start: label.start,
                    words: label.words,
                    open: label.open,
                    line: label.line,
                },
                asks: label.asks,
                hash: label.hash,
                text: label.text.clone(),
            }
        })
        .collect();
    (speakers, spoken)
}

fn hear(
    metadata: &Metadata,
    rules: &Rules,
    cast: &Cast,
    labels: &[&Label],
    voice: usize,
    place: usize,
) -> Heard {
    let own = labels.iter().filter(|label| cast.voice_of[usize::from(label.name)] == voice);
    let voice = &cast.voices[voice];
    let is_host = |name: &String| metadata.hosts.contains(name) || rules.hosts.contains(name);
    let role = declared(metadata, rules, &voice.printed).and_then(|speaker| speaker.role);
    let account = metadata.author.as_deref().unwrap_or_default();
    let outlet = voice.printed.iter().any(|name| {
        let bare = name.trim_matches(['《', '》', '「', '」', '“', '”']);
        let quoted = bare.len() < name.len();
        quoted
            || (bare.chars().count() >= 2 && (account.eq_ignore_ascii_case(bare) || account.contains(bare)))
    });
    Heard {
        part: voice.part,
        outlet,
        declared: if voice.printed.iter().any(is_host) || is_host(&voice.display) {
            Some(Role::Host)
        } else {
            role.map(|role| match role {
                DeclaredRole::Host => Role::Host,
                DeclaredRole::Guest => Role::Guest,
                DeclaredRole::Audience => Role::Audience,
            })
        },
        turns: own.clone().count(),
        asks: own.clone().filter(|label| label.asks).count(),
        asks_at_all: own.filter(|label| label.asks || label.asks_later).count(),
        place,
    }
}

fn declared<'a>(metadata: &'a Metadata, rules: &'a Rules, printed: &[String]) -> Option<&'a DeclaredSpeaker> {
    let is_one = |speaker: &&DeclaredSpeaker| {
        printed.iter().any(|name| speaker.name == *name || speaker.aliases.contains(name))
    };
    metadata.speakers.iter().find(is_one).or_else(|| rules.speakers.iter().find(is_one))
}

/// Questions without labels that are a conversation: numbered headings, or several that stand out in the same way in
/// an article that says that it is one.
fn unlabelled(finding: &Finding, sure: bool) -> Vec<&Question> {
    let numbered: Vec<&Question> = finding.questions.iter().filter(|question| question.numbered).collect();
    if numbered.len() >= 3 {
        return numbered;
    }
    if !finding.announced && !sure {
        return Vec::new();
    }
    let heading = sure.then_some(QuestionForm::Heading);
    [Some(QuestionForm::Italic), Some(QuestionForm::Bold), heading]
        .into_iter()
        .flatten()
        .map(|form| finding.questions.iter().filter(|question| question.form == form).collect::<Vec<_>>())
        .filter(|questions| questions.len() >= if sure { 2 } else { 5 })
        .max_by_key(Vec::len)
        .unwrap_or_default()
}

fn asked(questions: &[&Question]) -> Vec<Spoken> {
    let mut spoken = Vec::with_capacity(questions.len() * 2);
    for question in questions {
        let turn = |start, words, role, line| Turn {
            voice: Voice::Unprinted(role),
            start,
            words,
            open: Emphasis::None,
            line,
        };
        spoken.push(Spoken {
            turn: turn(question.start, question.words, Role::Host, question.line),
            asks: true,
            hash: question.hash,
            text: question.text.clone(),
        });
        spoken.push(Spoken {
            turn: turn(question.end, question.end, Role::Guest, question.line + 1),
            asks: false,
            hash: 0,
            text: String::new(),
        });
    }
    spoken
}

/// Groups turns into exchanges: one begins where somebody asks after somebody has answered.
fn interview(speakers: Vec<Speaker>, spoken: Vec<Spoken>) -> Interview {
    let role = |turn: &Turn| match turn.voice {
        Voice::Printed(speaker) => speakers[usize::from(speaker.0)].role,
        Voice::Unprinted(role) => role,
    };
    let mut anchors = Anchors::default();
    let mut exchanges: Vec<Exchange> = Vec::new();
    let mut answered = true;
    for (at, said) in spoken.iter().enumerate() {
        let asks = role(&said.turn).asks();
        if exchanges.is_empty() || (asks && answered) {
            let anchor = asks.then(|| anchors.of(said.hash));
            exchanges.push(Exchange { first: at as u32, end: at as u32 + 1, anchor });
        } else if let Some(last) = exchanges.last_mut() {
            last.end = at as u32 + 1;
        }
        answered = !asks;
    }
    let opening = spoken
        .iter()
        .find(|said| role(&said.turn).asks() && !said.text.is_empty() && (said.asks || speakers.is_empty()));
    let opening = opening.map(|said| said.text.clone()).unwrap_or_default();
    // Collecting in place would keep the larger allocation for as long as the reading lives.
    let mut turns: Vec<Turn> = spoken.into_iter().map(|said| said.turn).collect();
    turns.shrink_to_fit();
    exchanges.shrink_to_fit();
    Interview { speakers, turns, exchanges, opening }
}
