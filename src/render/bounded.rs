//! The end of what a template may print: one that goes on for ever ends with a fault and not with the machine's memory.
//!
//! In comes what tera writes; out goes the same, up to a bound that no page of a reader's comes near. Invariant: the bound
//! counts what is written and no time, so that a page is refused everywhere or nowhere.

use std::io::{Error, Write};

/// Bytes of one page.
const MOST_BYTES: usize = 256 << 20;
/// Pieces that a template prints one by one: each value and each text between two values is one.
const MOST_PIECES: usize = 20_000_000;

/// Takes what is printed on one page.
#[derive(Debug)]
pub(super) struct Bounded<'o> {
    out: &'o mut Vec<u8>,
    end: usize,
    pieces: usize,
}

impl<'o> Bounded<'o> {
    pub(super) fn new(out: &'o mut Vec<u8>) -> Self {
        Self { end: out.len() + MOST_BYTES, out, pieces: 0 }
    }

    /// Whether something was refused.
    pub(super) fn is_spent(&self) -> bool {
        self.pieces > MOST_PIECES
    }
}

impl Write for Bounded<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.pieces += 1;
        if self.pieces > MOST_PIECES || self.out.len() + bytes.len() > self.end {
            self.pieces = MOST_PIECES + 1;
            return Err(Error::other("the page has no end"));
        }
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_refused() {
        let mut out = b"before".to_vec();
        let mut bounded = Bounded::new(&mut out);
        bounded.write_all(b"page").unwrap();
        assert!(!bounded.is_spent());
        while bounded.write_all(b"").is_ok() {}
        assert!(bounded.is_spent());
        assert_eq!(out, b"beforepage");
    }
}
