//! `fangtan inspect FILE`: finds out whether the file belongs to a site, and prints how it was read.

use std::path::{Path, PathBuf};

use super::args::{Global, Inspect};
use super::printer::Printer;
use super::{Exit, Failure, inspect, now};
use crate::config::Config;
use crate::diagnostic::{Counts, Diagnostic};
use crate::pipeline::{Inspection, KnownSpeaker, Pipeline};

pub(super) fn run(global: &Global, args: &Inspect, printer: &Printer) -> Result<Exit, Failure> {
    let Some(file) = &args.file else {
        let speakers = Pipeline::new(global.root(), global.options(None)).speakers(now());
        let text = if args.json {
            serde_json::to_string_pretty(&speakers)? + "\n"
        } else {
            list(&speakers, printer)
        };
        printer.data(&text)?;
        return Ok(Exit::Clean);
    };
    let inspected = match site_of(global, file) {
        Some((root, path)) => Pipeline::new(root, global.options(None)).inspect(&path, now()),
        None => Inspection::alone(file, &standing_alone(global)),
    };
    let inspection = match inspected {
        Ok(inspection) => inspection,
        Err(faults) => return Ok(refuse(file, &faults, printer)),
    };
    if args.json {
        printer.data(&inspect::json(&inspection))?;
    } else {
        printer.diagnostics(&inspection.diagnostics);
        printer.data(&inspect::text(&inspection, printer.language()))?;
    }
    let errors = Counts::of(&inspection.diagnostics).errors;
    Ok(if errors > 0 { Exit::Faulty } else { Exit::Clean })
}

/// One speaker a line, and a line for each further spelling.
fn list(speakers: &[KnownSpeaker], printer: &Printer) -> String {
    let mut text = String::new();
    for speaker in speakers {
        text.push_str(&format!("{:>5}  {}\n", speaker.articles, speaker.name));
        for spelling in &speaker.spellings {
            text.push_str(&format!("       = {}  ({})\n", spelling.name, printer.say(&spelling.reason)));
        }
    }
    text
}

fn refuse(file: &Path, faults: &[Diagnostic], printer: &Printer) -> Exit {
    printer.diagnostics(faults);
    if faults.is_empty() {
        printer.error(&format!("{} is no article of its site", file.display()));
        return Exit::Failed;
    }
    if file.exists() { Exit::Faulty } else { Exit::Failed }
}

/// The configuration for a file without a site.
fn standing_alone(global: &Global) -> Config {
    global.config.as_ref().map_or_else(Config::default, |file| Config::load(Path::new("."), Some(file)).value)
}

/// The site that a file is an article of, and the file's path from its root: the site at `--root`, or the nearest
/// folder above with a `content` folder that the file lies in.
fn site_of(global: &Global, file: &Path) -> Option<(PathBuf, String)> {
    let real = file.canonicalize().ok()?;
    let mut roots: Vec<PathBuf> = match &global.root {
        Some(root) => vec![root.canonicalize().ok()?],
        None => real.ancestors().skip(1).map(Path::to_owned).collect(),
    };
    roots.retain(|root| real.starts_with(root.join("content")));
    let root = roots.into_iter().next()?;
    let path = real.strip_prefix(&root).ok()?;
    let parts: Vec<_> = path.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    Some((root, parts.join("/")))
}
