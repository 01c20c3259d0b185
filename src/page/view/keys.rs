//! The key of every page: the hash of its view, and of what its body is made from.

use std::borrow::Cow;

use super::Views;
use crate::article::Published;
use crate::graph::ArticleId;
use crate::page::{Page, PageKind, key_of, listed};

impl Views<'_> {
    /// The key of a page.
    pub fn key(&self, kind: &PageKind) -> u128 {
        let view = match kind {
            PageKind::Article(id) => self.article_key(*id),
            PageKind::Home(number) => key_of(&self.home(*number)),
            PageKind::Speakers(number) => key_of(&self.people(*number)),
            PageKind::Speaker(id, number) => {
                key_of(&(self.person(*id, *number), self.texts(self.answered_on(*id, *number))))
            }
            PageKind::Questions { year, number } => {
                let texts = self.texts(self.asked_on(*year, *number).iter().copied());
                key_of(&(self.questions(*year, *number), texts))
            }
            PageKind::Map(span) => key_of(&self.map(*span)),
            PageKind::Tags(number) => key_of(&self.tags(*number)),
            PageKind::Tag(id, number) => key_of(&self.tag(*id, *number)),
            PageKind::Series(id, number) => key_of(&self.series(*id, *number)),
            PageKind::Backlinks(id, number) => key_of(&self.backlinks(*id, *number)),
            PageKind::Archive(span) => key_of(&self.archive(*span)),
            PageKind::Search => key_of(&self.search()),
            PageKind::NotFound => key_of(&self.not_found()),
            PageKind::Redirect { to, .. } => key_of(&self.redirect(*to)),
            PageKind::Moved(place) => key_of(&self.moved(*place)),
            PageKind::Feed(_) => key_of(&self.feed_keys(self.graph.articles())),
            PageKind::TagFeed(id) => {
                let articles = self.graph.tags.articles(*id).iter().copied();
                key_of(&(self.tag_link(*id), self.feed_keys(articles)))
            }
            PageKind::SpeakerFeed(id) => {
                let articles = self.graph.cast.articles(*id).iter().copied();
                key_of(&(self.graph.cast.name(*id), self.feed_keys(articles)))
            }
            PageKind::Llms => key_of(&self.llms()),
            PageKind::Headers => key_of(&self.config.html),
            PageKind::ArticleJson(_)
            | PageKind::ArticleMarkdown(_)
            | PageKind::Sitemap(_)
            | PageKind::Redirects
            | PageKind::Robots
            | PageKind::NoJekyll => 0,
        };
        key_of(&(kind_name(kind), view))
    }

    /// An article's page: its view, and the text and the reading that its body is made from. Links in the text begin in
    /// the file's folder.
    fn article_key(&self, id: ArticleId) -> u128 {
        let entry = self.graph.entry(id);
        key_of(&(self.article(id), entry.path, entry.hash, entry.reading_key, &self.config.html))
    }

    /// A feed holds the newest articles whole.
    fn feed_keys(&self, articles: impl Iterator<Item = ArticleId>) -> Vec<u128> {
        self.feed(articles).map(|id| self.article_key(id)).collect()
    }

    /// The articles of a feed: the newest; one without a date is never new.
    pub(crate) fn feed<I: Iterator<Item = ArticleId>>(
        &self,
        articles: I,
    ) -> impl Iterator<Item = ArticleId> + use<'_, I> {
        let dated = articles.filter(|id| self.graph.entry(*id).metadata.date.is_some());
        dated.take(self.config.feed_items)
    }

    /// What answers and questions are read from.
    fn texts(&self, articles: impl IntoIterator<Item = ArticleId>) -> u128 {
        let texts = articles.into_iter().map(|id| self.graph.entry(id));
        let texts: Vec<_> = texts.map(|entry| (entry.path, entry.hash, entry.reading_key)).collect();
        key_of(&(texts, &self.config.html))
    }

    /// The key of a file that is about the other pages; `None` for all others.
    pub(crate) fn key_of_pages(&self, kind: &PageKind, pages: &[Page]) -> Option<u128> {
        match kind {
            PageKind::Sitemap(part) => {
                let listed = listed(pages, *part).map(|page| (page.path.as_str(), self.changed(&page.kind)));
                Some(key_of(&(part, listed.collect::<Vec<_>>())))
            }
            PageKind::Redirects => {
                let former = pages.iter().filter_map(|page| match &page.kind {
                    PageKind::Redirect { to, .. } => {
                        Some((page.path.as_str(), Cow::Borrowed(self.addresses.article(*to))))
                    }
                    PageKind::Moved(place) => Some((page.path.as_str(), self.moved(*place).url)),
                    _ => None,
                });
                Some(key_of(&former.collect::<Vec<_>>()))
            }
            _ => None,
        }
    }

    /// When what a page shows was last changed, where that is known.
    pub fn changed(&self, kind: &PageKind) -> Option<Published> {
        let PageKind::Article(id) = kind else { return None };
        let metadata = self.graph.entry(*id).metadata;
        metadata.updated.or(metadata.date)
    }
}

/// The key of another form of an article, whose page has the key `article`.
pub(crate) fn key_beside(kind: &PageKind, article: u128) -> u128 {
    key_of(&(kind_name(kind), article))
}

/// Two kinds of page whose views happen to hash alike still differ.
fn kind_name(kind: &PageKind) -> &'static str {
    match kind {
        PageKind::Article(_) => "article",
        PageKind::ArticleJson(_) => "article-json",
        PageKind::ArticleMarkdown(_) => "article-markdown",
        PageKind::Home(_) => "home",
        PageKind::Speakers(_) => "speakers",
        PageKind::Speaker(..) => "speaker",
        PageKind::Tags(_) => "tags",
        PageKind::Tag(..) => "tag",
        PageKind::Series(..) => "series",
        PageKind::Backlinks(..) => "backlinks",
        PageKind::Archive(_) => "archive",
        PageKind::Search => "search",
        PageKind::NotFound => "not-found",
        PageKind::Redirect { .. } => "redirect",
        PageKind::Moved(_) => "moved",
        PageKind::Feed(_) => "feed",
        PageKind::TagFeed(_) => "tag-feed",
        PageKind::SpeakerFeed(_) => "speaker-feed",
        PageKind::Questions { .. } => "questions",
        PageKind::Map(_) => "map",
        PageKind::Sitemap(_) => "sitemap",
        PageKind::Llms => "llms",
        PageKind::Headers => "headers",
        PageKind::Redirects => "redirects",
        PageKind::Robots => "robots",
        PageKind::NoJekyll => "no-jekyll",
    }
}
