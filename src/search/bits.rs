//! Numbers in as few bits as they need.
//!
//! In come numbers, out go bytes, most significant bit first. Invariant: `search.js` reads what this writes; hosts that
//! compress nothing but text lose nothing, because there is nothing left to squeeze out.

/// Writes bits.
#[derive(Debug, Default)]
pub(super) struct Bits {
    bytes: Vec<u8>,
    /// Bits that do not fill a byte yet, and how many.
    waiting: u64,
    count: u32,
}

impl Bits {
    /// The low `count` bits of `value`; at most 32.
    pub(super) fn raw(&mut self, value: u32, count: u32) {
        self.waiting = self.waiting << count | (u64::from(value) & ((1 << count) - 1));
        self.count += count;
        while self.count >= 8 {
            self.count -= 8;
            self.bytes.push((self.waiting >> self.count) as u8);
        }
    }

    /// A number from 1 on, small ones short (Elias' gamma code).
    pub(super) fn gamma(&mut self, value: u32) {
        let length = value.max(1).ilog2();
        self.raw(0, length);
        self.raw(value, length + 1);
    }

    /// A number below `bound`, all as likely (truncated binary code); nothing is written if there is but one.
    pub(super) fn below(&mut self, value: u32, bound: u32) {
        let length = bound.max(1).ilog2();
        let short = (2 << length) - bound;
        if value < short {
            self.raw(value, length);
        } else {
            self.raw(value + short, length + 1);
        }
    }

    /// Rising numbers from `low` on and below `bound`; the reader knows how many there are. The middle one comes first,
    /// then those on its left and those on its right, which have less room: numbers that stand close together cost
    /// little, and a full row nothing (Moffat and Stuiver's interpolative code).
    pub(super) fn rising(&mut self, values: &[u32], low: u32, bound: u32) {
        let left = values.len() / 2;
        let Some(middle) = values.get(left).copied() else { return };
        self.below(middle - low - left as u32, bound - low - values.len() as u32 + 1);
        self.rising(&values[..left], low, middle);
        self.rising(&values[left + 1..], middle + 1, bound);
    }

    /// What was written, to the next whole byte.
    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.raw(0, 8 - self.count);
        }
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_books() {
        let mut bits = Bits::default();
        // 1, 00101; of five: 00, 110, 111.
        bits.gamma(1);
        bits.gamma(5);
        bits.below(0, 5);
        bits.below(3, 5);
        bits.below(4, 5);
        assert_eq!(bits.finish(), [0b1001_0100, 0b1101_1100]);
    }

    #[test]
    fn a_row_without_room_costs_nothing() {
        let mut bits = Bits::default();
        bits.rising(&[3, 4, 5, 6], 3, 7);
        assert!(bits.finish().is_empty());
        let mut bits = Bits::default();
        // 3 is the third of five that the middle can be: 10; 0 of 0 to 2: 0; 6 of 4 to 6: 11.
        bits.rising(&[0, 3, 6], 0, 7);
        assert_eq!(bits.finish(), [0b1001_1000]);
    }
}
