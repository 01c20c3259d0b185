//! What is written is read again by the rules of `docs/content/search.md`, and nothing is missing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use super::terms::{ASKED, TITLE};
use super::*;
use crate::output::Made;
use crate::source::Source;

#[derive(Default)]
struct Files(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Files {
    fn keeps(&self, _: &str, _: &dyn Fn(&[u128]) -> u128) -> bool {
        false
    }

    fn put(&self, path: &str, _: Made<'_>, bytes: &[u8]) -> Result<(), Error> {
        self.0.lock().unwrap().insert(path.to_owned(), bytes.to_vec());
        Ok(())
    }

    fn copy(&self, _: &str, _: &Source) -> Result<(), Error> {
        Ok(())
    }

    fn restart(&mut self) {}
}

/// Reads a shard.
struct Bits<'b> {
    bytes: &'b [u8],
    at: usize,
    bound: u32,
}

/// What lies under a head.
#[derive(Default)]
struct Head {
    pairs: BTreeMap<u16, BTreeSet<u32>>,
    bins: Vec<BTreeSet<u32>>,
    words: BTreeMap<String, BTreeSet<u32>>,
}

impl Bits<'_> {
    fn raw(&mut self, count: u32) -> u32 {
        (0..count).fold(0, |value, _| {
            let bit = self.bytes[self.at / 8] >> (7 - self.at % 8) & 1;
            self.at += 1;
            value << 1 | u32::from(bit)
        })
    }

    fn gamma(&mut self) -> u32 {
        let mut length = 0;
        while self.raw(1) == 0 {
            length += 1;
        }
        1 << length | self.raw(length)
    }

    fn below(&mut self, bound: u32) -> u32 {
        let length = bound.ilog2();
        let (short, value) = ((2 << length) - bound, self.raw(length));
        if value < short { value } else { value * 2 + self.raw(1) - short }
    }

    fn row(&mut self, count: u32, low: u32, bound: u32) -> Vec<u32> {
        if count == 0 {
            return Vec::new();
        }
        let left = count / 2;
        let middle = low + left + self.below(bound - low - count + 1);
        let mut row = self.row(left, low, middle);
        row.push(middle);
        row.extend(self.row(count - left - 1, middle + 1, bound));
        row
    }

    fn articles(&mut self) -> BTreeSet<u32> {
        let count = self.gamma();
        let articles = self.row(count, 0, self.bound);
        for _ in [TITLE, ASKED] {
            let chosen = self.gamma() - 1;
            self.row(chosen, 0, count);
        }
        articles.into_iter().collect()
    }

    fn letter(&mut self) -> u16 {
        match self.below(40) {
            39 => self.raw(16) as u16,
            place => u16::from(b"etaoinsrhldcumfpgwyb0123vkxjqz456789.+#"[place as usize]),
        }
    }

    fn shard(&mut self, start: u32, heads: &mut BTreeMap<u16, Vec<Head>>) {
        let mut place = start >> 16;
        for _ in 1..self.gamma() {
            place += self.gamma() - 1;
            let mut head = Head::default();
            if self.raw(1) == 1 {
                let mut word: Vec<u16> = Vec::new();
                for _ in 0..self.gamma() {
                    word.truncate(self.gamma() as usize - 1);
                    for _ in 1..self.gamma() {
                        word.push(self.letter());
                    }
                    head.words.insert(String::from_utf16(&word).unwrap(), self.articles());
                }
            } else {
                let terms = self.gamma() - 1;
                for second in self.row(terms, 0, 1 << 16) {
                    head.pairs.insert(second as u16, BTreeSet::new());
                }
                for articles in head.pairs.values_mut() {
                    *articles = self.articles();
                }
                for _ in 1..self.gamma() {
                    let count = self.gamma() - 1;
                    head.bins.push(self.row(count, 0, self.bound).into_iter().collect());
                }
            }
            heads.entry(place as u16).or_default().push(head);
        }
        assert!(self.bytes.len() - self.at.div_ceil(8) == 0, "nothing is left over");
    }
}

/// Articles that may have a pair.
fn of_pair(heads: &BTreeMap<u16, Vec<Head>>, first: u16, second: u16) -> BTreeSet<u32> {
    let strewn = |unit: u16| unit.wrapping_mul(40503);
    let parts = heads.get(&strewn(first)).map_or(&[][..], Vec::as_slice);
    let found = parts.iter().filter_map(|head| {
        let bin = (strewn(second) as usize * head.bins.len()) >> 16;
        head.pairs.get(&second).or_else(|| head.bins.get(bin))
    });
    found.flatten().copied().collect()
}

/// A text in which some pairs are frequent and most are not.
fn text(seed: u32) -> String {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut next = |below: u32| {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state % below
    };
    let mut text = String::new();
    for place in 0..300 {
        let range = if next(2) == 0 { 12 } else { 900 };
        text.extend(char::from_u32(0x4e00 + next(range)));
        match place % 17 {
            5 => text.push('，'),
            11 => text.push_str(&format!(" gpt-{}o Été{} ", next(40), next(9))),
            _ => {}
        }
    }
    text
}

fn index(texts: &[String]) -> (BTreeMap<u16, Vec<Head>>, u32) {
    let folder = tempfile::tempdir().unwrap();
    let mut index = Index::open(folder.path(), 1).unwrap();
    let paths: Vec<String> = (0..texts.len()).map(|number| format!("{number}.md")).collect();
    let article = |path| Article { path, key: 1, link: "/a/", title: "甲", date: String::new() };
    let articles: Vec<Article<'_>> = paths.iter().map(|path| article(path)).collect();
    for (text, path) in texts.iter().zip(&paths) {
        let (mut terms, mut slices) = (Terms::default(), Slices::default());
        terms.add(text, ASKED);
        terms.settle();
        slices.fill(&terms);
        index.store.add(name_of(path), 1, &slices).unwrap();
    }
    let files = Files::default();
    assert!(index.write(&articles, &files).unwrap());
    let files = files.0.into_inner().unwrap();
    let catalogue: serde_json::Value = serde_json::from_slice(&files["search/index.json"]).unwrap();
    let bound = catalogue["bound"].as_u64().unwrap() as u32;
    let mut heads = BTreeMap::new();
    for start in catalogue["shards"].as_array().unwrap() {
        let start = start.as_u64().unwrap() as u32;
        let bytes = &files[&format!("search/{start}.bin")];
        Bits { bytes, at: 0, bound }.shard(start, &mut heads);
    }
    (heads, catalogue["shards"].as_array().unwrap().len() as u32)
}

#[test]
fn every_pair_and_every_word_finds_its_article() {
    let texts: Vec<String> = (1..200).map(text).collect();
    let (heads, shards) = index(&texts);
    assert!(shards > 1, "the index is cut");
    let mut candidates = 0;
    let mut asked = 0;
    for (number, text) in (0..).zip(&texts) {
        let units: Vec<u16> = text.encode_utf16().collect();
        for pair in units.windows(2).filter(|pair| pair.iter().all(|unit| (0x4e00..0x9fa6).contains(unit))) {
            let found = of_pair(&heads, pair[0], pair[1]);
            assert!(found.contains(&number), "{pair:x?} of {number}");
            candidates += found.len();
            asked += 1;
        }
        for word in text.split(' ').filter(|word| word.starts_with("gpt")) {
            let rest = word[1..].replace('-', "");
            let parts = &heads[&u16::from(b'g').wrapping_mul(40503)];
            assert!(parts.iter().any(|head| head.words.get(&rest).is_some_and(|it| it.contains(&number))));
        }
    }
    assert!(candidates / asked < 60, "a pair names few articles that do not have it: {}", candidates / asked);
}

#[test]
fn rare_pairs_share_bins_and_frequent_ones_have_their_articles_alone() {
    let mut texts = vec![String::from("独一"); 7];
    texts.extend((0..40u32).map(|number| format!("独{}", char::from_u32(0x5000 + number).unwrap())));
    let (heads, _) = index(&texts);
    let unit = |character: char| character as u32 as u16;
    assert_eq!(of_pair(&heads, unit('独'), unit('一')), (0..7).collect());
    for number in 0..40u16 {
        let found = of_pair(&heads, unit('独'), 0x5000 + number);
        assert!(found.contains(&(7 + u32::from(number))) && found.len() < 20, "{found:?}");
    }
}

#[test]
fn parts_that_are_damaged_are_noticed_and_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let article = Article { path: "a.md", key: 1, link: "/a/", title: "甲", date: String::new() };
    let (mut terms, mut slices) = (Terms::default(), Slices::default());
    terms.add("模型会说谎。", 0);
    terms.settle();
    slices.fill(&terms);
    let mut index = Index::open(folder.path(), 1).unwrap();
    index.store.add(name_of("a.md"), 1, &slices).unwrap();
    assert!(index.write(std::slice::from_ref(&article), &Files::default()).unwrap());
    let written = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.unwrap().path();
        (!path.ends_with("state") && std::fs::metadata(&path).unwrap().len() > 0).then_some(path)
    };
    let part = std::fs::read_dir(folder.path()).unwrap().find_map(written).unwrap();
    let mut bytes = std::fs::read(&part).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&part, bytes).unwrap();
    let mut index = Index::open(folder.path(), 1).unwrap();
    assert!(index.has(&article), "it is looked into when it is wanted");
    assert!(!index.write(std::slice::from_ref(&article), &Files::default()).unwrap());
    assert!(!Index::open(folder.path(), 1).unwrap().has(&article));
}
