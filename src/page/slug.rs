//! The last part of an address.
//!
//! In comes a title page's file name, a speaker's or a tag's name; out goes a [`Slug`]. Invariant: a slug is one path
//! segment that every file system takes, it never changes unless its author changes it, and it holds no transcription:
//! automatic pinyin is wrong for polyphones and would be wrong for ever.

use std::fmt::Write;

use super::portable;
use crate::article::Identity;
use crate::graph::Entry;

/// One segment of an address, not yet percent-encoded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

/// Bytes of one segment; file systems end at 255, and an address is to be read.
const LONGEST: usize = 120;

impl Slug {
    /// The segment.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the author asked for; `None` if nothing of it can stand in an address.
    pub fn wished(text: &str) -> Option<Self> {
        let clean = segment(text);
        (!clean.is_empty()).then_some(Self(clean))
    }

    /// Where the author asked for nothing: the file's stem if it is ASCII, else the day and what is stable about the
    /// article.
    pub fn of_file(entry: &Entry<'_>) -> Self {
        let stem = stem(entry.path);
        if stem.is_ascii() {
            let clean = segment(stem);
            if !clean.is_empty() {
                return Self(clean);
            }
        }
        let mut slug = String::new();
        if let Some(date) = entry.metadata.date {
            let _ = write!(slug, "{:04}-{:02}-{:02}-", date.year(), date.month(), date.day());
        }
        match entry.metadata.identity.as_ref().and_then(Identity::message) {
            Some((mid, idx)) => drop(write!(slug, "{mid}-{idx}")),
            None => slug.push_str(&short_hash(entry.path)),
        }
        Self(slug)
    }

    /// A speaker or a term. Two names share a slug only if they differ in spaces and single hyphens: where any other sign
    /// could not be kept, a hash of the name follows.
    pub fn of_name(name: &str) -> Self {
        let folded = crate::graph::fold(name);
        let mut clean = segment(&folded);
        let words = folded.split_whitespace().collect::<Vec<_>>().join("-");
        if clean != words || clean.is_empty() || clean.len() >= LONGEST {
            let _ = write!(clean, "-{}", short_hash(&folded));
        }
        Self(clean.trim_start_matches('-').to_owned())
    }
}

/// The file's name without its ending; the folder's for an `index.md`.
fn stem(path: &str) -> &str {
    let without = path.strip_suffix(".md").unwrap_or(path);
    let without = without.strip_suffix("/index").filter(|folder| *folder != "content").unwrap_or(without);
    without.rsplit('/').next().unwrap_or(without)
}

/// Text as one path segment: spaces become hyphens, signs that a file system refuses vanish.
fn segment(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        let letter = if letter.is_whitespace() { '-' } else { letter };
        let doubled = letter == '-' && clean.ends_with('-');
        if !portable::is_refused(letter) && !doubled {
            clean.push(letter);
        }
        if clean.len() >= LONGEST {
            break;
        }
    }
    let clean = clean.trim_matches(['-', '.']);
    match clean.split_once('.') {
        _ if !portable::is_device(clean) => clean.to_owned(),
        Some((stem, ending)) => format!("{stem}-.{ending}"),
        None => format!("{clean}-"),
    }
}

/// Seven letters and digits that are the same on every machine.
fn short_hash(text: &str) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut hash = xxhash_rust::xxh3::xxh3_64(text.as_bytes());
    let mut short = String::with_capacity(7);
    for _ in 0..7 {
        short.push(DIGITS[(hash & 31) as usize] as char);
        hash >>= 5;
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_script() {
        assert_eq!(Slug::of_name("沈既白").as_str(), "沈既白");
        assert_eq!(Slug::of_name("Mara  Ellison").as_str(), "mara-ellison");
        assert_eq!(Slug::of_name("ＡＩ").as_str(), "ai");
        assert_eq!(Slug::of_name("C++").as_str(), "c++");
    }

    #[test]
    fn what_cannot_be_kept_does_not_make_two_names_one() {
        let slugs = ["a/b", "ab", "a:b", "?", "*", "/", "ab.", "-ab", "a-b", "a--b"].map(Slug::of_name);
        for (place, slug) in slugs.iter().enumerate() {
            assert!(!slug.as_str().is_empty());
            assert!(slugs[place + 1..].iter().all(|other| other != slug), "{slug:?}");
        }
    }

    #[test]
    fn a_wish_becomes_one_segment() {
        for (wish, slug) in [
            ("my talk", Some("my-talk")),
            (" 谈话 ", Some("谈话")),
            ("../../etc", Some("etc")),
            ("..", None),
            ("nul", Some("nul-")),
            ("COM1.x", Some("COM1-.x")),
            ("a\u{202e}b", Some("ab")),
            ("a\u{0}b", Some("ab")),
        ] {
            assert_eq!(Slug::wished(wish).as_ref().map(Slug::as_str), slug, "{wish:?}");
        }
    }

    #[test]
    fn a_bundle_is_called_by_its_folder() {
        assert_eq!(stem("content/talks/one/index.md"), "one");
        assert_eq!(stem("content/index.md"), "index");
        assert_eq!(stem("content/a.md"), "a");
    }
}
