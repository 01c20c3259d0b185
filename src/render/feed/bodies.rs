//! Bodies that more than one feed shows: an article stands in the feeds of the site, of its tags and of who speaks.
//!
//! Invariant: what is kept is bounded, and says what the same body would say if it were made again.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::graph::{ArticleId, Name};

/// Bytes past which only bodies that are sure to be asked for again are kept.
const MOST: usize = 4 << 20;

/// An article's body in a feed.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub(super) html: Arc<str>,
    /// What it asked for while it was made.
    pub(super) asked: Arc<[Name]>,
}

/// Bodies of one run.
#[derive(Debug, Default)]
pub(in crate::render) struct Bodies(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    bodies: HashMap<ArticleId, Body>,
    bytes: usize,
}

impl Bodies {
    pub(super) fn get(&self, id: ArticleId) -> Option<Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).bodies.get(&id).cloned()
    }

    /// Keeps a body if there is room, or if it is `wanted` whatever there is.
    pub(super) fn keep(&self, id: ArticleId, wanted: bool, body: &Body) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if wanted || kept.bytes < MOST {
            kept.bytes += body.html.len();
            kept.bodies.insert(id, body.clone());
        }
    }
}
