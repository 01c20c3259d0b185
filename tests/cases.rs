//! Stories: one test for each `tests/cases/**/*.txt`.
//!
//! A story is a site that is written, built, edited and built again. It is one text in sections (`-- name --`); what
//! stands above the first says what the story is about. Sections are played in order:
//!
//! | section | does |
//! | --- | --- |
//! | `content/a.md`, `fangtan.toml`, … | writes the file |
//! | `edit: content/a.md` | the same, where it says better what happens |
//! | `delete: content/a.md` | removes the file or folder |
//! | `options: drafts future base_url=https://…/ config=other.toml` | from here on builds with these, in a new process |
//! | `now: 2026-01-02 10:00` | sets the clock, which stands at the beginning of 2027 |
//! | `restart` | the next build is one of a new process: only what is on disk is remembered |
//! | `want: …` | builds, unless that was done since the last change, and compares |
//!
//! | want | body |
//! | --- | --- |
//! | `want: rendered` | the addresses that were rendered in this build, one a line, sorted |
//! | `want: counts` | `3 written, 1 removed`, or `nothing written` |
//! | `want: stderr` | the diagnostics, as a terminal shows them |
//! | `want: exit` | `0`, or `1` if there are errors |
//! | `want: files public` | every file of the folder, one a line |
//! | `want: public/a/index.html` | the whole file |
//! | `want: public/a/index.html contains`, `… lacks` | lines, each somewhere in the file or nowhere |
//! | `want: public/b/index.html absent` | nothing |
//! | `want: missing` | what `check --missing` lists: `address | title | file:line …`, one a line |
//! | `want: reading content/a.md` | how it was read: title, date and source, then turns, related articles and cuts |
//! | `want: inspect content/a.md` | lines `turns.0.speaker = "记者"` (`turns.length = 2`), or a part of the JSON |
//!
//! What every build of every story has to be beside: equal, byte for byte, to a clean build of the same files. Files in
//! `public/` whose names begin with `foreign` are left out of that.
//!
//! `SNAPSHOTS=overwrite cargo test --test cases` writes what there is in place of what was wanted.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Trial};
use support::story::play;
use support::txtar::Archive;

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files = Vec::new();
    gather(&folder, &mut files);
    files.sort();
    let trials = files.into_iter().map(|file| {
        let name = file.strip_prefix(&folder).unwrap().with_extension("");
        Trial::test(name.to_string_lossy(), move || run(&file))
    });
    libtest_mimic::run(&Arguments::from_args(), trials.collect()).exit_code()
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "txt") {
            files.push(path);
        }
    }
}

fn run(file: &Path) -> Result<(), libtest_mimic::Failed> {
    let text = fs::read_to_string(file)?;
    let archive = Archive::parse(&text);
    if archive.comment.trim().is_empty() {
        return Err("a story begins with a sentence about what it shows".into());
    }
    let (actual, mut played) = play(&archive);
    if actual != archive && std::env::var_os("SNAPSHOTS").is_some_and(|mode| mode == "overwrite") {
        fs::write(file, actual.print())?;
        played = play(&actual).1;
    }
    played.map_err(Into::into)
}
