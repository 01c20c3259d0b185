//! The way back from a repaired text to the author's.
//!
//! In come pieces as they are written; out goes, for any offset of the new text, the offset of the old. Invariant: the
//! pairs rise in both columns.

use std::ops::Range;

/// Pairs of (offset in the new text, offset in the old); between two pairs both run in step.
#[derive(Debug, Default)]
pub(super) struct Offsets {
    pairs: Vec<(u32, u32)>,
}

impl Offsets {
    pub(super) fn clear(&mut self) {
        self.pairs.clear();
    }

    /// Says that the new text goes on at `new` with what stands at `old`.
    pub(super) fn step(&mut self, new: usize, old: usize) {
        let (new, old) = (new as u32, old as u32);
        match self.pairs.last_mut() {
            Some(last) if new.wrapping_sub(last.0) == old.wrapping_sub(last.1) => {}
            Some(last) if last.0 == new => last.1 = old,
            _ => self.pairs.push((new, old)),
        }
    }

    /// Says that the new text ends at `new` again.
    pub(super) fn truncate(&mut self, new: usize) {
        while self.pairs.last().is_some_and(|(at, _)| *at as usize > new) {
            self.pairs.pop();
        }
    }

    /// Says that one byte was put into the new text at `new`.
    pub(super) fn insert(&mut self, new: usize) {
        let old = self.old(new) as u32;
        let behind = self.pairs.partition_point(|(at, _)| (*at as usize) <= new);
        self.pairs[behind..].iter_mut().for_each(|pair| pair.0 += 1);
        self.pairs.insert(behind, (new as u32 + 1, old));
    }

    /// The offset in the old text.
    pub(super) fn old(&self, new: usize) -> usize {
        let after = self.pairs.partition_point(|(at, _)| *at as usize <= new);
        let Some((at, old)) = after.checked_sub(1).map(|index| self.pairs[index]) else { return new };
        let here = old as usize + (new - at as usize);
        // What was put in between two pieces stands where the second begins.
        self.pairs.get(after).map_or(here, |(_, next)| here.min(*next as usize))
    }

    /// The pieces of `range` that run in step: offset in the new text, offset in the old.
    pub(super) fn pieces(&self, range: &Range<usize>) -> impl Iterator<Item = (usize, usize)> + '_ {
        let (start, end) = (range.start, range.end);
        let after = self.pairs.partition_point(|(at, _)| *at as usize <= start);
        let inside = self.pairs[after..].iter().map(|(new, old)| (*new as usize, *old as usize));
        std::iter::once((start, self.old(start))).chain(inside.take_while(move |(new, _)| *new < end))
    }
}
