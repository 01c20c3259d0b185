//! Stage 3: who asks and who answers, what is related, what is promotion.
//!
//! In come a body's logical lines; out comes a [`Reading`], in two pure steps: [`read`] says what a file shows by
//! itself (a [`Finding`]; all that is kept of it), [`settle`] decides with what the whole site knows ([`Evidence`]).
//! Invariant: the segments of a reading cover the body without gap or overlap, so no text can be lost here, only
//! moved or cut by name.

mod adornment;
mod anchor;
mod doubts;
mod evidence;
mod exchange;
mod finding;
mod label;
mod links;
mod names;
mod notes;
mod packed;
mod plain;
mod read;
mod reading;
mod references;
mod related;
mod roles;
mod settle;
mod speakers;
mod spoken;
mod tail;
mod tally;
#[cfg(test)]
mod tests;
mod turns;
mod word_list;

pub use anchor::Anchor;
pub use evidence::{Bits, Evidence, Traces};
pub use finding::Finding;
pub(crate) use packed::Packed;
pub use reading::{
    Cut, CutKind, Emphasis, Exchange, Interview, Reading, Reference, Related, Role, Segment, SegmentKind,
    Segments, Speaker, SpeakerIndex, Turn, Voice,
};
pub use spoken::spoken;
pub use tally::{Share, Tally};

use std::sync::Arc;

use crate::article::{Body, Metadata};
use crate::config::Rules;
use crate::diagnostic::{Code, Diagnostic, Place, Reported};

/// What one file shows by itself. Pure; holds no text but names, titles and excerpts.
pub fn read(path: &Arc<str>, metadata: &Metadata, body: &Body, rules: &Rules) -> Reported<Finding> {
    let finding = read::find(metadata, body, rules);
    let mut diagnostics = Vec::new();
    if let Some(line) = finding.paid {
        let fault = Diagnostic::warning(Code::PaidStub, "only the free beginning of a paid article");
        diagnostics.push(
            fault
                .at(Place::on_line(path, line))
                .help("add the rest; until then its page says that it is the beginning"),
        );
    }
    Reported { value: finding, diagnostics }
}

/// The reading of one article, given what the whole site shows. Pure.
pub fn settle(
    path: &Arc<str>,
    metadata: &Metadata,
    finding: &Finding,
    evidence: &Evidence,
    rules: &Rules,
) -> Reported<Reading> {
    settle::settle(path, finding, speakers::Known { metadata, evidence, rules })
}

/// What a reader sees of Markdown text: no marks, addresses or pictures; white space at its ends removed.
pub fn plain_text(text: &str) -> String {
    plain::plain(text).into_owned()
}

/// The same with the words that describe pictures: what is to be named of text that no page shows.
pub fn words_of(text: &str) -> String {
    let mut words = vec![plain::plain(text)];
    links::each(text, |link| {
        if link.picture {
            words.extend(links::picture_words(text, &link).map(plain::plain));
        }
    });
    words.retain(|words| !words.is_empty());
    words.join(" ")
}
