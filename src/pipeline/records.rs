//! The memo on disk: what each file shows by itself and how it was read, so that the next process need not look again.
//!
//! Records lie in several files, so that little is written where little has changed. Invariant: records of another build
//! of the program, of other rules, or damaged ones are as good as none.

use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::memo::{Record, Settled, Shards};
use crate::article::Metadata;
use crate::diagnostic::Diagnostic;
use crate::interview::Traces;
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
    traces: Cow<'a, Traces>,
    diagnostics: Cow<'a, [Diagnostic]>,
    settled: Option<Cow<'a, Settled>>,
}

/// What an earlier process remembered.
#[derive(Debug, Default)]
pub(super) struct Recalled {
    /// Sorted by path.
    pub(super) records: Vec<Box<Record>>,
    /// Why some of it was of no use.
    pub(super) doubt: Option<Doubt>,
}

/// What was remembered of the site at `root` under the same rules.
pub(super) fn load(root: &Path, rules: u128) -> Recalled {
    let folder = root.join(".fangtan");
    let shard = |place| output::load(&folder.join(name(place)), binary() ^ rules);
    let shards: Vec<_> = (0..Shards::COUNT).into_par_iter().map(shard).collect();
    let mut recalled = Recalled::default();
    for shard in shards {
        match shard {
            Ok(records) => recalled.records.extend(records.into_iter().flatten()),
            Err(doubt) => recalled.doubt = Some(doubt),
        }
    }
    // Each shard is sorted, which a stable sort makes use of.
    recalled.records.par_sort_by(|a, b| a.path.cmp(&b.path));
    recalled
}

/// Remembers for the next process the records of some shards.
///
/// # Errors
/// If the folder cannot be written to.
pub(super) fn save(
    root: &Path,
    records: &[Box<Record>],
    rules: u128,
    shards: Shards,
) -> Result<(), output::Error> {
    let mut savers = Savers::begin(root, rules, shards)?;
    records.iter().try_for_each(|record| savers.add(record))?;
    savers.finish()
}

fn name(place: usize) -> String {
    format!("{place:x}.records")
}

/// Remembers record by record, in any order of shards; what belongs to no shard that is wanted is passed over.
#[allow(missing_debug_implementations, reason = "a saver has none")]
pub(super) struct Savers {
    /// By shard.
    savers: Vec<Option<Saver>>,
}

impl Savers {
    pub(super) fn begin(root: &Path, rules: u128, shards: Shards) -> Result<Self, output::Error> {
        if shards.is_empty() {
            return Ok(Self { savers: Vec::new() });
        }
        let folder = state_folder(root)?;
        let begin = |place: usize| {
            let wanted = shards.has(place).then(|| Saver::begin(&folder.join(name(place)), binary() ^ rules));
            wanted.transpose()
        };
        Ok(Self { savers: (0..Shards::COUNT).map(begin).collect::<Result<_, _>>()? })
    }

    pub(super) fn add(&mut self, record: &Record) -> Result<(), output::Error> {
        match self.savers.get_mut(Shards::place(&record.path)) {
            Some(Some(saver)) => saver.add(record),
            _ => Ok(()),
        }
    }

    pub(super) fn finish(self) -> Result<(), output::Error> {
        self.savers.into_iter().flatten().try_for_each(Saver::finish)
    }
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
            traces: Cow::Borrowed(&record.traces),
            diagnostics: Cow::Borrowed(&record.diagnostics),
            settled: record.settled.as_ref().map(Cow::Borrowed),
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
            traces: self.traces.into_owned(),
            finding: None,
            diagnostics: self.diagnostics.into_owned(),
            settled: self.settled.map(Cow::into_owned),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Place};
    use crate::interview::{Bits, Reading};

    fn record(number: usize) -> Record {
        let path: Arc<str> = format!("content/{number:05}.md").into();
        let mut metadata = Metadata { title: format!("第{number}篇").into(), ..Metadata::default() };
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
            traces: Traces::default(),
            finding: None,
            diagnostics: vec![fault],
            settled: number.is_multiple_of(2).then(|| Settled {
                bits: Bits::default(),
                reading: Reading::default(),
                key: u128::MAX,
                diagnostics: Vec::new(),
            }),
        }
    }

    #[test]
    fn what_was_remembered_comes_back_under_the_same_rules() {
        let root = tempfile::tempdir().unwrap();
        let records: Vec<Box<Record>> = (0..100).map(record).map(Box::new).collect();
        let all = || {
            let mut shards = Shards::default();
            (0..Shards::COUNT).for_each(|place| shards.add(place));
            shards
        };
        save(root.path(), &records, 7, all()).unwrap();
        let loaded = |rules| load(root.path(), rules).records;
        assert_eq!(format!("{:?}", loaded(7)), format!("{records:?}"));
        assert_eq!(loaded(8).len(), 0);
    }

    #[test]
    fn only_shards_that_are_wanted_are_written() {
        let root = tempfile::tempdir().unwrap();
        let records: Vec<Box<Record>> = (0..100).map(record).map(Box::new).collect();
        let place = Shards::place(&records[0].path);
        let mut shards = Shards::default();
        shards.add(place);
        save(root.path(), &records, 7, Shards::default()).unwrap();
        assert!(!root.path().join(".fangtan").exists());
        save(root.path(), &records, 7, shards).unwrap();
        let kept = load(root.path(), 7).records;
        assert!(kept.len() > 1 && kept.len() < 50, "{}", kept.len());
        assert!(kept.iter().all(|record| Shards::place(&record.path) == place));
    }
}
