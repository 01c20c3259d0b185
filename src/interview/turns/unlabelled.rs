//! Conversations whose questions stand without a label: as headings, in italics, in bold.

use super::{Sequence, Start};
use crate::interview::finding::{Finding, Label, Question, QuestionForm, flags};
use crate::interview::names::Shape;
use crate::interview::reading::Emphasis;
use crate::interview::speakers::{Strength, Voice};

/// Questions of the shortest such conversation.
const FEW: usize = 4;

/// The turns of a conversation without labels, or with labels on one side alone.
pub(in crate::interview) fn unlabelled(
    finding: &Finding,
    voices: &[Voice],
    groups: &[u16],
    forced: bool,
) -> Option<Vec<Start>> {
    let sequence = Sequence { finding, voices, groups };
    if let Some(starts) = one_sided(&sequence, forced).or_else(|| questions_alone(&sequence, forced)) {
        return Some(starts);
    }
    let forms = [
        QuestionForm::Numbered,
        QuestionForm::Italic,
        QuestionForm::Bold,
        QuestionForm::Quoted,
        QuestionForm::Heading,
    ];
    let best = forms.into_iter().max_by_key(|form| of_form(finding, *form).count())?;
    let questions: Vec<&Question> = of_form(finding, best).collect();
    let least = if forced { 1 } else { FEW };
    let share = |test: fn(&Question) -> bool| {
        questions.iter().filter(|question| test(question)).count() as f32 / questions.len().max(1) as f32
    };
    let addressed = share(|question| question.addresses);
    let answered = share(|question| question.answered);
    let talks = match best {
        QuestionForm::Numbered | QuestionForm::Italic | QuestionForm::Quoted => {
            questions.len() > FEW || (addressed >= 0.5 && answered >= 0.4)
        }
        QuestionForm::Bold | QuestionForm::Heading | QuestionForm::Labelled => {
            answered >= 0.5 && (addressed >= 0.6 || questions.len() > FEW && addressed >= 0.3)
        }
    };
    if questions.len() < least || !(forced || (finding.announced && talks)) {
        return None;
    }
    let starts = questions.into_iter().flat_map(|question| [asked(question), answer(question)]);
    Some(starts.collect())
}

fn of_form(finding: &Finding, form: QuestionForm) -> impl Iterator<Item = &Question> {
    finding.questions.iter().filter(move |question| question.form == form)
}

/// A question as a turn.
fn asked(question: &Question) -> Start {
    let label = Label {
        start: question.start,
        words: question.start,
        line: question.line,
        hash: question.hash,
        name: 0,
        open: Emphasis::None,
        flags: flags::ASKS | flags::ENDS_ASKING,
    };
    Start { label, voice: None, asks: true }
}

/// What follows a question as a turn.
fn answer(question: &Question) -> Start {
    let label = Label {
        start: question.answer,
        words: question.answer,
        line: question.answer_line,
        hash: 0,
        name: 0,
        open: Emphasis::None,
        flags: 0,
    };
    Start { label, voice: None, asks: false }
}

/// Labels on one side: `Q：` before each question, nothing before the answers.
fn questions_alone(sequence: &Sequence<'_>, forced: bool) -> Option<Vec<Start>> {
    let finding = sequence.finding;
    let asked: Vec<&Question> = of_form(finding, QuestionForm::Labelled).collect();
    let addressed = asked.iter().filter(|question| question.addresses).count();
    if asked.len() < if forced { 1 } else { FEW }
        || !(forced || finding.announced || addressed * 2 > asked.len())
    {
        return None;
    }
    let start = |question: &Question| {
        let place = finding.labels.binary_search_by_key(&question.start, |label| label.start).ok()?;
        let label = finding.labels[place];
        let voice = sequence.voice_of(&label);
        let numbered = sequence.voices[usize::from(voice)].numbered;
        Some([Start { label, voice: (!numbered).then_some(voice), asks: true }, answer(question)])
    };
    Some(asked.into_iter().filter_map(start).flatten().collect())
}

/// Labels on one side: the guest's answers after bold or italic questions.
fn one_sided(sequence: &Sequence<'_>, forced: bool) -> Option<Vec<Start>> {
    let finding = sequence.finding;
    let best = sequence
        .voices
        .iter()
        .enumerate()
        .filter(|(_, voice)| voice.strength >= Strength::Good && voice.turns >= 3)
        .max_by_key(|(_, voice)| voice.turns)?;
    let (place, voice) = best;
    let labels: Vec<&Label> =
        finding.labels.iter().filter(|label| usize::from(sequence.voice_of(label)) == place).collect();
    let questions = finding.questions.iter();
    let before: Vec<&Question> =
        questions.filter(|question| labels.iter().any(|label| label.start == question.answer)).collect();
    let enough = before.len() * 2 >= labels.len() && before.len() >= 3;
    let asks = matches!(voice.shape, Some(Shape::Question)) || voice.asks * 2 > voice.turns;
    if asks || !(enough && (finding.announced || forced || before.len() >= FEW)) {
        return None;
    }
    let named =
        labels.into_iter().map(|label| Start { label: *label, voice: Some(place as u16), asks: false });
    let mut starts: Vec<Start> = named.chain(before.into_iter().map(asked)).collect();
    starts.sort_by_key(|start| start.label.start);
    Some(starts)
}
