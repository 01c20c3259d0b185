//! What templates see: one closed view per kind of page.
//!
//! In come the graph and the addresses; out goes, for one page, a struct that borrows from them. Invariant: a view is
//! all that a template gets beside the site-wide one, and its hash is the page's key; so a page whose key has not
//! changed cannot have changed. A new want of a template is a new field here, never a look-up.

mod article;
mod card;
mod keys;
mod lists;
mod llms;
mod map;
mod pager;
mod people;
mod questions;
mod terms;
mod timeline;

pub use article::{ArticleView, MoreView, Participant, RelatedView, SeriesView};
pub(crate) use card::CardKeys;
pub use card::{Card, Date, TermLink, minutes};
pub(super) use keys::key_beside;
pub use lists::{
    ArchiveView, HomeView, LeadView, MonthView, NotFoundView, RedirectView, SearchView, YearLink, YearView,
};
pub use llms::{LlmsLine, LlmsView};
pub(super) use map::ROWS;
pub use map::{MapArc, MapCrossing, MapLife, MapOverview, MapPerson, MapRow, MapView, MapYear};
pub use pager::Pager;
pub(super) use pager::pages_of;
pub use people::{Answered, PeopleView, PersonCard, PersonInterview, PersonView};
pub use questions::{QuestionLine, QuestionsOf, QuestionsView};
pub(super) use terms::{BACKLINKS, LINES, NAMES, YEAR};
pub use terms::{TagsView, TermView};
pub use timeline::{Timeline, TimelinePoint, YearMark};

use std::borrow::Cow;

use super::Addresses;
use crate::config::Config;
use crate::graph::{ArticleId, Graph};

/// Makes views.
#[derive(Debug, Clone, Copy)]
pub struct Views<'a> {
    graph: &'a Graph<'a>,
    addresses: &'a Addresses,
    config: &'a Config,
    /// How many questions are asked on the whole site.
    questions: u32,
    /// For who wants the keys of many pages.
    cards: Option<&'a CardKeys>,
}

impl<'a> Views<'a> {
    /// Views of one run.
    pub fn new(graph: &'a Graph<'a>, addresses: &'a Addresses, config: &'a Config) -> Self {
        let questions = graph.articles().map(|id| card::questions(graph.entry(id).reading)).sum();
        Self { graph, addresses, config, questions, cards: None }
    }

    /// The same views, whose keys are found faster.
    pub(crate) fn with_cards(self, cards: &'a CardKeys) -> Self {
        Self { cards: Some(cards), ..self }
    }

    /// The language of an article: as its author says; English if a Chinese site has an article with next to no Chinese;
    /// else the site's.
    pub(crate) fn lang(&self, id: ArticleId) -> &'a str {
        let entry = self.graph.entry(id);
        let (characters, words) = (entry.reading.characters, entry.reading.words);
        let foreign = words > 100 && words / 20 > characters && self.config.language.starts_with("zh");
        match entry.metadata.lang.as_deref() {
            Some(lang) => lang,
            None if foreign => "en",
            None => &self.config.language,
        }
    }

    /// An address that the author of an article wrote, as a link.
    fn link(&self, id: ArticleId, url: Option<&'a str>) -> Option<Cow<'a, str>> {
        self.addresses.base().link(self.graph.entry(id).path, url?)
    }

    /// A picture that the author of an article named, as a link: to the site's copy, if it has one.
    fn picture(&self, id: ArticleId, url: Option<&'a str>) -> Option<Cow<'a, str>> {
        self.addresses.picture(self.graph.entry(id).path, url?).link
    }

    /// The picture that stands for an article: as its author says, else the first of its content.
    pub(crate) fn cover(&self, id: ArticleId) -> Option<Cow<'a, str>> {
        let entry = self.graph.entry(id);
        self.picture(id, entry.metadata.cover.as_deref().or(entry.reading.picture.as_deref()))
    }

    /// The whole address of an article.
    fn absolute(&self, id: ArticleId) -> String {
        self.addresses.base().absolute(self.addresses.article(id))
    }
}
