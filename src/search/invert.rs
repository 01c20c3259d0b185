//! From the terms of each article to the articles of each term.
//!
//! In comes the store, part by part; out go shards. Parts are taken by all threads, and a part's terms are held only
//! while it is worked on. A shard that grows too large is cut in two, by the next bit of its keys; how large depends on
//! the site. Invariant: where cuts lie depends on the articles alone.

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::Xxh3;

use super::shard::{self, Pair, WordPlace, key_of_pair};
use super::slice::{self, PART_BITS, PARTS};
use super::store::{Store, slices};
use crate::output::{Error, Made, Sink};
use crate::source::fingerprint;

/// Bytes of slices that make a shard of a small site.
const SHARD: u64 = 24 << 10;

/// The articles of the index, in order.
#[derive(Debug)]
pub(super) struct Order {
    /// Places of articles by their number in the store.
    places: Vec<u32>,
    /// Above every place.
    pub(super) bound: u32,
    /// Bytes of all slices, roughly.
    weight: u64,
}

/// Shards whose keys begin alike, made at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Group {
    /// Hash of everything that its bytes depend on.
    #[serde(with = "postcard::fixint::le")]
    key: u128,
    /// In the order of their keys.
    pub(super) leaves: Vec<Leaf>,
}

/// A shard; one without terms has no file and is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Leaf {
    /// The first key that it may hold.
    pub(super) start: u32,
    /// Hash of its bytes.
    #[serde(with = "postcard::fixint::le")]
    bytes: u128,
}

impl Order {
    pub(super) fn new(store: &Store, names: impl ExactSizeIterator<Item = u64>) -> Self {
        let bound = names.len() as u32;
        let mut order = Self { places: vec![u32::MAX; store.numbers() as usize], bound, weight: 0 };
        for (place, name) in names.enumerate() {
            if let Some(known) = store.find(name) {
                order.places[known.number as usize] = place as u32;
                order.weight += u64::from(known.weight);
            }
        }
        order
    }

    fn place(&self, number: u32) -> Option<u32> {
        self.places.get(number as usize).copied().filter(|place| *place != u32::MAX)
    }

    /// Bytes of slices that make a shard: four times the site, twice the shard.
    fn shard(&self) -> u64 {
        SHARD << ((self.weight / (SHARD << PART_BITS)).max(1).ilog2() / 2)
    }

    /// Bits of the keys by which the index is cut at first.
    fn depth(&self) -> u32 {
        (self.weight / self.shard()).max(1).ilog2().min(PART_BITS)
    }
}

/// Writes all shards, those that are not as `last` time; gives them in the order of their keys.
pub(super) fn write(
    store: &Store,
    order: &Order,
    last: &[Group],
    sink: &impl Sink,
) -> Result<Vec<Group>, Error> {
    let depth = order.depth();
    let together = PARTS >> depth;
    let group = |number: usize| {
        let first = number * together;
        let parts = (first..first + together).map(|part| store.read(part)).collect::<Result<Vec<_>, _>>()?;
        let slices = Slices::gather(&parts, first, order);
        let key = slices.key(order, depth);
        if let Some(group) = last.get(number).filter(|last| last.key == key && last.is_kept(sink)) {
            return Ok(group.clone());
        }
        let places = slices.places();
        let mut cutter = Cutter { limit: order.shard(), bound: order.bound, sink, leaves: Vec::new() };
        cutter.cut(&places.pairs, &places.words, start_of(number, depth), depth)?;
        Ok(Group { key, leaves: cutter.leaves })
    };
    (0..1usize << depth).into_par_iter().map(group).collect()
}

impl Group {
    /// Whether all its files are there.
    pub(super) fn is_kept(&self, sink: &impl Sink) -> bool {
        let files = self.leaves.iter().map(|leaf| (path_of(leaf.start), leaf.bytes));
        // Each is asked for, so that none is taken for a leftover.
        files.fold(true, |kept, (path, bytes)| sink.keeps(&path, &|_| bytes) && kept)
    }
}

fn start_of(group: usize, depth: u32) -> u32 {
    if depth == 0 { 0 } else { (group as u32) << (32 - depth) }
}

/// Where the file of a shard stands that begins at a key.
fn path_of(start: u32) -> String {
    format!("search/{start}.bin")
}

/// Slices that count.
struct Slices<'b> {
    /// The article's place, the part, the bytes; sorted.
    slices: Vec<(u32, usize, &'b [u8])>,
}

impl<'b> Slices<'b> {
    fn gather(parts: &'b [Vec<u8>], first: usize, order: &Order) -> Self {
        let numbered = (first..).zip(parts).flat_map(|(part, bytes)| {
            slices(bytes).filter_map(move |(number, slice)| Some((order.place(number)?, part, slice)))
        });
        let mut slices: Vec<_> = numbered.collect();
        slices.sort_unstable();
        Self { slices }
    }

    /// Hash of all that the shards of these slices depend on.
    fn key(&self, order: &Order, depth: u32) -> u128 {
        let mut hasher = Xxh3::new();
        hasher.update(&order.bound.to_le_bytes());
        hasher.update(&order.shard().to_le_bytes());
        hasher.update(&depth.to_le_bytes());
        for (place, part, slice) in &self.slices {
            hasher.update(&place.to_le_bytes());
            hasher.update(&(*part as u32).to_le_bytes());
            hasher.update(slice);
        }
        hasher.digest128()
    }

    fn places(&self) -> Places<'b> {
        let mut places = Places::default();
        for (article, part, slice) in &self.slices {
            slice::read(*part, slice, |key, rest, field| {
                let place = article << 2 | u32::from(field);
                match rest {
                    Some(rest) => places.words.push(WordPlace { key, rest, place }),
                    None => places.pairs.push(shard::pair(key, place)),
                }
            });
        }
        places.pairs.sort_unstable();
        places.words.sort_unstable();
        places
    }
}

/// Where the terms of some parts stand, sorted.
#[derive(Default)]
struct Places<'b> {
    pairs: Vec<Pair>,
    words: Vec<WordPlace<'b>>,
}

/// Cuts what is sorted into shards.
struct Cutter<'s, S> {
    limit: u64,
    bound: u32,
    sink: &'s S,
    leaves: Vec<Leaf>,
}

impl<S: Sink> Cutter<'_, S> {
    fn cut(&mut self, pairs: &[Pair], words: &[WordPlace<'_>], start: u32, depth: u32) -> Result<(), Error> {
        // Bytes of a slice, roughly.
        let weight = pairs.len() as u64 * 3 + words.len() as u64 * 8;
        if weight > self.limit && depth < 32 {
            let middle = start | 1 << (31 - depth);
            let (low, high) = pairs.split_at(pairs.partition_point(|pair| key_of_pair(*pair).0 < middle));
            let (few, many) = words.split_at(words.partition_point(|word| word.key.0 < middle));
            self.cut(low, few, start, depth + 1)?;
            return self.cut(high, many, middle, depth + 1);
        }
        if weight > 0 {
            let bytes = shard::write(pairs, words, start, self.bound);
            let print = fingerprint(&bytes);
            self.leaves.push(Leaf { start, bytes: print });
            self.sink.put(&path_of(start), Made::from(print), &bytes)?;
        }
        Ok(())
    }
}
