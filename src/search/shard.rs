//! One file of the index: every term between two keys, each with its articles.
//!
//! In come the places where terms stand, sorted; out go the bits that `search.js` reads. Its form, all in one row of
//! bits: the number of heads; for each the gap to the last, how many terms it has, and the terms; for each the gap of
//! its tail to the last, the letters behind the key if it is a word, how many articles have it, which, which of these
//! have it in the title, and which have it in a question.

use super::bits::{Bits, rice_of};
use super::key::{Key, is_word_head};
use super::terms::{ASKED, TITLE};

/// Tails lie mostly below this, the number of Han characters of the first plane.
const TAILS: u32 = 0x5200;

/// Where a term stands: the key, then the article's number above two bits of field.
pub(super) type Pair = u64;

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct WordPlace<'b> {
    pub(super) key: Key,
    /// The letters behind the key.
    pub(super) rest: &'b [u8],
    /// The article's number above two bits of field.
    pub(super) place: u32,
}

pub(super) fn pair(key: Key, place: u32) -> Pair {
    u64::from(key.0) << 32 | u64::from(place)
}

pub(super) fn key_of_pair(pair: Pair) -> Key {
    Key((pair >> 32) as u32)
}

/// Writes a shard that begins at the key `start`; `bound` is above every article's number.
pub(super) fn write(pairs: &[Pair], words: &[WordPlace<'_>], start: u32, bound: u32) -> Vec<u8> {
    let pair_heads = pairs.chunk_by(|one, other| key_of_pair(*one).head() == key_of_pair(*other).head());
    let word_heads = words.chunk_by(|one, other| one.key.head() == other.key.head());
    let (mut pair_heads, mut word_heads) = (pair_heads.peekable(), word_heads.peekable());
    let count = pair_heads.clone().count() + word_heads.clone().count();
    let mut shard = Shard { bits: Bits::default(), bound };
    shard.bits.gamma(count as u32 + 1);
    let mut last = (start >> 16) as u16;
    for _ in 0..count {
        let pair_head = pair_heads.peek().map(|places| key_of_pair(places[0]).head());
        let word_head = word_heads.peek().map(|places| places[0].key.head());
        let head = pair_head.into_iter().chain(word_head).min().unwrap_or_default();
        shard.bits.gamma(u32::from(head - last) + 1);
        last = head;
        if is_word_head(head) {
            shard.words(word_heads.next().unwrap_or_default());
        } else {
            shard.pairs(pair_heads.next().unwrap_or_default());
        }
    }
    shard.bits.finish()
}

struct Shard {
    bits: Bits,
    bound: u32,
}

impl Shard {
    fn pairs(&mut self, places: &[Pair]) {
        let terms = places.chunk_by(|one, other| one >> 32 == other >> 32);
        let low = self.count(terms.clone().count());
        let mut next = 0;
        for term in terms {
            let tail = u32::from(key_of_pair(term[0]).tail());
            self.bits.rice(tail - next, low);
            next = tail;
            self.articles(term.iter().map(|pair| *pair as u32));
        }
    }

    fn words(&mut self, places: &[WordPlace<'_>]) {
        let terms = places.chunk_by(|one, other| (one.key, one.rest) == (other.key, other.rest));
        let low = self.count(terms.clone().count());
        let mut next = 0;
        for term in terms {
            let tail = u32::from(term[0].key.tail());
            self.bits.rice(tail - next, low);
            next = tail;
            self.bits.gamma(term[0].rest.len() as u32 + 1);
            term[0].rest.iter().for_each(|byte| self.bits.raw(u32::from(*byte), 8));
            self.articles(term.iter().map(|place| place.place));
        }
    }

    /// Writes how many terms a head has; gives the parameter for the gaps of their tails.
    fn count(&mut self, terms: usize) -> u32 {
        self.bits.gamma(terms as u32);
        rice_of(TAILS, terms as u32)
    }

    fn articles(&mut self, places: impl ExactSizeIterator<Item = u32> + Clone) {
        let count = places.len() as u32;
        self.bits.gamma(count);
        self.bits.rising(places.clone().map(|place| place >> 2), count, self.bound);
        for field in [TITLE, ASKED] {
            let has = |place: &u32| place & u32::from(field) != 0;
            let chosen = places.clone().filter(has).count() as u32;
            self.bits.gamma(chosen + 1);
            let among = places.clone().enumerate().filter(|(_, place)| has(place));
            self.bits.rising(among.map(|(at, _)| at as u32), chosen, count);
        }
    }
}
