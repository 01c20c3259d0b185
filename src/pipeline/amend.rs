//! What an edit changes when it leaves graph and addresses as they are: one record.
//!
//! In come the paths that changed; out goes whether reading them again was enough. Invariant: it is enough only if
//! linking and planning would come to the same with the new records as they did with the old; views read titles and
//! texts through the graph's entries, so that pages see what is new.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::memo::{Memo, Record, Shards};
use super::understand::{Buffers, find};
use crate::article::Metadata;
use crate::config::Rules;
use crate::diagnostic::{self, Counts, Diagnostic};
use crate::graph::{ArticleId, Graph};
use crate::interview::{Reading, Related, Tally};
use crate::source::{self, Source, fingerprint};

/// Edits after which the next is a whole run: what they replaced is kept until then.
const MOST: usize = 256;

/// Records that came after the graph was linked; they live as long as it does.
#[derive(Debug)]
pub(super) struct Later {
    records: Vec<OnceCell<Box<Record>>>,
}

impl Default for Later {
    fn default() -> Self {
        Self { records: (0..MOST).map(|_| OnceCell::new()).collect() }
    }
}

impl Later {
    fn room(&self) -> usize {
        self.records.iter().rev().take_while(|cell| cell.get().is_none()).count()
    }

    fn latest(&self, path: &str) -> Option<&Record> {
        let records = self.records.iter().rev().filter_map(OnceCell::get);
        records.map(|record| &**record).find(|record| *record.path == *path)
    }

    fn add(&self, record: Box<Record>) -> Option<&Record> {
        let free = self.records.iter().find(|cell| cell.get().is_none())?;
        Some(free.get_or_init(|| record))
    }
}

impl Memo {
    /// Takes over what came later.
    pub(super) fn adopt(&mut self, later: Later) {
        for record in later.records.into_iter().filter_map(OnceCell::into_inner) {
            if let Ok(place) = self.records.binary_search_by(|it| it.path.cmp(&record.path)) {
                self.records[place] = record;
                self.learned.add(Shards::place(&self.records[place].path));
            }
        }
    }
}

/// What amending works with.
pub(super) struct Amending<'a, 'r> {
    pub(super) memo: &'a Memo,
    pub(super) root: &'r Path,
    pub(super) rules: &'r Rules,
    pub(super) later: &'a Later,
    pub(super) tally: &'r mut Tally,
}

impl<'a> Amending<'a, '_> {
    /// Reads the files again; true if that was all there was to do.
    pub(super) fn amend(
        &mut self,
        files: &[PathBuf],
        graph: &mut Graph<'a>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> bool {
        if files.is_empty() || files.len() > self.later.room() {
            return false;
        }
        let read: Option<Vec<_>> = files.iter().map(|file| self.read(file, graph)).collect();
        let Some(read) = read else { return false };
        // Each was held against the others' old titles.
        let is_retitled = |(id, record): &&(ArticleId, Box<Record>)| {
            record.metadata.title != graph.entry(*id).metadata.title
        };
        if read.iter().flatten().filter(is_retitled).count() > 1 {
            return false;
        }
        for (id, record) in read.into_iter().flatten() {
            let Some(record) = self.later.add(record) else { return false };
            let Some(entry) = record.entry() else { return false };
            diagnostics.retain(|it| it.place.as_ref().is_none_or(|place| place.path != record.path));
            diagnostics.extend(record.said().cloned());
            graph.amend(id, entry);
        }
        diagnostic::sort(diagnostics);
        true
    }

    /// A file's new record, and the place of its article; `None` in place of both if its bytes are what they were. `None`
    /// if more than the record changed.
    #[allow(clippy::option_option, reason = "changed, unchanged, and too much")]
    fn read(&mut self, file: &Path, graph: &Graph<'a>) -> Option<Option<(ArticleId, Box<Record>)>> {
        let path = file.to_str()?;
        let place = self.memo.records.binary_search_by(|record| (*record.path).cmp(path)).ok()?;
        let old = &self.memo.records[place];
        let id = graph
            .ids()
            .find(|id| Arc::ptr_eq(graph.entry(*id).path, &old.path) || **graph.entry(*id).path == *path)?;
        let entry = graph.entry(id);
        let file = self.root.join(path);
        let found = std::fs::symlink_metadata(&file).ok().filter(|found| found.is_file())?;
        let source = Source::of(old.path.clone(), file, &found).ok()?;
        let mut buffers = Buffers::default();
        let text = source::read(&source, &mut buffers.bytes).ok()?;
        let hash = fingerprint(text.as_bytes());
        if hash == entry.hash {
            return Some(None);
        }
        let mut record = find(&old.path, hash, text, &mut buffers.body, self.rules);
        let old = self.later.latest(path).unwrap_or(old);
        if !self.tally.replace(&old.traces.share(), &record.traces.share())
            || !is_placed_alike(&record.metadata, entry.metadata)
            || changes_namesakes(&record.metadata, id, graph)
        {
            return None;
        }
        record.settle(&self.memo.evidence, self.rules);
        record.seen(&source, SystemTime::now());
        let is_linked_alike =
            record.settled.as_ref().is_some_and(|settled| links_alike(&settled.reading, entry.reading));
        let said: Vec<Diagnostic> = record.said().cloned().collect();
        (is_linked_alike && Counts::of(&said).errors == 0).then_some(Some((id, record)))
    }
}

/// Whether another title makes or ends a likeness to a third article's: articles of one title are told apart by what
/// their pages add to it.
fn changes_namesakes(new: &Metadata, id: ArticleId, graph: &Graph<'_>) -> bool {
    let old = &graph.entry(id).metadata.title;
    let shared = |title: &str| title == &*new.title || title == &**old;
    *old != new.title
        && graph.ids().filter(|other| *other != id).any(|other| shared(&graph.entry(other).metadata.title))
}

/// Whether two versions of an article have the same order, address, tags and names.
fn is_placed_alike(one: &Metadata, other: &Metadata) -> bool {
    let shown = Metadata {
        title: other.title.clone(),
        summary: other.summary.clone(),
        updated: other.updated,
        body_start: other.body_start,
        ..one.clone()
    };
    shown == *other
}

/// Whether two readings lead to the same links, speakers and lists.
fn links_alike(one: &Reading, other: &Reading) -> bool {
    let related = |one: &Related, other: &Related| Related { line: other.line, ..one.clone() } == *other;
    let same_related = one.related.len() == other.related.len()
        && one.related.iter().zip(&other.related).all(|(one, other)| related(one, other));
    let asks = |reading: &Reading| reading.interview.as_ref().map(|it| it.questions > 0);
    let speakers = |reading: &Reading| reading.interview.as_ref().map(|it| it.speakers.clone());
    same_related && asks(one) == asks(other) && speakers(one) == speakers(other)
}
