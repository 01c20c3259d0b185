//! The documentation is whole and true: a site without a fault, with a section for every code and a row for every key.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use fangtan::diagnostic::Code;

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn page(name: &str) -> String {
    fs::read_to_string(docs().join("content").join(name)).unwrap()
}

/// Those of `wanted` that the page does not show in the given form.
fn missing<'w>(
    page: &str,
    wanted: impl Iterator<Item = &'w str>,
    form: impl Fn(&str) -> String,
) -> Vec<&'w str> {
    wanted.filter(|name| !page.contains(&form(name))).collect()
}

#[test]
fn it_is_a_site_without_a_fault() {
    let mut check = Command::new(env!("CARGO_BIN_EXE_fangtan"));
    let check =
        check.env("LC_ALL", "C").current_dir(docs()).args(["check", "--deny-warnings"]).output().unwrap();
    assert_eq!(check.status.code(), Some(0), "{}", String::from_utf8_lossy(&check.stderr));
}

#[test]
fn every_diagnostic_has_a_section() {
    let codes = Code::ALL.iter().map(|code| code.as_str());
    assert_eq!(missing(&page("diagnostics.md"), codes, |code| format!("\n## {code}\n")), Vec::<&str>::new());
}

#[test]
fn every_key_of_front_matter_has_a_row() {
    let keys = fangtan::article::front_matter_keys();
    assert_eq!(missing(&page("front-matter.md"), keys, |key| format!("`{key}`")), Vec::<&str>::new());
}

#[test]
fn every_key_of_front_matter_has_a_story() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/site");
    let stories = fs::read_dir(folder).unwrap().map(|it| fs::read_to_string(it.unwrap().path()).unwrap());
    let stories: String = stories.collect();
    let keys = fangtan::article::front_matter_keys();
    assert_eq!(missing(&stories, keys, |key| format!("\n{key}:")), Vec::<&str>::new());
}

#[test]
fn every_option_that_a_new_site_lists_has_a_row() {
    let folder = tempfile::tempdir().unwrap();
    let mut init = Command::new(env!("CARGO_BIN_EXE_fangtan"));
    init.args(["init", "--quiet", "--deploy", "none"]).current_dir(folder.path()).status().unwrap();
    let config = fs::read_to_string(folder.path().join("fangtan.toml")).unwrap();
    let key = |line: &'_ str| line.trim_start_matches('#').split_once(" = ").map(|(key, _)| key.to_owned());
    let keys: Vec<String> = config.lines().filter_map(key).filter(|key| !key.contains([' ', '"'])).collect();
    assert!(keys.len() > 25, "{keys:?}");
    let page = page("configuration.md");
    let missing: Vec<&String> = keys
        .iter()
        .filter(|key| !page.contains(&format!("`{key}`")) && !page.contains(&format!("] {key}`")))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
