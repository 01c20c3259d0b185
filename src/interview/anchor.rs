//! Names questions: an `id` from the question's own words.
//!
//! In comes a hash of the words, out goes an [`Anchor`]. Invariant: unique in its article, and a question's does not
//! depend on the others, but for one that is asked again.

use std::collections::BTreeMap;
use std::fmt;
use std::num::NonZeroU32;

use serde::{Deserialize, Serialize, Serializer};

/// Digits of an anchor: with 36⁶ values, two of 200 questions meet once in 100,000 articles.
const DIGITS: usize = 6;

/// The `id` of a question, `q-` and six letters and digits, made from the question's text: stable when other turns are
/// added or removed; unique in its article.
///
/// It is kept as two numbers, since an archive has a hundred thousand of them. Formats for people write it out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub struct Anchor {
    /// Below 36⁶.
    number: u32,
    /// How often the article has asked this by then.
    times: NonZeroU32,
}

impl Anchor {
    /// The anchor of a question by the hash of its words.
    pub(crate) fn new(hash: u32, times: NonZeroU32) -> Self {
        Self { number: hash % 36u32.pow(DIGITS as u32), times }
    }
}

impl fmt::Display for Anchor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.number;
        let digits: [u8; DIGITS] = std::array::from_fn(|_| {
            let digit = (rest % 36) as u8;
            rest /= 36;
            if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }
        });
        f.write_str("q-")?;
        f.write_str(std::str::from_utf8(&digits).unwrap_or_default())?;
        match self.times.get() {
            1 => Ok(()),
            times => write!(f, "-{times}"),
        }
    }
}

impl Serialize for Anchor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return serializer.collect_str(self);
        }
        (self.number, self.times).serialize(serializer)
    }
}

/// Gives out anchors that are unique in their article.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// How often each number was given out.
    taken: BTreeMap<u32, NonZeroU32>,
}

impl Anchors {
    /// The anchor of a question by the hash of its words; the same question asked again gets a number.
    pub(super) fn of(&mut self, hash: u32) -> Anchor {
        let anchor = Anchor::new(hash, NonZeroU32::MIN);
        let again = |times: &mut NonZeroU32| *times = times.saturating_add(1);
        let times = *self.taken.entry(anchor.number).and_modify(again).or_insert(NonZeroU32::MIN);
        Anchor { times, ..anchor }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_letters_and_digits_and_tell_repeated_questions_apart() {
        let mut anchors = Anchors::default();
        let names: Vec<String> =
            [0, 35 + 36 * 10, 0, u32::MAX].map(|hash| anchors.of(hash).to_string()).into();
        assert_eq!(names, ["q-000000", "q-za0000", "q-000000-2", "q-3z141z"]);
    }
}
