//! Questions: without the bold that only said that they are questions, and short for the outline.

use crate::markdown::html::{text_of, without_wrapper};

/// Characters of a question in the outline; longer ones are cut down to the sentence that asks.
const SHORT: usize = 60;

/// Takes the emphasis off a text whose every paragraph is emphasised from end to end: the role says it already.
pub(super) fn drop_whole_emphasis(html: &mut String) {
    if !html.starts_with("<p><strong>") && !html.starts_with("<p><em>") {
        return;
    }
    let mut plain = String::with_capacity(html.len());
    for paragraph in html.split_inclusive("</p>\n") {
        let Some(inner) = paragraph.strip_prefix("<p>").and_then(|rest| rest.strip_suffix("</p>\n")) else {
            return;
        };
        let Some(inner) = ["strong", "em"].iter().find_map(|name| without_wrapper(inner, name)) else {
            return;
        };
        let inner = ["strong", "em"].iter().find_map(|name| without_wrapper(inner, name)).unwrap_or(inner);
        plain.extend(["<p>", inner, "</p>\n"]);
    }
    *html = plain;
}

/// A question's text for the outline: all of it if it is short, else its last paragraph that asks, else the last
/// sentence of that.
pub(super) fn short_text(html: &str) -> String {
    short(text_of(html))
}

/// The same of plain text.
pub(in crate::render) fn short(text: String) -> String {
    let is_short = |text: &str| text.chars().count() <= SHORT;
    if is_short(&text) {
        return text.replace('\n', " ");
    }
    let paragraph =
        text.lines().rfind(|line| asks(line)).or_else(|| text.lines().next()).unwrap_or_default().trim();
    if is_short(paragraph) { paragraph.to_owned() } else { asking_sentence(paragraph).to_owned() }
}

fn asks(text: &str) -> bool {
    text.contains(['？', '?'])
}

/// The last sentence that ends in a question mark.
fn asking_sentence(paragraph: &str) -> &str {
    let Some((mark, _)) = paragraph.char_indices().rfind(|(_, character)| matches!(character, '？' | '?'))
    else {
        return paragraph;
    };
    let end = mark + paragraph[mark..].chars().next().map_or(0, char::len_utf8);
    let before = paragraph[..mark].trim_end_matches(['？', '?', '”', '」']);
    let start = before
        .char_indices()
        .rfind(|(_, character)| matches!(character, '。' | '！' | '？' | '?' | '!' | '；'))
        .map_or(0, |(at, character)| at + character.len_utf8());
    paragraph[start..end].trim_start_matches(['”', '」', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dropped(html: &str) -> String {
        let mut html = html.to_owned();
        drop_whole_emphasis(&mut html);
        html
    }

    #[test]
    fn only_emphasis_around_everything_goes() {
        assert_eq!(dropped("<p><strong>a</strong></p>\n<p><strong>b</strong></p>\n"), "<p>a</p>\n<p>b</p>\n");
        assert_eq!(dropped("<p><em><strong>a</strong></em></p>\n"), "<p>a</p>\n");
        for kept in [
            "<p><strong>a</strong> b <strong>c</strong></p>\n",
            "<p><strong>a</strong></p>\n<p>b</p>\n",
            "<p><strong>a</strong></p>\n<ul>\n<li>b</li>\n</ul>\n",
            "<p>a <strong>b</strong></p>\n",
        ] {
            assert_eq!(dropped(kept), kept);
        }
    }

    #[test]
    fn the_outline_shows_what_is_asked() {
        assert_eq!(short_text("<p>为什么？</p>\n"), "为什么？");
        let long = "铺垫".repeat(40);
        assert_eq!(short_text(&format!("<p>{long}。你怎么看？谢谢。</p>\n")), "你怎么看？");
        assert_eq!(short_text(&format!("<p>{long}。</p>\n<p>你怎么看？</p>\n")), "你怎么看？");
        assert_eq!(short_text(&format!("<p>{long}。</p>\n")), format!("{long}。"));
    }
}
