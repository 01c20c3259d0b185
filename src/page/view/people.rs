//! Everyone who speaks, and one person's page.

use serde::Serialize;

use super::{Card, Date, Views};
use crate::graph::{Appearance, ArticleId, SpeakerId};
use crate::interview::{Role, Speaker, Turn, Voice};

/// Everyone who speaks.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct PeopleView<'a> {
    /// Those who answered somewhere, those with more articles first.
    pub guests: Vec<PersonCard<'a>>,
    /// Those who only asked.
    pub hosts: Vec<PersonCard<'a>>,
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
    /// Link to this page.
    pub url: &'a str,
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
    /// The articles, newest first.
    pub interviews: Vec<PersonInterview<'a>>,
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
}

impl<'a> Views<'a> {
    /// Everyone who speaks.
    pub fn people(&self) -> PeopleView<'a> {
        let (guests, hosts) = self.graph.cast.ids().partition::<Vec<_>, _>(|id| self.answers(*id));
        let cards = |ids: Vec<SpeakerId>| ids.into_iter().filter_map(|id| self.person_card(id)).collect();
        PeopleView { guests: cards(guests), hosts: cards(hosts) }
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

    /// One person's page.
    pub fn person(&self, id: SpeakerId) -> PersonView<'a> {
        let cast = &self.graph.cast;
        let known = self.config.speakers.get(cast.name(id));
        let dates = cast.articles(id).iter().filter_map(|article| self.graph.entry(*article).metadata.date);
        let interviews: Vec<PersonInterview<'a>> =
            cast.appearances(id).iter().filter_map(|it| self.appearance(it)).collect();
        PersonView {
            name: cast.name(id),
            url: self.addresses.speaker(id).unwrap_or_default(),
            aliases: cast.aliases(id),
            bio: known.and_then(|entry| entry.bio.as_deref()),
            link: known.and_then(|entry| entry.url.as_deref()),
            guest: self.answers(id),
            first: dates.clone().min().map(Date),
            last: dates.max().map(Date),
            turns: interviews.iter().map(|interview| interview.turns).sum(),
            interviews,
        }
    }

    fn answers(&self, id: SpeakerId) -> bool {
        let role = |it: &Appearance| self.speakers(it.article).get(it.speaker.0 as usize).map(|it| it.role);
        self.graph.cast.appearances(id).iter().any(|it| role(it).is_some_and(|role| !role.asks()))
    }

    fn speakers(&self, article: ArticleId) -> &'a [Speaker] {
        self.graph.entry(article).reading.interview.as_ref().map_or(&[], |interview| &interview.speakers)
    }

    fn appearance(&self, it: &Appearance) -> Option<PersonInterview<'a>> {
        let interview = self.graph.entry(it.article).reading.interview.as_ref()?;
        let speaker = interview.speakers.get(it.speaker.0 as usize)?;
        let own = |turn: &&Turn| turn.voice == Voice::Printed(it.speaker);
        let known = self.graph.cast.of(it.article);
        let others = interview.speakers.iter().zip(known).filter(|(other, known)| {
            other.role == Role::Host && other.name != speaker.name && known.is_some()
        });
        Some(PersonInterview {
            card: self.card(it.article),
            role: speaker.role.as_str(),
            turns: interview.turns.iter().filter(own).count() as u32,
            hosts: others.map(|(host, _)| host.name.as_str()).collect(),
        })
    }
}
