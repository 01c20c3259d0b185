//! The terms of every article, waiting on disk for the index to be made of them.
//!
//! In come the slices of articles, from all threads; out go whole parts. One file for each part, which only grows; a
//! state beside them says which articles they hold, how much of each file counts, and the sum of that. Invariant: what
//! the state does not name is as good as not there, so a run that is killed leaves the last state; what is damaged is never
//! made an index of; memory does not grow with the texts.

use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::invert::Group;
use super::slice::{PARTS, Slices, number, take};
use crate::output::{self, Error};

/// Changes when the form of slices does.
const FORM: u128 = 3;
/// Bytes of a part that are held before they are written, which opens its file.
const HELD: usize = 1 << 15;

/// An article whose terms are in the store.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(super) struct Known {
    /// Hash of the article's path.
    pub(super) path: u64,
    /// Hash of everything that its terms depend on.
    #[serde(with = "postcard::fixint::le")]
    pub(super) key: u128,
    /// What its slices are called.
    pub(super) number: u32,
    /// Bytes of its slices, roughly.
    pub(super) weight: u32,
}

/// What is remembered of the parts.
#[derive(Debug, Default, Serialize, Deserialize)]
struct State {
    /// Sorted by path.
    known: Vec<Known>,
    /// The index as it was made of them.
    groups: Vec<Group>,
    /// The next article's number.
    next: u32,
    /// What of each part's file counts, and its sum.
    extents: Vec<Extent>,
}

/// The part of a file that counts.
#[derive(Debug, Default, Clone, Copy, Serialize, Deserialize)]
struct Extent {
    length: u64,
    /// The hashes of its slices, added up: a part only grows.
    sum: u64,
}

/// One part's file. It is open only while it is read or written: a process may not have as many files open as there are
/// parts.
#[derive(Debug)]
struct Part {
    path: PathBuf,
    /// With what is held.
    extent: Extent,
    held: Vec<u8>,
}

/// The parts of one output folder.
#[derive(Debug)]
pub(super) struct Store {
    folder: PathBuf,
    stamp: u128,
    parts: Vec<Mutex<Part>>,
    known: Vec<Known>,
    /// The index as it was made last.
    pub(super) groups: Vec<Group>,
    fresh: Mutex<Vec<Known>>,
    next: AtomicU32,
    damaged: AtomicBool,
}

impl Store {
    /// Opens the store in `folder`; one of another build of the program, or a damaged one, begins anew.
    pub(super) fn open(folder: &Path, stamp: u128) -> Result<Self, Error> {
        std::fs::create_dir_all(folder).map_err(Error::io("make", folder))?;
        let stamp = stamp ^ FORM;
        let bytes = std::fs::read(folder.join("state")).ok();
        let mut state: State =
            bytes.and_then(|bytes| output::decode(&bytes, stamp).ok().flatten()).unwrap_or_default();
        if !(0..PARTS).all(|part| is_long_enough(folder, part, &state)) {
            state = State::default();
        }
        state.extents.resize(PARTS, Extent::default());
        let open =
            |(part, extent): (usize, &Extent)| Part::open(&file_of(folder, part), *extent).map(Mutex::new);
        let parts = state.extents.iter().enumerate().map(open).collect::<Result<_, _>>()?;
        let (fresh, next) = (Mutex::default(), AtomicU32::new(state.next));
        Ok(Self {
            folder: folder.to_owned(),
            stamp,
            parts,
            known: state.known,
            groups: state.groups,
            fresh,
            next,
            damaged: AtomicBool::new(false),
        })
    }

    /// Whether a part was read that is not as it was written.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Remembers nothing: the next to open the store begins anew.
    pub(super) fn forget(&self) {
        let _ = std::fs::remove_file(self.folder.join("state"));
    }

    /// Whether the article's terms are there, made from what `key` is the hash of.
    pub(super) fn has(&self, path: u64, key: u128) -> bool {
        self.find(path).is_some_and(|known| known.key == key)
    }

    /// Takes an article's slices; an older one's count no more.
    pub(super) fn add(&self, path: u64, key: u128, slices: &Slices) -> Result<(), Error> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let mut weight = 0;
        for (place, part) in self.parts.iter().enumerate() {
            let bytes = slices.part(place);
            weight += bytes.len() as u32;
            if !bytes.is_empty() {
                locked(part).add(number, bytes).map_err(|error| self.fault(place, error))?;
            }
        }
        locked(&self.fresh).push(Known { path, key, number, weight });
        Ok(())
    }

    /// Lets the articles that were added count, and those that are not `wanted` no more.
    pub(super) fn merge(&mut self, wanted: impl Fn(&Known) -> bool) {
        let mut fresh = std::mem::take(self.fresh.get_mut().unwrap_or_else(PoisonError::into_inner));
        fresh.append(&mut self.known);
        fresh.retain(wanted);
        // The highest number of a path is its newest.
        fresh.sort_unstable_by_key(|known| (known.path, std::cmp::Reverse(known.number)));
        fresh.dedup_by_key(|known| known.path);
        self.known = fresh;
    }

    /// What is known of an article.
    pub(super) fn find(&self, path: u64) -> Option<&Known> {
        let place = self.known.binary_search_by_key(&path, |known| known.path).ok()?;
        self.known.get(place)
    }

    /// Numbers below which all are.
    pub(super) fn numbers(&self) -> u32 {
        self.next.load(Ordering::Relaxed)
    }

    /// All bytes of one part, for [`slices`].
    pub(super) fn read(&self, place: usize) -> Result<Vec<u8>, Error> {
        let mut part = locked(&self.parts[place]);
        part.read().map_err(|error| self.fault(place, error))
    }

    /// Takes out slices that count no more, once they are most of what is there.
    pub(super) fn compact(&mut self) -> Result<(), Error> {
        if (self.numbers() as usize) < 64 + 2 * self.known.len() {
            return Ok(());
        }
        let mut names = vec![None; self.numbers() as usize];
        for (name, known) in self.known.iter_mut().enumerate() {
            names[known.number as usize] = Some(name as u32);
            known.number = name as u32;
        }
        // Until the next state is saved, this one must not be believed.
        self.forget();
        for (place, part) in self.parts.iter().enumerate() {
            let compacted = locked(part).compact(&names);
            compacted.map_err(|error| self.fault(place, error))?;
        }
        self.next = AtomicU32::new(self.known.len() as u32);
        Ok(())
    }

    /// Makes it all count.
    pub(super) fn save(&self) -> Result<(), Error> {
        let mut extents = Vec::with_capacity(PARTS);
        for (place, part) in self.parts.iter().enumerate() {
            let mut part = locked(part);
            part.flush().map_err(|error| self.fault(place, error))?;
            extents.push(part.extent);
        }
        let state =
            State { known: self.known.clone(), groups: self.groups.clone(), next: self.numbers(), extents };
        match output::encode(&state, self.stamp) {
            Some(bytes) => output::replace(&self.folder.join("state"), &bytes),
            None => Ok(()),
        }
    }

    fn fault(&self, place: usize, error: std::io::Error) -> Error {
        self.damaged.fetch_or(error.kind() == ErrorKind::InvalidData, Ordering::Relaxed);
        Error::io("write", &file_of(&self.folder, place))(error)
    }
}

impl Part {
    fn open(path: &Path, extent: Extent) -> Result<Self, Error> {
        let opened = OpenOptions::new().create(true).truncate(false).write(true).open(path);
        opened.and_then(|file| file.set_len(extent.length)).map_err(Error::io("open", path))?;
        Ok(Self { path: path.to_owned(), extent, held: Vec::new() })
    }

    fn add(&mut self, name: u32, bytes: &[u8]) -> std::io::Result<()> {
        let before = self.held.len();
        number(&mut self.held, name);
        number(&mut self.held, bytes.len() as u32);
        self.held.extend_from_slice(bytes);
        self.extent.length += (self.held.len() - before) as u64;
        self.extent.sum = self.extent.sum.wrapping_add(sum_of(name, bytes));
        if self.held.len() > HELD { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        if self.held.is_empty() {
            return Ok(());
        }
        let mut file = OpenOptions::new().write(true).open(&self.path)?;
        file.seek(SeekFrom::Start(self.extent.length - self.held.len() as u64))?;
        file.write_all(&self.held)?;
        self.held = Vec::new();
        Ok(())
    }

    fn read(&mut self) -> std::io::Result<Vec<u8>> {
        self.flush()?;
        let mut bytes = Vec::with_capacity(self.extent.length as usize);
        File::open(&self.path)?.take(self.extent.length).read_to_end(&mut bytes)?;
        let sum = slices(&bytes).fold(0, |sum: u64, (name, slice)| sum.wrapping_add(sum_of(name, slice)));
        if sum == self.extent.sum { Ok(bytes) } else { Err(ErrorKind::InvalidData.into()) }
    }

    /// Leaves what has a name among the new ones.
    fn compact(&mut self, names: &[Option<u32>]) -> std::io::Result<()> {
        let bytes = self.read()?;
        File::create(&self.path)?;
        self.extent = Extent::default();
        for (name, slice) in slices(&bytes) {
            if let Some(name) = names.get(name as usize).copied().flatten() {
                self.add(name, slice)?;
            }
        }
        self.flush()
    }
}

fn sum_of(name: u32, slice: &[u8]) -> u64 {
    xxh3_64_with_seed(slice, u64::from(name))
}

/// The slices in the bytes of a part, each under its article's number.
pub(super) fn slices(mut bytes: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    std::iter::from_fn(move || {
        let name = take(&mut bytes)?;
        let length = take(&mut bytes)?;
        let (slice, behind) = bytes.split_at_checked(length as usize)?;
        bytes = behind;
        Some((name, slice))
    })
}

fn file_of(folder: &Path, part: usize) -> PathBuf {
    folder.join(format!("{part:02}"))
}

fn is_long_enough(folder: &Path, part: usize, state: &State) -> bool {
    let wanted = state.extents.get(part).map_or(0, |extent| extent.length);
    wanted == 0 || std::fs::metadata(file_of(folder, part)).is_ok_and(|found| found.len() >= wanted)
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
