//! What is remembered of each file.
//!
//! Invariant: records are sorted by path, one for each readable article of the last scan; what a record has found is that
//! of its hash and of the memo's rules.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};
use std::time::SystemTime;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use crate::article::{Identity, Metadata};
use crate::diagnostic::Diagnostic;
use crate::graph::Entry;
use crate::interview::{Bits, Evidence, Finding, Packed, Reading, Related, Tally, Traces};
use crate::output::{Doubt, Stamp};
use crate::source::{Source, fingerprint};

/// The memo tables.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// Boxed, so that they need not be moved when what holds them changes.
    pub(super) records: Vec<Box<Record>>,
    /// Hash of the rules that the findings were made under.
    pub(super) rules: u128,
    /// Why nothing could be recalled.
    pub(super) doubt: Option<Doubt>,
    /// What is not as it was loaded.
    pub(super) learned: Shards,
    /// Whether the next run has to look into every file.
    pub(super) doubted: bool,
    /// The first file that changed between the passes.
    pub(super) changed: OnceLock<Arc<str>>,
    /// Files that are being written to just now, sorted: what was read of them before stands.
    pub(super) open: Vec<Arc<str>>,
    /// What the last run's records show together.
    pub(super) evidence: Evidence,
    /// What that was gathered from.
    pub(super) tally: Tally,
}

/// What is remembered of one file.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) path: Arc<str>,
    /// The file as it was when it was read; `None` if it has to be looked into whatever its stamp says.
    pub(super) stamp: Option<Stamp>,
    pub(super) hash: u128,
    pub(super) metadata: Metadata,
    /// What evidence is gathered from.
    pub(super) traces: Traces,
    /// What its text shows by itself, until that is settled. It is wanted again where the evidence tips alone, and is found
    /// again then.
    pub(super) finding: Option<Packed<Finding>>,
    /// What reading had to say.
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) settled: Option<Settled>,
}

/// Parts that the records are saved in, by path, so that an edit need not write them all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Shards(u16);

impl Shards {
    /// How many there are.
    pub(super) const COUNT: usize = 16;

    /// The part that a record belongs to.
    pub(super) fn place(path: &str) -> usize {
        xxh3_64(path.as_bytes()) as usize % Self::COUNT
    }

    pub(super) fn add(&mut self, place: usize) {
        self.0 |= 1 << place;
    }

    pub(super) fn has(self, place: usize) -> bool {
        self.0 & 1 << place != 0
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A reading.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Settled {
    /// What the site had to say about the article.
    pub(super) bits: Bits,
    pub(super) reading: Reading,
    /// Hash of the reading.
    #[serde(with = "postcard::fixint::le")]
    pub(super) key: u128,
    /// What settling had to say.
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl Memo {
    /// Makes the next run look into these files.
    pub(super) fn doubt(&mut self, files: &[PathBuf]) {
        for record in &mut self.records {
            if files.iter().any(|file| file.ends_with(&*record.path)) {
                record.stamp = None;
            }
        }
    }

    /// Lets go of what no page shows, if the records at `places` are the site: why something was read so, and what an
    /// article printed of another one of the site, which is shown as that one is.
    pub(super) fn forget_unshown(&mut self, places: &[usize]) {
        let identity = |place: &usize| self.records[*place].metadata.identity.as_ref();
        let name = |identity: &Identity| fingerprint(identity.key().as_bytes());
        let own: HashSet<u128> = places.iter().filter_map(identity).map(name).collect();
        self.records.par_iter_mut().filter_map(|record| record.settled.as_mut()).for_each(|settled| {
            let is_own =
                |related: &Related| related.identity.as_ref().is_some_and(|it| own.contains(&name(it)));
            settled.reading.forget_why();
            for related in settled.reading.related.iter_mut().filter(|related| is_own(related)) {
                (related.title, related.url, related.image) = (Box::default(), Box::default(), None);
            }
        });
    }

    /// The entries of the records at `places`, which are all settled.
    pub(super) fn entries(&self, places: &[usize]) -> Vec<Entry<'_>> {
        let mut entries = Vec::with_capacity(places.len());
        entries.extend(places.iter().filter_map(|place| self.records[*place].entry()));
        entries
    }
}

impl Record {
    /// Whether the file need not be opened.
    pub(super) fn is_current(&self, source: &Source) -> bool {
        self.stamp == Some(Stamp::new(source.len, source.modified))
    }

    /// Notes how the file was when its bytes were read.
    pub(super) fn seen(&mut self, source: &Source, now: SystemTime) {
        let stamp = Stamp::new(source.len, source.modified);
        self.stamp = (!stamp.is_racy(now)).then_some(stamp);
    }

    /// What reading and settling had to say.
    pub(super) fn said(&self) -> impl Iterator<Item = &Diagnostic> {
        let settled = self.settled.as_ref().map_or(&[][..], |settled| &settled.diagnostics);
        self.diagnostics.iter().chain(settled)
    }

    pub(super) fn entry(&self) -> Option<Entry<'_>> {
        let Settled { reading, key, .. } = self.settled.as_ref()?;
        let Self { path, hash, metadata, .. } = self;
        Some(Entry { path, hash: *hash, metadata, reading, reading_key: *key })
    }
}
