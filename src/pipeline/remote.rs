//! What a site's articles show from elsewhere, and where they lead.
//!
//! In comes the settled site; out go addresses, as the articles name them. Invariant: an address is named here exactly if
//! a page of the site would show it: what was cut is left out.

use std::sync::Arc;

use rayon::prelude::*;

use super::asking::{Asking, Wanted};
use super::{Pipeline, Stats};
use crate::article::Identity;
use crate::config::{Config, HtmlPolicy};
use crate::graph::{self, Entry, Graph, Link};
use crate::picture::plain_address;

/// What one article shows from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemotePictures {
    /// The article's file, from the root.
    pub article: Arc<str>,
    /// Addresses, in the order of the article; the cover first.
    pub addresses: Vec<String>,
}

/// Where one article leads outside the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteLinks {
    /// The article's file, from the root.
    pub article: Arc<str>,
    /// Addresses, in the order of the article.
    pub addresses: Vec<String>,
}

impl Pipeline {
    /// What each article shows from elsewhere, sorted by path.
    pub fn remote_pictures(&mut self, now: i64) -> Vec<RemotePictures> {
        // It is saving alone that can fail, and nothing is saved.
        let Ok(site) = self.understand(now, false, None, &mut Stats::default()) else { return Vec::new() };
        let graph = graph::link(self.memo.entries(&site.included), &site.config).value;
        let ids: Vec<_> = graph.ids().collect();
        let shown = |id: &graph::ArticleId| {
            let entry = graph.entry(*id);
            let mut addresses: Vec<String> = Vec::new();
            addresses.extend(entry.metadata.cover.iter().map(|cover| cover.trim().to_owned()));
            addresses.extend(self.in_body(entry, site.config.html, Wanted::Pictures));
            let cards = graph.related(*id).iter().filter_map(|link| match link {
                Link::External { image, .. } => *image,
                Link::Local { .. } => None,
            });
            addresses.extend(cards.map(|image| image.trim().to_owned()));
            addresses.retain(|address| is_remote(address));
            RemotePictures { article: entry.path.clone(), addresses }
        };
        let mut all: Vec<RemotePictures> = ids.par_iter().map(shown).collect();
        all.sort_by(|one, other| one.article.cmp(&other.article));
        all
    }

    /// Where each article leads outside the site, sorted by path. Articles of WeChat accounts are left out: their hosts
    /// answer for what is gone as for what is there, and [`Missing`](super::Missing) lists them.
    pub(super) fn remote_links(&self, graph: &Graph<'_>, config: &Config) -> Vec<RemoteLinks> {
        let ids: Vec<_> = graph.ids().collect();
        let linked = |id: &graph::ArticleId| {
            let entry = graph.entry(*id);
            let mut addresses = self.in_body(entry, config.html, Wanted::Links);
            addresses.extend(entry.reading.related.iter().map(|related| related.url.to_string()));
            addresses
                .retain(|it| is_remote(it) && Identity::parse(it).is_none() && graph.resolve(it).is_none());
            RemoteLinks { article: entry.path.clone(), addresses }
        };
        let mut all: Vec<RemoteLinks> = ids.par_iter().map(linked).collect();
        all.sort_by(|one, other| one.article.cmp(&other.article));
        all
    }

    /// What an article's page asks for.
    fn in_body(&self, entry: &Entry<'_>, policy: HtmlPolicy, wanted: Wanted) -> Vec<String> {
        let text = std::fs::read_to_string(self.root.join(&**entry.path)).unwrap_or_default();
        Asking::default().of(entry, &text, policy, wanted)
    }
}

fn is_remote(address: &str) -> bool {
    let address = plain_address(address);
    address.starts_with("https://") || address.starts_with("http://")
}
