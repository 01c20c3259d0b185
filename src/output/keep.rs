//! Files that remember something for the next run: versioned, checksummed, replaced whole.
//!
//! In comes a value, out goes a file, and the other way round. Invariant: a file that another build of the program
//! wrote, or that is damaged, is as good as none.

use std::path::{Path, PathBuf};
use std::{fmt, fs};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Error;
use crate::source::fingerprint;

const MAGIC: &[u8; 8] = b"fangtan\x01";
/// What every file begins with: magic, stamp, checksum.
pub(super) const HEAD: usize = MAGIC.len() + 16 + 16;
/// What of that is known before the value is.
const STAMPED: usize = HEAD - 16;

/// A value as bytes; `None` for a value that cannot be written down.
pub fn encode(value: &impl Serialize, stamp: u128) -> Option<Vec<u8>> {
    let mut bytes = postcard::to_extend(value, vec![0; HEAD]).ok()?;
    let sum = fingerprint(&bytes[HEAD..]);
    bytes[..HEAD].copy_from_slice(&head(stamp, sum));
    Some(bytes)
}

/// Why what was remembered is of no use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It is not what was written.
    Damaged,
    /// A program that remembers in another form wrote it.
    OtherVersion,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => "is damaged",
            Self::OtherVersion => "is another version's",
        })
    }
}

/// The value that `bytes` are of; `None` if they were written under another stamp.
///
/// # Errors
/// [`Doubt`] if they are not whole, or of another form.
pub fn decode<T: DeserializeOwned>(bytes: &[u8], stamp: u128) -> Result<Option<T>, Doubt> {
    let (start, body) = bytes.split_at_checked(HEAD).ok_or(Doubt::Damaged)?;
    if !is_stamped(start, stamp)? {
        return Ok(None);
    }
    if start != head(stamp, fingerprint(body)) {
        return Err(Doubt::Damaged);
    }
    postcard::from_bytes(body).map(Some).map_err(|_| Doubt::Damaged)
}

/// Whether a head says that what follows was written under `stamp`.
pub(super) fn is_stamped(start: &[u8], stamp: u128) -> Result<bool, Doubt> {
    let (magic, version) = (&start[..MAGIC.len() - 1], start[MAGIC.len() - 1]);
    match (magic == &MAGIC[..MAGIC.len() - 1], version == MAGIC[MAGIC.len() - 1]) {
        (true, true) => Ok(start[..STAMPED] == head(stamp, 0)[..STAMPED]),
        (true, false) => Err(Doubt::OtherVersion),
        (false, _) => Err(Doubt::Damaged),
    }
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
        assert_eq!(decode::<(String, Vec<u32>, u128)>(&bytes, 7), Ok(Some(value)));
        assert_eq!(decode::<(String, Vec<u32>, u128)>(&bytes, 8), Ok(None));
    }

    #[test]
    fn damage_is_noticed_wherever_it_is() {
        let bytes = encode(&vec![3u64; 40], 7).unwrap();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            let decoded = decode::<Vec<u64>>(&damaged, 7);
            assert!(!matches!(decoded, Ok(Some(_))), "byte {at}");
            assert_eq!(decode::<Vec<u64>>(&bytes[..at], 7), Err(Doubt::Damaged), "cut at {at}");
        }
    }

    #[test]
    fn another_form_is_said_to_be_one() {
        let mut bytes = encode(&vec![3u64; 40], 7).unwrap();
        bytes[7] += 1;
        assert_eq!(decode::<Vec<u64>>(&bytes, 7), Err(Doubt::OtherVersion));
    }
}
