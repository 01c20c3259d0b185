//! Articles that say nearly the same.
//!
//! In come bodies; out go warnings that name both files. Each body is reduced to the smallest hashes of its runs of
//! letters (a bottom-k sketch: A. Z. Broder, "On the resemblance and containment of documents", 1997), so that two texts
//! are compared by a few hundred bytes each. Invariant: what is cut or points elsewhere does not count, so that two
//! articles with one advertisement are no twins.

use std::collections::BTreeMap;

use crate::article::Body;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::graph::{ArticleId, Entry, Graph};
use crate::interview::SegmentKind;
use crate::source::fingerprint;

/// Letters of one run.
const RUN: usize = 12;
/// Hashes of a sketch.
const KEPT: usize = 64;
/// Letters below which a text is too short to be compared.
const SHORTEST: usize = 200;
/// Hashes of a whole sketch that twins share.
const SHARED: usize = KEPT * 3 / 4;

/// What is kept of a body.
pub(super) struct Sketch {
    id: ArticleId,
    /// The smallest hashes, sorted; fewer only if the text has fewer runs.
    hashes: Vec<u64>,
}

impl Sketch {
    pub(super) fn of(id: ArticleId, entry: &Entry<'_>, body: &Body) -> Self {
        let mut letters: Vec<char> = Vec::new();
        for segment in entry.reading.segments.iter() {
            let shown =
                !matches!(segment.kind, SegmentKind::Cut(_) | SegmentKind::Related | SegmentKind::Credit);
            if let Some(text) =
                body.text().get(segment.start as usize..segment.end as usize).filter(|_| shown)
            {
                letters.extend(text.chars().filter(|letter| letter.is_alphanumeric()));
            }
        }
        Self { id, hashes: smallest(&letters) }
    }
}

fn smallest(letters: &[char]) -> Vec<u64> {
    if letters.len() < SHORTEST {
        return Vec::new();
    }
    let mut bytes = Vec::with_capacity(RUN * 4);
    let hash = |run: &[char]| {
        bytes.clear();
        run.iter().for_each(|letter| bytes.extend_from_slice(&(*letter as u32).to_le_bytes()));
        fingerprint(&bytes) as u64
    };
    let mut hashes: Vec<u64> = letters.windows(RUN).map(hash).collect();
    if hashes.len() > KEPT * 4 {
        hashes.select_nth_unstable(KEPT * 4);
        hashes.truncate(KEPT * 4);
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes.truncate(KEPT);
    hashes
}

/// Warns of each article that nearly equals an earlier one.
pub(super) fn twins(graph: &Graph<'_>, sketches: &[Sketch]) -> Vec<Diagnostic> {
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (place, sketch) in sketches.iter().enumerate() {
        sketch.hashes.iter().for_each(|hash| holders.entry(*hash).or_default().push(place));
    }
    let mut shared: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for places in holders.values() {
        for (index, one) in places.iter().enumerate() {
            // A run that very many share is a phrase of the account's; it makes no twins and costs squares.
            for other in places[index + 1..].iter().take(16) {
                *shared.entry((*one, *other)).or_default() += 1;
            }
        }
    }
    let pairs = shared.into_iter().filter(|(_, count)| *count >= SHARED);
    pairs.map(|((one, other), count)| warning(graph, sketches[one].id, sketches[other].id, count)).collect()
}

/// Of the two, the newer is the one that is too many.
fn warning(graph: &Graph<'_>, newer: ArticleId, older: ArticleId, count: usize) -> Diagnostic {
    let (newer, older) = (graph.entry(newer), graph.entry(older));
    let percent = count * 100 / KEPT;
    let message =
        format!("\"{}\" says nearly the same as \"{}\"", newer.metadata.title, older.metadata.title);
    Diagnostic::warning(Code::Twins, message)
        .at(Place::file(newer.path))
        .and(Place::file(older.path), format!("about {percent} percent of the text is equal"))
        .help("delete one of the two, and add its address to the `aliases` of the other")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(seed: u32) -> Vec<char> {
        let mut state = seed;
        let mut letters = Vec::new();
        for _ in 0..3000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            letters.extend(char::from_u32(0x4e00 + (state >> 16) % 4000));
        }
        letters
    }

    fn shared(one: &[char], other: &[char]) -> usize {
        let (one, other) = (smallest(one), smallest(other));
        one.iter().filter(|hash| other.contains(hash)).count()
    }

    #[test]
    fn an_edited_text_is_a_twin_and_another_is_none() {
        let one = text(1);
        let mut edited = one.clone();
        for at in [100, 900, 1700] {
            edited[at] = '改';
        }
        edited.truncate(2900);
        assert!(shared(&one, &edited) >= SHARED);
        assert_eq!(shared(&one, &text(2)), 0);
        let half: Vec<char> = one[..1500].iter().chain(&text(3)[..1500]).copied().collect();
        assert!(shared(&one, &half) < SHARED);
    }
}
