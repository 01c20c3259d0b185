//! Lists over several pages.

use std::ops::Range;

use serde::Serialize;

/// Where a list of several pages goes on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Pager {
    /// This page, 1-based.
    pub number: u32,
    /// How many there are.
    pub count: u32,
    /// Link to the page before; of lists by date, the one with newer articles.
    pub newer: Option<String>,
    /// Link to the page behind.
    pub older: Option<String>,
}

impl Pager {
    /// The pager of a page, 0-based, of a list whose first page stands at `first`.
    pub(super) fn of(first: &str, number: u32, count: u32) -> Self {
        Self {
            number: number + 1,
            count,
            newer: number.checked_sub(1).map(|number| turned(first, number)),
            older: (number + 1 < count).then(|| turned(first, number + 1)),
        }
    }
}

/// The link to a page, 0-based, of the list at `first`.
pub(super) fn turned(first: &str, number: u32) -> String {
    if number == 0 { first.to_owned() } else { format!("{first}page/{}/", number + 1) }
}

/// How many pages so many entries take; an empty list has one, too.
pub(crate) fn pages_of(entries: usize, each: usize) -> u32 {
    entries.div_ceil(each.max(1)).max(1) as u32
}

/// The places of a page's entries.
pub(super) fn span(number: u32, each: usize, entries: usize) -> Range<usize> {
    let start = (number as usize * each).min(entries);
    start..(start + each).min(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_on_one_page() {
        for (entries, each, pages) in [(0, 20, 1), (1, 20, 1), (20, 20, 1), (21, 20, 2), (40, 20, 2)] {
            assert_eq!(pages_of(entries, each), pages);
            let shown: Vec<usize> = (0..pages).flat_map(|number| span(number, each, entries)).collect();
            assert_eq!(shown, (0..entries).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_pager_leads_to_both_sides() {
        let pager = Pager::of("/tags/a/", 1, 3);
        assert_eq!(
            (pager.newer.as_deref(), pager.older.as_deref()),
            (Some("/tags/a/"), Some("/tags/a/page/3/"))
        );
        assert_eq!(Pager::of("/tags/a/", 2, 3).older, None);
    }
}
