//! Brings in what was written elsewhere: exports, saved pages, the articles of other generators.
//!
//! In come files and folders; out go files below `content/` and a [`Report`] that names every line that did not come
//! along. Invariant: nothing that is there is overwritten, and a second import of the same finds nothing to do.

mod assets;
mod convert;
mod dialect;
mod error;
mod fields;
mod folder;
mod foreign;
mod generator;
#[cfg(feature = "wechat")]
mod html;
mod redirects;
mod report;
mod shortcode;
#[cfg(test)]
mod tests;
#[cfg(feature = "wechat")]
mod wechat;
mod yaml;

pub use error::Error;
pub use generator::Generator;
pub use report::{Fate, Remark, Report, Row, What};

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::config::Rules;
use foreign::Arrived;

/// What is wanted of an import.
#[derive(Debug)]
pub struct Order<'a> {
    /// The site's folder.
    pub root: &'a Path,
    /// Its configuration.
    pub config: PathBuf,
    /// Where articles are to go, below the root.
    pub into: PathBuf,
    /// How the site reads articles.
    pub rules: &'a Rules,
    /// Write export headers as YAML front matter.
    pub convert: bool,
    /// Only say what would be done.
    pub dry_run: bool,
}

/// A file that is to come in.
#[derive(Debug, Clone)]
struct Candidate {
    /// Where it is.
    from: PathBuf,
    /// Where it goes, from the site's root, with `/` between folders.
    to: String,
    kind: Kind,
}

/// What a candidate is.
#[derive(Debug, Clone)]
enum Kind {
    /// An article of an export folder.
    Export,
    /// A saved WeChat page.
    #[cfg(feature = "wechat")]
    Page,
    /// An article of another generator's site.
    Foreign(generator::Foreign),
    /// A picture or another file that is copied as it is.
    Copy,
}

/// What a candidate became.
#[derive(Debug)]
struct Arrival {
    bytes: Vec<u8>,
    remarks: Vec<Remark>,
}

/// Imports `paths`; `progress` hears how many files of how many are done.
///
/// # Errors
/// If a path is not there or cannot be read, or the site cannot be written to.
pub fn import(
    order: &Order<'_>,
    paths: &[PathBuf],
    mut progress: impl FnMut(usize, usize),
) -> Result<Report, Error> {
    let mut report = Report::default();
    let mut candidates = Vec::new();
    for path in paths {
        folder::gather(path, &order.into, &mut candidates, &mut report.left)?;
    }
    let (mut taken, mut arrived) = (BTreeSet::new(), Arrived::default());
    for (done, candidate) in candidates.iter().enumerate() {
        progress(done, candidates.len());
        let row = if taken.insert(candidate.to.clone()) {
            take_in(order, candidate, &mut arrived)?
        } else {
            Row::new(candidate, Fate::Taken)
        };
        report.rows.push(row);
    }
    progress(candidates.len(), candidates.len());
    redirects::write(order, &arrived.former(), &mut report)?;
    Ok(report)
}

fn take_in(order: &Order<'_>, candidate: &Candidate, arrived: &mut Arrived) -> Result<Row, Error> {
    let bytes = fs::read(&candidate.from).map_err(|error| Error::Read(candidate.from.clone(), error))?;
    let arrival = match arrive(order, candidate, bytes, arrived) {
        Ok(arrival) => arrival,
        Err(fate) => return Ok(Row::new(candidate, fate)),
    };
    let file = order.root.join(&candidate.to);
    let fate = match fs::read(&file) {
        Ok(there) if there == arrival.bytes => Fate::Same,
        Ok(_) => Fate::Different,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            if !order.dry_run {
                write(&file, &arrival.bytes).map_err(|error| Error::Write(file, error))?;
            }
            Fate::New
        }
        Err(error) => return Err(Error::Read(file, error)),
    };
    let mut row = Row::new(candidate, fate);
    row.remarks = arrival.remarks;
    Ok(row)
}

/// What a candidate becomes, or the fate of one that does not come along.
fn arrive(
    order: &Order<'_>,
    candidate: &Candidate,
    bytes: Vec<u8>,
    arrived: &mut Arrived,
) -> Result<Arrival, Fate> {
    let text = |bytes| String::from_utf8(bytes).map_err(|_| Fate::Unreadable);
    let (text, remarks) = match &candidate.kind {
        Kind::Copy => return Ok(Arrival { bytes, remarks: Vec::new() }),
        Kind::Export if !order.convert => return Ok(Arrival { bytes, remarks: Vec::new() }),
        Kind::Export => convert::to_front_matter(&candidate.to, text(bytes)?, order.rules),
        #[cfg(feature = "wechat")]
        Kind::Page => {
            wechat::article(&String::from_utf8_lossy(&bytes), order.rules).ok_or(Fate::Unreadable)?
        }
        Kind::Foreign(foreign) => {
            foreign::article(foreign, &candidate.to, &text(bytes)?, order.rules, arrived)?
        }
    };
    Ok(Arrival { bytes: text.into_bytes(), remarks })
}

/// Writes a file that is not there.
fn write(file: &Path, bytes: &[u8]) -> std::io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::File::create_new(file)?.write_all(bytes)
}
