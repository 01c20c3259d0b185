//! Former addresses that are no article's: lists and feeds of the site as it was.
//!
//! In come the pages and `[redirects]`; out go a page for each former address. Invariant: what leads to a page of this
//! site leads to one that is there. Whoever asks for a feed is a program that follows no page, so a feed's former
//! address is that feed again.

use std::collections::BTreeMap;

use super::{Page, PageKind, permalink, portable};
use crate::config::{Config, Redirect};
use crate::diagnostic::{Code, Diagnostic};

/// Adds a page for every former address that can have one.
pub(super) fn add(pages: &mut Vec<Page>, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    if config.redirects.is_empty() {
        return;
    }
    let known: BTreeMap<&str, &PageKind> = pages.iter().map(|page| (page.path.as_str(), &page.kind)).collect();
    let mut moved = Vec::new();
    for (place, redirect) in config.redirects.iter().enumerate() {
        match kind(redirect, place as u32, &known) {
            Ok(page) => moved.push(page),
            Err(fault) => diagnostics.push(fault),
        }
    }
    pages.extend(moved);
}

/// The page at a former address.
fn kind(redirect: &Redirect, place: u32, known: &BTreeMap<&str, &PageKind>) -> Result<Page, Diagnostic> {
    let Redirect { from, to, place: written } = redirect;
    let path = path(from).ok_or_else(|| {
        Diagnostic::warning(Code::BadSlug, format!("\"{from}\" is no address of this site"))
            .at(written.clone())
            .help("write a path that begins with a slash")
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
            return Err(fault.help("let the host redirect it"));
        }
        None => {
            let message = format!("\"{from}\" leads to \"{to}\", where no page is");
            let fault = Diagnostic::warning(Code::BrokenLink, message).at(written.clone());
            return Err(fault.help("write the address of a page of this site"));
        }
    };
    Ok(Page { path, kind, key: 0 })
}

/// The file at an address; `None` if it is none of this site, or none that every file system takes.
fn path(address: &str) -> Option<String> {
    let (path, rest) = permalink::path_of("", address)?;
    let is_safe = rest.is_empty() && path.trim_end_matches('/').split('/').all(portable::is_name);
    let is_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    is_safe.then(|| if is_file { path } else { permalink::file_of(&format!("{}/", path.trim_end_matches('/'))) })
}
