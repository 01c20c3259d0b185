//! The first half of a run: scan, read, find, gather evidence, settle.
//!
//! Buffers belong to threads and no text outlives its file. Invariant: what comes out depends on the files alone, not
//! on what was remembered.

use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use rayon::prelude::*;

use super::memo::{Record, Settled, Shards};
use super::records::Savers;
use super::texts::Files;
use super::{ATTEMPTS, Error, Pipeline, Site, Stage, Stats, produce::Stop, records};
use crate::article::{self, Body, Metadata, Published};
use crate::config::{Config, Rules};
use crate::diagnostic::{Code, Diagnostic, Reported};
use crate::interview::{self, Evidence, Packed, Reading, Tally, Traces};
use crate::page::key_of;
use crate::render::Stale;
use crate::source::{self, Scan, Source, fingerprint};

/// Files that a thread takes at once; its buffers are made once for each such batch at most.
const BATCH: usize = 64;
/// Records that are settled before their findings are let go of.
const SETTLED: usize = 1024;

/// The files below `content/`, and how long it took to find them.
pub(super) type Scanned = (Reported<Scan>, (Stage, Duration));

/// Looks for the files of the site at `root`.
pub(super) fn scan(root: &Path) -> Scanned {
    Stage::Scan.clocked(|| source::scan(root))
}

/// What a thread reads with.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    pub(super) bytes: Vec<u8>,
    pub(super) body: Body,
}

/// A file of the scan and what was remembered of it.
struct Slot {
    /// Whether somebody is writing to the file.
    open: bool,
    source: Source,
    record: Option<Box<Record>>,
    is_looked_into: bool,
    /// Why the file cannot be read.
    fault: Option<Box<Diagnostic>>,
}

impl Pipeline {
    /// Brings the memo up to date; the site that comes out is settled. `once` saves what only a further run would need,
    /// and lets go of it. The files are those `scanned`, if they were looked for just now.
    ///
    /// # Errors
    /// [`Error::Output`] if that cannot be saved, [`Error::Restless`] if files keep changing.
    pub(super) fn understand(
        &mut self,
        now: i64,
        once: bool,
        mut scanned: Option<Scanned>,
        stats: &mut Stats,
    ) -> Result<Site, Error> {
        for _ in 0..ATTEMPTS {
            match self.look(now, once, scanned.take(), stats) {
                Ok(site) => return Ok(site),
                Err(Stop::Output(error)) => return Err(Error::Output(error)),
                // Some may have been let go of: no rules have this hash.
                Err(Stop::Stale) => {
                    self.memo.doubted = true;
                    self.memo.rules = if once { 0 } else { self.memo.rules };
                }
            }
        }
        Err(Error::Restless)
    }

    fn look(
        &mut self,
        now: i64,
        once: bool,
        scanned: Option<Scanned>,
        stats: &mut Stats,
    ) -> Result<Site, Stop> {
        let mut diagnostics = Vec::new();
        let config = self.config(&mut diagnostics);
        let scan = self.scan(&config.rules, scanned, stats).collect(&mut diagnostics);
        self.read(scan.articles, &config.rules, stats, &mut diagnostics);
        let included = self.included(now);
        let settling = Instant::now();
        self.settle(&included, &config.rules, once)?;
        stats.stages.push((Stage::Settle, settling.elapsed()));
        let mut cut = (0, 0);
        for place in &included {
            let record = &self.memo.records[*place];
            diagnostics.extend_from_slice(&record.diagnostics);
            if let Some(settled) = &record.settled {
                diagnostics.extend_from_slice(&settled.diagnostics);
                let lines = settled.reading.cut_lines();
                cut = (cut.0 + lines, cut.1 + usize::from(lines > 0));
            }
        }
        if once {
            self.memo.forget_unshown(&included);
        }
        let until = self.until(now);
        Ok(Site { config, assets: scan.assets, included, until, cut, diagnostics })
    }

    fn config(&self, diagnostics: &mut Vec<Diagnostic>) -> Config {
        let mut config = Config::load(&self.root, self.options.config.as_deref()).collect(diagnostics);
        if let Some(url) = &self.options.base_url {
            config.base_url.clone_from(url);
        } else if let Some(origin) = &self.options.origin {
            config.base_url = format!("{origin}{}", path_of(&config.base_url));
        }
        if self.options.base_url.is_some() || self.options.origin.is_some() {
            diagnostics.retain(|fault| fault.code != Code::NoBaseUrl);
        }
        config
    }

    /// The files of the site, and, unless it is known already, what was remembered of them under these rules.
    fn scan(&mut self, rules: &Rules, scanned: Option<Scanned>, stats: &mut Stats) -> Reported<Scan> {
        let (key, root) = (key_of_rules(rules), &self.root);
        let is_new = std::mem::replace(&mut self.memo.rules, key) != key;
        let recall = || is_new.then(|| Stage::Recall.clocked(|| records::load(root, key)));
        let scan = || scanned.unwrap_or_else(|| scan(root));
        let (scan, recalled) = rayon::join(scan, recall);
        stats.stages.push(scan.1);
        if let Some((recalled, took)) = recalled {
            stats.stages.push(took);
            (self.memo.records, self.memo.doubt) = (recalled.records, recalled.doubt);
        }
        scan.0
    }

    /// Reads what is new or changed; records of files that are gone go.
    fn read(&mut self, sources: Vec<Source>, rules: &Rules, stats: &mut Stats, faults: &mut Vec<Diagnostic>) {
        let remembered = std::mem::take(&mut self.memo.records);
        let doubted = std::mem::take(&mut self.memo.doubted);
        let mut slots = pair(sources, remembered, &self.memo.open, &mut self.memo.learned);
        let found = AtomicUsize::new(0);
        let now = SystemTime::now();
        stats.began = Some(now);
        stats.read = stats.time(Stage::Read, || {
            let stale: Vec<&mut Slot> =
                slots.iter_mut().filter(|slot| doubted || !slot.is_current()).collect();
            let read = stale.len();
            stale.into_par_iter().with_min_len(BATCH).for_each_init(Buffers::default, |buffers, slot| {
                let anew = slot.refresh(buffers, rules, now);
                found.fetch_add(usize::from(anew), Ordering::Relaxed);
            });
            read
        });
        stats.found = found.into_inner();
        for slot in slots {
            if slot.is_looked_into {
                self.memo.learned.add(Shards::place(&slot.source.path));
            }
            self.memo.records.extend(slot.record);
            faults.extend(slot.fault.map(|fault| *fault));
        }
    }

    /// The records that are part of the site at the time `now`.
    fn included(&self, now: i64) -> Vec<usize> {
        let wanted = |record: &Record| {
            (self.options.drafts || !record.metadata.draft)
                && (self.options.future || record.metadata.date.is_none_or(|date| date.seconds() <= now))
        };
        let records = self.memo.records.iter().enumerate();
        records.filter(|(_, record)| wanted(record)).map(|(place, _)| place).collect()
    }

    /// When the first article that lies in the future will be part of the site.
    fn until(&self, now: i64) -> Option<i64> {
        let dates = self.memo.records.iter().filter_map(|record| record.metadata.date);
        dates.map(Published::seconds).filter(|date| *date > now && !self.options.future).min()
    }

    fn settle(&mut self, included: &[usize], rules: &Rules, once: bool) -> Result<(), Stop> {
        let texts = &Files { root: &self.root, changed: Some(&self.memo.changed) };
        let (records, open) = (&mut self.memo.records, &self.memo.open);
        let (evidence, tally) = Evidence::tallied(included.iter().map(|place| &records[*place].traces));
        // It is a further run alone that may hold something against it.
        self.memo.tally = if once { Tally::default() } else { tally };
        let tipped = records.par_iter_mut().with_min_len(BATCH).map(|record| record.weigh(&evidence, open));
        let tipped: Vec<bool> = tipped.collect();
        for place in included.iter().filter(|place| tipped[**place]) {
            self.memo.learned.add(Shards::place(&records[*place].path));
        }
        let learned = if once { std::mem::take(&mut self.memo.learned) } else { Shards::default() };
        let mut savers = Savers::begin(&self.root, self.memo.rules, learned).map_err(Stop::Output)?;
        let mut included = included.iter().copied().peekable();
        let mut settled: &mut [Box<Record>] = &mut [];
        for (first, batch) in records.chunks_mut(SETTLED).enumerate() {
            let wanted: Vec<&mut Record> = batch
                .iter_mut()
                .enumerate()
                .filter_map(|(place, record)| {
                    included.next_if_eq(&(first * SETTLED + place)).map(|_| &mut **record)
                })
                .collect();
            // One batch is saved while the next is settled.
            let before = std::mem::take(&mut settled);
            let settle = || {
                let batches = wanted.into_par_iter().with_min_len(BATCH);
                batches.try_for_each_init(Buffers::default, |buffers, record| {
                    record.find_again(texts, rules, buffers)?;
                    record.settle(&evidence, rules);
                    Ok(())
                })
            };
            let save = || if once { let_go(before, &mut savers) } else { Ok(()) };
            let (settling, saving) = rayon::join(settle, save);
            settling.map_err(|Stale| Stop::Stale)?;
            saving?;
            settled = batch;
        }
        if once {
            let_go(settled, &mut savers)?;
            // No rules have this hash: a further run finds that others were used and looks on the disk.
            self.memo.rules = 0;
        }
        self.memo.evidence = if once { Evidence::default() } else { evidence };
        savers.finish().map_err(Stop::Output)
    }
}

/// Saves records, if they are to be, and lets go of what only settling needs.
fn let_go(records: &mut [Box<Record>], savers: &mut Savers) -> Result<(), Stop> {
    for record in records {
        savers.add(record).map_err(Stop::Output)?;
        record.traces = Traces::default();
    }
    Ok(())
}

impl Record {
    /// Forgets a reading that the evidence speaks against; true if it has to be read anew. A file that is being replaced
    /// cannot be.
    fn weigh(&mut self, evidence: &Evidence, open: &[Arc<str>]) -> bool {
        let bits = evidence.bits_for(&self.traces);
        if open.binary_search(&self.path).is_err() {
            self.settled.take_if(|settled| settled.bits != bits);
        }
        self.settled.is_none()
    }

    /// Has the finding at hand, if it will be settled.
    fn find_again(&mut self, texts: &Files<'_>, rules: &Rules, buffers: &mut Buffers) -> Result<(), Stale> {
        if self.settled.is_none() && self.finding.is_none() {
            let text = texts.read(&self.path, self.hash, &mut buffers.bytes)?;
            buffers.body.fill(text, self.metadata.body_start);
            let finding = interview::read(&self.path, &self.metadata, &buffers.body, rules).value;
            self.finding = Some(Packed::of(&finding));
        }
        Ok(())
    }

    /// Reads the finding in the light of the evidence, unless that was done.
    pub(super) fn settle(&mut self, evidence: &Evidence, rules: &Rules) {
        if self.settled.is_none() {
            let finding = self.finding.take().unwrap_or_default().open();
            let Reported { value: reading, diagnostics } =
                interview::settle(&self.path, &self.metadata, &finding, evidence, rules);
            let bits = evidence.bits_for(&self.traces);
            self.settled = Some(Settled { bits, key: key_of(&reading), reading, diagnostics });
        }
    }
}

impl Slot {
    fn is_current(&self) -> bool {
        self.open || self.record.as_ref().is_some_and(|record| record.is_current(&self.source))
    }

    /// Looks into the file; true if it had to be understood anew.
    fn refresh(&mut self, buffers: &mut Buffers, rules: &Rules, now: SystemTime) -> bool {
        self.is_looked_into = true;
        let text = match source::read(&self.source, &mut buffers.bytes) {
            Ok(text) => text,
            Err(fault) => {
                (self.record, self.fault) = (None, Some(fault));
                return false;
            }
        };
        let hash = fingerprint(text.as_bytes());
        let known = self.record.as_ref().is_some_and(|record| record.hash == hash);
        if !known {
            self.record = Some(find(&self.source.path, hash, text, &mut buffers.body, rules));
        }
        if let Some(record) = &mut self.record {
            record.seen(&self.source, now);
        }
        !known
    }
}

/// What a file's text shows by itself.
pub(super) fn find(path: &Arc<str>, hash: u128, text: &str, body: &mut Body, rules: &Rules) -> Box<Record> {
    let mut diagnostics = Vec::new();
    let metadata = article::read(path, text, rules).collect(&mut diagnostics);
    body.fill(text, metadata.body_start);
    diagnostics.extend(body.faults(path, text));
    let finding = interview::read(path, &metadata, body, rules).collect(&mut diagnostics);
    let (traces, finding) = (Traces::of(&metadata, &finding), Some(Packed::of(&finding)));
    let path = path.clone();
    Box::new(Record { path, stamp: None, hash, metadata, traces, finding, diagnostics, settled: None })
}

/// Gives each source the record of its path; all lists are sorted. What was read of a file that is being replaced stands,
/// even while there is none. Shards of records without a source are learned.
fn pair(
    sources: Vec<Source>,
    records: Vec<Box<Record>>,
    open: &[Arc<str>],
    learned: &mut Shards,
) -> Vec<Slot> {
    let is_open = |path: &Arc<str>| open.binary_search(path).is_ok();
    let mut records = records.into_iter().peekable();
    let mut slots = Vec::with_capacity(sources.len());
    let mut absent = |record: Box<Record>| {
        if !is_open(&record.path) {
            learned.add(Shards::place(&record.path));
            return None;
        }
        let (path, file, modified) = (record.path.clone(), PathBuf::new(), SystemTime::UNIX_EPOCH);
        let source = Source { path, file, len: 0, modified, changed: 0 };
        Some(Slot { open: true, source, record: Some(record), is_looked_into: false, fault: None })
    };
    for source in sources {
        while let Some(gone) = records.next_if(|record| record.path < source.path) {
            slots.extend(absent(gone));
        }
        let record = records.next_if(|record| record.path == source.path);
        slots.push(Slot { open: is_open(&source.path), source, record, is_looked_into: false, fault: None });
    }
    slots.extend(records.filter_map(absent));
    slots
}

/// The path of an address that ends in a slash.
pub(super) fn path_of(url: &str) -> &str {
    let host = url.find("://").map_or(0, |at| at + 3);
    url[host..].find('/').map_or("/", |at| &url[host + at..])
}

/// The hash of rules, the same in every run.
fn key_of_rules(rules: &Rules) -> u128 {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    rules.hash(&mut hasher);
    hasher.digest128()
}

/// A text that belongs to no site.
pub(super) fn alone(
    path: &Arc<str>,
    text: &str,
    rules: &Rules,
) -> (Metadata, Reading, Body, Vec<Diagnostic>) {
    let mut body = Body::default();
    let mut record = find(path, 0, text, &mut body, rules);
    let evidence = Evidence::of_traces(std::iter::once(&record.traces));
    record.settle(&evidence, rules);
    let mut diagnostics = record.diagnostics;
    let settled = record.settled.map(|it| (it.reading, it.diagnostics)).unwrap_or_default();
    diagnostics.extend(settled.1);
    (record.metadata, settled.0, body, diagnostics)
}
