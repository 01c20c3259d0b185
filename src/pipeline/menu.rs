//! Checks where the menu leads.
//!
//! In come the configuration, the plan and the files beside the pages; out go located warnings.

use std::collections::BTreeSet;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::page::Plan;

/// Warns of every link of the menu that leads nowhere. `files` are those that are no pages, sorted.
pub(super) fn check(config: &Config, plan: &Plan, files: &[&str]) -> Vec<Diagnostic> {
    if config.menu.is_empty() {
        return Vec::new();
    }
    let pages: BTreeSet<&str> = plan.pages.iter().map(|page| page.path.as_str()).collect();
    let there = |url: &str| {
        let path = url.split(['?', '#']).next().unwrap_or(url).trim_start_matches('/');
        let index =
            format!("{}{}index.html", path.trim_end_matches('/'), if path.is_empty() { "" } else { "/" });
        pages.contains(path) || pages.contains(index.as_str()) || files.binary_search(&path).is_ok()
    };
    let elsewhere = |url: &str| url.contains("://") || url.starts_with("mailto:") || url.starts_with('#');
    let lost = config.menu.iter().filter(|link| !elsewhere(&link.url) && !there(&link.url));
    lost.map(|link| {
        let message = format!("\"{}\" of the menu leads to \"{}\", where nothing is", link.name, link.url);
        Diagnostic::warning(Code::BrokenLink, message)
            .at(Place::value(&config.file, "menu", &link.url))
            .help("write the address of a page from the site's root, or a whole address")
    })
    .collect()
}
