//! Which pages the site has.
//!
//! In come the graph and the addresses; out goes the [`Plan`] in a stable order. Invariant: what is made from one
//! article's text stands together, its page first.

use std::sync::Arc;

use rayon::prelude::*;

use super::view::{self, BACKLINKS, CardKeys, LINES, NAMES, Views, YEAR, pages_of};
use super::{
    Addresses, MapSpan, Page, PageKind, Plan, Span, addresses, alias, collision, drawn, moved, permalink,
    sitemap,
};
use crate::config::{Config, FeedKind};
use crate::diagnostic::{Diagnostic, Reported};
use crate::graph::{ArticleId, Graph};
use crate::picture::Pictures;

/// Plans every page; collisions are errors that name both files.
pub fn plan(graph: &Graph<'_>, config: &Config, pictures: Arc<Pictures>) -> Reported<Plan> {
    let mut planned = lay(graph, config, pictures);
    let Plan { pages, addresses } = &mut planned.value;
    let views = Views::new(graph, addresses, config);
    let cards = CardKeys::of(graph, &views);
    give_keys(pages, &views.with_cards(&cards));
    planned
}

/// The same without the pages' keys, for who wants those of few.
pub fn lay(graph: &Graph<'_>, config: &Config, pictures: Arc<Pictures>) -> Reported<Plan> {
    let mut diagnostics = Vec::new();
    let addresses = Addresses::plan(graph, config, pictures, &mut diagnostics);
    let mut pages = Vec::new();
    let mut add = |path: &str, kind| pages.push(Page { path: permalink::file_of(path), kind, key: 0 });
    for id in graph.ids() {
        article(id, graph, &addresses.article_paths[id.index()], config, &mut add, &mut diagnostics);
    }
    lists(graph, &addresses, config, &mut add);
    machine_files(config, &mut add);
    moved::add(&mut pages, config, &mut diagnostics);
    let listed = pages.iter().filter(|page| page.kind.is_listed()).count();
    pages.extend(sitemap::files(listed));
    pages.shrink_to_fit();
    collision::check(&pages, graph, config, &mut diagnostics);
    diagnostics.extend(drawn::check(graph, &addresses));
    Reported { value: Plan { pages, addresses }, diagnostics }
}

/// The key of the page at one place of a plan.
pub(crate) fn key_at(pages: &[Page], place: usize, views: &Views<'_>) -> u128 {
    let kind = &pages[place].kind;
    if let Some(key) = views.key_of_pages(kind, pages) {
        return key;
    }
    if !kind.is_companion() {
        return views.key(kind);
    }
    let article = pages[..place].iter().rev().find(|page| matches!(page.kind, PageKind::Article(_)));
    view::key_beside(kind, article.map_or(0, |article| views.key(&article.kind)))
}

/// Gives every page its key: from its view, from the other pages, or from the page that it goes with.
fn give_keys(pages: &mut [Page], views: &Views<'_>) {
    let own = pages.par_iter_mut().filter(|page| !page.kind.is_companion());
    own.for_each(|page| page.key = views.key(&page.kind));
    let mut article = 0;
    for place in 0..pages.len() {
        let kind = &pages[place].kind;
        let key = match views.key_of_pages(kind, pages) {
            Some(key) => key,
            None if kind.is_companion() => view::key_beside(kind, article),
            None => pages[place].key,
        };
        pages[place].key = key;
        if matches!(pages[place].kind, PageKind::Article(_)) {
            article = key;
        }
    }
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
    let pointing = graph.backlinks(id).len();
    if pointing > BACKLINKS {
        let kind = |number| PageKind::Backlinks(id, number);
        turned(&addresses::below(path, "backlinks/"), pages_of(pointing, LINES), kind, add);
    }
    let entry = graph.entry(id);
    for (number, alias) in entry.metadata.aliases.iter().enumerate() {
        match alias::path(alias) {
            Some(path) => add(&path, PageKind::Redirect { to: id, alias: number as u32 }),
            None => diagnostics.push(alias::refused(alias, entry.path)),
        }
    }
}

/// Everything that lists articles. A list of nothing has no page, so that no link leads to an empty one.
fn lists(graph: &Graph<'_>, addresses: &Addresses, config: &Config, add: &mut impl FnMut(&str, PageKind)) {
    let articles = graph.articles().len();
    turned("", home_pages(articles, config), PageKind::Home, add);
    if graph.cast.ids().len() > 0 && config.output.speakers {
        turned("speakers/", pages_of(graph.cast.ids().len(), NAMES), PageKind::Speakers, add);
        for id in graph.cast.ids() {
            let first = addresses::named_path("speakers", graph.cast.name(id));
            let pages = pages_of(graph.cast.appearances(id).len(), config.paginate_by);
            turned(&first, pages, |number| PageKind::Speaker(id, number), add);
            if addresses.has_feed(graph.cast.articles(id), graph) {
                add(&format!("{first}rss.xml"), PageKind::SpeakerFeed(id));
            }
        }
    }
    questions(addresses, config, add);
    if addresses.has_map() {
        add("map/", PageKind::Map(MapSpan::Whole));
        for (year, _) in addresses.map_years() {
            add(&addresses::map_path(MapSpan::Year(*year)), PageKind::Map(MapSpan::Year(*year)));
        }
    }
    terms(graph, addresses, add);
    if addresses::splits_archive(articles) {
        add("archive/", PageKind::Archive(Span::Newest));
        for (year, articles) in addresses.years() {
            let kind = |number| PageKind::Archive(Span::Year(*year, number));
            turned(&addresses::year_path(*year), pages_of(articles.len(), YEAR), kind, add);
        }
    } else {
        add("archive/", PageKind::Archive(Span::Whole));
    }
    if config.output.search {
        add("search/", PageKind::Search);
    }
    add("404.html", PageKind::NotFound);
}

/// A page for each year in which something was asked.
fn questions(addresses: &Addresses, config: &Config, add: &mut impl FnMut(&str, PageKind)) {
    for (place, (year, articles)) in addresses.asked().iter().enumerate() {
        let place = place as u32;
        let pages = pages_of(articles.len(), config.paginate_by);
        let kind = |number| PageKind::Questions { year: place, number };
        turned(&addresses::questions_path(place, *year), pages, kind, add);
    }
}

fn terms(graph: &Graph<'_>, addresses: &Addresses, add: &mut impl FnMut(&str, PageKind)) {
    let (tags, series) = (&graph.tags, &graph.series);
    if tags.ids().len() + series.ids().len() > 0 {
        turned("tags/", pages_of(tags.ids().len() + series.ids().len(), NAMES), PageKind::Tags, add);
    }
    for id in tags.ids() {
        let first = addresses::named_path("tags", tags.name(id));
        turned(&first, pages_of(tags.articles(id).len(), LINES), |number| PageKind::Tag(id, number), add);
        if addresses.has_feed(tags.articles(id), graph) {
            add(&format!("{first}rss.xml"), PageKind::TagFeed(id));
        }
    }
    for id in series.ids() {
        let first = addresses::named_path("series", series.name(id));
        turned(
            &first,
            pages_of(series.articles(id).len(), LINES),
            |number| PageKind::Series(id, number),
            add,
        );
    }
}

/// A list over so many pages.
fn turned(first: &str, pages: u32, kind: impl Fn(u32) -> PageKind, add: &mut impl FnMut(&str, PageKind)) {
    for number in 0..pages {
        add(&addresses::turned_path(first, number), kind(number));
    }
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
    pages_of(articles, config.paginate_by)
}

/// Where a feed stands.
pub fn feed_path(kind: FeedKind) -> &'static str {
    match kind {
        FeedKind::Rss => "rss.xml",
        FeedKind::Atom => "atom.xml",
        FeedKind::Json => "feed.json",
    }
}
