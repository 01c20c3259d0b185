//! Pages that were made, as long as there is room for them.
//!
//! Invariant: the bytes that are held stay within a budget; what was not asked for longest goes first.

use std::collections::BTreeMap;
use std::sync::Arc;

use hyper::body::Bytes;

use crate::source::fingerprint;

/// Bytes of pages that are held.
const BUDGET: usize = 48 << 20;

/// A page that was made.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) key: u128,
    pub(super) asked: Box<[u128]>,
    /// Changes when the bytes do.
    pub(super) version: u128,
    pub(super) bytes: Bytes,
}

impl Page {
    pub(super) fn new(key: u128, asked: Box<[u128]>, bytes: Vec<u8>) -> Self {
        Self { key, asked, version: fingerprint(&bytes), bytes: bytes.into() }
    }
}

/// Pages by path.
#[derive(Debug, Default)]
pub(super) struct Cache {
    pages: BTreeMap<String, (u64, Arc<Page>)>,
    /// Paths by when they were last asked for.
    used: BTreeMap<u64, String>,
    clock: u64,
    size: usize,
}

impl Cache {
    /// The page that was made for a path.
    pub(super) fn get(&mut self, path: &str) -> Option<Arc<Page>> {
        let (used, page) = self.pages.get_mut(path)?;
        self.clock += 1;
        if let Some(path) = self.used.remove(used) {
            self.used.insert(self.clock, path);
        }
        *used = self.clock;
        Some(page.clone())
    }

    /// Holds a page in place of an older one.
    pub(super) fn put(&mut self, path: &str, page: Arc<Page>) {
        self.clock += 1;
        self.size += page.bytes.len();
        if let Some((used, old)) = self.pages.insert(path.to_owned(), (self.clock, page)) {
            self.used.remove(&used);
            self.size -= old.bytes.len();
        }
        self.used.insert(self.clock, path.to_owned());
        while self.size > BUDGET {
            let Some((_, path)) = self.used.pop_first() else { return };
            if let Some((_, old)) = self.pages.remove(&path) {
                self.size -= old.bytes.len();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_asked_for_longest_goes_first() {
        let mut cache = Cache::default();
        let page = |key| Arc::new(Page::new(key, [].into(), vec![0; BUDGET / 4]));
        for (path, key) in [("a", 1), ("b", 2), ("c", 3), ("d", 4), ("a", 5)] {
            cache.put(path, page(key));
        }
        assert_eq!(cache.get("b").map(|page| page.key), Some(2));
        cache.put("e", page(6));
        let there: Vec<u128> = ["a", "b", "c", "d", "e"]
            .iter()
            .filter_map(|path| cache.get(path))
            .map(|page| page.key)
            .collect();
        assert_eq!(there, [5, 2, 4, 6]);
        assert_eq!((cache.pages.len(), cache.used.len(), cache.size), (4, 4, BUDGET));
    }
}
