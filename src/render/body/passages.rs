//! English passages of a Chinese article, marked as such: a screen reader speaks them with the right voice, and a line breaks
//! where English breaks (WCAG 2.2, 3.1.2).
//!
//! In comes the HTML of a rendered body; out goes the same with `<span lang="en">` around runs of English words. Invariant:
//! nothing visible changes, code and elements with a language of their own stay as they are.

use super::{Part, RenderedBody};
use crate::interview::Reading;

/// Words from which a run is a passage and no name.
const WORDS: usize = 5;
/// Words that English is made of; a passage has two at least, so that it is no other language and no list of names.
#[rustfmt::skip]
const ENGLISH: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "how", "i", "in", "is", "it", "not", "of", "on", "or",
    "that", "the", "this", "through", "to", "was", "we", "what", "with", "you", "your",
];

/// Whether an article in `lang` has so many words of other scripts that passages of them are to be expected.
pub(in crate::render) fn is_mixed(lang: &str, reading: &Reading) -> bool {
    lang.starts_with("zh") && reading.words > 40 && reading.words * 8 > reading.characters
}

/// Marks the passages of a body.
pub(in crate::render) fn mark(body: &mut RenderedBody<'_>) {
    for part in &mut body.parts {
        match part {
            Part::Heading { .. } => {}
            Part::Prose { html } | Part::Aside { html } | Part::Credit { html } => *html = marked(html),
            Part::Exchange { turns, .. } => turns.iter_mut().for_each(|turn| turn.html = marked(&turn.html)),
        }
    }
}

fn marked(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    // Open elements whose text is left alone.
    let mut closed: Vec<&str> = Vec::new();
    while !rest.is_empty() {
        let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if closed.is_empty() {
            push_text(text, &mut out);
        } else {
            out.push_str(text);
        }
        let (tag, after) = after.split_at(after.find('>').map_or(after.len(), |end| end + 1));
        out.push_str(tag);
        let name = tag.trim_start_matches(['<', '/']);
        let name = &name[..name.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(name.len())];
        if tag.starts_with("</") {
            if closed.last() == Some(&name) {
                closed.pop();
            }
        } else if closed.last() == Some(&name) || matches!(name, "pre" | "code") || tag.contains(" lang=") {
            closed.push(name);
        }
        rest = after;
    }
    out
}

/// Writes text, its English runs marked.
fn push_text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(start) = first_letter(rest) {
        let (before, run) = rest.split_at(start);
        out.push_str(before);
        let end = run.find(is_east_asian).unwrap_or(run.len());
        let sentence = |it: char| !it.is_ascii_alphanumeric() && !matches!(it, '.' | '?' | '!');
        let mut end = run[..end].trim_end_matches(sentence).len();
        // Entities at the end are no words, and nothing may part them.
        while let Some(mark) = run[..end].rfind('&').filter(|mark| !run[*mark..end].contains(';')) {
            end = run[..mark].trim_end_matches(sentence).len();
        }
        if is_passage(&run[..end]) {
            out.extend(["<span lang=\"en\">", &run[..end], "</span>"]);
        } else {
            out.push_str(&run[..end]);
        }
        rest = &run[end..];
    }
    out.push_str(rest);
}

/// The first letter of ASCII that is no entity's.
fn first_letter(text: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += text[at..].find(|it: char| it == '&' || it.is_ascii_alphabetic())?;
        if text.as_bytes()[at] != b'&' {
            return Some(at);
        }
        let name = text[at + 1..].find(|it: char| !it.is_ascii_alphanumeric() && it != '#');
        at += 1 + name.filter(|end| text[at + 1 + end..].starts_with(';')).unwrap_or(0);
    }
}

/// Han, kana, Hangul, and the full-width signs that stand between.
fn is_east_asian(letter: char) -> bool {
    letter >= '\u{2e80}'
}

fn is_passage(run: &str) -> bool {
    let words = run.split(|it: char| !it.is_ascii_alphabetic() && it != '\'').filter(|word| !word.is_empty());
    let english = |word: &&str| ENGLISH.iter().any(|known| known.eq_ignore_ascii_case(word));
    words.clone().nth(WORDS - 1).is_some() && words.filter(english).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn english_sentences_are_marked() {
        assert_eq!(
            marked("<p>1.The essence of strategy is choosing what not to do. 战略的本质。</p>"),
            "<p>1.<span lang=\"en\">The essence of strategy is choosing what not to do.</span> 战略的本质。</p>"
        );
        assert_eq!(
            marked("<p>提示（Prompt: An astronaut running through an alley in Rio.）</p>"),
            "<p>提示（<span lang=\"en\">Prompt: An astronaut running through an alley in Rio.</span>）</p>"
        );
    }

    #[test]
    fn entities_stay_whole() {
        assert_eq!(
            marked(
                "<p>甲&lt;a is the name of it all&gt;&quot;&gt;乙 &amp; &lt;the end of it all is a&gt;</p>"
            ),
            "<p>甲&lt;<span lang=\"en\">a is the name of it all</span>&gt;&quot;&gt;乙 &amp; \
             &lt;<span lang=\"en\">the end of it all is a</span>&gt;</p>"
        );
    }

    #[test]
    fn names_code_and_other_languages_are_left_alone() {
        for html in [
            "<p>他在 Andreessen Horowitz 和 Y Combinator 之间。</p>",
            "<p>Hugo, Zola, Hexo, Jekyll, Pelican, Eleventy</p>",
            "<pre><code class=\"x\">for i in the list of all it is</code></pre>",
            "<p>Le modèle ne comprend pas tout ce que nous lui disons.</p>",
            "<ruby lang=\"en\">this is the end of it all</ruby>",
        ] {
            assert_eq!(marked(html), html);
        }
    }
}
