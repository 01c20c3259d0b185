//! What exporters do, row by row, and what the repair promises whatever they do.

mod blocks;
mod characters;
mod emphasis;
mod hostile;
mod joins;
mod promises;

use super::*;

/// The repaired text, without the line end at its end.
fn repaired(source: &str) -> String {
    let mut into = Normalised::default();
    normalise(source, 0, &mut into);
    into.text().trim_end().to_owned()
}

/// Holds the repair to a table: what an exporter writes, what it is meant to be.
#[track_caller]
fn hold(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|(source, want)| (source, want, repaired(source)))
        .filter(|(_, want, got)| got != *want)
        .map(|(source, want, got)| format!("{source:?}\n  want {want:?}\n  got  {got:?}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
