//! Stage 6: views through templates into bytes.
//!
//! In come one page's view and, for an article, its source; out go bytes in the thread's buffer. Invariant: a template
//! sees one closed view and the site's global one, nothing else: no look-up, no lock, no clock.

pub mod body;

use std::path::Path;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Reported};
use crate::graph::{Entry, Graph};
use crate::page::{Page, Plan};

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

/// Templates, loaded and checked.
#[derive(Debug)]
pub struct Theme {}

impl Theme {
    /// Loads `templates/` over `themes/<name>/templates/` over the compiled-in default, file by file, and the static
    /// files in the same order.
    pub fn load(root: &Path, config: &Config) -> Reported<Self> {
        let _ = (root, config);
        Reported::clean(Self {})
    }
}

/// Renders the pages of one run; shared by all threads.
#[derive(Debug)]
pub struct Renderer<'r> {
    _graph: &'r Graph<'r>,
}

/// Buffers that a thread uses again for its next page.
#[derive(Debug, Default)]
pub struct Scratch {}

impl<'r> Renderer<'r> {
    /// Prepares a run: builds the site-wide view once.
    pub fn new(theme: &'r Theme, config: &'r Config, graph: &'r Graph<'r>, plan: &'r Plan) -> Self {
        let _ = (theme, config, plan);
        Self { _graph: graph }
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
        let _ = (page, texts, scratch);
        out.clear();
        Ok(())
    }
}
