//! Where a term has its place in the index.
//!
//! In come the first two UTF-16 units of a term; out goes a number. Invariant: terms that begin with the same unit lie
//! together, and units are strewn over all numbers, so that any cut of the numbers into equal parts cuts the index into
//! parts of similar weight.

/// An odd number near 2¹⁶ times the golden ratio: multiples strew neighbours far apart (Knuth, TAOCP 3, 6.4).
pub(super) const STREW: u16 = 40503;
/// `STREW * GATHER` is 1 modulo 2¹⁶.
const GATHER: u16 = inverse(STREW);

/// The place of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key(pub(super) u32);

impl Key {
    pub(super) fn new(first: u16, second: u16) -> Self {
        Self(u32::from(first.wrapping_mul(STREW)) << 16 | u32::from(second))
    }

    /// The units that it was made of.
    #[cfg(test)]
    pub(super) fn units(self) -> [u16; 2] {
        [unit(self.head()), self.tail()]
    }

    /// The half that all terms of one first unit share.
    pub(super) fn head(self) -> u16 {
        (self.0 >> 16) as u16
    }

    /// The other half: the second unit, or 0 if there is none.
    pub(super) fn tail(self) -> u16 {
        self.0 as u16
    }
}

/// Whether the terms of a head are words, which go on behind their key.
pub(super) fn is_word_head(head: u16) -> bool {
    let unit = unit(head);
    !(0xd800..0xe000).contains(&unit) && char::from_u32(u32::from(unit)).is_some_and(|it| !is_paired(it))
}

/// Whether a character is found in pairs with its neighbours: scripts without spaces, and what needs two units.
pub(super) fn is_paired(character: char) -> bool {
    matches!(character, '一'..='龥')
        || (matches!(character, '\u{2e80}'..'\u{fb00}' | '\u{10000}'..) && character.is_alphanumeric())
}

/// Whether a character is part of a word.
pub(super) fn is_word(character: char) -> bool {
    character.is_alphanumeric() && !is_paired(character)
}

fn unit(head: u16) -> u16 {
    head.wrapping_mul(GATHER)
}

/// The inverse of an odd number modulo 2¹⁶ (Newton's iteration doubles the right bits each time).
const fn inverse(odd: u16) -> u16 {
    let (mut inverse, mut step) = (odd, 0);
    while step < 4 {
        inverse = inverse.wrapping_mul(2u16.wrapping_sub(odd.wrapping_mul(inverse)));
        step += 1;
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_gives_its_units_back() {
        for units in [[0x8c08, 0x8bbf], [0x61, 0], [0xd840, 0xdc0b], [0xffff, 0xffff]] {
            assert_eq!(Key::new(units[0], units[1]).units(), units);
        }
    }

    #[test]
    fn heads_know_whether_words_lie_there() {
        assert!(is_word_head(Key::new(0x61, 0).head()));
        assert!(!is_word_head(Key::new(0x8c08, 0).head()));
        assert!(!is_word_head(Key::new(0xd840, 0).head()));
    }
}
