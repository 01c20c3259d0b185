//! Fenced code as HTML.
//!
//! In come the words behind the fence and the code; out goes a `pre`, in a `figure` where it has a title. Invariant:
//! what is not understood of the words is left out, never shown.

use pulldown_cmark::CowStr;

use super::document::Document;
use super::{escape, guard, highlight};
use crate::markdown::fence::Fence;

/// The code block that is being written.
#[derive(Debug)]
pub(super) struct OpenCode<'t> {
    /// What stands behind the fence.
    pub(super) words: CowStr<'t>,
    pub(super) text: String,
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
