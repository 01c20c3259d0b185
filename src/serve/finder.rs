//! The search index of the served site, made when somebody searches.
//!
//! In come requests for its files; out go their bytes. A run of its own makes it, beside the loop, so that a save never
//! waits for it; what the last one made is remembered, in memory and on disk. Invariant: whoever asks for the catalogue
//! gets that of the site as it is published; whoever asks for a shard gets the one that the catalogue was given with.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use hyper::body::Bytes;

use super::live::Published;
use crate::output::{Error, Made, Sink, state_folder};
use crate::pipeline::{Options, Pipeline};
use crate::search;
use crate::source::Source;

/// What is asked for first of all, and has to be that of the published site.
const CATALOGUE: &str = "search/index.json";
/// The page that will ask for it.
const PAGE: &str = "search/index.html";

/// Files by their path from the output folder, each with what it was made from.
type Files = BTreeMap<String, (u128, Bytes)>;

/// Makes the index, one at a time.
#[derive(Debug, Clone)]
pub(super) struct Finder(Arc<Inside>);

#[derive(Debug)]
struct Inside {
    root: PathBuf,
    options: Options,
    /// Tells servers of one site apart.
    port: u16,
    clock: fn() -> i64,
    busy: tokio::sync::Mutex<()>,
    last: Mutex<Index>,
}

/// The index of one state of the site.
#[derive(Debug, Clone, Default)]
struct Index {
    of: Option<Arc<Published>>,
    files: Arc<Files>,
}

impl Finder {
    /// Indexes the site in `root`, for a server that listens on `port`.
    pub(super) fn new(root: PathBuf, options: Options, port: u16, clock: fn() -> i64) -> Self {
        let (busy, last) = (tokio::sync::Mutex::default(), Mutex::default());
        Self(Arc::new(Inside { root, options, port, clock, busy, last }))
    }

    /// A file of the index of what is published now; `None` if it has no such file. Whoever asks for the page of the
    /// search gets nothing here, and the index is begun.
    pub(super) async fn find(&self, path: &str, now: &Arc<Published>) -> Option<Bytes> {
        let decoded = percent_encoding::percent_decode_str(path).decode_utf8().ok()?;
        let below = decoded.strip_prefix(now.base())?;
        if below == CATALOGUE {
            self.refresh(now).await;
        } else if below == "search/" || below == PAGE {
            let (finder, now) = (self.clone(), now.clone());
            tokio::spawn(async move { finder.refresh(&now).await });
        }
        search::is_file(below).then(|| self.last().files.get(below).map(|(_, bytes)| bytes.clone()))?
    }

    /// Waits until the index is that of `now`, or until it is known that there will be none.
    async fn refresh(&self, now: &Arc<Published>) {
        let _alone = self.0.busy.lock().await;
        let last = self.last();
        if !last.of.is_some_and(|of| Arc::ptr_eq(&of, now)) {
            let (inside, of) = (self.0.clone(), Some(now.clone()));
            let (done, made) = tokio::sync::oneshot::channel();
            // Where the system gives no thread for it, `done` goes at once.
            let _ = thread::Builder::new()
                .name("search".to_owned())
                .spawn(move || done.send(inside.make(last.files)));
            // While the site has errors the last index stays, as its pages do.
            if let Ok(Some(files)) = made.await {
                *self.0.last.lock().unwrap_or_else(PoisonError::into_inner) = Index { of, files };
            }
        }
    }

    fn last(&self) -> Index {
        self.0.last.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Inside {
    fn make(&self, last: Arc<Files>) -> Option<Arc<Files>> {
        let folder = state_folder(&self.root).ok()?.join(format!("serve-{}.search", self.port));
        let mut sink = Gathering { last, files: Mutex::default() };
        let mut pipeline = Pipeline::new(&self.root, self.options.clone());
        let outcome = pipeline.index((self.clock)(), &folder, &mut sink).ok()?;
        let files = sink.files.into_inner().unwrap_or_else(PoisonError::into_inner);
        (!outcome.failed()).then(|| Arc::new(files))
    }
}

/// Gathers the files of an index.
#[derive(Debug)]
struct Gathering {
    last: Arc<Files>,
    files: Mutex<Files>,
}

impl Gathering {
    fn add(&self, path: &str, file: (u128, Bytes)) {
        self.files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), file);
    }
}

impl Sink for Gathering {
    fn keeps(&self, path: &str, key: &dyn Fn(&[u128]) -> u128) -> bool {
        let file = self.last.get(path).filter(|(made, _)| *made == key(&[]));
        file.map(|file| self.add(path, file.clone())).is_some()
    }

    fn put(&self, path: &str, made: Made<'_>, bytes: &[u8]) -> Result<(), Error> {
        if search::is_file(path) {
            self.add(path, (made.key, Bytes::copy_from_slice(bytes)));
        }
        Ok(())
    }

    fn copy(&self, _: &str, _: &Source) -> Result<(), Error> {
        Ok(())
    }

    fn restart(&mut self) {
        self.files.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
