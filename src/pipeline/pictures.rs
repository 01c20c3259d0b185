//! The pictures of a run: files beside the articles and below `static/`, and copies of what lies elsewhere.
//!
//! In come the files of the scan, the theme's and the ledger; out go [`Pictures`], and the copies as further files of the
//! site. Invariant: a picture's head is read again only if the file's stamp changed, and what is known of a file does not
//! depend on when it was read.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::sync::{Arc, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;

use super::Pipeline;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::output::Stamp;
use crate::picture::{self, FOLDER, Kind, Known, LEDGER, Ledger, Pictures, Size};
use crate::render::Theme;
use crate::source::{self, Source};

/// Enough of a file to find its size in, but for pictures with very much in front of it.
const HEAD: u64 = 1 << 16;
/// Where the size is not in the head: no more is read than this.
const MOST: u64 = 1 << 22;

/// The sizes of files beside the articles, by path, with the stamps that they were read under.
pub(super) type Sizes = BTreeMap<Arc<str>, (Stamp, Option<Size>)>;

impl Pipeline {
    /// Everything that is known of the site's pictures; copies that are there are added to `assets`.
    pub(super) fn pictures(
        &self,
        assets: &mut Vec<Source>,
        theme: &Theme,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Pictures {
        let mut sizes = self.sizes.lock().unwrap_or_else(PoisonError::into_inner);
        gather(&self.root, assets, theme, &mut sizes, diagnostics)
    }
}

fn gather(
    root: &Path,
    assets: &mut Vec<Source>,
    theme: &Theme,
    sizes: &mut Sizes,
    diagnostics: &mut Vec<Diagnostic>,
) -> Pictures {
    let mut pictures = Pictures::default();
    for asset in theme.assets().iter().filter(|asset| is_named_picture(&asset.path)) {
        pictures.add_file(&asset.path, picture::size(&asset.bytes));
    }
    *sizes = read(assets, sizes);
    for (path, (_, size)) in &*sizes {
        pictures.add_file(path.strip_prefix("content/").unwrap_or(path), *size);
    }
    add_copies(root, assets, &mut pictures, diagnostics);
    pictures
}

/// The sizes of all pictures among the files, from what is remembered where that is still true.
fn read(assets: &[Source], known: &Sizes) -> Sizes {
    let now = SystemTime::now();
    let named: Vec<&Source> = assets.iter().filter(|source| is_named_picture(&source.path)).collect();
    let entry = |source: &&Source| {
        let stamp = Stamp::new(source.len, source.modified);
        let size = match known.get(&source.path) {
            Some((then, size)) if *then == stamp => *size,
            _ => size_of(&source.file),
        };
        // A file that may yet change under its stamp has none that could be met again.
        let kept = if stamp.is_racy(now) { Stamp::default() } else { stamp };
        (source.path.clone(), (kept, size))
    };
    named.par_iter().with_min_len(16).map(entry).collect()
}

fn is_named_picture(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| Kind::named(ending).is_some())
}

fn size_of(file: &Path) -> Option<Size> {
    let mut file = source::open(file).ok()?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD).read_to_end(&mut bytes).ok()?;
    picture::size(&bytes).or_else(|| {
        file.take(MOST).read_to_end(&mut bytes).ok()?;
        picture::size(&bytes)
    })
}

/// Adds the copies that the ledger names and that lie there as they were copied.
fn add_copies(
    root: &Path,
    assets: &mut Vec<Source>,
    pictures: &mut Pictures,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let ledger = Ledger::load(root).collect(diagnostics);
    let mut lost = Vec::new();
    for (name, copied) in &ledger.files {
        let path = format!("{FOLDER}/{name}");
        let file = root.join(&path);
        let found = std::fs::metadata(&file).ok().filter(|found| found.is_file());
        let Some(found) = found.filter(|found| found.len() == copied.bytes) else {
            lost.push(name);
            continue;
        };
        for from in &copied.from {
            pictures.add_copy(from, Known { path: path.clone(), size: copied.size });
        }
        let (len, changed) = (found.len(), source::changed(&found));
        let modified = found.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        assets.push(Source { path: path.into(), file, len, modified, changed });
    }
    assets.sort_by(|one, other| one.path.cmp(&other.path));
    if let [first, more @ ..] = &lost[..] {
        let message = match more.len() {
            0 => format!("\"{first}\" is not there as it was copied"),
            more => format!("\"{first}\" and {more} more pictures are not there as they were copied"),
        };
        let fault = Diagnostic::warning(Code::LostCopy, message);
        let place = Place::value(&LEDGER.into(), "file", first);
        diagnostics.push(fault.at(place).help("run `fangtan mirror`; until then pages show the originals"));
    }
}
