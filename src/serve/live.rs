//! What is published, and what an open page has to be told when that changes.
//!
//! A page is told to load again only if its own bytes changed; if nothing changed but style sheets, it swaps those.

use std::sync::Arc;

use hyper::body::Bytes;
use serde_json::{Value, json};

use super::memory::{File, Site};
use crate::diagnostic::{Diagnostic, Format, JsonDiagnostic, Severity, render};
use crate::pipeline::Unpublished;

/// Where the server's own files stand.
pub(super) const OWN: &str = "/__fangtan/";
/// What an open page runs.
pub(super) const SCRIPT: &str = include_str!("live.js");

/// One state of the served site.
#[derive(Debug, Clone)]
pub(super) struct Published {
    site: Arc<Site>,
    /// The path of the site's address, `/` or `/blog/`.
    base: Arc<str>,
    /// The errors of the last run.
    faults: Arc<[Diagnostic]>,
    /// Whether pages are to listen for changes.
    live: bool,
    /// Whether any run has been good yet.
    empty: bool,
}

impl Published {
    /// Nothing yet.
    pub(super) fn nothing(live: bool) -> Self {
        let (site, faults) = (Arc::default(), Arc::from(Vec::new()));
        Self { site, base: "/".into(), faults, live, empty: true }
    }

    /// The state after a good run.
    pub(super) fn with_site(&self, site: Site, base: &str) -> Self {
        let faults = Arc::from(Vec::new());
        Self { site: Arc::new(site), base: base.into(), faults, live: self.live, empty: false }
    }

    /// The state after a run with errors: the last good site stays.
    pub(super) fn with_faults(&self, diagnostics: &[Diagnostic]) -> Self {
        let errors = diagnostics.iter().filter(|fault| fault.severity == Severity::Error);
        Self { faults: errors.cloned().collect(), ..self.clone() }
    }

    pub(super) fn site(&self) -> Arc<Site> {
        self.site.clone()
    }

    pub(super) fn base(&self) -> &str {
        &self.base
    }

    pub(super) fn is_empty(&self) -> bool {
        self.empty
    }

    pub(super) fn has_faults(&self) -> bool {
        !self.faults.is_empty()
    }

    /// The page that stands for a site that cannot be built yet.
    pub(super) fn placeholder(&self) -> Bytes {
        let faults = render(&self.faults, Format::Human, false);
        let escaped = faults.replace('&', "&amp;").replace('<', "&lt;");
        let html = format!(
            "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>fangtan</title>\
             <body><noscript><pre>{escaped}</pre></noscript></body></html>"
        );
        self.dress("", html.as_bytes()).into()
    }

    /// A page with what makes it live.
    pub(super) fn dress(&self, path: &str, html: &[u8]) -> Vec<u8> {
        let mark = match self.site.unpublished(path) {
            Some(Unpublished::Draft) => " data-mark=\"草稿\"",
            Some(Unpublished::Future) => " data-mark=\"未到发布时间\"",
            None => "",
        };
        if !self.live && mark.is_empty() {
            return html.to_vec();
        }
        let version = self.site.get(path).map_or(0, |file| file.version);
        let live = if self.live { format!(" data-page=\"{version:032x}\"") } else { String::new() };
        let script = format!("<script src=\"{OWN}live.js\"{live}{mark}></script>");
        let at = memchr::memmem::rfind(html, b"</body>").unwrap_or(html.len());
        [&html[..at], script.as_bytes(), &html[at..]].concat()
    }

    /// The file that a browser shows at an address.
    fn file_at(&self, address: &str) -> Option<(String, &File)> {
        let decoded = percent_encoding::percent_decode_str(address).decode_utf8_lossy();
        let below = decoded.strip_prefix(&*self.base)?;
        let path = match below {
            "" => "index.html".to_owned(),
            folder if folder.ends_with('/') => format!("{folder}index.html"),
            file => file.to_owned(),
        };
        let known = if self.site.get(&path).is_some() { path } else { "404.html".to_owned() };
        self.site.get(&known).map(|file| (known, file))
    }
}

/// An open page: what it shows and what it was last told.
#[derive(Debug)]
pub(super) struct Viewer {
    /// The address that it shows.
    address: String,
    shows: Arc<Published>,
    /// The page's version as it was loaded; `None` once it is known to be that of `shows`.
    loaded: Option<String>,
    has_faults: bool,
}

impl Viewer {
    /// A page that has just connected: it was loaded as `version`, which may be older than `now`.
    pub(super) fn new(address: String, version: String, now: Arc<Published>) -> Self {
        Self { address, shows: now, loaded: Some(version), has_faults: false }
    }

    /// What the page has to be told, now that `now` is published.
    pub(super) fn see(&mut self, now: Arc<Published>) -> Vec<String> {
        let mut events = Vec::new();
        if now.has_faults() {
            let faults: Vec<JsonDiagnostic<'_>> = now.faults.iter().map(Into::into).collect();
            events.push(event("faults", &json!(faults)));
        } else if self.has_faults {
            events.push(event("clear", &Value::Null));
        }
        self.has_faults = now.has_faults();
        if let Some(change) = self.change(&now) {
            events.push(change);
        }
        self.loaded = None;
        self.shows = now;
        events
    }

    fn change(&self, now: &Published) -> Option<String> {
        let reload = || Some(event("reload", &Value::Null));
        let new = now.file_at(&self.address);
        let version = new.as_ref().map_or(0, |(_, file)| file.version);
        if let Some(loaded) = &self.loaded {
            return if *loaded == format!("{version:032x}") { None } else { reload() };
        }
        let old = self.shows.file_at(&self.address);
        let (Some((_, old)), Some((_, new))) = (&old, &new) else {
            return if old.is_none() && new.is_none() { None } else { reload() };
        };
        let sheets = sheets(&self.shows.site, &now.site);
        let same = old.version == new.version || equal_but_for(&sheets, old.bytes()?, new.bytes()?);
        if !same || shows_changed_file(new.bytes()?, &self.shows.site, &now.site) {
            return reload();
        }
        let address = |path: &str| format!("{}{path}", now.base);
        let sheets: Vec<_> = sheets.iter().map(|(old, new)| [address(old), address(new)]).collect();
        let told = json!({ "sheets": sheets, "page": format!("{version:032x}") });
        (!sheets.is_empty()).then(|| event("sheets", &told))
    }
}

/// Style sheets that changed, under their old and their new path; a fingerprint in the name changes with the bytes.
fn sheets<'a>(last: &'a Site, now: &'a Site) -> Vec<(&'a str, &'a str)> {
    let gone: Vec<&str> = last.changed(now).filter(|path| is_sheet(path)).collect();
    let come = now.changed(last).filter(|path| is_sheet(path));
    come.filter_map(|new| {
        let old = gone.iter().find(|old| **old == new || stem(old) == stem(new))?;
        Some((*old, new))
    })
    .collect()
}

fn is_sheet(path: &str) -> bool {
    path.ends_with(".css")
}

/// A style sheet's name without its fingerprint.
fn stem(path: &str) -> &str {
    let name = path.strip_suffix(".css").unwrap_or(path);
    match name.rsplit_once('-') {
        Some((stem, print)) if print.len() >= 8 && print.bytes().all(|it| it.is_ascii_hexdigit()) => stem,
        _ => name,
    }
}

/// Whether the old page with the new names of style sheets is the new page.
fn equal_but_for(sheets: &[(&str, &str)], old: &[u8], new: &[u8]) -> bool {
    let (Ok(old), Ok(new)) = (std::str::from_utf8(old), std::str::from_utf8(new)) else { return false };
    !sheets.is_empty() && sheets.iter().fold(old.to_owned(), |page, (old, new)| page.replace(old, new)) == new
}

/// Whether the page names a picture or script whose bytes changed under the same name.
fn shows_changed_file(html: &[u8], last: &Site, now: &Site) -> bool {
    let changed = now.changed(last).filter(|path| !is_sheet(path) && last.get(path).is_some());
    let mut shown = changed.filter(|path| !path.ends_with(".html") && !path.ends_with("index.json"));
    shown.any(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        memchr::memmem::find(html, name.as_bytes()).is_some()
    })
}

/// One server-sent event.
fn event(name: &str, value: &Value) -> String {
    format!("event: {name}\ndata: {value}\n\n")
}
