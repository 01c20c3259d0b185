//! `fangtan check`: one run whose output is thrown away.

use super::args::{Check, DiagnosticFormat, Global};
#[cfg(feature = "mirror")]
use super::dead;
use super::printer::Printer;
use super::{Exit, Failure, exit_of, fixing, now};
#[cfg(feature = "mirror")]
use crate::diagnostic;
use crate::pipeline::{Missing, Outcome, Pipeline, Survey, Wanted};

pub(super) fn run(global: &Global, args: &Check, printer: &Printer) -> Result<Exit, Failure> {
    let (mut outcome, mut survey) = checked(global, args)?;
    if args.fix && fixing::run(&global.root(), args, &outcome.diagnostics, printer)? {
        (outcome, survey) = checked(global, args)?;
    }
    #[cfg(feature = "mirror")]
    if args.external {
        outcome.diagnostics.extend(dead::links(&survey.links, global, args, printer)?);
        diagnostic::sort(&mut outcome.diagnostics);
    }
    if args.missing {
        printer.data(&missing(&survey.missing, global.format))?;
    }
    printer.diagnostics(&outcome.diagnostics);
    printer.summary(&outcome.diagnostics, outcome.articles);
    Ok(exit_of(&outcome, args.deny_warnings))
}

/// The site read and looked through.
fn checked(global: &Global, args: &Check) -> Result<(Outcome, Survey), Failure> {
    let mut pipeline = Pipeline::new(global.root(), global.options(Some(&args.selection)));
    let wanted = Wanted {
        missing: args.missing,
        #[cfg(feature = "mirror")]
        links: args.external,
    };
    Ok(pipeline.survey(now(), wanted)?)
}

/// The articles that are pointed to and not here: one JSON array, or for people address, title and places.
fn missing(missing: &[Missing], format: DiagnosticFormat) -> String {
    if matches!(format, DiagnosticFormat::Json) {
        return serde_json::to_string_pretty(missing).unwrap_or_default() + "\n";
    }
    let mut shown = String::new();
    for it in missing {
        let title = if it.title.is_empty() { "(no title is printed)" } else { &it.title };
        shown.push_str(&format!("{}\n    {title}\n", it.url));
        for (path, line) in &it.from {
            shown.push_str(&format!("    {path}:{line}\n"));
        }
    }
    shown
}
