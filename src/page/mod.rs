//! Stage 5: every address of the site and the closed view behind it.
//!
//! In comes the graph; out goes the [`Plan`]. Invariant: every address is known, and known to be the only one of its
//! name, before anything is rendered.

mod addresses;
mod alias;
mod collision;
mod drawn;
mod key;
mod lanes;
mod moved;
mod pattern;
mod permalink;
mod plan;
mod portable;
mod sitemap;
mod slug;
pub mod view;

pub use addresses::{Addresses, PictureAddress};
pub(crate) use drawn::is_drawn;
pub use key::key_of;
pub(crate) use moved::differs_in_case;
pub use permalink::{Base, Permalink};
pub use plan::{feed_path, lay, plan};
pub(crate) use plan::{home_pages, key_at};
pub use sitemap::{listed, part_path};
pub use slug::Slug;

use crate::config::FeedKind;
use crate::graph::{ArticleId, SpeakerId, TermId};

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
    /// An article as data; stands right behind its page.
    ArticleJson(ArticleId),
    /// An article as Markdown; stands right behind its page.
    ArticleMarkdown(ArticleId),
    /// A page of the home list, 0-based.
    Home(u32),
    /// A page, 0-based, of everyone who speaks.
    Speakers(u32),
    /// One speaker: a page, 0-based, of the conversations.
    Speaker(SpeakerId, u32),
    /// The questions of a year.
    Questions {
        /// Its place among the years in which something was asked, newest first.
        year: u32,
        /// Which page of it, 0-based.
        number: u32,
    },
    /// The map of the conversations.
    Map(MapSpan),
    /// A page, 0-based, of all tags.
    Tags(u32),
    /// A page, 0-based, of the articles of a tag.
    Tag(TermId, u32),
    /// A page, 0-based, of the articles of a series.
    Series(TermId, u32),
    /// A page, 0-based, of the later articles that point to one, where its own page does not show them all.
    Backlinks(ArticleId, u32),
    /// The archive.
    Archive(Span),
    /// Where readers search.
    Search,
    /// What a static host answers when nothing is there.
    NotFound,
    /// A former address of an article.
    Redirect {
        /// Where it leads.
        to: ArticleId,
        /// Which of the article's aliases.
        alias: u32,
    },
    /// A former address that is no article's: its place in `[redirects]`.
    Moved(u32),
    /// A feed of the newest articles.
    Feed(FeedKind),
    /// The RSS feed of a tag.
    TagFeed(TermId),
    /// The RSS feed of a speaker.
    SpeakerFeed(SpeakerId),
    /// `sitemap.xml`.
    Sitemap(Sitemap),
    /// `llms.txt`: the articles for language models.
    Llms,
    /// `_headers`: what static hosts send with each file.
    Headers,
    /// `_redirects`: former addresses, for static hosts.
    Redirects,
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
            | Self::Speakers(_)
            | Self::Speaker(..)
            | Self::Questions { .. }
            | Self::Map(_)
            | Self::Tags(_)
            | Self::Tag(..)
            | Self::Series(..)
            | Self::Backlinks(..)
            | Self::Archive(_) => true,
            Self::ArticleJson(_)
            | Self::ArticleMarkdown(_)
            | Self::NotFound
            | Self::Search
            | Self::Redirect { .. }
            | Self::Moved(_)
            | Self::Feed(_)
            | Self::TagFeed(_)
            | Self::SpeakerFeed(_)
            | Self::Sitemap(_)
            | Self::Llms
            | Self::Headers
            | Self::Redirects
            | Self::Robots
            | Self::NoJekyll => false,
        }
    }

    /// Whether a writer of its own makes it from what is known of the other pages.
    pub fn is_machine_file(&self) -> bool {
        matches!(
            self,
            Self::Sitemap(_) | Self::Llms | Self::Headers | Self::Redirects | Self::Robots | Self::NoJekyll
        )
    }

    /// Whether it is made from the same text as the page before it, so that one thread had best make both.
    pub fn is_companion(&self) -> bool {
        matches!(self, Self::ArticleJson(_) | Self::ArticleMarkdown(_))
    }
}

/// What part of the sitemap a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sitemap {
    /// All of it.
    Whole,
    /// The list of so many parts.
    Index(u32),
    /// One part, 0-based.
    Part(u32),
}

/// What part of the map a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MapSpan {
    /// All of it.
    Whole,
    /// One year; `None` gathers articles without a date.
    Year(Option<i16>),
}

/// What part of the archive a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Span {
    /// All of it.
    Whole,
    /// The newest year, with links to the others.
    Newest,
    /// One year, and which page of it, 0-based; `None` gathers articles without a date.
    Year(Option<i16>, u32),
}
