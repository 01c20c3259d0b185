//! Stage 6: views through templates into bytes.
//!
//! In come one page's view and, for an article, its source; out go bytes in the thread's buffer. Invariant: a template
//! sees one closed view and the site's global one, nothing else: no look-up, no lock, no clock.

mod articles;
pub mod body;
mod bounded;
mod escape;
mod faults;
mod feed;
mod filters;
mod links;
mod machines;
mod pages;
mod rounds;
mod said;
mod site;
mod structured_data;
mod theme;

#[cfg(feature = "serve")]
pub(crate) use escape::push_escaped;
pub use machines::plain_policy;
pub use site::{FeedView, SiteView};
pub use theme::{Asset, Theme};

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use tera::{Tera, Value};

use crate::article::Body;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::graph::{Entry, Graph, Name};
use crate::page::view::Views;
use crate::page::{self, Page, PageKind, Plan, key_of};
use articles::Kept;
use body::BodyScratch;

/// Opens an article's source for the second pass.
pub trait Texts: Sync {
    /// The text of `entry`, which lies in `buffer`.
    ///
    /// # Errors
    /// [`Stale`] if the file is no longer what the first pass read.
    fn text<'b>(&self, entry: &Entry<'_>, buffer: &'b mut Vec<u8>) -> Result<&'b str, Stale>;
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
    bodies: feed::Bodies,
    key: u128,
    /// The template that was found to have no end.
    endless: OnceLock<()>,
}

/// Buffers that a thread uses again for its next page.
#[derive(Debug, Default)]
pub struct Scratch<'r> {
    text: Vec<u8>,
    body: Body,
    rendering: BodyScratch,
    asked: Vec<Name>,
    kept: Option<Kept<'r>>,
}

impl Scratch<'_> {
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
        let (bodies, endless) = (feed::Bodies::default(), OnceLock::new());
        Self { theme, templates, config, graph, plan, views, bodies, key, endless }
    }

    /// Hash of everything that a page's bytes depend on: its own key, the templates, the site-wide view, and what the
    /// names that its text [asks for](Scratch::asked) mean.
    pub fn key(&self, page: &Page, asked: &[Name]) -> u128 {
        self.keyed(page.key, asked)
    }

    /// The same of the page at a place of a plan that was laid without keys.
    pub fn key_at(&self, place: usize, asked: &[Name]) -> u128 {
        self.keyed(page::key_at(&self.plan.pages, place, &self.views), asked)
    }

    /// Where a former address leads that is no article's.
    pub fn moved_to(&self, place: u32) -> Cow<'r, str> {
        self.views.moved(place).url
    }

    fn keyed(&self, key: u128, asked: &[Name]) -> u128 {
        let addresses = &self.plan.addresses;
        let told = |name: &Name| {
            let article = self.graph.named(*name);
            let title = article.map(|id| (addresses.article(id), &*self.graph.entry(id).metadata.title));
            (title, addresses.pictures().get(name.number()))
        };
        let has_copies = addresses.pictures().has_copies();
        key_of(&(self.key, has_copies, key, asked.iter().map(told).collect::<Vec<_>>()))
    }

    /// What a page is made from: an article's file, or else the page itself.
    pub fn origin(&self, page: &Page) -> Arc<str> {
        match &page.kind {
            PageKind::Article(id) => self.graph.entry(*id).path.clone(),
            _ => page.path.as_str().into(),
        }
    }

    /// Renders one page into `out`, which is emptied first.
    ///
    /// # Errors
    /// [`Fault`], if a source changed under the run or a template is wrong.
    pub fn render(
        &self,
        page: &Page,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
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
        scratch: &mut Scratch<'r>,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        match &page.kind {
            PageKind::Article(id) => self.article(page, *id, texts, scratch, out),
            PageKind::Feed(kind) => feed::write(self, *kind, texts, scratch, out),
            PageKind::TagFeed(id) => feed::write_tag(self, *id, texts, scratch, out),
            PageKind::SpeakerFeed(id) => feed::write_speaker(self, *id, texts, scratch, out),
            PageKind::ArticleJson(id) => self.article_json(*id, texts, scratch, out),
            PageKind::ArticleMarkdown(id) => self.article_markdown(*id, texts, scratch, out),
            kind if kind.is_machine_file() => {
                self.machine_file(kind, out);
                Ok(())
            }
            _ => self.list(page, texts, scratch, out),
        }
    }
}
