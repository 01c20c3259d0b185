//! Mending a fault in the file that it was found in.
//!
//! In come a file's text and places with what should stand there; out goes the mended text. Invariant: a place whose
//! line no longer says what it said is left alone, so that a fix never lands in text that has changed since.

use serde::{Deserialize, Serialize};

use super::{Diagnostic, Place};

/// What mends a fault where no judgement is needed: a slip of the hand with one likely meaning.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fix {
    /// What should stand where the marked text stands.
    pub text: String,
    /// Where else the same is to be mended.
    pub elsewhere: Vec<Place>,
}

/// One place and what should stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edit<'a> {
    /// Where; its marked text is what goes.
    pub place: &'a Place,
    /// What comes instead.
    pub text: &'a str,
}

impl Diagnostic {
    /// What `--fix` would change, place by place.
    pub fn edits(&self) -> impl Iterator<Item = Edit<'_>> {
        self.fix.iter().flat_map(|fix| {
            let places = self.place.iter().chain(&fix.elsewhere);
            places.map(|place| Edit { place, text: &fix.text })
        })
    }
}

/// `text` with all edits made that still fit, and how many did. Of edits that overlap the first in the text is made.
pub fn mend(text: &str, edits: &[Edit<'_>]) -> (String, usize) {
    let mut edits: Vec<&Edit<'_>> = edits.iter().filter(|edit| !edit.place.marked.is_empty()).collect();
    edits.sort_by_key(|edit| (edit.place.line, edit.place.marked.start));
    let mut edits = edits.into_iter().peekable();
    let mut mended = String::with_capacity(text.len());
    let mut made = 0;
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let mut copied = 0;
        while let Some(edit) = edits.next_if(|edit| edit.place.line <= number) {
            let marked = edit.place.marked.clone();
            let says = line.trim_end_matches(['\n', '\r']) == edit.place.text && edit.place.line == number;
            if says && marked.start >= copied {
                mended.push_str(&line[copied..marked.start]);
                mended.push_str(edit.text);
                copied = marked.end;
                made += 1;
            }
        }
        mended.push_str(&line[copied..]);
    }
    (mended, made)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "---\r\ntitel: 题\r\ntags: [AI, ai]\n---\n正文";

    fn place(of: &str) -> Place {
        let at = TEXT.find(of).unwrap();
        Place::in_text(&"content/a.md".into(), TEXT, at..at + of.len())
    }

    #[test]
    fn what_is_marked_is_replaced_and_line_ends_stay() {
        let (title, tag) = (place("titel"), place("ai"));
        let edits = [Edit { place: &tag, text: "AI" }, Edit { place: &title, text: "title" }];
        assert_eq!(mend(TEXT, &edits), ("---\r\ntitle: 题\r\ntags: [AI, AI]\n---\n正文".to_owned(), 2));
    }

    #[test]
    fn a_line_that_has_changed_is_left_alone() {
        let title = place("titel");
        let text = TEXT.replace("题", "另一题");
        assert_eq!(mend(&text, &[Edit { place: &title, text: "title" }]), (text.clone(), 0));
    }

    #[test]
    fn of_overlapping_edits_one_is_made() {
        let (whole, part) = (place("[AI, ai]"), place("ai"));
        let edits = [Edit { place: &whole, text: "[AI]" }, Edit { place: &part, text: "AI" }];
        let (text, made) = mend(TEXT, &edits);
        assert_eq!((text.contains("tags: [AI]\n"), made), (true, 1));
    }
}
