//! Fenced code: what its first line says (language, title, highlighted lines), and the block as HTML.
//!
//! In come the words behind the fence and the code; out goes a `pre`, in a `figure` where it has a title. Invariant:
//! what is not understood of the words is left out, never shown.

use pulldown_cmark::CowStr;

use super::document::Document;
use super::{escape, guard, highlight};

/// The code block that is being written.
#[derive(Debug)]
pub(super) struct OpenCode<'t> {
    /// What stands behind the fence.
    pub(super) words: CowStr<'t>,
    pub(super) text: String,
}

/// What the words behind a fence say.
#[derive(Debug, Default, PartialEq)]
struct Fence<'w> {
    language: &'w str,
    title: &'w str,
    /// First and last of each run of highlighted lines, 1-based.
    marked: Vec<(usize, usize)>,
}

impl<'w> Fence<'w> {
    /// Reads `rust title="src/main.rs" {1,3-4}`, also as `rust {title="src/main.rs", hl_lines=[1,"3-4"]}`.
    fn of(words: &'w str) -> Self {
        let words = words.trim();
        let named =
            words.starts_with('{') || words.split([' ', '{']).next().is_some_and(|first| first.contains('='));
        let is_name = |character: char| character.is_ascii_alphanumeric() || "+#-_.".contains(character);
        let end = if named { 0 } else { words.find(|character| !is_name(character)).unwrap_or(words.len()) };
        Self {
            language: &words[..end],
            title: value(words, "title=").unwrap_or_default(),
            marked: marked(words),
        }
    }

    fn is_marked(&self, line: usize) -> bool {
        self.marked.iter().any(|(first, last)| (*first..=*last).contains(&line))
    }
}

/// The value behind `key`, without its quotation marks.
fn value<'w>(words: &'w str, key: &str) -> Option<&'w str> {
    let (before, rest) = words.split_once(key)?;
    if before.ends_with(|last: char| last.is_alphanumeric() || last == '_') {
        return None;
    }
    match rest.chars().next().filter(|first| matches!(first, '"' | '\'')) {
        Some(quote) => rest[1..].split(quote).next(),
        None => rest.split([' ', ',', '}']).next(),
    }
}

fn marked(words: &str) -> Vec<(usize, usize)> {
    let list = match words.split_once("hl_lines=") {
        Some((_, rest)) => rest.split([']', '}']).next().unwrap_or_default(),
        None => {
            let inner =
                words.split_once('{').and_then(|(_, rest)| rest.split('}').next()).unwrap_or_default();
            if inner.contains('=') { "" } else { inner }
        }
    };
    let run = |run: &str| {
        let (first, last) = run.split_once('-').unwrap_or((run, run));
        Some((first.parse().ok()?, last.parse().ok()?))
    };
    list.split(|character: char| !(character.is_ascii_digit() || character == '-')).filter_map(run).collect()
}

impl Document<'_, '_> {
    /// Ends a code block: coloured where a grammar is there.
    pub(super) fn end_code(&mut self, out: &mut String) {
        let Some(code) = self.code.take() else { return };
        let words = guard::strip(&code.words).into_owned();
        let fence = Fence::of(&words);
        if !self.is_page() {
            if !fence.title.is_empty() {
                out.push_str("<p><code>");
                escape::text(fence.title, out);
                out.push_str("</code></p>\n");
            }
            out.push_str("<pre><code>");
            escape::text(&code.text, out);
            out.push_str("</code></pre>\n");
            return;
        }
        if !fence.title.is_empty() {
            out.push_str("<figure class=\"code\"><figcaption>");
            escape::text(fence.title, out);
            out.push_str("</figcaption>\n");
        }
        out.push_str("<pre class=\"code\" tabindex=\"0\"");
        if fence.language.is_empty() {
            out.push_str("><code>");
        } else {
            out.extend([
                " data-language=\"",
                fence.language,
                "\"><code class=\"language-",
                fence.language,
                "\">",
            ]);
        }
        let start = out.len();
        highlight::write(fence.language, &code.text, out);
        if !fence.marked.is_empty() {
            let html = out.split_off(start);
            mark_lines(&html, &fence, out);
        }
        out.push_str("</code></pre>");
        out.push_str(if fence.title.is_empty() { "\n" } else { "</figure>\n" });
    }
}

/// Appends code with its highlighted lines in `mark`; a colour that goes on beyond a line is opened again in the next.
fn mark_lines(html: &str, fence: &Fence<'_>, out: &mut String) {
    let mut colour: Option<&str> = None;
    for (index, line) in html.split_inclusive('\n').enumerate() {
        let after = open_at_end(line, colour);
        if !fence.is_marked(index + 1) {
            out.push_str(line);
        } else {
            if colour.is_some() {
                out.push_str("</span>");
            }
            out.push_str("<mark class=\"line\">");
            out.extend(colour);
            out.push_str(line);
            if after.is_some() {
                out.push_str("</span>");
            }
            out.push_str("</mark>");
            out.extend(after);
        }
        colour = after;
    }
}

/// The tag of the span that is open behind a line; spans never stand in each other.
fn open_at_end<'h>(line: &'h str, before: Option<&'h str>) -> Option<&'h str> {
    match (line.rfind("<span"), line.rfind("</span>")) {
        (Some(open), close) if close.is_none_or(|close| close < open) => {
            line[open..].find('>').map(|end| &line[open..=open + end])
        }
        (_, Some(_)) => None,
        _ => before,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_behind_a_fence_are_read_in_several_spellings() {
        let of = |words| {
            let Fence { language, title, marked } = Fence::of(words);
            (language, title, marked)
        };
        assert_eq!(of("rust"), ("rust", "", vec![]));
        assert_eq!(of("rust title=\"src/a b.rs\" {1,3-4}"), ("rust", "src/a b.rs", vec![(1, 1), (3, 4)]));
        assert_eq!(of("rust{2}"), ("rust", "", vec![(2, 2)]));
        assert_eq!(of("title='题'"), ("", "题", vec![]));
        assert_eq!(of("go {title=\"a.go\", hl_lines=[8,\"15-17\"]}"), ("go", "a.go", vec![(8, 8), (15, 17)]));
        assert_eq!(of("c++ {linenos=true}"), ("c++", "", vec![]));
        assert_eq!(of("x subtitle=a {-,9-}"), ("x", "", vec![]));
    }

    #[test]
    fn a_colour_that_goes_on_is_opened_again_inside_the_mark() {
        let fence = Fence { marked: vec![(2, 2), (4, 4)], ..Fence::default() };
        let mut out = String::new();
        mark_lines("a<span c>b\nc\nd</span>\n<span e>f</span>\n", &fence, &mut out);
        assert_eq!(
            out,
            "a<span c>b\n</span><mark class=\"line\"><span c>c\n</span></mark><span c>d</span>\n\
             <mark class=\"line\"><span e>f</span>\n</mark>"
        );
    }
}
