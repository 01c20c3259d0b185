//! The pictures that a site's articles show from elsewhere.
//!
//! In comes the settled site; out go addresses, as the articles name them. Invariant: a picture is named here exactly if
//! a page of the site would show it: what was cut is left out.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::{Pipeline, Stats};
use crate::article::Body;
use crate::config::HtmlPolicy;
use crate::graph::{self, Entry, Link};
use crate::markdown::html::{Links, Options, Picture, Target};
use crate::picture::plain_address;
use crate::render::body::{self, BodyScratch};

/// What one article shows from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemotePictures {
    /// The article's file, from the root.
    pub article: Arc<str>,
    /// Addresses, in the order of the article; the cover first.
    pub addresses: Vec<String>,
}

impl Pipeline {
    /// What each article shows from elsewhere, sorted by path.
    pub fn remote_pictures(&mut self, now: i64) -> Vec<RemotePictures> {
        // It is saving alone that can fail, and nothing is saved.
        let Ok(site) = self.understand(now, false, &mut Stats::default()) else { return Vec::new() };
        let graph = graph::link(self.memo.entries(&site.included), &site.config).value;
        let ids: Vec<_> = graph.ids().collect();
        let shown = |id: &graph::ArticleId| {
            let entry = graph.entry(*id);
            let mut addresses: Vec<String> = Vec::new();
            addresses.extend(entry.metadata.cover.iter().map(|cover| cover.trim().to_owned()));
            addresses.extend(self.in_body(entry, site.config.html));
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

    /// The pictures that an article's page asks for.
    fn in_body(&self, entry: &Entry<'_>, policy: HtmlPolicy) -> Vec<String> {
        let text = std::fs::read_to_string(self.root.join(&**entry.path)).unwrap_or_default();
        let mut body = Body::default();
        body.fill(&text, entry.metadata.body_start);
        let links = Listener::default();
        let options = Options { policy, links: &links, ..Options::default() };
        body::render(&body, entry.reading, &options, &mut BodyScratch::default());
        links.heard.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_remote(address: &str) -> bool {
    let address = plain_address(address);
    address.starts_with("https://") || address.starts_with("http://")
}

/// Knows nothing, and notes what is asked for.
#[derive(Default)]
struct Listener {
    heard: Mutex<Vec<String>>,
}

impl Links for Listener {
    fn link(&self, _: &str) -> Option<Target<'_>> {
        None
    }

    fn picture(&self, url: &str) -> Option<Picture<'_>> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).push(url.trim().to_owned());
        None
    }
}
