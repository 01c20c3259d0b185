//! What language models are told of the site.

use serde::Serialize;

use super::card::guests;
use super::{Date, Views};
use crate::graph::ArticleId;

/// An article in a line.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct LlmsLine<'a> {
    /// Plain text.
    pub title: &'a str,
    /// The whole address of its Markdown, or of its page where the site has no Markdown.
    pub url: String,
    /// When it was published.
    pub date: Option<Date>,
    /// Who answers.
    pub guests: Vec<&'a str>,
    /// A sentence or two.
    pub summary: &'a str,
}

/// All articles, newest first, and the pages of their own.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct LlmsView<'a> {
    /// Articles.
    pub articles: Vec<LlmsLine<'a>>,
    /// Pages of their own.
    pub pages: Vec<LlmsLine<'a>>,
}

impl<'a> Views<'a> {
    /// What `llms.txt` says.
    pub fn llms(&self) -> LlmsView<'a> {
        let (pages, articles) = self.graph.ids().partition::<Vec<_>, _>(|id| self.graph.is_page(*id));
        let lines = |ids: Vec<ArticleId>| ids.into_iter().map(|id| self.llms_line(id)).collect();
        LlmsView { articles: lines(articles), pages: lines(pages) }
    }

    fn llms_line(&self, id: ArticleId) -> LlmsLine<'a> {
        let (card, reading) = (self.card(id), self.graph.entry(id).reading);
        let base = self.addresses.base();
        let url = match self.config.output.markdown {
            true => base.absolute(self.addresses.form(id, "md").as_str()),
            false => self.absolute(id),
        };
        // A card that is made for its key alone names no guests.
        LlmsLine { title: card.title, url, date: card.date, guests: guests(reading), summary: card.summary }
    }
}
