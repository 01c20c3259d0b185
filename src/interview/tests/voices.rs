//! Who counts as a speaker, and in which part.

use super::super::*;
use super::{reading, reported, turns};

const TALK: &str = "**记者：** 你们为什么这样做？\n\n**林若川：** 因为没有别的办法。\n\n**记者：** 后来呢？\n\n\
                    **林若川：** 后来就好了。\n\n";

/// Name, part and the reason for it, of everybody who speaks.
fn speakers(text: &str) -> Vec<(String, Role, String)> {
    let interview = reading(text).1.interview;
    let speakers = interview.map(|interview| interview.speakers).unwrap_or_default();
    speakers.into_iter().map(|speaker| (speaker.name.into(), speaker.role, speaker.reason.into())).collect()
}

#[test]
fn who_speaks_once_is_a_speaker_if_the_text_has_introduced_them() {
    let talk = format!("{TALK}**周见山：** 我补一句。\n\n{TALK}");
    let speaks = |lead: &str| {
        turns(&format!("# 访谈\n\n{lead}\n\n{talk}")).iter().any(|turn| turn.contains("周见山 我补一句"))
    };
    assert!(speaks("这一天来的人里有周见山。"));
    assert!(!speaks("这一天来的人不多。"));
}

#[test]
fn a_middle_name_that_is_left_out_later_makes_nobody_else() {
    let talk = TALK.replace("林若川", "Mara Jane Ellison") + &TALK.replace("林若川", "Mara Ellison");
    let names: Vec<String> =
        speakers(&format!("# 访谈\n\n{talk}")).into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["记者", "Mara Jane Ellison"]);
}

#[test]
fn a_host_with_a_name_may_open_a_talk_that_a_part_leads() {
    let found = turns(&format!("# 访谈\n\n**主持人莫小棠：** 大家好。\n\n{TALK}{TALK}"));
    assert_eq!(found.first().map(String::as_str), Some("host 莫小棠 大家好。"));
}

#[test]
fn whoever_asks_like_the_host_is_a_host_too() {
    let turn = |name: &str, words: &str| format!("**{name}：** {words}\n\n");
    let body: String = (1..=4)
        .map(|part| {
            turn("主持人", &format!("第{part}座桥怎么样？"))
                + &turn("林若川", "很结实。")
                + &turn("许明澈", &format!("第{part}条路呢？"))
                + &turn("林若川", "也很好走。")
        })
        .collect();
    let parts: Vec<(String, Role)> =
        speakers(&format!("# 访谈\n\n{body}")).into_iter().map(|(name, role, _)| (name, role)).collect();
    let expected = [("主持人", Role::Host), ("林若川", Role::Guest), ("许明澈", Role::Host)];
    assert_eq!(parts, expected.map(|(name, role)| (name.to_owned(), role)));
}

#[test]
fn guests_of_a_host_may_ask_back() {
    let turn = |name: &str, words: &str| format!("**{name}：** {words}\n\n");
    let round = |said: [&str; 2]| {
        turn("主持人", "这座桥怎么样？") + &turn("林若川", said[0]) + &turn("许明澈", said[1])
    };
    let body = [["很结实。", "很好走。"], ["哪一座桥？", "哪一条路？"], ["很结实。", "很好走。"]]
        .map(round)
        .concat();
    let found = speakers(&format!("# 访谈\n\n{body}"));
    let expected =
        ["林若川", "许明澈"].map(|name| (name.to_owned(), Role::Guest, "answers the host".to_owned()));
    assert_eq!(found[1..], expected);
}

#[test]
fn a_desk_of_the_account_is_its_host() {
    let text = "# 访谈\n\n文章作者: 慢谈录\n发布时间: 2024-01-01 10:00\n\n".to_owned()
        + &TALK.replace("记者", "慢谈录编辑部");
    assert_eq!(speakers(&text)[0].2, "name of the account");
}

#[test]
fn a_word_before_a_colon_that_stands_there_as_often_as_somebody_speaks_is_told() {
    let pair = |part: usize| format!("**记者：** 第{part}座桥怎么样？\n\n**林若川：** 很结实。\n\n");
    let aside = |part: usize| if part % 3 == 2 { "**桥边：** 石头五块。\n\n" } else { "" };
    let talk: String = (1..=13).map(|part| pair(part) + aside(part)).collect();
    let listener = "**观众：** 会塌吗？\n\n**林若川：** 不会。\n\n".repeat(2);
    let told = reported(&format!("# 访谈\n\n{talk}{listener}")).1.diagnostics;
    let told: Vec<&str> = told.iter().map(|doubt| doubt.message.as_str()).collect();
    assert_eq!(
        told,
        ["\"桥边\" stands before a colon 4 times between the turns and was not taken for a speaker"]
    );
}
