//! The memo on disk: what each file shows by itself, so that the next process need not read it again.
//!
//! Invariant: a file of another build of the program, or a damaged one, is as good as none. Records are written in
//! batches, so that all threads can read them.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::memo::{Memo, Record};
use crate::article::Metadata;
use crate::diagnostic::Diagnostic;
use crate::interview::Finding;
use crate::output::{self, HEAD, Stamp, binary, replace, seal, state_folder, unseal};

/// Records that one thread reads at a time.
const BATCH: usize = 256;

/// A record as it is written.
#[derive(Serialize, Deserialize)]
struct Written<'a> {
    #[serde(borrow)]
    path: Cow<'a, str>,
    stamp: Option<Stamp>,
    #[serde(with = "postcard::fixint::le")]
    hash: u128,
    metadata: Cow<'a, Metadata>,
    /// `metadata.extra` as JSON: its values say of what type they are, which this format does not.
    extra: Option<String>,
    finding: Cow<'a, Finding>,
    diagnostics: Cow<'a, [Diagnostic]>,
}

fn file(root: &Path) -> PathBuf {
    root.join(".fangtan/records")
}

/// What an earlier process remembered of the site at `root`; nothing, if in doubt.
pub(super) fn load(root: &Path) -> Memo {
    let bytes = std::fs::read(file(root)).unwrap_or_default();
    unseal(&bytes, binary()).and_then(decode).unwrap_or_default()
}

/// Remembers for the next process.
///
/// # Errors
/// If the folder cannot be written to.
pub(super) fn save(root: &Path, memo: &Memo) -> Result<(), output::Error> {
    let folder = state_folder(root)?;
    match encode(memo) {
        Some(bytes) => replace(&folder.join("records"), &seal(bytes, binary())),
        None => Ok(()),
    }
}

fn encode(memo: &Memo) -> Option<Vec<u8>> {
    let mut bytes = vec![0; HEAD];
    bytes.extend(memo.rules.to_le_bytes());
    for batch in memo.records.chunks(BATCH) {
        let start = bytes.len();
        bytes.extend([0; 4]);
        for record in batch {
            bytes = postcard::to_extend(&Written::of(record), bytes).ok()?;
        }
        let length = u32::try_from(bytes.len() - start - 4).ok()?;
        bytes[start..start + 4].copy_from_slice(&length.to_le_bytes());
    }
    Some(bytes)
}

fn decode(bytes: &[u8]) -> Option<Memo> {
    let (rules, mut rest) = bytes.split_first_chunk()?;
    let mut batches = Vec::new();
    while let Some((length, after)) = rest.split_first_chunk() {
        let (batch, after) = after.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        batches.push(batch);
        rest = after;
    }
    let batches: Option<Vec<Vec<Record>>> = batches.into_par_iter().map(decode_batch).collect();
    let records = batches?.into_iter().flatten().collect();
    Some(Memo { records, rules: u128::from_le_bytes(*rules), learned: false })
}

fn decode_batch(mut bytes: &[u8]) -> Option<Vec<Record>> {
    let mut records = Vec::with_capacity(BATCH);
    while !bytes.is_empty() {
        let (written, rest) = postcard::take_from_bytes::<Written<'_>>(bytes).ok()?;
        records.push(written.record()?);
        bytes = rest;
    }
    Some(records)
}

impl<'a> Written<'a> {
    fn of(record: &'a Record) -> Self {
        let mut metadata = Cow::Borrowed(&record.metadata);
        let mut extra = None;
        if !metadata.extra.is_empty() {
            extra = serde_json::to_string(&metadata.extra).ok();
            metadata.to_mut().extra.clear();
        }
        Self {
            path: Cow::Borrowed(&record.path),
            stamp: record.stamp,
            hash: record.hash,
            metadata,
            extra,
            finding: Cow::Borrowed(&record.finding),
            diagnostics: Cow::Borrowed(&record.diagnostics),
        }
    }

    fn record(self) -> Option<Record> {
        let mut metadata = self.metadata.into_owned();
        if let Some(extra) = self.extra {
            metadata.extra = serde_json::from_str(&extra).ok()?;
        }
        Some(Record {
            path: Arc::from(self.path.as_ref()),
            stamp: self.stamp,
            hash: self.hash,
            metadata,
            finding: self.finding.into_owned(),
            diagnostics: self.diagnostics.into_owned(),
            settled: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place};

    fn memo(count: usize) -> Memo {
        let record = |number: usize| {
            let path: Arc<str> = format!("content/{number:05}.md").into();
            let mut metadata = Metadata { title: format!("第{number}篇"), ..Metadata::default() };
            if number.is_multiple_of(3) {
                let extra = serde_json::json!({ "mood": ["calm", 1, null], "nested": { "深": true } });
                metadata.extra = serde_json::from_value(extra).unwrap();
            }
            let place = Place::in_text(&path, "题 x", 4..5);
            let fault = Diagnostic::warning(Code::NoDate, "no date").at(place).help("write one");
            Record {
                stamp: number
                    .is_multiple_of(2)
                    .then_some(Stamp { len: 7, modified: u64::MAX - number as u64 }),
                hash: u128::MAX - number as u128,
                path,
                metadata,
                finding: Finding::default(),
                diagnostics: vec![fault],
                settled: None,
            }
        };
        Memo { records: (0..count).map(record).collect(), rules: 7, learned: true }
    }

    #[test]
    fn what_was_remembered_comes_back() {
        let root = tempfile::tempdir().unwrap();
        for count in [0, 1, 3 * BATCH + 5] {
            let saved = memo(count);
            save(root.path(), &saved).unwrap();
            let loaded = load(root.path());
            assert_eq!(loaded.rules, 7);
            let told = |memo: &Memo| format!("{:?}", memo.records);
            assert_eq!(told(&loaded), told(&saved));
        }
    }

    #[test]
    fn a_damaged_file_is_none() {
        let root = tempfile::tempdir().unwrap();
        save(root.path(), &memo(3)).unwrap();
        let bytes = std::fs::read(file(root.path())).unwrap();
        for cut in [0, 10, HEAD, bytes.len() - 1] {
            std::fs::write(file(root.path()), &bytes[..cut]).unwrap();
            assert_eq!(load(root.path()).records.len(), 0);
        }
    }
}
