//! What files a path holds, and where each of them goes.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{Candidate, Error, Kind, generator};
use crate::source;

/// What may stand beside articles and be shown by them.
const SHOWN: &[&str] =
    &["avif", "gif", "jpeg", "jpg", "m4a", "mp3", "mp4", "ogg", "pdf", "png", "svg", "webm", "webp"];

/// What tools put into a site's folder.
const BUILT: &[&str] = &["node_modules", "_site", "public", "vendor"];

/// Gathers the files at `path`, which may be one itself; files that nobody would show are `left`.
pub(super) fn gather(
    path: &Path,
    into: &Path,
    candidates: &mut Vec<Candidate>,
    left: &mut Vec<PathBuf>,
) -> Result<(), Error> {
    let metadata = path.metadata().map_err(|error| Error::Read(path.to_owned(), error))?;
    if metadata.is_file() {
        let below = path.file_name().map(PathBuf::from).unwrap_or_default();
        add(path, &below, into, candidates, left);
        return Ok(());
    }
    if generator::gather(path, into, candidates, left)? {
        return Ok(());
    }
    for file in files(path)?.into_iter().filter(|file| !is_saved_beside(file)) {
        let below = file.strip_prefix(path).unwrap_or(&file).to_owned();
        add(&file, &below, into, candidates, left);
    }
    Ok(())
}

/// Every file below a folder but for those of editors and systems, sorted.
pub(super) fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let ours = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(source::is_ignored(&name) || (entry.depth() == 1 && BUILT.contains(&&*name)))
    };
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(ours) {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(folder).to_owned();
            Error::Read(path, error.into())
        })?;
        if entry.file_type().is_file() {
            files.push(entry.into_path());
        }
    }
    Ok(files)
}

fn add(file: &Path, below: &Path, into: &Path, candidates: &mut Vec<Candidate>, left: &mut Vec<PathBuf>) {
    let kind = match kind(file) {
        Some(kind) => kind,
        None => return left.push(file.to_owned()),
    };
    let mut to = into.join(below);
    if is_page(file) {
        to.set_extension("md");
    }
    candidates.push(Candidate { from: file.to_owned(), to: slashed(&to), kind });
}

fn kind(file: &Path) -> Option<Kind> {
    let name = file.file_name()?.to_str()?;
    if source::is_article(name) {
        return Some(Kind::Export);
    }
    #[cfg(feature = "wechat")]
    if is_page(file) {
        return Some(Kind::Page);
    }
    is_shown(name).then_some(Kind::Copy)
}

/// Whether a file is a saved page.
fn is_page(file: &Path) -> bool {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    cfg!(feature = "wechat") && ["html", "htm"].iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// Whether a file lies in the folder that a browser saves a page's pictures to: the page names their addresses.
fn is_saved_beside(file: &Path) -> bool {
    let folders = file.ancestors().skip(1).filter_map(|folder| folder.to_str());
    folders.filter_map(|folder| folder.strip_suffix("_files")).any(|page| {
        ["html", "htm"].iter().any(|extension| Path::new(&format!("{page}.{extension}")).is_file())
    })
}

/// Whether a file of this name may stand beside an article.
pub(super) fn is_shown(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    SHOWN.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// A path with `/` between its parts.
pub(super) fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}
