//! What is remembered of each file.
//!
//! Invariant: records are sorted by path, one for each readable article of the last scan; a record's finding is that of
//! its hash and of the memo's rules.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use crate::article::Metadata;
use crate::diagnostic::Diagnostic;
use crate::graph::Entry;
use crate::interview::{Bits, Finding, Reading};
use crate::output::{Doubt, Stamp};
use crate::source::Source;

/// The memo tables.
#[derive(Debug, Default)]
pub(super) struct Memo {
    /// Boxed, so that they need not be moved when what holds them changes.
    pub(super) records: Vec<Box<Record>>,
    /// Hash of the rules that the findings were made under.
    pub(super) rules: u128,
    /// Why nothing could be recalled.
    pub(super) doubt: Option<Doubt>,
    /// Whether a record is not as it was loaded.
    pub(super) learned: bool,
    /// Whether the next run has to look into every file.
    pub(super) doubted: bool,
}

/// What is remembered of one file.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) path: Arc<str>,
    /// The file as it was when it was read; `None` if it has to be looked into whatever its stamp says.
    pub(super) stamp: Option<Stamp>,
    pub(super) hash: u128,
    pub(super) metadata: Metadata,
    pub(super) finding: Finding,
    /// What reading had to say.
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) settled: Option<Settled>,
}

/// A reading.
#[derive(Debug)]
pub(super) struct Settled {
    /// What the site had to say about the article.
    pub(super) bits: Bits,
    pub(super) reading: Reading,
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

    /// The entries of the records at `places`, which are all settled.
    pub(super) fn entries(&self, places: &[usize]) -> Vec<Entry<'_>> {
        places.iter().filter_map(|place| self.records[*place].entry()).collect()
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

    fn entry(&self) -> Option<Entry<'_>> {
        let reading = &self.settled.as_ref()?.reading;
        Some(Entry { path: &self.path, hash: self.hash, metadata: &self.metadata, reading })
    }
}
