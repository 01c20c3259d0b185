//! Opens articles again for the second pass.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::graph::Entry;
use crate::render::{Stale, Texts};
use crate::source::{self, fingerprint, text_of};

/// Reads files below a root; a file whose bytes are not those of the first pass is stale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Files<'a> {
    pub(super) root: &'a Path,
    /// Takes the first that is stale.
    pub(super) changed: Option<&'a OnceLock<Arc<str>>>,
}

impl Files<'_> {
    /// The text of the file at a path, if it still has this hash.
    pub(super) fn read<'b>(
        &self,
        path: &Arc<str>,
        hash: u128,
        buffer: &'b mut Vec<u8>,
    ) -> Result<&'b str, Stale> {
        let read = source::open(&self.root.join(&**path)).and_then(|file| fill(&file, buffer));
        if read.is_err() || fingerprint(buffer) != hash {
            self.changed.inspect(|changed| drop(changed.set(path.clone())));
            return Err(Stale);
        }
        text_of(buffer).map_err(|_| Stale)
    }
}

impl Texts for Files<'_> {
    fn text<'b>(&self, entry: &Entry<'_>, buffer: &'b mut Vec<u8>) -> Result<&'b str, Stale> {
        self.read(entry.path, entry.hash, buffer)
    }
}

/// Reads what `file` holds into `bytes`, up to the first time that it gives less than it was asked for: with an ordinary
/// file that is its end, and a hash will tell.
fn fill(mut file: &File, bytes: &mut Vec<u8>) -> io::Result<()> {
    const LEAST: usize = 1 << 15;
    let mut filled = 0;
    loop {
        bytes.resize((2 * filled).max(LEAST).max(bytes.capacity()), 0);
        match file.read(&mut bytes[filled..]) {
            Ok(read) => {
                filled += read;
                if filled < bytes.len() {
                    bytes.truncate(filled);
                    return Ok(());
                }
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}
