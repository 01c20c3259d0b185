//! `fangtan check`: one run whose output is thrown away.

use super::args::{Check, Global};
use super::printer::Printer;
use super::{Exit, Failure, exit_of, now};
use crate::output::Discard;
use crate::pipeline::Pipeline;

pub(super) fn run(global: &Global, args: &Check, printer: &Printer) -> Result<Exit, Failure> {
    let mut pipeline = Pipeline::new(global.root(), global.options(Some(&args.selection)));
    let outcome = pipeline.run(now(), &mut Discard)?;
    printer.diagnostics(&outcome.diagnostics);
    printer.summary(&outcome.diagnostics, outcome.articles);
    Ok(exit_of(&outcome, args.deny_warnings))
}
