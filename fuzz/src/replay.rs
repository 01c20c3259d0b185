//! Runs targets over files, without a fuzzer: `replay` over every committed corpus, `replay TARGET FILE…` over some.

use std::path::{Path, PathBuf};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let only = arguments.next();
    let files: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    for (name, target) in fangtan_fuzz::TARGETS {
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        let files = if files.is_empty() { inputs(&corpus) } else { files.clone() };
        for file in &files {
            eprintln!("{name} {}", file.display());
            target(&std::fs::read(file).expect("an input can be read"));
        }
    }
}

fn inputs(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}
