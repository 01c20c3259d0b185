//! The address of everything that has one.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::pattern::Pattern;
use super::view::ROWS;
use super::{Base, MapSpan, Permalink, Slug, permalink};
use crate::config::{Config, FeedKind};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::graph::{ArticleId, Entry, Graph, SpeakerId, TermId, Ties};
use crate::picture::{self, Pictures, Size};

/// Articles past which the archive is a page a year.
const ARCHIVE_ON_ONE_PAGE: usize = 1000;

/// Every address, by what stands there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Addresses {
    base: Base,
    articles: Vec<Permalink>,
    speakers: Vec<Permalink>,
    tags: Vec<Permalink>,
    series: Vec<Permalink>,
    /// Whether tags have feeds of their own; speakers that have pages do too.
    feeds: bool,
    /// The years in which something was asked, newest first, and in which conversations, newest first.
    asked: Vec<(Option<i16>, Vec<ArticleId>)>,
    /// What the map shows.
    ties: Ties,
    /// The site's articles by year, newest first; at the end those without a date.
    years: Vec<(Option<i16>, Vec<ArticleId>)>,
    /// The years of the map that have pages of their own, newest first, with their articles.
    map_years: Vec<(Option<i16>, u32)>,
    pictures: Arc<Pictures>,
    /// What tells an article from others of the same title, in the articles' order.
    apart: Vec<(ArticleId, String)>,
    /// Paths from the site's root, not encoded, in the same order as `articles`.
    pub(super) article_paths: Vec<String>,
}

/// Where a picture is, as a page has to know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureAddress<'u> {
    /// The name on whose meaning the rest depends, if it can change.
    pub asked: Option<u128>,
    /// The link: to the site's copy, if there is one. None for a scheme that no browser should be led to.
    pub link: Option<Cow<'u, str>>,
    /// Width and height, where they are known.
    pub size: Option<Size>,
}

impl Addresses {
    /// Gives everything its address.
    pub(super) fn plan(
        graph: &Graph<'_>,
        config: &Config,
        pictures: Arc<Pictures>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let base = Base::new(&config.base_url);
        let pattern = Pattern::read(config, diagnostics);
        let path = |place: usize| {
            let id = ArticleId(place as u32);
            let (entry, mut faults) = (graph.entry(id), Vec::new());
            let slug = slug_of(entry, &mut faults);
            let path =
                if graph.is_page(id) { format!("{}/", slug.as_str()) } else { pattern.fill(entry, &slug) };
            let link = base.permalink(&path);
            (path, link, faults)
        };
        let count = graph.entries().len();
        let (mut articles, mut article_paths) = (Vec::with_capacity(count), Vec::with_capacity(count));
        for (path, link, faults) in (0..count).into_par_iter().map(path).collect::<Vec<_>>() {
            article_paths.push(path);
            articles.push(link);
            diagnostics.extend(faults);
        }
        let named = |folder: &str, name: &str| base.permalink(&named_path(folder, name));
        let speakers = match config.output.speakers {
            true => graph.cast.ids().map(|id| named("speakers", graph.cast.name(id))).collect(),
            false => Vec::new(),
        };
        let ties = if config.output.map { Ties::gather(graph) } else { Ties::default() };
        let asked = || if config.output.questions { asked(graph) } else { Vec::new() };
        let (apart, (years, asked)) =
            rayon::join(|| apart(graph, &article_paths), || (by_year(graph, graph.articles()), asked()));
        Self {
            articles,
            speakers,
            tags: graph.tags.ids().map(|id| named("tags", graph.tags.name(id))).collect(),
            series: graph.series.ids().map(|id| named("series", graph.series.name(id))).collect(),
            apart,
            article_paths,
            feeds: config.output.feeds.contains(&FeedKind::Rss),
            asked,
            years,
            map_years: map_years(graph, &ties),
            ties,
            pictures,
            base,
        }
    }

    /// The site's articles by year, newest first; at the end those without a date.
    pub(super) fn years(&self) -> &[(Option<i16>, Vec<ArticleId>)] {
        &self.years
    }

    /// Where the site stands.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// An article's or page's address.
    pub fn article(&self, id: ArticleId) -> &str {
        self.articles[id.index()].as_str()
    }

    /// What tells an article from others of the same title, if there are any: its day, or else its path.
    pub(super) fn apart(&self, id: ArticleId) -> Option<&str> {
        let place = self.apart.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(&self.apart[place].1)
    }

    /// Another form of an article (`json`, `md`) as a path from the site's root.
    pub fn form(&self, id: ArticleId, ending: &str) -> Permalink {
        self.base.permalink(&beside(&self.article_paths[id.index()], ending))
    }

    /// The pictures of the site.
    pub fn pictures(&self) -> &Pictures {
        &self.pictures
    }

    /// A picture that the author of `file` (from the site's root) names by `url`.
    pub fn picture<'u>(&self, file: &str, url: &'u str) -> PictureAddress<'u> {
        let local = permalink::path_of(file, url);
        // As long as the site has no copies, an address elsewhere has no answer that could change.
        let asked = match &local {
            Some((path, _)) => Some(picture::name_of_file(path)),
            None => self.pictures.has_copies().then(|| picture::name_of_address(url)),
        };
        let known = asked.and_then(|name| self.pictures.get(name));
        let link = match known.filter(|_| local.is_none()) {
            Some(copy) => Some(Cow::Owned(self.base.permalink(&copy.path).as_str().to_owned())),
            None => self.base.link(file, url),
        };
        PictureAddress { asked, link, size: known.and_then(|known| known.size) }
    }

    /// An address that the author of `file` wrote, as a path from the output folder; `None` for one that has a scheme.
    pub fn path_of(&self, file: &str, url: &str) -> Option<String> {
        permalink::path_of(file, url).map(|(path, _)| path)
    }

    /// The list of the later articles that point to one.
    pub(super) fn backlinks(&self, id: ArticleId) -> Permalink {
        self.base.permalink(&below(&self.article_paths[id.index()], "backlinks/"))
    }

    /// A speaker's page; `None` where the site has none.
    pub fn speaker(&self, id: SpeakerId) -> Option<&str> {
        self.speakers.get(id.index()).map(Permalink::as_str)
    }

    /// A tag's page.
    pub fn tag(&self, id: TermId) -> &str {
        self.tags[id.index()].as_str()
    }

    /// The page of a series.
    pub fn series(&self, id: TermId) -> &str {
        self.series[id.index()].as_str()
    }

    /// Whether a tag or a speaker with these articles, newest first, has a feed: what has no date is in none.
    pub(super) fn has_feed(&self, articles: &[ArticleId], graph: &Graph<'_>) -> bool {
        self.feeds && articles.first().is_some_and(|id| graph.entry(*id).metadata.date.is_some())
    }

    /// Whether there is a question to list, and a page for it.
    pub fn has_questions(&self) -> bool {
        !self.asked.is_empty()
    }

    /// The years in which something was asked, newest first, with the conversations.
    pub(super) fn asked(&self) -> &[(Option<i16>, Vec<ArticleId>)] {
        &self.asked
    }

    /// The questions of the year at a place of [`asked`](Self::asked): the newest stands above the others.
    pub(super) fn questions(&self, place: u32) -> String {
        let year = self.asked.get(place as usize).and_then(|(year, _)| *year);
        self.base.permalink(&questions_path(place, year)).as_str().to_owned()
    }

    /// Whether anything ties one article to another, and there is a page for it.
    pub fn has_map(&self) -> bool {
        !self.ties.articles.is_empty()
    }

    /// What the map shows.
    pub(super) fn ties(&self) -> &Ties {
        &self.ties
    }

    /// The years of the map that have pages of their own, newest first, with their articles.
    pub(super) fn map_years(&self) -> &[(Option<i16>, u32)] {
        &self.map_years
    }

    /// A part of the map.
    pub(super) fn map(&self, span: MapSpan) -> String {
        self.base.permalink(&map_path(span)).as_str().to_owned()
    }

    /// A page of the home list, 0-based.
    pub fn home(&self, number: u32) -> Permalink {
        self.base.permalink(&turned_path("", number))
    }

    /// A year of the archive where it has a page of its own, else its heading on the one page.
    pub fn year(&self, year: Option<i16>, articles: usize) -> String {
        if splits_archive(articles) {
            self.base.permalink(&year_path(year)).as_str().to_owned()
        } else {
            format!("{}#y{}", self.base.permalink("archive/").as_str(), year.unwrap_or_default())
        }
    }
}

/// The conversations in which something was asked, by year.
fn asked(graph: &Graph<'_>) -> Vec<(Option<i16>, Vec<ArticleId>)> {
    let asks = |id: &ArticleId| {
        let interview = graph.entry(*id).reading.interview.as_ref();
        interview.is_some_and(|interview| interview.questions > 0)
    };
    by_year(graph, graph.articles().filter(asks))
}

/// Articles by the year on each author's own clock, newest first.
fn by_year(
    graph: &Graph<'_>,
    articles: impl Iterator<Item = ArticleId>,
) -> Vec<(Option<i16>, Vec<ArticleId>)> {
    let mut years: BTreeMap<Option<i16>, Vec<ArticleId>> = BTreeMap::new();
    for id in articles {
        years.entry(graph.entry(id).metadata.date.map(|date| date.year())).or_default().push(id);
    }
    years.into_iter().rev().collect()
}

/// The years of a map that is too large for one picture.
fn map_years(graph: &Graph<'_>, ties: &Ties) -> Vec<(Option<i16>, u32)> {
    let mut years: BTreeMap<Option<i16>, u32> = BTreeMap::new();
    if ties.articles.len() > ROWS {
        for id in &ties.articles {
            *years.entry(graph.entry(*id).metadata.date.map(|date| date.year())).or_default() += 1;
        }
    }
    years.into_iter().rev().collect()
}

pub(super) fn map_path(span: MapSpan) -> String {
    match span {
        MapSpan::Whole => "map/".to_owned(),
        MapSpan::Year(Some(year)) => format!("map/{year}/"),
        MapSpan::Year(None) => "map/undated/".to_owned(),
    }
}

/// Finds the articles whose titles are not theirs alone.
fn apart(graph: &Graph<'_>, paths: &[String]) -> Vec<(ArticleId, String)> {
    let title = |id: &ArticleId| &*graph.entry(*id).metadata.title;
    let mut bearers: HashMap<&str, u32> = HashMap::with_capacity(graph.entries().len());
    graph.ids().for_each(|id| *bearers.entry(title(&id)).or_default() += 1);
    let mut ids: Vec<ArticleId> = graph.ids().filter(|id| bearers[title(id)] > 1).collect();
    let day = |id: &ArticleId| graph.entry(*id).metadata.date.and_then(|date| date.format("%Y-%m-%d"));
    ids.sort_by(|one, other| title(one).cmp(title(other)).then(one.cmp(other)));
    let mut apart = Vec::new();
    for twins in ids.chunk_by(|one, other| title(one) == title(other)) {
        let days: Vec<Option<String>> = twins.iter().map(day).collect();
        for (id, day) in twins.iter().zip(&days) {
            let own = day.clone().filter(|own| days.iter().flatten().filter(|day| *day == own).count() == 1);
            apart.push((*id, own.unwrap_or_else(|| paths[id.index()].trim_end_matches('/').to_owned())));
        }
    }
    apart.sort_unstable();
    apart
}

pub(super) fn questions_path(place: u32, year: Option<i16>) -> String {
    match year {
        _ if place == 0 => "questions/".to_owned(),
        Some(year) => format!("questions/{year}/"),
        None => "questions/undated/".to_owned(),
    }
}

/// The path of a page, 0-based, of the list that begins at `first`.
pub(super) fn turned_path(first: &str, number: u32) -> String {
    if number == 0 { first.to_owned() } else { format!("{first}page/{}/", number + 1) }
}

/// Whether so many articles make the archive a page a year.
pub(super) fn splits_archive(articles: usize) -> bool {
    articles > ARCHIVE_ON_ONE_PAGE
}

pub(super) fn year_path(year: Option<i16>) -> String {
    year.map_or_else(|| "archive/undated/".to_owned(), |year| format!("archive/{year}/"))
}

pub(super) fn named_path(folder: &str, name: &str) -> String {
    format!("{folder}/{}/", Slug::of_name(name).as_str())
}

/// Where another form of an article stands: `a/index.json` beside `a/`, `a.json` beside `a.html`.
pub(super) fn beside(path: &str, ending: &str) -> String {
    match path.strip_suffix(".html") {
        Some(stem) => format!("{stem}.{ending}"),
        None => format!("{path}index.{ending}"),
    }
}

/// A folder of an article: `a/backlinks/` below `a/` and below `a.html`.
pub(super) fn below(path: &str, folder: &str) -> String {
    match path.strip_suffix(".html") {
        Some(stem) => format!("{stem}/{folder}"),
        None => format!("{path}{folder}"),
    }
}

fn slug_of(entry: &Entry<'_>, diagnostics: &mut Vec<Diagnostic>) -> Slug {
    let Some(wish) = &entry.metadata.slug else { return Slug::of_file(entry) };
    let slug = Slug::wished(wish);
    if slug.as_ref().map(Slug::as_str) != Some(wish.trim()) {
        let instead = slug.clone().unwrap_or_else(|| Slug::of_file(entry));
        diagnostics.push(
            Diagnostic::warning(
                Code::BadSlug,
                format!("the slug \"{wish}\" cannot be one part of an address"),
            )
            .at(Place::value(entry.path, "slug", wish))
            .help(format!("write \"{}\"", instead.as_str())),
        );
        return instead;
    }
    slug.unwrap_or_else(|| Slug::of_file(entry))
}
