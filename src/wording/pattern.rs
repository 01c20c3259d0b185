//! Patterns of messages: fixed words with holes.
//!
//! Invariant: of the patterns that fit a message, the one with most fixed letters is taken; two with equally many keep
//! the table's order.

use std::fmt::Write;

/// A hole.
const HOLE: &str = "{}";

/// Patterns and what each becomes.
#[derive(Debug)]
pub(super) struct Table {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// What stands between the holes: one more than there are holes.
    fixed: Vec<&'static str>,
    becomes: &'static str,
}

impl Table {
    pub(super) fn new(pairs: impl Iterator<Item = &'static (&'static str, &'static str)>) -> Self {
        let entry = |(from, to): &(&'static str, &'static str)| Entry {
            fixed: from.split(HOLE).collect(),
            becomes: to,
        };
        let mut entries: Vec<Entry> = pairs.map(entry).collect();
        entries
            .sort_by_key(|entry| std::cmp::Reverse(entry.fixed.iter().map(|part| part.len()).sum::<usize>()));
        Self { entries }
    }

    /// What `message` becomes; what stands in its holes is looked for in turn.
    pub(super) fn find(&self, message: &str) -> Option<String> {
        self.entries.iter().find_map(|entry| {
            let holes = holes(&entry.fixed, message)?;
            let said: Vec<String> =
                holes.iter().map(|hole| self.find(hole).unwrap_or_else(|| (*hole).to_owned())).collect();
            Some(fill(entry.becomes, &said))
        })
    }
}

/// What stands in a message's holes, if its fixed parts are these.
fn holes<'m>(fixed: &[&str], message: &'m str) -> Option<Vec<&'m str>> {
    let (first, rest) = fixed.split_first()?;
    let mut left = message.strip_prefix(first)?;
    let Some((last, between)) = rest.split_last() else { return left.is_empty().then(Vec::new) };
    let mut holes = Vec::with_capacity(rest.len());
    for part in between {
        let at = left.find(part)?;
        holes.push(&left[..at]);
        left = &left[at + part.len()..];
    }
    holes.push(left.strip_suffix(last)?);
    Some(holes)
}

/// Puts what was said into `{}` in order, or into `{1}`, `{2}` … by number.
fn fill(pattern: &str, said: &[String]) -> String {
    let mut filled = String::with_capacity(pattern.len());
    let mut in_order = said.iter();
    let mut rest = pattern;
    while let Some((before, behind)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((number, after)) = behind.split_once('}') else {
            filled.push('{');
            rest = behind;
            continue;
        };
        let words = match number.parse::<usize>() {
            Ok(number) => said.get(number.wrapping_sub(1)),
            Err(_) if number.is_empty() => in_order.next(),
            Err(_) => None,
        };
        match words {
            Some(words) => filled.push_str(words),
            // Not a hole: braces that belong to the text.
            None => _ = write!(filled, "{{{number}}}"),
        }
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAIRS: &[(&str, &str)] = &[
        ("{} is {}", "{}是{}"),
        ("{} is no date", "{}不是日期"),
        ("from {} to {}", "到 {2}，从 {1}"),
        ("done", "好了"),
        ("write {% x %} {}", "写 {% x %} {}"),
    ];

    fn said(message: &str) -> Option<String> {
        Table::new(PAIRS.iter()).find(message)
    }

    #[test]
    fn the_pattern_with_most_words_is_taken() {
        assert_eq!(said("a is no date").as_deref(), Some("a不是日期"));
        assert_eq!(said("a is b").as_deref(), Some("a是b"));
        assert_eq!(said("a was b"), None);
    }

    #[test]
    fn holes_may_change_places_and_hold_messages() {
        assert_eq!(said("from done to b").as_deref(), Some("到 b，从 好了"));
    }

    #[test]
    fn braces_that_are_no_holes_stay() {
        assert_eq!(said("write {% x %} y").as_deref(), Some("写 {% x %} y"));
    }
}
