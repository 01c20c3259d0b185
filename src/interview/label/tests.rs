//! Labels as exporters write them.

use super::*;

fn seen(text: &str) -> Option<(String, &str, Emphasis)> {
    let mut name = String::new();
    let scan = scan(text, &mut name)?;
    scan.colon.then(|| (scan.name.to_owned(), &text[scan.words..], scan.open))
}

#[test]
fn labels_are_found_in_any_emphasis() {
    let none = Emphasis::None;
    for (text, name, words, open) in [
        ("**林若川：**你好", "林若川", "你好", none),
        ("**林若川** ：你好", "林若川", "你好", none),
        ("林若川：你好", "林若川", "你好", none),
        ("**Mara Ellison :** 你好", "Mara Ellison", "你好", none),
        ("**长谈：为什么？**", "长谈", "为什么？**", Emphasis::Strong),
        ("***LR：***你好", "LR", "你好", none),
        ("*LR：你好*", "LR", "你好*", Emphasis::Em),
        ("_**LR：**_ 你好", "LR", "你好", none),
        ("**N：：**你好", "N", "你好", none),
        ("Q（主持人）：你好", "Q（主持人）", "你好", none),
        ("林若川：**重点**是", "林若川", "**重点**是", none),
        ("「长谈」：你好", "「长谈」", "你好", none),
        ("**主持人：**", "主持人", "", none),
        ("主持人﹕你好", "主持人", "你好", none),
        ("林若川——你好", "林若川", "你好", none),
        ("**林若川——** 你好", "林若川", "你好", none),
        ("林若川 — 你好", "林若川", "你好", none),
        ("（林若川）你好", "林若川", "你好", none),
        ("[林若川] 你好", "林若川", "你好", none),
        ("林若川[译]：你好", "林若川[译]", "你好", none),
        ("\\[林若川\\] 你好", "林若川", "你好", none),
        ("3、林若川：你好", "林若川", "你好", none),
        ("**3\\. 林若川：** 你好", "林若川", "你好", none),
        ("[00:03:21] 林若川：你好", "林若川", "你好", none),
        ("林若川（03:21）：你好", "林若川", "你好", none),
    ] {
        assert_eq!(seen(text), Some((name.to_owned(), words, open)), "{text}");
    }
}

#[test]
fn sentences_and_addresses_are_no_labels() {
    for text in [
        "他说，这是真的：不是",
        "https://example.org",
        "比例是 3:15",
        "林若川\\: 他来了",
        "**林若川\\:** 他来了",
        "：你好",
        "![](https://x.org/a:b)",
        "[林若川](https://x.org)",
        "见[林若川：你好",
        "——你好",
        "<b>林若川：你好",
        "这是一句没有冒号的话",
        "这是一句非常非常非常非常非常非常非常非常长的话里面才有的：冒号",
    ] {
        assert_eq!(seen(text), None, "{text}");
    }
}

#[test]
fn a_bold_beginning_without_a_colon_is_kept_apart() {
    let mut name = String::new();
    let found = scan("**主持人Kai**这很有意思", &mut name).map(|scan| (scan.name, scan.colon, scan.words));
    assert_eq!(found, Some(("主持人Kai", false, "**主持人Kai**".len())));
    assert_eq!(scan("没有标记", &mut name), None);
}

#[test]
fn a_letter_with_its_number_needs_no_colon() {
    assert_eq!(seen("Q1. 你好").map(|(name, words, _)| (name, words)), Some(("Q1".to_owned(), "你好")));
    for text in ["Q. 你好", "2024. 你好", "Q2024. 你好", "QA1. 你好"] {
        assert_eq!(seen(text), None, "{text}");
    }
}
