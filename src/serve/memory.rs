//! A site in memory.
//!
//! In come a run's files; out goes a [`Site`] that shares with the last one what did not change. Pictures stay on disk
//! and are read when they are asked for.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use hyper::body::Bytes;

use crate::output::{Error, Made, Sink, Stamp};
use crate::pipeline::{Outcome, Unpublished};
use crate::source::{Source, fingerprint};

/// Every file of a site, by its path from the output folder.
#[derive(Debug, Default)]
pub(super) struct Site {
    files: BTreeMap<String, File>,
    /// Pages of articles that a build would leave out.
    unpublished: BTreeMap<String, Unpublished>,
}

/// One file of a site.
#[derive(Debug, Clone)]
pub(super) struct File {
    key: u128,
    asked: Arc<[u128]>,
    /// Changes when the bytes do.
    pub(super) version: u128,
    pub(super) content: Content,
}

/// Where a file's bytes are.
#[derive(Debug, Clone)]
pub(super) enum Content {
    /// Here.
    Memory(Bytes),
    /// In a file below `content/`.
    Disk(PathBuf),
}

impl Site {
    pub(super) fn get(&self, path: &str) -> Option<&File> {
        self.files.get(path)
    }

    pub(super) fn unpublished(&self, path: &str) -> Option<Unpublished> {
        self.unpublished.get(path).copied()
    }

    /// Paths whose version is not the one in `last`, new ones among them.
    pub(super) fn changed<'a>(&'a self, last: &'a Self) -> impl Iterator<Item = &'a str> {
        let is_new = |path: &str, file: &File| last.get(path).is_none_or(|old| old.version != file.version);
        self.files.iter().filter(move |(path, file)| is_new(path, file)).map(|(path, _)| path.as_str())
    }
}

impl File {
    /// The bytes of a file that is held in memory.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Memory(bytes) => Some(bytes),
            Content::Disk(_) => None,
        }
    }
}

/// Gathers a run's files.
#[derive(Debug)]
pub(super) struct Memory {
    last: Arc<Site>,
    files: Mutex<BTreeMap<String, File>>,
}

impl Memory {
    /// Gathers what follows `last`.
    pub(super) fn new(last: Arc<Site>) -> Self {
        Self { last, files: Mutex::default() }
    }

    /// The site that was gathered.
    pub(super) fn finish(self, outcome: &Outcome) -> Site {
        let files = self.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        Site { files, unpublished: outcome.unpublished.iter().cloned().collect() }
    }

    fn add(&self, path: &str, file: File) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), file);
    }
}

impl Sink for Memory {
    fn keeps(&self, path: &str, key: &dyn Fn(&[u128]) -> u128) -> bool {
        let file = self.last.get(path).filter(|file| file.key == key(&file.asked));
        file.map(|file| self.add(path, file.clone())).is_some()
    }

    fn put(&self, path: &str, made: Made<'_>, bytes: &[u8]) -> Result<(), Error> {
        let content = Content::Memory(Bytes::copy_from_slice(bytes));
        let (key, asked) = (made.key, made.asked.into());
        self.add(path, File { key, asked, version: fingerprint(bytes), content });
        Ok(())
    }

    fn copy(&self, path: &str, source: &Source) -> Result<(), Error> {
        let stamp = Stamp::new(source.len, source.modified);
        let version = fingerprint(format!("{stamp:?}").as_bytes());
        self.add(
            path,
            File { key: version, asked: [].into(), version, content: Content::Disk(source.file.clone()) },
        );
        Ok(())
    }

    fn restart(&mut self) {
        self.files.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
