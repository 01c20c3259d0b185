//! `fangtan check --fix`: slips of the hand, shown as a diff, mended when the author agrees.
//!
//! Invariant: nothing is written that was not shown, and a file is replaced whole or not at all.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::Failure;
use super::args::Check;
use super::printer::Printer;
use crate::diagnostic::{Diagnostic, Edit, mend};
use crate::output;

/// A file as it would be.
struct Mended {
    file: PathBuf,
    text: String,
    edits: usize,
}

/// Mends what can be mended without judgement; whether anything was written.
pub(super) fn run(
    root: &Path,
    args: &Check,
    diagnostics: &[Diagnostic],
    printer: &Printer,
) -> Result<bool, Failure> {
    let mut by_path: BTreeMap<&str, Vec<Edit<'_>>> = BTreeMap::new();
    for edit in diagnostics.iter().flat_map(Diagnostic::edits) {
        by_path.entry(&edit.place.path).or_default().push(edit);
    }
    let mut mended = Vec::new();
    for (path, edits) in by_path {
        // A file that is gone, or no text, was reported; there is nothing to mend. What a link points to is mended,
        // the link stays.
        let Ok(file) = root.join(path).canonicalize() else { continue };
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let (new, made) = mend(&text, &edits);
        if made > 0 {
            let diff = TextDiff::from_lines(&text, &new);
            printer.data(&diff.unified_diff().context_radius(1).header(path, path).to_string())?;
            mended.push(Mended { file, text: new, edits: made });
        }
    }
    let (edits, files) = (mended.iter().map(|it| it.edits).sum::<usize>(), mended.len());
    if edits == 0 {
        printer.status("nothing can be mended without a person's judgement");
        return Ok(false);
    }
    let what = format!("{} in {}", counted(edits, "change"), counted(files, "file"));
    if !args.yes && !printer.confirm(&format!("Write {what}?")) {
        printer.status("nothing was written; `--yes` writes without asking");
        return Ok(false);
    }
    for it in &mended {
        output::replace(&it.file, it.text.as_bytes())?;
    }
    printer.status(&format!("wrote {what}"));
    Ok(true)
}

fn counted(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}
