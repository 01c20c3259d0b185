//! Pages that show what was said: a person's answers, a year's questions.
//!
//! Their views name the articles; what was said there is read from the texts when the page is rendered, as plain text, so
//! that nothing of it is held between the passes and no Markdown is parsed again.

use std::ops::Range;

use super::body::short_question;
use super::{Renderer, Scratch, Stale, Texts};
use crate::graph::{Appearance, ArticleId, SpeakerId};
use crate::interview::{self, Exchange, Interview, Voice};
use crate::page::view::{Answered, PersonView, QuestionLine, QuestionsView};

/// Characters of an answer in a list; it ends with the sentence that reaches so far.
const ANSWER: usize = 160;

impl<'r> Renderer<'r> {
    /// A page of a person's, with the answers.
    pub(super) fn person(
        &self,
        id: SpeakerId,
        number: u32,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
    ) -> Result<PersonView<'r>, Stale> {
        let mut person = self.views.person(id, number);
        let appearances = self.views.appearances_on(id, number);
        for (talk, appearance) in person.interviews.iter_mut().zip(appearances) {
            if self.views.is_answering(appearance) {
                talk.answers = self.answers(appearance, texts, scratch)?;
            }
        }
        Ok(person)
    }

    /// A page of a year's questions.
    pub(super) fn questions(
        &self,
        year: u32,
        number: u32,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
    ) -> Result<QuestionsView<'r>, Stale> {
        let mut questions = self.views.questions(year, number);
        for (talk, id) in questions.talks.iter_mut().zip(self.views.asked_on(year, number)) {
            talk.questions = self.asked_in(*id, texts, scratch)?;
        }
        Ok(questions)
    }

    /// What somebody answers in an article.
    fn answers(
        &self,
        it: &Appearance,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
    ) -> Result<Vec<Answered>, Stale> {
        let Some(interview) = self.graph.entry(it.article).reading.interview.as_ref() else {
            return Ok(Vec::new());
        };
        let said = self.spoken(it.article, interview, texts, scratch)?;
        let mut answers = Vec::new();
        let all = interview.turns();
        let mut asked = 0;
        for exchange in &interview.exchanges() {
            asked += u32::from(exchange.anchor.is_some());
            let own = turns(exchange).filter(|turn| all[*turn].voice == Voice::Printed(it.speaker));
            let text = own.map(|turn| said[turn].as_str()).collect::<Vec<_>>().join("\n");
            if text.is_empty() {
                continue;
            }
            let (answer, more) = clipped(&text);
            answers.push(Answered {
                url: self.link_to(it.article, exchange),
                number: exchange.anchor.is_some().then_some(asked),
                question: question(exchange, &said),
                answer,
                more,
            });
        }
        Ok(answers)
    }

    /// Every question of an article.
    fn asked_in(
        &self,
        id: ArticleId,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
    ) -> Result<Vec<QuestionLine<'r>>, Stale> {
        let Some(interview) = self.graph.entry(id).reading.interview.as_ref() else { return Ok(Vec::new()) };
        let said = self.spoken(id, interview, texts, scratch)?;
        let (turns, exchanges) = (interview.turns(), interview.exchanges());
        let asked = exchanges.iter().filter(|exchange| exchange.anchor.is_some());
        let line = |(place, exchange): (usize, &Exchange)| QuestionLine {
            url: self.link_to(id, exchange),
            number: place as u32 + 1,
            question: question(exchange, &said),
            answers: interview.answering(&turns[self::turns(exchange)]),
        };
        Ok(asked.enumerate().map(line).collect())
    }

    fn spoken(
        &self,
        id: ArticleId,
        interview: &Interview,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
    ) -> Result<Vec<String>, Stale> {
        let entry = self.graph.entry(id);
        let text = texts.text(entry, &mut scratch.text)?;
        scratch.body.fill(text, entry.metadata.body_start);
        Ok(interview::spoken(&scratch.body, entry.reading, interview))
    }

    fn link_to(&self, id: ArticleId, exchange: &Exchange) -> String {
        let article = self.plan.addresses.article(id);
        match &exchange.anchor {
            Some(anchor) => format!("{article}#{anchor}"),
            None => article.to_owned(),
        }
    }
}

fn turns(exchange: &Exchange) -> Range<usize> {
    (exchange.first as usize)..(exchange.end as usize)
}

/// The question of an exchange; empty where nobody asks.
fn question(exchange: &Exchange, said: &[String]) -> String {
    let asked = exchange.anchor.as_ref().and_then(|_| said.get(exchange.first as usize));
    asked.map_or_else(String::new, |text| short_question(text.clone()))
}

/// The beginning of a text, up to the end of a sentence where there is one, and whether there is more.
fn clipped(text: &str) -> (String, bool) {
    let text = joined(text);
    let Some((end, _)) = text.char_indices().nth(ANSWER) else { return (text, false) };
    let begun = &text[..end];
    let ends = |letter: char| matches!(letter, '。' | '！' | '？' | '”' | '」' | '…');
    let sentence = begun.char_indices().rfind(|(at, letter)| ends(*letter) && *at > end / 2);
    match sentence {
        Some((at, letter)) => (begun[..at + letter.len_utf8()].to_owned(), true),
        None => (format!("{begun}…"), true),
    }
}

/// Lines as one: a space stands where no sign parts them, and behind signs of scripts that set spaces.
fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        if joined.ends_with(|last: char| last.is_ascii() || last.is_alphanumeric()) {
            joined.push(' ');
        }
        joined.push_str(line.trim_start());
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::clipped;

    #[test]
    fn an_answer_ends_with_a_sentence() {
        assert_eq!(clipped("短。"), ("短。".to_owned(), false));
        let sentence = "这句话一共有二十个字左右上下而已罢了。";
        let long = sentence.repeat(20);
        let (answer, more) = clipped(&long);
        assert!(answer.ends_with('。') && more);
        assert!(clipped(&"长".repeat(200)).0.ends_with('…'));
    }
}
