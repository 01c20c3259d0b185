//! Where new files wait until a run has ended well.
//!
//! In come paths and bytes, from all threads; out go files in the output folder, all of them or none. A folder that is
//! there gets its files one by one, from a folder inside it, so that moving them is a matter of names. A folder that is
//! not there yet is made beside its place and gets its name at once. Invariant: until files are moved the output folder
//! is as it was, and what a run that was killed has left behind goes when the next one begins.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::folder::Folders;
use super::manifest::Entry;
use super::{Error, Stamp};

const NAME: &str = ".fangtan-new";

/// The files of a run that wait.
#[derive(Debug)]
pub(super) struct Stage {
    output: PathBuf,
    place: PathBuf,
    /// The output folder was not there: what waits is the folder that it will be.
    is_whole: bool,
    next: AtomicU32,
}

/// A file that waits.
#[derive(Debug)]
pub(super) struct Staged {
    /// How many came before it.
    pub(super) number: u32,
    pub(super) entry: Entry,
}

impl Stage {
    /// The stage of an output folder.
    pub(super) fn open(output: &Path) -> Self {
        let inside = output.join(NAME);
        let beside = output.file_name().map_or_else(
            || inside.clone(),
            |name| output.with_file_name(format!(".{}{NAME}", name.to_string_lossy())),
        );
        let _ = fs::remove_dir_all(&inside);
        let _ = fs::remove_dir_all(&beside);
        let is_whole = !output.is_dir();
        let place = if is_whole { beside } else { inside };
        Self { output: output.to_owned(), place, is_whole, next: AtomicU32::new(0) }
    }

    /// Whether nothing can be in the output folder, because there is none.
    pub(super) fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// Makes a file that will be at `path`; `fill` writes its bytes. The number is the file's, to find it by.
    pub(super) fn add(
        &self,
        path: &str,
        fill: impl FnOnce(&mut File) -> io::Result<()>,
    ) -> Result<(u32, Stamp), Error> {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let file = self.file(number, path);
        let made = self.create(&file).and_then(|mut file| {
            fill(&mut file)?;
            file.metadata()
        });
        made.map(|found| (number, Stamp::of(&found))).map_err(Error::io("write", &file))
    }

    fn create(&self, file: &Path) -> io::Result<File> {
        let folder = file.parent().unwrap_or(&self.place);
        if self.is_whole && file.ends_with("index.html") {
            // Most pages have a folder of their own, which they make.
            match fs::create_dir(folder) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(folder)?,
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
        }
        match File::create_new(file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(folder).and_then(|()| File::create_new(file))
            }
            made => made,
        }
    }

    /// Moves files into their places, in the order in which they came.
    pub(super) fn place(&self, staged: &[Staged], folders: &mut Folders) -> Result<(), Error> {
        if self.is_whole && !staged.is_empty() && fs::rename(&self.place, &self.output).is_ok() {
            return Ok(());
        }
        for staged in staged {
            let target = self.output.join(&staged.entry.path);
            folders.make(&self.output, &target)?;
            let file = self.file(staged.number, &staged.entry.path);
            fs::rename(file, &target).map_err(Error::io("write", &target))?;
        }
        Ok(())
    }

    /// Forgets what waits.
    pub(super) fn clear(&mut self) {
        if std::mem::take(self.next.get_mut()) > 0 {
            let _ = fs::remove_dir_all(&self.place);
        }
    }

    fn file(&self, number: u32, path: &str) -> PathBuf {
        if self.is_whole { self.place.join(path) } else { self.place.join(number.to_string()) }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.clear();
    }
}
