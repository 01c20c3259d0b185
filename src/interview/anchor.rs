//! Names questions: an `id` from the question's own words.

use std::collections::BTreeMap;

use super::reading::Anchor;

/// Digits of an anchor: with 36⁶ values, two of 200 questions meet once in 100,000 articles.
const DIGITS: usize = 6;

/// Gives out anchors that are unique in their article.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// How often each name was given out.
    taken: BTreeMap<String, u32>,
}

impl Anchors {
    /// The anchor of a question by the hash of its words; the same question asked again gets a number.
    pub(super) fn of(&mut self, hash: u64) -> Anchor {
        let mut rest = hash;
        let mut name = String::from("q-");
        for _ in 0..DIGITS {
            name.extend(char::from_digit((rest % 36) as u32, 36));
            rest /= 36;
        }
        let times = self.taken.entry(name.clone()).or_default();
        *times += 1;
        Anchor(if *times == 1 { name } else { format!("{name}-{times}") })
    }
}
