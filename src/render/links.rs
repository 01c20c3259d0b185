//! Where the links of an article's text lead: to the site's own copy, where it has one.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use crate::graph::{ArticleId, Graph, Name};
use crate::markdown::html::{Links, Picture, Target};
use crate::page::Addresses;

/// What the site knows of the addresses in one article.
pub(super) struct ArticleLinks<'r> {
    pub(super) graph: &'r Graph<'r>,
    pub(super) addresses: &'r Addresses,
    pub(super) article: ArticleId,
    /// Every name that was asked for: what the bytes depend on beside the article itself.
    pub(super) asked: Mutex<Vec<Name>>,
}

impl ArticleLinks<'_> {
    /// A link to an article; a link to a file keeps its fragment, one to an address elsewhere has another's.
    fn target(&self, to: ArticleId, written: &str) -> Target<'_> {
        let address = self.addresses.article(to);
        let fragment = written.find('#').filter(|_| !written.contains("//")).map(|at| &written[at..]);
        let url = match fragment {
            Some(fragment) => Cow::Owned(format!("{address}{fragment}")),
            None => Cow::Borrowed(address),
        };
        Target { url, title: Some(&self.graph.entry(to).metadata.title) }
    }

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
        if let Some(name) = Name::of(self.graph.entry(self.article).path, url) {
            self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(name);
            if let Some(to) = self.graph.named(name) {
                return Some(self.target(to, url));
            }
        }
        Some(Target { url: self.inside(url)?, title: None })
    }

    fn picture(&self, url: &str) -> Option<Picture<'_>> {
        let address = self.addresses.picture(self.graph.entry(self.article).path, url);
        if let Some(name) = address.asked {
            let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
            asked.push(Name::from_number(name));
        }
        match address.link? {
            // As it is written.
            Cow::Borrowed(_) => None,
            Cow::Owned(link) => Some(Picture { url: Cow::Owned(link), size: address.size }),
        }
    }
}
