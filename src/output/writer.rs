//! The writer of `public/`.
//!
//! In come paths and bytes, from all threads; out goes a folder that is changed where it has to be. Bytes that differ
//! from what is there are staged and moved into place when the run has ended well, in the order in which they came: so
//! a run that fails leaves everything as it was, and no reader meets half a file.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;

use super::folder::{self, Folders};
use super::manifest::{Entry, Manifest};
use super::saved::{self, Saver};
use super::stage::{Stage, Staged};
use super::{Doubt, Error, Made, Sink, Stamp, lock};
use crate::source::{self, Source, fingerprint};

/// Changes when the manifest's form does.
const FORM: u128 = 3;

/// Writes one output folder.
#[derive(Debug)]
pub struct Writer {
    folder: PathBuf,
    manifest_file: PathBuf,
    manifest: Manifest,
    doubt: Option<Doubt>,
    staged: Mutex<Vec<Staged>>,
    /// Files that are there as they should be, with what the manifest has to say of them now.
    renewed: Mutex<Vec<Entry>>,
    stage: Stage,
    now: SystemTime,
    _lock: File,
}

/// What a run did to the folder.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Files written, new ones and changed ones.
    pub written: usize,
    /// Files removed, because the site has them no more.
    pub removed: usize,
}

impl Writer {
    /// Opens the output folder `folder` of the site at `root`; nothing is written to it yet.
    ///
    /// # Errors
    /// [`Error::Refused`] for a folder that must not be written to, [`Error::Locked`] while another build writes to
    /// it, [`Error::Io`] if the manifest's folder cannot be made.
    pub fn open(root: &Path, folder: &Path) -> Result<Self, Error> {
        let folder = folder::settle(root, folder)?;
        let state = state_folder(root)?;
        let name = format!("{:016x}", fingerprint(folder.as_os_str().as_encoded_bytes()) as u64);
        let lock = lock::take(&state.join(format!("{name}.lock")), &folder)?;
        let manifest_file = state.join(format!("{name}.manifest"));
        let (entries, doubt) = match saved::load(&manifest_file, FORM) {
            Ok(entries) => (entries, None),
            Err(doubt) => (None, Some(doubt)),
        };
        Ok(Self {
            stage: Stage::open(&folder),
            folder,
            manifest_file,
            manifest: Manifest::new(entries.unwrap_or_default()),
            doubt,
            staged: Mutex::default(),
            renewed: Mutex::default(),
            now: SystemTime::now(),
            _lock: lock,
        })
    }

    /// The folder that is written to.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Why nothing is known of earlier runs, if something was.
    pub fn doubt(&self) -> Option<Doubt> {
        self.doubt
    }

    /// Whether every file that the last run wrote is there as it was written.
    pub fn is_whole(&self) -> bool {
        let entries = self.manifest.entries();
        !entries.is_empty() && entries.par_iter().all(|entry| self.look(&entry.path) == Some(entry.stamp))
    }

    /// A file beside the manifest that remembers something else of the same folder.
    pub fn beside(&self, ending: &str) -> PathBuf {
        self.manifest_file.with_extension(ending)
    }

    /// Moves what was staged into place, then removes what the manifest names and this run did not.
    ///
    /// # Errors
    /// [`Error::Io`] if the disk fails midway; the manifest then names everything that may be there.
    pub fn finish(mut self) -> Result<Written, Error> {
        let mut staged = std::mem::take(take(&mut self.staged));
        let renewed = std::mem::take(take(&mut self.renewed));
        let (leftovers, kept) = std::mem::take(&mut self.manifest).split();
        if staged.is_empty() && leftovers.is_empty() && renewed.is_empty() {
            return Ok(Written::default());
        }
        staged.sort_unstable_by_key(|staged| staged.number);
        let mut folders = Folders::default();
        if self.stage.is_whole() {
            // Nothing that earlier runs wrote can be there.
            self.announce(&staged, &[], &[])?;
            self.stage.place(&staged, &mut folders)?;
            return Ok(Written { written: staged.len(), removed: 0 });
        }
        self.announce(&staged, &leftovers, &kept)?;
        let clash = clash(&staged, &leftovers);
        let mut removed = 0;
        if clash {
            removed = self.remove(&leftovers, &mut folders);
            folders = Folders::default();
        }
        self.stage.place(&staged, &mut folders)?;
        if !clash {
            removed = self.remove(&leftovers, &mut folders);
        }
        let written = staged.len();
        self.save(kept, renewed.into_iter().chain(staged.into_iter().map(|staged| staged.entry)).collect())?;
        Ok(Written { written, removed })
    }

    /// Names every file that may be there if this run is killed, before the first of them is.
    fn announce(&self, staged: &[Staged], leftovers: &[Entry], kept: &[Entry]) -> Result<(), Error> {
        if staged.is_empty() {
            return Ok(());
        }
        let mut entries: Vec<&Entry> = leftovers.iter().chain(kept).collect();
        entries.extend(staged.iter().map(|staged| &staged.entry));
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        self.store(&entries)
    }

    /// Writes the manifest: `newer` entries instead of those of the same path among `kept`.
    fn save(&self, kept: Vec<Entry>, mut newer: Vec<Entry>) -> Result<(), Error> {
        newer.sort_by(|a, b| a.path.cmp(&b.path));
        let is_newer = |entry: &Entry| newer.binary_search_by(|it| it.path.cmp(&entry.path)).is_ok();
        let mut entries: Vec<Entry> = kept.into_iter().filter(|entry| !is_newer(entry)).collect();
        entries.append(&mut newer);
        entries.sort_by(|a, b| a.path.cmp(&b.path));
        self.store(&entries.iter().collect::<Vec<_>>())
    }

    fn store(&self, entries: &[&Entry]) -> Result<(), Error> {
        let mut saver = Saver::begin(&self.manifest_file, FORM)?;
        entries.iter().try_for_each(|entry| saver.add(entry))?;
        saver.finish()
    }

    /// Removes leftovers and the folders that they leave empty.
    fn remove(&self, leftovers: &[Entry], folders: &mut Folders) -> usize {
        let mut removed = 0;
        for entry in leftovers {
            let file = self.folder.join(&entry.path);
            let ours = folders.is_real(&self.folder, &file) && is_still(&file, entry);
            if ours && fs::remove_file(&file).is_ok() {
                removed += 1;
                let mut parent = file.parent();
                // Fails, and ends, at the first folder that holds anything.
                while let Some(folder) = parent.filter(|it| *it != self.folder && fs::remove_dir(it).is_ok())
                {
                    parent = folder.parent();
                }
            }
        }
        removed
    }

    fn unstage(&mut self) {
        take(&mut self.staged).clear();
        self.stage.clear();
    }

    /// Writes a file that waits; `fill` writes its bytes.
    fn add(
        &self,
        path: &str,
        made: Made<'_>,
        hash: u128,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<(), Error> {
        let (number, stamp) = self.stage.add(path, fill)?;
        lock_list(&self.staged).push(Staged { number, entry: Entry::new(path, made, hash, stamp) });
        Ok(())
    }

    fn renew(&self, path: &str, made: Made<'_>, hash: u128, stamp: Stamp) {
        lock_list(&self.renewed).push(Entry::new(path, made, hash, stamp));
    }

    /// The stamp of the file at `path`, if it is a file.
    fn look(&self, path: &str) -> Option<Stamp> {
        if self.stage.is_whole() {
            return None;
        }
        let found = fs::symlink_metadata(self.folder.join(path)).ok()?;
        found.is_file().then(|| Stamp::of(&found))
    }
}

impl Sink for Writer {
    fn keeps(&self, path: &str, key: &dyn Fn(&[u128]) -> u128) -> bool {
        let entry = self.manifest.want(path);
        entry.is_some_and(|entry| entry.key == key(&entry.asked) && self.look(path) == Some(entry.stamp))
    }

    fn put(&self, path: &str, made: Made<'_>, bytes: &[u8]) -> Result<(), Error> {
        if !folder::is_inside(path) {
            return Err(Error::Outside { path: path.into() });
        }
        let hash = fingerprint(bytes);
        let entry = self.manifest.want(path);
        let there = self.look(path).filter(|stamp| stamp.len == bytes.len() as u64);
        if let Some(stamp) = there {
            // A file that is as the manifest knows it need not be read to be compared.
            let same = match entry.filter(|entry| entry.stamp == stamp) {
                Some(entry) => entry.hash == hash,
                None => fs::read(self.folder.join(path)).is_ok_and(|old| old == bytes),
            };
            if same {
                self.renew(path, made, hash, stamp);
                return Ok(());
            }
        }
        self.add(path, made, hash, |file| file.write_all(bytes))
    }

    fn copy(&self, path: &str, source: &Source) -> Result<(), Error> {
        if !folder::is_inside(path) {
            return Err(Error::Outside { path: path.into() });
        }
        let stamp = Stamp::new(source.len, source.modified);
        let seen = format!("{} {stamp:?}", source.path);
        // A file that may yet change unseen has no key that would hold.
        let key = if stamp.is_racy(self.now) { 0 } else { fingerprint(seen.as_bytes()) };
        if key != 0 && self.keeps(path, &|_| key) {
            return Ok(());
        }
        let whole = |file: File| fingerprint_of(file.take(source.len));
        let hash = source::open(&source.file).and_then(whole).map_err(Error::io("read", &source.file))?;
        let known = self.manifest.want(path).filter(|entry| entry.hash == hash);
        let there = self.look(path);
        if let Some(stamp) = there.filter(|stamp| stamp.len == source.len) {
            let same = known.is_some_and(|entry| entry.stamp == stamp)
                || fingerprint_file(&self.folder.join(path)).is_ok_and(|old| old == hash);
            if same {
                self.renew(path, Made::from(key), hash, stamp);
                return Ok(());
            }
        }
        self.add(path, Made::from(key), hash, |file| {
            // A file that grows is copied as it was found.
            io::copy(&mut source::open(&source.file)?.take(source.len), file).map(|_| ())
        })
    }

    fn restart(&mut self) {
        self.unstage();
        let (mut entries, mut wanted) = std::mem::take(&mut self.manifest).split();
        entries.append(&mut wanted);
        self.manifest = Manifest::new(entries);
        take(&mut self.renewed).clear();
    }
}

/// The folder in the site's root that remembers; version control is told to leave it alone.
pub(crate) fn state_folder(root: &Path) -> Result<PathBuf, Error> {
    let folder = root.join(".fangtan");
    if !folder.is_dir() {
        let ignore = folder.join(".gitignore");
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(ignore, "*\n"))
            .map_err(Error::io("make", &folder))?;
    }
    Ok(folder)
}

/// Whether a file is still what was written: a file that somebody has changed since is theirs.
fn is_still(file: &Path, entry: &Entry) -> bool {
    let Ok(found) = fs::symlink_metadata(file) else { return false };
    let same_length = found.is_file() && found.len() == entry.stamp.len;
    same_length
        && (Stamp::of(&found) == entry.stamp || fingerprint_file(file).is_ok_and(|hash| hash == entry.hash))
}

/// Whether a new file stands where a leftover's folder is, or the other way round.
fn clash(staged: &[Staged], leftovers: &[Entry]) -> bool {
    if leftovers.is_empty() {
        return false;
    }
    let mut old: Vec<&str> = leftovers.iter().map(|entry| entry.path.as_str()).collect();
    let mut new: Vec<&str> = staged.iter().map(|staged| staged.entry.path.as_str()).collect();
    old.sort_unstable();
    new.sort_unstable();
    let below = |path: &str, list: &[&str]| {
        path.match_indices('/').any(|(at, _)| list.binary_search(&&path[..at]).is_ok())
    };
    new.iter().any(|path| below(path, &old)) || old.iter().any(|path| below(path, &new))
}

fn fingerprint_file(file: &Path) -> io::Result<u128> {
    fingerprint_of(File::open(file)?)
}

fn fingerprint_of(mut file: impl Read) -> io::Result<u128> {
    let mut hasher = xxhash_rust::xxh3::Xxh3::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hasher.digest128()),
            read => hasher.update(&buffer[..read]),
        }
    }
}

fn take<T>(list: &mut Mutex<Vec<T>>) -> &mut Vec<T> {
    list.get_mut().unwrap_or_else(PoisonError::into_inner)
}

fn lock_list<T>(list: &Mutex<Vec<T>>) -> std::sync::MutexGuard<'_, Vec<T>> {
    list.lock().unwrap_or_else(PoisonError::into_inner)
}
