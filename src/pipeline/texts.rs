//! Opens articles again for the second pass.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::graph::Entry;
use crate::render::{Stale, Texts};
use crate::source::fingerprint;

/// Reads files below a root; a file whose bytes are not those of the first pass is stale.
#[derive(Debug)]
pub(super) struct Files<'a> {
    pub(super) root: &'a Path,
}

impl Texts for Files<'_> {
    fn text(&self, entry: &Entry<'_>, buffer: &mut String) -> Result<(), Stale> {
        let mut bytes = std::mem::take(buffer).into_bytes();
        bytes.clear();
        let read =
            File::open(self.root.join(&**entry.path)).and_then(|mut file| file.read_to_end(&mut bytes));
        if read.is_err() || fingerprint(&bytes) != entry.hash {
            return Err(Stale);
        }
        *buffer = String::from_utf8(bytes).map_err(|_| Stale)?;
        Ok(())
    }
}
