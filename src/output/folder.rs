//! The output folder as a place: which folders are refused, and how folders below it are made.
//!
//! Invariant: nothing is written or removed through a symbolic link below the output folder.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::Error;

/// Folders of a site that hold what the author wrote.
const INPUTS: &[&str] = &["content", "templates", "themes", "static", "pictures", ".fangtan", ".git"];

/// The real place of an output folder, which need not exist; refused where writing could hurt.
pub(super) fn settle(root: &Path, folder: &Path) -> Result<PathBuf, Error> {
    let root = real(root)?;
    let folder = real(folder)?;
    let refuse = |reason| Err(Error::Refused { folder: folder.clone(), reason });
    if folder.parent().is_none() {
        return refuse("it is the root of the file system");
    }
    if root.starts_with(&folder) {
        return refuse("it holds the site's own sources");
    }
    if std::env::home_dir().is_some_and(|home| home.starts_with(&folder)) {
        return refuse("it holds a home folder");
    }
    if INPUTS.iter().any(|input| folder.starts_with(real(&root.join(input)).unwrap_or_default())) {
        return refuse("it lies in a folder of sources");
    }
    if folder.exists() && !folder.is_dir() {
        return refuse("it is a file");
    }
    if !folder.exists() && folder.is_symlink() {
        return refuse("it is a link that leads nowhere");
    }
    Ok(folder)
}

/// An absolute path without links or dots, as far as it exists.
fn real(path: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(path).map_err(Error::io("find", path))?;
    let mut existing = absolute.as_path();
    let mut rest: Vec<&OsStr> = Vec::new();
    loop {
        match existing.canonicalize() {
            Ok(real) => return Ok(rest.iter().rev().fold(real, |path, name| path.join(name))),
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::io("find", path)(error));
            }
            Err(error) => match (existing.parent(), existing.file_name()) {
                (Some(parent), Some(name)) => {
                    rest.push(name);
                    existing = parent;
                }
                _ => return Err(Error::io("find", path)(error)),
            },
        }
    }
}

/// Whether a path stays below the folder that it is joined to.
pub(super) fn is_inside(path: &str) -> bool {
    !path.is_empty() && Path::new(path).components().all(|part| matches!(part, Component::Normal(_)))
}

/// The folders below the output folder that are known to be real ones.
#[derive(Debug, Default)]
pub(super) struct Folders {
    known: HashSet<PathBuf>,
}

impl Folders {
    /// Makes sure that the folder of `file`, a path below `top`, is there and is a folder all the way.
    pub(super) fn make(&mut self, top: &Path, file: &Path) -> Result<(), Error> {
        let folder = file.parent().unwrap_or(top);
        if self.known.contains(folder) {
            return Ok(());
        }
        if folder != top {
            self.make(top, folder)?;
        }
        let made = match fs::create_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => check(top, folder),
            Err(error) if error.kind() == io::ErrorKind::NotFound && folder == top => {
                fs::create_dir_all(folder).map_err(Error::io("make", folder))
            }
            made => made.map_err(Error::io("make", folder)),
        };
        made?;
        self.known.insert(folder.to_owned());
        Ok(())
    }

    /// Whether every folder between `top` and `file` is a real one.
    pub(super) fn is_real(&mut self, top: &Path, file: &Path) -> bool {
        let folder = file.parent().unwrap_or(top);
        if self.known.contains(folder) {
            return true;
        }
        let real = check(top, folder).is_ok() && (folder == top || self.is_real(top, folder));
        if real {
            self.known.insert(folder.to_owned());
        }
        real
    }
}

fn check(top: &Path, folder: &Path) -> Result<(), Error> {
    let found = fs::symlink_metadata(folder).map_err(Error::io("look at", folder))?;
    if found.is_dir() || folder == top {
        Ok(())
    } else if found.is_symlink() {
        Err(Error::Outside { path: folder.to_owned() })
    } else {
        Err(Error::io("make", folder)(io::ErrorKind::NotADirectory.into()))
    }
}
