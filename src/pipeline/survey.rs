//! A run that is looked at and thrown away: what `check` wants to know of a whole site.
//!
//! In comes what is wanted; out go the outcome of a run, with what a careful editor would ask about, and a [`Survey`].
//! Invariant: the site is understood and linked once, whatever is wanted.

use super::{Error, Missing, Outcome, Pipeline};
use crate::config::Config;
use crate::diagnostic;
use crate::graph::{Entry, Graph};
use crate::output::Discard;
use crate::review;

/// What is wanted beside the diagnostics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The articles that the site points to and does not have.
    pub missing: bool,
    /// Where the articles lead outside the site.
    #[cfg(feature = "mirror")]
    pub links: bool,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Survey {
    /// The articles that the site points to and does not have, those that most files point to first.
    pub missing: Vec<Missing>,
    /// Where each article leads outside the site, sorted by path.
    #[cfg(feature = "mirror")]
    pub links: Vec<super::RemoteLinks>,
    wanted: Wanted,
    diagnostics: Vec<diagnostic::Diagnostic>,
}

impl Pipeline {
    /// One run, and a close look at the site.
    ///
    /// # Errors
    /// [`Error::Restless`] if files keep changing under the run.
    pub fn survey(&mut self, now: i64, wanted: Wanted) -> Result<(Outcome, Survey), Error> {
        let mut survey = Survey { wanted, ..Survey::default() };
        let aside = super::Aside { survey: Some(&mut survey), ..super::Aside::default() };
        let mut outcome = self.attempt(now, &mut Discard, aside)?;
        outcome.diagnostics.append(&mut survey.diagnostics);
        diagnostic::sort(&mut outcome.diagnostics);
        Ok((outcome, survey))
    }

    /// Looks at the linked site.
    pub(super) fn look_through(&self, graph: &Graph<'_>, config: &Config, survey: &mut Survey) {
        let text =
            |entry: &Entry<'_>| std::fs::read_to_string(self.root.join(&**entry.path)).unwrap_or_default();
        survey.diagnostics = review::review(graph, text);
        if survey.wanted.missing {
            survey.missing = self.missing(graph);
        }
        #[cfg(feature = "mirror")]
        if survey.wanted.links {
            survey.links = self.remote_links(graph, config);
        }
        #[cfg(not(feature = "mirror"))]
        let _ = config;
    }
}
