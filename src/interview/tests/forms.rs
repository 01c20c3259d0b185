//! Labels in every form that exporters write.

use super::{reading, turns};
use crate::interview::SegmentKind;

/// Four turns with the labels of `host` and `guest`, which hold `{}` where the words go.
fn talk(host: &str, guest: &str) -> String {
    let pairs = [
        ("你们为什么这样做？", "因为没有别的办法。"),
        ("后来呢？", "后来就好了。"),
        ("还会再做吗？", "会的。"),
    ];
    let turn = |form: &str, words: &str| form.replace("{}", words) + "\n\n";
    let body: String = pairs.iter().map(|(asked, said)| turn(host, asked) + &turn(guest, said)).collect();
    format!("# 长谈：一次访谈\n\n{body}")
}

#[test]
fn every_form_of_label_is_a_turn() {
    let expected = [
        "host 记者 你们为什",
        "guest 林若川 因为没有",
        "host 记者 后来呢？",
        "guest 林若川 后来就好",
        "host 记者 还会再做",
        "guest 林若川 会的。",
    ];
    for (host, guest) in [
        ("**记者：** {}", "**林若川：** {}"),
        ("**记者** ：{}", "**林若川** ：{}"),
        ("**记者：{}**", "**林若川** ：{}"),
        ("记者：{}", "林若川：{}"),
        ("### **记者：{}**", "林若川：{}"),
        (" _记者：{}_", " _林若川：_ {}"),
        (" _**记者：**_ {}", " _**林若川：**_ {}"),
        ("****记者：****{}", "****林若川：********{}"),
        ("**记者：**\n{}", "**林若\n川：**\n{}"),
        ("**记者：**\n\n{}", "**林若川：**\n\n{}"),
        ("**记者：：** {}", "**林若川： ：** {}"),
    ] {
        assert_eq!(turns(&talk(host, guest)), expected, "{host} {guest}");
    }
}

#[test]
fn turns_in_one_paragraph_are_parted() {
    let text = "# 访谈\n\n**记者：** 为什么？  \n**林若川：** 因为如此。  \n**记者：** 然后呢？  \n**林若川：** 没有了。\n";
    assert_eq!(turns(text).len(), 4);
    let inside = "# 访谈\n\n**记者：** 你好，为什么？\n\n**林若川：** 因为如此。**记者：****然后呢？****林若川：** 没有了。\
                  **记者：** 真的？**林若川：** 真的。\n";
    let found = turns(inside);
    assert_eq!(found.len(), 6, "{found:?}");
    assert_eq!(found[2], "host 记者 然后呢？");
}

#[test]
fn a_known_name_alone_needs_no_colon() {
    let text = "# 对话\n\n**主持人Kai**\n\n你好，最近在做什么？\n\n**Mara Ellison**\n\n我在写书。\n\n**主持人Kai**\n\n什么书？\n\n\
                **Mara Ellison**\n\n一本小说。\n";
    assert_eq!(
        turns(text),
        [
            "host Kai 你好，最",
            "guest Mara Ellison 我在写书",
            "host Kai 什么书？",
            "guest Mara Ellison 一本小说"
        ]
    );
}

#[test]
fn spellings_of_one_name_are_one_speaker() {
    for (first, later) in [
        ("嘉宾Mara Ellison", "Mara Ellison"),
        ("Mara Ellison", "Ellison"),
        ("Mara Ellison", "Mara"),
        ("Mara Ellison", "ME"),
        ("莱拉·哈达德", "哈达德"),
        ("林若川", "若川"),
        ("林若川教授", "林若川"),
        ("林若川", "林老师"),
    ] {
        let text = format!(
            "# 访谈\n\n**主持人Ingrid Rao：** 为什么？\n\n**{first}：** 因为如此。\n\n**主持人：** 然后呢？\n\n\
             **{later}：** 没有了。\n\n**主持人：** 真的吗？\n\n**{later}：** 真的。\n"
        );
        let (_, reading) = reading(&text);
        let speakers = reading.interview.unwrap().speakers;
        let names: Vec<&str> = speakers.iter().map(|speaker| &*speaker.name).collect();
        let bare = first.trim_start_matches("嘉宾").trim_end_matches("教授");
        assert_eq!(names, ["Ingrid Rao", bare], "{later}");
        assert!(speakers[1].aliases.iter().any(|alias| **alias == *later));
    }
}

#[test]
fn numbered_voices_stay_apart() {
    let text = "# 现场问答\n\n**观众1：** 第一个问题是什么？\n\n**林若川：** 是这个。\n\n**观众2：** 第二个呢？\n\n\
                **林若川：** 是那个。\n\n**观众3：** 还有吗？\n\n**林若川：** 没有了。\n";
    let found = turns(text);
    assert_eq!(found.len(), 6, "{found:?}");
    assert!(found[0].starts_with("audience 观众1") && found[2].starts_with("audience 观众2"), "{found:?}");
}

#[test]
fn questions_without_a_label_are_turns() {
    let asked = ["你为什么写这本书？", "你后来改过吗？", "您怎么看批评？", "你还会写吗？"];
    for form in ["### 问题N、{}", " _**{}**_", "**{}**"] {
        let number = |index: usize| form.replace('N', &(index + 1).to_string());
        let pairs = asked.iter().enumerate();
        let body: String = pairs
            .map(|(index, words)| number(index).replace("{}", words) + "\n\n我想了很久，说不清。\n\n")
            .collect();
        let found = turns(&format!("# 专访一位作者\n\n这是引言，一共有两句话。很短。\n\n{body}"));
        assert_eq!(found.len(), 8, "{form} {found:?}");
        assert!(found[0].starts_with("host –") && found[1].starts_with("guest – 我想"), "{found:?}");
    }
}

#[test]
fn two_hosts_are_both_hosts() {
    let text = "# 播客对谈\n\n**Ira：** 我们开始吧，你在做什么？\n\n**Mara Ellison：** 做研究，关于语言。\n\n**Noa：** 做了多久？\n\n\
                **Mara Ellison：** 十年。\n\n**Ira：** 有什么发现？\n\n**Mara Ellison：** 很多。\n\n**Noa：** 比如？\n\n\
                **Mara Ellison：** 比如这个。\n\n**Ira：** 还有呢？\n\n**Mara Ellison：** 没有了。\n\n**Noa：** 真的？\n\n**Mara Ellison：** 真的。\n";
    let (_, reading) = reading(text);
    let interview = reading.interview.unwrap();
    let roles: Vec<_> = interview.speakers.iter().map(|one| (&*one.name, one.role.as_str())).collect();
    assert_eq!(roles, [("Ira", "host"), ("Mara Ellison", "guest"), ("Noa", "host")]);
}

#[test]
fn a_bold_line_is_a_heading_only_right_above_a_turn_or_a_heading() {
    let rest = "这一段说的是后来的事。\n\n".repeat(4);
    let text = talk("**记者：** {}", "**林若川：** {}").replace(
        "后来就好了。",
        &format!("后来就好了。\n\n**慢慢来**\n\n{rest}**往前走**\n\n## 再往前\n\n又好了一些。"),
    );
    let (body, reading) = reading(&text);
    let headings = reading.segments.iter().filter(|piece| piece.kind == SegmentKind::Heading);
    let written: Vec<&str> =
        headings.map(|piece| body.text()[piece.start as usize..piece.end as usize].trim()).collect();
    assert_eq!(written, ["**往前走**", "## 再往前"]);
}

#[test]
fn whoever_the_title_names_may_speak_seldom() {
    let long = talk("**记者：** {}", "**林若川：** {}").split_once("\n\n").unwrap().1.repeat(4);
    for (title, speaks) in [("长谈", false), ("长谈：林若川和盐工", true)] {
        let seldom = "**盐工：** 我插一句话。\n\n**林若川：** 请说。\n\n".repeat(3);
        let (_, reading) = reading(&format!("# {title}\n\n{long}{seldom}"));
        let speakers = reading.interview.unwrap().speakers;
        assert_eq!(speakers.iter().any(|speaker| &*speaker.name == "盐工"), speaks, "{speakers:?}");
    }
}
