//! Stage 3: who asks and who answers, what is related, what is promotion.
//!
//! In come a body's logical lines; out comes a [`Reading`], in two pure steps: [`read`] says what a file shows by
//! itself (a [`Finding`]; all that is kept of it), [`settle`] decides with what the whole site knows ([`Evidence`]).
//! Invariant: the segments of a reading cover the body without gap or overlap, so no text can be lost here, only
//! moved or cut by name.

mod anchor;
mod cast;
mod choose;
mod edges;
mod evidence;
mod finding;
mod label;
mod lexicon;
mod links;
mod reading;
mod references;
mod related;
mod roles;
mod scan;
mod segments;
mod settle;
mod spoken;
mod tail;

pub use evidence::{Bits, Evidence};
pub use finding::Finding;
pub use reading::{
    Anchor, Cut, CutKind, Emphasis, Exchange, Interview, Reading, Reference, Related, Role, Segment,
    SegmentKind, Segments, Speaker, SpeakerIndex, Turn, Voice,
};
pub use spoken::spoken;

use std::sync::Arc;

use crate::article::{Body, Metadata};
use crate::config::Rules;
use crate::diagnostic::Reported;

/// What one file shows by itself. Pure; holds no text but names, titles and excerpts.
pub fn read(metadata: &Metadata, body: &Body, rules: &Rules) -> Reported<Finding> {
    Reported::clean(scan::scan(metadata, body, rules))
}

/// The reading of one article, given what the whole site shows. Pure; of the evidence only [`Evidence::bits_for`] the
/// article is asked.
pub fn settle(
    path: &Arc<str>,
    metadata: &Metadata,
    finding: &Finding,
    evidence: &Evidence,
    rules: &Rules,
) -> Reported<Reading> {
    let reading = settle::settle(metadata, finding, &evidence.bits_for(metadata, finding), rules);
    let mut diagnostics = Vec::new();
    settle::check_names(path, metadata, &reading, &mut diagnostics);
    Reported { value: reading, diagnostics }
}

/// The words of a line of a normalised body: without emphasis, pictures and the addresses of links, escapes undone.
pub fn plain_text(line: &str) -> String {
    links::plain(line)
}
