//! The memo of a whole build: what it came to, as long as nothing that it read or wrote has changed.
//!
//! In come the files of the site, as stamps; out goes the outcome of the last build, or nothing. Invariant: a seal
//! holds only if a build would read the same files under the same options, and if every file that it wrote is there as
//! it was written; then building would change nothing and say the same.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::sweep::Sweep;
use super::{Options, Outcome, Pipeline};
use crate::diagnostic::{Diagnostic, Reported};
use crate::output::{self, Writer, binary};
use crate::source::{Scan, fingerprint};

/// What is remembered of a build.
#[derive(Debug, Serialize, Deserialize)]
struct Seal {
    /// When it was made.
    made: i64,
    /// When an article comes that lay in the future then.
    until: Option<i64>,
    base: String,
    articles: usize,
    pages: usize,
    diagnostics: Vec<Diagnostic>,
}

/// A build that may be sealed: the state of the files before it began.
#[derive(Debug)]
pub(super) struct Seals {
    file: PathBuf,
    key: u128,
    sweep: Sweep,
}

impl Seals {
    /// Looks at the files that a build of `pipeline` to the writer's folder would read; those of `scan` have been.
    pub(super) fn new(pipeline: &Pipeline, writer: &Writer, scan: &Reported<Scan>) -> Self {
        let Options { config, base_url, origin, drafts, future } = &pipeline.options;
        let config = config.clone().unwrap_or_else(|| pipeline.root.join("fangtan.toml"));
        let sweep = Sweep::around(&pipeline.root, &config, scan);
        let sum = sweep.sum;
        let asked = format!("{sum} {config:?} {base_url:?} {origin:?} {drafts} {future}");
        Self { file: writer.beside("seal"), key: fingerprint(asked.as_bytes()) ^ binary(), sweep }
    }

    /// What the last build came to, if building again would change nothing.
    pub(super) fn unbroken(&self, writer: &Writer, now: i64) -> Option<Outcome> {
        let bytes = std::fs::read(&self.file).ok()?;
        let Seal { made, until, base, articles, pages, diagnostics } =
            output::decode(&bytes, self.key).ok()??;
        let in_time = made <= now && until.is_none_or(|until| now < until);
        let holds = in_time && writer.is_whole();
        holds.then(|| Outcome { diagnostics, articles, pages, base, until, ..Outcome::default() })
    }

    /// Seals a build that was written.
    pub(super) fn seal(&self, outcome: &Outcome, now: i64) -> Result<(), output::Error> {
        let seal = Seal {
            made: now,
            until: outcome.until,
            base: outcome.base.clone(),
            articles: outcome.articles,
            pages: outcome.pages,
            diagnostics: outcome.diagnostics.clone(),
        };
        let settled = outcome.stats.began.is_some_and(|began| self.sweep.is_settled(began));
        match output::encode(&seal, self.key) {
            Some(bytes) if settled => output::replace(&self.file, &bytes),
            _ => Ok(()),
        }
    }
}
