//! Every question asked on the site, by year.

use serde::Serialize;

use super::pager::{Pager, pages_of, span, turned};
use super::{Card, Views, YearLink};
use crate::graph::ArticleId;

/// A year's questions, or a page of them.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct QuestionsView<'a> {
    /// Link to this page.
    pub url: String,
    /// The year; 0 gathers articles without a date, and stands where nothing was ever asked.
    pub year: i16,
    /// Every year in which something was asked, newest first, with how many questions.
    pub all_years: Vec<YearLink>,
    /// The conversations of this page, newest first.
    pub talks: Vec<QuestionsOf<'a>>,
    /// Where the year goes on.
    pub pager: Pager,
    /// Questions of the site.
    pub questions: u32,
}

/// The questions of one conversation.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct QuestionsOf<'a> {
    /// The conversation.
    pub card: Card<'a>,
    /// Its questions, in order; read from its text when the page is rendered.
    pub questions: Vec<QuestionLine<'a>>,
}

/// One question.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct QuestionLine<'a> {
    /// Link to it.
    pub url: String,
    /// Its number in the conversation, from 1.
    pub number: u32,
    /// Plain text; a long one is cut down to the sentence that asks.
    pub question: String,
    /// Names of those who answer, each once.
    pub answers: Vec<&'a str>,
}

impl<'a> Views<'a> {
    /// A page, 0-based, of the questions of the year at `place` of the site's years.
    pub fn questions(&self, place: u32, number: u32) -> QuestionsView<'a> {
        let years = self.addresses.asked();
        let (year, articles) = years.get(place as usize).map_or((None, &[][..]), |(year, ids)| (*year, ids));
        let each = self.config.paginate_by;
        let first = self.addresses.questions(place);
        let talks = articles[span(number, each, articles.len())].iter();
        QuestionsView {
            url: turned(&first, number),
            year: year.unwrap_or_default(),
            all_years: years
                .iter()
                .enumerate()
                .map(|(place, year)| self.year_of_questions(place, year))
                .collect(),
            talks: talks.map(|id| QuestionsOf { card: self.card(*id), questions: Vec::new() }).collect(),
            pager: Pager::of(&first, number, pages_of(articles.len(), each)),
            questions: self.questions,
        }
    }

    /// The conversations of the page.
    pub(crate) fn asked_on(&self, place: u32, number: u32) -> &'a [ArticleId] {
        let articles = self.addresses.asked().get(place as usize).map_or(&[][..], |(_, ids)| ids);
        &articles[span(number, self.config.paginate_by, articles.len())]
    }

    fn year_of_questions(&self, place: usize, (year, ids): &(Option<i16>, Vec<ArticleId>)) -> YearLink {
        let questions = |id: &ArticleId| super::card::questions(self.graph.entry(*id).reading);
        YearLink {
            year: year.unwrap_or_default(),
            url: self.addresses.questions(place as u32),
            count: ids.iter().map(questions).sum(),
        }
    }
}
