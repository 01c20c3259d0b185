//! Headings: their level on a page that has one `h1` already, and their ids.

use std::collections::HashMap;

/// Most characters of an id: a heading may be a whole paragraph.
const LONGEST_ID: usize = 64;

/// Levels by nesting: the first heading becomes `h2`, and a deeper one is exactly one level deeper, so that no level is
/// ever skipped, whichever levels an export uses for decoration.
#[derive(Debug, Default)]
pub(super) struct Levels {
    open: Vec<u8>,
}

impl Levels {
    /// The level to show for a heading of `level` in the text.
    pub(super) fn shown(&mut self, level: u8) -> u8 {
        while self.open.last().is_some_and(|open| *open >= level) {
            self.open.pop();
        }
        self.open.push(level);
        u8::try_from(self.open.len() + 1).unwrap_or(6).min(6)
    }
}

/// Ids that no other element of the page has.
#[derive(Debug, Default)]
pub(super) struct Ids {
    /// Each with the number to try next for another of its kind.
    taken: HashMap<String, u32>,
}

impl Ids {
    /// Ids of headings that differ from each other, from `reserved`, and from those of questions and footnotes.
    pub(super) fn new(reserved: &[&str]) -> Self {
        Self { taken: reserved.iter().map(|id| ((*id).to_owned(), 2)).collect() }
    }

    /// The id for a heading's text: Han stays, Latin becomes small, all else a hyphen.
    pub(super) fn id(&mut self, text: &str) -> String {
        let mut id = slug(text);
        if id.is_empty() || ["q-", "fn-", "fnref-"].iter().any(|start| id.starts_with(start)) {
            id.insert_str(0, if id.is_empty() { "section" } else { "h-" });
        }
        let Some(next) = self.taken.get(&id).copied() else {
            self.taken.insert(id.clone(), 2);
            return id;
        };
        let mut number = next;
        let mut unique = format!("{id}-{number}");
        while self.taken.contains_key(&unique) {
            number += 1;
            unique = format!("{id}-{number}");
        }
        self.taken.insert(id, number + 1);
        self.taken.insert(unique.clone(), 2);
        unique
    }
}

/// The id of the first heading of a page with this text.
pub fn heading_id(text: &str) -> String {
    Ids::default().id(text)
}

/// Words that Mozilla's Readability, in the reading modes of several browsers, takes for those of page furniture: it drops
/// a heading whose id holds one, be it 「Meta 的 AI 策略」.
const FURNITURE: &[&str] = &[
    "-ad-",
    "banner",
    "combx",
    "comment",
    "com-",
    "contact",
    "footer",
    "gdpr",
    "hidden",
    "masthead",
    "media",
    "meta",
    "outbrain",
    "promo",
    "related",
    "scroll",
    "share",
    "shopping",
    "shoutbox",
    "sidebar",
    "skyscraper",
    "sponsor",
    "tags",
    "widget",
];

/// The class of a heading, if its id would have reading modes drop it: they take it for a sign of the opposite.
pub(super) fn class_of(id: &str) -> Option<&'static str> {
    FURNITURE.iter().any(|word| id.contains(word)).then_some("text")
}

fn slug(text: &str) -> String {
    let mut id = String::with_capacity(text.len().min(LONGEST_ID * 3));
    let mut gap = false;
    for character in text.chars().take(LONGEST_ID) {
        if character.is_alphanumeric() || character == '_' {
            if gap && !id.is_empty() {
                id.push('-');
            }
            gap = false;
            id.extend(character.to_lowercase());
        } else {
            gap = true;
        }
    }
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_never_skip_and_never_reach_h1() {
        let mut levels = Levels::default();
        let shown: Vec<u8> = [1, 3, 6, 3, 2, 1, 4].iter().map(|level| levels.shown(*level)).collect();
        assert_eq!(shown, [2, 3, 4, 3, 3, 2, 3]);
        let mut levels = Levels::default();
        assert_eq!([levels.shown(3), levels.shown(1)], [2, 2]);
        let mut levels = Levels::default();
        assert_eq!((1..=6).map(|level| levels.shown(level)).collect::<Vec<u8>>(), [2, 3, 4, 5, 6, 6]);
    }

    #[test]
    fn ids_keep_han_and_are_unique() {
        let mut ids = Ids::new(&["search"]);
        assert_eq!(ids.id("如何看待“规模定律”？"), "如何看待-规模定律");
        assert_eq!(ids.id("如何看待：规模定律"), "如何看待-规模定律-2");
        assert_eq!(ids.id("Search"), "search-2");
        assert_eq!(ids.id("？"), "section");
        assert_eq!(ids.id("Q-1"), "h-q-1");
    }
}
