//! What an article's page asks for: the pictures that it shows, the links that it has.
//!
//! In come an article and its text; out go addresses as they are written. Invariant: an address is named exactly if the
//! page would have it: what was cut is left out.

use std::sync::{Mutex, PoisonError};

use crate::article::Body;
use crate::config::HtmlPolicy;
use crate::graph::Entry;
use crate::markdown::html::{Links, Options, Picture, Target};
use crate::render::body::{self, BodyScratch};

/// What is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    Pictures,
    #[cfg(feature = "mirror")]
    Links,
}

/// Buffers that are used again for the next article.
#[derive(Default)]
pub(super) struct Asking {
    body: Body,
    scratch: BodyScratch,
}

impl Asking {
    /// The addresses that an article's page asks for, in order; `text` is the article's file.
    pub(super) fn of(
        &mut self,
        entry: &Entry<'_>,
        text: &str,
        policy: HtmlPolicy,
        wanted: Wanted,
    ) -> Vec<String> {
        self.body.fill(text, entry.metadata.body_start);
        let links = Listener { wanted, heard: Mutex::default() };
        let options = Options { policy, links: &links, ..Options::default() };
        body::render(&self.body, entry.reading, &options, &mut self.scratch);
        links.heard.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Knows nothing, and notes what is asked for.
struct Listener {
    wanted: Wanted,
    heard: Mutex<Vec<String>>,
}

impl Listener {
    fn hear(&self, url: &str) {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).push(url.trim().to_owned());
    }
}

impl Links for Listener {
    fn link(&self, url: &str) -> Option<Target<'_>> {
        if self.wanted != Wanted::Pictures {
            self.hear(url);
        }
        None
    }

    fn picture(&self, url: &str) -> Option<Picture<'_>> {
        if self.wanted == Wanted::Pictures {
            self.hear(url);
        }
        None
    }
}
