//! Whether a file is still the one that was seen: length and time of change.

use std::fs::Metadata;
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::source::fingerprint;

/// Length and time of change of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Bytes.
    pub len: u64,
    /// Nanoseconds since 1970; 0 for a time that cannot be told.
    pub modified: u64,
}

impl Stamp {
    /// The stamp of a file of this length and time.
    pub fn new(len: u64, modified: SystemTime) -> Self {
        let since = modified.duration_since(UNIX_EPOCH).unwrap_or_default();
        Self { len, modified: u64::try_from(since.as_nanos()).unwrap_or(0) }
    }

    /// The stamp of a file with this metadata.
    pub fn of(metadata: &Metadata) -> Self {
        Self::new(metadata.len(), metadata.modified().unwrap_or(UNIX_EPOCH))
    }

    /// Whether the file may be changed once more within the same tick of the file system's clock, unseen; the
    /// coarsest clock in use, FAT's, ticks every two seconds. (git calls such entries "racily clean".)
    pub fn is_racy(self, now: SystemTime) -> bool {
        const TICK: u64 = 2_000_000_000;
        let now = Self::new(0, now).modified;
        self.modified == 0 || self.modified.saturating_add(TICK) > now
    }
}

/// What tells this program from any other build of it: what one has remembered is nothing to another.
pub fn binary() -> u128 {
    let place = std::env::current_exe().unwrap_or_default();
    let stamp = std::fs::metadata(&place).map(|metadata| Stamp::of(&metadata)).unwrap_or_default();
    let name = format!("{} {} {stamp:?}", env!("CARGO_PKG_VERSION"), place.display());
    fingerprint(name.as_bytes())
}
