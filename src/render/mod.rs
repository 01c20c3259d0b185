//! Stage 6: views through templates into bytes.
//!
//! In come one page's view and, for an article, its source; out go bytes in the thread's buffer. Invariant: a template
//! sees one closed view and the site's global one, nothing else: no look-up, no lock, no clock.

pub mod body;
mod faults;
mod feed;
mod filters;
mod links;
mod pages;
mod site;
mod sitemap;
mod structured_data;
mod theme;

pub use site::{FeedView, SiteView};
pub use theme::{Asset, Theme};

use std::sync::{Mutex, PoisonError};

use tera::{Tera, Value};

use crate::article::Body;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::graph::{ArticleId, Entry, Graph, Name};
use crate::markdown::html::{Flavour, Options, Wording};
use crate::page::view::Views;
use crate::page::{Page, PageKind, Plan, key_of};
use body::{BodyScratch, RenderedBody};
use links::ArticleLinks;

/// Opens an article's source for the second pass.
pub trait Texts: Sync {
    /// Reads the text of `entry` into `buffer`, which is emptied first.
    ///
    /// # Errors
    /// [`Stale`] if the file is no longer what the first pass read.
    fn text(&self, entry: &Entry<'_>, buffer: &mut String) -> Result<(), Stale>;
}

/// A source changed between the passes: the run has to begin again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stale;

/// Why a page could not be rendered.
#[derive(Debug)]
pub enum Fault {
    /// The run has to begin again.
    Stale,
    /// A template or an article is wrong.
    Diagnostics(Vec<Diagnostic>),
}

impl From<Stale> for Fault {
    fn from(Stale: Stale) -> Self {
        Self::Stale
    }
}

/// Renders the pages of one run; shared by all threads.
#[derive(Debug)]
pub struct Renderer<'r> {
    theme: &'r Theme,
    templates: Tera,
    config: &'r Config,
    graph: &'r Graph<'r>,
    plan: &'r Plan,
    views: Views<'r>,
    key: u128,
}

/// Buffers that a thread uses again for its next page.
#[derive(Debug, Default)]
pub struct Scratch {
    text: String,
    body: Body,
    rendering: BodyScratch,
    asked: Vec<Name>,
}

impl Scratch {
    /// Names of articles that the last page asked for, whether the site has them or not, each once.
    pub fn asked(&self) -> &[Name] {
        &self.asked
    }
}

impl<'r> Renderer<'r> {
    /// Prepares a run: builds the site-wide view once.
    pub fn new(theme: &'r Theme, config: &'r Config, graph: &'r Graph<'r>, plan: &'r Plan) -> Self {
        let site = SiteView::new(config, graph, &plan.addresses);
        let key = key_of(&(theme.key(), &site));
        let mut templates = theme.templates.clone();
        let globals = templates.global_context();
        globals.insert_value("site", Value::from_serializable(&site));
        for (name, value) in &theme.globals {
            globals.insert_value(*name, value.clone());
        }
        let views = Views::new(graph, &plan.addresses, config);
        Self { theme, templates, config, graph, plan, views, key }
    }

    /// Hash of everything that a page's bytes depend on: its own key, the templates, the site-wide view, and what the
    /// names that its text [asks for](Scratch::asked) mean.
    pub fn key(&self, page: &Page, asked: &[Name]) -> u128 {
        let told = |name: &Name| {
            let article = self.graph.named(*name)?;
            Some((self.plan.addresses.article(article), &self.graph.entry(article).metadata.title))
        };
        key_of(&(self.key, page.key, asked.iter().map(told).collect::<Vec<_>>()))
    }

    /// The places of an article's page that a link can name, in order.
    ///
    /// # Errors
    /// [`Stale`] if a source changed under the run.
    pub fn places(
        &self,
        id: ArticleId,
        texts: &dyn Texts,
        scratch: &mut Scratch,
    ) -> Result<Vec<String>, Stale> {
        Ok(self.body(id, Flavour::Page, texts, scratch)?.places())
    }

    /// Renders one page into `out`, which is emptied first.
    ///
    /// # Errors
    /// [`Fault`], if a source changed under the run or a template is wrong.
    pub fn render(
        &self,
        page: &Page,
        texts: &dyn Texts,
        scratch: &mut Scratch,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        out.clear();
        scratch.asked.clear();
        let done = self.render_kind(page, texts, scratch, out);
        scratch.asked.sort_unstable();
        scratch.asked.dedup();
        done
    }

    fn render_kind(
        &self,
        page: &Page,
        texts: &dyn Texts,
        scratch: &mut Scratch,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        match &page.kind {
            PageKind::Article(id) => self.article(page, *id, texts, scratch, out),
            PageKind::Feed(kind) => feed::write(self, *kind, texts, scratch, out),
            PageKind::Sitemap => {
                sitemap::write(self.plan, self.graph, out);
                Ok(())
            }
            PageKind::Robots => {
                out.extend(sitemap::robots(&self.plan.addresses).into_bytes());
                Ok(())
            }
            PageKind::NoJekyll => Ok(()),
            _ => self.list(page, out),
        }
    }

    /// Reads an article's text again and renders its body.
    fn body<'s>(
        &'s self,
        id: ArticleId,
        flavour: Flavour<'_>,
        texts: &dyn Texts,
        scratch: &'s mut Scratch,
    ) -> Result<RenderedBody<'s>, Stale> {
        let entry = self.graph.entry(id);
        let Scratch { text, body, rendering, asked } = scratch;
        texts.text(entry, text)?;
        body.fill(text, entry.metadata.body_start);
        let addresses = &self.plan.addresses;
        let links = ArticleLinks { graph: self.graph, addresses, article: id, asked: Mutex::default() };
        let lang = entry.metadata.lang.as_deref().unwrap_or(&self.config.language);
        let options = Options {
            policy: self.config.html,
            flavour,
            links: &links,
            wording: Wording::of(lang),
            reserved: pages::RESERVED_IDS,
        };
        let rendered = body::render(body, entry.reading, &options, rendering);
        asked.extend(links.asked.into_inner().unwrap_or_else(PoisonError::into_inner));
        Ok(rendered)
    }
}
