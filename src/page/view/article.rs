//! The page of one article, but for its body.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use serde::Serialize;

use super::card::{guests, minutes, questions};
use super::terms::BACKLINKS;
use super::{Card, Date, TermLink, Views};
use crate::graph::{ArticleId, Kinship, Link};
use crate::interview::{Reading, Role};

/// Guests whose further conversations are shown.
const GUESTS: usize = 3;
/// Further conversations with one guest.
const MORE: usize = 3;
/// Of a guest's other conversations, how many are looked at.
const REACH: usize = 8;

/// An article without its body.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct ArticleView<'a> {
    /// Plain text.
    pub title: &'a str,
    /// What tells it from other articles of the same title, if there are any.
    pub apart: Option<&'a str>,
    /// Link to this page.
    pub url: &'a str,
    /// The same with scheme and host.
    pub absolute_url: String,
    /// Link to it as Markdown, where that is written.
    pub markdown: Option<String>,
    /// Link to it as data, where that is written.
    pub json: Option<String>,
    /// BCP 47.
    pub lang: &'a str,
    /// The summary that the author wrote; shown under the title.
    pub dek: Option<&'a str>,
    /// What search engines and link cards show: the dek, else the first sentences.
    pub description: &'a str,
    /// When it was published.
    pub date: Option<Date>,
    /// When it was last changed in earnest.
    pub updated: Option<Date>,
    /// Writer or account.
    pub author: Option<&'a str>,
    /// Whether the author is one of those who speak.
    pub author_speaks: bool,
    /// Translator.
    pub translator: Option<&'a str>,
    /// Editor.
    pub editor: Option<&'a str>,
    /// Where it was published from.
    pub place: Option<&'a str>,
    /// Address of the original.
    pub source: Option<Cow<'a, str>>,
    /// Licence or reprint notice.
    pub license: Option<&'a str>,
    /// Link to its picture.
    pub cover: Option<Cow<'a, str>>,
    /// Its tags.
    pub tags: Vec<TermLink<'a>>,
    /// Its series, and its place there.
    pub series: Option<SeriesView<'a>>,
    /// Whether it is an interview.
    pub interview: bool,
    /// Whether it is a page of its own, outside all lists.
    pub page: bool,
    /// Whether it is only the free beginning of a paid article.
    pub stub: bool,
    /// Whether it is a draft that is only being looked at.
    pub draft: bool,
    /// Who speaks: guests first, then the others, each in order of appearance.
    pub participants: Vec<Participant<'a>>,
    /// How many guests there are.
    pub guests: u32,
    /// How many questions it has.
    pub questions: u32,
    /// How long it takes to read.
    pub minutes: u32,
    /// Han characters.
    pub characters: u32,
    /// Words of other scripts.
    pub words: u32,
    /// Whether the author printed any of `related`.
    pub printed: bool,
    /// 往期回顾: this site's articles first.
    pub related: Vec<RelatedView<'a>>,
    /// Further conversations with each guest of the site, beyond what `related` and `backlinks` show.
    pub more: Vec<MoreView<'a>>,
    /// Later articles that point here, newest first, as many as fit.
    pub backlinks: Vec<Card<'a>>,
    /// Link to the list of all that point here, where `backlinks` are not all.
    pub all_backlinks: Option<String>,
    /// How many point here.
    pub backlink_count: u32,
    /// The next newer article.
    pub newer: Option<Card<'a>>,
    /// The next older article.
    pub older: Option<Card<'a>>,
    /// Front matter that the program does not know.
    pub extra: &'a BTreeMap<String, serde_json::Value>,
}

/// Somebody who speaks in the article.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct Participant<'a> {
    /// The fullest form printed.
    pub name: &'a str,
    /// Whether the name is a person's; 记者 and 主持人 are parts.
    pub named: bool,
    /// The first letter of the name.
    pub initial: &'a str,
    /// `host`, `guest`, `audience` or `unknown`.
    pub role: &'static str,
    /// Link to the speaker's page.
    pub url: Option<&'a str>,
    /// A few words about the person, from the configuration.
    pub bio: Option<&'a str>,
    /// The place among those who are no hosts, from 1; the turns of the body have the same number.
    pub guest: Option<u16>,
}

/// An article's place in its series.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct SeriesView<'a> {
    /// The series' name.
    pub name: &'a str,
    /// Link to its page.
    pub url: &'a str,
    /// 1-based, oldest first.
    pub part: u32,
    /// How many there are.
    pub count: u32,
}

/// One entry of 往期回顾.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelatedView<'a> {
    /// `local` or `external`.
    pub kind: &'static str,
    /// Plain text; empty where only a picture was printed.
    pub title: &'a str,
    /// Where it leads.
    pub url: Cow<'a, str>,
    /// Link to its picture.
    pub cover: Option<Cow<'a, str>>,
    /// When it was published; of this site's only.
    pub date: Option<Date>,
    /// Who answers; of this site's only.
    pub guests: Vec<&'a str>,
    /// BCP 47.
    pub lang: &'a str,
    /// What it shares with the article if the site added it (`series`, `guest` or `tag`); none if the author printed it.
    pub filled: Option<&'static str>,
    /// The hash of its card, where it is known.
    #[serde(skip)]
    key: Option<u128>,
}

impl Hash for RelatedView<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { kind, title, url, cover, date, guests, lang, filled, key } = self;
        match key {
            Some(card) => (kind, card, filled).hash(state),
            None => (kind, title, url, cover, date, guests, lang, filled).hash(state),
        }
    }
}

/// Further conversations with one guest.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct MoreView<'a> {
    /// Who.
    pub name: &'a str,
    /// Link to the speaker's page.
    pub url: Option<&'a str>,
    /// The conversations nearest in time.
    pub cards: Vec<Card<'a>>,
}

fn speaks(reading: &Reading, name: Option<&str>) -> bool {
    let speakers = reading.interview.as_ref().map_or(&[][..], |interview| &interview.speakers);
    speakers.iter().any(|speaker| speaker.aliases.iter().any(|alias| Some(&**alias) == name))
}

impl<'a> Views<'a> {
    /// The view of an article or of a page of its own.
    pub fn article(&self, id: ArticleId) -> ArticleView<'a> {
        let entry = self.graph.entry(id);
        let (metadata, reading) = (entry.metadata, entry.reading);
        let dek = metadata.summary.as_deref();
        let pointing = self.graph.backlinks(id);
        ArticleView {
            title: &metadata.title,
            apart: self.addresses.apart(id),
            url: self.addresses.article(id),
            absolute_url: self.absolute(id),
            markdown: self.config.output.markdown.then(|| self.form(id, "md")),
            json: self.config.output.json.then(|| self.form(id, "json")),
            lang: self.lang(id),
            dek,
            description: dek.unwrap_or(&reading.excerpt),
            date: metadata.date.map(Date),
            updated: metadata.updated.map(Date),
            author: metadata.author.as_deref(),
            author_speaks: speaks(reading, metadata.author.as_deref()),
            translator: metadata.translator.as_deref(),
            editor: metadata.editor.as_deref(),
            place: metadata.place.as_deref(),
            source: self.link(id, metadata.source.as_deref()),
            license: metadata.license.as_deref(),
            cover: self.picture(id, metadata.cover.as_deref()),
            tags: self.graph.tags.of(id).iter().map(|tag| self.tag_link(*tag)).collect(),
            series: self.series_of(id),
            interview: reading.interview.is_some(),
            stub: reading.stub,
            page: self.graph.is_page(id),
            draft: metadata.draft,
            participants: self.participants(id),
            guests: guests(reading).len() as u32,
            questions: questions(reading),
            minutes: minutes(reading),
            characters: reading.characters,
            words: reading.words,
            printed: self.graph.related(id).iter().any(|link| link.is_printed()),
            related: self.graph.related(id).iter().map(|link| self.related(link, id)).collect(),
            more: self.more(id),
            backlinks: self.cards(pointing.iter().take(BACKLINKS).copied()),
            all_backlinks: (pointing.len() > BACKLINKS)
                .then(|| self.addresses.backlinks(id).as_str().to_owned()),
            backlink_count: pointing.len() as u32,
            newer: self.graph.newer(id).map(|newer| self.card(newer)),
            older: self.graph.older(id).map(|older| self.card(older)),
            extra: &metadata.extra,
        }
    }

    fn form(&self, id: ArticleId, ending: &str) -> String {
        self.addresses.form(id, ending).as_str().to_owned()
    }

    fn participants(&self, id: ArticleId) -> Vec<Participant<'a>> {
        let interview = self.graph.entry(id).reading.interview.as_ref();
        let speakers = interview.map_or(&[][..], |interview| &interview.speakers);
        let mut answering = 0;
        let mut participants: Vec<Participant<'a>> = Vec::with_capacity(speakers.len());
        for (speaker, known) in speakers.iter().zip(self.graph.cast.of(id)) {
            let name = known.map_or(&*speaker.name, |known| self.graph.cast.name(known));
            answering += u16::from(speaker.role != Role::Host);
            participants.push(Participant {
                name: &speaker.name,
                named: known.is_some(),
                initial: &speaker.name[..speaker.name.chars().next().map_or(0, char::len_utf8)],
                role: speaker.role.as_str(),
                url: known.and_then(|known| self.addresses.speaker(known)),
                bio: self.config.speakers.get(name).and_then(|entry| entry.bio.as_deref()),
                guest: (speaker.role != Role::Host).then_some(answering),
            });
        }
        participants.sort_by_key(|participant| participant.role != Role::Guest.as_str());
        participants
    }

    fn series_of(&self, id: ArticleId) -> Option<SeriesView<'a>> {
        let series = *self.graph.series.of(id).first()?;
        let articles = self.graph.series.articles(series);
        let after = articles.iter().filter(|other| **other >= id).count();
        let TermLink { name, url, count } = self.series_link(series);
        Some(SeriesView { name, url, part: after as u32, count })
    }

    fn more(&self, id: ArticleId) -> Vec<MoreView<'a>> {
        if self.graph.is_page(id) {
            return Vec::new();
        }
        let shown = |other: &ArticleId| {
            self.graph.backlinks(id).contains(other)
                || self
                    .graph
                    .related(id)
                    .iter()
                    .any(|link| matches!(link, Link::Local { to, .. } if to == other))
        };
        let more = self.graph.cast.guests_of(id).take(GUESTS).map(|guest| {
            let near = self.graph.more_with(guest, id, REACH).into_iter();
            let others = near.filter(|other| !shown(other)).take(MORE);
            let cards = self.cards(others);
            MoreView { name: self.graph.cast.name(guest), url: self.addresses.speaker(guest), cards }
        });
        more.filter(|more| !more.cards.is_empty()).collect()
    }

    fn related(&self, link: &Link<'a>, from: ArticleId) -> RelatedView<'a> {
        match *link {
            Link::Local { to, filled } => {
                let entry = self.graph.entry(to);
                let key = self.card_key(to);
                RelatedView {
                    kind: "local",
                    title: &entry.metadata.title,
                    url: Cow::Borrowed(self.addresses.article(to)),
                    cover: key.map_or_else(|| self.cover(to), |_| None),
                    date: entry.metadata.date.map(Date),
                    guests: key.map_or_else(|| guests(entry.reading), |_| Vec::new()),
                    lang: self.lang(to),
                    filled: filled.map(Kinship::as_str),
                    key,
                }
            }
            Link::External { title, url, image } => RelatedView {
                kind: "external",
                title,
                url: self.link(from, Some(url)).unwrap_or_default(),
                cover: self.picture(from, image),
                date: None,
                guests: Vec::new(),
                lang: self.lang(from),
                filled: None,
                key: None,
            },
        }
    }
}
