//! Who speaks on the whole site.
//!
//! In come the speakers that each reading names; out goes one speaker for each person. Invariant: two articles share a
//! speaker only where one prints the other's full name, or a spelling that no third person has; never on a surname,
//! never on a part like 记者.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::person::{is_distinct, is_name_with_part, is_person};
use super::{ArticleId, Entry, Rows, fold};
use crate::config::Rules;
use crate::interview::{Role, Speaker, SpeakerIndex};

/// A place in the list of the site's speakers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpeakerId(u32);

impl SpeakerId {
    /// The place.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One person of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Appearance {
    /// Where.
    pub article: ArticleId,
    /// Which of its speakers.
    pub speaker: SpeakerIndex,
}

/// The site's speakers.
#[derive(Debug, Default)]
pub struct Cast<'a> {
    names: Vec<&'a str>,
    aliases: Rows<&'a str>,
    appearances: Rows<Appearance>,
    articles: Rows<ArticleId>,
    of: Rows<Option<SpeakerId>>,
    guests: Rows<SpeakerId>,
}

impl<'a> Cast<'a> {
    /// Gathers everyone. Speakers with more articles come first.
    pub(super) fn gather(articles: &[Entry<'a>], rules: &'a Rules) -> Self {
        let people = Groups::gather(articles, rules).people(rules);
        let mut cast = Self::default();
        for entry in articles {
            cast.of.push(speakers(entry).map(|_| None));
        }
        for (place, person) in people.into_iter().enumerate() {
            for Appearance { article, speaker } in &person.appearances {
                cast.of.row_mut(article.index())[usize::from(speaker.0)] = Some(SpeakerId(place as u32));
            }
            cast.names.push(person.name);
            cast.aliases.push(person.aliases);
            cast.articles.push(person.articles);
            cast.appearances.push(person.appearances);
        }
        for (entry, of) in articles.iter().zip(cast.of.iter()) {
            let known = speakers(entry).zip(of);
            let guests = known.filter(|((_, it), _)| it.role == Role::Guest);
            let mut guests: Vec<SpeakerId> = guests.filter_map(|(_, id)| *id).collect();
            guests.dedup();
            cast.guests.push(guests);
        }
        cast
    }

    /// Every speaker.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = SpeakerId> + use<> {
        (0..self.names.len() as u32).map(SpeakerId)
    }

    /// The fullest spelling.
    pub fn name(&self, speaker: SpeakerId) -> &'a str {
        self.names[speaker.index()]
    }

    /// Other spellings, sorted.
    pub fn aliases(&self, speaker: SpeakerId) -> &[&'a str] {
        self.aliases.row(speaker.index())
    }

    /// Where somebody speaks, newest first.
    pub fn appearances(&self, speaker: SpeakerId) -> &[Appearance] {
        self.appearances.row(speaker.index())
    }

    /// The articles in which somebody speaks, newest first.
    pub fn articles(&self, speaker: SpeakerId) -> &[ArticleId] {
        self.articles.row(speaker.index())
    }

    /// For each of a reading's speakers, who that is on the site; `None` for a part.
    pub fn of(&self, article: ArticleId) -> &[Option<SpeakerId>] {
        self.of.row(article.0 as usize)
    }

    /// The guests of an article.
    pub fn guests_of(&self, article: ArticleId) -> impl Iterator<Item = SpeakerId> + '_ {
        self.guests.row(article.0 as usize).iter().copied()
    }
}

/// The speakers of an article, numbered.
fn speakers<'a>(entry: &Entry<'a>) -> impl Iterator<Item = (SpeakerIndex, &'a Speaker)> + use<'a> {
    let speakers = entry.reading.interview.as_ref().map_or(&[][..], |interview| &interview.speakers);
    speakers.iter().enumerate().map(|(place, speaker)| (SpeakerIndex(place as u16), speaker))
}

/// One person while gathering.
#[derive(Default)]
struct Person<'a> {
    name: &'a str,
    aliases: Vec<&'a str>,
    appearances: Vec<Appearance>,
    articles: Vec<ArticleId>,
}

/// Speakers whose full name is spelled the same.
#[derive(Default)]
struct Namesakes<'a> {
    appearances: Vec<Appearance>,
    aliases: BTreeSet<&'a str>,
}

/// Speakers with one full name.
#[derive(Default)]
struct Group<'a> {
    appearances: Vec<Appearance>,
    /// Every spelling, with how often it was the full name.
    spellings: BTreeMap<&'a str, u32>,
}

struct Groups<'a> {
    by_name: BTreeMap<String, Group<'a>>,
}

impl<'a> Groups<'a> {
    fn gather(articles: &[Entry<'a>], rules: &'a Rules) -> Self {
        // A name is looked at once, however many articles print it.
        let mut spelled: BTreeMap<&'a str, Namesakes<'a>> = BTreeMap::new();
        for (place, entry) in articles.iter().enumerate() {
            let article = ArticleId(place as u32);
            for (number, it) in speakers(entry).filter(|(_, it)| it.role != Role::Audience) {
                let namesakes = spelled.entry(&it.name).or_default();
                namesakes.appearances.push(Appearance { article, speaker: number });
                namesakes.aliases.extend(it.aliases.iter().map(|alias| &**alias));
            }
        }
        let declared = declared(rules);
        let mut by_name: BTreeMap<String, Group<'a>> = BTreeMap::new();
        for (name, Namesakes { appearances, aliases }) in spelled {
            let key = fold(name);
            let key = declared.get(&*key).map_or(&*key, |name| name.as_str());
            if !declared.values().any(|known| known == key) && !is_person(name) {
                continue;
            }
            let group = by_name.entry(key.to_owned()).or_default();
            *group.spellings.entry(name).or_default() += appearances.len() as u32;
            for alias in aliases {
                group.spellings.entry(alias).or_default();
            }
            group.appearances.extend(appearances);
        }
        Self { by_name }
    }

    /// Groups whose full name is a spelling of exactly one other group join it.
    fn people(mut self, rules: &'a Rules) -> Vec<Person<'a>> {
        for (name, target) in self.joins() {
            let Some(group) = self.by_name.remove(&name) else { continue };
            match self.by_name.get_mut(&target) {
                Some(into) => {
                    into.appearances.extend(group.appearances);
                    for (spelling, count) in group.spellings {
                        *into.spellings.entry(spelling).or_default() += count;
                    }
                }
                None => drop(self.by_name.insert(name, group)),
            }
        }
        let mut people: Vec<Person<'a>> =
            self.by_name.into_iter().map(|(key, group)| person(&key, group, rules)).collect();
        people.sort_by_key(|person| (Reverse(person.articles.len()), person.name));
        people
    }

    /// (group, the group it joins), the groups that others join last.
    fn joins(&self) -> Vec<(String, String)> {
        let mut owners: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for (key, group) in &self.by_name {
            for spelling in group.spellings.keys() {
                let folded = fold(spelling);
                let other = folded != *key && self.by_name.contains_key(&*folded);
                if other && is_distinct(spelling, key) {
                    let owners = owners.entry(folded.into_owned()).or_default();
                    if owners.last() != Some(&key.as_str()) {
                        owners.push(key);
                    }
                }
            }
        }
        let mut joins: Vec<(String, String)> = owners
            .into_iter()
            .filter_map(|(name, owners)| match owners.as_slice() {
                [only] => Some((name, (*only).to_owned())),
                _ => None,
            })
            .collect();
        // A shorter name joins a longer one before that joins a longer one still.
        joins.sort_by_key(|(name, _)| name.chars().count());
        joins
    }
}

/// Folded spelling to folded name, as the configuration says.
fn declared(rules: &Rules) -> BTreeMap<String, String> {
    let mut declared = BTreeMap::new();
    for speaker in &rules.speakers {
        let name = fold(&speaker.name).into_owned();
        for spelling in speaker.aliases.iter().chain([&speaker.name]) {
            declared.insert(fold(spelling).into_owned(), name.clone());
        }
    }
    declared
}

/// Names a person: as the configuration spells it, else the longest full name, else the most usual.
fn person<'a>(key: &str, group: Group<'a>, rules: &'a Rules) -> Person<'a> {
    let declared = rules.speakers.iter().find(|speaker| fold(&speaker.name) == key);
    let full = group.spellings.iter().filter(|(_, count)| **count > 0);
    let longest = full.min_by_key(|(name, count)| (Reverse(name.chars().count()), Reverse(**count), **name));
    let name = match declared {
        Some(speaker) => speaker.name.as_str(),
        None => longest.map_or("", |(name, _)| name),
    };
    let printed = group.spellings.into_keys();
    let other = |it: &&str| fold(it) != fold(name) && is_person(it) && !is_name_with_part(it, name);
    let mut aliases: Vec<&str> = printed.filter(other).collect();
    if let Some(speaker) = declared {
        aliases.extend(speaker.aliases.iter().map(String::as_str));
    }
    aliases.sort_unstable();
    aliases.dedup();
    let mut appearances = group.appearances;
    appearances.sort_unstable();
    let mut articles: Vec<ArticleId> = appearances.iter().map(|it| it.article).collect();
    articles.dedup();
    Person { name, aliases, appearances, articles }
}
