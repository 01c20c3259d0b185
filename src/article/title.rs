//! Titles as plain text.

use std::borrow::Cow;

/// Zero-width space and stray byte order mark; a zero-width joiner holds an emoji together and stays.
const INVISIBLE: [char; 2] = ['\u{200b}', '\u{feff}'];

/// Undoes Markdown's backslash escapes (CommonMark 0.31.2 §2.4); all else, inner spaces included, stays as it is.
pub(super) fn unescape(text: &str) -> Cow<'_, str> {
    if !text.contains('\\') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let escaped = letters.next_if(|next| letter == '\\' && next.is_ascii_punctuation());
        plain.push(escaped.unwrap_or(letter));
    }
    Cow::Owned(plain)
}

/// A heading's text as a title: escapes undone, emphasis around the whole of it and what nobody sees taken off.
pub(super) fn plain(heading: &str) -> Cow<'_, str> {
    let heading = heading.trim();
    let whole = heading.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
    let title = unescape(whole.filter(|inner| !inner.contains("**")).unwrap_or(heading).trim());
    if title.contains(INVISIBLE) { Cow::Owned(title.replace(INVISIBLE, "")) } else { title }
}

/// Whether two titles differ at most in punctuation and spaces; exporters change quotation marks and dashes.
pub(super) fn same(left: &str, right: &str) -> bool {
    letters(left).eq(letters(right)) && letters(left).next().is_some()
}

fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_text_and_not_markdown() {
        for (written, title) in [
            (r"1\. 开始", "1. 开始"),
            (r"一 \| 二", "一 | 二"),
            (r"路径 C:\路", r"路径 C:\路"),
            ("a * b * c", "a * b * c"),
            ("两个  空格", "两个  空格"),
            ("**整个加粗**", "整个加粗"),
            ("**一**和**二**", "**一**和**二**"),
            (r"末尾\", r"末尾\"),
            (r"\\*", r"\*"),
            ("\u{200b}题\u{feff}", "题"),
        ] {
            assert_eq!(plain(written), title);
        }
    }

    #[test]
    fn punctuation_makes_no_other_title() {
        assert!(same("他说“好”——真的", "他说\"好\" - 真的"));
        assert!(!same("第一次", "第二次"));
        assert!(!same("……", "——"));
    }
}
