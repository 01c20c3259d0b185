//! Everyone who speaks, and one person's page.

use serde::Serialize;

use super::pager::{Pager, pages_of, span};
use super::terms::NAMES;
use super::{Card, Date, Timeline, Views};
use crate::graph::{Appearance, ArticleId, SpeakerId};
use crate::interview::{Interview, Role, Speaker, Voice};

/// Everyone who speaks.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct PeopleView<'a> {
    /// Those who answered somewhere, those with more articles first.
    pub guests: Vec<PersonCard<'a>>,
    /// Those who only asked; behind the others where there is more than one page.
    pub hosts: Vec<PersonCard<'a>>,
    /// How many answered somewhere, on all pages.
    pub guest_count: u32,
    /// How many only asked, on all pages.
    pub host_count: u32,
    /// Where the list goes on.
    pub pager: Pager,
}

/// A person in a line.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct PersonCard<'a> {
    /// The fullest spelling.
    pub name: &'a str,
    /// Link to the person's page.
    pub url: &'a str,
    /// A few words, from the configuration.
    pub bio: Option<&'a str>,
    /// How many articles the person speaks in.
    pub count: u32,
    /// The newest of them.
    pub latest: Option<Card<'a>>,
}

/// One person.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct PersonView<'a> {
    /// The fullest spelling.
    pub name: &'a str,
    /// Link to the person's first page.
    pub url: &'a str,
    /// Link to the person's feed, if there is one.
    pub feed: Option<String>,
    /// Other spellings.
    pub aliases: &'a [&'a str],
    /// A few words, from the configuration.
    pub bio: Option<&'a str>,
    /// A page about the person elsewhere, from the configuration.
    pub link: Option<&'a str>,
    /// Whether the person answers anywhere.
    pub guest: bool,
    /// When the person first spoke here.
    pub first: Option<Date>,
    /// When the person last spoke here.
    pub last: Option<Date>,
    /// How many turns are the person's, in all.
    pub turns: u32,
    /// How many conversations there are, on all pages.
    pub talks: u32,
    /// The conversations along the years, on the first page; none where all fell on one day.
    pub timeline: Option<Timeline<'a>>,
    /// The conversations of this page, newest first.
    pub interviews: Vec<PersonInterview<'a>>,
    /// Where the list goes on.
    pub pager: Pager,
}

/// One article in which a person speaks.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct PersonInterview<'a> {
    /// The article.
    pub card: Card<'a>,
    /// The person's part there.
    pub role: &'static str,
    /// How many turns are the person's.
    pub turns: u32,
    /// Who asks there, if it is not this person.
    pub hosts: Vec<&'a str>,
    /// What the person answers there, under the questions; read from the article's text when the page is rendered.
    pub answers: Vec<Answered>,
}

/// A question and the beginning of somebody's answer.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Answered {
    /// Link to the question; to the article where nobody asks.
    pub url: String,
    /// The question's number in its conversation; none where nobody asks.
    pub number: Option<u32>,
    /// Plain text; a long one is cut down to the sentence that asks. Empty where nobody asks.
    pub question: String,
    /// Plain text.
    pub answer: String,
    /// Whether the answer goes on.
    pub more: bool,
}

impl<'a> Views<'a> {
    /// A page, 0-based, of everyone who speaks: those who answer first.
    pub fn people(&self, number: u32) -> PeopleView<'a> {
        let (guests, hosts) = self.graph.cast.ids().partition::<Vec<_>, _>(|id| self.answers(*id));
        let (guest_count, host_count) = (guests.len() as u32, hosts.len() as u32);
        let all: Vec<(SpeakerId, bool)> =
            guests.into_iter().map(|id| (id, true)).chain(hosts.into_iter().map(|id| (id, false))).collect();
        let shown = &all[span(number, NAMES, all.len())];
        let cards = |answer: bool| {
            let some = shown.iter().filter(|(_, answers)| *answers == answer);
            some.filter_map(|(id, _)| self.person_card(*id)).collect()
        };
        let first = self.addresses.base().permalink("speakers/");
        PeopleView {
            guests: cards(true),
            hosts: cards(false),
            guest_count,
            host_count,
            pager: Pager::of(first.as_str(), number, pages_of(all.len(), NAMES)),
        }
    }

    fn person_card(&self, id: SpeakerId) -> Option<PersonCard<'a>> {
        let cast = &self.graph.cast;
        Some(PersonCard {
            name: cast.name(id),
            url: self.addresses.speaker(id)?,
            bio: self.config.speakers.get(cast.name(id)).and_then(|entry| entry.bio.as_deref()),
            count: cast.articles(id).len() as u32,
            latest: cast.articles(id).first().map(|article| self.card(*article)),
        })
    }

    /// A page, 0-based, of one person's.
    pub fn person(&self, id: SpeakerId, number: u32) -> PersonView<'a> {
        let cast = &self.graph.cast;
        let known = self.config.speakers.get(cast.name(id));
        let dates = cast.articles(id).iter().filter_map(|article| self.graph.entry(*article).metadata.date);
        let all = cast.appearances(id);
        let url = self.addresses.speaker(id).unwrap_or_default();
        PersonView {
            name: cast.name(id),
            url,
            feed: self.addresses.has_feed(cast.articles(id), self.graph).then(|| format!("{url}rss.xml")),
            aliases: cast.aliases(id),
            bio: known.and_then(|entry| entry.bio.as_deref()),
            link: known.and_then(|entry| entry.url.as_deref()),
            guest: self.answers(id),
            first: dates.clone().min().map(Date),
            last: dates.max().map(Date),
            turns: all.iter().map(|it| self.turns_of(it)).sum(),
            talks: all.len() as u32,
            timeline: if number == 0 { self.timeline(id) } else { None },
            interviews: self.appearances_on(id, number).iter().filter_map(|it| self.appearance(it)).collect(),
            pager: Pager::of(url, number, pages_of(all.len(), self.config.paginate_by)),
        }
    }

    /// Where somebody speaks, as far as a page goes.
    pub(crate) fn appearances_on(&self, id: SpeakerId, number: u32) -> &'a [Appearance] {
        let all = self.graph.cast.appearances(id);
        &all[span(number, self.config.paginate_by, all.len())]
    }

    /// The articles of a page whose text is read for answers.
    pub(super) fn answered_on(&self, id: SpeakerId, number: u32) -> impl Iterator<Item = ArticleId> {
        let answering = self.appearances_on(id, number).iter().filter(|it| self.is_answering(it));
        answering.map(|it| it.article).collect::<Vec<_>>().into_iter()
    }

    /// Whether somebody answers in an article.
    pub(crate) fn is_answering(&self, it: &Appearance) -> bool {
        let speaker = self.speakers(it.article).get(it.speaker.0 as usize);
        speaker.is_some_and(|speaker| !speaker.role.asks())
    }

    /// How many turns of an article are somebody's.
    fn turns_of(&self, it: &Appearance) -> u32 {
        let interview = self.graph.entry(it.article).reading.interview.as_ref();
        let turns = interview.map_or_else(Vec::new, Interview::turns);
        turns.iter().filter(|turn| turn.voice == Voice::Printed(it.speaker)).count() as u32
    }

    fn answers(&self, id: SpeakerId) -> bool {
        self.graph.cast.appearances(id).iter().any(|it| self.is_answering(it))
    }

    fn speakers(&self, article: ArticleId) -> &'a [Speaker] {
        self.graph.entry(article).reading.interview.as_ref().map_or(&[], |interview| &interview.speakers)
    }

    fn appearance(&self, it: &Appearance) -> Option<PersonInterview<'a>> {
        let interview = self.graph.entry(it.article).reading.interview.as_ref()?;
        let speaker = interview.speakers.get(it.speaker.0 as usize)?;
        let known = self.graph.cast.of(it.article);
        let others = interview.speakers.iter().zip(known).filter(|(other, known)| {
            other.role == Role::Host && other.name != speaker.name && known.is_some()
        });
        Some(PersonInterview {
            card: self.card(it.article),
            role: speaker.role.as_str(),
            turns: self.turns_of(it),
            hosts: others.map(|(host, _)| &*host.name).collect(),
            answers: Vec::new(),
        })
    }
}
