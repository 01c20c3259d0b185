//! Output folders as they may be found.

use std::fs;
use std::path::Path;

use super::{Error, Made, Sink, Writer, Written};
use crate::source::Source;

struct Site(tempfile::TempDir);

impl Site {
    fn new() -> Self {
        let site = Self(tempfile::tempdir().unwrap());
        fs::create_dir(site.path().join("content")).unwrap();
        site
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn open(&self) -> Writer {
        Writer::open(self.path(), &self.path().join("public")).unwrap()
    }

    /// Writes a site of these files, each made from a key that is its bytes.
    fn write(&self, files: &[(&str, &str)]) -> Written {
        let writer = self.open();
        put(&writer, files);
        writer.finish().unwrap()
    }

    fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.path().join("public").join(path)).ok()
    }

    fn exists(&self, path: &str) -> bool {
        self.path().join("public").join(path).symlink_metadata().is_ok()
    }
}

fn key(bytes: &str) -> u128 {
    crate::source::fingerprint(bytes.as_bytes())
}

fn put(writer: &Writer, files: &[(&str, &str)]) {
    for (path, bytes) in files {
        if !writer.keeps(path, &|_| key(bytes)) {
            writer.put(path, Made::from(key(bytes)), bytes.as_bytes()).unwrap();
        }
    }
}

fn counts(written: usize, removed: usize) -> Written {
    Written { written, removed }
}

#[test]
fn what_differs_is_written_and_what_is_gone_is_removed() {
    let site = Site::new();
    assert_eq!(site.write(&[("a/index.html", "a"), ("b/index.html", "b")]), counts(2, 0));
    assert_eq!(site.write(&[("a/index.html", "a"), ("b/index.html", "b")]), counts(0, 0));
    assert_eq!(site.write(&[("a/index.html", "A")]), counts(1, 1));
    assert_eq!(site.read("a/index.html").as_deref(), Some("A"));
    assert!(!site.exists("b"), "the folder that was left empty is gone");
}

#[test]
fn a_file_that_was_touched_from_outside_is_mended() {
    let site = Site::new();
    site.write(&[("a.html", "right")]);
    fs::write(site.path().join("public/a.html"), "wrong").unwrap();
    assert_eq!(site.write(&[("a.html", "right")]), counts(1, 0));
    fs::remove_file(site.path().join("public/a.html")).unwrap();
    assert_eq!(site.write(&[("a.html", "right")]), counts(1, 0));
    assert_eq!(site.read("a.html").as_deref(), Some("right"));
}

#[test]
fn a_leftover_is_removed_unless_somebody_has_changed_it() {
    let site = Site::new();
    site.write(&[("a.html", "a"), ("copied.html", "same"), ("edited.html", "ours")]);
    // What a tool has copied over itself has a new time and the bytes that it had.
    let copied = fs::File::options().append(true).open(site.path().join("public/copied.html")).unwrap();
    copied.set_modified(std::time::UNIX_EPOCH).unwrap();
    fs::write(site.path().join("public/edited.html"), "mine").unwrap();
    assert_eq!(site.write(&[("a.html", "a")]), counts(0, 1));
    assert!(!site.exists("copied.html"));
    assert_eq!(site.read("edited.html").as_deref(), Some("mine"));
}

#[test]
fn an_unfinished_run_changes_nothing() {
    let site = Site::new();
    put(&site.open(), &[("a.html", "a")]);
    assert!(!site.exists(""), "not even the folder");
    site.write(&[("a.html", "a")]);
    put(&site.open(), &[("a.html", "b"), ("c.html", "c")]);
    assert_eq!(fs::read_dir(site.path().join("public")).unwrap().count(), 1);
    assert_eq!(site.read("a.html").as_deref(), Some("a"));
}

#[test]
fn a_run_that_begins_again_knows_only_what_came_after() {
    let site = Site::new();
    site.write(&[("a.html", "a")]);
    let mut writer = site.open();
    put(&writer, &[("a.html", "x"), ("b.html", "b")]);
    writer.restart();
    put(&writer, &[("c.html", "c")]);
    assert_eq!(writer.finish().unwrap(), counts(1, 1));
    assert!(!site.exists("a.html") && !site.exists("b.html"));
}

#[test]
fn files_of_others_stay() {
    let site = Site::new();
    site.write(&[("a/index.html", "a"), ("b.html", "b")]);
    fs::write(site.path().join("public/a/note.txt"), "mine").unwrap();
    fs::write(site.path().join("public/b.html"), "mine too").unwrap();
    assert_eq!(site.write(&[]), counts(0, 1));
    assert_eq!(site.read("a/note.txt").as_deref(), Some("mine"));
    assert_eq!(site.read("b.html").as_deref(), Some("mine too"), "changed since, so no longer ours");
}

#[test]
fn without_a_manifest_equal_files_are_left_as_they_are() {
    let site = Site::new();
    site.write(&[("a.html", "a"), ("b.html", "b")]);
    fs::remove_dir_all(site.path().join(".fangtan")).unwrap();
    assert_eq!(site.write(&[("a.html", "a"), ("b.html", "B")]), counts(1, 0));
    assert_eq!(site.write(&[]), counts(0, 2));
}

#[test]
fn a_file_and_a_folder_may_change_places() {
    let site = Site::new();
    site.write(&[("a", "file"), ("b/c", "file")]);
    assert_eq!(site.write(&[("a/index.html", "below"), ("b", "file")]), counts(2, 2));
    assert_eq!(site.read("a/index.html").as_deref(), Some("below"));
    assert_eq!(site.write(&[("a", "file"), ("b/c", "file")]), counts(2, 2));
    assert_eq!(site.read("b/c").as_deref(), Some("file"));
}

#[test]
fn each_output_folder_has_its_own_manifest() {
    let site = Site::new();
    let other = site.path().join("other");
    site.write(&[("a.html", "a")]);
    let writer = Writer::open(site.path(), &other).unwrap();
    put(&writer, &[("b.html", "b")]);
    assert_eq!(writer.finish().unwrap(), counts(1, 0));
    assert!(site.exists("a.html") && other.join("b.html").exists());
}

#[test]
fn one_writer_at_a_time() {
    let site = Site::new();
    let writer = site.open();
    let second = Writer::open(site.path(), &site.path().join("public"));
    assert!(matches!(second, Err(Error::Locked { .. })));
    drop(writer);
    site.open();
}

#[test]
fn folders_that_hold_anything_else_are_refused() {
    let site = Site::new();
    for folder in ["", "content", "content/public", "templates", ".fangtan/x", "..", "/"] {
        let refused = Writer::open(site.path(), &site.path().join(folder));
        assert!(matches!(refused, Err(Error::Refused { .. })), "{folder:?}");
    }
    let home = std::env::home_dir().unwrap();
    assert!(matches!(Writer::open(site.path(), &home), Err(Error::Refused { .. })));
}

#[test]
fn no_path_leads_out() {
    let site = Site::new();
    let writer = site.open();
    for path in ["../a", "/a", "a/../../b", "", "."] {
        assert!(matches!(writer.put(path, Made::from(0), b"x"), Err(Error::Outside { .. })), "{path:?}");
    }
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_removed_through_a_link() {
    use std::os::unix::fs::symlink;
    let site = Site::new();
    site.write(&[("a/index.html", "a"), ("b.html", "b")]);
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("index.html"), "a").unwrap();
    fs::write(elsewhere.path().join("b.html"), "b").unwrap();
    let public = site.path().join("public");
    fs::remove_dir_all(public.join("a")).unwrap();
    symlink(elsewhere.path(), public.join("a")).unwrap();
    fs::remove_file(public.join("b.html")).unwrap();
    symlink(elsewhere.path().join("b.html"), public.join("b.html")).unwrap();

    assert_eq!(
        site.write(&[("b.html", "b")]),
        counts(1, 0),
        "the link is replaced, its target is not removed"
    );
    assert!(!public.join("b.html").is_symlink());
    assert_eq!(fs::read_to_string(elsewhere.path().join("index.html")).unwrap(), "a");

    let writer = site.open();
    put(&writer, &[("a/other.html", "o")]);
    assert!(matches!(writer.finish(), Err(Error::Outside { .. })));
    assert!(!elsewhere.path().join("other.html").exists());
}

#[test]
fn a_picture_is_copied_when_its_bytes_change() {
    let site = Site::new();
    let file = site.path().join("content/图.png");
    let copy = |bytes: &[u8], hours: u64| {
        fs::write(&file, bytes).unwrap();
        let modified = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_hours(hours);
        fs::File::options().write(true).open(&file).unwrap().set_modified(modified).unwrap();
        let found = fs::metadata(&file).unwrap();
        let source = Source::of("content/图.png".into(), file.clone(), &found).unwrap();
        let writer = site.open();
        writer.copy("图.png", &source).unwrap();
        writer.finish().unwrap()
    };
    assert_eq!(copy(b"one", 1), counts(1, 0));
    assert_eq!(copy(b"one", 1), counts(0, 0));
    assert_eq!(copy(b"one", 2), counts(0, 0), "touched, not changed");
    assert_eq!(copy(b"two", 3), counts(1, 0));
    assert_eq!(site.read("图.png").as_deref(), Some("two"));
}
