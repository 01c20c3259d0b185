//! `fangtan mirror --prune`: copies that no article shows any more, and with `--yes` their end.

use std::path::Path;

use super::args::Global;
use super::printer::Printer;
use super::{Exit, Failure, now};
use crate::diagnostic::Counts;
use crate::mirror::{Unused, remove, unused};
use crate::picture::FOLDER;
use crate::pipeline::{Pipeline, RemotePictures, Wanted};

pub(super) fn run(
    global: &Global,
    shown: &[RemotePictures],
    yes: bool,
    printer: &Printer,
) -> Result<Exit, Failure> {
    let root = global.root();
    // What cannot be read shows nothing, and would lose its pictures.
    let survey = Pipeline::new(&root, global.options(None)).survey(now(), Wanted::default());
    let (outcome, _) = survey?;
    if Counts::of(&outcome.diagnostics).errors > 0 {
        printer.diagnostics(&outcome.diagnostics);
        return Err("the site has errors; mend them first".to_owned().into());
    }
    let addresses: Vec<String> = shown.iter().flat_map(|article| article.addresses.clone()).collect();
    let mut texts = texts(&root.join("content"));
    texts.extend(["templates", "static", "themes"].iter().flat_map(|folder| self::texts(&root.join(folder))));
    texts.extend(std::fs::read_to_string(root.join("fangtan.toml")));
    let unused = unused(&root, &addresses, &texts)?;
    let line = |it: &Unused| format!("{FOLDER}/{}  {}\n", it.file, it.from.join(" "));
    printer.data(&unused.iter().map(line).collect::<String>())?;
    let bytes = unused.iter().map(|it| it.bytes).sum::<u64>().div_ceil(1 << 10);
    let count = unused.len();
    if yes {
        remove(&root, &unused)?;
        printer.status(&format!("{count} removed ({bytes} KiB)"));
    } else {
        printer.status(&format!("{count} shown by no article ({bytes} KiB); --yes removes them"));
    }
    Ok(Exit::Clean)
}

/// Everything below a folder that is text and not very long.
fn texts(folder: &Path) -> Vec<String> {
    const LONGEST: u64 = 4 << 20;
    let found = walkdir::WalkDir::new(folder).into_iter().flatten();
    let short = found.filter(|entry| entry.metadata().is_ok_and(|it| it.is_file() && it.len() <= LONGEST));
    short.filter_map(|entry| std::fs::read_to_string(entry.path()).ok()).collect()
}
