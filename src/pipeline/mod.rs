//! Runs the seven stages, and remembers what need not be done again.
//!
//! In come a site's folder and a sink; out goes an [`Outcome`]. The memo tables are fields of [`Pipeline`], one entry
//! for each file, so they are bounded by the site. Invariant: a run that finds everything remembered gives the same
//! bytes and the same diagnostics as one that finds nothing.

mod amend;
mod asking;
mod beside;
mod error;
mod foreign;
mod indexing;
mod inspect;
mod look;
mod memo;
mod menu;
mod missing;
mod pictures;
mod pointed;
mod press;
mod produce;
mod published;
mod records;
mod references;
#[cfg(feature = "mirror")]
mod remote;
mod seal;
mod shop;
mod shown;
mod speakers;
mod stats;
mod survey;
pub(crate) mod sweep;
mod texts;
mod understand;

pub use error::Error;
pub use inspect::Inspection;
pub use look::Look;
pub use missing::Missing;
#[cfg(feature = "mirror")]
pub use remote::{RemoteLinks, RemotePictures};
pub use shop::{Held, Next, Shop};
pub use speakers::{KnownSpeaker, Spelling};
pub use stats::{Stage, Stats};
pub use survey::{Survey, Wanted};

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::prelude::*;

use crate::config::Config;
use crate::diagnostic::{Code, Counts, Diagnostic, Place};
use crate::output::{Doubt, Sink, Writer, Written};
use crate::source::Source;
use memo::Memo;
use published::Published;
use seal::Seals;
use understand::Scanned;

/// How often a run begins again because files change under it.
const ATTEMPTS: usize = 5;
/// Pages of which a list takes room.
const MANY: usize = 1000;

/// A site and what is known of it.
#[derive(Debug)]
pub struct Pipeline {
    root: PathBuf,
    options: Options,
    memo: Memo,
    sizes: Mutex<pictures::Sizes>,
}

/// What of the site is wanted.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The configuration's file, where it is not `fangtan.toml` in the root.
    pub config: Option<PathBuf>,
    /// Instead of the configuration's `base_url`.
    pub base_url: Option<String>,
    /// Instead of scheme and host of the configuration's `base_url`, whose path stays.
    pub origin: Option<String>,
    /// With drafts.
    pub drafts: bool,
    /// With articles dated in the future.
    pub future: bool,
}

/// What a run came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything there is to say, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// Articles and pages of their own that are part of the site.
    pub articles: usize,
    /// Pages, feeds and machine files of the site.
    pub pages: usize,
    /// Paths of the pages that were rendered in this run, sorted.
    pub rendered: Vec<String>,
    /// Pages of articles that are part of the site although a build would leave them out, sorted.
    pub unpublished: Vec<(String, Unpublished)>,
    /// The path of the site's address, with a slash at both ends.
    pub base: String,
    /// When the first article that is left out because it lies in the future will be part of the site.
    pub until: Option<i64>,
    /// Lines that were left out, and of how many articles; `None` where no article was looked at.
    pub cut: Option<(u32, usize)>,
    /// Why what earlier runs remembered was of no use, if there was something.
    pub doubt: Option<Doubt>,
    /// How long what took, and how often.
    pub stats: Stats,
}

/// Why a build would leave an article out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unpublished {
    /// It is a draft.
    Draft,
    /// Its date has not come.
    Future,
}

impl Outcome {
    /// Whether nothing may be published.
    pub fn failed(&self) -> bool {
        Counts::of(&self.diagnostics).errors > 0
    }
}

/// What a run brings up to date, or finds out, beside the site's pages.
#[derive(Default)]
struct Aside<'b> {
    /// Where articles were published. With it the run is the only one: it lets go of what a further one would need.
    published: Option<&'b mut Published>,
    /// The folder of the search index.
    index: Option<&'b Path>,
    survey: Option<&'b mut Survey>,
    /// The files, if they were looked for just now.
    scanned: Option<Scanned>,
}

/// The site as the run sees it, before linking.
#[derive(Debug)]
struct Site {
    config: Config,
    assets: Vec<Source>,
    /// Which of the memo's records are part of the site.
    included: Vec<usize>,
    /// When the first of the others will be.
    until: Option<i64>,
    /// Lines that are left out, and of how many articles.
    cut: (u32, usize),
    diagnostics: Vec<Diagnostic>,
}

impl Pipeline {
    /// A pipeline that will know what an earlier process has [saved](Self::save).
    pub fn new(root: impl Into<PathBuf>, options: Options) -> Self {
        Self { root: root.into(), options, memo: Memo::default(), sizes: Mutex::default() }
    }

    /// Remembers for the next process, if this one has learned anything.
    ///
    /// # Errors
    /// [`Error::Output`] if `.fangtan` in the site's folder cannot be written to.
    pub fn save(&mut self) -> Result<(), Error> {
        let learned = std::mem::take(&mut self.memo.learned);
        Ok(records::save(&self.root, &self.memo.records, self.memo.rules, learned)?)
    }

    /// The site's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Makes the next run read these files, whatever their stamps say.
    pub fn doubt(&mut self, files: &[PathBuf]) {
        self.memo.doubt(files);
    }

    /// One run: everything is brought up to date and goes to `sink`. `now` (seconds since 1970) decides what lies in
    /// the future. If the outcome has errors, what the sink was given is not to be published.
    ///
    /// # Errors
    /// [`Error::Output`] if the sink fails, [`Error::Restless`] if files keep changing under the run.
    pub fn run(&mut self, now: i64, sink: &mut impl Sink) -> Result<Outcome, Error> {
        self.attempt(now, sink, Aside::default())
    }

    /// The only run of a process, written to the writer's folder if `may` approves of its outcome. If nothing changed
    /// since the last one, nothing is read. Otherwise what the next process will want to know is saved, and let go of,
    /// before pages are rendered, so that the two never take memory at once.
    ///
    /// # Errors
    /// Those of [`run`](Self::run), and [`Error::Output`] if something cannot be saved.
    pub fn build(
        &mut self,
        now: i64,
        mut writer: Writer,
        may: impl Fn(&Outcome) -> bool,
    ) -> Result<(Outcome, Option<Written>), Error> {
        let (scanned, mut published) =
            rayon::join(|| understand::scan(&self.root), || Published::load(&writer));
        let seals = Seals::new(self, &writer, &scanned.0);
        if let Some(outcome) = seals.unbroken(&writer, now).filter(&may) {
            return Ok((outcome, Some(Written::default())));
        }
        let index = writer.beside("search");
        let mut outcome = {
            let scanned = Some(scanned);
            let aside = Aside { published: Some(&mut published), index: Some(&index), scanned, survey: None };
            self.attempt(now, &mut writer, aside)?
        };
        outcome.doubt = writer.doubt().or(self.memo.doubt.take());
        if !may(&outcome) {
            return Ok((outcome, None));
        }
        // They were saved, and lists of many files need the room.
        if outcome.rendered.len() > MANY {
            std::mem::take(&mut self.memo.records).into_par_iter().for_each(drop);
        }
        let written = outcome.stats.time(Stage::Write, || writer.finish())?;
        published.save()?;
        seals.seal(&outcome, now)?;
        Ok((outcome, Some(written)))
    }

    /// Runs until no file changes under it.
    fn attempt(&mut self, now: i64, sink: &mut impl Sink, mut aside: Aside<'_>) -> Result<Outcome, Error> {
        let mut changed = None;
        for _ in 0..ATTEMPTS {
            let mut outcome = Outcome::default();
            let site = match self.understand(
                now,
                aside.published.is_some(),
                aside.scanned.take(),
                &mut outcome.stats,
            ) {
                Ok(site) => site,
                Err(Error::Restless) => {
                    changed = self.memo.changed.take();
                    break;
                }
                Err(error) => return Err(error),
            };
            match self.produce(site, now, sink, &mut aside, outcome) {
                Ok(outcome) => return Ok(outcome),
                Err(produce::Stop::Stale) => {
                    self.memo.doubted = true;
                    changed = self.memo.changed.take();
                    sink.restart();
                }
                Err(produce::Stop::Output(error)) => return Err(Error::Output(error)),
            }
        }
        let Some(path) = changed else { return Err(Error::Restless) };
        let fault = Diagnostic::error(Code::Unreadable, "the file keeps changing while it is read");
        let fault = fault.at(Place::file(&path)).help("build again once nothing writes to it any more");
        Ok(Outcome { diagnostics: vec![fault], ..Outcome::default() })
    }
}
