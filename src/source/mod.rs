//! Stage 1: what files the site is made of.
//!
//! In comes the site's root; out go names and stats. Invariant: no text is held; a [`Source`] is opened when it is
//! read and forgotten after. The list is sorted by path, so nothing later depends on the order of a walk.

mod scan;
#[cfg(test)]
mod tests;

pub use scan::{is_article, is_ignored, scan};

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::diagnostic::{Code, Diagnostic, Place};

/// Bytes of an article: what is longer is something else, and would not be held in memory.
const MOST: u64 = 256 << 20;

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
    /// When it was last given another name, owner or content, which no program can set back: nanoseconds since 1970, or
    /// 0 where the file system has no such time.
    pub changed: u64,
}

impl Source {
    /// The file that `found` tells of.
    ///
    /// # Errors
    /// If the file system keeps no times.
    pub fn of(path: Arc<str>, file: PathBuf, found: &Metadata) -> io::Result<Self> {
        let (len, modified, changed) = (found.len(), found.modified()?, changed(found));
        Ok(Self { path, file, len, modified, changed })
    }
}

/// The files below `content/`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Scan {
    /// Markdown files, sorted by path.
    pub articles: Vec<Source>,
    /// Everything else (pictures and so on), sorted by path.
    pub assets: Vec<Source>,
}

/// [`Source::changed`] of a file.
#[cfg(unix)]
pub(crate) fn changed(found: &Metadata) -> u64 {
    use std::os::unix::fs::MetadataExt;
    (found.ctime() as u64).wrapping_mul(1_000_000_000).wrapping_add(found.ctime_nsec() as u64)
}

#[cfg(not(unix))]
pub(crate) fn changed(_: &Metadata) -> u64 {
    0
}

/// Reads a source as text, which lies in `buffer`.
///
/// # Errors
/// A located diagnostic if the file cannot be read, is not UTF-8 or holds no text.
pub fn read<'b>(source: &Source, buffer: &'b mut Vec<u8>) -> Result<&'b str, Box<Diagnostic>> {
    buffer.clear();
    buffer.reserve(source.len.min(MOST) as usize + 1);
    let done = open(&source.file).and_then(|file| file.take(MOST + 1).read_to_end(buffer));
    if buffer.len() as u64 > MOST {
        *buffer = Vec::new();
        let fault = Diagnostic::error(Code::Unreadable, "cannot be read: no article is as long as this file");
        return Err(Box::new(fault.at(Place::file(&source.path)).help("move it out of content/")));
    }
    if let Err(error) = done {
        let fault = Diagnostic::error(Code::Unreadable, format!("cannot be read: {error}"));
        return Err(Box::new(fault.at(Place::file(&source.path))));
    }
    let text = text_of(buffer).map_err(|valid| Box::new(not_utf8(&source.path, buffer, valid)))?;
    if text.trim_start_matches('\u{feff}').trim_ascii().is_empty() {
        let fault = Diagnostic::error(Code::Empty, "the file holds no text");
        return Err(Box::new(
            fault.at(Place::file(&source.path)).help("write something into it, or delete it"),
        ));
    }
    Ok(text)
}

/// Opens a file that a scan found. What took its place since then may be a pipe, which is not waited for.
///
/// # Errors
/// If it cannot be opened, or is no regular file any more.
pub fn open(file: &Path) -> io::Result<File> {
    let mut options = File::options();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK);
    let file = options.open(file)?;
    if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is no regular file")) }
}

/// The text that `bytes` are.
///
/// # Errors
/// How many of them are UTF-8, if not all.
pub fn text_of(bytes: &[u8]) -> Result<&str, usize> {
    simdutf8::basic::from_utf8(bytes)
        .or_else(|_| std::str::from_utf8(bytes).map_err(|error| error.valid_up_to()))
}

/// The fault of a text whose first `valid` bytes alone are UTF-8.
fn not_utf8(path: &Arc<str>, bytes: &[u8], valid: usize) -> Diagnostic {
    let line_start = memchr::memrchr(b'\n', &bytes[..valid]).map_or(0, |at| at + 1);
    let line_end = memchr::memchr(b'\n', &bytes[valid..]).map_or(bytes.len(), |at| valid + at);
    let before = String::from_utf8_lossy(&bytes[line_start..valid]);
    let place = Place {
        path: path.clone(),
        line: bytes[..valid].iter().filter(|byte| **byte == b'\n').count() as u32 + 1,
        column: before.chars().count() as u32 + 1,
        text: String::from_utf8_lossy(&bytes[line_start..line_end]).trim_end().to_owned(),
        marked: before.len()..before.len() + '\u{fffd}'.len_utf8(),
        ..Place::file(path)
    };
    let likely = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "UTF-16",
        _ => "GB 18030",
    };
    Diagnostic::error(Code::NotUtf8, format!("byte 0x{:02x} is not UTF-8", bytes[valid]))
        .at(place)
        .help(format!("save the file as UTF-8; it is probably {likely}"))
}

/// What identifies bytes: xxh3-128.
pub fn fingerprint(bytes: &[u8]) -> u128 {
    xxhash_rust::xxh3::xxh3_128(bytes)
}
