//! Faults in what the author wrote: located, collected, never stopping a run.
//!
//! In come a [`Code`], a message and a [`Place`]; out goes text for a terminal or data for machines.
//! Invariant: nothing here reads a file; a diagnostic carries the line that it points at, so that it says the same
//! when it is replayed from a memo.

mod code;
mod fix;
mod github;
mod json;
mod nearest;
mod place;
mod sarif;
mod terminal;
#[cfg(test)]
mod tests;

pub use code::Code;
pub use fix::{Edit, Fix, mend};
pub use json::JsonDiagnostic;
pub use nearest::nearest;
pub use place::Place;

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::wording::Language;

/// How bad a fault is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The build writes nothing until this is mended.
    Error,
    /// The build goes on; the author should look.
    Warning,
    /// What was decided, for those who ask (`-v`, `inspect`).
    Note,
}

/// One fault in the author's input.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Which kind of fault; its name is what messages and documentation use.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong: lower case, no full stop, offending text quoted.
    pub message: String,
    /// Where; `None` only for a fault of the whole site.
    pub place: Option<Place>,
    /// Further places, each with a few words (the other file of a collision, say).
    pub others: Vec<(Place, String)>,
    /// What to do: imperative, one line.
    pub help: Option<String>,
    /// What mends it, where that takes no judgement.
    pub fix: Option<Fix>,
}

impl Diagnostic {
    /// A fault that stops the build.
    pub fn error(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, message.into())
    }

    /// A fault that the build survives.
    pub fn warning(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message.into())
    }

    /// A decision that the author may want to know of.
    pub fn note(code: Code, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, message.into())
    }

    fn new(code: Code, severity: Severity, message: String) -> Self {
        Self {
            code,
            severity,
            message: clipped(message),
            place: None,
            others: Vec::new(),
            help: None,
            fix: None,
        }
    }

    /// Says where the fault is.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Adds a second place with a few words about it.
    #[must_use]
    pub fn and(mut self, place: Place, words: impl Into<String>) -> Self {
        self.others.push((place, words.into()));
        self
    }

    /// The same in another language; code and places stay.
    #[must_use]
    pub fn said(&self, language: Language) -> Self {
        let say = |words: &String| language.say(words).into_owned();
        Self {
            message: say(&self.message),
            others: self.others.iter().map(|(place, words)| (place.clone(), say(words))).collect(),
            help: self.help.as_ref().map(say),
            ..self.clone()
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what should stand where the fault is, for who asks for it to be mended.
    #[must_use]
    pub fn fix(mut self, text: impl Into<String>) -> Self {
        self.fix = Some(Fix { text: text.into(), elsewhere: Vec::new() });
        self
    }
}

/// A message without the middle of what it quotes, where that is longer than anybody reads.
fn clipped(message: String) -> String {
    const BEGINNING: usize = 200;
    const END: usize = 100;
    let Some((beginning, _)) = message.char_indices().nth(BEGINNING) else { return message };
    let Some((end, _)) = message.char_indices().rev().nth(END) else { return message };
    if end <= beginning { message } else { format!("{}…{}", &message[..beginning], &message[end..]) }
}

/// How diagnostics are written down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    #[default]
    Human,
    /// One JSON array.
    Json,
    /// SARIF 2.1.0, which code hosts show beside the changed lines.
    Sarif,
    /// Workflow commands of GitHub Actions.
    GitHub,
}

/// Writes diagnostics down, in the order given; `color` matters to people alone.
pub fn render(diagnostics: &[Diagnostic], format: Format, color: bool) -> String {
    render_in(Language::English, diagnostics, format, color)
}

/// The same for readers of a language: the words around a message, which is in it already.
pub fn render_in(language: Language, diagnostics: &[Diagnostic], format: Format, color: bool) -> String {
    match format {
        Format::Human => {
            let shown = diagnostics.iter().map(|it| terminal::render(it, color, language) + "\n");
            shown.collect()
        }
        Format::Json => json::render(diagnostics),
        Format::Sarif => sarif::render(diagnostics),
        Format::GitHub => diagnostics.iter().map(github::render).collect(),
    }
}

/// How many diagnostics there are of each severity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those that stop the build.
    pub errors: usize,
    /// Those that the build survives.
    pub warnings: usize,
    /// Decisions told.
    pub notes: usize,
}

impl Counts {
    /// Counts `diagnostics`.
    pub fn of(diagnostics: &[Diagnostic]) -> Self {
        let count =
            |severity| diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        Self {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            notes: count(Severity::Note),
        }
    }
}

impl fmt::Display for Counts {
    /// `2 errors, 1 warning`; notes are not worth a number, and nothing is `no faults`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |count| if count == 1 { "" } else { "s" };
        let errors = format!("{} error{}", self.errors, plural(self.errors));
        let warnings = format!("{} warning{}", self.warnings, plural(self.warnings));
        match (self.errors, self.warnings) {
            (0, 0) => f.write_str("no faults"),
            (0, _) => f.write_str(&warnings),
            (_, 0) => f.write_str(&errors),
            _ => write!(f, "{errors}, {warnings}"),
        }
    }
}

impl Severity {
    /// The word that every format prints.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A value and what there is to say about how it came to be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reported<T> {
    /// The value: always there, however bad the input was.
    pub value: T,
    /// The faults met on the way, in the order in which they were met.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Reported<T> {
    /// A value about which there is nothing to say.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// Takes the value and appends the diagnostics to `into`.
    pub fn collect(self, into: &mut Vec<Diagnostic>) -> T {
        into.extend(self.diagnostics);
        self.value
    }
}

/// Orders diagnostics as they are shown: by file, then position, then severity; faults of the whole site last.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| {
        let key = |d: &Diagnostic| {
            (d.place.is_none(), d.place.as_ref().map(|p| (p.path.clone(), p.line, p.column)), d.severity)
        };
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message))
    });
}
