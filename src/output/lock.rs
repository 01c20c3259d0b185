//! One writer at a time for each output folder.
//!
//! The lock is the operating system's, on a file that stays: it goes with the process that holds it, however that ends.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use super::Error;

/// Takes the lock, or says that somebody else has it.
pub(super) fn take(file: &Path, folder: &Path) -> Result<File, Error> {
    let opened = OpenOptions::new().create(true).truncate(false).write(true).open(file);
    let lock = opened.map_err(Error::io("open", file))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::Locked { folder: folder.to_owned() }),
        // A file system without locks (some network mounts): better an unguarded build than none.
        Err(TryLockError::Error(error)) if error.kind() == std::io::ErrorKind::Unsupported => Ok(lock),
        Err(TryLockError::Error(error)) => Err(Error::io("lock", file)(error)),
    }
}
