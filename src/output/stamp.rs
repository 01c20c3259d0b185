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

    /// Whether the file may be changed once more within the same tick of the file system's clock, unseen. (git calls
    /// such entries "racily clean".)
    pub fn is_racy(self, now: SystemTime) -> bool {
        self.modified == 0 || self.settles() > Self::new(0, now).modified
    }

    /// From when on a change would give the file another time. A time in whole milliseconds may be of the coarsest clock
    /// in use, FAT's, which ticks every two seconds; any other is the kernel's own, which ticks every ten milliseconds
    /// or sooner.
    pub fn settles(self) -> u64 {
        let ticks = if self.modified.is_multiple_of(1_000_000) { 2_000_000_000 } else { 20_000_000 };
        self.modified.saturating_add(ticks)
    }
}

/// What tells this program from any other build of it: what one has remembered is nothing to another.
pub fn binary() -> u128 {
    let place = std::env::current_exe().unwrap_or_default();
    let stamp = std::fs::metadata(&place).map(|metadata| Stamp::of(&metadata)).unwrap_or_default();
    let name = format!("{} {} {stamp:?}", env!("CARGO_PKG_VERSION"), place.display());
    fingerprint(name.as_bytes())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_young_file_may_change_unseen_for_as_long_as_its_clock_ticks() {
        let at = |nanoseconds| UNIX_EPOCH + Duration::from_nanos(nanoseconds);
        let written = 1_700_000_000_000_000_000;
        for (modified, age, racy) in [
            (written, 1_999_999_999, true),
            (written, 2_000_000_000, false),
            (written + 1, 19_999_999, true),
            (written + 1, 20_000_000, false),
        ] {
            assert_eq!(Stamp::new(7, at(modified)).is_racy(at(modified + age)), racy, "{modified} {age}");
        }
        assert!(Stamp::new(7, UNIX_EPOCH).is_racy(at(written)), "a time that cannot be told");
        assert!(Stamp::new(7, at(written + 60_000_000_001)).is_racy(at(written)), "a time to come");
    }
}
