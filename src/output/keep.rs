//! Files that remember something for the next run: versioned, checksummed, replaced whole.
//!
//! In comes a value, out goes a file, and the other way round. Invariant: a file that another build of the program
//! wrote, or that is damaged, is as good as none.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Error;
use crate::source::fingerprint;

const MAGIC: &[u8; 8] = b"fangtan\x01";
/// What every file begins with: magic, stamp, checksum.
pub(super) const HEAD: usize = MAGIC.len() + 16 + 16;

/// A value as bytes; `None` for a value that cannot be written down.
pub fn encode(value: &impl Serialize, stamp: u128) -> Option<Vec<u8>> {
    let mut bytes = postcard::to_extend(value, vec![0; HEAD]).ok()?;
    let sum = fingerprint(&bytes[HEAD..]);
    bytes[..HEAD].copy_from_slice(&head(stamp, sum));
    Some(bytes)
}

/// The value that `bytes` are of, if they were written under the same stamp and are whole.
pub fn decode<T: DeserializeOwned>(bytes: &[u8], stamp: u128) -> Option<T> {
    let (start, body) = bytes.split_at_checked(HEAD)?;
    (start == head(stamp, fingerprint(body))).then(|| postcard::from_bytes(body).ok())?
}

/// What proves that the bytes behind it are whole, and under which stamp they were written.
pub(super) fn head(stamp: u128, sum: u128) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..8].copy_from_slice(MAGIC);
    head[8..24].copy_from_slice(&stamp.to_le_bytes());
    head[24..].copy_from_slice(&sum.to_le_bytes());
    head
}

/// The name under which a file is written before it takes its place.
pub(super) fn new_name(place: &Path) -> PathBuf {
    let mut name = place.as_os_str().to_owned();
    name.push(".new");
    name.into()
}

/// Replaces a file whole.
///
/// # Errors
/// [`Error::Io`] if it cannot be written; the old one is then still there.
pub fn replace(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let new = new_name(file);
    fs::write(&new, bytes).and_then(|()| fs::rename(&new, file)).map_err(Error::io("write", file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_under_its_own_stamp_alone() {
        let value = (String::from("谈"), vec![1u32, 2], u128::MAX);
        let bytes = encode(&value, 7).unwrap();
        assert_eq!(decode::<(String, Vec<u32>, u128)>(&bytes, 7), Some(value));
        assert_eq!(decode::<(String, Vec<u32>, u128)>(&bytes, 8), None);
    }

    #[test]
    fn damage_is_noticed_wherever_it_is() {
        let bytes = encode(&vec![3u64; 40], 7).unwrap();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(decode::<Vec<u64>>(&damaged, 7), None, "byte {at}");
            assert_eq!(decode::<Vec<u64>>(&bytes[..at], 7), None, "cut at {at}");
        }
    }
}
