//! Why nothing could be written.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The world failed, or the output folder is none.
#[derive(Debug)]
pub enum Error {
    /// A file or folder could not be read or written.
    Io {
        /// What was tried.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The folder must not be written to.
    Refused {
        /// The folder.
        folder: PathBuf,
        /// Why.
        reason: &'static str,
    },
    /// Another build is writing to the folder.
    Locked {
        /// The folder.
        folder: PathBuf,
    },
    /// A path leads out of the output folder.
    Outside {
        /// The path.
        path: PathBuf,
    },
}

impl Error {
    /// Makes the error of an action on a path.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { action, path, source } => write!(f, "cannot {action} {}: {source}", path.display()),
            Self::Refused { folder, reason } => {
                write!(f, "will not write to {}: {reason}", folder.display())
            }
            Self::Locked { folder } => write!(f, "another build is writing to {}", folder.display()),
            Self::Outside { path } => write!(f, "{} leads out of the output folder", path.display()),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
