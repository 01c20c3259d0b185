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

/// The files of a page: each block that begins with a comment that is a path.
fn files(page: &str) -> Vec<(String, String)> {
    let blocks = page.split("\n```").filter_map(|block| block.split_once('\n'));
    let named = blocks.filter(|(kind, _)| ["toml", "jinja", "css"].contains(kind)).map(|(_, text)| {
        let first = text.lines().next().unwrap();
        (first.trim_matches(['{', '}', '#', '/', '*', ' ']).to_owned(), text.to_owned())
    });
    named.collect()
}

/// The page is followed to the letter, from an empty folder; each step has to build but the one that says it will not.
#[test]
fn a_theme_comes_from_nothing() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/theme.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let fangtan = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_fangtan"));
        let output = command.env("LC_ALL", "C").current_dir(folder.path()).args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    fangtan(&["init", "--quiet"]);
    let files = files(&page);
    assert_eq!(files.len(), 6, "{files:?}");
    for (path, text) in &files {
        let file = folder.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        // The section that `init` wrote is the one to be changed.
        let there = fs::read_to_string(&file).unwrap_or_default().replace("[theme]\n", "");
        fs::write(&file, there + text).unwrap();
        let (code, said) = fangtan(&["build"]);
        assert_eq!(code, Some(i32::from(path.ends_with("base.html"))), "{path}: {said}");
    }
    let article = fs::read_dir(folder.path().join("content")).unwrap().next().unwrap().unwrap().path();
    let slug = article.file_stem().unwrap().to_str().unwrap();
    let html = fs::read_to_string(folder.path().join("public").join(slug).join("index.html")).unwrap();
    for wanted in ["evening-", "What was asked after dark", "data-role=\"host\"", "id=\"q-"] {
        assert!(html.contains(wanted), "{wanted} is not in {html}");
    }
}
