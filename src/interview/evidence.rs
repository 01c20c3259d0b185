//! What the whole site shows: lines and pictures that recur in one account's articles, and names that speak in several.
//!
//! In come the traces of all findings; out come answers about one of them. Invariant: the order of the findings does not
//! matter, and a reading depends on [`Evidence`] only through its [`Bits`].

use std::collections::HashMap;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::Finding;
use super::finding::{Edge, Name, PictureLine, flags};
use super::names::Class;
use super::tally::{Share, Tally};
use crate::article::{Identity, Metadata};

/// Articles of one account in which a line has to stand before it counts as boilerplate.
pub(super) const RECURS: u32 = 3;
/// Accounts in whose articles a line has to stand before it counts as an exporter's.
pub(super) const ACCOUNTS: u32 = 4;
/// Articles in which a name has to speak before it is known.
pub(super) const KNOWN: u32 = 2;
/// Turns that a name has to have in an article.
const TURNS: usize = 3;
/// Articles that a thread counts at once, at least.
const BATCH: usize = 256;

/// What the whole site shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// Articles, by account and line; only what recurs.
    lines: HashMap<u64, u32>,
    /// Names that speak in several articles, by hash.
    names: HashMap<u64, u32>,
}

/// What evidence says of one finding: equal bits, equal readings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Bits(u64);

/// All that evidence is gathered from, and asked about, of one article.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traces {
    account: Account,
    /// Hashes of the finding's edges, in order.
    lines: Box<[u32]>,
    /// Hashes of its pictures, in order.
    pictures: Box<[u32]>,
    /// Hashes of its names, in order.
    names: Box<[u64]>,
    /// Those of names with enough turns, each once.
    speaking: Box<[u64]>,
}

impl Traces {
    /// The traces of one article.
    pub fn of(metadata: &Metadata, finding: &Finding) -> Self {
        let names: Box<[u64]> = finding.names.iter().map(hash_of_name).collect();
        Self {
            account: account(metadata),
            lines: finding.edges.iter().map(|edge| edge.hash).collect(),
            pictures: finding.pictures.iter().map(|line| line.hash).collect(),
            speaking: speaking(finding, &names),
            names,
        }
    }

    /// What the article adds to the evidence.
    pub fn share(&self) -> Share {
        Share { lines: self.own_lines(), names: self.speaking.to_vec() }
    }

    /// Its account's lines, sorted, each once.
    fn own_lines(&self) -> Vec<u64> {
        let lines = self.lines.iter().chain(&self.pictures).filter(|hash| **hash != 0);
        let mut lines: Vec<u64> = lines.map(|hash| key(self.account, *hash)).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }
}

impl Evidence {
    /// Gathers the evidence of all articles; the order of `findings` does not matter.
    pub fn gather<'a>(findings: impl Iterator<Item = (&'a Metadata, &'a Finding)>) -> Self {
        let traces: Vec<Traces> = findings.map(|(metadata, finding)| Traces::of(metadata, finding)).collect();
        Self::of_traces(traces.iter())
    }

    /// The same of what was kept of the findings.
    pub fn of_traces<'a>(traces: impl Iterator<Item = &'a Traces>) -> Self {
        Self::tallied(traces).0
    }

    /// The same, with everything that was counted.
    pub fn tallied<'a>(traces: impl Iterator<Item = &'a Traces>) -> (Self, Tally) {
        let traces: Vec<&Traces> = traces.collect();
        let all = traces.par_iter().with_min_len(BATCH);
        let lines = count(all.clone().flat_map_iter(|traces| traces.own_lines()).collect());
        let names = count(all.flat_map_iter(|traces| traces.speaking.iter().copied()).collect());
        // A line that stands in the articles of many accounts is the exporter's.
        let accounts = count(lines.iter().map(|(key, _)| key & u64::from(u32::MAX)).collect());
        let many = accounts.iter().filter(|(_, accounts)| *accounts >= ACCOUNTS);
        let often = lines.iter().filter(|(_, articles)| *articles >= RECURS).copied();
        let evidence = Self {
            lines: often.chain(many.map(|(hash, _)| (*hash, RECURS))).collect(),
            names: names.iter().filter(|(_, articles)| *articles >= KNOWN).copied().collect(),
        };
        (evidence, Tally { lines, accounts, names, ..Tally::default() })
    }

    /// Whether a line stands in several articles of the account.
    pub(super) fn recurs(&self, account: Account, edge: &Edge) -> bool {
        self.recurs_as(account, edge.hash)
    }

    fn recurs_as(&self, account: Account, hash: u32) -> bool {
        hash != 0
            && (self.lines.contains_key(&key(account, hash)) || self.lines.contains_key(&u64::from(hash)))
    }

    /// Whether a picture stands in several articles of the account, or in those of many accounts.
    pub(super) fn adorns(&self, account: Account, line: &PictureLine) -> bool {
        self.recurs_as(account, line.hash)
    }

    /// Whether a name speaks in several articles.
    pub(super) fn knows(&self, name: &Name) -> bool {
        self.names.contains_key(&hash_of_name(name))
    }

    /// What a reading of the finding that left `traces` may depend on, small and hashable: while it stays the same, so
    /// does the reading.
    pub fn bits_for(&self, traces: &Traces) -> Bits {
        let lines = traces.lines.iter().map(|hash| self.recurs_as(traces.account, *hash));
        let names = traces.names.iter().map(|hash| self.names.contains_key(hash));
        let pictures = traces.pictures.iter().map(|hash| self.recurs_as(traces.account, *hash));
        let bits: Vec<u8> = lines.chain(names).chain(pictures).map(u8::from).collect();
        Bits(xxh3_64(&bits))
    }
}

/// An account, as a hash.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Account(u32);

/// The account that an article is of: its address says it, else its byline.
pub(super) fn account(metadata: &Metadata) -> Account {
    let printed = metadata.identity.as_ref().and_then(Identity::account);
    let name = printed.or(metadata.author.as_deref()).unwrap_or_default();
    Account((xxh3_64(name.as_bytes()) as u32).max(1))
}

fn key(account: Account, hash: u32) -> u64 {
    u64::from(account.0) << 32 | u64::from(hash)
}

/// Names with enough turns, by hash, each once; `hashes` are those of all names.
fn speaking(finding: &Finding, hashes: &[u64]) -> Box<[u64]> {
    let labels = finding.labels.iter().filter(|label| label.flags & flags::BARE == 0);
    let mut turns = vec![0; finding.names.len()];
    labels.for_each(|label| turns[usize::from(label.name)] += 1);
    let names = hashes.iter().zip(turns).filter(|(_, turns)| *turns >= TURNS);
    let mut names: Vec<u64> = names.map(|(hash, _)| *hash).collect();
    names.sort_unstable();
    names.dedup();
    names.into()
}

fn hash_of_name(name: &Name) -> u64 {
    let class = Class::of(&name.text);
    xxh3_64(if class.core.is_empty() { name.text.as_bytes() } else { class.core.as_bytes() })
}

/// How often each occurs, sorted.
fn count(mut keys: Vec<u64>) -> Vec<(u64, u32)> {
    keys.par_sort_unstable();
    let runs = keys.chunk_by(|a, b| a == b);
    runs.map(|run| (run[0], u32::try_from(run.len()).unwrap_or(u32::MAX))).collect()
}
