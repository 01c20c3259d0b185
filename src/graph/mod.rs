//! Stage 4: how articles, speakers and tags refer to each other.
//!
//! In come all articles' metadata and readings; out goes a [`Graph`]. Invariant: an [`ArticleId`] is a place in one
//! list, newest first, so order is never computed again; nothing here knows of addresses.

use std::sync::Arc;

use crate::article::Metadata;
use crate::config::Config;
use crate::diagnostic::Reported;
use crate::interview::Reading;

/// One article as linking sees it.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// From the site's root.
    pub path: &'a Arc<str>,
    /// Hash of the file's bytes.
    pub hash: u128,
    /// What it says about itself.
    pub metadata: &'a Metadata,
    /// How it was read.
    pub reading: &'a Reading,
}

/// A place in [`Graph::entries`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// The site as one structure.
#[derive(Debug, Default)]
pub struct Graph<'a> {
    entries: Vec<Entry<'a>>,
}

impl<'a> Graph<'a> {
    /// All articles, newest first; pages of their own after them.
    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }
}

/// Links all articles. The order of `entries` does not matter.
pub fn link<'a>(entries: Vec<Entry<'a>>, config: &Config) -> Reported<Graph<'a>> {
    let _ = config;
    Reported::clean(Graph { entries })
}
