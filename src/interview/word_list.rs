//! Words by their first letter, or by their last: which of them a text begins or ends with, and which it holds.
//!
//! In come lists as Chinese writes them, with 、 between words, each with what its words mean. Invariant: a letter that
//! no word begins with costs one look into a table of bits.

use std::collections::BTreeMap;

/// Letters that the table tells apart.
const TABLE: usize = 4096;

/// Words, and what each means.
#[derive(Debug)]
pub(super) struct WordList<T> {
    /// Sorted by letter.
    words: Vec<(char, Vec<(&'static str, T)>)>,
    table: [u64; TABLE / 64],
}

impl<T: Copy> WordList<T> {
    /// By their first letters, for texts that begin with one or hold one.
    pub(super) fn beginning(lists: &[(T, &'static str)]) -> Self {
        Self::new(lists, |word| word.chars().next())
    }

    /// By their last letters, for texts that end with one.
    pub(super) fn ending(lists: &[(T, &'static str)]) -> Self {
        Self::new(lists, |word| word.chars().next_back())
    }

    fn new(lists: &[(T, &'static str)], letter_of: fn(&str) -> Option<char>) -> Self {
        let mut words: BTreeMap<char, Vec<(&'static str, T)>> = BTreeMap::new();
        let mut table = [0; TABLE / 64];
        for (meaning, list) in lists {
            for word in list.split('、') {
                if let Some(letter) = letter_of(word) {
                    words.entry(letter).or_default().push((word, *meaning));
                    table[letter as usize % TABLE / 64] |= 1 << (letter as usize % 64);
                }
            }
        }
        Self { words: words.into_iter().collect(), table }
    }

    fn of(&self, letter: char) -> &[(&'static str, T)] {
        if self.table[letter as usize % TABLE / 64] & (1 << (letter as usize % 64)) == 0 {
            return &[];
        }
        let place = self.words.binary_search_by_key(&letter, |(letter, _)| *letter);
        place.map_or(&[], |place| &self.words[place].1)
    }

    /// The longest word that `text` begins with: its bytes, and what it means.
    pub(super) fn before(&self, text: &str) -> Option<(usize, T)> {
        let words = self.of(text.chars().next()?).iter().filter(|(word, _)| text.starts_with(word));
        words.map(|(word, meaning)| (word.len(), *meaning)).max_by_key(|(length, _)| *length)
    }

    /// The longest word that `text` ends with: its bytes, and what it means.
    pub(super) fn behind(&self, text: &str) -> Option<(usize, T)> {
        let words = self.of(text.chars().next_back()?).iter().filter(|(word, _)| text.ends_with(word));
        words.map(|(word, meaning)| (word.len(), *meaning)).max_by_key(|(length, _)| *length)
    }

    /// Every word that `text` holds, in order: where it begins, and what it means.
    pub(super) fn inside<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'static str, T)> + 'a {
        text.char_indices().flat_map(move |(at, letter)| {
            let words = self.of(letter).iter().filter(move |(word, _)| text[at..].starts_with(word));
            words.map(move |(word, meaning)| (at, *word, *meaning))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_at_an_end_and_all_inside_are_found() {
        let lists = [(1, "主持、主持人"), (2, "人、Host")];
        let (first, last) = (WordList::beginning(&lists), WordList::ending(&lists));
        assert_eq!(first.before("主持人林"), Some(("主持人".len(), 1)));
        assert_eq!(first.before("林主持人"), None);
        assert_eq!(last.behind("林主持人"), Some(("主持人".len(), 1)));
        assert_eq!(last.behind("主持"), Some(("主持".len(), 1)));
        let found: Vec<_> = first.inside("林主持人 Host").map(|(_, word, _)| word).collect();
        assert_eq!(found, ["主持", "主持人", "人", "Host"]);
    }
}
