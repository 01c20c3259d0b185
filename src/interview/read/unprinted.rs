//! What pictures among related articles say and no card prints.
//!
//! In come the sections; out go lines, by section. Invariant: a picture's words are its card's title, or named here.

use std::collections::BTreeSet;

use super::cards::title_of;
use crate::article::Body;
use crate::interview::finding::Link;
use crate::interview::links::{each, picture_words};

/// The lines of pictures whose words no card of their section prints: each with its section, in order.
pub(super) fn find(body: &Body, links: &[Link]) -> Vec<(u16, u32)> {
    let mut found = Vec::new();
    for section in links.chunk_by(|one, other| one.section == other.section) {
        let Some(Link { start, section: number, .. }) = section.first() else { continue };
        let titles: BTreeSet<&str> =
            section.iter().filter_map(|link| Some(&*link.target.as_ref()?.title)).collect();
        let end = section.iter().map(|link| link.end).max().unwrap_or_default();
        let from = body.lines().partition_point(|line| line.end <= *start);
        for line in body.lines()[from..].iter().take_while(|line| line.start < end) {
            let text = body.line(line);
            let mut says = false;
            each(text, |link| {
                let is_inside = (*start..end).contains(&(line.start + link.start as u32));
                let mut words =
                    picture_words(text, &link).filter(|words| !titles.contains(&*title_of(words)));
                says |= link.picture && is_inside && words.next().is_some();
            });
            if says {
                found.push((*number, line.number));
            }
        }
    }
    found
}
