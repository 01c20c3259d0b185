//! How one article is read, as the whole site has it or standing alone.

use std::path::Path;
use std::sync::Arc;

use super::produce::{locate, sought};
use super::understand::alone;
use super::{Pipeline, Stats};
use crate::article::{Body, Metadata};
use crate::config::{Config, Rules};
use crate::diagnostic::{self, Diagnostic};
use crate::graph;
use crate::interview::{Reading, Related};
use crate::page;
use crate::source::{self, Source};

/// One article and how it was read.
#[derive(Debug)]
pub struct Inspection {
    /// From the site's root, or as it was asked for.
    pub path: Arc<str>,
    /// Its address in the site; `None` if it stands alone.
    pub permalink: Option<String>,
    /// What it says about itself.
    pub metadata: Metadata,
    /// How it was read.
    pub reading: Reading,
    /// The body that the reading's offsets point into.
    pub body: Body,
    /// For each of the reading's related articles the address in this site, if it is one of it.
    pub local: Vec<Option<String>>,
    /// What there is to say about this file, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

impl Pipeline {
    /// Reads the article at `path` (from the root) as part of its site; `None` if the site has no such article, with
    /// what there is to say about that.
    pub fn inspect(&mut self, path: &str, now: i64) -> Result<Inspection, Vec<Diagnostic>> {
        // It is saving alone that can fail, and nothing is saved.
        let site = self.understand(now, false, None, &mut Stats::default()).map_err(|_| Vec::new())?;
        let mut diagnostics = site.diagnostics;
        let graph = graph::link(self.memo.entries(&site.included), &site.config).collect(&mut diagnostics);
        let plan = page::plan(&graph, &site.config, Arc::default()).collect(&mut diagnostics);
        diagnostics.retain(|fault| fault.place.as_ref().is_some_and(|place| &*place.path == path));
        locate(&self.root, &mut diagnostics);
        diagnostic::sort(&mut diagnostics);
        let Some(id) = graph.ids().find(|id| &**graph.entry(*id).path == path) else {
            return Err(diagnostics);
        };
        let entry = graph.entry(id);
        let local = |related: &Related| {
            graph.resolve(&related.url).map(|article| plan.addresses.article(article).to_owned())
        };
        let mut body = Body::default();
        let file = std::fs::read_to_string(self.root.join(path)).unwrap_or_default();
        body.fill(&file, entry.metadata.body_start);
        Ok(Inspection {
            path: entry.path.clone(),
            permalink: Some(plan.addresses.article(id).to_owned()),
            metadata: entry.metadata.clone(),
            reading: entry.reading.clone(),
            body,
            local: entry.reading.related.iter().map(local).collect(),
            diagnostics,
        })
    }
}

impl Inspection {
    /// Reads a text that belongs to no site.
    pub fn of_text(path: &Arc<str>, text: &str, rules: &Rules) -> Self {
        let (metadata, reading, body, mut diagnostics) = alone(path, text, rules);
        sought(&mut diagnostics).for_each(|place| place.look_in(text));
        diagnostic::sort(&mut diagnostics);
        let local = vec![None; reading.related.len()];
        Self { path: path.clone(), permalink: None, metadata, reading, body, local, diagnostics }
    }

    /// Reads a file that belongs to no site.
    ///
    /// # Errors
    /// Why it cannot be read.
    pub fn alone(file: &Path, config: &Config) -> Result<Self, Vec<Diagnostic>> {
        let path: Arc<str> = file.to_string_lossy().into();
        let modified = std::time::SystemTime::UNIX_EPOCH;
        let source = Source { path: path.clone(), file: file.to_owned(), len: 0, modified, changed: 0 };
        let mut buffer = Vec::new();
        let text = source::read(&source, &mut buffer).map_err(|fault| vec![*fault])?;
        Ok(Self::of_text(&path, text, &config.rules))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubt_about_a_file_shows_its_line() {
        let text = "# 夜谈林若川\n\n**夜谈：**开源呢？\n\n**林若川：**很好。\n\n**夜谈：**闭源呢？\n\n**林若川：**也好。\n";
        let found = Inspection::of_text(&"a.md".into(), text, &Rules::default());
        let places: Vec<_> = found.diagnostics.iter().filter_map(|fault| fault.place.as_ref()).collect();
        assert!(
            places.iter().any(|place| place.line == 3 && &*place.text == "**夜谈：**开源呢？"),
            "{places:?}"
        );
    }
}
