//! Characters that mean another.

use super::hold;

#[test]
fn what_has_no_width_goes() {
    hold(&[
        ("\u{feff}正文", "正文"),
        ("\u{200b}![](/a.png)", "![](/a.png)"),
        ("潮\u{200b}汐\u{200c}表\u{200d}", "潮汐表"),
        ("\u{200b}\u{200b}", ""),
        ("\u{200b}## 标题", "## 标题"),
        ("响铃\u{7}与空\u{0}字", "响铃与空字"),
    ]);
}

#[test]
fn between_emoji_a_joiner_is_part_of_the_picture() {
    hold(&[
        ("一家人👨\u{200d}👩\u{200d}👧出门", "一家人👨\u{200d}👩\u{200d}👧出门"),
        ("❤️\u{200d}🔥", "❤️\u{200d}🔥"),
    ]);
}

#[test]
fn radicals_and_compatibility_forms_become_the_plain_character() {
    hold(&[("使⽤⼿机", "使用手机"), ("\u{f9fd}么", "什么"), ("\u{fa0e}", "\u{fa0e}")]);
}

#[test]
fn line_ends_of_windows_are_line_ends() {
    hold(&[("甲\r\n乙\r\n\r\n丙\r\n", "甲乙\n\n丙"), ("```\r\na\r\n```", "```\na\n```")]);
}

#[test]
fn code_and_addresses_keep_theirs() {
    hold(&[
        ("`a\u{200b}⽤b` 与⽤", "`a\u{200b}⽤b` 与用"),
        ("[⽤](https://example.org/⽤)", "[用](https://example.org/⽤)"),
        ("```\n⽤\u{200b}\n```", "```\n⽤\u{200b}\n```"),
    ]);
}

#[test]
fn in_code_a_hard_space_is_a_space_and_the_guard_is_never_there() {
    hold(&[
        ("    let\u{a0}x = 1;", "    let x = 1;"),
        ("`a\u{a0}b`", "`a b`"),
        ("```\n\u{a0}\u{a0}x\u{e000}\n```", "```\n  x\n```"),
        ("正\u{e000}文", "正文"),
    ]);
}
