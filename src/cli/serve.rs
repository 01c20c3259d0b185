//! `fangtan serve`: prints what the development server tells.

use std::path::PathBuf;
use std::time::Duration;

use super::args::{Global, Serve};
use super::opening::open;
use super::printer::Printer;
use super::{Exit, Failure, now};
use crate::diagnostic::{Counts, Diagnostic};
use crate::pipeline::Outcome;
use crate::serve::{self, Error, Event, Plan, Watch};

pub(super) fn run(global: &Global, args: &Serve, printer: &Printer) -> Result<Exit, Failure> {
    let watch = match args.poll {
        Some(milliseconds) => Watch::Poll(Duration::from_millis(milliseconds.max(20))),
        None if args.watch => Watch::Events,
        None => Watch::Off,
    };
    let plan = Plan {
        root: global.root(),
        options: global.options(None),
        host: args.host,
        port: args.port,
        watch,
        editor: args.editor.clone(),
        clock: now,
    };
    let mut said = Said::default();
    let mut told = |event: Event<'_>| match event {
        Event::Listening(address) => {
            printer.status(&format!("serving {address} (end with ctrl-c)"));
            if args.open {
                open(address, printer);
            }
        }
        Event::Shown(outcome, files, took) => {
            said.print(&outcome.diagnostics, printer);
            printer.status(&shown(outcome, files, took));
        }
        Event::Stumbled(error) => printer.error(&error.to_string()),
        Event::Busy(port) => printer.status(&format!("port {port} is in use; trying the next")),
        Event::Stopped => printer.status("stopped"),
        Event::Polling(reason) => {
            printer.status(&format!("looking for changes every 250 ms, because {reason}"));
        }
    };
    match serve::run(plan, &mut told) {
        Err(Error::Faulty) => Ok(Exit::Faulty),
        done => done.map(|()| Exit::Clean).map_err(Into::into),
    }
}

/// What was printed before, so that a save does not print the whole site's warnings again.
#[derive(Default)]
struct Said(Vec<Diagnostic>);

impl Said {
    fn print(&mut self, diagnostics: &[Diagnostic], printer: &Printer) {
        let new: Vec<Diagnostic> = diagnostics.iter().filter(|it| !self.0.contains(it)).cloned().collect();
        printer.diagnostics(&new);
        self.0 = diagnostics.to_vec();
    }
}

fn shown(outcome: &Outcome, files: &[PathBuf], took: Duration) -> String {
    let milliseconds = took.as_millis();
    if outcome.failed() {
        return format!("{}; the last good site stays", Counts::of(&outcome.diagnostics));
    }
    match files {
        [] => {
            let plural = if outcome.articles == 1 { "" } else { "s" };
            format!("{} article{plural}, {} pages, {milliseconds} ms", outcome.articles, outcome.pages)
        }
        [file] => format!("{}, {milliseconds} ms", file.display()),
        [file, others @ ..] => format!("{} and {} more, {milliseconds} ms", file.display(), others.len()),
    }
}
