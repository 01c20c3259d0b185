//! Line ends inside a paragraph: an exporter's wrap, or a break that is meant.

use super::hold;

#[test]
fn wrapped_lines_are_joined_as_they_were() {
    hold(&[
        ("我们用 GPU\n训练模型", "我们用 GPU 训练模型"),
        ("一年 12\n个月", "一年 12 个月"),
        ("Deep\nlearning", "Deep learning"),
        ("训练数据\n不够", "训练数据不够"),
        ("一开始，\nGPU 不够", "一开始，GPU 不够"),
        ("他用 GPU\n（借来的）训练", "他用 GPU（借来的）训练"),
        ("state-\nof-the-art 的", "state-of-the-art 的"),
        ("模型 -\n新的", "模型 - 新的"),
        ("https://example.org/a-\nb 见", "https://example.org/a-b 见"),
    ]);
}

#[test]
fn marks_do_not_hide_what_stands_beside_a_wrap() {
    hold(&[
        ("**重点**\n然后", "**重点**然后"),
        ("**Mara Ellison :**\n你好", "**Mara Ellison :**你好"),
        ("他说\n**慢一点**", "他说**慢一点**"),
        ("见[原文](https://example.org/a)\n第三段", "见[原文](https://example.org/a)第三段"),
        ("见 GPU\n[原文](https://example.org/a)", "见 GPU [原文](https://example.org/a)"),
        ("见\n[原文](https://example.org/a)", "见[原文](https://example.org/a)"),
        ("用\n**GPU**", "用 **GPU**"),
    ]);
}

#[test]
fn link_texts_are_wrapped_and_addresses_are_not() {
    hold(&[
        (
            "[1、[一次\nGPU 访谈]![](/p.png)](https://example.org/a_b?c=_d_)",
            "[1、[一次 GPU 访谈]![](/p.png)](https://example.org/a_b?c=_d_)",
        ),
        ("[潮汐\n笔记](/t \"海边\n的房子\")", "[潮汐笔记](/t \"海边的房子\")"),
    ]);
}

#[test]
fn hard_breaks_part_prose() {
    hold(&[
        ("**甲：**你怎么看？  \n**乙：**我不这样看。", "**甲：**你怎么看？\n\n**乙：**我不这样看。"),
        ("第一段说了很多，还没有说完。  \n第二段接着说。", "第一段说了很多，还没有说完。\n\n第二段接着说。"),
        (
            "一句很长很长很长很长的话，后面是反斜杠\\\n下一句话",
            "一句很长很长很长很长的话，后面是反斜杠\n\n下一句话",
        ),
        ("段落  \n\n下一段", "段落\n\n下一段"),
        ("段落  \n  \n\n \n下一段", "段落\n\n下一段"),
        (
            "**很长的一句话，说到这里。  \n还没有说完的一句话。**",
            "**很长的一句话，说到这里。**\n\n**还没有说完的一句话。**",
        ),
        (
            "一句很长很长很长很长很长很长很长的话  \n2\\. 不是列表",
            "一句很长很长很长很长很长很长很长的话\n\n2\\. 不是列表",
        ),
    ]);
}

#[test]
fn hard_breaks_stay_where_lines_are_short() {
    hold(&[
        ("海面很静  \n灯塔很远", "海面很静  \n灯塔很远"),
        ("安岭 发自 海边\\\n潮汐 | 公众号", "安岭 发自 海边  \n潮汐 | 公众号"),
        (
            "> 第一行引文说得很长很长很长很长很长很长。  \n> 第二行",
            "> 第一行引文说得很长很长很长很长很长很长。  \n> 第二行",
        ),
    ]);
}

#[test]
fn who_writes_by_hand_ends_a_line_before_the_next_speaker() {
    hold(&[
        (
            "记者：为什么？\n林若川：因为慢。\n记者：多慢？",
            "记者：为什么？\n\n林若川：因为慢。\n\n记者：多慢？",
        ),
        ("**问：**为什么？\n**答：**因为慢。", "**问：**为什么？\n\n**答：**因为慢。"),
        ("见下面的地址。\nhttps://example.org/a", "见下面的地址。https://example.org/a"),
    ]);
    // An exporter's wrap before a word that only looks like a label: the word did not fit.
    let wrapped = format!("{}。\n原因有三个：慢，贵，难", "长".repeat(70));
    hold(&[(&wrapped, &wrapped.replace('\n', ""))]);
}
