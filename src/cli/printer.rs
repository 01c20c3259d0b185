//! The only place that prints: data to stdout, everything else to stderr.
//!
//! Invariant: a reader who has gone (`fangtan … | head`) is no failure.

use std::borrow::Cow;
use std::io::{self, IsTerminal, Write};

use super::args::{Color, Global};
use super::usage::explained;
use super::{Exit, Failure};
use crate::diagnostic::{self, Counts, Diagnostic, Format, Severity};
use crate::wording::Language;

/// Prints as the global flags ask for.
#[derive(Debug)]
pub(super) struct Printer {
    quiet: bool,
    verbose: bool,
    color: bool,
    format: Format,
    language: Language,
}

impl Printer {
    pub(super) fn new(global: &Global, language: Language) -> Self {
        let color = match global.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => {
                io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty())
            }
        };
        Self { quiet: global.quiet, verbose: global.verbose, color, format: global.format.into(), language }
    }

    /// The reader's language.
    pub(super) fn language(&self) -> Language {
        self.language
    }

    /// A text in the reader's language.
    pub(super) fn say<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.language.say(text)
    }

    /// Prints diagnostics; notes only to those who asked for them.
    pub(super) fn diagnostics(&self, diagnostics: &[Diagnostic]) {
        let told = |fault: &&Diagnostic| self.verbose || fault.severity != Severity::Note;
        let shown: Vec<Diagnostic> =
            diagnostics.iter().filter(told).map(|it| it.said(self.language)).collect();
        to_stderr(&diagnostic::render_in(self.language, &shown, self.format, self.color));
    }

    /// Says that there were errors and what follows.
    pub(super) fn refused(&self, diagnostics: &[Diagnostic], consequence: &str) {
        if self.format == Format::Human {
            self.error(&format!("{}; {consequence}", Counts::of(diagnostics)));
        }
    }

    /// The closing line of `check`.
    pub(super) fn summary(&self, diagnostics: &[Diagnostic], articles: usize) {
        let plural = if articles == 1 { "" } else { "s" };
        let counts = Counts::of(diagnostics);
        let hidden = match counts.notes {
            0 => String::new(),
            _ if self.verbose => String::new(),
            1 => "; 1 note (-v shows it)".to_owned(),
            notes => format!("; {notes} notes (-v shows them)"),
        };
        self.status(&format!("{articles} article{plural}: {counts}{hidden}"));
    }

    /// A line about what was done, for people alone.
    pub(super) fn status(&self, line: &str) {
        if !self.quiet && self.format == Format::Human {
            to_stderr(&format!("{}\n", self.say(line)));
        }
    }

    /// A line about what was decided, for those who asked for it.
    pub(super) fn decision(&self, line: &str) {
        if self.verbose {
            self.status(line);
        }
    }

    /// How far something long has come: one line that is written over, on a terminal alone.
    pub(super) fn progress(&self, verb: &str, done: usize, all: usize) {
        if self.quiet || self.format != Format::Human || !io::stderr().is_terminal() {
            return;
        }
        let wide = 30 * done / all.max(1);
        let bar = "█".repeat(wide) + &"░".repeat(30 - wide);
        let end = if done == all { "\r\x1b[K".to_owned() } else { format!("\r{verb} {bar} {done}/{all}") };
        to_stderr(&end);
    }

    /// The same as a line of its own, where there is no terminal.
    #[cfg(feature = "mirror")]
    pub(super) fn progress_line(&self, line: &str) {
        if !io::stderr().is_terminal() {
            self.status(line);
        }
    }

    /// A line about what went wrong.
    pub(super) fn error(&self, line: &str) {
        let (bold, plain) = if self.color { ("\x1b[1;31m", "\x1b[0m") } else { ("", "") };
        let (error, line) = (self.say("error"), self.say(line));
        to_stderr(&format!("{bold}{error}{plain}: {line}\n"));
    }

    /// Asks, where there is somebody to ask; otherwise the default is the answer.
    pub(super) fn ask(&self, question: &str, default: &str) -> String {
        if self.quiet || !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return default.to_owned();
        }
        let shown = if default.is_empty() { String::new() } else { format!(" [{default}]") };
        to_stderr(&format!("{}{shown}: ", self.say(question)));
        let mut line = String::new();
        let _ = io::stdin().read_line(&mut line);
        match line.trim() {
            "" => default.to_owned(),
            answer => answer.to_owned(),
        }
    }

    /// Asks for a yes; where there is nobody to ask, it is a no.
    pub(super) fn confirm(&self, question: &str) -> bool {
        let answer = self.ask(&format!("{question} (y/N)"), "").to_lowercase();
        matches!(answer.as_str(), "y" | "yes" | "是")
    }

    /// What the command was asked for.
    ///
    /// # Errors
    /// If stdout cannot be written to; that nobody reads it is none.
    pub(super) fn data(&self, text: &str) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Prints why a command could not run.
    pub(super) fn fail(&self, error: &dyn std::error::Error) -> Exit {
        self.error(&error.to_string());
        Exit::Failed
    }
}

/// Prints help, or what is wrong with the arguments.
pub(super) fn usage(error: &clap::Error, language: Language) -> Exit {
    match explained(error, language).filter(|_| language != Language::English) {
        Some(words) => to_stderr(&words),
        // Prints to stdout or stderr, whichever is right; a reader who has gone does not matter.
        None => _ = error.print(),
    }
    if error.use_stderr() { Exit::Failed } else { Exit::Clean }
}

fn to_stderr(text: &str) {
    // There is nobody left to tell when stderr is gone.
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
