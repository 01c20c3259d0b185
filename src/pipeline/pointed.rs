//! Where articles name a file beside them that stops the build: a picture has no line, but what shows it has.
//!
//! In come the linked site and its faults; out go the same faults with the first line that leads to each such file.
//! Invariant: nothing is looked for in a site without such a fault.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::graph::Graph;
use crate::page::Addresses;
use crate::source::is_article;

/// Adds to errors about whole files that are no articles, and about folders, where an article names them first.
pub(super) fn add(graph: &Graph<'_>, addresses: &Addresses, diagnostics: &mut [Diagnostic]) {
    let mut faults = diagnostics.iter_mut().filter_map(|fault| {
        let path = beside(fault)?.to_owned();
        Some((fault, path))
    });
    let Some(first) = faults.next() else { return };
    let named = named(graph, addresses);
    for (fault, path) in std::iter::once(first).chain(faults) {
        let folder = format!("{path}/");
        let within = || named.range(folder.clone()..).next().filter(|(name, _)| name.starts_with(&folder));
        let found = named.get(&path).or_else(|| within().map(|(_, found)| found));
        if let Some((article, url)) = found {
            fault.others.push((Place::value(article, "", url), "named here".to_owned()));
        }
    }
}

/// The path below `content/` of what an error is about, if that has no lines of its own.
fn beside(fault: &Diagnostic) -> Option<&str> {
    let place = fault.place.as_ref().filter(|place| fault.severity == Severity::Error && place.line == 0)?;
    place.path.strip_prefix("content/").filter(|path| !is_article(path) && fault.others.is_empty())
}

/// What articles name in the site, by its path in the output folder, and the first that does.
fn named<'g>(graph: &'g Graph<'_>, addresses: &Addresses) -> BTreeMap<String, (&'g Arc<str>, &'g str)> {
    let mut named = BTreeMap::new();
    for entry in graph.entries() {
        let shown = entry.reading.references.iter().map(|reference| &*reference.url);
        for url in entry.metadata.cover.as_deref().into_iter().chain(shown) {
            if let Some(path) = addresses.path_of(entry.path, url) {
                named.entry(path).or_insert((entry.path, url));
            }
        }
    }
    named
}
