//! `fangtan serve`: prints what the development server tells.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::args::{Global, Serve};
use super::printer::Printer;
use super::{Exit, Failure, now};
use crate::diagnostic::Counts;
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
        clock: now,
    };
    let mut told = |event: Event<'_>| match event {
        Event::Listening(address) => {
            printer.status(&format!("serving {address} (end with ctrl-c)"));
            if args.open {
                open(address, printer);
            }
        }
        Event::Built(outcome, took) => {
            printer.diagnostics(&outcome.diagnostics);
            printer.status(&built(outcome, took));
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

fn built(outcome: &Outcome, took: Duration) -> String {
    let milliseconds = took.as_millis();
    if outcome.failed() {
        return format!("{}; the last good site stays", Counts::of(&outcome.diagnostics));
    }
    let plural = if outcome.rendered.len() == 1 { "" } else { "s" };
    format!("{} page{plural} rendered, {milliseconds} ms", outcome.rendered.len())
}

/// Opens an address in the reader's browser.
fn open(address: &str, printer: &Printer) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        command.args(["/c", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let started =
        command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if let Err(error) = started {
        printer.error(&format!("cannot open a browser: {error}"));
    }
}
