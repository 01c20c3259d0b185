//! Names questions: an `id` from the question's own words.
//!
//! In comes a hash of the words, out goes an [`Anchor`]. Invariant: unique in its article, and a question's does not
//! depend on the others, but for one that is asked again.

use std::collections::BTreeMap;
use std::num::NonZeroU8;

use serde::{Deserialize, Serialize};

/// Digits of an anchor: with 36⁶ values, two of 200 questions meet once in 100,000 articles.
const DIGITS: usize = 6;
/// Bytes of the longest: `q-`, the digits, `-` and how often the question was asked, ten digits at most.
const LONGEST: usize = 2 + DIGITS + 1 + 10;

/// The `id` of a question, `q-` and five or more letters and digits, made from the question's text: stable when other
/// turns are added or removed; unique in its article.
///
/// Its bytes lie in it: an archive has a hundred thousand of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", from = "String")]
pub struct Anchor {
    bytes: [u8; LONGEST],
    length: NonZeroU8,
}

impl Anchor {
    /// The `id`.
    pub fn as_str(&self) -> &str {
        // Made from a text, of whole characters.
        std::str::from_utf8(&self.bytes[..usize::from(self.length.get())]).unwrap_or_default()
    }

    /// What does not fit is left out; no name that is given out is longer.
    fn new(name: &str) -> Self {
        let name = &name.as_bytes()[..name.len().min(LONGEST)];
        let mut bytes = [0; LONGEST];
        bytes[..name.len()].copy_from_slice(name);
        Self { bytes, length: NonZeroU8::new(name.len() as u8).unwrap_or(NonZeroU8::MIN) }
    }
}

impl From<Anchor> for String {
    fn from(anchor: Anchor) -> Self {
        anchor.as_str().to_owned()
    }
}

impl From<String> for Anchor {
    fn from(name: String) -> Self {
        Self::new(&name)
    }
}

/// Gives out anchors that are unique in their article.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// How often each name was given out.
    taken: BTreeMap<u32, u32>,
}

impl Anchors {
    /// The anchor of a question by the hash of its words; the same question asked again gets a number.
    pub(super) fn of(&mut self, hash: u32) -> Anchor {
        let mut rest = hash % 36u32.pow(DIGITS as u32);
        let times = self.taken.entry(rest).or_default();
        *times += 1;
        let mut name = String::with_capacity(LONGEST);
        name.push_str("q-");
        for _ in 0..DIGITS {
            name.extend(char::from_digit(rest % 36, 36));
            rest /= 36;
        }
        if *times > 1 {
            name.extend(["-", &times.to_string()]);
        }
        Anchor::new(&name)
    }
}
