//! The command line.
//!
//! In come arguments; out goes an [`Exit`]. Each command has a file that says what it does in the order in which it
//! does it. Invariant: `printer` is the only place that prints.

mod args;
mod build;
mod check;
#[cfg(feature = "mirror")]
mod dead;
mod fixing;
mod import;
mod init;
mod inspect;
mod inspection;
mod limits;
mod manual;
#[cfg(feature = "mirror")]
mod mirror;
mod new;
#[cfg(feature = "serve")]
mod opening;
mod printer;
#[cfg(feature = "mirror")]
mod prune;
mod schema;
#[cfg(feature = "serve")]
mod serve;
mod usage;
mod welcome;

pub use inspect::json as inspect_json;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::diagnostic::Counts;
use crate::pipeline::{Options, Outcome};
use args::{Command, Selection};
use printer::Printer;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// It did what it was asked to.
    Clean,
    /// The author's input has errors.
    Faulty,
    /// It could not run.
    Failed,
}

impl Exit {
    /// The process's exit code.
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Faulty => 1,
            Self::Failed => 2,
        }
    }
}

/// Runs the command that the arguments name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = usage::language(&arguments);
    let args = match usage::parse(&arguments, language) {
        Ok(args) => args,
        Err(error) => return printer::usage(&error, language),
    };
    let printer = Printer::new(&args.global, language);
    if let Err(error) = limits::expect() {
        return printer.fail(&*error);
    }
    let Some(command) = &args.command else { return welcome::run(&args.global, &printer) };
    let done = match command {
        Command::Build(build) => build::run(&args.global, build, &printer),
        Command::Check(check) => check::run(&args.global, check, &printer),
        #[cfg(feature = "serve")]
        Command::Serve(serve) => serve::run(&args.global, serve, &printer),
        Command::Inspect(inspect) => inspection::run(&args.global, inspect, &printer),
        Command::New(new) => new::run(&args.global, new, &printer),
        Command::Init(init) => init::run(&args.global, init, &printer),
        #[cfg(feature = "mirror")]
        Command::Mirror(mirror) => mirror::run(&args.global, mirror, &printer),
        Command::Import(import) => import::run(&args.global, import, &printer),
        Command::Completions(completions) => manual::completion(completions.shell, &printer),
        Command::Schema(schema) => schema::run(schema, &printer),
        Command::Man(man) => manual::run(man, &printer),
    };
    done.unwrap_or_else(|error| printer.fail(&*error))
}

/// Why a command could not run; only ever printed.
type Failure = Box<dyn std::error::Error>;

/// Seconds since 1970.
fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}

impl args::Global {
    fn root(&self) -> PathBuf {
        self.root.clone().unwrap_or_else(|| PathBuf::from("."))
    }

    fn options(&self, selection: Option<&Selection>) -> Options {
        Options {
            config: self.config.clone(),
            base_url: selection.and_then(|it| it.base_url.clone()),
            origin: None,
            drafts: selection.is_none_or(|it| it.drafts),
            future: selection.is_none_or(|it| it.future),
        }
    }
}

/// How a run's outcome ends a command.
fn exit_of(outcome: &Outcome, deny_warnings: bool) -> Exit {
    let counts = Counts::of(&outcome.diagnostics);
    if counts.errors > 0 || (deny_warnings && counts.warnings > 0) { Exit::Faulty } else { Exit::Clean }
}
