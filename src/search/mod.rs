//! The search index: which article holds which words, in files that a browser fetches as it needs them.
//!
//! In come rendered bodies, from all threads; out go shards, lists of articles and a catalogue. Terms wait on disk, so
//! that an unchanged article is not read again and memory does not grow with the texts. Invariant: the bytes depend on
//! the articles alone, not on what was remembered or on which thread came first; an article's text is indexed as its
//! page shows it, so what was cut is not found.

mod bits;
mod catalogue;
mod invert;
mod key;
mod shard;
mod slice;
mod store;
mod terms;
#[cfg(test)]
mod tests;

use std::path::Path;

use crate::markdown::html::push_text;
use crate::output::{Error, Sink};
use crate::render::body::{Part, RenderedBody};
use crate::source::fingerprint;
use slice::Slices;
use store::Store;
use terms::{ASKED, TITLE, Terms};

/// An article or page of its own that can be found.
#[derive(Debug, Clone)]
pub struct Article<'a> {
    /// Of its source, from the site's root.
    pub path: &'a str,
    /// Hash of everything that its text depends on.
    pub key: u128,
    /// The link to it.
    pub link: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The day that it was published, `2026-01-31`; empty if that is not known.
    pub date: String,
}

/// Whether a file of the output folder is one of the index.
pub fn is_file(path: &str) -> bool {
    let name = path.strip_prefix("search/").unwrap_or_default();
    !name.contains('/') && (name.ends_with(".bin") || name.ends_with(".json"))
}

/// The index of one output folder.
#[derive(Debug)]
pub struct Index {
    store: Store,
}

/// Buffers that a thread uses again for its next article.
#[derive(Debug, Default)]
pub struct Reader {
    terms: Terms,
    slices: Slices,
    text: String,
}

impl Index {
    /// Opens the index that remembers in `folder`; `stamp` tells builds of the program apart.
    ///
    /// # Errors
    /// [`Error::Io`] if the folder cannot be written to.
    pub fn open(folder: &Path, stamp: u128) -> Result<Self, Error> {
        Store::open(folder, stamp).map(|store| Self { store })
    }

    /// Whether the article is indexed as it is now.
    pub fn has(&self, article: &Article<'_>) -> bool {
        self.store.has(name_of(article.path), article.key)
    }

    /// Indexes an article; what it was before counts no more.
    ///
    /// # Errors
    /// [`Error::Io`] if the disk fails.
    pub fn add(
        &self,
        article: &Article<'_>,
        body: &RenderedBody<'_>,
        reader: &mut Reader,
    ) -> Result<(), Error> {
        reader.read(article.title, body);
        self.store.add(name_of(article.path), article.key, &reader.slices)
    }

    /// Makes the files of the index of `articles`, which are all indexed, and gives them to the sink. The order of
    /// articles decides what an article is called in the index: new ones belong at the end. `false` if what was remembered
    /// is damaged: it is forgotten, and every article has to be indexed again.
    ///
    /// # Errors
    /// [`Error`] if the disk or the sink fails.
    pub fn write(&mut self, articles: &[Article<'_>], sink: &impl Sink) -> Result<bool, Error> {
        match self.put(articles, sink) {
            Err(_) if self.store.is_damaged() => {
                self.store.forget();
                Ok(false)
            }
            put => put.map(|()| true),
        }
    }

    fn put(&mut self, articles: &[Article<'_>], sink: &impl Sink) -> Result<(), Error> {
        let names: std::collections::HashSet<u64> =
            articles.iter().map(|article| name_of(article.path)).collect();
        self.store.merge(|known| names.contains(&known.path));
        let order = invert::Order::new(&self.store, articles.iter().map(|article| name_of(article.path)));
        let groups = invert::write(&self.store, &order, &self.store.groups, sink)?;
        catalogue::write(articles, &order, &groups, sink)?;
        self.store.groups = groups;
        self.store.compact()?;
        self.store.save()
    }
}

impl Reader {
    /// Cuts up title and body.
    fn read(&mut self, title: &str, body: &RenderedBody<'_>) {
        let Self { terms, slices, text } = self;
        terms.clear();
        terms.add(title, TITLE);
        let mut say = |html: &str, field: u8| {
            text.clear();
            push_text(html, text);
            terms.add(text, field);
        };
        let mut names: Vec<&str> = Vec::new();
        for part in &body.parts {
            match part {
                Part::Prose { html }
                | Part::Heading { html, .. }
                | Part::Aside { html }
                | Part::Credit { html } => {
                    say(html, 0);
                }
                Part::Exchange { turns, .. } => {
                    for turn in turns {
                        say(&turn.html, if turn.role.asks() { ASKED } else { 0 });
                        names.extend([turn.name, turn.label.as_str()]);
                    }
                }
            }
        }
        names.sort_unstable();
        names.dedup();
        names.iter().for_each(|name| terms.add(name, TITLE));
        terms.settle();
        slices.fill(terms);
    }
}

/// What an article is called in the store.
fn name_of(path: &str) -> u64 {
    fingerprint(path.as_bytes()) as u64
}
