//! What ties conversations to each other: printed references, and guests who come back.
//!
//! In comes the graph; out go the articles that something ties to another. Invariant: every article of a reference or a
//! guest is in the list; everything is in the order of the graph, newest first.

use std::collections::{BTreeMap, BTreeSet};

use super::{ArticleId, Graph, SpeakerId};

/// The tied part of the graph.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ties {
    /// Articles that refer, are referred to, or share a guest.
    pub articles: Vec<ArticleId>,
    /// Which article prints a reference to which other.
    pub references: Vec<(ArticleId, ArticleId)>,
    /// Guests of more than one conversation, each with all of them.
    pub guests: Vec<(SpeakerId, Vec<ArticleId>)>,
}

impl Ties {
    /// Gathers them.
    pub fn gather(graph: &Graph<'_>) -> Self {
        let mut references = Vec::new();
        let mut guests: BTreeMap<SpeakerId, Vec<ArticleId>> = BTreeMap::new();
        for id in graph.articles() {
            references.extend(graph.printed(id).filter(|to| !graph.is_page(*to)).map(|to| (id, to)));
            for guest in graph.cast.guests_of(id) {
                let talks = guests.entry(guest).or_default();
                if talks.last() != Some(&id) {
                    talks.push(id);
                }
            }
        }
        guests.retain(|_, talks| talks.len() > 1);
        let ends = references.iter().flat_map(|(from, to)| [*from, *to]);
        let tied: BTreeSet<ArticleId> = ends.chain(guests.values().flatten().copied()).collect();
        Self { articles: tied.into_iter().collect(), references, guests: guests.into_iter().collect() }
    }

    /// How many ties each article has, in the order of `articles`.
    pub fn weights(&self) -> Vec<u32> {
        let mut weights = vec![0; self.articles.len()];
        let ends = self.references.iter().flat_map(|(from, to)| [*from, *to]);
        for id in ends.chain(self.guests.iter().flat_map(|(_, talks)| talks.iter().copied())) {
            if let Ok(place) = self.articles.binary_search(&id) {
                weights[place] += 1;
            }
        }
        weights
    }
}
