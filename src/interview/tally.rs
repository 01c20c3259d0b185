//! How often everything occurs that is evidence once it recurs, so that an edit can be held against it.
//!
//! In come the shares of all articles, out goes whether another share in place of one changes what the site shows.
//! Invariant: while it does not, the [`Evidence`](super::Evidence) that was gathered stands.

use std::collections::BTreeMap;

use super::evidence::{ACCOUNTS, KNOWN, RECURS};

/// What one article adds to the evidence, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Share {
    /// Account and line.
    pub(super) lines: Vec<u64>,
    /// Names that speak.
    pub(super) names: Vec<u64>,
}

/// How often everything occurs, sorted by what it is.
#[derive(Debug, Default)]
pub struct Tally {
    /// Articles, by account and line.
    pub(super) lines: Vec<(u64, u32)>,
    /// Accounts, by line.
    pub(super) accounts: Vec<(u64, u32)>,
    /// Articles, by name.
    pub(super) names: Vec<(u64, u32)>,
    /// What has changed since the lists were made.
    pub(super) drift: [BTreeMap<u64, i64>; 3],
}

/// Which of the lists.
#[derive(Clone, Copy)]
enum List {
    Lines,
    Accounts,
    Names,
}

impl Tally {
    /// Puts a share in place of another; false if that changes the evidence, and then the tally holds no more.
    pub fn replace(&mut self, old: &Share, new: &Share) -> bool {
        let gone = |old: &[u64], new: &[u64]| -> Vec<u64> {
            old.iter().filter(|key| new.binary_search(key).is_err()).copied().collect()
        };
        gone(&old.lines, &new.lines).into_iter().all(|line| self.line(line, -1))
            && gone(&new.lines, &old.lines).into_iter().all(|line| self.line(line, 1))
            && gone(&old.names, &new.names).into_iter().all(|name| self.step(List::Names, name, -1, KNOWN))
            && gone(&new.names, &old.names).into_iter().all(|name| self.step(List::Names, name, 1, KNOWN))
    }

    /// A line stands in one article of its account more, or less.
    fn line(&mut self, line: u64, by: i64) -> bool {
        let before = self.count(List::Lines, line);
        let first_or_last = before == 0 || before + by == 0;
        self.step(List::Lines, line, by, RECURS)
            && (!first_or_last || self.step(List::Accounts, line & u64::from(u32::MAX), by, ACCOUNTS))
    }

    /// Counts one more or less; false if that makes it evidence, or no longer.
    fn step(&mut self, list: List, key: u64, by: i64, enough: u32) -> bool {
        let before = self.count(list, key);
        *self.drift[list as usize].entry(key).or_default() += by;
        (before >= i64::from(enough)) == (before + by >= i64::from(enough))
    }

    fn count(&self, list: List, key: u64) -> i64 {
        let counted = match list {
            List::Lines => &self.lines,
            List::Accounts => &self.accounts,
            List::Names => &self.names,
        };
        let found = counted.binary_search_by_key(&key, |(key, _)| *key);
        let drift = self.drift[list as usize].get(&key).copied().unwrap_or_default();
        found.map_or(0, |place| i64::from(counted[place].1)) + drift
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(lines: &[u64]) -> Share {
        Share { lines: lines.to_vec(), names: Vec::new() }
    }

    #[test]
    fn a_line_counts_when_it_recurs() {
        let line = |account: u64, line: u64| account << 32 | line;
        let once = || Tally { lines: vec![(line(1, 7), 1)], accounts: vec![(7, 1)], ..Tally::default() };
        assert!(once().replace(&share(&[]), &share(&[line(1, 7)])), "twice is not often");
        let mut tally = once();
        assert!(tally.replace(&share(&[]), &share(&[line(1, 7)])));
        assert!(!tally.replace(&share(&[]), &share(&[line(1, 7)])), "three times is");
        assert!(once().replace(&share(&[line(1, 7)]), &share(&[line(1, 8)])));
        let often = || Tally { lines: vec![(line(1, 7), 3)], accounts: vec![(7, 1)], ..Tally::default() };
        assert!(!often().replace(&share(&[line(1, 7)]), &share(&[])));
        let spread = || Tally { lines: vec![(line(1, 7), 1)], accounts: vec![(7, 3)], ..Tally::default() };
        assert!(spread().replace(&share(&[]), &share(&[line(1, 7)])), "an account that has it already");
        assert!(!spread().replace(&share(&[]), &share(&[line(2, 7)])), "a fourth account");
    }

    #[test]
    fn a_name_counts_when_it_speaks_twice() {
        let named = |names: &[u64]| Share { lines: Vec::new(), names: names.to_vec() };
        let tally = || Tally { names: vec![(5, 1), (6, 2)], ..Tally::default() };
        assert!(!tally().replace(&named(&[]), &named(&[5])));
        assert!(tally().replace(&named(&[]), &named(&[6])) && tally().replace(&named(&[5]), &named(&[])));
        assert!(!tally().replace(&named(&[6]), &named(&[])));
    }
}
