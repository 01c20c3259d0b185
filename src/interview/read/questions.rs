//! Questions that stand without a label: as headings, in italics, in bold.

use super::super::finding::{Question, QuestionForm};
use super::{asks, ends_asking, hash_of_words};
use crate::article::{Block, Body, Line};

/// Questions that are kept of one file.
const MOST: usize = 400;

/// Questions without a label, in order.
#[derive(Debug, Default)]
pub(super) struct Questions {
    pub(super) list: Vec<Question>,
}

impl Questions {
    /// A question behind a label that says so: `Q：`.
    pub(super) fn labelled(&mut self, body: &Body, index: usize, line: &Line, text: &str) {
        if asks(text) {
            self.push(body, index, line, text, QuestionForm::Labelled, None);
        }
    }

    /// A label at byte `at`: what it begins is no answer without one.
    pub(super) fn label(&mut self, at: u32) {
        self.list.pop_if(|last| last.form == QuestionForm::Labelled && last.answer == at);
    }

    /// A paragraph that follows the last question, sooner or later.
    pub(super) fn said(&mut self, text: &str) {
        if let Some(last) = self.list.last_mut().filter(|last| !last.answered) {
            last.answered = speaks_of_itself(text);
        }
    }

    /// A heading that asks.
    pub(super) fn heading(&mut self, body: &Body, index: usize, line: &Line, text: &str) {
        let text = text.trim_matches([' ', '*', '_']);
        let numbered = is_numbered(text);
        if numbered || asks(text) {
            let form = if numbered { QuestionForm::Numbered } else { QuestionForm::Heading };
            self.push(body, index, line, text, form, None);
        }
    }

    /// A quote of one line that asks; what follows is none.
    pub(super) fn quoted(&mut self, body: &Body, index: usize, line: &Line, text: &str) {
        let inner = text.trim_start_matches(['>', ' ']).trim_matches(['*', '_', ' ']);
        let next = body.lines()[index + 1..].iter().find(|line| line.block != Block::Blank);
        let before = body.lines()[..index].iter().rfind(|line| line.block != Block::Blank);
        let quoted = |line: Option<&Line>| line.is_some_and(|line| line.block == Block::Quote);
        if ends_asking(inner) && !quoted(next) && !quoted(before) {
            self.push(body, index, line, inner, QuestionForm::Quoted, None);
        }
    }

    /// A paragraph that asks, italic or bold up to its end or up to the answer; and italic questions inside it.
    pub(super) fn paragraph(&mut self, body: &Body, index: usize, line: &Line, text: &str) {
        let mut at = text.len() - text.trim_start().len();
        while let Some(end) = self.emphasised(body, index, line, text, at) {
            let Some(next) = find_mark(&text[end..]) else { return };
            at = end + next;
        }
        if at == 0 && self.list.last().is_none_or(|last| last.start < line.start) {
            self.inside(body, index, line, text);
        }
    }

    /// Bold italic questions inside a paragraph that begins with something else.
    fn inside(&mut self, body: &Body, index: usize, line: &Line, text: &str) {
        let mut from = 0;
        while let Some(found) = find_mark(&text[from..]) {
            let at = from + found;
            let Some(end) = self.emphasised(body, index, line, text, at) else { return };
            from = end;
        }
    }

    /// Takes the emphasised question at `at`; where its emphasis ends, if there is emphasis at all.
    fn emphasised(&mut self, body: &Body, index: usize, line: &Line, text: &str, at: usize) -> Option<usize> {
        let run = text[at..].bytes().take_while(|byte| matches!(byte, b'*' | b'_')).count();
        if !matches!(run, 1..=3) {
            return None;
        }
        let mark = &text[at..at + run];
        let length = text[at + run..].find(mark)?;
        let question = &text[at + run..at + run + length];
        let end = at + run + length + run;
        let whole = text[end..].trim().is_empty();
        if !ends_asking(question) || (run == 2 && !(whole && at == 0)) {
            return Some(end);
        }
        let form = match run {
            2 if is_numbered(question) => QuestionForm::Numbered,
            2 => QuestionForm::Bold,
            _ => QuestionForm::Italic,
        };
        self.push(body, index, line, question, form, (!whole).then_some(line.start + end as u32));
        if let Some(last) = self.list.last_mut().filter(|_| at > 0) {
            last.start = line.start + at as u32;
            last.line = body.line_at(last.start);
        }
        Some(end)
    }

    fn push(
        &mut self,
        body: &Body,
        index: usize,
        line: &Line,
        question: &str,
        form: QuestionForm,
        answer: Option<u32>,
    ) {
        if self.list.len() >= MOST {
            return;
        }
        let next = body.lines()[index + 1..].iter().find(|line| line.block != Block::Blank);
        let (answer, said) = match (answer, next) {
            (Some(at), _) => (at, &body.text()[at as usize..line.end as usize]),
            (None, Some(next)) => (next.start, body.line(next)),
            (None, None) => return,
        };
        self.list.push(Question {
            start: line.start,
            answer,
            line: line.number,
            answer_line: body.line_at(answer),
            hash: hash_of_words(question, &mut String::new()),
            form,
            addresses: question.contains(['你', '您']) || has_word(question, &["you", "your"]),
            answered: speaks_of_itself(said),
        });
    }
}

/// Whether somebody speaks of themselves.
fn speaks_of_itself(text: &str) -> bool {
    text.contains('我') || has_word(text, &["I", "We", "we", "my", "our"])
}

/// Whether one of the English words stands in `text`, which has no other letters than Latin ones.
fn has_word(text: &str, words: &[&str]) -> bool {
    let bytes = text.as_bytes();
    bytes.first().is_some_and(u8::is_ascii)
        && text.split(|letter: char| !letter.is_ascii_alphabetic()).any(|word| words.contains(&word))
}

/// 问题1, Q2, 第三问: a question with its number.
fn is_numbered(text: &str) -> bool {
    let stem = ["问题", "提问", "Question", "Q", "问"].iter().find_map(|word| text.strip_prefix(word));
    let Some(rest) = stem else { return false };
    let rest = rest.trim_start_matches([' ', '#']);
    rest.starts_with(|letter: char| letter.is_ascii_digit() || "一二三四五六七八九十".contains(letter))
}

/// Where bold italics begin or end.
fn find_mark(text: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), b"***")
}
