//! Which of the links found are related articles of this one.
//!
//! In comes a finding; out go the cards to show and the spans that they replace. Invariant: order is kept, one card an
//! article, never the article itself.

use std::collections::BTreeSet;

use super::finding::{Count, Finding};
use super::reading::{Cut, CutKind, Related};
use crate::article::{Identity, Metadata};

/// Cards, the spans that they replace, and what stood there to read.
#[derive(Debug, Default)]
pub(super) struct Cards {
    pub(super) related: Vec<Related>,
    /// Links that no card is made of, though they have words, and pictures whose words no card prints.
    pub(super) dropped: Vec<Cut>,
    pub(super) spans: Vec<(u32, u32)>,
    pub(super) count: Count,
}

impl Cards {
    /// Where the last of the spans ends; 0 if there is none.
    pub(super) fn end(&self) -> u32 {
        self.spans.last().map_or(0, |(_, end)| *end)
    }
}

/// The related articles of a finding; links before `after`, inside the conversation, are the text's own.
pub(super) fn related(finding: &Finding, metadata: &Metadata, after: u32) -> Cards {
    let mut cards = Cards::default();
    let mut seen = BTreeSet::new();
    let own = metadata.identity.as_ref().map(Identity::key);
    let inside: BTreeSet<u16> =
        finding.links.iter().filter(|link| link.start < after).map(|link| link.section).collect();
    // The section of the span that was taken last.
    let mut open = None;
    for link in finding.links.iter().filter(|link| !inside.contains(&link.section)) {
        cards.count.add(link.count);
        match cards.spans.last_mut() {
            // Between the links of a section stand line ends and pictures alone.
            Some(last) if open == Some(link.section) => last.1 = link.end.max(last.1),
            _ => cards.spans.push((link.start, link.end)),
        }
        open = Some(link.section);
        let Some(target) = &link.target else { continue };
        let key = target.identity.as_ref().map_or(&*target.url, Identity::key);
        let reason = match () {
            () if Some(key) == own => "leads to the article itself",
            () if !seen.insert(key) => "leads to an article that has a card",
            () => {
                cards.related.push(Related::clone(target));
                continue;
            }
        };
        if !target.title.is_empty() && cards.related.iter().all(|card| card.title != target.title) {
            let (line, kind) = (target.line, CutKind::Notice);
            cards.dropped.push(Cut { from: line, to: line, kind, reason: reason.into() });
        }
    }
    let unprinted = finding.unprinted.iter().filter(|(section, _)| !inside.contains(section));
    cards.dropped.extend(unprinted.map(|(_, line)| {
        let reason = "no card prints what the picture says".into();
        Cut { from: *line, to: *line, kind: CutKind::Notice, reason }
    }));
    cards
}
