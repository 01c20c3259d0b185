//! Where the links of an article's text lead: to the site's own copy, where it has one.

use std::borrow::Cow;

use crate::graph::{ArticleId, Graph};
use crate::markdown::html::{Links, Picture, Target};
use crate::page::Addresses;

/// What the site knows of the addresses in one article.
pub(super) struct ArticleLinks<'r> {
    pub(super) graph: &'r Graph<'r>,
    pub(super) addresses: &'r Addresses,
    pub(super) article: ArticleId,
}

impl ArticleLinks<'_> {
    /// An address inside the site, as a link.
    fn inside(&self, url: &str) -> Option<Cow<'static, str>> {
        if url.contains("://") || url.starts_with("//") || url.starts_with('#') {
            return None;
        }
        let link = self.addresses.base().link(self.graph.entry(self.article).path, url)?;
        Some(Cow::Owned(link.into_owned()))
    }
}

impl Links for ArticleLinks<'_> {
    fn link(&self, url: &str) -> Option<Target<'_>> {
        if let Some(to) = self.graph.resolve(url) {
            let url = Cow::Borrowed(self.addresses.article(to));
            return Some(Target { url, title: Some(&self.graph.entry(to).metadata.title) });
        }
        Some(Target { url: self.inside(url)?, title: None })
    }

    fn picture(&self, url: &str) -> Option<Picture<'_>> {
        Some(Picture { url: self.inside(url)?, size: None })
    }
}
