//! `fangtan build`: one run, written to the output folder if there is no error.

use std::time::{Duration, Instant};

use super::args::{Build, Global};
use super::printer::Printer;
use super::{Exit, Failure, exit_of, now};
use crate::output::{Writer, Written};
use crate::pipeline::{Outcome, Pipeline};

pub(super) fn run(global: &Global, args: &Build, printer: &Printer) -> Result<Exit, Failure> {
    let start = Instant::now();
    let root = global.root();
    let folder = args.output.clone().unwrap_or_else(|| root.join("public"));
    let writer = Writer::open(&root, &folder)?;
    let mut pipeline = Pipeline::new(root, global.options(Some(&args.selection)));
    let may = |outcome: &Outcome| exit_of(outcome, args.deny_warnings) == Exit::Clean;
    let (outcome, written) = pipeline.build(now(), writer, may)?;
    if let Some(doubt) = outcome.doubt {
        printer.status(&format!("what earlier builds left in .fangtan {doubt}; everything is built anew"));
    }
    printer.diagnostics(&outcome.diagnostics);
    match written {
        None => printer.refused(&outcome.diagnostics, "nothing was written"),
        Some(written) => {
            if args.stats {
                stats(&outcome, printer);
            }
            if let Some((lines @ 1.., articles)) = outcome.cut {
                let [of_lines, of_articles] = [lines as usize, articles].map(plural);
                let what = format!("{lines} line{of_lines} of {articles} article{of_articles}");
                printer.decision(&format!("left out {what}; `fangtan inspect` shows which, and why"));
            }
            printer.status(&closing(&outcome, written, start.elapsed()));
        }
    }
    // The process ends here, and the system takes the memory back faster than piece by piece.
    std::mem::forget(pipeline);
    Ok(exit_of(&outcome, args.deny_warnings))
}

/// `152 articles, 498 pages: 12 written, 0 removed, 96 ms`
fn closing(outcome: &Outcome, written: Written, took: Duration) -> String {
    format!(
        "{} article{}, {} page{}: {} written, {} removed, {} ms",
        outcome.articles,
        plural(outcome.articles),
        outcome.pages,
        plural(outcome.pages),
        written.written,
        written.removed,
        took.as_millis()
    )
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn stats(outcome: &Outcome, printer: &Printer) {
    let stats = &outcome.stats;
    let milliseconds = |time: Duration| time.as_secs_f64() * 1000.0;
    for (stage, time) in &stats.stages {
        printer.status(&format!("{:<8}{:>9.1} ms", stage.as_str(), milliseconds(*time)));
    }
    printer.status(&format!(
        "{} files read, {} understood anew, {} pages rendered",
        stats.read, stats.found, stats.rendered
    ));
}
