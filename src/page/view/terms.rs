//! Tags and series.

use serde::Serialize;

use super::pager::{Pager, pages_of, span, turned};
use super::{TermLink, Views, YearView};
use crate::graph::{ArticleId, TermId};

/// Articles on one page of a tag or a series: a line each.
pub(crate) const LINES: usize = 100;
/// Articles on one page of a year of the archive.
pub(crate) const YEAR: usize = 500;
/// Later articles that an article shows as pointing to it; the others stand in a list of their own.
pub(crate) const BACKLINKS: usize = 20;
/// Names on one page of the tags or the speakers.
pub(crate) const NAMES: usize = 200;

/// All tags and series.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct TagsView<'a> {
    /// Tags, those with more articles first.
    pub tags: Vec<TermLink<'a>>,
    /// Series, those with more articles first; behind the tags where there is more than one page.
    pub series: Vec<TermLink<'a>>,
    /// How many tags the site has.
    pub count: u32,
    /// Where the list goes on.
    pub pager: Pager,
}

/// The articles of a tag or a series.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct TermView<'a> {
    /// `tag`, `series`, or `backlinks`: the articles that point to one.
    pub kind: &'static str,
    /// As most articles spell it; of backlinks, the article's title.
    pub name: &'a str,
    /// Link to this page.
    pub url: String,
    /// How many articles it has.
    pub count: u32,
    /// Link to its feed, if it has one.
    pub feed: Option<String>,
    /// Its articles: of a tag newest first, of a series oldest first.
    pub years: Vec<YearView<'a>>,
    /// Where the list goes on.
    pub pager: Pager,
}

impl<'a> Views<'a> {
    /// A page, 0-based, of all series and tags.
    pub fn tags(&self, number: u32) -> TagsView<'a> {
        let (series, tags) = (self.graph.series.ids().len(), self.graph.tags.ids().len());
        let shown = span(number, NAMES, series + tags);
        let first = self.addresses.base().permalink("tags/");
        let of_series = self.graph.series.ids().skip(shown.start).take(shown.len());
        let of_tags = self
            .graph
            .tags
            .ids()
            .skip(shown.start.saturating_sub(series))
            .take(shown.end.saturating_sub(series.max(shown.start)));
        TagsView {
            tags: of_tags.map(|id| self.tag_link(id)).collect(),
            series: of_series.map(|id| self.series_link(id)).collect(),
            count: tags as u32,
            pager: Pager::of(first.as_str(), number, pages_of(series + tags, NAMES)),
        }
    }

    /// A page, 0-based, of the articles of a tag.
    pub fn tag(&self, id: TermId, number: u32) -> TermView<'a> {
        let articles = self.graph.tags.articles(id);
        let shown = articles[span(number, LINES, articles.len())].iter().copied();
        let feed = self
            .addresses
            .has_feed(articles, self.graph)
            .then(|| format!("{}rss.xml", self.addresses.tag(id)));
        self.term("tag", self.tag_link(id), number, feed, shown)
    }

    /// A page, 0-based, of the articles of a series.
    pub fn series(&self, id: TermId, number: u32) -> TermView<'a> {
        let articles = self.graph.series.articles(id);
        let shown = span(number, LINES, articles.len());
        let shown = articles.iter().rev().skip(shown.start).take(shown.len()).copied();
        self.term("series", self.series_link(id), number, None, shown)
    }

    /// A page, 0-based, of the articles that point to one.
    pub fn backlinks(&self, id: ArticleId, number: u32) -> TermView<'a> {
        let articles = self.graph.backlinks(id);
        let first = self.addresses.backlinks(id);
        let shown = articles[span(number, LINES, articles.len())].iter().copied();
        TermView {
            kind: "backlinks",
            name: &self.graph.entry(id).metadata.title,
            url: turned(first.as_str(), number),
            count: articles.len() as u32,
            feed: None,
            years: self.by_year(shown),
            pager: Pager::of(first.as_str(), number, pages_of(articles.len(), LINES)),
        }
    }

    fn term(
        &self,
        kind: &'static str,
        link: TermLink<'a>,
        number: u32,
        feed: Option<String>,
        articles: impl Iterator<Item = ArticleId>,
    ) -> TermView<'a> {
        let TermLink { name, url, count } = link;
        TermView {
            kind,
            name,
            url: turned(url, number),
            count,
            feed,
            years: self.by_year(articles),
            pager: Pager::of(url, number, pages_of(count as usize, LINES)),
        }
    }
}
