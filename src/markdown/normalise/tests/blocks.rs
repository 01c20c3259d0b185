//! Headings, lists, quotes, code, tables.

use super::{Block, Normalised, hold, normalise};

#[test]
fn headings_find_their_text() {
    hold(&[
        ("#\n标题\n\n正文", "# 标题\n\n正文"),
        ("##\n\n正文", "正文"),
        ("##  \n\n正文", "正文"),
        ("## ****\n\n正文", "正文"),
        ("##  两个空格", "## 两个空格"),
        ("## 标题 ##", "## 标题"),
        ("标题\n===\n\n正文", "# 标题\n\n正文"),
        ("标题\n---\n\n正文", "## 标题\n\n正文"),
        ("# [题](/u)\n# 二", "# [题](/u)\n\n# 二"),
    ]);
    let long = format!("##\n{}", "这是一段很长的话，不是标题。".repeat(10));
    hold(&[(&long, &long[3..])]);
    let endless = format!("## {}", "这一行没有尽头".repeat(200));
    hold(&[(&endless, &endless[3..])]);
}

#[test]
fn headings_are_not_bold_from_end_to_end() {
    hold(&[
        ("## **标题**", "## 标题"),
        ("### **长谈：为什么？**", "### 长谈：为什么？"),
        ("### **长谈：** 为什么？", "### **长谈：**为什么？"),
        ("## ***标题***", "## *标题*"),
    ]);
}

#[test]
fn headings_that_were_cut_or_wrapped_are_whole() {
    hold(&[
        ("## **前半**\n\n##\n\n## **后半**", "## 前半后半"),
        ("## Sea\n\n##\n\n## Level", "## Sea Level"),
        ("## 甲\n\n## 乙", "## 甲\n\n## 乙"),
        ("## 甲\n\n##\n\n### 乙", "## 甲\n\n### 乙"),
        (
            "##### 本次对话由潮汐台的编辑整理而成，谈到海平面、灯塔、渔港与旧仓库里的训练日志，也谈到慢下来的意思与它要付出的代价，以及 Harbor\nLab 的故事\n\n正文",
            "##### 本次对话由潮汐台的编辑整理而成，谈到海平面、灯塔、渔港与旧仓库里的训练日志，也谈到慢下来的意思与它要付出的代价，以及 Harbor Lab 的故事\n\n正文",
        ),
        ("## 短标题\n紧跟着的正文。", "## 短标题\n\n紧跟着的正文。"),
        ("##### 安岭 发自 海边  \n潮汐台", "##### 安岭 发自 海边\n\n潮汐台"),
    ]);
}

#[test]
fn lists_are_tight() {
    hold(&[
        ("  * 一\n\n  * 二\n  \n  * 三", "  * 一\n  * 二\n  * 三"),
        ("  1. 一\n\n  2. 二\n\n  10. 十", "  1. 一\n  2. 二\n  10. 十"),
        ("  * 一\n\n    * 一一\n\n  * 二", "  * 一\n    * 一一\n  * 二"),
        ("* 一行 GPU\n续\n* 二", "* 一行 GPU 续\n* 二"),
        ("正文\n\n  * 一\n\n正文", "正文\n\n  * 一\n\n正文"),
        ("* **\n* 二", "* 二"),
        ("这是 2024 年\n2. 不是列表", "这是 2024 年 2. 不是列表"),
    ]);
}

#[test]
fn what_stands_in_an_item_stays_in_it() {
    hold(&[
        ("* 一\n\n  又一段\n\n* 二", "* 一\n\n  又一段\n* 二"),
        ("  1. 一\n\n    又一段", "  1. 一\n\n     又一段"),
        ("* 一\n\n      let x = 1;\n\n* 二", "* 一\n\n      let x = 1;\n\n* 二"),
        ("* 一\n\n  ```\n  let x\n  ```", "* 一\n\n  ```\n  let x\n  ```"),
        ("* 一\n\n  > 引文", "* 一\n\n  > 引文"),
        ("* 一\n\n  5. 五", "* 一\n\n  5. 五"),
    ]);
}

#[test]
fn quotes_stay_quotes_and_what_is_in_them_is_repaired() {
    hold(&[
        ("> 引文 GPU\n> 结束\n>\n> 第二段", "> 引文 GPU 结束\n>\n> 第二段"),
        ("> 引文 GPU\n结束", "> 引文 GPU 结束"),
        (">  _引文_\n>\n>   \n>\n", "> *引文*"),
        ("> * **一** 项\n>\n> * 二", "> * **一**项\n> * 二"),
        ("> ## **题**\n> 文", "> ## 题\n>\n> 文"),
        ("> 甲\n> > 乙", "> 甲\n>\n> > 乙"),
        ("> 甲\n\n> 乙", "> 甲\n\n> 乙"),
        ("> ```\n> a\n> **b**\n> ```\n> 完", "> ```\n> a\n> **b**\n> ```\n>\n> 完"),
        (">没有空格", "> 没有空格"),
    ]);
}

#[test]
fn code_is_as_it_was() {
    for code in [
        "```python\ndef f(x):\n\n    return x ** 2  # **不是**粗体\n```",
        "    let x = 1;\n\n\n    # 注释里写着很多中文字\n    let y = 2;",
        "~~~\n```\n~~~",
        "```\n没有关上\n\n**的**",
        "<pre>\n**x**\n\n_y_\n</pre>",
    ] {
        hold(&[(code, code)]);
    }
}

#[test]
fn prose_that_is_indented_is_no_code() {
    hold(&[
        ("正文\n\n    这一段被导出工具缩进了，但它是正文。", "正文\n\n这一段被导出工具缩进了，但它是正文。"),
        ("正文\n\n    * 这一项也是正文，不是代码", "正文\n\n   * 这一项也是正文，不是代码"),
        ("　　首行缩进", "首行缩进"),
    ]);
}

#[test]
fn tables_keep_their_lines() {
    hold(&[
        ("甲|乙  \n---|---  \n1|**二** 三  ", "甲|乙\n---|---\n1|**二**三"),
        (
            "| 甲 | ** _乙_** |\n|---|---|\n| a_b | ****c**** |",
            "| 甲 | ***乙*** |\n|---|---|\n| a_b | **c** |",
        ),
        ("文\n甲|乙\n---|---\n1|2", "文\n\n甲|乙\n---|---\n1|2"),
        // More cells than columns: Markdown leaves them out.
        ("| 甲 | 乙 |\n|---|---|\n| 1 | 2 | 三 | 四 |", "| 甲 | 乙 |\n|---|---|\n| 1 | 2 \\| 三 \\| 四 |"),
        ("甲|乙\n---|---\n1|2|三", "甲|乙\n---|---\n1|2\\|三"),
        ("|甲|\n|---|\n|`x|y`| 二 |", "|甲|\n|---|\n|`x\\|y`\\| 二 |"),
        // Where HTML is shown as text, a table among its lines is one.
        ("<div>\n甲|乙\n---|---\n1|2|三\n</div>", "<div>\n\n甲|乙\n---|---\n1|2\\|三\n\n</div>"),
        ("<pre>\n甲|乙\n---|---\n1|2|三\n</pre>", "<pre>\n\n甲|乙\n---|---\n1|2\\|三\n\n</pre>"),
        ("<!--\n甲|乙\n---|---\n1|2|三\n-->", "<!--\n甲|乙\n---|---\n1|2|三\n-->"),
        ("|甲|乙|\n|---|---|\n|1|", "|甲|乙|\n|---|---|\n|1|"),
        ("|甲|乙|\n|---|---|\n|1|2|", "|甲|乙|\n|---|---|\n|1|2|"),
    ]);
}

#[test]
fn rules_and_definitions_stay() {
    hold(&[
        ("甲\n\n* * *\n\n乙", "甲\n\n* * *\n\n乙"),
        ("甲\n***\n乙", "甲\n\n***\n\n乙"),
        ("这一句话已经说完了。\n---\n乙", "这一句话已经说完了。\n\n---\n\n乙"),
        ("[^1]: 注 **重点** 释\n\n    又一段", "[^1]: 注 **重点**释\n\n    又一段"),
        ("[a]: https://example.org/_b_ \"题\"", "[a]: https://example.org/_b_ \"题\""),
        ("[记者]: 为什么？", "\\[记者]: 为什么？"),
        ("[^]: 甲\n\n[^\u{7}]: 乙\n\n[^\u{a0}]: 丙", "\\[^]: 甲\n\n\\[^]: 乙\n\n\\[^ ]: 丙"),
        (
            "[1]https://example.org/a  \n[2]https://example.org/b",
            "[1]https://example.org/a\n\n[2]https://example.org/b",
        ),
    ]);
}

#[test]
fn html_keeps_its_lines_and_text_in_angle_brackets_is_text() {
    hold(&[
        ("<div>\n**x**\n</div>\n\n文", "<div>\n**x**\n</div>\n\n文"),
        ("<pad> 是\n一个 GPU\n记号", "<pad> 是一个 GPU 记号"),
        ("a <> b\n**c** 丁", "a <> b **c**丁"),
    ]);
}

#[test]
fn what_a_mark_hid_does_not_begin_a_block() {
    hold(&[("****# 不是标题", "\\# 不是标题"), ("**** 1. 不是列表", "1\\. 不是列表")]);
}

#[test]
fn lines_know_their_block_and_number() {
    let source = "第一段\nGPU 续\n\n**甲：**问？  \n**乙：**答。\n\n# 标题\n\n* 项\n\n> 引\n\n海面很静  \n灯塔很远\n\n```\nx\n```";
    let mut into = Normalised::default();
    normalise(source, 0, &mut into);
    let seen: Vec<_> = into
        .lines()
        .iter()
        .filter(|line| line.block != Block::Blank)
        .map(|line| (line.number, line.block, &into.text()[line.start as usize..line.end as usize]))
        .collect();
    let paragraph = |after_break| Block::Paragraph { after_break };
    assert_eq!(
        seen,
        [
            (1, paragraph(false), "第一段 GPU 续"),
            (4, paragraph(false), "**甲：**问？"),
            (5, paragraph(false), "**乙：**答。"),
            (7, Block::Heading(1), "# 标题"),
            (9, Block::List, "* 项"),
            (11, Block::Quote, "> 引"),
            (13, paragraph(false), "海面很静"),
            (14, paragraph(true), "灯塔很远"),
            (16, Block::Code, "```"),
            (17, Block::Code, "x"),
            (18, Block::Code, "```"),
        ]
    );
}
