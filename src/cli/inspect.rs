//! How one article was read, for people and for programs.
//!
//! In comes an [`Inspection`]; out goes text. Invariant: the JSON's shape is a contract (`docs/content/inspect.md`): keys are
//! added, never changed.

use std::fmt::Write;

use serde::Serialize;

use crate::article::{Block, Body, IdentityView};
use crate::diagnostic::JsonDiagnostic;
use crate::interview::{self, Anchor, Cut, CutKind, Interview, Speaker, Turn, Voice};
use crate::pipeline::Inspection;
use crate::wording::Language;

#[derive(Debug, Serialize)]
struct Json<'a> {
    path: &'a str,
    permalink: Option<&'a str>,
    title: &'a str,
    date: Option<String>,
    author: Option<&'a str>,
    place: Option<&'a str>,
    source: Option<&'a str>,
    cover: Option<&'a str>,
    identity: Option<IdentityView<'a>>,
    is_interview: bool,
    speakers: &'a [Speaker],
    turns: Vec<JsonTurn<'a>>,
    related: Vec<JsonRelated<'a>>,
    cut: Vec<JsonCut<'a>>,
    decoration: Vec<JsonDecoration<'a>>,
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

#[derive(Debug, Serialize)]
struct JsonTurn<'a> {
    speaker: &'a str,
    role: &'static str,
    line: u32,
    anchor: Option<Anchor>,
    labelled: bool,
    text: String,
}

#[derive(Debug, Serialize)]
struct JsonRelated<'a> {
    title: &'a str,
    identity: Option<IdentityView<'a>>,
    url: &'a str,
    image: Option<&'a str>,
    local: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct JsonCut<'a> {
    from: u32,
    to: u32,
    kind: CutKind,
    reason: &'a str,
    text: String,
}

#[derive(Debug, Serialize)]
struct JsonDecoration<'a> {
    line: u32,
    reason: &'a str,
    text: String,
}

/// One JSON object: what `inspect --json` prints.
pub fn json(inspection: &Inspection) -> String {
    let Inspection { metadata, reading, .. } = inspection;
    let related = reading.related.iter().zip(&inspection.local);
    let (decoration, cut): (Vec<&Cut>, Vec<&Cut>) =
        reading.cuts.iter().partition(|cut| cut.kind == CutKind::Decoration);
    let json = Json {
        path: &inspection.path,
        permalink: inspection.permalink.as_deref(),
        title: &metadata.title,
        date: metadata.date.map(|date| date.rfc3339()),
        author: metadata.author.as_deref(),
        place: metadata.place.as_deref(),
        source: metadata.source.as_deref(),
        cover: metadata.cover.as_deref(),
        identity: metadata.identity.as_ref().map(Into::into),
        is_interview: reading.interview.is_some(),
        speakers: reading.interview.as_ref().map_or(&[], |interview| &interview.speakers),
        turns: reading.interview.as_ref().map(|interview| turns(inspection, interview)).unwrap_or_default(),
        related: related
            .map(|(related, local)| JsonRelated {
                title: &related.title,
                identity: related.identity.as_ref().map(Into::into),
                url: &related.url,
                image: related.image.as_deref(),
                local: local.as_deref(),
            })
            .collect(),
        cut: cut.into_iter().map(|cut| json_cut(cut, &inspection.body)).collect(),
        decoration: decoration
            .into_iter()
            .map(|cut| JsonDecoration {
                line: cut.from,
                reason: &cut.reason,
                text: cut_text(cut, &inspection.body),
            })
            .collect(),
        diagnostics: inspection.diagnostics.iter().map(Into::into).collect(),
    };
    serde_json::to_string_pretty(&json).unwrap_or_default() + "\n"
}

fn json_cut<'a>(cut: &'a Cut, body: &Body) -> JsonCut<'a> {
    JsonCut { from: cut.from, to: cut.to, kind: cut.kind, reason: &cut.reason, text: cut_text(cut, body) }
}

/// The words of what was cut.
fn cut_text(cut: &Cut, body: &Body) -> String {
    let lines = body.lines().iter().filter(|line| (cut.from..=cut.to).contains(&line.number));
    let words =
        lines.filter(|line| line.block != Block::Blank).map(|line| interview::words_of(body.line(line)));
    words.filter(|words| !words.is_empty()).collect::<Vec<_>>().join("\n")
}

/// The speaker's name and part.
fn who<'a>(turn: &Turn, interview: &'a Interview) -> (&'a str, &'static str) {
    match turn.voice {
        Voice::Printed(index) => {
            let speaker = &interview.speakers[usize::from(index.0)];
            (&speaker.name, speaker.role.as_str())
        }
        Voice::Unprinted(role) => ("", role.as_str()),
    }
}

fn turns<'a>(inspection: &'a Inspection, interview: &'a Interview) -> Vec<JsonTurn<'a>> {
    let texts = interview::spoken(&inspection.body, &inspection.reading, interview);
    let anchors =
        interview.exchanges().into_iter().map(|exchange| (exchange.first as usize, exchange.anchor));
    let mut anchors = anchors.peekable();
    let said = interview.turns().into_iter().zip(texts).enumerate();
    said.map(|(at, (turn, text))| {
        let anchor = anchors.next_if(|(first, _)| *first == at).and_then(|(_, anchor)| anchor);
        let (speaker, role) = who(&turn, interview);
        JsonTurn {
            speaker,
            role,
            line: turn.line,
            anchor,
            labelled: matches!(turn.voice, Voice::Printed(_)),
            text,
        }
    })
    .collect()
}

/// For people: the skeleton of an article, a line a turn, so that a hundred turns are checked in half a minute.
pub(super) fn text(inspection: &Inspection, language: Language) -> String {
    let Inspection { metadata, reading, .. } = inspection;
    let mut out = format!("{}\n", metadata.title);
    let date = metadata.date.map(|date| date.rfc3339()).unwrap_or_default();
    let about = [
        Some(date.as_str()),
        metadata.author.as_deref(),
        metadata.place.as_deref(),
        inspection.permalink.as_deref(),
    ];
    let about: Vec<&str> = about.into_iter().flatten().filter(|word| !word.is_empty()).collect();
    let _ = writeln!(out, "{}", about.join("  "));
    match &reading.interview {
        Some(interview) => push_interview(inspection, interview, language, &mut out),
        None => out.push_str(&format!("\n{}\n", language.say("no interview"))),
    }
    for (related, local) in reading.related.iter().zip(&inspection.local) {
        let target = local.as_deref().unwrap_or(&related.url);
        let mark = language.say("related");
        let _ = writeln!(out, "{mark} {:>5}  {} → {target}", related.line, related.title);
    }
    for cut in &reading.cuts {
        let words = clip(&cut_text(cut, &inspection.body).replace('\n', " / "));
        let kind = format!("{:?}", cut.kind).to_lowercase();
        let [mark, kind, reason] = ["cut", kind.as_str(), &cut.reason].map(|it| language.say(it));
        let _ = writeln!(out, "{mark} {:>5}–{:<5} {kind} ({reason}): {words}", cut.from, cut.to);
    }
    out
}

fn push_interview(inspection: &Inspection, interview: &Interview, language: Language, out: &mut String) {
    out.push('\n');
    for speaker in &interview.speakers {
        let others: Vec<&str> =
            speaker.aliases.iter().map(|alias| &**alias).filter(|alias| *alias != &*speaker.name).collect();
        let why = match others.as_slice() {
            [] => speaker.reason.to_string(),
            others => format!("{}, also {}", speaker.reason, others.join("、")),
        };
        let _ = writeln!(
            out,
            "{:<8} {} ({})",
            language.say(speaker.role.as_str()),
            speaker.name,
            language.say(&why)
        );
    }
    out.push('\n');
    for turn in turns(inspection, interview) {
        let name = if turn.speaker.is_empty() { "–" } else { turn.speaker };
        let first = turn.text.lines().next().unwrap_or_default();
        let _ = writeln!(out, "{:>5}  {:<8} {name}：{}", turn.line, language.say(turn.role), clip(first));
    }
    out.push('\n');
}

/// The first words.
fn clip(text: &str) -> String {
    match text.char_indices().nth(36) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
