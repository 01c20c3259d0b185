//! Keys of pages: hashes that are the same in every run and on every machine.

use std::hash::{Hash, Hasher};

use xxhash_rust::xxh3::Xxh3;

/// The key of a value.
pub fn key_of(value: &(impl Hash + ?Sized)) -> u128 {
    let mut hasher = KeyHasher(Box::new(Xxh3::new()));
    value.hash(&mut hasher);
    hasher.0.digest128()
}

/// `std`'s own hashers are seeded, and its integers are hashed in the order of the machine's bytes; these are not.
struct KeyHasher(Box<Xxh3>);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0.digest()
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn write_u16(&mut self, value: u16) {
        self.0.update(&value.to_le_bytes());
    }

    fn write_u32(&mut self, value: u32) {
        self.0.update(&value.to_le_bytes());
    }

    fn write_u64(&mut self, value: u64) {
        self.0.update(&value.to_le_bytes());
    }

    fn write_u128(&mut self, value: u128) {
        self.0.update(&value.to_le_bytes());
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
    fn parts_do_not_run_into_each_other() {
        assert_ne!(key_of(&("ab", "c")), key_of(&("a", "bc")));
        assert_ne!(key_of(&[Some("a"), None]), key_of(&[None, Some("a")]));
    }
}
