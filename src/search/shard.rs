//! One file of the index: every term between two keys, each with its articles.
//!
//! In come the places where terms stand, sorted; out go the bits that `search.js` reads, in the form that
//! `docs/content/search.md` describes. Invariant: the articles that are read for a term are all that have it. Pairs that few
//! articles have, which are most, cost as much to name as to place, so they are put together by a hash, some to a bin:
//! what is read for one of these are the articles of its bin, few enough for the reader to look into each.

use super::bits::Bits;
use super::key::{Key, STREW, is_word_head};
use super::terms::{ASKED, TITLE};

/// Pairs in no more articles than this lie in bins.
const RARE: usize = 6;
/// Articles in a bin, on average.
const BIN: usize = 6;
/// Above every tail.
const TAILS: u32 = 1 << 16;
/// Characters of words, the most frequent ones first: these are a bit shorter.
const LETTERS: &[u8; 39] = b"etaoinsrhldcumfpgwyb0123vkxjqz456789.+#";

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
    let mut shard = Shard { bound, ..Shard::default() };
    shard.bits.gamma(count as u32 + 1);
    let mut last = (start >> 16) as u16;
    for _ in 0..count {
        let pair_head = pair_heads.peek().map(|places| key_of_pair(places[0]).head());
        let word_head = word_heads.peek().map(|places| places[0].key.head());
        let head = pair_head.into_iter().chain(word_head).min().unwrap_or_default();
        shard.bits.gamma(u32::from(head - last) + 1);
        last = head;
        let is_word = is_word_head(head);
        shard.bits.raw(u32::from(is_word), 1);
        if is_word {
            shard.words(word_heads.next().unwrap_or_default());
        } else {
            shard.pairs(pair_heads.next().unwrap_or_default());
        }
    }
    shard.bits.finish()
}

#[derive(Default)]
struct Shard {
    bits: Bits,
    bound: u32,
    /// Numbers on their way into the bits.
    row: Vec<u32>,
}

impl Shard {
    fn pairs(&mut self, places: &[Pair]) {
        let terms = places.chunk_by(|one, other| one >> 32 == other >> 32);
        let (rare, exact): (Vec<_>, Vec<_>) = terms.partition(|term| term.len() <= RARE);
        self.bits.gamma(exact.len() as u32 + 1);
        self.rising(exact.iter().map(|term| u32::from(key_of_pair(term[0]).tail())), TAILS);
        for term in exact {
            self.articles(term.iter().map(|pair| *pair as u32));
        }
        self.bins(&rare);
    }

    /// Writes what pairs have in common that are not worth their names.
    fn bins(&mut self, rare: &[&[Pair]]) {
        let count = rare.iter().map(|term| term.len()).sum::<usize>().div_ceil(BIN);
        self.bits.gamma(count as u32 + 1);
        let mut bins = vec![Vec::new(); count];
        for pair in rare.iter().copied().flatten() {
            let tail = key_of_pair(*pair).tail();
            bins[bin_of(tail, count as u32)].push(*pair as u32 >> 2);
        }
        for mut bin in bins {
            bin.sort_unstable();
            bin.dedup();
            self.bits.gamma(bin.len() as u32 + 1);
            self.bits.rising(&bin, 0, self.bound);
        }
    }

    /// Writes words, each as what it does not share with the one before it.
    fn words(&mut self, places: &[WordPlace<'_>]) {
        let terms = places.chunk_by(|one, other| (one.key, one.rest) == (other.key, other.rest));
        self.bits.gamma(terms.clone().count() as u32);
        let (mut last, mut word) = (Vec::new(), Vec::new());
        for term in terms {
            word.clear();
            word.extend(Some(term[0].key.tail()).filter(|unit| *unit != 0));
            word.extend(String::from_utf8_lossy(term[0].rest).encode_utf16());
            let shared = last.iter().zip(&word).take_while(|(one, other)| one == other).count();
            self.bits.gamma(shared as u32 + 1);
            self.bits.gamma((word.len() - shared) as u32 + 1);
            word[shared..].iter().for_each(|unit| self.letter(*unit));
            self.articles(term.iter().map(|place| place.place));
            std::mem::swap(&mut last, &mut word);
        }
    }

    fn letter(&mut self, unit: u16) {
        let others = LETTERS.len() as u32;
        match LETTERS.iter().position(|letter| u16::from(*letter) == unit) {
            Some(place) => self.bits.below(place as u32, others + 1),
            None => {
                self.bits.below(others, others + 1);
                self.bits.raw(u32::from(unit), 16);
            }
        }
    }

    /// Writes how many articles have a term, which, which of these in the title, and which in a question.
    fn articles(&mut self, places: impl ExactSizeIterator<Item = u32> + Clone) {
        self.bits.gamma(places.len() as u32);
        self.rising(places.clone().map(|place| place >> 2), self.bound);
        for field in [TITLE, ASKED] {
            let has = |place: &u32| place & u32::from(field) != 0;
            let chosen = places.clone().filter(has).count() as u32;
            self.bits.gamma(chosen + 1);
            let among = places.clone().enumerate().filter(|(_, place)| has(place));
            self.rising(among.map(|(at, _)| at as u32), places.len() as u32);
        }
    }

    fn rising(&mut self, values: impl Iterator<Item = u32>, bound: u32) {
        self.row.clear();
        self.row.extend(values);
        self.bits.rising(&self.row, 0, bound);
    }
}

/// The bin of a tail; neighbours lie apart.
fn bin_of(tail: u16, count: u32) -> usize {
    ((u32::from(tail.wrapping_mul(STREW)) * count) >> 16) as usize
}
