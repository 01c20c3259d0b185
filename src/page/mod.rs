//! Stage 5: every address of the site and the closed view behind it.
//!
//! In comes the graph; out goes the [`Plan`]. Invariant: every address is known, and known to be the only one of its
//! name, before anything is rendered.

use crate::config::Config;
use crate::diagnostic::Reported;
use crate::graph::{ArticleId, Graph};

/// Everything that `build` will write, in a stable order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// All pages, feeds and machine files; assets are not among them.
    pub pages: Vec<Page>,
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

/// What a page shows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PageKind {
    /// One article.
    Article(ArticleId),
    /// A page of the home list, 0-based.
    Home(u32),
    /// What a static host answers when nothing is there.
    NotFound,
}

/// Plans every page; collisions are errors that name both files.
pub fn plan(graph: &Graph<'_>, config: &Config) -> Reported<Plan> {
    let _ = (graph, config);
    Reported::clean(Plan::default())
}
