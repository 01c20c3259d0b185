//! All that a site is made of, as one number: paths, lengths and times of every file that a build reads.
//!
//! In comes a site's folder, out goes a [`Sweep`]. Events can be lost; this cannot. Invariant: the order of the walk
//! does not matter.

use std::fs::Metadata;
use std::path::Path;
use std::time::SystemTime;

use walkdir::{DirEntry, WalkDir};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::diagnostic::Reported;
use crate::output::Stamp;
use crate::source::{Scan, Source, changed, is_ignored};

/// Folders below the root that a build reads, that of the articles first.
pub(crate) const FOLDERS: &[&str] = &["content", "templates", "themes", "static", "pictures"];

/// The files that a build reads, as they were at one moment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Sweep {
    /// Changes when any of them does.
    pub(crate) sum: u64,
    /// Until when one of them might change unseen, as a [`Stamp`] has it; the configuration, which is read at once, to
    /// all time if it might.
    pub(crate) settles: u64,
}

impl Sweep {
    /// Looks at everything; `config` is the configuration's file.
    #[cfg(any(feature = "serve", test))]
    pub(crate) fn of(root: &Path, config: &Path) -> Self {
        let mut sweep = Self::of_config(config);
        sweep.walk(root, FOLDERS);
        sweep
    }

    /// Looks at everything but the articles and what lies beside them, which `scan` has looked at.
    pub(super) fn around(root: &Path, config: &Path, scan: &Reported<Scan>) -> Self {
        let mut sweep = Self::of_config(config);
        sweep.walk(root, &FOLDERS[1..]);
        for Source { path, len, modified, changed, .. } in
            scan.value.articles.iter().chain(&scan.value.assets)
        {
            sweep.add(path.as_bytes(), Stamp::new(*len, *modified), *changed);
        }
        for refused in &scan.diagnostics {
            sweep.sum = sweep.sum.wrapping_add(xxh3_64(format!("{refused:?}").as_bytes()));
        }
        sweep
    }

    fn of_config(config: &Path) -> Self {
        let (mut sweep, now) = (Self::default(), SystemTime::now());
        if let Ok(found) = std::fs::metadata(config) {
            sweep.take(config, &found);
            sweep.settles = if Stamp::of(&found).is_racy(now) { u64::MAX } else { 0 };
        }
        sweep
    }

    fn walk(&mut self, root: &Path, folders: &[&str]) {
        let real_root = root.canonicalize().unwrap_or_default();
        let seen = |name: &std::ffi::OsStr| !is_ignored(&name.to_string_lossy());
        for folder in folders {
            let walk = WalkDir::new(root.join(folder)).follow_links(true);
            // A theme may lie elsewhere; behind any other link that leads out a whole file system may lie.
            let leads_out = |entry: &DirEntry| {
                entry.path_is_symlink()
                    && entry.file_type().is_dir()
                    && *folder != "themes"
                    && !entry.path().canonicalize().is_ok_and(|target| target.starts_with(&real_root))
            };
            let entries = walk.into_iter().filter_entry(|entry| seen(entry.file_name()) && !leads_out(entry));
            for entry in entries.flatten().filter(|entry| !entry.file_type().is_dir()) {
                if let Ok(found) = entry.metadata() {
                    self.take(entry.path(), &found);
                }
            }
        }
    }

    /// Whether no file can have changed unseen since a time, if it was first read then.
    pub(crate) fn is_settled(&self, read: SystemTime) -> bool {
        self.settles <= Stamp::new(0, read).modified
    }

    fn take(&mut self, path: &Path, found: &Metadata) {
        self.add(path.as_os_str().as_encoded_bytes(), Stamp::of(found), changed(found));
    }

    fn add(&mut self, path: &[u8], stamp: Stamp, changed: u64) {
        self.settles = self.settles.max(if stamp.modified == 0 { u64::MAX } else { stamp.settles() });
        let mixed = stamp.len.rotate_left(40) ^ stamp.modified ^ changed.rotate_left(20);
        self.sum = self.sum.wrapping_add(xxh3_64_with_seed(path, mixed));
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;
    use crate::source;

    #[test]
    fn every_change_changes_the_sum() {
        let root = tempfile::tempdir().unwrap();
        let file = |path: &str| root.path().join(path);
        let config = file("fangtan.toml");
        let sum = || Sweep::of(root.path(), &config).sum;
        let around = || Sweep::around(root.path(), &config, &source::scan(root.path())).sum;
        let (mut sums, mut around_scans) = (vec![sum()], vec![around()]);
        let mut next = || (sums.push(sum()), around_scans.push(around()));
        fs::create_dir(file("content")).unwrap();
        fs::write(file("content/a.md"), "a").unwrap();
        next();
        fs::write(file("content/a.md"), "ab").unwrap();
        next();
        fs::rename(file("content/a.md"), file("content/b.md")).unwrap();
        next();
        fs::write(&config, "").unwrap();
        next();
        let old = UNIX_EPOCH + Duration::from_secs(7);
        fs::File::options().write(true).open(file("content/b.md")).unwrap().set_modified(old).unwrap();
        next();
        for sums in [&mut sums, &mut around_scans] {
            let count = sums.len();
            sums.sort_unstable();
            sums.dedup();
            assert_eq!(sums.len(), count);
        }
        fs::write(file("content/.b.md.swp"), "").unwrap();
        fs::create_dir(file("public")).unwrap();
        fs::write(file("public/index.html"), "").unwrap();
        assert_eq!(sum(), sum());
        assert!(sums.contains(&sum()), "what a build does not read does not count");
        assert!(around_scans.contains(&around()), "nor where articles were looked at before");
    }

    #[test]
    fn what_was_written_just_now_may_change_unseen() {
        let root = tempfile::tempdir().unwrap();
        let config = root.path().join("fangtan.toml");
        let settled = || Sweep::of(root.path(), &config).is_settled(SystemTime::now());
        let set = |file: &Path, time: SystemTime| {
            fs::File::options().write(true).open(file).unwrap().set_modified(time).unwrap();
        };
        assert!(settled());
        let (old, soon) = (UNIX_EPOCH + Duration::from_secs(7), SystemTime::now() + Duration::from_secs(60));
        let article = root.path().join("content/a.md");
        fs::create_dir(root.path().join("content")).unwrap();
        for file in [&config, &article] {
            fs::write(file, "").unwrap();
            set(file, soon);
            assert!(!settled());
            set(file, old);
            assert!(settled());
        }
        set(&article, soon);
        let later = soon + Duration::from_secs(2);
        assert!(Sweep::of(root.path(), &config).is_settled(later), "articles are read later");
        set(&config, soon);
        assert!(!Sweep::of(root.path(), &config).is_settled(later), "the configuration is not");
    }
}
