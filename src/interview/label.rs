//! Reads the label at the beginning of a logical line: a name, a colon, whatever marks stand around them.
//!
//! In comes the line's text; out goes where the name is and where the words begin. Invariant: nothing is decided here
//! about whether the name speaks.

use super::reading::Emphasis;

/// Longest label, in characters.
const LONGEST: usize = 26;

/// A label as it stands on a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scanned {
    /// The name without emphasis, white space folded.
    pub(super) name: String,
    /// Byte of the line at which the words begin.
    pub(super) words: usize,
    /// Emphasis open there.
    pub(super) open: Emphasis,
    /// The name, or part of it, stands out.
    pub(super) marked: bool,
    /// There is a colon.
    pub(super) colon: bool,
}

/// Emphasis while a line is read.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    strong: bool,
    em: bool,
}

impl State {
    /// Reads a run of marks at `at`; gives its length.
    fn run(&mut self, line: &str, at: usize) -> usize {
        let mark = line.as_bytes()[at];
        let length = line.as_bytes()[at..].iter().take_while(|byte| **byte == mark).count();
        if length % 4 >= 2 {
            self.strong = !self.strong;
        }
        if length % 2 == 1 {
            self.em = !self.em;
        }
        length
    }

    fn emphasis(self) -> Emphasis {
        match (self.strong, self.em) {
            (false, false) => Emphasis::None,
            (true, false) => Emphasis::Strong,
            (false, true) => Emphasis::Em,
            (true, true) => Emphasis::StrongEm,
        }
    }
}

/// Reads the label that `line` begins with, if it begins with one.
pub(super) fn scan(line: &str) -> Option<Scanned> {
    let mut state = State::default();
    let mut name = String::new();
    let mut marked = false;
    let mut length = 0;
    let mut at = 0;
    while let Some(character) = line[at..].chars().next() {
        match character {
            '*' | '_' => {
                at += state.run(line, at);
                continue;
            }
            '：' | ':' => return finish(line, at, character, state, name, marked),
            '\\' => {}
            _ if is_barrier(character) => break,
            _ => {
                length += 1;
                if length > LONGEST {
                    return None;
                }
                marked |= (state.strong || state.em) && !character.is_whitespace();
                name.push(character);
            }
        }
        at += character.len_utf8();
    }
    // A name alone on its line, standing out.
    let name = folded(&name);
    let alone = marked
        && name.starts_with(char::is_alphabetic)
        && line[at..].trim_matches(['*', '_', ' ']).is_empty()
        && !name.is_empty();
    alone.then_some(Scanned { name, words: line.len(), open: Emphasis::None, marked, colon: false })
}

/// Characters that no label holds.
fn is_barrier(character: char) -> bool {
    matches!(
        character,
        '，' | '。'
            | '？'
            | '！'
            | '；'
            | '“'
            | '”'
            | '…'
            | '—'
            | ','
            | '?'
            | '!'
            | ';'
            | '['
            | ']'
            | '`'
            | '|'
            | '<'
            | '>'
            | '/'
            | '='
            | '"'
            | '、'
            | '#'
            | '%'
            | '@'
            | '\n'
    )
}

fn finish(
    line: &str,
    at: usize,
    colon: char,
    mut state: State,
    name: String,
    mut marked: bool,
) -> Option<Scanned> {
    let name = folded(&name);
    let rest = &line[at + colon.len_utf8()..];
    let digit_before = name.ends_with(|last: char| last.is_ascii_digit());
    let is_time = colon == ':' && digit_before && rest.starts_with(|next: char| next.is_ascii_digit());
    if name.is_empty()
        || rest.starts_with("//")
        || is_time
        || name.starts_with(|first: char| first.is_ascii_digit())
    {
        return None;
    }
    marked |= state.strong || state.em;
    // Doubled colons, closing marks and spaces belong to the label; an opening mark belongs to the words.
    let mut words = at + colon.len_utf8();
    while let Some(next) = line[words..].chars().next() {
        match next {
            '*' | '_' if state.strong || state.em => words += state.run(line, words),
            '：' | ':' | ' ' | '\u{3000}' => words += next.len_utf8(),
            _ => break,
        }
    }
    Some(Scanned { name, words, open: state.emphasis(), marked, colon: true })
}

/// White space folded, edges trimmed.
fn folded(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Option<(String, &str, Emphasis, bool)> {
        scan(line).map(|label| (label.name, &line[label.words..], label.open, label.marked))
    }

    #[test]
    fn labels_in_every_form() {
        for line in [
            "**林若川：**你好",
            "**林若川**：你好",
            "**林若川 :** 你好",
            "***林若川：***你好",
            "*若*川林**：**你好",
        ] {
            let (_, words, open, marked) = read(line).unwrap();
            assert_eq!((words, open, marked), ("你好", Emphasis::None, true), "{line}");
        }
        assert_eq!(read("林若川：你好"), Some(("林若川".into(), "你好", Emphasis::None, false)));
        assert_eq!(read("**长谈：为什么？**"), Some(("长谈".into(), "为什么？**", Emphasis::Strong, true)));
        assert_eq!(read("**Mara Ellison :**Yes"), Some(("Mara Ellison".into(), "Yes", Emphasis::None, true)));
    }

    #[test]
    fn what_is_no_label() {
        for line in
            ["https://example.org", "03:15 开始", "他说，这很好：是的", "回答“是”：好", "没有冒号的一行"]
        {
            assert_eq!(read(line), None, "{line}");
        }
    }
}
