//! What the last run wrote to one output folder.
//!
//! Invariant: an entry counts only while the file is really there, of the length and time that the entry names; only
//! what has an entry is ever removed.

use std::sync::atomic::{AtomicBool, Ordering};

use serde::{Deserialize, Serialize};

use super::{Made, Stamp};

/// One file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// From the output folder.
    pub(super) path: String,
    /// What it was made from.
    #[serde(with = "postcard::fixint::le")]
    pub(super) key: u128,
    /// What it asked for while it was made.
    pub(super) asked: Box<[u128]>,
    /// Hash of its bytes.
    #[serde(with = "postcard::fixint::le")]
    pub(super) hash: u128,
    /// The file as it was after writing.
    pub(super) stamp: Stamp,
}

impl Entry {
    pub(super) fn new(path: &str, made: Made<'_>, hash: u128, stamp: Stamp) -> Self {
        Self { path: path.to_owned(), key: made.key, asked: made.asked.into(), hash, stamp }
    }
}

/// All entries, sorted by path, and which of them this run has asked for.
#[derive(Debug, Default)]
pub(super) struct Manifest {
    entries: Vec<Entry>,
    wanted: Vec<AtomicBool>,
}

impl Manifest {
    pub(super) fn new(mut entries: Vec<Entry>) -> Self {
        // Written sorted, so this is a look; a later entry of one path is the newer.
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        let wanted = entries.iter().map(|_| AtomicBool::new(false)).collect();
        Self { entries, wanted }
    }

    /// The entry of a path; from now on the file is wanted.
    pub(super) fn want(&self, path: &str) -> Option<&Entry> {
        let index = self.entries.binary_search_by(|entry| entry.path.as_str().cmp(path)).ok()?;
        self.wanted[index].store(true, Ordering::Relaxed);
        Some(&self.entries[index])
    }

    /// All entries, sorted by path.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Splits the entries into those that nothing has asked for and the others.
    pub(super) fn split(self) -> (Vec<Entry>, Vec<Entry>) {
        let mut flags = self.wanted.into_iter().map(AtomicBool::into_inner);
        self.entries.into_iter().partition(|_| !flags.next().unwrap_or(false))
    }
}
