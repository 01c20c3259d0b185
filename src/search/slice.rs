//! One article's terms, cut into the parts that the index is made of one by one.
//!
//! In come sorted terms, out go bytes that wait on disk, and the other way round. Invariant: what is read is what was
//! written, in the same order; bytes that are damaged end the reading early and never panic.

use super::key::{Key, is_word_head};
use super::terms::{Terms, Word};

/// Bits of a key that say which part it lies in.
pub(super) const PART_BITS: u32 = 6;
/// Parts of the index.
pub(super) const PARTS: usize = 1 << PART_BITS;

/// The part that a head lies in.
pub(super) fn part_of(head: u16) -> usize {
    usize::from(head >> (16 - PART_BITS))
}

/// The slices of one article.
#[derive(Debug, Default)]
pub(super) struct Slices {
    bytes: Vec<u8>,
    /// Where each part ends in `bytes`.
    ends: Vec<u32>,
}

impl Slices {
    /// Cuts settled terms.
    pub(super) fn fill(&mut self, terms: &Terms) {
        self.bytes.clear();
        self.ends.clear();
        let (mut pairs, mut words) = (&terms.pairs[..], &terms.words[..]);
        let mut last = 0;
        while let Some(head) = next_head(pairs, words) {
            let part = part_of(head);
            while self.ends.len() < part {
                self.ends.push(self.bytes.len() as u32);
                last = (self.ends.len() << (16 - PART_BITS)) as u16;
            }
            number(&mut self.bytes, u32::from(head - last));
            last = head;
            if is_word_head(head) {
                let (group, rest) = words.split_at(words.partition_point(|word| word.key.head() <= head));
                self.words(group, terms);
                words = rest;
            } else {
                let (group, rest) = pairs.split_at(pairs.partition_point(|pair| head_of(*pair) <= head));
                self.pairs(group);
                pairs = rest;
            }
        }
        while self.ends.len() < PARTS {
            self.ends.push(self.bytes.len() as u32);
        }
    }

    /// The bytes of one part; may be empty.
    pub(super) fn part(&self, part: usize) -> &[u8] {
        let start = part.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start as usize..self.ends[part] as usize]
    }

    fn pairs(&mut self, group: &[u64]) {
        number(&mut self.bytes, group.len() as u32);
        let mut last = 0;
        for pair in group {
            let tail = (*pair >> 2) as u16;
            number(&mut self.bytes, u32::from(tail - last) << 2 | (*pair & 3) as u32);
            last = tail;
        }
    }

    fn words(&mut self, group: &[Word], terms: &Terms) {
        number(&mut self.bytes, group.len() as u32);
        let mut last = 0;
        for word in group {
            let (tail, rest) = (word.key.tail(), terms.rest(word).as_bytes());
            number(&mut self.bytes, u32::from(tail - last) << 2 | u32::from(word.field));
            number(&mut self.bytes, rest.len() as u32);
            self.bytes.extend_from_slice(rest);
            last = tail;
        }
    }
}

fn head_of(pair: u64) -> u16 {
    (pair >> 18) as u16
}

fn next_head(pairs: &[u64], words: &[Word]) -> Option<u16> {
    let heads = [pairs.first().map(|pair| head_of(*pair)), words.first().map(|word| word.key.head())];
    heads.into_iter().flatten().min()
}

/// Seven bits a byte, the low ones first.
pub(super) fn number(out: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Takes a number off the front.
pub(super) fn take(bytes: &mut &[u8]) -> Option<u32> {
    let mut value = 0;
    for (place, byte) in bytes.iter().enumerate().take(5) {
        value |= u32::from(byte & 0x7f) << (7 * place);
        if *byte < 0x80 {
            *bytes = &bytes[place + 1..];
            return Some(value);
        }
    }
    None
}

/// Reads one slice: gives each term's key, the letters behind the key if it is a word, and its field.
pub(super) fn read<'b>(part: usize, mut bytes: &'b [u8], mut found: impl FnMut(Key, Option<&'b [u8]>, u8)) {
    let mut head = (part << (16 - PART_BITS)) as u16;
    while let (Some(gap), Some(count)) = (take(&mut bytes), take(&mut bytes)) {
        head = head.wrapping_add(gap as u16);
        let words = is_word_head(head);
        let mut tail: u16 = 0;
        for _ in 0..count {
            let Some(step) = take(&mut bytes) else { return };
            tail = tail.wrapping_add((step >> 2) as u16);
            let mut rest = None;
            if words {
                let Some(length) = take(&mut bytes) else { return };
                let Some((letters, behind)) = bytes.split_at_checked(length as usize) else { return };
                (rest, bytes) = (Some(letters), behind);
            }
            found(Key(u32::from(head) << 16 | u32::from(tail)), rest, (step & 3) as u8);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::terms::{ASKED, TITLE};

    #[test]
    fn slices_hold_all_terms_in_order() {
        let mut terms = Terms::default();
        terms.add("深度访谈：GPT-4o 与 open source，𠀋字", TITLE);
        terms.add("你怎么看 a open 的未来？", ASKED);
        terms.settle();
        let mut slices = Slices::default();
        slices.fill(&terms);
        let (mut pairs, mut words) = (Vec::new(), Vec::new());
        for part in 0..PARTS {
            read(part, slices.part(part), |key, rest, field| {
                assert_eq!(part_of(key.head()), part);
                match rest {
                    Some(rest) => words.push((key, rest.to_vec(), field)),
                    None => pairs.push(u64::from(key.0) << 2 | u64::from(field)),
                }
            });
        }
        assert_eq!(pairs, terms.pairs);
        let expected =
            terms.words.iter().map(|word| (word.key, terms.rest(word).as_bytes().to_vec(), word.field));
        assert_eq!(words, expected.collect::<Vec<_>>());
    }
}
