//! What the whole site shows: lines and pictures that recur in one account's articles, and names that speak in several.
//!
//! In come all findings; out come answers about one of them. Invariant: the order of the findings does not matter, and
//! a reading depends on [`Evidence`] only through its [`Bits`].

use std::collections::HashMap;
use std::hash::{Hash, Hasher};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::Finding;
use super::finding::{Edge, Name, flags};
use super::names::Class;
use crate::article::{Identity, Metadata};

/// Articles of one account in which a line has to stand before it counts as boilerplate.
const RECURS: u32 = 3;
/// Accounts in whose articles a line has to stand before it counts as an exporter's.
const ACCOUNTS: u32 = 4;
/// Articles in which a name has to speak before it is known.
const KNOWN: u32 = 2;
/// Turns that a name has to have in an article.
const TURNS: usize = 3;

/// What the whole site shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// Articles, by account and line; only what recurs.
    lines: HashMap<u64, u32>,
    /// Names that speak in several articles, by hash.
    names: HashMap<u64, u32>,
}

/// What evidence says of one finding: equal bits, equal readings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bits(u64);

impl Evidence {
    /// Gathers the evidence of all articles; the order of `findings` does not matter.
    pub fn gather<'a>(findings: impl Iterator<Item = (&'a Metadata, &'a Finding)>) -> Self {
        let mut lines = Vec::new();
        let mut names = Vec::new();
        let mut own = Vec::new();
        for (metadata, finding) in findings {
            let account = account(metadata);
            own.clear();
            own.extend(
                finding.edges.iter().filter(|edge| edge.hash != 0).map(|edge| key(account, edge.hash)),
            );
            own.sort_unstable();
            own.dedup();
            lines.extend_from_slice(&own);
            names.extend(speaking(finding));
        }
        let mut counted = count(lines);
        // A line that stands in the articles of many accounts is the exporter's.
        let across = count(counted.iter().map(|(key, _)| key & u64::from(u32::MAX)).collect());
        counted.extend(
            across.into_iter().filter(|(_, accounts)| *accounts >= ACCOUNTS).map(|(hash, _)| (hash, RECURS)),
        );
        Self {
            lines: counted.into_iter().filter(|(_, articles)| *articles >= RECURS).collect(),
            names: count(names).into_iter().filter(|(_, articles)| *articles >= KNOWN).collect(),
        }
    }

    /// Whether a line stands in several articles of the account.
    pub(super) fn recurs(&self, account: Account, edge: &Edge) -> bool {
        edge.hash != 0
            && (self.lines.contains_key(&key(account, edge.hash))
                || self.lines.contains_key(&u64::from(edge.hash)))
    }

    /// Whether a name speaks in several articles.
    pub(super) fn knows(&self, name: &Name) -> bool {
        self.names.contains_key(&hash_of_name(name))
    }

    /// What a reading of `finding` may depend on, small and hashable: while it stays the same, so does the reading.
    pub fn bits_for(&self, metadata: &Metadata, finding: &Finding) -> Bits {
        let account = account(metadata);
        let mut hasher = Xxh3::new();
        for edge in &finding.edges {
            self.recurs(account, edge).hash(&mut hasher);
        }
        for name in &finding.names {
            self.knows(name).hash(&mut hasher);
        }
        Bits(hasher.finish())
    }
}

/// An account, as a hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account(u32);

/// The account that an article is of: its address says it, else its byline.
pub(super) fn account(metadata: &Metadata) -> Account {
    let name = match &metadata.identity {
        Some(Identity::Long { biz, .. }) => biz.as_str(),
        _ => metadata.author.as_deref().unwrap_or_default(),
    };
    Account(xxh3_64(name.as_bytes()) as u32 | 1)
}

fn key(account: Account, hash: u32) -> u64 {
    u64::from(account.0) << 32 | u64::from(hash)
}

/// Names with enough turns, by hash, each once.
fn speaking(finding: &Finding) -> Vec<u64> {
    let labels = finding.labels.iter().filter(|label| label.flags & flags::BARE == 0);
    let mut turns = vec![0; finding.names.len()];
    labels.for_each(|label| turns[usize::from(label.name)] += 1);
    let names = finding.names.iter().zip(turns).filter(|(_, turns)| *turns >= TURNS);
    let mut names: Vec<u64> = names.map(|(name, _)| hash_of_name(name)).collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn hash_of_name(name: &Name) -> u64 {
    let class = Class::of(&name.text);
    xxh3_64(if class.core.is_empty() { name.text.as_bytes() } else { class.core.as_bytes() })
}

/// How often each occurs, sorted.
fn count(mut keys: Vec<u64>) -> Vec<(u64, u32)> {
    keys.sort_unstable();
    let runs = keys.chunk_by(|a, b| a == b);
    runs.map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX))).collect()
}
