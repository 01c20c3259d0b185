//! What the whole site shows: paragraphs and pictures that recur in one account's articles.
//!
//! In come all findings; out go counts. Invariant: the order of articles does not matter, and what one article may ask
//! is only about its own edges, so that its answer is a few bits.

use std::collections::BTreeMap;

use super::finding::{EdgeKind, Finding};
use crate::article::Metadata;

/// In how many articles of an account a paragraph has to stand.
const OFTEN: u32 = 3;

/// What the whole site shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// Hash of account and paragraph: in how many articles.
    counts: BTreeMap<u64, u32>,
}

/// The part of the evidence that touches one article; equal bits, equal reading.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Bits(Vec<bool>);

impl Bits {
    /// Of each edge, whether it recurs.
    pub(super) fn recurs(&self) -> &[bool] {
        &self.0
    }
}

impl Evidence {
    /// Gathers the evidence of all articles; the order of `findings` does not matter.
    pub fn gather<'a>(findings: impl Iterator<Item = (&'a Metadata, &'a Finding)>) -> Self {
        let mut counts = BTreeMap::new();
        for (metadata, finding) in findings {
            let mut own: Vec<u64> = keys(metadata, finding).collect();
            own.sort_unstable();
            own.dedup();
            for key in own {
                *counts.entry(key).or_insert(0) += 1;
            }
        }
        counts.retain(|_, count| *count >= OFTEN);
        Self { counts }
    }

    /// What the evidence says about one article.
    pub fn bits_for(&self, metadata: &Metadata, finding: &Finding) -> Bits {
        let account = account(metadata);
        Bits(
            finding
                .edges
                .iter()
                .map(|edge| can_recur(edge) && self.counts.contains_key(&(edge.hash ^ account)))
                .collect(),
        )
    }
}

fn keys<'a>(metadata: &Metadata, finding: &'a Finding) -> impl Iterator<Item = u64> + 'a {
    let account = account(metadata);
    finding.edges.iter().filter(|edge| can_recur(edge)).map(move |edge| edge.hash ^ account)
}

fn can_recur(edge: &super::finding::Edge) -> bool {
    match edge.kind {
        EdgeKind::Picture => true,
        EdgeKind::Prose | EdgeKind::Loud => edge.characters + edge.words >= 4,
        EdgeKind::Rule | EdgeKind::Kept => false,
    }
}

/// The account: by its WeChat identity, else by its name.
fn account(metadata: &Metadata) -> u64 {
    let name = match &metadata.identity {
        Some(crate::article::Identity::Long { biz, .. }) => biz.as_str(),
        _ => metadata.author.as_deref().unwrap_or_default(),
    };
    xxhash_rust::xxh3::xxh3_64(name.as_bytes())
}
