//! Stage 3: who asks and who answers, what is related, what is promotion.
//!
//! In come a body's logical lines; out comes a [`Reading`], in two pure steps: [`read`] says what a file shows by
//! itself (a [`Finding`]; all that is kept of it), [`settle`] decides with what the whole site knows ([`Evidence`]).
//! Invariant: the segments of a reading cover the body without gap or overlap, so no text can be lost here, only
//! moved or cut by name.

mod evidence;
mod finding;
mod reading;

pub use evidence::Evidence;
pub use finding::Finding;
pub use reading::{
    Anchor, Cut, CutKind, Emphasis, Exchange, Interview, Reading, Related, Role, Segment, SegmentKind,
    Segments, Speaker, SpeakerIndex, Turn, Voice,
};

use std::sync::Arc;

use crate::article::{Body, Metadata};
use crate::config::Rules;
use crate::diagnostic::Reported;

/// What one file shows by itself. Pure; holds no text but names, titles and excerpts.
pub fn read(path: &Arc<str>, metadata: &Metadata, body: &Body, rules: &Rules) -> Reported<Finding> {
    let _ = (path, metadata, body, rules);
    Reported::clean(Finding::default())
}

/// The reading of one article, given what the whole site shows. Pure.
pub fn settle(
    metadata: &Metadata,
    finding: &Finding,
    evidence: &Evidence,
    rules: &Rules,
) -> Reported<Reading> {
    let _ = (metadata, evidence, rules);
    Reported::clean(Reading { segments: Segments::prose(finding.length), ..Reading::default() })
}
