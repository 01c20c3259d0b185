//! Former addresses that are no article's: lists and feeds of the site as it was.
//!
//! In come the pages and `[redirects]`; out go a page for each former address. Invariant: what leads to a page of this
//! site leads to one that is there. Whoever asks for a feed is a program that follows no page, so a feed's former
//! address is that feed again.

use std::collections::BTreeMap;

use super::{Page, PageKind, permalink, portable};
use crate::config::{Config, Redirect};
use crate::diagnostic::{Code, Diagnostic};

/// Whether names of files that differ in case are two names on the usual file system of this system.
const CASE: bool = !cfg!(any(windows, target_vendor = "apple"));

/// Whether a former address and where it leads are one but for case: `/tags/AI/`, `/tags/ai/`. Hosts differ in whether
/// they tell them apart.
pub(crate) fn differs_in_case(path: &str, to: &str) -> bool {
    let to = permalink::path_of("", to).map(|(path, _)| permalink::file_of(&path));
    to.is_some_and(|to| to != path && to.to_lowercase() == path.to_lowercase())
}

/// Adds a page for every former address that can have one.
pub(super) fn add(pages: &mut Vec<Page>, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    if config.redirects.is_empty() {
        return;
    }
    let known: BTreeMap<&str, &PageKind> =
        pages.iter().map(|page| (page.path.as_str(), &page.kind)).collect();
    let mut moved = Vec::new();
    for (place, redirect) in config.redirects.iter().enumerate() {
        match kind(redirect, place as u32, &known) {
            // Where case tells no names apart, the two are one page already.
            Ok(page) if !CASE && differs_in_case(&page.path, &redirect.to) => {}
            Ok(page) => moved.push(page),
            Err(fault) => diagnostics.push(*fault),
        }
    }
    pages.extend(moved);
}

/// The page at a former address.
fn kind(redirect: &Redirect, place: u32, known: &BTreeMap<&str, &PageKind>) -> Result<Page, Box<Diagnostic>> {
    let Redirect { from, to, place: written } = redirect;
    let path = path(from).ok_or_else(|| {
        let message = format!("\"{from}\" is no address of this site");
        let fault = Diagnostic::warning(Code::BadSlug, message).at(written.clone());
        Box::new(fault.help("write a path that begins with a slash"))
    })?;
    let is_page = path.ends_with(".html") || path.ends_with(".htm");
    let moved = PageKind::Moved(place);
    if to.contains("://") && is_page {
        return Ok(Page { path, kind: moved, key: 0 });
    }
    let target = permalink::path_of("", to).map(|(path, _)| permalink::file_of(&path)).unwrap_or_default();
    let kind = match known.get(target.as_str()) {
        Some(_) if is_page => moved,
        Some(feed @ (PageKind::Feed(_) | PageKind::TagFeed(_) | PageKind::SpeakerFeed(_))) => (*feed).clone(),
        Some(_) => {
            let message = format!("\"{from}\" is no page, so it can only lead to a feed");
            let fault = Diagnostic::warning(Code::BadSlug, message).at(written.clone());
            return Err(Box::new(fault.help("let the host redirect it")));
        }
        None => {
            let message = format!("\"{from}\" leads to \"{to}\", where no page is");
            let fault = Diagnostic::warning(Code::BrokenLink, message).at(written.clone());
            return Err(Box::new(fault.help("write the address of a page of this site")));
        }
    };
    Ok(Page { path, kind, key: 0 })
}

/// The file at an address; `None` if it is none of this site, or none that every file system takes.
fn path(address: &str) -> Option<String> {
    let (path, rest) = permalink::path_of("", address)?;
    let is_safe = rest.is_empty() && path.trim_end_matches('/').split('/').all(portable::is_name);
    let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    is_safe
        .then(|| if is_file { path } else { permalink::file_of(&format!("{}/", path.trim_end_matches('/'))) })
}
