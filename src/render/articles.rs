//! An article as a page, as data and as Markdown.
//!
//! Invariant: the text is parsed once for its page and its data; what is kept of it between the two lives no longer than
//! the thread's next article.

use std::borrow::Cow;
use std::sync::{Mutex, PoisonError};

use tera::Value;

use super::body::{self, BodyView, Part, RenderedBody};
use super::links::ArticleLinks;
use super::machines::{article_json, article_markdown};
use super::{Fault, Renderer, Scratch, Stale, Texts, pages, structured_data};
use crate::config::HtmlPolicy;
use crate::graph::{ArticleId, Name};
use crate::markdown::html::{Flavour, Links, Options, Wording};
use crate::page::Page;
use crate::page::is_drawn;
use crate::page::view::ArticleView;

/// A body that the next page may want, too.
#[derive(Debug)]
pub(super) struct Kept<'r> {
    article: ArticleId,
    body: RenderedBody<'r>,
    asked: Vec<Name>,
}

impl<'r> Renderer<'r> {
    /// The places of an article's page that a link can name, in order.
    ///
    /// # Errors
    /// [`Stale`] if a source changed under the run.
    pub fn places(
        &self,
        id: ArticleId,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
    ) -> Result<Vec<String>, Stale> {
        Ok(self.body(id, Flavour::Page, texts, scratch)?.places())
    }

    /// Shows an article's body to `reader`, as its page has it; what the last page was made from is not read again.
    ///
    /// # Errors
    /// [`Stale`] if its source changed under the run.
    pub fn read(
        &self,
        id: ArticleId,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
        reader: &mut dyn FnMut(&RenderedBody<'_>),
    ) -> Result<(), Stale> {
        self.page_body(id, texts, scratch).map(reader)
    }

    /// The article's page.
    pub(super) fn article(
        &self,
        page: &Page,
        id: ArticleId,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        let body = self.page_body(id, texts, scratch)?;
        let article = self.views.article(id);
        let mut context = self.context(page, "article");
        let chosen = self.views.cover(id);
        let picture = chosen.as_deref().or(body.first_picture.as_deref());
        let picture = picture.filter(|it| !is_drawn(it)).or(self.theme.link("card.png"));
        let data = structured_data::of_article(&article, picture, self.config, self.plan.addresses.base());
        context.insert_value("structured_data", Value::safe_string(&data));
        context.insert("article", &article);
        context.insert("body", &self.body_view(body)?);
        context.insert("card_picture", &picture);
        self.through("article.html", &context, out)
    }

    /// What its page's template sees of a body.
    fn body_view<'b>(&self, body: &'b RenderedBody<'r>) -> Result<BodyView<'b>, Fault> {
        let wants = self.theme.wants;
        let mut html = String::with_capacity(body.parts.iter().map(Part::size).sum());
        let exchange = |part: &Part<'_>, html: &mut String| {
            if wants.own_components {
                return self.component("exchange", "part", part, html);
            }
            body::push_exchange(part, html);
            Ok(())
        };
        body::push_page_html(body, exchange, &mut html)?;
        Ok(BodyView::of(body, html, wants.parts))
    }

    /// The article as data.
    pub(super) fn article_json(
        &self,
        id: ArticleId,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        let body = self.page_body(id, texts, scratch)?;
        let identity = self.graph.entry(id).metadata.identity.as_ref();
        let article = ArticleView { cover: self.views.cover(id), ..self.views.article(id) };
        article_json::write(&article, identity, body, self.plan.addresses.base(), out);
        Ok(())
    }

    /// The article as Markdown.
    pub(super) fn article_markdown(
        &self,
        id: ArticleId,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        let (entry, base) = (self.graph.entry(id), self.plan.addresses.base());
        let text = texts.text(entry, &mut scratch.text)?;
        scratch.body.fill(text, entry.metadata.body_start);
        let links = self.links(id);
        let absolute = |url: &str, is_picture: bool| {
            let link = if is_picture { links.picture(url)?.url } else { links.link(url)?.url }.into_owned();
            Some(Cow::Owned(if link.starts_with('/') { base.absolute(&link) } else { link }))
        };
        let article = self.views.article(id);
        article_markdown::write_head(&article, base, out);
        let mut text = String::new();
        body::push_markdown(&scratch.body, entry.reading, &absolute, &mut text);
        out.extend_from_slice(text.as_bytes());
        article_markdown::write_related(&article, base, out);
        scratch.asked.extend(links.asked.into_inner().unwrap_or_else(PoisonError::into_inner));
        Ok(())
    }

    /// The body as pages show it, parsed unless the last page was made from it.
    fn page_body<'s>(
        &self,
        id: ArticleId,
        texts: &dyn Texts,
        scratch: &'s mut Scratch<'r>,
    ) -> Result<&'s RenderedBody<'r>, Stale> {
        let kept = match scratch.kept.take().filter(|kept| kept.article == id) {
            Some(kept) => {
                scratch.asked.extend_from_slice(&kept.asked);
                kept
            }
            None => {
                let body = self.body(id, Flavour::Page, texts, scratch)?;
                Kept { article: id, body, asked: scratch.asked.clone() }
            }
        };
        Ok(&scratch.kept.insert(kept).body)
    }

    /// Reads an article's text again and renders its body.
    pub(super) fn body(
        &self,
        id: ArticleId,
        flavour: Flavour<'_>,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
    ) -> Result<RenderedBody<'r>, Stale> {
        let entry = self.graph.entry(id);
        let text = texts.text(entry, &mut scratch.text)?;
        scratch.body.fill(text, entry.metadata.body_start);
        let links = self.links(id);
        let lang = self.views.lang(id);
        let options = Options {
            policy: self.config.html,
            flavour,
            links: &links,
            wording: Wording::of(lang),
            reserved: pages::RESERVED_IDS,
        };
        let mut rendered = body::render(&scratch.body, entry.reading, &options, &mut scratch.rendering);
        if self.config.html != HtmlPolicy::Raw && body::is_mixed(lang, entry.reading) {
            body::mark_passages(&mut rendered);
        }
        scratch.asked.extend(links.asked.into_inner().unwrap_or_else(PoisonError::into_inner));
        Ok(rendered)
    }

    fn links(&self, id: ArticleId) -> ArticleLinks<'_> {
        let (graph, addresses) = (self.graph, &self.plan.addresses);
        ArticleLinks { graph, addresses, article: id, asked: Mutex::default() }
    }
}
