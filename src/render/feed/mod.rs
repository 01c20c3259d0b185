//! Feeds: the newest articles, whole, for readers who come to the site through a program.
//!
//! In come the newest articles and their texts; out go RSS, Atom or JSON. Invariant: every address is absolute, every
//! speaker's name stands in the text, nothing in a feed is a control character that XML forbids, and a feed's own date is
//! that of its newest article, so that a build without changes writes the same bytes.

mod atom;
mod bodies;
mod json;
mod rss;
mod xml;

pub(super) use bodies::Bodies;

use std::borrow::Cow;
use std::sync::Arc;

use super::body::push_feed_html;
use super::{Fault, Renderer, Scratch, Texts};
use crate::config::FeedKind;
use crate::graph::{ArticleId, SpeakerId, TermId};
use crate::markdown::html::Flavour;
use crate::page::feed_path;
use crate::page::is_drawn;
use crate::page::view::ArticleView;
use bodies::Body;

/// The feed's own facts.
struct Channel<'a> {
    title: Cow<'a, str>,
    description: &'a str,
    language: &'a str,
    author: &'a str,
    home: String,
    own: String,
    /// Licence of the site's texts.
    license: Option<&'a str>,
    /// The site's picture.
    icon: Option<String>,
}

/// One article of a feed.
struct FeedEntry<'a> {
    article: ArticleView<'a>,
    /// Its picture, absolute; the site's, where no program would show it.
    cover: Option<String>,
    /// Its body, addresses absolute.
    html: Arc<str>,
}

/// Writes a feed of the newest articles.
///
/// # Errors
/// [`Fault::Stale`] if a source changed under the run.
pub(super) fn write<'r>(
    renderer: &Renderer<'r>,
    kind: FeedKind,
    texts: &dyn Texts,
    scratch: &mut Scratch<'r>,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let base = renderer.plan.addresses.base();
    let channel = Channel::of_site(renderer, base.permalink(feed_path(kind)).as_str());
    let entries = entries(renderer, renderer.graph.articles(), texts, scratch)?;
    match kind {
        FeedKind::Rss => rss::write(&channel, &entries, out),
        FeedKind::Atom => atom::write(&channel, &entries, out),
        FeedKind::Json => json::write(&channel, &entries, out),
    }
    Ok(())
}

/// Writes the feed of a tag.
///
/// # Errors
/// [`Fault::Stale`] if a source changed under the run.
pub(super) fn write_tag<'r>(
    renderer: &Renderer<'r>,
    id: TermId,
    texts: &dyn Texts,
    scratch: &mut Scratch<'r>,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let tags = &renderer.graph.tags;
    let channel = Channel::of_part(renderer, tags.name(id), renderer.plan.addresses.tag(id));
    let entries = entries(renderer, tags.articles(id).iter().copied(), texts, scratch)?;
    rss::write(&channel, &entries, out);
    Ok(())
}

/// Writes the feed of a speaker.
///
/// # Errors
/// [`Fault::Stale`] if a source changed under the run.
pub(super) fn write_speaker<'r>(
    renderer: &Renderer<'r>,
    id: SpeakerId,
    texts: &dyn Texts,
    scratch: &mut Scratch<'r>,
    out: &mut Vec<u8>,
) -> Result<(), Fault> {
    let cast = &renderer.graph.cast;
    let link = renderer.plan.addresses.speaker(id).unwrap_or_default();
    let channel = Channel::of_part(renderer, cast.name(id), link);
    let entries = entries(renderer, cast.articles(id).iter().copied(), texts, scratch)?;
    rss::write(&channel, &entries, out);
    Ok(())
}

impl<'a> Channel<'a> {
    /// The whole site; `own` is the link to the feed.
    fn of_site(renderer: &Renderer<'a>, own: &str) -> Self {
        let config = renderer.config;
        let base = renderer.plan.addresses.base();
        Self {
            title: Cow::Borrowed(&config.title),
            description: if config.description.is_empty() { &config.title } else { &config.description },
            language: &config.language,
            author: if config.author.is_empty() { &config.title } else { &config.author },
            home: base.absolute(base.path()),
            own: base.absolute(own),
            license: config.license.as_deref(),
            icon: renderer.theme.link("card.png").map(|link| base.absolute(link)),
        }
    }

    /// A tag or a speaker with a page at `link`.
    fn of_part(renderer: &Renderer<'a>, name: &str, link: &str) -> Self {
        let site = Self::of_site(renderer, &format!("{link}rss.xml"));
        let title = Cow::Owned(format!("{name} - {}", site.title));
        Self { title, home: renderer.plan.addresses.base().absolute(link), ..site }
    }
}

/// The first articles, with their texts.
fn entries<'r>(
    renderer: &Renderer<'r>,
    articles: impl Iterator<Item = ArticleId>,
    texts: &dyn Texts,
    scratch: &mut Scratch<'r>,
) -> Result<Vec<FeedEntry<'r>>, Fault> {
    let base = renderer.plan.addresses.base();
    let mut entries = Vec::new();
    for id in renderer.views.feed(articles) {
        let article = renderer.views.article(id);
        let Body { html, asked } = body(renderer, id, &article, texts, scratch)?;
        scratch.asked.extend_from_slice(&asked);
        let whole =
            |link: Cow<'_, str>| if link.starts_with('/') { base.absolute(&link) } else { link.into_owned() };
        let cover = renderer.views.cover(id);
        let drawn = cover.as_deref().is_some_and(is_drawn);
        let cover = if drawn { renderer.theme.link("card.png").map(Cow::Borrowed) } else { cover }.map(whole);
        entries.push(FeedEntry { cover, html, article });
    }
    Ok(entries)
}

/// An article's body, made unless another feed has shown it.
fn body<'r>(
    renderer: &Renderer<'r>,
    id: ArticleId,
    article: &ArticleView<'_>,
    texts: &dyn Texts,
    scratch: &mut Scratch<'r>,
) -> Result<Body, Fault> {
    if let Some(body) = renderer.bodies.get(id) {
        return Ok(body);
    }
    let asked = std::mem::take(&mut scratch.asked);
    let flavour = Flavour::Feed { page: &article.absolute_url };
    let mut html = String::new();
    let rendered = renderer.body(id, flavour, texts, scratch);
    let asked = std::mem::replace(&mut scratch.asked, asked);
    push_feed_html(&rendered?, &mut html);
    let body = Body { html: html.into(), asked: asked.into() };
    // The newest are in every feed of the site.
    renderer.bodies.keep(id, id.index() < renderer.config.feed_items, &body);
    Ok(body)
}

impl FeedEntry<'_> {
    /// When it was last changed, for the feed's own date.
    fn changed(&self) -> Option<crate::article::Published> {
        self.article.updated.or(self.article.date).map(|date| date.0)
    }
}

/// The date of the newest change.
fn newest(entries: &[FeedEntry<'_>]) -> Option<crate::article::Published> {
    entries.iter().filter_map(FeedEntry::changed).max()
}
