//! Stage 4: how articles, speakers and tags refer to each other.
//!
//! In come all articles' metadata and readings; out goes a [`Graph`]. Invariant: an [`ArticleId`] is a place in one
//! list, newest first, so order is never computed again; nothing here knows of addresses.

mod cast;
mod fold;
mod identity;
mod name;
mod order;
mod person;
mod related;
mod rows;
mod terms;
mod ties;

pub use cast::{Appearance, Cast, SpeakerId};
pub use fold::fold;
pub use name::Name;
pub use related::{Kinship, Link};
pub use rows::Rows;
pub use terms::{Taxonomy, TermId};
pub use ties::Ties;

use std::sync::Arc;

use crate::article::{Identity, Metadata};
use crate::config::Config;
use crate::diagnostic::Reported;
use crate::interview::Reading;
use identity::Identities;

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
    /// Hash of the reading.
    pub reading_key: u128,
}

/// A place in [`Graph::entries`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

impl ArticleId {
    /// The place.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The site as one structure.
#[derive(Debug, Default)]
pub struct Graph<'a> {
    entries: Vec<Entry<'a>>,
    articles: usize,
    identities: Identities,
    related: Rows<Link<'a>>,
    backlinks: Rows<ArticleId>,
    /// Tags of articles.
    pub tags: Taxonomy<'a>,
    /// Series of articles.
    pub series: Taxonomy<'a>,
    /// Everyone who speaks.
    pub cast: Cast<'a>,
}

impl<'a> Graph<'a> {
    /// All articles, newest first; pages of their own after them.
    pub fn entries(&self) -> &[Entry<'a>] {
        &self.entries
    }

    /// Puts another version of an article in its place, one that has the same order, names and links.
    pub(crate) fn amend(&mut self, id: ArticleId, entry: Entry<'a>) {
        self.entries[id.index()] = entry;
    }

    /// The entry at a place.
    pub fn entry(&self, id: ArticleId) -> &Entry<'a> {
        &self.entries[id.index()]
    }

    /// All places.
    pub fn ids(&self) -> impl Iterator<Item = ArticleId> + use<> {
        (0..self.entries.len() as u32).map(ArticleId)
    }

    /// The places of articles, newest first, without pages of their own.
    pub fn articles(&self) -> impl DoubleEndedIterator<Item = ArticleId> + ExactSizeIterator + use<> {
        (0..self.articles as u32).map(ArticleId)
    }

    /// Whether the entry is a page of its own.
    pub fn is_page(&self, id: ArticleId) -> bool {
        id.index() >= self.articles
    }

    /// 往期回顾 of an article: this site's first, then others.
    pub fn related(&self, id: ArticleId) -> &[Link<'a>] {
        self.related.row(id.index())
    }

    /// The articles of this site that an article itself points to.
    pub fn printed(&self, id: ArticleId) -> impl Iterator<Item = ArticleId> + '_ {
        self.related(id).iter().filter_map(|link| match link {
            Link::Local { to, filled: None } => Some(*to),
            _ => None,
        })
    }

    /// The articles that point to this one, newest first.
    pub fn backlinks(&self, id: ArticleId) -> &[ArticleId] {
        self.backlinks.row(id.index())
    }

    /// The other articles with a guest that stand nearest to this one in time, the nearest first, at most `most`.
    pub fn more_with(&self, guest: SpeakerId, id: ArticleId, most: usize) -> Vec<ArticleId> {
        let mut near: Vec<ArticleId> = related::near(self.cast.articles(guest), id, most).copied().collect();
        near.sort_by_key(|other| (other.0.abs_diff(id.0), *other));
        near.truncate(most);
        near
    }

    /// The next newer article.
    pub fn newer(&self, id: ArticleId) -> Option<ArticleId> {
        (!self.is_page(id)).then(|| id.0.checked_sub(1).map(ArticleId))?
    }

    /// The next older article.
    pub fn older(&self, id: ArticleId) -> Option<ArticleId> {
        (id.index() + 1 < self.articles).then_some(ArticleId(id.0 + 1))
    }

    /// The article of a WeChat identity.
    pub fn find(&self, identity: &Identity) -> Option<ArticleId> {
        self.identities.find(identity)
    }

    /// The article of a name.
    pub fn named(&self, name: Name) -> Option<ArticleId> {
        self.identities.named(name)
    }

    /// The article that was first published at an address, however it is spelled.
    pub fn resolve(&self, url: &str) -> Option<ArticleId> {
        self.identities.resolve(url)
    }
}

/// Links all articles. The order of `entries` does not matter.
pub fn link<'a>(mut entries: Vec<Entry<'a>>, config: &'a Config) -> Reported<Graph<'a>> {
    order::newest_first(&mut entries);
    let articles = entries.partition_point(|entry| !order::is_page(entry));
    let listed = &entries[..articles];
    // What is printed asks who is meant; terms and people ask nobody.
    let references = || {
        let mut diagnostics = Vec::new();
        let identities = Identities::gather(&entries, &mut diagnostics);
        let printed = related::printed(&entries, &identities, &mut diagnostics);
        let backlinks = related::backlinks(entries.len(), &printed);
        (identities, printed, backlinks, diagnostics)
    };
    let terms = || {
        let mut diagnostics = Vec::new();
        let tags = Taxonomy::gather(listed, |metadata| &metadata.tags, &mut diagnostics);
        let series = Taxonomy::gather(listed, |metadata| metadata.series.as_slice(), &mut diagnostics);
        (tags, series, diagnostics)
    };
    let people = || Cast::gather(listed, &config.rules);
    let ((identities, printed, backlinks, mut diagnostics), (cast, (tags, series, said))) =
        rayon::join(references, || rayon::join(people, terms));
    diagnostics.extend(said);
    let related = related::fill(printed, articles, config.related_fill, (&series, &tags, &cast));
    let value = Graph { articles, identities, related, backlinks, tags, series, cast, entries };
    Reported { value, diagnostics }
}
