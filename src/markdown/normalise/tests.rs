//! The rows of what exporters do, one by one.

use proptest::prelude::*;

use super::*;

fn repaired(source: &str) -> String {
    let mut into = Normalised::default();
    normalise(source, 0, &mut into);
    into.text().trim_end().to_owned()
}

/// What a reader sees: no marks, no white space.
fn visible(text: &str) -> String {
    text.chars()
        .filter(|character| {
            !matches!(character, '*' | '_' | '#' | '>' | '\\' | '-' | '=') && !character.is_whitespace()
        })
        .filter_map(|character| characters::plain(character, false))
        .collect()
}

#[test]
fn wrapped_lines_are_joined_as_they_were() {
    assert_eq!(repaired("我们用 GPU\n训练模型"), "我们用 GPU 训练模型");
    assert_eq!(repaired("训练数据\n不够"), "训练数据不够");
    assert_eq!(repaired("一开始，\nGPU 不够"), "一开始，GPU 不够");
    assert_eq!(repaired("state-\nof-the-art 的"), "state-of-the-art 的");
    assert_eq!(
        repaired("[一次\nGPU 访谈](https://example.org/a_b_c)"),
        "[一次 GPU 访谈](https://example.org/a_b_c)"
    );
}

#[test]
fn labels_come_out_in_one_form_whatever_the_exporter_wrote() {
    for label in [
        "**林若川：** 你好",
        "****林若川：****你好",
        "**林若川：******你好",
        "****林若川：** **你好",
        "** 林若川：**你好",
        "**林若川： **你好",
        "**林若\n川：**你好",
        "****林若川：********你好",
    ] {
        assert_eq!(repaired(label), "**林若川：**你好", "from {label:?}");
    }
    assert_eq!(repaired("**林若川** ：你好"), "**林若川**：你好");
    assert_eq!(repaired("**Mara\nEllison :**\n你好"), "**Mara Ellison :**你好");
    assert_eq!(repaired("**长谈****：为什么？**"), "**长谈：为什么？**");
}

#[test]
fn empty_and_touching_emphasis_vanishes() {
    assert_eq!(repaired("前文****后文"), "前文后文");
    assert_eq!(repaired("****"), "");
    assert_eq!(repaired("**  \n**"), "");
    assert_eq!(repaired("**甲****乙**"), "**甲乙**");
    assert_eq!(repaired("** _文本_**"), "***文本***");
    assert_eq!(repaired("_**文本**_"), "***文本***");
    assert_eq!(repaired(" _若_ _川**：**_你好"), "*若 川**：***你好");
}

#[test]
fn spaces_that_exporters_add_behind_bold_go() {
    assert_eq!(repaired("**重点** 然后"), "**重点**然后");
    assert_eq!(repaired("**重点** ，然后"), "**重点**，然后");
    assert_eq!(repaired("**Dario :** Anthropic"), "**Dario :** Anthropic");
}

#[test]
fn marks_that_mean_themselves_stay() {
    assert_eq!(repaired("*以上观点不代表本刊"), "\\*以上观点不代表本刊");
    assert_eq!(repaired("snake_case_name 和 2 ** 3"), "snake_case_name 和 2 \\*\\* 3");
    assert_eq!(repaired("`**x**` 与 https://example.org/a_b_c"), "`**x**` 与 https://example.org/a_b_c");
    assert_eq!(repaired("1\\. 不是列表"), "1\\. 不是列表");
}

#[test]
fn headings_find_their_text() {
    assert_eq!(repaired("#\n标题\n\n正文"), "# 标题\n\n正文");
    assert_eq!(repaired("##\n\n正文"), "正文");
    assert_eq!(repaired("## **前半**\n\n##\n\n## **后半**"), "## 前半后半");
    assert_eq!(repaired("标题\n===\n\n正文"), "# 标题\n\n正文");
    assert_eq!(repaired("## ****\n\n正文"), "正文");
}

#[test]
fn hard_breaks_part_prose_and_stay_in_verse() {
    assert_eq!(
        repaired("**甲：**你怎么看？  \n**乙：**我不这样看。"),
        "**甲：**你怎么看？\n\n**乙：**我不这样看。"
    );
    assert_eq!(repaired("一行诗  \n又一行"), "一行诗  \n又一行");
    assert_eq!(repaired("段落  \n\n下一段"), "段落\n\n下一段");
    assert_eq!(
        repaired("**很长的一句话，说到这里。  \n还没有说完的一句话。**"),
        "**很长的一句话，说到这里。**\n\n**还没有说完的一句话。**"
    );
}

#[test]
fn lists_are_tight_and_quotes_are_whole() {
    assert_eq!(repaired("  * 一\n\n  * 二\n  \n  * 三"), "  * 一\n  * 二\n  * 三");
    assert_eq!(repaired("> 引文\nGPU 结束\n>\n> 第二段"), "> 引文 GPU 结束\n>\n> 第二段");
}

#[test]
fn code_and_tables_stay() {
    let code = "```python\ndef f(x):\n\n    return x ** 2  # **不是**粗体\n```";
    assert_eq!(repaired(code), code);
    assert_eq!(repaired("甲|乙  \n---|---  \n1|**二** "), "甲|乙\n---|---\n1|**二**");
    assert_eq!(repaired("    let\u{a0}x = 1;\n    let y = 2;"), "    let x = 1;\n    let y = 2;");
}

#[test]
fn lines_know_their_block_and_number() {
    let source = "第一段\nGPU 续\n\n**甲：**问？  \n**乙：**答。\n\n# 标题\n\n* 项";
    let mut into = Normalised::default();
    normalise(source, 0, &mut into);
    let seen: Vec<_> = into
        .lines()
        .iter()
        .filter(|line| line.block != Block::Blank)
        .map(|line| (line.number, line.block, &into.text()[line.start as usize..line.end as usize]))
        .collect();
    let paragraph = Block::Paragraph { after_break: false };
    assert_eq!(
        seen,
        [
            (1, paragraph, "第一段 GPU 续"),
            (4, paragraph, "**甲：**问？"),
            (5, paragraph, "**乙：**答。"),
            (7, Block::Heading(1), "# 标题"),
            (9, Block::List, "* 项"),
        ]
    );
}

#[test]
fn hostile_input_takes_no_more_than_its_length() {
    for hostile in [
        "*".repeat(1 << 20),
        "[".repeat(100_000),
        "](".repeat(100_000),
        "**甲：**乙\n\n".repeat(10_000),
        "`".repeat(1 << 18),
        "_a ".repeat(100_000),
    ] {
        let mut into = Normalised::default();
        normalise(&hostile, 0, &mut into);
        assert!(into.text().len() <= 2 * hostile.len() + 16);
    }
}

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "**",
        "*",
        "_",
        "****",
        "***",
        " ",
        "  \n",
        "\n",
        "\n\n",
        "林若川",
        "：",
        "。",
        "“",
        "”",
        "GPU",
        "-",
        "\n\n# 一",
        "\n\n## 二\n",
        "> ",
        "* ",
        "1. ",
        "[",
        "](https://example.org/a_b)",
        "![](/a.png)",
        "`甲**乙`",
        "\n```\n",
        "|",
        "---",
        "\\*",
        "⽤",
        "    ",
        "<b>",
        "[^1]: ",
    ]);
    prop::collection::vec(pieces, 0..40).prop_map(|pieces| pieces.concat())
}

/// Paragraphs full of marks, of every length and beside everything.
fn emphasis_soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "*",
        "**",
        "**",
        "**",
        "***",
        "****",
        "_",
        "_",
        "__",
        " ",
        " ",
        "  \n",
        "\n",
        "\n\n",
        "若川",
        "：",
        "。",
        "，",
        "“",
        "”",
        "（",
        "）",
        "GPU",
        "a",
        "4",
        ".",
        ":",
        "(",
        ")",
        "-",
        "…",
        "![](/a.png)",
        "[",
        "](/u)",
        "`x`",
        "https://x.org/a_b",
    ]);
    prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
}

/// The asterisks that a reader sees.
fn asterisks_in_sight(text: &str) -> usize {
    use crate::config::HtmlPolicy;
    use crate::markdown::html::{GuardRules, push_guarded};
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    let mut guarded = String::new();
    push_guarded(text, GuardRules::article(HtmlPolicy::Safe), &mut guarded);
    let (mut seen, mut is_code) = (0, false);
    for event in Parser::new(&guarded) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(words) if !is_code => seen += words.matches('*').count(),
            _ => {}
        }
    }
    seen
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn repairing_twice_changes_nothing(source in soup()) {
        let once = repaired(&source);
        prop_assert_eq!(repaired(&once), once);
    }

    #[test]
    fn no_mark_is_left_in_sight(source in emphasis_soup()) {
        let text = repaired(&source);
        prop_assert_eq!(asterisks_in_sight(&text), text.matches("\\*").count(), "in {:?}", text);
    }

    #[test]
    fn nothing_visible_is_lost(source in soup()) {
        prop_assert_eq!(visible(&repaired(&source)), visible(&source));
    }

    #[test]
    fn offsets_rise_and_stay_in_the_file(source in soup()) {
        let mut into = Normalised::default();
        normalise(&source, 0, &mut into);
        let mut last = 0;
        for (offset, _) in into.text().char_indices() {
            let old = into.source_offset(offset as u32);
            prop_assert!(old >= last && old <= source.len(), "{offset} -> {old} after {last}");
            last = old;
        }
    }
}
