//! What the author should know of a reading: where it could have gone another way, why it did not, and the one line of
//! front matter that settles it.
//!
//! In come a finding, its voices and the conversation that was made of them; out go diagnostics. Invariant: a reading
//! that names and questions bear out says nothing, and the author's word ends every doubt.

use std::sync::Arc;

use super::finding::{Finding, QuestionForm};
use super::reading::{Interview, Role, Speaker, Voice as Said};
use super::speakers::{Known, Strength, Voice};
use crate::diagnostic::{Code, Diagnostic, Place};

/// Turns from which a voice counts as one.
const AGAIN: u32 = 3;
/// Labels from which two voices look like a conversation.
const MANY: u32 = 8;
/// Questions without a label that look like an interview.
const QUESTIONS: usize = 5;

/// All doubts about the reading of an article.
pub(super) fn of(
    path: &Arc<str>,
    finding: &Finding,
    voices: &[Voice],
    interview: Option<&Interview>,
    known: Known<'_>,
) -> Vec<Diagnostic> {
    let doubts = Doubts { path, finding, voices };
    let metadata = known.metadata;
    let settled = metadata.interview.is_some() || !metadata.speakers.is_empty();
    match interview {
        None if metadata.interview == Some(true) => vec![doubts.nobody()],
        None if settled => Vec::new(),
        None => doubts.refused().into_iter().collect(),
        Some(interview) => {
            let mut list: Vec<Diagnostic> = never_speaking(path, interview, known).collect();
            if !settled {
                list.extend(doubts.thin(interview));
            }
            if metadata.speakers.is_empty() && metadata.hosts.is_empty() {
                list.extend(doubts.without_part(interview));
                list.extend(doubts.left_out(interview));
            }
            list
        }
    }
}

/// Speakers of the front matter who do not speak.
fn never_speaking(
    path: &Arc<str>,
    interview: &Interview,
    known: Known<'_>,
) -> impl Iterator<Item = Diagnostic> {
    let speakers = known.metadata.speakers.iter().map(|speaker| ("speakers", &speaker.name));
    let declared = speakers.chain(known.metadata.hosts.iter().map(|host| ("hosts", host)));
    declared.filter_map(move |(key, name)| {
        let speaks = |speaker: &Speaker| {
            std::iter::once(&speaker.name).chain(&speaker.aliases).any(|it| **it == **name)
        };
        if interview.speakers.iter().any(speaks) {
            return None;
        }
        let message = format!("\"{name}\" never speaks in this article");
        let heard: Vec<&str> = interview.speakers.iter().map(|speaker| &*speaker.name).collect();
        let doubt = Diagnostic::warning(Code::UnknownSpeaker, message).at(Place::value(path, key, name));
        Some(doubt.help(format!("those who speak are {}", heard.join("、"))))
    })
}

struct Doubts<'a> {
    path: &'a Arc<str>,
    finding: &'a Finding,
    voices: &'a [Voice],
}

impl Doubts<'_> {
    fn warning(&self, line: u32, message: String) -> Diagnostic {
        Diagnostic::warning(Code::DoubtfulInterview, message).at(Place::on_line(self.path, line))
    }

    fn nobody(&self) -> Diagnostic {
        let message = "the front matter says `interview: true`, but nobody was found to speak";
        Diagnostic::warning(Code::DoubtfulInterview, message)
            .at(Place::value(self.path, "interview", "true"))
            .help("begin each turn with a name and a colon, or add the names to `speakers`")
    }

    /// The first line on which a voice has a label.
    fn line_of(&self, voice: &Voice) -> u32 {
        let first = self.finding.labels.iter().find(|label| voice.names.contains(&label.name));
        first.map_or(0, |label| label.line)
    }

    /// The voice that became a speaker.
    fn voice_of(&self, speaker: &Speaker) -> Option<&Voice> {
        self.voices.iter().find(|voice| *voice.name == *speaker.name)
    }

    /// Labels or questions that look like an interview in an article that was taken for none.
    fn refused(&self) -> Option<Diagnostic> {
        let help = "say `interview: true` in the front matter if it is one, `interview: false` if not";
        let named =
            |voice: &&Voice| voice.strength >= Strength::Good && !voice.numbered && voice.turns >= AGAIN;
        let mut named: Vec<&Voice> = self.voices.iter().filter(named).collect();
        named.sort_by_key(|voice| std::cmp::Reverse(voice.turns));
        if let [first, second, ..] = named[..]
            && first.turns + second.turns >= MANY
        {
            let message = format!(
                "\"{}\" and \"{}\" stand before colons {} times, but do not talk to each other: no interview",
                first.name,
                second.name,
                first.turns + second.turns
            );
            return Some(self.warning(self.line_of(first), message).help(help));
        }
        let asks = |form: QuestionForm| {
            let mut of_form = self.finding.questions.iter().filter(move |question| question.form == form);
            (of_form.next().map_or(0, |first| first.line), of_form.count() + 1)
        };
        let forms = [QuestionForm::Numbered, QuestionForm::Italic, QuestionForm::Bold, QuestionForm::Heading];
        let (line, count) = forms.map(asks).into_iter().max_by_key(|(_, count)| *count)?;
        let doubtful = self.finding.announced && count >= QUESTIONS && self.addresses();
        let message =
            || format!("{count} questions without a name before them were not taken as an interview's");
        doubtful.then(|| self.warning(line, message()).help(help))
    }

    /// Whether some of the questions without labels speak to somebody.
    fn addresses(&self) -> bool {
        let questions = &self.finding.questions;
        questions.iter().filter(|question| question.addresses).count() * 4 >= questions.len()
    }

    /// An interview that little speaks for.
    fn thin(&self, interview: &Interview) -> Option<Diagnostic> {
        let help = "say `interview: false` in the front matter if it is none, `interview: true` if it is";
        let all = interview.turns();
        let first = all.first()?;
        if interview.speakers.is_empty() {
            let message = "taken as an interview by its questions alone; no names are printed";
            return Some(self.warning(first.line, message.to_owned()).help(help));
        }
        let taken = || interview.speakers.iter().filter_map(|speaker| self.voice_of(speaker));
        let sure = taken().filter(|voice| voice.strength > Strength::Weak).count();
        let weak: Vec<&str> = taken()
            .filter(|voice| voice.strength == Strength::Weak)
            .map(|voice| voice.name.as_str())
            .collect();
        if sure < 2 && !weak.is_empty() {
            let message = format!(
                "taken as an interview, though {} may be no name",
                weak.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join("、")
            );
            return Some(self.warning(first.line, message).help(help));
        }
        let asked: u32 = taken().map(|voice| voice.asks).sum();
        let numbered = all.iter().any(|turn| matches!(turn.voice, Said::Unprinted(_)));
        let hosted =
            numbered || taken().any(|voice| voice.strength == Strength::Strong && voice.role.is_some());
        let message = "taken as an interview, though nobody asks in it";
        (asked == 0 && !hosted).then(|| self.warning(first.line, message.to_owned()).help(help))
    }

    /// Speakers of whom nothing tells whether they ask or answer.
    fn without_part(&self, interview: &Interview) -> Option<Diagnostic> {
        let all = interview.turns();
        let turns = |index: usize| {
            let of_speaker = |turn: &&super::reading::Turn| match turn.voice {
                Said::Printed(speaker) => usize::from(speaker.0) == index,
                Said::Unprinted(_) => false,
            };
            (all.iter().find(of_speaker), all.iter().filter(of_speaker).count())
        };
        let unknown =
            interview.speakers.iter().enumerate().filter(|(_, speaker)| speaker.role == Role::Unknown);
        let mut unknown = unknown.filter_map(|(index, speaker)| match turns(index) {
            (Some(first), count) if count >= 2 => Some((first.line, &*speaker.name)),
            _ => None,
        });
        let (line, first) = unknown.next()?;
        let names: Vec<&str> = std::iter::once(first).chain(unknown.map(|(_, name)| name)).collect();
        let names = names.join("、");
        let message = format!("nothing tells whether {names} asks or answers");
        Some(
            self.warning(line, message)
                .help(format!("say `hosts: [{first}]` in the front matter, or `speakers`")),
        )
    }

    /// Whoever stands before colons as often as the speakers do, and was not taken for one.
    fn left_out(&self, interview: &Interview) -> Option<Diagnostic> {
        let taken = |voice: &Voice| interview.speakers.iter().any(|speaker| *speaker.name == *voice.name);
        let turns = interview.turns();
        let (first, last) = (turns.first()?.start, turns.last()?.start);
        let least = self.voices.iter().filter(|voice| taken(voice)).map(|voice| voice.turns).min()?;
        let inside = |voice: &Voice| {
            let labels = self.finding.labels.iter().filter(|label| voice.names.contains(&label.name));
            labels.filter(|label| (first..last).contains(&label.start)).count() as u32 >= AGAIN
        };
        let voice = self.voices.iter().find(|voice| {
            !taken(voice)
                && voice.strength > Strength::Ignored
                && voice.turns > AGAIN
                && voice.turns >= least
                && inside(voice)
        })?;
        let message = format!(
            "\"{}\" stands before a colon {} times between the turns and was not taken for a speaker",
            voice.name, voice.turns
        );
        let all: Vec<&str> = interview.speakers.iter().map(|speaker| &*speaker.name).collect();
        let help =
            format!("if it is one, say `speakers: [{}, {}]` in the front matter", all.join(", "), voice.name);
        Some(self.warning(self.line_of(voice), message).help(help))
    }
}
