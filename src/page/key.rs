//! Keys of pages: hashes that are the same in every run and on every machine.

use std::hash::{Hash, Hasher};

use xxhash_rust::xxh3::{Xxh3, xxh3_64, xxh3_128};

/// The key of a value.
pub fn key_of(value: &(impl Hash + ?Sized)) -> u128 {
    let mut hasher = KeyHasher { bytes: Vec::with_capacity(GATHERED), long: None };
    value.hash(&mut hasher);
    hasher.key()
}

/// Bytes that are gathered before they are hashed: most values are not longer, and to hash them at once costs less than
/// to keep a state for many small pieces.
const GATHERED: usize = 4096;

/// `std`'s own hashers are seeded, and its integers are hashed in the order of the machine's bytes; these are not.
struct KeyHasher {
    bytes: Vec<u8>,
    /// What was gathered before, of a value that is longer.
    long: Option<Box<Xxh3>>,
}

impl KeyHasher {
    /// Takes bytes whose number is known: most of what is hashed are small numbers.
    #[inline]
    fn push<const N: usize>(&mut self, bytes: [u8; N]) {
        if self.bytes.len() + N > GATHERED {
            self.write(&bytes);
        } else {
            self.bytes.extend_from_slice(&bytes);
        }
    }

    fn key(mut self) -> u128 {
        match &mut self.long {
            Some(long) => {
                long.update(&self.bytes);
                long.digest128()
            }
            None => xxh3_128(&self.bytes),
        }
    }
}

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        match self.long.clone() {
            Some(mut long) => {
                long.update(&self.bytes);
                long.digest()
            }
            None => xxh3_64(&self.bytes),
        }
    }

    fn write(&mut self, bytes: &[u8]) {
        if self.bytes.len() + bytes.len() > GATHERED {
            let long = self.long.get_or_insert_default();
            long.update(&self.bytes);
            long.update(bytes);
            self.bytes.clear();
        } else {
            self.bytes.extend_from_slice(bytes);
        }
    }

    fn write_u8(&mut self, value: u8) {
        self.push([value]);
    }

    fn write_u16(&mut self, value: u16) {
        self.push(value.to_le_bytes());
    }

    fn write_u32(&mut self, value: u32) {
        self.push(value.to_le_bytes());
    }

    fn write_u64(&mut self, value: u64) {
        self.push(value.to_le_bytes());
    }

    fn write_u128(&mut self, value: u128) {
        self.push(value.to_le_bytes());
    }

    fn write_usize(&mut self, value: usize) {
        self.write_u64(value as u64);
    }

    fn write_i16(&mut self, value: i16) {
        self.write_u16(value as u16);
    }

    fn write_i32(&mut self, value: i32) {
        self.write_u32(value as u32);
    }

    fn write_i64(&mut self, value: i64) {
        self.write_u64(value as u64);
    }

    fn write_isize(&mut self, value: isize) {
        self.write_u64(value as u64);
    }
}

#[cfg(test)]
mod tests {
    use super::key_of;

    #[test]
    fn a_key_is_the_same_for_ever() {
        assert_eq!(
            key_of(&("谈", 7usize, Some(-1i64), [true, false])),
            70_125_105_537_067_418_009_199_831_806_723_993_857
        );
    }

    #[test]
    fn a_long_value_is_hashed_like_a_short_one() {
        for length in [0, 1, 4095, 4096, 4097, 10_000] {
            let text = "谈".repeat(length);
            let bytes = [text.as_bytes(), &[0xff], text.as_bytes(), &[0xff]].concat();
            assert_eq!(key_of(&(text.as_str(), text.as_str())), xxhash_rust::xxh3::xxh3_128(&bytes));
        }
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(key_of(&("ab", "c")), key_of(&("a", "bc")));
        assert_ne!(key_of(&[Some("a"), None]), key_of(&[None, Some("a")]));
    }
}
