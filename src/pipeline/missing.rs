//! Articles that the site points to and does not have: what would become a link of its own once it arrives.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Pipeline;
use crate::graph::{Entry, Graph, Name};

/// An article that is pointed to and not here.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Missing {
    /// Its address, as first printed.
    pub url: String,
    /// Its title, where one is printed; the longest of those that are.
    pub title: String,
    /// Files that point to it, sorted, with the line.
    pub from: Vec<(String, u32)>,
}

impl Pipeline {
    /// The articles that the site points to and does not have, those that most files point to first.
    pub(super) fn missing(&self, graph: &Graph<'_>) -> Vec<Missing> {
        let mut missing: BTreeMap<Name, Missing> = BTreeMap::new();
        for entry in graph.entries() {
            for (url, title, line) in pointed(entry, &self.root) {
                note(graph, entry, (url, title, line), &mut missing);
            }
        }
        let mut missing: Vec<Missing> = missing.into_values().collect();
        for it in &mut missing {
            it.from.sort();
            it.from.dedup();
        }
        missing.sort_by(|one, other| {
            (Reverse(one.from.len()), &one.url).cmp(&(Reverse(other.from.len()), &other.url))
        });
        missing
    }
}

/// Everything that an article points to: address, printed title, line.
fn pointed<'e>(entry: &Entry<'e>, root: &std::path::Path) -> Vec<(&'e str, &'e str, u32)> {
    let reading = entry.reading;
    let mut pointed: Vec<(&str, &str, u32)> =
        reading.related.iter().map(|it| (&*it.url, &*it.title, it.line)).collect();
    let outside: Vec<_> = reading.references.iter().filter(|it| it.url.contains("//")).collect();
    if !outside.is_empty() {
        let text = std::fs::read(root.join(&**entry.path)).unwrap_or_default();
        let line = |at: u32| {
            let before = text.get(..at as usize).unwrap_or_default();
            before.iter().filter(|byte| **byte == b'\n').count() as u32 + 1
        };
        pointed.extend(outside.iter().map(|it| (&*it.url, &*it.title, line(it.source.0))));
    }
    pointed
}

fn note(
    graph: &Graph<'_>,
    entry: &Entry<'_>,
    (url, title, line): (&str, &str, u32),
    missing: &mut BTreeMap<Name, Missing>,
) {
    let Some(name) = Name::of(entry.path, url).filter(|name| graph.named(*name).is_none()) else { return };
    let known = missing.entry(name).or_insert_with(|| Missing {
        url: url.to_owned(),
        title: String::new(),
        from: Vec::new(),
    });
    if title.len() > known.title.len() {
        title.clone_into(&mut known.title);
    }
    known.from.push((entry.path.to_string(), line));
}
