//! What templates go through is counted, and what they hold is weighed, so that nothing in them is without end.
//!
//! In comes a template as it was written; out goes one whose loops hand what they go through to the filter `counted`,
//! and whose variables what they are given to `held` (`render/rounds.rs`), and the way back from its places to those of
//! the file. Invariant: lines stay lines, and a template without loops stays as it is.

use std::ops::Range;

/// What is written before and behind of what a loop goes through.
const BEFORE: &str = "((";
const BEHIND: &str = ") | counted)";
/// The same of what a variable is to hold.
const BEHIND_HELD: &str = ") | held)";

/// A template whose loops are counted.
#[derive(Debug)]
pub(in crate::render) struct Counted {
    pub(in crate::render) text: String,
    added: Vec<Added>,
}

/// What was put in.
#[derive(Debug)]
struct Added {
    /// Where, in the original.
    at: usize,
    piece: &'static str,
    /// Where what is counted begins, in the original.
    list: usize,
}

impl Counted {
    pub(in crate::render) fn of(text: &str) -> Self {
        let mut scan = Scan { text, at: 0, added: Vec::new() };
        scan.template();
        scan.added.sort_by_key(|added| added.at);
        let mut counted = String::with_capacity(text.len() + scan.added.len() * BEHIND.len());
        let mut from = 0;
        for added in &scan.added {
            counted.push_str(&text[from..added.at]);
            counted.push_str(added.piece);
            from = added.at;
        }
        counted.push_str(&text[from..]);
        Self { text: counted, added: scan.added }
    }

    /// Where in the original the range stands; of what counts it is what is counted.
    pub(in crate::render) fn original(&self, range: Range<usize>) -> Range<usize> {
        let (start, list) = self.back(range.start);
        let (end, _) = self.back(range.end);
        list.unwrap_or(start)..end.max(start)
    }

    fn back(&self, place: usize) -> (usize, Option<usize>) {
        let mut more = 0;
        for added in &self.added {
            if place < added.at + more {
                break;
            }
            more += added.piece.len();
            if place < added.at + more {
                return (added.at, Some(added.list));
            }
        }
        (place - more, None)
    }
}

/// A way through a template.
struct Scan<'t> {
    text: &'t str,
    at: usize,
    added: Vec<Added>,
}

/// A loop that began in a tag: in how many brackets, and how many pieces had been put in before.
struct Begun {
    depth: usize,
    added: usize,
    behind: &'static str,
}

impl<'t> Scan<'t> {
    fn template(&mut self) {
        while let Some(found) = memchr::memchr(b'{', self.rest()) {
            self.at += found + 1;
            let open = self.rest().first().copied();
            match open {
                Some(b'#') => self.skip("#}"),
                Some(b'%' | b'{') => {
                    self.at += 1;
                    let tag = self.tag(open == Some(b'%'));
                    if tag.trim_matches(['-', ' ', '\t', '\n', '\r']) == "raw" {
                        self.skip("endraw");
                    }
                }
                _ => {}
            }
        }
    }

    fn rest(&self) -> &'t [u8] {
        &self.text.as_bytes()[self.at..]
    }

    fn skip(&mut self, end: &str) {
        self.at = self.text[self.at..].find(end).map_or(self.text.len(), |found| self.at + found + end.len());
    }

    /// Goes through a tag, to behind its end, and returns what stands in it.
    fn tag(&mut self, is_statement: bool) -> &'t str {
        let start = self.at;
        let (mut depth, mut begun, mut before, first) = (0, Vec::<Begun>::new(), None, self.added.len());
        loop {
            let Some(byte) = self.rest().first().copied() else {
                // A tag that is not closed is no tag: the parser says so, about the text as it was written.
                self.added.truncate(first);
                return "";
            };
            let ends = if is_statement { b"%}" } else { b"}}" };
            if depth == 0 && self.rest().starts_with(ends) {
                let inside = &self.text[start..self.at];
                let end = start + inside.trim_end_matches('-').len();
                begun.into_iter().rev().for_each(|it| self.close(&it, end));
                self.at += ends.len();
                return inside;
            }
            match byte {
                b'"' | b'\'' | b'`' => {
                    let text = &self.rest()[1..];
                    self.at += memchr::memchr(byte, text).map_or(text.len(), |end| end + 1);
                }
                b'(' | b'[' | b'{' => depth += 1,
                b')' | b']' | b'}' => {
                    while let Some(it) = begun.pop_if(|it| it.depth == depth && depth > 0) {
                        self.close(&it, self.at);
                    }
                    depth = depth.saturating_sub(1);
                }
                b'=' if before == Some("set") && depth == 0 => {
                    begun.push(self.begin(depth, self.at + 1, BEHIND_HELD));
                    before = None;
                }
                _ if is_word(byte) => {
                    let word = self.word();
                    match word {
                        "in" if before == Some("for") => {
                            begun.push(self.begin(depth, self.at, BEHIND));
                            before = None;
                        }
                        "if" if depth > 0 => {
                            while let Some(it) = begun.pop_if(|it| it.depth == depth) {
                                self.close(&it, self.at - word.len());
                            }
                        }
                        "for" => before = Some("for"),
                        "set" | "set_global"
                            if is_statement && self.added.len() == first && begun.is_empty() =>
                        {
                            before = Some("set");
                        }
                        _ => {}
                    }
                    continue;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Begins what is counted or held.
    fn begin(&mut self, depth: usize, at: usize, behind: &'static str) -> Begun {
        let list = at + usize::from(self.text[at..].starts_with(' '));
        self.added.push(Added { at, piece: BEFORE, list });
        Begun { depth, added: self.added.len() - 1, behind }
    }

    fn word(&mut self) -> &'t str {
        let length = self.rest().iter().take_while(|byte| is_word(**byte)).count();
        let start = self.at;
        self.at += length;
        &self.text[start..self.at]
    }

    /// Ends what a loop goes through; where that is nothing, the parser is to say so.
    fn close(&mut self, begun: &Begun, end: usize) {
        let Some(Added { at, list, .. }) = self.added.get(begun.added) else { return };
        if self.text[*at..end].trim().is_empty() {
            self.added.remove(begun.added);
        } else {
            let end = at + self.text[*at..end].trim_end().len();
            self.added.push(Added { at: end, piece: begun.behind, list: *list });
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_loops_go_through_is_counted() {
        for (text, counted) in [
            (
                "{% for a in list %}{{ a }}{% endfor %}",
                "{% for a in(( list) | counted) %}{{ a }}{% endfor %}",
            ),
            ("{%- for k, v in x.y | sort -%}", "{%- for k, v in(( x.y | sort) | counted) -%}"),
            ("{% for a in [1, \"%}\"] %}", "{% for a in(( [1, \"%}\"]) | counted) %}"),
            ("{{ [a for a in list if a] }}", "{{ [a for a in(( list) | counted) if a] }}"),
            ("{{ [a for a in list] }}", "{{ [a for a in(( list) | counted)] }}"),
            ("{% for a in [b for b in c] %}", "{% for a in(( [b for b in(( c) | counted)]) | counted) %}"),
            ("{% if a in b %}", "{% if a in b %}"),
            ("{% set a = b ~ b -%}", "{% set a =(( b ~ b) | held) -%}"),
            ("{% set a = [b for b in c] %}", "{% set a =(( [b for b in(( c) | counted)]) | held) %}"),
            ("{% set a %}=b{% endset %}", "{% set a %}=b{% endset %}"),
            ("{% for a in %}", "{% for a in %}"),
            ("{# {% for a in b %} #}", "{# {% for a in b %} #}"),
            ("{% raw %}{% for a in b %}{% endraw %}", "{% raw %}{% for a in b %}{% endraw %}"),
            ("{% for a in b", "{% for a in b"),
            ("{", "{"),
            ("访谈 {% for 人 in 人们 %}", "访谈 {% for 人 in(( 人们) | counted) %}"),
        ] {
            assert_eq!(Counted::of(text).text, counted);
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "{% for a in list %}{{ b }}{% endfor %}";
        let counted = Counted::of(text);
        for word in ["for", "list", "b }}", "endfor"] {
            let (new, old) = (counted.text.find(word).unwrap(), text.find(word).unwrap());
            assert_eq!(counted.original(new..new + word.len()), old..old + word.len(), "{word}");
        }
    }
}
