//! Files beside the pages: the author's below `content/`, and those of site and theme below `static/`.
//!
//! In come both and the plan; out go the addresses of the author's files. Invariant: no file stands where a page stands,
//! and none stands where another needs a folder.

use std::io::ErrorKind;
use std::sync::{Arc, OnceLock};

use super::produce::Stop;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::output::{self, Made, Sink};
use crate::page::Plan;
use crate::render::Theme;
use crate::source::Source;

/// A file beside the articles, and where it is written.
#[derive(Debug)]
pub(super) struct Asset<'s> {
    pub(super) path: &'s str,
    pub(super) source: &'s Source,
}

/// Gives files beside the articles their addresses, in order; what would stand in the way of another is an error.
pub(super) fn addressed<'s>(
    sources: &'s [Source],
    theme: &Theme,
    plan: &Plan,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Asset<'s>> {
    let below = |source: &'s Source| source.path.strip_prefix("content/").unwrap_or(&source.path);
    let mut pages: Vec<&str> = plan.pages.iter().map(|page| page.path.as_str()).collect();
    pages.sort_unstable();
    let mut files: Vec<&str> = sources.iter().map(below).collect();
    files.extend(theme.assets().iter().map(|asset| asset.path.as_str()));
    files.sort_unstable();
    let places = Places { pages, files };
    for source in sources {
        diagnostics.extend(places.refuse(below(source), || source.path.clone()));
    }
    for asset in theme.assets() {
        diagnostics.extend(places.refuse(&asset.path, || format!("static/{}", asset.path).into()));
    }
    sources.iter().map(|source| Asset { path: below(source), source }).collect()
}

/// Every path of the output folder, sorted.
struct Places<'a> {
    pages: Vec<&'a str>,
    files: Vec<&'a str>,
}

impl Places<'_> {
    /// What is wrong with a file's path, if anything is.
    fn refuse(&self, path: &str, file: impl FnOnce() -> Arc<str>) -> Option<Diagnostic> {
        let is_page = |path: &str| self.pages.binary_search(&path).is_ok();
        let is_file = |path: &str| self.files.binary_search(&path).is_ok();
        let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let message = if is_page(path) {
            format!("a page of the site is written to \"{path}\"")
        } else if let Some(page) = self.page_below(path) {
            format!("\"{page}\" needs a folder where \"{path}\" is written")
        } else {
            let folder = folders.find(|folder| is_page(folder) || is_file(folder))?;
            format!("\"{path}\" needs a folder where \"{folder}\" is written")
        };
        Some(Diagnostic::error(Code::Collision, message).at(Place::file(&file())).help("rename the file"))
    }

    /// The first page that lies in a folder of this name.
    fn page_below(&self, path: &str) -> Option<&str> {
        let first = self.pages.partition_point(|page| *page < path);
        let rest = self.pages[first..].iter().take_while(|page| page.starts_with(path));
        rest.copied().find(|page| page[path.len()..].starts_with('/'))
    }
}

/// Gives the sink what the author put beside the articles.
///
/// # Errors
/// [`Stop::Stale`] if a file is there no more; what may not be read is among the diagnostics.
pub(super) fn copy(
    assets: &[Asset<'_>],
    sink: &impl Sink,
    changed: Option<&OnceLock<Arc<str>>>,
) -> Result<Vec<Diagnostic>, Stop> {
    let mut unread = Vec::new();
    for asset in assets {
        match sink.copy(asset.path, asset.source) {
            Ok(()) => {}
            Err(output::Error::Io { path, source, .. }) if path == asset.source.file => {
                if source.kind() == ErrorKind::NotFound {
                    changed.inspect(|changed| drop(changed.set(asset.source.path.clone())));
                    return Err(Stop::Stale);
                }
                let fault = Diagnostic::error(Code::Unreadable, format!("cannot be read: {source}"));
                unread.push(fault.at(Place::file(&asset.source.path)));
            }
            Err(error) => return Err(Stop::Output(error)),
        }
    }
    Ok(unread)
}

/// Gives the sink the static files of theme and site; what the author put beside the articles stands over them.
pub(super) fn put_static(theme: &Theme, own: &[Asset<'_>], sink: &impl Sink) -> Result<(), output::Error> {
    for asset in theme.assets() {
        let stands = own.binary_search_by(|it| it.path.cmp(&asset.path)).is_err();
        if stands && !sink.keeps(&asset.path, &|_| asset.key) {
            sink.put(&asset.path, Made::from(asset.key), &asset.bytes)?;
        }
    }
    Ok(())
}
