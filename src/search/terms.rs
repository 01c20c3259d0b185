//! What of a text can be searched for.
//!
//! In comes plain text; out go terms: pairs of neighbouring characters where a script sets no spaces, whole words
//! elsewhere. Invariant: the theme's `search.js` takes a query apart by the same rules, so that whatever stands in a
//! text is found by any piece of it that a reader can type.

use super::key::{Key, is_paired, is_word};

/// The term stands in the title, or is part of a speaker's name.
pub(super) const TITLE: u8 = 2;
/// The term stands in what is asked.
pub(super) const ASKED: u8 = 1;
/// Longer words are found by their first characters.
const LONGEST: usize = 32;

/// The terms of one article; used again for the next.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// Keys of pairs, each above its two bits of field.
    pub(super) pairs: Vec<u64>,
    pub(super) words: Vec<Word>,
    /// Letters of words, behind those that are part of a key.
    letters: String,
    /// The word that is being read, and where words begin in it.
    word: String,
    starts: Vec<usize>,
}

/// A word, or what is left of one behind a joiner.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) key: Key,
    start: u32,
    end: u32,
    pub(super) field: u8,
}

impl Terms {
    pub(super) fn clear(&mut self) {
        self.pairs.clear();
        self.words.clear();
        self.letters.clear();
    }

    /// The letters of a word behind its key.
    pub(super) fn rest(&self, word: &Word) -> &str {
        &self.letters[word.start as usize..word.end as usize]
    }

    /// Takes in a text.
    pub(super) fn add(&mut self, text: &str, field: u8) {
        let mut last: Option<u16> = None;
        let mut characters = text.chars().map(fold).peekable();
        while let Some(character) = characters.next() {
            if is_paired(character) {
                self.end_word(field);
                for unit in character.encode_utf16(&mut [0; 2]) {
                    if let Some(last) = last {
                        self.pair(last, *unit, field);
                    }
                    last = Some(*unit);
                }
                continue;
            }
            if let Some(last) = last.take() {
                self.pair(last, 0, field);
            }
            let continues = characters.peek().is_some_and(|next| is_word(*next));
            self.letter(character, continues, field);
        }
        if let Some(last) = last {
            self.pair(last, 0, field);
        }
        self.end_word(field);
    }

    /// Sorts, and makes one of equal terms.
    pub(super) fn settle(&mut self) {
        self.pairs.sort_unstable();
        self.pairs.dedup_by(|next, kept| {
            let same = *next >> 2 == *kept >> 2;
            *kept |= if same { *next & 3 } else { 0 };
            same
        });
        let letters = &self.letters;
        let term = |word: &Word| (word.key, &letters[word.start as usize..word.end as usize]);
        self.words.sort_unstable_by(|one, other| term(one).cmp(&term(other)));
        self.words.dedup_by(|next, kept| {
            let same = term(next) == term(kept);
            kept.field |= if same { next.field } else { 0 };
            same
        });
    }

    fn pair(&mut self, first: u16, second: u16, field: u8) {
        self.pairs.push(u64::from(Key::new(first, second).0) << 2 | u64::from(field));
    }

    /// One character that belongs to no pair; `continues` says that a letter follows.
    fn letter(&mut self, character: char, continues: bool, field: u8) {
        match character {
            _ if is_word(character) => {
                if self.word.ends_with(['+', '#']) {
                    self.end_word(field);
                }
                self.word.push(character);
            }
            '+' | '#' if !self.word.is_empty() => self.word.push(character),
            '\'' | '’' if continues && !self.word.is_empty() => {}
            '-' | '_' | '.' if continues && !self.word.is_empty() => {
                if character == '.' {
                    self.word.push(character);
                }
                self.starts.push(self.word.len());
            }
            _ => self.end_word(field),
        }
    }

    fn end_word(&mut self, field: u8) {
        if self.word.is_empty() {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let starts = std::mem::take(&mut self.starts);
        self.push_word(&word, field);
        for start in starts.iter().filter(|start| **start < word.len()) {
            self.push_word(&word[*start..], field);
        }
        (self.word, self.starts) = (word, starts);
        self.word.clear();
        self.starts.clear();
    }

    fn push_word(&mut self, word: &str, field: u8) {
        let mut letters = word.chars();
        // Letters beyond the first plane are pairs, so each of these is one unit.
        let mut unit = || letters.next().map_or(0, |letter| letter as u32 as u16);
        let key = Key::new(unit(), unit());
        let start = self.letters.len() as u32;
        self.letters.extend(letters.take(LONGEST - 2));
        self.words.push(Word { key, start, end: self.letters.len() as u32, field });
    }
}

/// One spelling for what readers do not tell apart: case, full width, kinds of hyphens.
fn fold(character: char) -> char {
    let narrow = match character {
        'a'..='z' | '一'..='龥' => return character,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{2010}'..='\u{2013}' => '-',
        other => other,
    };
    let mut lower = narrow.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => narrow,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        let mut terms = Terms::default();
        terms.add(text, 0);
        terms.settle();
        let letter = |unit: u16| char::from_u32(u32::from(unit)).filter(|letter| *letter != '\0');
        let start = |key: Key| key.units().into_iter().filter_map(letter).collect::<String>();
        let mut all: Vec<String> = terms.pairs.iter().map(|pair| start(Key((pair >> 2) as u32))).collect();
        all.extend(terms.words.iter().map(|word| start(word.key) + terms.rest(word)));
        all.sort();
        all
    }

    #[test]
    fn han_in_pairs_and_the_last_of_a_run_alone() {
        assert_eq!(terms("谈访谈。谈"), ["访谈", "谈", "谈访"]);
        assert_eq!(terms("カー가나"), ["カー", "ー가", "가나", "나"]);
    }

    #[test]
    fn words_whole_and_behind_joiners() {
        assert_eq!(terms("用GPT-4o做"), ["4o", "gpt4o", "做", "用"]);
        assert_eq!(
            terms("ＧＰＴ‑4 C++ 和C# 3.5 don't"),
            ["3.5", "4", "5", "c#", "c++", "dont", "gpt4", "和"]
        );
        assert_eq!(terms("end. - a+b Éric c#-"), ["a+", "b", "c#", "end", "éric"]);
        assert_eq!(terms("c++-x"), ["c++", "x"]);
        let parts = terms("a-b_c.d-e-f-g-h-i-j");
        assert!(parts.contains(&"j".to_owned()) && parts.contains(&"c.defghij".to_owned()), "{parts:?}");
    }

    #[test]
    fn equal_terms_become_one_that_knows_all_its_fields() {
        let mut terms = Terms::default();
        terms.add("访谈 ai", 0);
        terms.add("访谈 AI", TITLE);
        terms.add("访谈", ASKED);
        terms.settle();
        let fields: Vec<u64> = terms.pairs.iter().map(|pair| pair & 3).collect();
        assert_eq!(fields, [3, 3]);
        assert_eq!(terms.words.iter().map(|word| word.field).collect::<Vec<_>>(), [TITLE]);
    }
}
