//! Text that may stand in every format of the site.
//!
//! In comes a value as a file holds it; out goes the same without what HTML and XML forbid. Invariant: nothing that a
//! reader could see is lost.

use std::borrow::Cow;

use crate::markdown::html::GUARD;

/// Without control characters, but for the ends of lines and tabs, without what Unicode says is no character, and without
/// the private one that bodies may not hold.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let refused = |letter: char| {
        letter.is_control() && !matches!(letter, '\n' | '\t') || is_noncharacter(letter) || letter == GUARD
    };
    if !text.contains(refused) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(
        text.replace("\r\n", "\n")
            .chars()
            .filter_map(|letter| match letter {
                '\r' | '\u{85}' => Some('\n'),
                _ => (!refused(letter)).then_some(letter),
            })
            .collect(),
    )
}

/// The same on one line.
pub(super) fn one_line(text: &str) -> Cow<'_, str> {
    let breaks = |letter: char| matches!(letter, '\n' | '\u{2028}' | '\u{2029}');
    let text = printable(text);
    if !text.contains(breaks) {
        return text;
    }
    let lines: Vec<&str> = text.split(breaks).map(str::trim).filter(|line| !line.is_empty()).collect();
    Cow::Owned(lines.join(" "))
}

fn is_noncharacter(letter: char) -> bool {
    u32::from(letter) & 0xfffe == 0xfffe || matches!(letter, '\u{fdd0}'..='\u{fdef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_format_holds_is_left_out() {
        assert_eq!(printable("甲\u{0}\u{e000}\u{1b}[31m乙\u{85}\u{fffe}\r\n丙\t🤖"), "甲[31m乙\n\n丙\t🤖");
        assert_eq!(one_line("甲\n\n # 乙\u{2028}丙"), "甲 # 乙 丙");
    }
}
