//! Who asks and who answers.
//!
//! In come the voices of a conversation in order of first appearance; out goes for each a role and why. Rules in order:
//! the author's word, a word of the name, the account's name, what the article says before the talk, the share of
//! turns with a question, who speaks first. Invariant: what none of them tells stays unknown.

use super::finding::Finding;
use super::names::Shape;
use super::reading::Role;
use super::speakers::{Known, Voice};
use crate::config::{DeclaredRole, DeclaredSpeaker};

/// Share of turns with a question from which somebody may be a host.
const ASKS: f32 = 0.15;
/// Where hosts begin between who asks least and who asks most.
const LIMIT: f32 = 0.35;
/// Why somebody has a part whose name says it.
pub(super) const ROLE_WORD: &str = "role word";
/// Turns from which a share says something.
const ENOUGH: u32 = 3;

/// Roles of `voices`, in their order.
pub(super) fn assign(voices: &[&Voice], finding: &Finding, known: Known<'_>) -> Vec<(Role, &'static str)> {
    let mut roles: Vec<Option<(Role, &'static str)>> =
        voices.iter().map(|voice| declared(voice, finding, known).or(voice.role)).collect();
    let questions = voices.iter().any(|voice| voice.shape == Some(Shape::Question));
    for (voice, role) in voices.iter().zip(&mut roles) {
        // Beside B, A is a letter and no answer.
        let letter = voice.shape == Some(Shape::Answer) && matches!(&*voice.name, "A" | "a") && !questions;
        if letter && matches!(role, Some((_, reason)) if *reason == ROLE_WORD) {
            *role = None;
        }
        if role.is_none() {
            *role = credited(voice, finding);
        }
    }
    by_questions(voices, &mut roles);
    roles.into_iter().map(|role| role.unwrap_or((Role::Unknown, "nothing tells"))).collect()
}

/// The author's word.
fn declared(voice: &Voice, finding: &Finding, known: Known<'_>) -> Option<(Role, &'static str)> {
    let names: Vec<&str> = voice.names.iter().map(|name| &*finding.names[usize::from(*name)].text).collect();
    let is_named = |name: &String| names.contains(&name.as_str()) || voice.name == *name;
    let speaks = |speaker: &&DeclaredSpeaker| is_named(&speaker.name) || speaker.aliases.iter().any(is_named);
    let role = |speaker: &DeclaredSpeaker| match speaker.role? {
        DeclaredRole::Host => Some(Role::Host),
        DeclaredRole::Guest => Some(Role::Guest),
        DeclaredRole::Audience => Some(Role::Audience),
    };
    if known.metadata.hosts.iter().any(is_named) {
        return Some((Role::Host, "hosts of the front matter"));
    }
    if let Some(role) = known.metadata.speakers.iter().find(speaks).and_then(role) {
        return Some((role, "speakers of the front matter"));
    }
    if known.rules.hosts.iter().any(is_named) {
        return Some((Role::Host, "hosts of the configuration"));
    }
    let role = known.rules.speakers.iter().find(speaks).and_then(role)?;
    Some((role, "speakers of the configuration"))
}

/// What a line before the talk says: `嘉宾：…`.
fn credited(voice: &Voice, finding: &Finding) -> Option<(Role, &'static str)> {
    let names = || voice.names.iter().map(|name| &*finding.names[usize::from(*name)].text);
    let credit = finding.credits.iter().find(|(_, line)| names().any(|name| line.contains(name)))?;
    Some((credit.0, "named so before the talk"))
}

/// How much a voice asks: turns that end with a question weigh more than questions inside.
fn asking(voice: &Voice) -> f32 {
    let turns = voice.turns.max(1) as f32;
    0.7 * (voice.ends_asking as f32 / turns) + 0.3 * (voice.asks as f32 / turns)
}

/// Whether somebody speaks, however seldom, and never asks. 旁白 speaks to nobody.
fn only_answers(voice: &Voice) -> bool {
    voice.asks == 0 && !voice.part
}

/// Fills in what names did not tell.
fn by_questions(voices: &[&Voice], roles: &mut [Option<(Role, &'static str)>]) {
    let hosted: u32 = hosts(voices, roles).map(|(voice, _)| voice.turns).sum();
    let turns: u32 = voices.iter().map(|voice| voice.turns).sum();
    let open: Vec<usize> = (0..voices.len()).filter(|index| roles[*index].is_none()).collect();
    let host_asks = hosts(voices, roles).map(|(voice, _)| asking(voice)).fold(0.0, f32::max);
    // A host whom a word for the part names may say little at a table of many.
    let named = hosts(voices, roles).any(|(voice, index)| {
        voice.turns >= ENOUGH && matches!(roles[index], Some((_, reason)) if reason == ROLE_WORD)
    });
    let well_hosted = hosted * if named { 10 } else { 5 } >= turns;
    let enough = |index: usize| voices[index].turns >= ENOUGH || voices.len() == 2;
    let shares = || open.iter().filter(|index| enough(**index)).map(|index| asking(voices[*index]));
    let (most, least) = (shares().fold(0.0, f32::max), shares().fold(1.0, f32::min));
    // Who asks more than the rest stands out from them; between both nothing is told.
    let parted = most >= ASKS && most > 1.5 * least + 0.05;
    let limit = least + LIMIT * (most - least);
    for index in &open {
        let share = asking(voices[*index]);
        roles[*index] = match () {
            () if well_hosted
                && share > 0.6 * host_asks
                && share >= ASKS
                && enough(*index)
                && open.len() > 1 =>
            {
                Some((Role::Host, "asks as the host does"))
            }
            () if well_hosted && (enough(*index) || open.len() == 1 || only_answers(voices[*index])) => {
                Some((Role::Guest, "answers the host"))
            }
            () if well_hosted || !parted || !enough(*index) => None,
            () if share > limit => Some((Role::Host, "share of questions")),
            () => Some((Role::Guest, "share of questions")),
        };
    }
    settle_the_rest(voices, roles);
}

fn hosts<'v>(
    voices: &'v [&'v Voice],
    roles: &'v [Option<(Role, &'static str)>],
) -> impl Iterator<Item = (&'v Voice, usize)> {
    let host = |index: &usize| matches!(roles[*index], Some((Role::Host, _)));
    (0..voices.len()).filter(host).map(|index| (voices[index], index))
}

/// Where nobody asks clearly more than the others, who speaks first asks.
fn settle_the_rest(voices: &[&Voice], roles: &mut [Option<(Role, &'static str)>]) {
    let has_host = hosts(voices, roles).next().is_some();
    let main: Vec<usize> = (0..voices.len()).filter(|index| voices[*index].turns >= 2).collect();
    let guests = roles.iter().any(|role| matches!(role, Some((Role::Guest, _))));
    let first = main.iter().copied().find(|index| roles[*index].is_none());
    if let (false, Some(first)) = (has_host, first) {
        roles[first] = Some((Role::Host, "speaks first"));
    }
    let hosted = has_host || first.is_some();
    for index in main {
        if hosted
            && roles[index].is_none()
            && (voices.len() == 2 || (!guests && voices[index].turns >= ENOUGH))
        {
            roles[index] = Some((Role::Guest, "answers"));
        }
    }
}
