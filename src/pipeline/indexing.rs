//! What of a run goes into the search index.
//!
//! In come articles as they are rendered; out go the files of the index. Invariant: an article whose terms are
//! remembered is not read for them again.

use std::path::Path;

use super::produce::Stop;
use super::{Aside, Error as RunError, Outcome, Pipeline};
use crate::config::Config;
use crate::graph::{ArticleId, Graph};
use crate::output::{Error, Made, Sink, binary};
use crate::page::{Addresses, key_of};
use crate::render::body::RenderedBody;
use crate::search::{self, Article, Index, Reader};
use crate::source::Source;

impl Pipeline {
    /// A run that brings nothing up to date but the search index, which remembers in `folder`: its files alone go to
    /// `sink`. If the outcome has errors, there is no index.
    ///
    /// # Errors
    /// Those of [`run`](Self::run), and [`Error::Output`](RunError::Output) if the folder cannot be written to.
    pub fn index(&mut self, now: i64, folder: &Path, sink: &mut impl Sink) -> Result<Outcome, RunError> {
        self.attempt(now, &mut IndexAlone(sink), Aside { index: Some(folder), ..Aside::default() })
    }
}

/// Lets the index's files pass, and takes every other file for one that need not be made.
#[derive(Debug)]
struct IndexAlone<'s, S>(&'s mut S);

impl<S: Sink> Sink for IndexAlone<'_, S> {
    fn keeps(&self, path: &str, key: &dyn Fn(&[u128]) -> u128) -> bool {
        !search::is_file(path) || self.0.keeps(path, key)
    }

    fn put(&self, path: &str, made: Made<'_>, bytes: &[u8]) -> Result<(), Error> {
        self.0.put(path, made, bytes)
    }

    fn copy(&self, _: &str, _: &Source) -> Result<(), Error> {
        Ok(())
    }

    fn restart(&mut self) {
        self.0.restart();
    }
}

/// The index of a run.
#[derive(Debug)]
pub(super) struct Indexing<'p> {
    index: Index,
    /// Oldest first, so that a new article leaves the others their places.
    articles: Vec<Article<'p>>,
}

impl<'p> Indexing<'p> {
    /// Opens the index that remembers in `folder`.
    pub(super) fn open(
        folder: &Path,
        graph: &Graph<'p>,
        addresses: &'p Addresses,
        config: &Config,
    ) -> Result<Self, Error> {
        let article = |id: ArticleId| {
            let entry = graph.entry(id);
            let date = entry.metadata.date.map(|date| date.rfc3339());
            Article {
                path: entry.path,
                key: key_of(&(
                    &entry.metadata.title,
                    &entry.metadata.lang,
                    entry.hash,
                    entry.reading_key,
                    config.html,
                )),
                link: addresses.article(id),
                title: &entry.metadata.title,
                date: date.and_then(|date| date.get(..10).map(ToOwned::to_owned)).unwrap_or_default(),
            }
        };
        let mut articles: Vec<Article<'_>> = graph.ids().map(article).collect();
        articles.reverse();
        Ok(Self { index: Index::open(folder, binary())?, articles })
    }

    /// The article, if its terms are not known.
    pub(super) fn unread(&self, id: ArticleId) -> Option<&Article<'p>> {
        let article = self.articles.get(self.articles.len().checked_sub(id.index() + 1)?)?;
        (!self.index.has(article)).then_some(article)
    }

    /// Takes an article's terms from its body.
    pub(super) fn read(
        &self,
        article: &Article<'_>,
        body: &RenderedBody<'_>,
        reader: &mut Reader,
    ) -> Result<(), Stop> {
        self.index.add(article, body, reader).map_err(Stop::Output)
    }

    /// Gives the sink the files of the index. What it was to be made of may turn out to be damaged: then it is as if the
    /// articles had changed.
    pub(super) fn write(&mut self, sink: &impl Sink) -> Result<(), Stop> {
        match self.index.write(&self.articles, sink) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Stop::Stale),
            Err(error) => Err(Stop::Output(error)),
        }
    }
}
