//! What is published, and what an open page has to be told when that changes.
//!
//! A page is told of a change only if its own bytes changed: it then gets the new ones and puts them in place. If nothing
//! changed but style sheets, it swaps those. A page that connects says what it was loaded as, so that what changed between
//! its loading and its first word, or while nobody saw it, is put in place as well.

use std::collections::BTreeMap;
use std::sync::Arc;

use hyper::body::Bytes;
use serde_json::{Value, json};
use xxhash_rust::xxh3::Xxh3;

use super::desk::{Content, Found, FoundFile};
use super::editor::Editor;
use super::faults;
use super::kinds::media_type;
use crate::diagnostic::{Diagnostic, Severity};
use crate::pipeline::Unpublished;

/// Where the server's own pages stand.
pub(super) const OWN: &str = "/_fangtan/";
/// What an open page runs.
pub(super) const SCRIPT: &str = include_str!("live.js");

/// A file of the site that is no page.
#[derive(Debug, Clone)]
pub(super) struct File {
    /// Changes when the bytes do.
    pub(super) version: u128,
    pub(super) content: Content,
}

/// Files that are no pages, by path.
pub(super) type Files = BTreeMap<String, File>;

/// One state of the served site.
#[derive(Debug, Clone)]
pub(super) struct Published {
    /// The path of the site's address, `/` or `/blog/`.
    base: Arc<str>,
    /// What the last run had to say, but for notes.
    faults: Arc<[Diagnostic]>,
    files: Arc<Files>,
    /// Changes with the files that pages show.
    looks: u64,
    /// Pages of articles that a build would leave out.
    unpublished: Arc<BTreeMap<String, Unpublished>>,
    editor: Arc<Editor>,
    /// Whether pages are to listen for changes.
    live: bool,
    /// Whether any run has been good yet.
    empty: bool,
}

impl Published {
    /// Nothing yet.
    pub(super) fn nothing(live: bool, editor: Editor) -> Self {
        Self {
            base: "/".into(),
            faults: Arc::from(Vec::new()),
            files: Arc::default(),
            looks: looks(&Files::default()),
            unpublished: Arc::default(),
            editor: Arc::new(editor),
            live,
            empty: true,
        }
    }

    /// The state after a run. If there was an error, the last good site stays.
    pub(super) fn next(
        &self,
        base: &str,
        mut faults: Vec<Diagnostic>,
        files: Arc<Files>,
        unpublished: &[(String, Unpublished)],
    ) -> Self {
        faults.retain(|fault| fault.severity != Severity::Note);
        // Errors stand first, so that they are seen.
        faults.sort_by_key(|fault| fault.severity != Severity::Error);
        let failed = faults.first().is_some_and(|fault| fault.severity == Severity::Error);
        let faults = faults.into();
        if failed && !self.empty {
            return Self { faults, ..self.clone() };
        }
        Self {
            base: base.into(),
            faults,
            looks: if Arc::ptr_eq(&self.files, &files) { self.looks } else { looks(&files) },
            files,
            unpublished: Arc::new(unpublished.iter().cloned().collect()),
            empty: failed,
            ..self.clone()
        }
    }

    pub(super) fn base(&self) -> &str {
        &self.base
    }

    pub(super) fn is_empty(&self) -> bool {
        self.empty
    }

    pub(super) fn editor(&self) -> &Editor {
        &self.editor
    }

    /// Errors and warnings, the errors first.
    pub(super) fn faults(&self) -> &[Diagnostic] {
        &self.faults
    }

    pub(super) fn has_errors(&self) -> bool {
        self.faults.first().is_some_and(|fault| fault.severity == Severity::Error)
    }

    /// The page that stands where nothing can be shown before something is mended.
    pub(super) fn placeholder(&self) -> Bytes {
        self.dress("", 0, faults::page(&self.faults, &self.editor).as_bytes()).into()
    }

    /// What a page is loaded as: its own version and that of all that pages show.
    pub(super) fn stamp(&self, page: u128) -> String {
        format!("{page:032x}-{:016x}", self.looks)
    }

    /// A page with what makes it live.
    pub(super) fn dress(&self, path: &str, version: u128, html: &[u8]) -> Vec<u8> {
        let mark = match self.unpublished.get(path) {
            Some(Unpublished::Draft) => " data-mark=\"草稿\"",
            Some(Unpublished::Future) => " data-mark=\"未到发布时间\"",
            None => "",
        };
        if !self.live && mark.is_empty() {
            return html.to_vec();
        }
        let live = if self.live { format!(" data-page=\"{}\"", self.stamp(version)) } else { String::new() };
        let script = format!("<script src=\"{OWN}live.js\"{live}{mark}></script>");
        let at = memchr::memmem::rfind(html, b"</body>").unwrap_or(html.len());
        [&html[..at], script.as_bytes(), &html[at..]].concat()
    }
}

/// What an open page shows.
#[derive(Debug, Default, Clone)]
struct Shown {
    version: u128,
    bytes: Bytes,
}

impl Shown {
    fn of(found: &Found) -> Self {
        let (Found::File(file) | Found::Missing(Some(file))) = found else { return Self::default() };
        let FoundFile { version, content, .. } = file;
        match content {
            Content::Memory(bytes) => Self { version: *version, bytes: bytes.clone() },
            Content::Disk(_) => Self { version: *version, bytes: Bytes::new() },
        }
    }
}

/// An open page: what it shows and what it was last told.
#[derive(Debug)]
pub(super) struct Viewer {
    shows: Shown,
    files: Arc<Files>,
    /// The stamp that the page was loaded with; `None` once it is known to be what `shows` has.
    loaded: Option<String>,
    faults: Arc<[Diagnostic]>,
}

impl Viewer {
    /// A page that has just connected: it was loaded with `stamp`, which may be older than `now`.
    pub(super) fn new(stamp: String, now: &Published) -> Self {
        let (files, faults) = (now.files.clone(), Arc::from(Vec::new()));
        Self { shows: Shown::default(), files, loaded: Some(stamp), faults }
    }

    /// What the page has to be told, now that `now` is published and `found` stands at its address.
    pub(super) fn see(&mut self, now: &Published, found: &Found) -> Vec<String> {
        let mut events = Vec::new();
        if self.faults != now.faults {
            events.push(match now.faults.is_empty() {
                true => event("clear", &Value::Null),
                false => event("faults", &faults::json(&now.faults, &now.editor)),
            });
        }
        // A page that cannot be made is shown as it was.
        if !matches!(found, Found::Broken) {
            let new = Shown::of(found);
            events.extend(self.change(now, &new));
            (self.shows, self.loaded) = (new, None);
        }
        (self.files, self.faults) = (now.files.clone(), now.faults.clone());
        events
    }

    fn change(&self, now: &Published, new: &Shown) -> Option<String> {
        let reload = || Some(event("reload", &Value::Null));
        let stamp = now.stamp(new.version);
        let page = |sheets: &[[String; 2]]| {
            let html = String::from_utf8_lossy(&new.bytes);
            Some(event("page", &json!({ "html": html, "sheets": sheets, "page": stamp })))
        };
        if let Some(loaded) = &self.loaded {
            let kept_looks = loaded.split_once('-').map(|it| it.1) == stamp.split_once('-').map(|it| it.1);
            return match () {
                () if *loaded == stamp => None,
                () if kept_looks && !new.bytes.is_empty() => page(&[]),
                () => reload(),
            };
        }
        let old = &self.shows;
        if old.version == new.version && Arc::ptr_eq(&self.files, &now.files) {
            return None;
        }
        if old.bytes.is_empty() != new.bytes.is_empty() {
            return reload();
        }
        let sheets = sheets(&self.files, &now.files);
        if shows_changed_file(&new.bytes, &self.files, &now.files) {
            return reload();
        }
        let address = |path: &str| format!("{}{path}", now.base);
        let addresses: Vec<_> = sheets.iter().map(|(old, new)| [address(old), address(new)]).collect();
        if old.version == new.version || equal_but_for(&sheets, &old.bytes, &new.bytes) {
            let told = json!({ "sheets": addresses, "page": stamp });
            return (!sheets.is_empty()).then(|| event("sheets", &told));
        }
        page(&addresses)
    }
}

/// One number for the bytes of all files that a page shows or runs; data that scripts fetch when they are asked is none.
fn looks(files: &Files) -> u64 {
    let mut hasher = Xxh3::new();
    let shown = ["text/css", "text/javascript", "image/", "font/"];
    for (path, file) in
        files.iter().filter(|(path, _)| shown.iter().any(|kind| media_type(path).starts_with(kind)))
    {
        hasher.update(path.as_bytes());
        hasher.update(&file.version.to_le_bytes());
    }
    hasher.digest()
}

/// Paths whose version is not the one in `last`, new ones among them.
fn changed<'a>(now: &'a Files, last: &'a Files) -> impl Iterator<Item = &'a str> {
    let is_new = |path: &str, file: &File| last.get(path).is_none_or(|old| old.version != file.version);
    now.iter().filter(move |(path, file)| is_new(path, file)).map(|(path, _)| path.as_str())
}

/// Style sheets that changed, under their old and their new path; a fingerprint in the name changes with the bytes.
fn sheets<'a>(last: &'a Files, now: &'a Files) -> Vec<(&'a str, &'a str)> {
    let gone: Vec<&str> = changed(last, now).filter(|path| is_sheet(path)).collect();
    let come = changed(now, last).filter(|path| is_sheet(path));
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
fn shows_changed_file(html: &[u8], last: &Files, now: &Files) -> bool {
    let mut changed = changed(now, last).filter(|path| !is_sheet(path) && last.contains_key(*path));
    changed.any(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        memchr::memmem::find(html, name.as_bytes()).is_some()
    })
}

/// One server-sent event.
fn event(name: &str, value: &Value) -> String {
    format!("event: {name}\ndata: {value}\n\n")
}
