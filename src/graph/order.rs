//! The one order of all lists.

use std::cmp::Reverse;

use super::Entry;
use crate::article::{Identity, Kind};

/// Sorts newest first, articles without a date last, pages of their own after all articles. What one account sent at
/// one time keeps its order: a later message first, inside a message as it was numbered.
pub(super) fn newest_first(entries: &mut [Entry<'_>]) {
    entries.sort_unstable_by(|one, other| key(one).cmp(&key(other)));
}

type Key<'a> = (bool, Reverse<Option<i64>>, Reverse<(usize, &'a str)>, u32, &'a str);

fn key<'a>(entry: &Entry<'a>) -> Key<'a> {
    let date = entry.metadata.date.map(|date| date.seconds());
    let (mid, idx) = entry.metadata.identity.as_ref().and_then(Identity::message).unwrap_or_default();
    (is_page(entry), Reverse(date), Reverse((mid.len(), mid)), idx, entry.path.as_ref())
}

/// Whether the entry is a page of its own: `kind: page`, and no date that would put it in a list.
pub(super) fn is_page(entry: &Entry<'_>) -> bool {
    entry.metadata.kind == Kind::Page && entry.metadata.date.is_none()
}
