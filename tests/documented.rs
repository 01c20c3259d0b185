//! What the documentation tells a reader to type runs: every `console` block of README and `docs/content/`, page by page.
//!
//! A page's commands run one after the other in a folder of their own (`tests/cmd/documented.in`), as its reader would
//! type them. Only other programs, and servers, which do not end, are left out.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// The page's commands as a case of trycmd, and how many there are. `...` stands for what they print.
fn case(page: &str) -> (String, usize) {
    let (mut case, mut count) = (String::new(), 0);
    let mut blocks = page.split("```console\n").skip(1).filter_map(|rest| rest.split_once("```"));
    let mut folder = None;
    for line in blocks.by_ref().flat_map(|(block, _)| block.lines()) {
        // The shell's part: a folder, a home, a file for the output.
        let line = line.split(" > ").next().unwrap_or_default().replace("~/", "home/");
        if let Some(to) = line.strip_prefix("cd ") {
            folder = Some(to.to_owned());
        }
        let Some(arguments) = line.strip_prefix("fangtan ").filter(|it| !it.starts_with("serve")) else {
            continue;
        };
        let root = folder.as_ref().map_or_else(String::new, |folder| format!("--root {folder} "));
        case.push_str(&format!("```console\n$ fangtan {root}{arguments}\n...\n```\n\n"));
        count += 1;
    }
    (case, count)
}

fn pages() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut pages = vec![root.join("README.md")];
    for folder in ["docs/content", "docs/content/zh"] {
        let files = fs::read_dir(root.join(folder)).unwrap().map(|entry| entry.unwrap().path());
        pages.extend(files.filter(|path| path.extension().is_some_and(|it| it == "md")));
    }
    pages.sort();
    pages
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

#[test]
fn console_blocks_run() {
    let cases = tempfile::tempdir().unwrap();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd/documented.in");
    let mut all = 0;
    for (number, page) in pages().iter().enumerate() {
        let (case, count) = case(&fs::read_to_string(page).unwrap());
        if count == 0 {
            continue;
        }
        all += count;
        let name = cases.path().join(format!("{number}-{}", page.file_stem().unwrap().to_str().unwrap()));
        fs::write(name.with_extension("md"), case).unwrap();
        copy(&fixtures, &name.with_extension("in"));
        // A folder of what is to be there makes trycmd run the case in a copy of the other.
        fs::create_dir(name.with_extension("out")).unwrap();
    }
    assert!(all >= 15, "{all} commands");
    let glob = cases.path().join("*.md");
    trycmd::TestCases::new().env("LC_ALL", "C").default_bin_name("fangtan").case(glob);
}
