//! The words behind a code fence: language, title, highlighted lines.
//!
//! In come the words; out goes a [`Fence`], and what nothing reads of them. Invariant: each word is read once, or told.

use std::ops::Range;

/// What the words behind a fence say.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Fence<'w> {
    pub(crate) language: &'w str,
    pub(crate) title: &'w str,
    /// First and last of each run of highlighted lines, 1-based, in order and apart.
    pub(crate) marked: Vec<(usize, usize)>,
}

/// Why a word is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unread {
    /// An attribute, or a word, that means nothing here.
    Unknown,
    /// Neither a line nor a run of lines.
    NoLines,
    /// A title without one.
    NoTitle,
    /// A quotation mark or a bracket that is never closed.
    Unclosed,
}

impl<'w> Fence<'w> {
    /// Reads `rust title="src/main.rs" {1,3-4}`, also as `rust {title="src/main.rs", hl_lines=[1,"3-4"]}` and
    /// `rust,hl_lines=1 3-4`.
    pub(crate) fn of(words: &'w str) -> Self {
        Self::read(words, |_, _| {})
    }

    /// The same; `unread` is told what is not understood, and where it stands.
    pub(crate) fn read(words: &'w str, mut unread: impl FnMut(Unread, Range<usize>)) -> Self {
        let start = words.len() - words.trim_start().len();
        let first = words[start..].split(ends_word).next().unwrap_or_default();
        let is_name = |letter: char| letter.is_ascii_alphanumeric() || "+#-_.".contains(letter);
        let end = if first.contains('=') { 0 } else { first.find(|it| !is_name(it)).unwrap_or(first.len()) };
        let mut fence = Self { language: &first[..end], ..Self::default() };
        let (mut at, mut braced) = (start + end, false);
        while let Some(next) = words[at..].chars().next() {
            if next == ',' || next.is_whitespace() {
                at += next.len_utf8();
            } else if matches!(next, '{' | '}') {
                braced = next == '{';
                at += 1;
            } else {
                at = fence.attribute(words, at, braced, &mut unread);
            }
        }
        fence.put_in_order();
        fence
    }

    /// Whether a line is highlighted.
    pub(crate) fn is_marked(&self, line: usize) -> bool {
        let next = self.marked.partition_point(|(first, _)| *first <= line);
        self.marked[..next].last().is_some_and(|(_, last)| line <= *last)
    }

    /// Reads the attribute at `at`; where the next word may begin.
    fn attribute(
        &mut self,
        words: &'w str,
        at: usize,
        braced: bool,
        unread: &mut impl FnMut(Unread, Range<usize>),
    ) -> usize {
        let end = at + words[at..].find(|it| it == '=' || ends_word(it)).unwrap_or(words.len() - at);
        let name = &words[at..end];
        if !words[end..].starts_with('=') {
            match run(name).filter(|_| braced) {
                Some(run) => self.marked.push(run),
                None if braced && is_like_lines(name) => unread(Unread::NoLines, at..end),
                None if name == "title" => unread(Unread::NoTitle, at..end),
                None => unread(Unread::Unknown, at..end),
            }
            return end;
        }
        let value = Value::at(words, end + 1, name == "hl_lines");
        if !value.closed {
            unread(Unread::Unclosed, at..value.end);
        }
        let inner = &words[value.inner.clone()];
        match name {
            "hl_lines" if inner.is_empty() => unread(Unread::NoLines, at..end),
            "hl_lines" => self.lines(inner, value.inner.start, unread),
            "title" if inner.is_empty() => unread(Unread::NoTitle, at..end),
            "title" if self.title.is_empty() => self.title = inner,
            _ => unread(Unread::Unknown, at..end),
        }
        value.end
    }

    /// Reads runs of lines that stand at `at`.
    fn lines(&mut self, list: &str, at: usize, unread: &mut impl FnMut(Unread, Range<usize>)) {
        let mut start = at;
        for written in list.split([' ', ',', '"', '\'', '[', ']']) {
            match run(written) {
                Some(run) => self.marked.push(run),
                None if written.is_empty() => {}
                None => unread(Unread::NoLines, start..start + written.len()),
            }
            start += written.len() + 1;
        }
    }

    fn put_in_order(&mut self) {
        self.marked.sort_unstable();
        self.marked.dedup_by(|next, kept| {
            let touches = next.0 <= kept.1.saturating_add(1);
            if touches {
                kept.1 = kept.1.max(next.1);
            }
            touches
        });
    }
}

/// The value of an attribute.
struct Value {
    /// Without its quotation marks or brackets.
    inner: Range<usize>,
    end: usize,
    closed: bool,
}

impl Value {
    /// The value at `at`. A list of lines needs no brackets: `hl_lines=1 3-4`.
    fn at(words: &str, at: usize, is_list: bool) -> Self {
        let rest = &words[at..];
        let close = match rest.chars().next() {
            Some(quote @ ('"' | '\'')) => quote,
            Some('[') if is_list => ']',
            _ => {
                let is_listed = |it: char| it.is_ascii_digit() || matches!(it, '-' | ',' | ' ');
                let listed = if is_list { rest.len() - rest.trim_start_matches(is_listed).len() } else { 0 };
                let end = at + if listed > 0 { listed } else { rest.find(ends_word).unwrap_or(rest.len()) };
                return Self { inner: at..end, end, closed: true };
            }
        };
        match rest[1..].find(close) {
            Some(length) => Self { inner: at + 1..at + 1 + length, end: at + 2 + length, closed: true },
            None => Self { inner: at + 1..words.len(), end: words.len(), closed: false },
        }
    }
}

fn ends_word(letter: char) -> bool {
    matches!(letter, ',' | '{' | '}') || letter.is_whitespace()
}

/// `3` or `3-4`.
fn run(written: &str) -> Option<(usize, usize)> {
    let (first, last) = written.split_once('-').unwrap_or((written, written));
    let (first, last) = (first.parse().ok()?, last.parse().ok()?);
    (1..=last).contains(&first).then_some((first, last))
}

/// Whether lines are probably meant.
fn is_like_lines(written: &str) -> bool {
    written.starts_with(|first: char| first.is_ascii_digit() || first == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &str) -> (Fence<'_>, Vec<(Unread, &str)>) {
        let mut unread = Vec::new();
        let fence = Fence::read(words, |why, at| unread.push((why, &words[at])));
        (fence, unread)
    }

    #[test]
    fn the_words_behind_a_fence_are_read_in_several_spellings() {
        for (words, language, title, marked) in [
            ("rust", "rust", "", &[][..]),
            ("rust title=\"src/a b.rs\" {1,3-4}", "rust", "src/a b.rs", &[(1, 1), (3, 4)]),
            ("rust{2}", "rust", "", &[(2, 2)]),
            ("title='题'", "", "题", &[]),
            ("{title=a}", "", "a", &[]),
            ("go {title=\"a.go\", hl_lines=[8,\"15-17\"]}", "go", "a.go", &[(8, 8), (15, 17)]),
            ("rust,hl_lines=1 3-5,title={9}.rs", "rust", "", &[(1, 1), (3, 5), (9, 9)]),
            ("py hl_lines=\"7 2-4 3\" title=\"{1}\"", "py", "{1}", &[(2, 4), (7, 7)]),
        ] {
            let (fence, _) = read(words);
            assert_eq!(
                (fence.language, fence.title, &fence.marked[..]),
                (language, title, marked),
                "{words}"
            );
        }
    }

    #[test]
    fn what_nothing_reads_is_told_where_it_stands() {
        use Unread::*;
        for (words, unread) in [
            ("c++ {linenos=true}", &[(Unknown, "linenos")][..]),
            ("rust title=x linse=3", &[(Unknown, "linse")]),
            ("rust main.rs", &[(Unknown, "main.rs")]),
            ("rust 3", &[(Unknown, "3")]),
            (
                "x subtitle=a {-,9-,4-2,0}",
                &[(Unknown, "subtitle"), (NoLines, "-"), (NoLines, "9-"), (NoLines, "4-2"), (NoLines, "0")],
            ),
            ("x title", &[(NoTitle, "title")]),
            ("x title= {1}", &[(NoTitle, "title")]),
            ("x title=\"a {1}", &[(Unclosed, "title=\"a {1}")]),
            ("x hl_lines=all hl_lines=", &[(NoLines, "all"), (NoLines, "hl_lines")]),
            ("  x\ttitle=\"题\", hl_lines=[1]", &[]),
        ] {
            assert_eq!(read(words).1, unread, "{words}");
        }
    }

    #[test]
    fn lines_are_found_in_merged_runs() {
        let (fence, _) = read("{4,2-3,9}");
        assert_eq!(fence.marked, [(2, 4), (9, 9)]);
        let marked: Vec<usize> = (0..12).filter(|line| fence.is_marked(*line)).collect();
        assert_eq!(marked, [2, 3, 4, 9]);
    }
}
