//! Stage 5: every address of the site and the closed view behind it.
//!
//! In comes the graph; out goes the [`Plan`]. Invariant: every address is known, and known to be the only one of its
//! name, before anything is rendered.

mod addresses;
mod collision;
mod key;
mod permalink;
mod slug;
pub mod view;

pub use addresses::Addresses;
pub use key::key_of;
pub use permalink::{Base, Permalink};
pub use slug::Slug;

use rayon::prelude::*;

use crate::config::{Config, FeedKind};
use crate::diagnostic::{Code, Diagnostic, Place, Reported};
use crate::graph::{ArticleId, Graph, SpeakerId, TermId};
use view::Views;

/// Everything that `build` will write, in a stable order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// All pages, feeds and machine files; assets are not among them.
    pub pages: Vec<Page>,
    /// The address of everything.
    pub addresses: Addresses,
}

/// One file of the site that is rendered.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Where it is written, from the output folder: `a/index.html`, `rss.xml`.
    pub path: String,
    /// What it shows.
    pub kind: PageKind,
    /// Hash of everything that its bytes depend on, but for the site-wide view and the templates: equal keys, equal
    /// bytes.
    pub key: u128,
}

impl Page {
    /// The link to it.
    pub fn link(&self, base: &Base) -> Permalink {
        base.permalink(self.path.strip_suffix("index.html").unwrap_or(&self.path))
    }
}

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PageKind {
    /// One article, or a page of its own.
    Article(ArticleId),
    /// A page of the home list, 0-based.
    Home(u32),
    /// Everyone who speaks.
    Speakers,
    /// One speaker.
    Speaker(SpeakerId),
    /// All tags.
    Tags,
    /// The articles of a tag.
    Tag(TermId),
    /// The articles of a series.
    Series(TermId),
    /// The archive.
    Archive(Span),
    /// What a static host answers when nothing is there.
    NotFound,
    /// A former address of an article.
    Redirect {
        /// Where it leads.
        to: ArticleId,
        /// Which of the article's aliases.
        alias: u32,
    },
    /// A feed of the newest articles.
    Feed(FeedKind),
    /// `sitemap.xml`.
    Sitemap,
    /// `robots.txt`.
    Robots,
    /// `.nojekyll`: tells one large host to serve the files as they are.
    NoJekyll,
}

impl PageKind {
    /// Whether search engines are told of it.
    pub fn is_listed(&self) -> bool {
        match self {
            Self::Article(_)
            | Self::Home(_)
            | Self::Speakers
            | Self::Speaker(_)
            | Self::Tags
            | Self::Tag(_)
            | Self::Series(_)
            | Self::Archive(_) => true,
            Self::NotFound
            | Self::Redirect { .. }
            | Self::Feed(_)
            | Self::Sitemap
            | Self::Robots
            | Self::NoJekyll => false,
        }
    }
}

/// What part of the archive a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// All of it.
    Whole,
    /// The newest year, with links to the others.
    Newest,
    /// One year; `None` gathers articles without a date.
    Year(Option<i16>),
}

/// Plans every page; collisions are errors that name both files.
pub fn plan(graph: &Graph<'_>, config: &Config) -> Reported<Plan> {
    let mut diagnostics = Vec::new();
    let addresses = Addresses::plan(graph, config, &mut diagnostics);
    let mut pages = Vec::new();
    let mut add = |path: &str, kind| pages.push(Page { path: permalink::file_of(path), kind, key: 0 });
    for id in graph.ids() {
        add(&addresses.article_paths[id.index()], PageKind::Article(id));
        for (number, alias) in graph.entry(id).metadata.aliases.iter().enumerate() {
            match alias_path(alias) {
                Some(path) => add(&path, PageKind::Redirect { to: id, alias: number as u32 }),
                None => diagnostics.push(
                    Diagnostic::warning(
                        Code::BadSlug,
                        format!("the alias \"{alias}\" is no address of this site"),
                    )
                    .at(Place::file(graph.entry(id).path))
                    .help("write a path that begins with a slash"),
                ),
            }
        }
    }
    lists(graph, config, &mut add);
    machine_files(config, &mut add);
    collision::check(&pages, graph, &mut diagnostics);
    let views = Views::new(graph, &addresses, config);
    let site_map = views.sitemap_key(&pages);
    pages.par_iter_mut().for_each(|page| {
        page.key = if page.kind == PageKind::Sitemap { site_map } else { views.key(&page.kind) };
    });
    Reported { value: Plan { pages, addresses }, diagnostics }
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
    add("sitemap.xml", PageKind::Sitemap);
    add("robots.txt", PageKind::Robots);
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

/// A former address as a path; `None` if it is none of this site.
fn alias_path(alias: &str) -> Option<String> {
    let alias = alias.trim();
    if alias.contains("://")
        || alias.contains(['?', '#', '\\'])
        || alias.split('/').any(|it| it == ".." || it == ".")
    {
        return None;
    }
    let path = percent_encoding::percent_decode_str(alias.trim_matches('/')).decode_utf8().ok()?;
    if path.is_empty() || path.chars().any(char::is_control) {
        return None;
    }
    let file = path.rsplit('/').next().is_some_and(|last| last.ends_with(".html") || last.ends_with(".htm"));
    Some(if file { path.into_owned() } else { format!("{path}/") })
}
