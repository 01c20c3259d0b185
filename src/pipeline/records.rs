//! The memo on disk: what each file shows by itself, so that the next process need not read it again.
//!
//! Invariant: records of another build of the program, of other rules, or damaged ones are as good as none.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::memo::Record;
use crate::article::Metadata;
use crate::diagnostic::Diagnostic;
use crate::interview::Finding;
use crate::output::{self, Doubt, Saver, Stamp, binary, state_folder};

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

/// What an earlier process remembered of the site at `root` under the same rules.
///
/// # Errors
/// Why that is of no use.
pub(super) fn load(root: &Path, rules: u128) -> Result<Vec<Box<Record>>, Doubt> {
    output::load(&root.join(".fangtan/records"), binary() ^ rules).map(Option::unwrap_or_default)
}

/// Remembers for the next process.
///
/// # Errors
/// If the folder cannot be written to.
pub(super) fn save(root: &Path, records: &[Box<Record>], rules: u128) -> Result<(), output::Error> {
    let mut saver = begin(root, rules)?;
    records.iter().try_for_each(|record| saver.add(record))?;
    saver.finish()
}

/// Begins to remember, record by record.
pub(super) fn begin(root: &Path, rules: u128) -> Result<Saver, output::Error> {
    Saver::begin(&state_folder(root)?.join("records"), binary() ^ rules)
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written::of(self).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)?;
        written.record().ok_or_else(|| D::Error::custom("no JSON"))
    }
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

    fn record(number: usize) -> Record {
        let path: Arc<str> = format!("content/{number:05}.md").into();
        let mut metadata = Metadata { title: format!("第{number}篇"), ..Metadata::default() };
        if number.is_multiple_of(3) {
            let extra = serde_json::json!({ "mood": ["calm", 1, null], "nested": { "深": true } });
            metadata.extra = serde_json::from_value(extra).unwrap();
        }
        let place = Place::in_text(&path, "题 x", 4..5);
        let fault = Diagnostic::warning(Code::NoDate, "no date").at(place).help("write one");
        Record {
            stamp: number.is_multiple_of(2).then_some(Stamp { len: 7, modified: u64::MAX - number as u64 }),
            hash: u128::MAX - number as u128,
            path,
            metadata,
            finding: Finding::default(),
            diagnostics: vec![fault],
            settled: None,
        }
    }

    #[test]
    fn what_was_remembered_comes_back_under_the_same_rules() {
        let root = tempfile::tempdir().unwrap();
        let records: Vec<Box<Record>> = (0..100).map(record).map(Box::new).collect();
        save(root.path(), &records, 7).unwrap();
        assert_eq!(format!("{:?}", load(root.path(), 7).unwrap()), format!("{records:?}"));
        assert_eq!(load(root.path(), 8).unwrap().len(), 0);
    }
}
