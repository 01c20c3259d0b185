//! What two spellings of one word share.

use std::borrow::Cow;

/// A word without the differences of case, width and spacing: full-width Latin becomes half-width (the block U+FF01 to
/// U+FF5E mirrors ASCII), runs of space one space, the many middle dots of transcribed names one.
pub fn fold(word: &str) -> Cow<'_, str> {
    let plain = word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    if plain {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    for part in word.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        for letter in part.chars() {
            match letter {
                '\u{ff01}'..='\u{ff5e}' => {
                    let narrow = char::from_u32(letter as u32 - 0xfee0).unwrap_or(letter);
                    folded.extend(narrow.to_lowercase());
                }
                '·' | '・' | '•' | '‧' | '∙' | '⋅' => folded.push('·'),
                _ => folded.extend(letter.to_lowercase()),
            }
        }
    }
    Cow::Owned(folded)
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn case_width_spaces_and_dots_do_not_part_spellings() {
        for (one, other) in [
            ("AI", "ａｉ"),
            ("大模型", " 大模型 "),
            ("Open　Source", "open source"),
            ("玛丽・陈", "玛丽·陈"),
            ("ＧＰＴ－4", "gpt-4"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn other_words_stay_apart() {
        assert_ne!(fold("C"), fold("C++"));
        assert_ne!(fold("模型"), fold("大模型"));
    }
}
