//! What becomes of a line end inside a paragraph: a space between words, nothing in Chinese.

use super::cjk::{is_cjk, is_wide_punctuation};

/// Whether two lines join without a space, given the last visible character of one and the first of the next.
pub(super) fn joins(before: char, after: char) -> bool {
    is_wide_punctuation(before) || is_wide_punctuation(after) || (is_han(before) && is_han(after))
}

/// The first visible character of Markdown that follows a line end: emphasis marks, brackets, guards and quote marks
/// are passed over.
pub(super) fn first_visible(text: &str) -> Option<char> {
    text.chars().find(|character| !matches!(character, '*' | '_' | '~' | '[' | ' ' | '>' | '`' | '\u{E000}'))
}

/// The last visible character of HTML that was written by this module's parent, entities aside.
pub(super) fn last_visible(mut html: &str) -> Option<char> {
    while html.ends_with('>') {
        html = &html[..html.rfind('<')?];
    }
    html.chars().next_back()
}

/// Korean writes spaces between words, so its line ends stay spaces.
fn is_han(character: char) -> bool {
    is_cjk(character)
        && !matches!(u32::from(character), 0x1100..=0x11ff | 0x3131..=0x318e | 0xa960..=0xa97c | 0xac00..=0xd7fb)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_break_within_chinese_vanishes() {
        for (before, after, joined) in [
            ('中', '文', true),
            ('。', 'A', true),
            ('A', '（', true),
            ('A', '中', false),
            ('中', 'A', false),
            ('a', 'b', false),
            ('한', '글', false),
            ('”', '中', false),
        ] {
            assert_eq!(joins(before, after), joined, "{before} {after}");
        }
    }

    #[test]
    fn marks_and_tags_are_passed_over() {
        assert_eq!(first_visible("**_中"), Some('中'));
        assert_eq!(last_visible("<p>a<strong>中</strong></em>"), Some('中'));
        assert_eq!(last_visible("<p>"), None);
    }
}
