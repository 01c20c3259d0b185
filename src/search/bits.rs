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

    /// A number from 0 on that is seldom much larger than 2^`low` (Rice's code).
    pub(super) fn rice(&mut self, value: u32, low: u32) {
        let mut high = value >> low;
        while high >= 32 {
            self.raw(u32::MAX, 32);
            high -= 32;
        }
        // `high` ones and a zero.
        self.raw(!1, high + 1);
        self.raw(value, low);
    }

    /// `count` rising numbers below `bound`; the reader knows how many there are.
    pub(super) fn rising(&mut self, values: impl Iterator<Item = u32>, count: u32, bound: u32) {
        let low = rice_of(bound, count);
        let mut next = 0;
        for value in values {
            self.rice(value - next, low);
            next = value + 1;
        }
    }

    /// What was written, to the next whole byte.
    pub(super) fn finish(mut self) -> Vec<u8> {
        if self.count > 0 {
            self.raw(0, 8 - self.count);
        }
        self.bytes
    }
}

/// The parameter for the gaps of `count` numbers below `bound`: near log₂ of 0.69 times the mean gap.
pub(super) fn rice_of(bound: u32, count: u32) -> u32 {
    (bound * 11 / (count.max(1) * 16)).max(1).ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_books() {
        let mut bits = Bits::default();
        // 1, 00101, 0.01, 110.01
        bits.gamma(1);
        bits.gamma(5);
        bits.rice(1, 2);
        bits.rice(9, 2);
        assert_eq!(bits.finish(), [0b1001_0100, 0b1110_0100]);
    }

    #[test]
    fn long_runs_do_not_lose_bits() {
        let mut bits = Bits::default();
        bits.rice(70, 0);
        let bytes = bits.finish();
        assert_eq!(bytes.iter().map(|byte| byte.count_ones()).sum::<u32>(), 70);
    }
}
