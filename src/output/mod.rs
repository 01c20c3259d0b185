//! Stage 7: bytes into the output folder.
//!
//! In come addresses and bytes, as they are rendered; out goes what changed. Invariant: a file is replaced whole or not
//! at all, only if its bytes differ, and only files that the manifest names are ever removed; a run that fails leaves
//! the folder as it was.

mod discard;
mod error;
mod folder;
mod keep;
mod lock;
mod manifest;
mod saved;
mod stage;
mod stamp;
#[cfg(test)]
mod tests;
mod writer;

pub use discard::Discard;
pub use error::Error;
pub use keep::{Doubt, decode, encode, replace};
pub use saved::{Saver, load};
pub use stamp::{Stamp, binary};
pub(crate) use writer::state_folder;
pub use writer::{Writer, Written};

use crate::source::Source;

/// Where the files of a run go. Shared by all threads; a path is given once a run.
pub trait Sink: Sync {
    /// Whether the file at `path` is there as it would be made now, so that it need not be; if so, it stays. `key` says
    /// what it would be made from, given the names that it asked for when it was.
    fn keeps(&self, path: &str, key: &dyn Fn(&[u128]) -> u128) -> bool;

    /// Takes a file's bytes.
    ///
    /// # Errors
    /// [`Error`] if they cannot be stored.
    fn put(&self, path: &str, made: Made<'_>, bytes: &[u8]) -> Result<(), Error>;

    /// Takes a file as it is.
    ///
    /// # Errors
    /// [`Error`] if it cannot be read or stored.
    fn copy(&self, path: &str, source: &Source) -> Result<(), Error>;

    /// Forgets what was given so far, because the run begins again.
    fn restart(&mut self);
}

/// What a file was made from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Made<'a> {
    /// Hash of everything that the bytes depend on.
    pub key: u128,
    /// What it asked for while it was made; the answers are part of the key.
    pub asked: &'a [u128],
}

impl Made<'_> {
    /// Made from what `key` is the hash of, without asking.
    pub fn from(key: u128) -> Self {
        Self { key, asked: &[] }
    }
}
