//! What the whole site shows: paragraphs and pictures that recur in one account's articles, names and their spellings.

use super::Finding;
use crate::article::Metadata;

/// What the whole site shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {}

impl Evidence {
    /// Gathers the evidence of all articles; the order of `findings` does not matter.
    pub fn gather<'a>(findings: impl Iterator<Item = (&'a Metadata, &'a Finding)>) -> Self {
        let _ = findings;
        Self {}
    }
}
