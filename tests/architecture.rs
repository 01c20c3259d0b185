//! What holds for all of the source: layers, sizes, names, documentation.
//!
//! In comes the text of `src/`; nothing is compiled. The rules are those of ARCHITECTURE.md and CONTRIBUTING.md.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::path::{Path, PathBuf};

/// Lowest first; a module imports from itself and from those before it.
const LAYERS: &[&str] = &[
    "wording",
    "diagnostic",
    "config",
    "markdown",
    "source",
    "picture",
    "article",
    "interview",
    "graph",
    "review",
    "page",
    "render",
    "output",
    "search",
    "pipeline",
    "import",
    "mirror",
    "external",
    "serve",
    "cli",
];
/// Names under which anything can hide.
const BANNED_MODULES: &[&str] = &["utils", "util", "common", "helpers", "misc", "manager", "handler"];
const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 60;

struct File {
    /// From the repository's root.
    path: String,
    text: String,
}

fn files(folders: &[&str]) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    folders.iter().for_each(|folder| gather(&root.join(folder), &mut paths));
    paths.sort();
    let file = |path: PathBuf| File {
        path: path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"),
        text: fs::read_to_string(&path).unwrap(),
    };
    paths.into_iter().map(file).collect()
}

fn gather(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

impl File {
    /// The top-level module that the file belongs to; none for `lib.rs` and `main.rs`.
    fn layer(&self) -> Option<usize> {
        let below = self.path.strip_prefix("src/")?;
        let name = below.split(['/', '.']).next()?;
        LAYERS.iter().position(|layer| *layer == name)
    }

    /// Lines with their numbers.
    fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// Every function with the line it begins at and its length. rustfmt puts the closing brace under the first
    /// letter of the item.
    fn functions(&self) -> Vec<(usize, usize)> {
        let lines: Vec<&str> = self.text.lines().collect();
        let starts = lines.iter().enumerate().filter(|(_, line)| is_function(line));
        starts.map(|(start, _)| (start + 1, length(&lines[start..]))).collect()
    }
}

fn is_function(line: &str) -> bool {
    const QUALIFIERS: &[&str] = &["pub", "pub(crate)", "pub(super)", "const", "async"];
    let before = line.split_once("fn ").map(|(before, _)| before);
    before.is_some_and(|before| before.split_whitespace().all(|word| QUALIFIERS.contains(&word)))
}

/// The lines of the function that the first line begins.
fn length(lines: &[&str]) -> usize {
    let head = lines.iter().position(|line| line.ends_with(['{', '}', ';'])).unwrap_or(0);
    if !lines[head].ends_with('{') {
        return head + 1;
    }
    let indent = lines[0].len() - lines[0].trim_start().len();
    let close = format!("{}}}", " ".repeat(indent));
    lines.iter().position(|line| *line == close).map_or(head, |end| end) + 1
}

fn no_faults(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn no_module_imports_from_a_later_layer() {
    let mut faults = Vec::new();
    for file in files(&["src"]) {
        let Some(layer) = file.layer() else { continue };
        for (number, line) in file.lines().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            for after in line.split("crate::").skip(1) {
                let imported = after.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next();
                let place = LAYERS.iter().position(|layer| Some(*layer) == imported);
                if place.is_some_and(|place| place > layer) {
                    faults.push(format!("{}:{number}: {}", file.path, line.trim()));
                }
            }
        }
    }
    no_faults(&faults);
}

#[test]
fn every_module_has_a_layer() {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let modules = text.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'));
    let without: Vec<String> =
        modules.filter(|module| !LAYERS.contains(module)).map(ToOwned::to_owned).collect();
    no_faults(&without);
}

#[test]
fn no_file_is_too_long() {
    let files = files(&["src", "tests", "benches", "examples"]);
    let faults: Vec<String> = files
        .iter()
        .map(|file| (file, file.text.lines().count()))
        .filter(|(_, lines)| *lines > FILE_LINES)
        .map(|(file, lines)| format!("{} has {lines} lines", file.path))
        .collect();
    no_faults(&faults);
}

#[test]
fn no_function_is_too_long() {
    let mut faults = Vec::new();
    for file in files(&["src", "tests", "benches", "examples"]) {
        for (line, length) in file.functions() {
            if length > FUNCTION_LINES {
                faults.push(format!("{}:{line}: a function of {length} lines", file.path));
            }
        }
    }
    no_faults(&faults);
}

#[test]
fn every_file_says_what_it_is() {
    let files = files(&["src", "tests", "benches", "examples"]);
    let silent = files.iter().filter(|file| !file.text.starts_with("//! "));
    no_faults(&silent.map(|file| format!("{} does not begin with //!", file.path)).collect::<Vec<_>>());
}

#[test]
fn no_module_has_a_name_that_means_anything() {
    let is_banned = |file: &&File| file.path.split(['/', '.']).any(|part| BANNED_MODULES.contains(&part));
    let files = files(&["src", "tests"]);
    no_faults(&files.iter().filter(is_banned).map(|file| file.path.clone()).collect::<Vec<_>>());
}

#[test]
fn functions_are_measured_as_they_are() {
    let text = "impl A {\n    pub(super) fn one(\n        a: u8,\n    ) -> u8 {\n        a\n    }\n\n    fn two();\n}\n\nfn three() {}\n";
    let file = File { path: "src/x.rs".into(), text: text.into() };
    assert_eq!(file.functions(), [(2, 5), (8, 1), (11, 1)]);
}
