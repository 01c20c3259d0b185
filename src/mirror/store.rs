//! The folder of copies and its ledger, while it grows.
//!
//! Invariant: a file stands under its name when it is whole, and in the ledger right after; so at any moment the ledger
//! speaks of nothing that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::Report;
use super::fetch::Fetched;
use crate::diagnostic::{Counts, Diagnostic};
use crate::output;
use crate::picture::{Copied, FOLDER, LEDGER, Ledger, name_of_address};
use crate::source::fingerprint;

/// From so many addresses no picture comes that is not what a host shows instead of one.
const SUSPICIOUS: usize = 8;

/// Why nothing can be kept.
#[derive(Debug)]
pub enum Error {
    /// A file could not be read or written.
    Io {
        /// Which.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The ledger is not what a ledger is.
    Ledger(Vec<Diagnostic>),
    /// The folder is kept by something else than a folder of the site.
    NotOurs(PathBuf),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { file, source } => write!(f, "{}: {source}", file.display()),
            Self::Ledger(_) => write!(f, "{LEDGER} has to be mended first"),
            Self::NotOurs(file) => write!(f, "{} is no folder of the site", file.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Ledger(_) | Self::NotOurs(_) => None,
        }
    }
}

pub(super) fn failed(file: &Path) -> impl FnOnce(io::Error) -> Error {
    move |source| Error::Io { file: file.to_owned(), source }
}

/// Keeps pictures; shared by all threads.
#[derive(Debug)]
pub(super) struct Store {
    root: PathBuf,
    folder: PathBuf,
    /// Addresses whose copies are there.
    there: BTreeSet<u128>,
    growing: Mutex<Growing>,
}

#[derive(Debug, Default)]
struct Growing {
    ledger: Ledger,
    /// The ledger's file, once something was added to it.
    file: Option<File>,
    report: Report,
    /// New addresses by file.
    given: BTreeMap<String, usize>,
}

impl Store {
    /// Opens the folder below a site's root.
    pub(super) fn open(root: &Path) -> Result<Self, Error> {
        let folder = root.join(FOLDER);
        if folder.is_symlink() || folder.exists() && !folder.is_dir() {
            return Err(Error::NotOurs(folder));
        }
        let ledger = mended(root)?;
        let lies = |name: &str, copied: &Copied| {
            fs::metadata(folder.join(name)).is_ok_and(|found| found.is_file() && found.len() == copied.bytes)
        };
        let there = ledger.files.iter().filter(|(name, copied)| lies(name, copied));
        let there =
            there.flat_map(|(_, copied)| copied.from.iter().map(|from| name_of_address(from))).collect();
        let growing = Mutex::new(Growing { ledger, ..Growing::default() });
        Ok(Self { root: root.to_owned(), folder, there, growing })
    }

    /// Whether there is a copy of what lies at an address.
    pub(super) fn has(&self, address: &str) -> bool {
        self.there.contains(&name_of_address(address))
    }

    /// Keeps a picture that came from an address.
    pub(super) fn keep(&self, address: &str, fetched: &Fetched) -> Result<(), Error> {
        let mut growing = self.growing.lock().unwrap_or_else(PoisonError::into_inner);
        let (name, is_new) = self.place(fetched)?;
        let told = Copied {
            kind: fetched.kind,
            size: fetched.size,
            bytes: fetched.bytes.len() as u64,
            from: vec![address.to_owned()],
        };
        growing.ledger.note(&name, (told.kind, told.size, told.bytes), address);
        let ledger = self.root.join(LEDGER);
        let file = match &mut growing.file {
            Some(file) => file,
            none => {
                none.insert(File::options().create(true).append(true).open(&ledger).map_err(failed(&ledger))?)
            }
        };
        file.write_all(told.to_entry(&name).as_bytes()).map_err(failed(&ledger))?;
        growing.report.copied.push(address.to_owned());
        growing.report.same += usize::from(!is_new);
        growing.report.bytes += if is_new { told.bytes } else { 0 };
        *growing.given.entry(name).or_default() += 1;
        Ok(())
    }

    /// Puts the bytes under the name of their content; whether they are new.
    fn place(&self, fetched: &Fetched) -> Result<(String, bool), Error> {
        fs::create_dir_all(&self.folder).map_err(failed(&self.folder))?;
        let hash = fingerprint(&fetched.bytes);
        let mut number = 0;
        loop {
            // Two contents of one hash are next to impossible by chance, but somebody could make them.
            let more = if number == 0 { String::new() } else { format!("-{number}") };
            let name = format!("{hash:032x}{more}.{}", fetched.kind.ending());
            let file = self.folder.join(&name);
            match fs::read(&file) {
                Ok(there) if there == fetched.bytes => return Ok((name, false)),
                // One that was cut short lies in the way of the whole one.
                Ok(there) if there.len() == fetched.bytes.len() => {}
                _ => {
                    let part = self.folder.join(format!(".{name}.{}.part", std::process::id()));
                    let written = fs::write(&part, &fetched.bytes).and_then(|()| fs::rename(&part, &file));
                    return written.map(|()| (name, true)).map_err(failed(&file));
                }
            }
            number += 1;
        }
    }

    /// Writes the ledger in order, and adds to the report what was kept.
    pub(super) fn finish(self, report: Report) -> Result<Report, Error> {
        let growing = self.growing.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut kept = growing.report;
        kept.copied.sort();
        kept.stand_ins = growing.given.into_iter().filter(|(_, count)| *count >= SUSPICIOUS).collect();
        if growing.file.is_some() {
            drop(growing.file);
            // Another process may have added something meanwhile.
            let mut ledger = mended(&self.root)?;
            let found: BTreeMap<u128, &String> =
                kept.copied.iter().map(|it| (name_of_address(it), it)).collect();
            ledger.files.retain(|name, copied| {
                let lost = !self.folder.join(name).is_file();
                copied.from.retain(|from| !lost || !found.contains_key(&name_of_address(from)));
                !copied.from.is_empty()
            });
            let file = self.root.join(LEDGER);
            let replaced = output::replace(&file, ledger.to_text().as_bytes());
            replaced.map_err(|error| Error::Io { file, source: io::Error::other(error.to_string()) })?;
            sweep(&self.folder);
        }
        Ok(Report { there: report.there, failures: report.failures, ..kept })
    }
}

/// Removes what killed processes left half written.
fn sweep(folder: &Path) {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let parts = entries.filter(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with('.') && name.ends_with(".part") && is_old(entry)
    });
    // One that cannot be removed does no harm.
    parts.for_each(|entry| drop(fs::remove_file(entry.path())));
}

/// Whether no process can be writing the file any more.
fn is_old(entry: &fs::DirEntry) -> bool {
    const OLD: u64 = 3600;
    let modified = entry.metadata().and_then(|found| found.modified()).ok();
    modified.and_then(|then| then.elapsed().ok()).is_some_and(|age| age.as_secs() > OLD)
}

/// The ledger below a root, without the last entry if that was not written to its end.
pub(super) fn mended(root: &Path) -> Result<Ledger, Error> {
    let file = root.join(LEDGER);
    let text = match fs::read_to_string(&file) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Ledger::default()),
        Err(error) => return Err(failed(&file)(error)),
    };
    let read = Ledger::read(&text);
    if Counts::of(&read.diagnostics).warnings == 0 {
        return Ok(read.value);
    }
    let last = text.rfind("\n[[picture]]").unwrap_or(0);
    let without = Ledger::read(&text[..last]);
    if without.diagnostics.is_empty() && !text.ends_with("]\n") {
        output::replace(&file, &text.as_bytes()[..last])
            .map_err(|error| Error::Io { file, source: io::Error::other(error.to_string()) })?;
        return Ok(without.value);
    }
    Err(Error::Ledger(read.diagnostics))
}
