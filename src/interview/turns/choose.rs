//! Chooses the voices that make a conversation.

use std::collections::BTreeSet;

use super::lookalike;
use super::{Sequence, Start};
use crate::interview::finding::{Finding, flags};
use crate::interview::names::Shape;
use crate::interview::reading::Role;
use crate::interview::speakers::{Strength, Voice};

/// Turns from which alternation alone speaks for a conversation, if the names are good.
const MANY: usize = 8;
/// Turns of the shortest conversation.
const FEW: usize = 4;

/// The turns of a conversation; `None` if the labels make none. `forced`: the author says that it is one.
pub(in crate::interview) fn choose(
    finding: &Finding,
    voices: &[Voice],
    groups: &[u16],
    forced: bool,
) -> Option<Vec<Start>> {
    let sequence = Sequence { finding, voices, groups };
    let mut wanted = core(&sequence, forced)?;
    if !forced && !is_conversation(&sequence, &wanted) {
        return None;
    }
    add_minor(&sequence, &mut wanted);
    let starts = lookalike::without_headings(&sequence, &wanted);
    let labels = lookalike::without_lists_of_people(&sequence, starts);
    let speaking: BTreeSet<(Option<u16>, bool)> =
        labels.iter().map(|start| (start.voice, start.asks)).collect();
    (speaking.len() > 1 && (forced || labels.len() >= FEW)).then_some(labels)
}

/// The voices that speak again and again.
fn core(sequence: &Sequence<'_>, forced: bool) -> Option<Vec<bool>> {
    let voices = sequence.voices;
    let family = |voice: &Voice| {
        let same = voices.iter().filter(|other| other.numbered && other.strength > Strength::Weak);
        voice.numbered && same.map(|other| other.turns).sum::<u32>() >= 2
    };
    let least = if forced { 1 } else { 2 };
    let again = |voice: &Voice| voice.turns >= least || family(voice);
    let mut wanted: Vec<bool> =
        voices.iter().map(|voice| voice.strength >= Strength::Good && again(voice)).collect();
    demote_minor(voices, &mut wanted);
    if distinct(voices, &wanted) < 2 {
        let top =
            voices.iter().filter(|voice| voice.strength == Strength::Weak).map(|voice| voice.turns).max();
        let least = if forced { 1 } else { 3.max(top.unwrap_or(0) / 3) };
        for (wanted, voice) in wanted.iter_mut().zip(voices) {
            // A name that nobody knows asks each time, and a known one answers: that is a short talk.
            let only_asks = voice.turns >= 2 && voice.asks == voice.turns;
            *wanted |= voice.strength == Strength::Weak && (voice.turns >= least || only_asks);
        }
    } else {
        add_mentioned(sequence, &mut wanted);
    }
    (distinct(voices, &wanted) >= 2).then_some(wanted)
}

/// Voices that can talk to each other: all numbered ones are one family.
fn distinct(voices: &[Voice], wanted: &[bool]) -> usize {
    let chosen = || voices.iter().zip(wanted).filter(|(_, wanted)| **wanted).map(|(voice, _)| voice);
    // 发言人1 and 发言人2 of a transcript are two; listeners with a number, who speak once each, are a family.
    let alone = |voice: &&Voice| {
        let transcribed = voice.numbered && voice.part && voice.turns >= 2;
        transcribed || !voice.numbered && voice.shape.is_none()
    };
    let families = chosen().filter(|voice| !alone(voice));
    let mut kinds: Vec<Option<Shape>> = families.map(|voice| voice.shape).collect();
    kinds.sort_unstable();
    kinds.dedup();
    chosen().filter(alone).count() + kinds.len()
}

/// Names that only look like a person's, of a list inside an answer, say, speak seldom and never ask.
fn demote_minor(voices: &[Voice], wanted: &mut [bool]) {
    let top = voices.iter().zip(&*wanted).filter(|(_, wanted)| **wanted).map(|(voice, _)| voice.turns).max();
    for (wanted, voice) in wanted.iter_mut().zip(voices) {
        let minor = voice.turns < 4 && voice.turns * 8 < top.unwrap_or(0);
        if *wanted && minor && voice.strength == Strength::Good && voice.asks == 0 && !voice.mentioned {
            *wanted = false;
        }
    }
}

/// A noun that speaks as often as the others do is a name nobody knows.
fn add_mentioned(sequence: &Sequence<'_>, wanted: &mut [bool]) {
    let chosen = sequence.voices.iter().zip(&*wanted).filter(|(_, wanted)| **wanted);
    let top = chosen.map(|(voice, _)| voice.turns).max().unwrap_or(0);
    for (wanted, voice) in wanted.iter_mut().zip(sequence.voices) {
        if *wanted || voice.strength != Strength::Weak || voice.turns < 3 {
            continue;
        }
        let asks = voice.asks * 4 >= voice.turns;
        *wanted = voice.turns * 3 >= top || ((asks || voice.mentioned) && voice.turns * 8 >= top);
    }
}

/// Whether the wanted voices talk to each other.
fn is_conversation(sequence: &Sequence<'_>, wanted: &[bool]) -> bool {
    let order = sequence.of(wanted);
    let alternation = sequence.alternation(wanted);
    if order.len() < FEW || alternation < 0.5 {
        return false;
    }
    let chosen = || sequence.voices.iter().zip(wanted).filter(|(_, wanted)| **wanted).map(|(voice, _)| voice);
    let asking = |voice: &Voice| voice.asks as f32 / voice.turns.max(1) as f32;
    let most_asking = chosen().filter(|voice| voice.turns >= 2).map(asking).fold(0.0, f32::max);
    let asked: u32 = chosen().map(|voice| voice.asks).sum();
    let asked = asked as f32 / order.len() as f32;
    let hosted = chosen().any(|voice| {
        voice.strength == Strength::Strong && matches!(voice.role, Some((Role::Host | Role::Audience, _)))
    });
    let weak = chosen().filter(|voice| voice.strength == Strength::Weak).count();
    let announced = sequence.finding.announced;
    match () {
        () if hosted && weak == 0 => asked >= 0.05 || order.len() >= MANY,
        () if hosted => (most_asking >= 0.2 || announced) && order.len() >= FEW,
        () if weak == 0 => {
            most_asking >= 0.3 && asked >= 0.1 || order.len() >= MANY && (asked > 0.0 || announced)
        }
        () if weak < chosen().count() => {
            let in_turn = most_asking >= 1.0 && alternation >= 1.0;
            most_asking >= 0.3 && (order.len() >= 6 || announced || in_turn)
        }
        () => most_asking >= 0.5 && order.len() >= 6 && announced && alternation >= 0.8,
    }
}

/// Adds voices that speak once or twice between the others.
fn add_minor(sequence: &Sequence<'_>, wanted: &mut [bool]) {
    let labels = &sequence.finding.labels;
    let is_wanted = |index: usize, wanted: &[bool]| wanted[usize::from(sequence.voice_of(&labels[index]))];
    let Some(first) = (0..labels.len()).find(|index| is_wanted(*index, wanted)) else { return };
    let last = (0..labels.len()).rfind(|index| is_wanted(*index, wanted)).unwrap_or(first);
    let styled = |index: usize| labels[index].flags & flags::BOLD;
    let style = (first..=last).filter(|index| is_wanted(*index, wanted)).map(styled).max().unwrap_or(0);
    for index in 0..labels.len() {
        let label = &labels[index];
        let place = usize::from(sequence.voice_of(label));
        let voice = &sequence.voices[place];
        if wanted[place] || voice.strength < Strength::Good {
            continue;
        }
        let inside = (first..=last).contains(&index);
        let named = voice.role.is_some() && voice.named;
        let opens = index < first && (voice.part || named && styled(index) >= style);
        let part = voice.role.is_some() || voice.part;
        let plausible = part || voice.mentioned || label.flags & (flags::ASKS | flags::ENDS_ASKING) != 0;
        if (inside && plausible && styled(index) >= style) || opens {
            wanted[place] = true;
        }
    }
}
