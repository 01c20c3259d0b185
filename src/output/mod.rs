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
mod stamp;
#[cfg(test)]
mod tests;
mod writer;

pub use discard::Discard;
pub use error::Error;
pub use keep::{HEAD, decode, encode, replace, seal, unseal};
pub use stamp::{Stamp, binary};
pub(crate) use writer::state_folder;
pub use writer::{Writer, Written};

use crate::source::Source;

/// Where the files of a run go. Shared by all threads; a path is given once a run.
pub trait Sink: Sync {
    /// Whether the file at `path` is there as it was made from `key`, so that it need not be made again; if so, it
    /// stays.
    fn keeps(&self, path: &str, key: u128) -> bool;

    /// Takes a file's bytes, made from `key`.
    ///
    /// # Errors
    /// [`Error`] if they cannot be stored.
    fn put(&self, path: &str, key: u128, bytes: &[u8]) -> Result<(), Error>;

    /// Takes a file as it is.
    ///
    /// # Errors
    /// [`Error`] if it cannot be read or stored.
    fn copy(&self, path: &str, source: &Source) -> Result<(), Error>;

    /// Forgets what was given so far, because the run begins again.
    fn restart(&mut self);
}
