//! Copies that nobody shows any more.
//!
//! In come the addresses and texts of a site; out go files of the ledger. Invariant: only files that the ledger names are
//! ever removed, and an entry goes before its file, so that the ledger never speaks of what is not there.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::store::{Error, failed, mended};
use crate::output;
use crate::picture::{FOLDER, LEDGER, name_of_address};

/// A copy that nobody shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unused {
    /// The name of its file below `pictures/`.
    pub file: String,
    /// Its length.
    pub bytes: u64,
    /// Where it was found.
    pub from: Vec<String>,
}

/// The copies of which no address is among those that are `shown`, and whose file no one of `texts` names.
///
/// # Errors
/// If the ledger cannot be read.
pub fn unused(root: &Path, shown: &[String], texts: &[String]) -> Result<Vec<Unused>, Error> {
    let shown: BTreeSet<u128> = shown.iter().map(|address| name_of_address(address)).collect();
    let is_shown = |from: &String| shown.contains(&name_of_address(from));
    let is_named = |file: &str| texts.iter().any(|text| text.contains(file));
    let files = mended(root)?.files.into_iter();
    Ok(files
        .filter(|(file, copied)| !copied.from.iter().any(is_shown) && !is_named(file))
        .map(|(file, copied)| Unused { file, bytes: copied.bytes, from: copied.from })
        .collect())
}

/// Removes copies: their entries, then their files.
///
/// # Errors
/// If the ledger or a file cannot be written or removed.
pub fn remove(root: &Path, unused: &[Unused]) -> Result<(), Error> {
    let mut ledger = mended(root)?;
    ledger.files.retain(|file, _| unused.iter().all(|it| it.file != *file));
    let place = root.join(LEDGER);
    output::replace(&place, ledger.to_text().as_bytes())
        .map_err(|error| Error::Io { file: place, source: io::Error::other(error.to_string()) })?;
    for it in unused {
        let file = root.join(FOLDER).join(&it.file);
        match fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(&file)(error)),
            _ => {}
        }
    }
    Ok(())
}
