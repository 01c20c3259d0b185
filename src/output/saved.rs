//! Many values in one file, written and read piece by piece, so that no more than a few have to be held as bytes.
//!
//! Invariant: a file that is damaged, or that was written under another stamp, is as good as none.

use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use xxhash_rust::xxh3::Xxh3;

use super::Error;
use super::keep::{Doubt, HEAD, head, is_stamped, new_name};

/// Writes many values one after the other, so that no more than one has to be held; the file takes the place of an
/// older one when all are written.
#[allow(missing_debug_implementations, reason = "the hasher has none")]
pub struct Saver {
    file: BufWriter<File>,
    new: PathBuf,
    place: PathBuf,
    stamp: u128,
    sum: Box<Xxh3>,
    buffer: Vec<u8>,
}

impl Saver {
    /// Begins the file.
    ///
    /// # Errors
    /// [`Error::Io`] if it cannot be made.
    pub fn begin(place: &Path, stamp: u128) -> Result<Self, Error> {
        let new = new_name(place);
        let made = File::create(&new).and_then(|mut file| file.write_all(&[0; HEAD]).map(|()| file));
        let file = BufWriter::with_capacity(1 << 16, made.map_err(Error::io("write", &new))?);
        Ok(Self { file, new, place: place.to_owned(), stamp, sum: Box::new(Xxh3::new()), buffer: Vec::new() })
    }

    /// Adds a value; one that cannot be written down makes the whole file be forgotten when it is loaded.
    ///
    /// # Errors
    /// [`Error::Io`] if the disk fails.
    pub fn add(&mut self, value: &impl Serialize) -> Result<(), Error> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        buffer.extend([0; 4]);
        buffer = postcard::to_extend(value, buffer).unwrap_or_default();
        let length = buffer.len().saturating_sub(4) as u32;
        if let Some(place) = buffer.first_chunk_mut() {
            *place = length.to_le_bytes();
        }
        self.sum.update(&buffer);
        let written = self.file.write_all(&buffer);
        self.buffer = buffer;
        written.map_err(Error::io("write", &self.new))
    }

    /// Puts the file into its place.
    ///
    /// # Errors
    /// [`Error::Io`] if the disk fails; the older file is then still there.
    pub fn finish(self) -> Result<(), Error> {
        let Self { file, new, place, stamp, sum, .. } = self;
        let head = head(stamp, sum.digest128());
        let done = file.into_inner().map_err(io::IntoInnerError::into_error).and_then(|mut file| {
            file.rewind()?;
            file.write_all(&head)?;
            fs::rename(&new, &place)
        });
        done.map_err(Error::io("write", &place))
    }
}

/// Opens a file, but no pipe, which would wait for a writer.
fn open_regular(place: &Path) -> Option<File> {
    fs::metadata(place).ok().filter(fs::Metadata::is_file)?;
    File::open(place).ok()
}

/// Reads what a [`Saver`] wrote, some values at a time and on all threads; `None` if there is no file, or it was written
/// under another stamp.
///
/// # Errors
/// [`Doubt`] if it is not whole, or of another form.
pub fn load<T: DeserializeOwned + Send>(place: &Path, stamp: u128) -> Result<Option<Vec<T>>, Doubt> {
    /// Bytes that are read at a time.
    const BATCH: u64 = 1 << 20;
    let Some(file) = open_regular(place) else { return Ok(None) };
    let mut start = [0; HEAD];
    (&file).read_exact(&mut start).map_err(|_| Doubt::Damaged)?;
    if !is_stamped(&start, stamp)? {
        return Ok(None);
    }
    let mut sum = Xxh3::new();
    let (mut values, mut bytes) = (Vec::new(), Vec::new());
    loop {
        let read = (&file).take(BATCH).read_to_end(&mut bytes).map_err(|_| Doubt::Damaged)?;
        sum.update(&bytes[bytes.len() - read..]);
        let (whole, parts) = split(&bytes);
        let decoded: Option<Vec<T>> =
            parts.into_par_iter().with_min_len(16).map(|part| postcard::from_bytes(part).ok()).collect();
        values.append(&mut decoded.ok_or(Doubt::Damaged)?);
        bytes.drain(..whole);
        if read == 0 {
            let good = bytes.is_empty() && start == head(stamp, sum.digest128());
            return if good { Ok(Some(values)) } else { Err(Doubt::Damaged) };
        }
    }
}

/// The values that are whole in `bytes`, and how far they reach.
fn split(bytes: &[u8]) -> (usize, Vec<&[u8]>) {
    let (mut whole, mut parts) = (0, Vec::new());
    while let Some((length, rest)) = bytes[whole..].split_first_chunk() {
        let length = u32::from_le_bytes(*length) as usize;
        let Some(part) = rest.get(..length) else { break };
        parts.push(part);
        whole += 4 + length;
    }
    (whole, parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn save(place: &Path, values: &[Vec<u64>], stamp: u128) {
        let mut saver = Saver::begin(place, stamp).unwrap();
        values.iter().for_each(|value| saver.add(value).unwrap());
        saver.finish().unwrap();
    }

    #[test]
    fn values_come_back_in_order_under_their_own_stamp_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("values");
        // Together they are longer than what is read at once.
        let values: Vec<Vec<u64>> = (0..3000).map(|number| vec![u64::MAX - number; 100]).collect();
        for count in [0, 1, values.len()] {
            save(&place, &values[..count], 7);
            assert_eq!(load::<Vec<u64>>(&place, 7).unwrap().as_deref(), Some(&values[..count]));
            assert_eq!(load::<Vec<u64>>(&place, 8), Ok(None));
        }
    }

    #[test]
    fn damage_is_noticed_wherever_it_is() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("values");
        save(&place, &[vec![1, 2, 3], vec![], vec![u64::MAX]], 7);
        let bytes = fs::read(&place).unwrap();
        for at in 0..bytes.len() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            for damaged in [&damaged, &bytes[..at]] {
                fs::write(&place, damaged).unwrap();
                assert!(!matches!(load::<Vec<u64>>(&place, 7), Ok(Some(_))), "byte {at}");
            }
        }
    }

    #[test]
    fn an_unfinished_file_takes_nobodys_place() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("values");
        save(&place, &[vec![1]], 7);
        let mut saver = Saver::begin(&place, 7).unwrap();
        saver.add(&vec![2u64]).unwrap();
        drop(saver);
        assert_eq!(load::<Vec<u64>>(&place, 7), Ok(Some(vec![vec![1]])));
    }
}
