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

/// What every file begins with.
const MAGIC: &[u8; 8] = b"fangtan\x01";

/// A value as bytes; `None` for a value that cannot be written down.
pub fn encode(value: &impl Serialize, stamp: u128) -> Option<Vec<u8>> {
    let bytes = postcard::to_extend(value, vec![0; HEAD]).ok();
    bytes.map(|bytes| seal(bytes, stamp))
}

/// The value that `bytes` are of, if they were written under the same stamp and are whole.
pub fn decode<T: DeserializeOwned>(bytes: &[u8], stamp: u128) -> Option<T> {
    postcard::from_bytes(unseal(bytes, stamp)?).ok()
}

/// Room for what [`seal`] writes before the bytes proper.
pub const HEAD: usize = MAGIC.len() + 16 + 16;

/// Fills the first [`HEAD`] bytes with what proves the others.
pub fn seal(mut bytes: Vec<u8>, stamp: u128) -> Vec<u8> {
    let sum = fingerprint(&bytes[HEAD..]);
    bytes[..8].copy_from_slice(MAGIC);
    bytes[8..24].copy_from_slice(&stamp.to_le_bytes());
    bytes[24..HEAD].copy_from_slice(&sum.to_le_bytes());
    bytes
}

/// What follows the head, if it is whole and was sealed under the same stamp.
pub fn unseal(bytes: &[u8], stamp: u128) -> Option<&[u8]> {
    let (head, body) = bytes.split_at_checked(HEAD)?;
    let same = head[..8] == MAGIC[..]
        && head[8..24] == stamp.to_le_bytes()
        && head[24..] == fingerprint(body).to_le_bytes();
    same.then_some(body)
}

/// Replaces a file whole.
///
/// # Errors
/// [`Error::Io`] if it cannot be written; the old one is then still there.
pub fn replace(file: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut name = file.as_os_str().to_owned();
    name.push(".new");
    let new = PathBuf::from(name);
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
