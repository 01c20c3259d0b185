//! Answers what is asked for at the site's addresses, from the site as it is now.
//!
//! In come a [`Shop`] and addresses; out goes what is found there. Invariant: while the site has errors, a page that was
//! made before them stays; a page that is held is shown only if it would be made the same again.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use hyper::body::Bytes;
use percent_encoding::percent_decode_str;
use tokio::sync::oneshot;

use super::cache::{Cache, Page};
use super::eye;
use super::live::{File, OWN, Published};
use crate::diagnostic::Diagnostic;
use crate::pipeline::Shop;
use crate::render::Fault;

/// A question of the network side.
#[derive(Debug)]
pub(super) struct Ask {
    /// The address's path as it was sent, percent-encoded.
    pub(super) path: String,
    pub(super) answer: oneshot::Sender<Found>,
}

/// What is found at an address.
#[derive(Debug, Clone)]
pub(super) enum Found {
    /// A file of the site.
    File(FoundFile),
    /// It moved.
    Moved(String),
    /// Nothing; the site's own page that says so, if it has one.
    Missing(Option<FoundFile>),
    /// A page that cannot be shown before something is mended.
    Broken,
    /// A page of the server's own.
    Own(String),
}

/// A file of the site.
#[derive(Debug, Clone)]
pub(super) struct FoundFile {
    /// From the output folder.
    pub(super) path: String,
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

/// A source changed since the run: there has to be another.
#[derive(Debug)]
pub(super) struct Stale;

/// What is known of the served site between the runs.
#[derive(Debug, Default)]
pub(super) struct Desk {
    cache: Cache,
    /// The files that are no pages.
    files: Arc<BTreeMap<String, File>>,
    /// Faults of pages that could not be made, by path.
    broken: BTreeMap<String, Vec<Diagnostic>>,
    /// Whether the site has errors, so that older pages stand in.
    failed: bool,
}

impl Desk {
    /// Takes over a run's site; the state that is to be published comes back.
    pub(super) fn open(&mut self, shop: &mut Shop<'_>, last: &Published) -> Published {
        if !shop.amended {
            self.failed = shop.failed();
            self.broken.clear();
            self.take_files(shop);
            let samples = if self.failed { Vec::new() } else { shop.samples() };
            for page in samples {
                // A source that changed since is found by whoever asks for the page.
                let _ = self.page(shop, page);
            }
        }
        self.state(shop, last)
    }

    /// The state as it is now.
    pub(super) fn state(&mut self, shop: &Shop<'_>, last: &Published) -> Published {
        let mut faults = shop.outcome.diagnostics.clone();
        for fault in self.broken.values().flatten() {
            // One fault of a template shows in many pages.
            if !faults.iter().any(|known| known.message == fault.message && known.place == fault.place) {
                faults.push(fault.clone());
            }
        }
        self.failed |= !self.broken.is_empty();
        last.next(&shop.outcome.base, faults, self.files.clone(), &shop.outcome.unpublished)
    }

    /// Takes over the files that are no pages; equal ones stay the same.
    fn take_files(&mut self, shop: &Shop<'_>) {
        let held = shop.files();
        let same = held.len() == self.files.len()
            && held
                .values()
                .zip(self.files.iter())
                .all(|(held, (path, file))| held.path == path && held.version == file.version);
        if same || self.failed && !self.files.is_empty() {
            return;
        }
        let take = |held: &crate::pipeline::Held<'_>| {
            let known = self.files.get(held.path).filter(|file| file.version == held.version).cloned();
            known.unwrap_or_else(|| File {
                version: held.version,
                content: match held.file {
                    Some(file) => Content::Disk(file.to_owned()),
                    None => Content::Memory(Bytes::copy_from_slice(held.bytes)),
                },
            })
        };
        self.files = Arc::new(held.values().map(|held| (held.path.to_owned(), take(held))).collect());
    }

    /// What stands at an address.
    pub(super) fn find(&mut self, shop: &mut Shop<'_>, now: &Published, path: &str) -> Result<Found, Stale> {
        let Ok(decoded) = percent_decode_str(path).decode_utf8() else { return self.missing(shop) };
        if let Some(own) = decoded.strip_prefix(OWN) {
            return Ok(eye::page(shop, own, now).map_or(Found::Missing(None), Found::Own));
        }
        if now.is_empty() {
            return Ok(Found::Broken);
        }
        let base = percent_decode_str(now.base()).decode_utf8_lossy();
        let Some(below) = decoded.strip_prefix(&*base) else {
            let above = *decoded == *"/" || base.strip_suffix('/') == Some(&*decoded);
            return if above { Ok(Found::Moved(now.base().to_owned())) } else { self.missing(shop) };
        };
        let file = match below {
            "" => "index.html".to_owned(),
            folder if folder.ends_with('/') => format!("{folder}index.html"),
            file => file.to_owned(),
        };
        if let Some(found) = self.look_up(shop, &file)? {
            return Ok(found);
        }
        let index = format!("{below}/index.html");
        if !below.is_empty() && (shop.find(&index).is_some() || self.files.contains_key(&index)) {
            return Ok(Found::Moved(format!("{path}/")));
        }
        self.missing(shop)
    }

    fn missing(&mut self, shop: &mut Shop<'_>) -> Result<Found, Stale> {
        Ok(match self.look_up(shop, "404.html")? {
            Some(Found::File(file)) => Found::Missing(Some(file)),
            _ => Found::Missing(None),
        })
    }

    /// The file that is written to a path.
    fn look_up(&mut self, shop: &mut Shop<'_>, path: &str) -> Result<Option<Found>, Stale> {
        let file = |version, content| Found::File(FoundFile { path: path.to_owned(), version, content });
        if let Some(known) = self.files.get(path) {
            return Ok(Some(file(known.version, known.content.clone())));
        }
        let Some(page) = shop.find(path) else {
            // While the site has errors, an article may be missing because of them.
            let old = if self.failed { self.cache.get(path) } else { None };
            return Ok(old.map(|page| file(page.version, Content::Memory(page.bytes.clone()))));
        };
        if let Some(to) = shop.leads_to(page) {
            return Ok(Some(Found::Moved(to.into_owned())));
        }
        Ok(Some(match self.page(shop, page)? {
            Some(page) => file(page.version, Content::Memory(page.bytes.clone())),
            None => Found::Broken,
        }))
    }

    /// A page, made if it has to be; `None` if it cannot be made, and never was.
    fn page(&mut self, shop: &mut Shop<'_>, page: usize) -> Result<Option<Arc<Page>>, Stale> {
        let path = shop.path(page);
        let known = self.cache.get(path);
        if let Some(known) = &known
            && (self.failed || known.key == shop.key(page, &known.asked))
        {
            return Ok(Some(known.clone()));
        }
        let mut bytes = Vec::new();
        match shop.render(page, &mut bytes) {
            Ok(asked) => {
                let made = Arc::new(Page::new(shop.key(page, &asked), asked, bytes));
                self.cache.put(path, made.clone());
                Ok(Some(made))
            }
            // It is being written to just now, or it is gone: what was read of it before stays until that is known.
            Err(Fault::Stale) => known.map(Some).ok_or(Stale),
            Err(Fault::Diagnostics(faults)) => {
                self.broken.insert(path.to_owned(), faults);
                Ok(known)
            }
        }
    }

    /// How many pages could not be made so far.
    pub(super) fn broken(&self) -> usize {
        self.broken.len()
    }
}
