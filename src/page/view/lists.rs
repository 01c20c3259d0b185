//! Pages that list articles.

use std::borrow::Cow;

use serde::Serialize;

use super::pager::{Pager, pages_of, span as span_of, turned};
use super::terms::YEAR;
use super::{Card, TermLink, Views};
use crate::graph::ArticleId;
use crate::interview::Role;
use crate::page::{Span, differs_in_case, home_pages};

/// A page of the home list.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct HomeView<'a> {
    /// Link to this page.
    pub url: String,
    /// The same with scheme and host.
    pub absolute_url: String,
    /// The newest interview, large; on the first page only.
    pub lead: Option<LeadView<'a>>,
    /// The articles of this page, newest first, without the lead.
    pub cards: Vec<Card<'a>>,
    /// Where the list goes on.
    pub pager: Pager,
    /// Articles of the site.
    pub articles: u32,
    /// Questions of the site.
    pub questions: u32,
}

/// The newest interview.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct LeadView<'a> {
    /// What every list says of it.
    pub card: Card<'a>,
    /// Its first question, plain text; empty if it has none.
    pub opening: &'a str,
    /// Who asks it.
    pub host: Option<&'a str>,
    /// Its tags.
    pub tags: Vec<TermLink<'a>>,
}

/// The archive, or a part of it.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct ArchiveView<'a> {
    /// Link to this page.
    pub url: String,
    /// The year that the page is about; 0 where it is about all of them.
    pub year: i16,
    /// Every year of the site, newest first.
    pub all_years: Vec<YearLink>,
    /// The years that stand on this page.
    pub years: Vec<YearView<'a>>,
    /// Where the year goes on.
    pub pager: Pager,
    /// Articles of the site.
    pub articles: u32,
    /// Questions of the site.
    pub questions: u32,
}

/// A year with a place in the archive.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct YearLink {
    /// 0 gathers articles without a date.
    pub year: i16,
    /// Link to its list.
    pub url: String,
    /// How many articles it has.
    pub count: u32,
}

/// A year's articles.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct YearView<'a> {
    /// 0 gathers articles without a date.
    pub year: i16,
    /// Its months that have articles.
    pub months: Vec<MonthView<'a>>,
}

/// A month's articles.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct MonthView<'a> {
    /// 1 to 12; 0 where articles have no date.
    pub month: i8,
    /// Its articles.
    pub cards: Vec<Card<'a>>,
}

/// The page for addresses where nothing is.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct NotFoundView<'a> {
    /// The newest articles.
    pub recent: Vec<Card<'a>>,
}

/// The page where readers search.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct SearchView {
    /// Link to the folder that the index lies in.
    pub index: String,
    /// Articles of the site.
    pub articles: u32,
}

/// A former address.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct RedirectView<'a> {
    /// The article's title; the site's for what is no article.
    pub title: &'a str,
    /// Where it leads.
    pub url: Cow<'a, str>,
    /// The same with scheme and host.
    pub absolute_url: String,
    /// BCP 47.
    pub lang: &'a str,
}

impl<'a> Views<'a> {
    /// A page of the home list, 0-based.
    pub fn home(&self, number: u32) -> HomeView<'a> {
        let each = self.config.paginate_by.max(1);
        let first = number as usize * each;
        let mut shown: Vec<ArticleId> = self.graph.articles().skip(first).take(each).collect();
        let is_interview = |id: &ArticleId| self.graph.entry(*id).reading.interview.is_some();
        let lead =
            shown.iter().position(is_interview).filter(|_| number == 0).map(|place| shown.remove(place));
        let count = home_pages(self.graph.articles().len(), self.config);
        let home = self.addresses.home(0);
        let url = turned(home.as_str(), number);
        HomeView {
            absolute_url: self.addresses.base().absolute(&url),
            url,
            lead: lead.map(|id| self.lead(id)),
            cards: self.cards(shown),
            pager: Pager::of(home.as_str(), number, count),
            articles: self.graph.articles().len() as u32,
            questions: self.questions,
        }
    }

    fn lead(&self, id: ArticleId) -> LeadView<'a> {
        let interview = self.graph.entry(id).reading.interview.as_ref();
        let speakers = interview.map_or(&[][..], |interview| &interview.speakers);
        LeadView {
            card: self.card(id),
            opening: interview.map_or("", |interview| &interview.opening),
            host: speakers.iter().find(|speaker| speaker.role == Role::Host).map(|host| &*host.name),
            tags: self.graph.tags.of(id).iter().map(|tag| self.tag_link(*tag)).collect(),
        }
    }

    /// Articles under their years and months, in their order.
    pub(super) fn by_year(&self, articles: impl IntoIterator<Item = ArticleId>) -> Vec<YearView<'a>> {
        let mut years: Vec<YearView<'a>> = Vec::new();
        for id in articles {
            let date = self.graph.entry(id).metadata.date;
            let (year, month) = date.map_or((0, 0), |date| (date.year(), date.month()));
            if years.last().is_none_or(|last| last.year != year) {
                years.push(YearView { year, months: Vec::new() });
            }
            let Some(last) = years.last_mut() else { continue };
            if last.months.last().is_none_or(|last| last.month != month) {
                last.months.push(MonthView { month, cards: Vec::new() });
            }
            if let Some(last) = last.months.last_mut() {
                last.cards.push(self.card(id));
            }
        }
        years
    }

    /// The archive, or a part of it.
    pub fn archive(&self, span: Span) -> ArchiveView<'a> {
        let all = self.addresses.years();
        let newest = all.first().and_then(|(year, _)| *year);
        let only = match span {
            Span::Whole => None,
            Span::Newest => Some(newest),
            Span::Year(year, _) => Some(year),
        };
        let count = self.graph.articles().len();
        let of = |wanted| all.iter().find(|(year, _)| *year == wanted).map_or(&[][..], |(_, own)| own);
        let own =
            only.map_or_else(|| Cow::Owned(self.graph.articles().collect()), |year| Cow::Borrowed(of(year)));
        let first = self.addresses.year(only.flatten(), count);
        let (url, number, each) = match span {
            Span::Year(_, number) => (turned(&first, number), number, YEAR),
            Span::Newest => (self.archive_url(), 0, YEAR),
            Span::Whole => (self.archive_url(), 0, count),
        };
        let shown = own[span_of(number, each, own.len())].iter().copied();
        let links = all.iter().map(|(year, articles)| YearLink {
            year: year.unwrap_or_default(),
            url: self.addresses.year(*year, count),
            count: articles.len() as u32,
        });
        ArchiveView {
            url,
            year: only.flatten().unwrap_or_default(),
            all_years: links.collect(),
            years: self.by_year(shown),
            pager: Pager::of(&first, number, pages_of(own.len(), each)),
            articles: count as u32,
            questions: self.questions,
        }
    }

    fn archive_url(&self) -> String {
        self.addresses.base().permalink("archive/").as_str().to_owned()
    }

    /// The page for addresses where nothing is.
    pub fn not_found(&self) -> NotFoundView<'a> {
        NotFoundView { recent: self.cards(self.graph.articles().take(3)) }
    }

    /// The page where readers search.
    pub fn search(&self) -> SearchView {
        let index = self.addresses.base().permalink("search/").as_str().to_owned();
        SearchView { index, articles: self.graph.articles().len() as u32 }
    }

    /// A former address of an article.
    pub fn redirect(&self, to: ArticleId) -> RedirectView<'a> {
        RedirectView {
            title: &self.graph.entry(to).metadata.title,
            url: Cow::Borrowed(self.addresses.article(to)),
            absolute_url: self.absolute(to),
            lang: self.lang(to),
        }
    }

    /// Whether a former address differs from where it leads in case alone.
    pub(crate) fn moves_case(&self, place: u32, path: &str) -> bool {
        let redirect = self.config.redirects.get(place as usize);
        redirect.is_some_and(|redirect| differs_in_case(path, &redirect.to))
    }

    /// A former address that is no article's, by its place in `[redirects]`.
    pub fn moved(&self, place: u32) -> RedirectView<'a> {
        let base = self.addresses.base();
        let to = self.config.redirects.get(place as usize).map_or("/", |redirect| redirect.to.as_str());
        let url = base.link("", to).unwrap_or_else(|| Cow::Owned(base.path().to_owned()));
        let absolute_url = if to.contains("://") { to.to_owned() } else { base.absolute(&url) };
        RedirectView { title: &self.config.title, url, absolute_url, lang: &self.config.language }
    }
}
