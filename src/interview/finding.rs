//! What a file shows by itself: all that is kept of an article between the two passes, beside its metadata.

use serde::{Deserialize, Serialize};

/// What a file shows by itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Bytes of the normalised body.
    pub length: u32,
}
