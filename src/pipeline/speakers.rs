//! Who speaks on the site, under which spellings, and what made each of them the same person.

use super::{Pipeline, Stats};
use crate::config::{DeclaredSpeaker, Rules};
use crate::graph::{self, Graph, SpeakerId, fold};

/// One person of the site.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct KnownSpeaker {
    /// The fullest spelling.
    pub name: String,
    /// How many articles somebody speaks in.
    pub articles: usize,
    /// The other spellings.
    pub spellings: Vec<Spelling>,
}

/// Another spelling of a name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Spelling {
    /// As printed.
    pub name: String,
    /// What says that it is the same person.
    pub reason: String,
}

impl Pipeline {
    /// Everyone who speaks on the site, those with most articles first.
    pub fn speakers(&mut self, now: i64) -> Vec<KnownSpeaker> {
        // It is saving alone that can fail, and nothing is saved.
        let Ok(site) = self.understand(now, false, None, &mut Stats::default()) else { return Vec::new() };
        let graph = graph::link(self.memo.entries(&site.included), &site.config).value;
        let cast = &graph.cast;
        let known = |id: SpeakerId| KnownSpeaker {
            name: cast.name(id).to_owned(),
            articles: cast.articles(id).len(),
            spellings: cast
                .aliases(id)
                .iter()
                .map(|alias| Spelling {
                    name: (*alias).to_owned(),
                    reason: reason(&graph, id, alias, &site.config.rules),
                })
                .collect(),
        };
        cast.ids().map(known).collect()
    }
}

/// Why `alias` is the speaker's: the publisher, an article that prints both, or letters that differ in size alone.
fn reason(graph: &Graph<'_>, id: SpeakerId, alias: &str, rules: &Rules) -> String {
    let name = graph.cast.name(id);
    let declared =
        |speaker: &DeclaredSpeaker| speaker.name == alias || speaker.aliases.iter().any(|it| it == alias);
    if rules.speakers.iter().any(declared) {
        return "[speakers] in fangtan.toml says so".to_owned();
    }
    for appearance in graph.cast.appearances(id) {
        let entry = graph.entry(appearance.article);
        let speakers = entry.reading.interview.as_ref().map_or(&[][..], |interview| &interview.speakers);
        let Some(speaker) = speakers.get(usize::from(appearance.speaker.0)) else { continue };
        if speaker.aliases.iter().any(|it| **it == *alias) {
            let source = if entry.metadata.speakers.is_empty() { "prints" } else { "declares or prints" };
            return format!("{} {source} both", entry.path);
        }
    }
    if fold(name) == fold(alias) { "the same letters" } else { "a spelling that nobody else has" }.to_owned()
}
