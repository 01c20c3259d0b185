//! Printed names become voices: spellings of one name are one voice, numbered voices stay apart.
//!
//! In come a finding's names; out go [`Voice`]s in the order in which they first speak. Invariant: every name belongs
//! to exactly one voice.

mod variants;

use super::evidence::Evidence;
use super::finding::{Finding, flags};
use super::names::{Class, Shape, is_han};
use super::reading::Role;
use super::roles::ROLE_WORD;
use crate::article::Metadata;
use crate::config::{DeclaredSpeaker, Rules};
use variants::Spelling;

/// How sure it is that a name is a speaker's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    /// The author says it is none.
    #[default]
    Ignored,
    /// A noun.
    Weak,
    /// A person's name.
    Good,
    /// A part, an outlet, or the author's word.
    Strong,
}

/// Somebody who may speak.
#[derive(Debug, Clone, Default)]
pub(super) struct Voice {
    /// Places in [`Finding::names`], in order.
    pub(super) names: Vec<u16>,
    /// The form to show.
    pub(super) name: String,
    /// How sure it is that it is a speaker.
    pub(super) strength: Strength,
    /// The part that a word of the name says, and what else says it.
    pub(super) role: Option<(Role, &'static str)>,
    /// A question or an answer without a name.
    pub(super) shape: Option<Shape>,
    /// One of several voices that only a number tells apart.
    pub(super) numbered: bool,
    /// One of its forms holds a name, not a word for a part alone.
    pub(super) named: bool,
    /// A word like 旁白.
    pub(super) part: bool,
    /// It stands in the title or before the talk.
    pub(super) mentioned: bool,
    /// Labels with a colon, or bare ones of a known name.
    pub(super) turns: u32,
    /// Those with a question on the label's line.
    pub(super) asks: u32,
    /// Those that end with a question.
    pub(super) ends_asking: u32,
    /// Those that are bold or italic from end to end.
    pub(super) whole: u32,
    /// Labels that are headings.
    pub(super) headings: u32,
    /// Bytes of all turns.
    pub(super) bytes: u64,
}

/// What is known beside the finding.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) metadata: &'a Metadata,
    pub(super) evidence: &'a Evidence,
    pub(super) rules: &'a Rules,
}

impl<'a> Known<'a> {
    /// Speakers that the article declares, then those that the site declares.
    fn declared(self) -> impl Iterator<Item = &'a DeclaredSpeaker> {
        self.metadata.speakers.iter().chain(&self.rules.speakers)
    }
}

/// The voices of a finding, and for each of its names the voice that it belongs to.
pub(super) fn voices(finding: &Finding, known: Known<'_>) -> (Vec<Voice>, Vec<u16>) {
    let spellings: Vec<Spelling<'_>> = finding.names.iter().map(|name| Spelling::of(&name.text)).collect();
    let declared: Vec<&DeclaredSpeaker> = known.declared().collect();
    let groups = variants::group(&spellings, &declared);
    let count = groups.iter().max().map_or(0, |last| last + 1);
    let mut voices = vec![Voice::default(); usize::from(count)];
    for (place, group) in groups.iter().enumerate() {
        voices[usize::from(*group)].names.push(place as u16);
    }
    for voice in &mut voices {
        describe(voice, finding, &spellings, known);
    }
    tally(&mut voices, &groups, finding);
    (voices, groups)
}

/// Fills in what the names say.
fn describe(voice: &mut Voice, finding: &Finding, spellings: &[Spelling<'_>], known: Known<'_>) {
    let names: Vec<&str> = voice.names.iter().map(|name| &*finding.names[usize::from(*name)].text).collect();
    let declared = known
        .declared()
        .find(|speaker| names.iter().any(|name| variants::is_declared_as(&Spelling::of(name), speaker)));
    voice.name = match declared {
        Some(speaker) => speaker.name.clone(),
        None => {
            let all: Vec<&Spelling<'_>> =
                voice.names.iter().map(|name| &spellings[usize::from(*name)]).collect();
            fullest(&names, &all)
        }
    };
    for place in &voice.names {
        let name = &finding.names[usize::from(*place)];
        let class = &spellings[usize::from(*place)].class;
        voice.mentioned |= name.in_title || name.in_lead;
        voice.named |= !class.core.is_empty();
        voice.numbered |= class.numbered;
        voice.part |= class.shape == Shape::Part && class.role.is_none();
        if matches!(class.shape, Shape::Question | Shape::Answer) {
            voice.shape = Some(class.shape);
        }
        if let Some(role) = class.role {
            voice.role.get_or_insert((role, ROLE_WORD));
        }
        let strength = strength(class, known, known.evidence.knows(name));
        voice.strength = voice.strength.max(strength);
        if voice.role.is_none() && is_outlet(class.core, known.metadata) {
            voice.role = Some((Role::Host, "name of the account"));
        }
    }
    if declared.is_some() {
        voice.strength = Strength::Strong;
    }
    let ignored = |name: &&str| known.rules.ignore.iter().any(|word| word == name);
    if names.iter().any(ignored) {
        voice.strength = Strength::Ignored;
    }
}

fn strength(class: &Class<'_>, known: Known<'_>, speaks_elsewhere: bool) -> Strength {
    match class.shape {
        Shape::Never => Strength::Ignored,
        Shape::Part | Shape::Question | Shape::Answer => Strength::Strong,
        _ if !class.word.is_empty() || is_outlet(class.core, known.metadata) => Strength::Strong,
        Shape::Person => Strength::Good,
        Shape::Noun if speaks_elsewhere => Strength::Good,
        Shape::Noun => Strength::Weak,
    }
}

/// Whether a name is the account's or the byline's, or a part of it.
fn is_outlet(core: &str, metadata: &Metadata) -> bool {
    let Some(author) = metadata.author.as_deref() else { return false };
    let plain = |text: &str| -> String {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (core, author) = (plain(core), plain(author));
    core.chars().count() >= 2 && (author.contains(&core) || (author.len() >= 6 && core.contains(&author)))
}

/// The fullest name itself, without words for parts and titles; where no form holds one, the fullest printed form:
/// brackets apart, the longest; of equals the first.
fn fullest(names: &[&str], spellings: &[&Spelling<'_>]) -> String {
    let mut best = "";
    let mut most = 0;
    let letters = |name: &str| name.chars().count();
    let numbered = spellings.iter().any(|spelling| spelling.class.numbered);
    let cores = spellings.iter().rev().map(|spelling| spelling.class.name());
    // A Chinese letter says as much as two others: 周砚石 is fuller than Stone.
    let fullness = |name: &str| name.chars().map(|letter| if is_han(letter) { 2 } else { 1 }).sum::<usize>();
    if let Some(name) = cores.filter(|name| letters(name) > 1 && !numbered).max_by_key(|name| fullness(name))
    {
        return name.to_owned();
    }
    for name in names {
        let bare = name.trim_matches(['「', '」', '《', '》', '【', '】', '『', '』', '[', ']', ' ']);
        let bare = super::names::split_note(bare).0;
        let letters = bare.chars().count();
        if letters > most {
            (best, most) = (bare, letters);
        }
    }
    best.to_owned()
}

/// Counts what each voice says.
fn tally(voices: &mut [Voice], groups: &[u16], finding: &Finding) {
    for (index, label) in finding.labels.iter().enumerate() {
        let voice = &mut voices[usize::from(groups[usize::from(label.name)])];
        let bit = |flag: u8| u32::from(label.flags & flag != 0);
        voice.turns += 1;
        voice.asks += bit(flags::ASKS);
        voice.ends_asking += bit(flags::ENDS_ASKING);
        voice.whole += bit(flags::WHOLE);
        voice.headings += bit(flags::HEADING);
        let end = finding.labels.get(index + 1).map_or(finding.length, |next| next.start);
        voice.bytes += u64::from(end.saturating_sub(label.words));
    }
}
