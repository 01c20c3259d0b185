//! What every page may know of the site: one view, made once a run.

use serde::Serialize;

use crate::config::{Config, FeedKind, MenuLink};
use crate::graph::Graph;
use crate::page::{Addresses, feed_path};

/// The site, as `site` in every template.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct SiteView<'a> {
    /// Its name.
    pub title: &'a str,
    /// One or two sentences; may be empty.
    pub description: &'a str,
    /// BCP 47.
    pub language: &'a str,
    /// Who publishes; may be empty.
    pub author: &'a str,
    /// Link to the home page.
    pub url: String,
    /// The same with scheme and host.
    pub absolute_url: String,
    /// The header's links.
    pub menu: Vec<MenuLink>,
    /// Feeds that are written.
    pub feeds: Vec<FeedView>,
    /// ICP record number.
    pub icp: Option<&'a str>,
    /// Public security record number.
    pub police: Option<&'a str>,
    /// Licence of the texts.
    pub license: Option<&'a str>,
    /// Link to the search page, if there is one.
    pub search: Option<String>,
    /// Whether speakers have pages.
    pub speakers: bool,
    /// This program and its version.
    pub generator: &'static str,
}

/// A feed of the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct FeedView {
    /// `RSS`, `Atom` or `JSON`.
    pub name: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Link to it.
    pub url: String,
}

impl<'a> SiteView<'a> {
    /// The view of a run.
    pub fn new(config: &'a Config, graph: &Graph<'_>, addresses: &Addresses) -> Self {
        let base = addresses.base();
        let speakers = config.output.speakers && graph.cast.ids().next().is_some();
        let link = |url: &str| {
            if url.contains("://") { url.to_owned() } else { base.permalink(url).as_str().to_owned() }
        };
        let feeds = config.output.feeds.iter().map(|kind| FeedView {
            name: feed_name(*kind),
            media_type: media_type(*kind),
            url: link(feed_path(*kind)),
        });
        let menu =
            if config.menu.is_empty() { usual_menu(graph, addresses, speakers) } else { config.menu.clone() };
        Self {
            title: &config.title,
            description: &config.description,
            language: &config.language,
            author: &config.author,
            url: link(""),
            absolute_url: base.absolute(&link("")),
            menu: menu.into_iter().map(|entry| MenuLink { url: link(&entry.url), ..entry }).collect(),
            feeds: feeds.collect(),
            icp: config.icp.as_deref(),
            police: config.police.as_deref(),
            license: config.license.as_deref(),
            search: config.output.search.then(|| link("search/")),
            speakers,
            generator: concat!("fangtan ", env!("CARGO_PKG_VERSION")),
        }
    }
}

/// The header's links where the publisher names none: what the site has.
fn usual_menu(graph: &Graph<'_>, addresses: &Addresses, speakers: bool) -> Vec<MenuLink> {
    let tags = graph.tags.ids().next().is_some();
    let usual = [
        ("人物", "/speakers/", speakers),
        ("提问", "/questions/", addresses.has_questions()),
        ("图谱", "/map/", addresses.has_map()),
        ("标签", "/tags/", tags),
        ("归档", "/archive/", true),
    ];
    let there = usual.into_iter().filter(|(_, _, there)| *there);
    there.map(|(name, url, _)| MenuLink { name: name.to_owned(), url: url.to_owned() }).collect()
}

fn feed_name(kind: FeedKind) -> &'static str {
    match kind {
        FeedKind::Rss => "RSS",
        FeedKind::Atom => "Atom",
        FeedKind::Json => "JSON",
    }
}

fn media_type(kind: FeedKind) -> &'static str {
    match kind {
        FeedKind::Rss => "application/rss+xml",
        FeedKind::Atom => "application/atom+xml",
        FeedKind::Json => "application/feed+json",
    }
}
