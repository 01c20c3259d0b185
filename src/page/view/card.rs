//! An article as lists, related entries and neighbours show it.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::Views;
use crate::article::Published;
use crate::graph::{ArticleId, Graph, TermId};
use crate::interview::{Reading, Role};
use crate::page::key_of;

/// An article in a few words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Card<'a> {
    /// Plain text.
    pub title: &'a str,
    /// Link to its page.
    pub url: &'a str,
    /// BCP 47.
    pub lang: &'a str,
    /// When it was published.
    pub date: Option<Date>,
    /// A sentence or two; empty if there are none.
    pub summary: &'a str,
    /// Link to its picture.
    pub cover: Option<Cow<'a, str>>,
    /// Who answers, in order of appearance.
    pub guests: Vec<&'a str>,
    /// Writer or account.
    pub author: Option<&'a str>,
    /// Whether it is an interview.
    pub interview: bool,
    /// How many questions it has.
    pub questions: u32,
    /// How long it takes to read.
    pub minutes: u32,
    /// The hash of all that, where it is known.
    #[serde(skip)]
    key: Option<u128>,
}

impl Card<'_> {
    fn key(&self) -> u128 {
        let Self {
            title,
            url,
            lang,
            date,
            summary,
            cover,
            guests,
            author,
            interview,
            questions,
            minutes,
            ..
        } = self;
        key_of(&((title, url, lang, date, summary, cover), (guests, author, interview, questions, minutes)))
    }
}

/// Lists and neighbours show one article many times: it is hashed once, and what shows it hashes its hash.
impl Hash for Card<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u128(self.key.unwrap_or_else(|| self.key()));
    }
}

/// The hashes of all cards of a site, by article.
#[derive(Debug)]
pub(crate) struct CardKeys(Vec<u128>);

impl CardKeys {
    pub(crate) fn of(graph: &Graph<'_>, views: &Views<'_>) -> Self {
        let key = |place: usize| views.card(ArticleId(place as u32)).key();
        Self((0..graph.entries().len()).into_par_iter().map(key).collect())
    }
}

/// A moment; templates see it as `2024-06-25T10:00:00+08:00` and print it with the filter `date`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub Published);

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0.rfc3339())
    }
}

/// A tag or a series with its page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct TermLink<'a> {
    /// As most articles spell it.
    pub name: &'a str,
    /// Link to its page.
    pub url: &'a str,
    /// How many articles it has.
    pub count: u32,
}

/// Reading time: Han characters at 400 and words of other scripts at 220 a minute, never under one.
pub fn minutes(reading: &Reading) -> u32 {
    (f64::from(reading.characters) / 400.0 + f64::from(reading.words) / 220.0).round().max(1.0) as u32
}

pub(super) fn questions(reading: &Reading) -> u32 {
    reading.interview.as_ref().map_or(0, |interview| interview.questions)
}

/// The names of those who answer, in order of appearance.
pub(super) fn guests(reading: &Reading) -> Vec<&str> {
    let speakers = reading.interview.as_ref().map_or(&[][..], |interview| &interview.speakers);
    speakers.iter().filter(|speaker| speaker.role == Role::Guest).map(|speaker| &*speaker.name).collect()
}

impl<'a> Views<'a> {
    /// The card of an article.
    pub fn card(&self, id: ArticleId) -> Card<'a> {
        let entry = self.graph.entry(id);
        let metadata = entry.metadata;
        let key = self.card_key(id);
        Card {
            title: &metadata.title,
            url: self.addresses.article(id),
            lang: self.lang(id),
            date: metadata.date.map(Date),
            summary: metadata.summary.as_deref().unwrap_or(&entry.reading.excerpt),
            cover: key.map_or_else(|| self.cover(id), |_| None),
            guests: key.map_or_else(|| guests(entry.reading), |_| Vec::new()),
            author: metadata.author.as_deref(),
            interview: entry.reading.interview.is_some(),
            questions: questions(entry.reading),
            minutes: minutes(entry.reading),
            key,
        }
    }

    /// The hash of an article's card, where views are made for their keys alone: what it covers and costs something need
    /// not be made then.
    pub(super) fn card_key(&self, id: ArticleId) -> Option<u128> {
        self.cards.map(|keys| keys.0[id.index()])
    }

    /// The cards of articles, in their order.
    pub(super) fn cards(&self, ids: impl IntoIterator<Item = ArticleId>) -> Vec<Card<'a>> {
        ids.into_iter().map(|id| self.card(id)).collect()
    }

    pub(super) fn tag_link(&self, id: TermId) -> TermLink<'a> {
        TermLink {
            name: self.graph.tags.name(id),
            url: self.addresses.tag(id),
            count: self.graph.tags.articles(id).len() as u32,
        }
    }

    pub(super) fn series_link(&self, id: TermId) -> TermLink<'a> {
        TermLink {
            name: self.graph.series.name(id),
            url: self.addresses.series(id),
            count: self.graph.series.articles(id).len() as u32,
        }
    }
}
