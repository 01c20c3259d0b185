//! Which pages the site has.
//!
//! In come the graph and the addresses; out goes the [`Plan`] in a stable order. Invariant: what is made from one
//! article's text stands together, its page first.

use rayon::prelude::*;

use super::view::{self, Views};
use super::{Addresses, Page, PageKind, Plan, Span, addresses, alias, collision, permalink, sitemap};
use crate::config::{Config, FeedKind};
use crate::diagnostic::{Diagnostic, Reported};
use crate::graph::{ArticleId, Graph};

/// Plans every page; collisions are errors that name both files.
pub fn plan(graph: &Graph<'_>, config: &Config) -> Reported<Plan> {
    let mut diagnostics = Vec::new();
    let addresses = Addresses::plan(graph, config, &mut diagnostics);
    let mut pages = Vec::new();
    let mut add = |path: &str, kind| pages.push(Page { path: permalink::file_of(path), kind, key: 0 });
    for id in graph.ids() {
        article(id, graph, &addresses.article_paths[id.index()], config, &mut add, &mut diagnostics);
    }
    lists(graph, config, &mut add);
    machine_files(config, &mut add);
    let listed = pages.iter().filter(|page| page.kind.is_listed()).count();
    pages.extend(sitemap::files(listed));
    collision::check(&pages, graph, &mut diagnostics);
    let views = Views::new(graph, &addresses, config);
    pages.par_iter_mut().for_each(|page| page.key = views.key(&page.kind));
    let about_pages: Vec<(usize, u128)> = pages
        .iter()
        .enumerate()
        .filter_map(|(place, page)| Some((place, views.key_of_pages(&page.kind, &pages)?)))
        .collect();
    for (place, key) in about_pages {
        pages[place].key = key;
    }
    Reported { value: Plan { pages, addresses }, diagnostics }
}

/// An article's page, what is written beside it, and its former addresses.
fn article(
    id: ArticleId,
    graph: &Graph<'_>,
    path: &str,
    config: &Config,
    add: &mut impl FnMut(&str, PageKind),
    diagnostics: &mut Vec<Diagnostic>,
) {
    add(path, PageKind::Article(id));
    if config.output.json {
        add(&addresses::beside(path, "json"), PageKind::ArticleJson(id));
    }
    if config.output.markdown {
        add(&addresses::beside(path, "md"), PageKind::ArticleMarkdown(id));
    }
    let entry = graph.entry(id);
    for (number, alias) in entry.metadata.aliases.iter().enumerate() {
        match alias::path(alias) {
            Some(path) => add(&path, PageKind::Redirect { to: id, alias: number as u32 }),
            None => diagnostics.push(alias::refused(alias, entry.path)),
        }
    }
}

/// Everything that lists articles.
fn lists(graph: &Graph<'_>, config: &Config, add: &mut impl FnMut(&str, PageKind)) {
    let articles = graph.articles().len();
    for number in 0..home_pages(articles, config) {
        add(&addresses::home_path(number), PageKind::Home(number));
    }
    if config.output.speakers {
        add("speakers/", PageKind::Speakers);
        for id in graph.cast.ids() {
            add(&addresses::named_path("speakers", graph.cast.name(id)), PageKind::Speaker(id));
        }
    }
    add("tags/", PageKind::Tags);
    for id in graph.tags.ids() {
        add(&addresses::named_path("tags", graph.tags.name(id)), PageKind::Tag(id));
    }
    for id in graph.series.ids() {
        add(&addresses::named_path("series", graph.series.name(id)), PageKind::Series(id));
    }
    if addresses::splits_archive(articles) {
        add("archive/", PageKind::Archive(Span::Newest));
        for (year, _) in view::years(graph) {
            add(&addresses::year_path(year), PageKind::Archive(Span::Year(year)));
        }
    } else {
        add("archive/", PageKind::Archive(Span::Whole));
    }
    add("404.html", PageKind::NotFound);
}

fn machine_files(config: &Config, add: &mut impl FnMut(&str, PageKind)) {
    for kind in &config.output.feeds {
        add(feed_path(*kind), PageKind::Feed(*kind));
    }
    if config.output.llms {
        add("llms.txt", PageKind::Llms);
    }
    add("robots.txt", PageKind::Robots);
    add("_headers", PageKind::Headers);
    add("_redirects", PageKind::Redirects);
    add(".nojekyll", PageKind::NoJekyll);
}

/// Pages of the home list; an empty site has one too.
pub(crate) fn home_pages(articles: usize, config: &Config) -> u32 {
    articles.div_ceil(config.paginate_by.max(1)).max(1) as u32
}

/// Where a feed stands.
pub fn feed_path(kind: FeedKind) -> &'static str {
    match kind {
        FeedKind::Rss => "rss.xml",
        FeedKind::Atom => "atom.xml",
        FeedKind::Json => "feed.json",
    }
}
