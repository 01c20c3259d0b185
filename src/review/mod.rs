//! A second look at a whole site: what a careful editor would ask about and no build stumbles over.
//!
//! In come the graph and each article's text; out go diagnostics. Invariant: only `check` looks this closely, so no
//! build is slower for it; what is a matter of taste is a note, what readers would notice is a warning.

mod pictures;
mod twins;

use std::collections::BTreeSet;

use crate::article::{Body, Identity};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::graph::{ArticleId, Entry, Graph};
use twins::{Sketch, twins};

/// Looks at every article; `text` gives an article's file.
pub fn review(graph: &Graph<'_>, mut text: impl FnMut(&Entry<'_>) -> String) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut body = Body::default();
    let mut sketches = Vec::new();
    let accounts = accounts(graph);
    for id in graph.ids() {
        let entry = graph.entry(id);
        let text = text(entry);
        body.fill(&text, entry.metadata.body_start);
        diagnostics.extend(pictures::without_words(entry, &text));
        diagnostics.extend(unresolved(graph, entry, &text, &accounts));
        if !graph.is_page(id) {
            diagnostics.extend(without_cover(entry));
            diagnostics.extend(orphan(graph, id));
            sketches.push(Sketch::of(id, entry, &body));
        }
    }
    diagnostics.extend(twins(graph, &sketches));
    diagnostics
}

fn without_cover(entry: &Entry<'_>) -> Option<Diagnostic> {
    let fault = Diagnostic::note(Code::NoCover, "the article has no cover");
    let help = "add `cover:` with a picture's address; lists and shared links show it";
    let none = entry.metadata.cover.is_none() && entry.reading.picture.is_none();
    none.then(|| fault.at(Place::file(entry.path)).help(help))
}

/// An article that only lists of everything lead to.
fn orphan(graph: &Graph<'_>, id: ArticleId) -> Option<Diagnostic> {
    let entry = graph.entry(id);
    let alone = graph.backlinks(id).is_empty()
        && graph.tags.of(id).is_empty()
        && graph.series.of(id).is_empty()
        && graph.cast.of(id).iter().all(Option::is_none);
    let fault = Diagnostic::note(Code::Orphan, "nothing but the lists of all articles leads here");
    let help = "add `tags:` or a `series:`, or name it in the `related:` of another article";
    alone.then(|| fault.at(Place::file(entry.path)).help(help))
}

/// The WeChat accounts that the site's own articles come from.
fn accounts<'g>(graph: &'g Graph<'_>) -> BTreeSet<&'g str> {
    graph.entries().iter().filter_map(|entry| entry.metadata.identity.as_ref()?.account()).collect()
}

/// 往期回顾 that name an article of one of the site's accounts which is not here.
fn unresolved(
    graph: &Graph<'_>,
    entry: &Entry<'_>,
    text: &str,
    accounts: &BTreeSet<&str>,
) -> Vec<Diagnostic> {
    if entry.metadata.related.is_some() {
        return Vec::new();
    }
    let own = |identity: &Identity| identity.account().is_some_and(|account| accounts.contains(account));
    let related = entry.reading.related.iter().filter(|related| {
        related.identity.as_ref().is_some_and(|identity| own(identity) && graph.find(identity).is_none())
    });
    let fault = |related: &crate::interview::Related| {
        let message = if related.title.is_empty() {
            "a related article of this account is not here".to_owned()
        } else {
            format!("\"{}\" is of this account and not here", related.title)
        };
        let help = "import it, and the link leads to it; `fangtan check --missing` lists all of them";
        Diagnostic::note(Code::UnresolvedRelated, message)
            .at(Place::line(entry.path, text, related.line))
            .help(help)
    };
    related.map(fault).collect()
}
