//! What reading promises, over generated articles: it never panics, its segments cover the body, the form of a label
//! and the names of people change nothing about who asks and who answers.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::sync::Arc;

use fangtan::article::{self, Body, Metadata};
use fangtan::config::Rules;
use fangtan::interview::{self, Evidence, Finding, Reading, Voice};
use proptest::prelude::*;

fn find(text: &str) -> (Metadata, Body, Finding) {
    let path: Arc<str> = "content/a.md".into();
    let metadata = article::read(&path, text, &Rules::default()).value;
    let mut body = Body::default();
    body.fill(text, metadata.body_start);
    let finding = interview::read(&path, &metadata, &body, &Rules::default()).value;
    (metadata, body, finding)
}

fn read(text: &str) -> (Body, Reading) {
    let (metadata, body, finding) = find(text);
    let evidence = Evidence::gather(std::iter::once((&metadata, &finding)));
    let path: Arc<str> = "content/a.md".into();
    let reading = interview::settle(&path, &metadata, &finding, &evidence, &Rules::default()).value;
    (body, reading)
}

/// Who speaks, in what part, with which first words.
fn skeleton(text: &str) -> Vec<(Box<str>, &'static str, String)> {
    let (body, reading) = read(text);
    let Some(interview) = reading.interview else { return Vec::new() };
    let turns = interview.turns().into_iter().map(|turn| {
        let (name, role) = match turn.voice {
            Voice::Printed(index) => {
                let speaker = &interview.speakers[usize::from(index.0)];
                (speaker.name.clone(), speaker.role.as_str())
            }
            Voice::Unprinted(role) => (Box::default(), role.as_str()),
        };
        let words = interview::plain_text(&body.text()[turn.words as usize..]);
        (name, role, words.trim_start().chars().take(6).collect())
    });
    turns.collect()
}

/// The eight forms that exporters give a label.
const FORMS: [fn(&str, &str) -> String; 8] = [
    |name, words| format!("**{name}：** {words}"),
    |name, words| format!("**{name}** ：{words}"),
    |name, words| format!("**{name} ：**\n{words}"),
    |name, words| format!("****{name}：****{words}"),
    |name, words| format!("**{name}：******{words}"),
    |name, words| format!(" _**{name}：**_ {words}"),
    |name, words| format!("_{name}：_ {words}"),
    |name, words| format!("**{name}：：** {words}"),
];

fn article(host: &str, guest: &str, form: fn(&str, &str) -> String) -> String {
    let mut text = format!(
        "# 对话{guest}：江边的事\n\n文章作者: 慢谈\n发布时间: 2026-01-02 10:00\n\n{guest}在江边住了三十年。\n\n"
    );
    for (question, answer) in [
        ("江水今年高吗？", "比去年高两尺。"),
        ("高了以后怎么办？", "把凳子搬到楼上。"),
        ("搬了几回？", "记不清了，十几回吧。"),
        ("还住吗？", "住。"),
    ] {
        text += &format!("{}\n\n{}\n\n", form(host, question), form(guest, answer));
    }
    text
}

#[test]
fn eight_forms_of_a_label_are_one_conversation() {
    let wanted = skeleton(&article("记者", "林若川", FORMS[0]));
    assert_eq!(wanted.len(), 8);
    assert_eq!(wanted[0], ("记者".into(), "host", "江水今年高吗".to_owned()));
    assert_eq!(wanted[1].1, "guest");
    for form in &FORMS[1..] {
        let text = article("记者", "林若川", *form);
        assert_eq!(skeleton(&text), wanted, "{text}");
    }
}

#[test]
fn what_html2text_makes_of_one_page_is_one_conversation() {
    let folder = std::path::Path::new("tests/html2text");
    let mut seen = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let turns = skeleton(&text);
        let turns: Vec<_> = turns.iter().map(|(name, role, _)| (&**name, *role)).collect();
        let pair = [("记者", "host"), ("林若川", "guest")];
        assert_eq!(turns, pair.repeat(4), "{}", path.display());
        seen += 1;
    }
    assert_eq!(seen, 7);
}

#[test]
fn names_change_nothing() {
    let parts = |host: &str, guest: &str| -> Vec<_> {
        skeleton(&article(host, guest, FORMS[0])).into_iter().map(|(_, role, words)| (role, words)).collect()
    };
    let wanted = parts("温言", "林若川");
    assert_eq!(wanted.len(), 8);
    for (host, guest) in [
        ("周望", "沈既白"),
        ("Ingrid Rao", "Tobin Okoro"),
        ("主持人", "欧阳一苇"),
        ("慢谈", "米娅·勒克莱尔"),
        ("Lenny", "程教授"),
    ] {
        assert_eq!(parts(host, guest), wanted, "{host}, {guest}");
    }
}

fn soup() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "**记者：** ",
        "**林若川**",
        "：",
        "\n\n",
        "\n",
        "  \n",
        "为什么？",
        "因为。",
        "**",
        "****",
        "_",
        "# ",
        "> ",
        "* ",
        "```\n",
        "往期回顾",
        "[1、[题]](https://mp.weixin.qq.com/s?__biz=a&mid=1&idx=1)",
        "![](https://example.org/a)",
        "* * *",
        "\\--END--",
        "微信：ab",
        "文章作者: 慢谈\n",
        "发布时间: 2026-01-02\n",
        "---\n",
        "tags: [a]\n",
        "|",
        "Q：",
        "A：",
        "问题一：",
        "\u{200b}",
        "🌟",
        "“",
        "”",
    ]);
    prop::collection::vec(pieces, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn segments_cover_the_body(text in soup()) {
        let (body, reading) = read(&text);
        let mut end = 0;
        for segment in reading.segments.iter() {
            prop_assert_eq!(segment.start, end);
            prop_assert!(segment.end > segment.start || body.text().is_empty());
            prop_assert!(body.text().is_char_boundary(segment.start as usize));
            end = segment.end;
        }
        prop_assert_eq!(end as usize, body.text().len());
    }

    #[test]
    fn exchanges_cover_the_turns(text in soup()) {
        let (_, reading) = read(&text);
        if let Some(interview) = reading.interview {
            let mut next = 0;
            let mut anchors = std::collections::BTreeSet::new();
            for exchange in &interview.exchanges() {
                prop_assert_eq!(exchange.first, next);
                prop_assert!(exchange.end > exchange.first);
                prop_assert!(exchange.anchor.as_ref().is_none_or(|anchor| anchors.insert(anchor.to_string())));
                next = exchange.end;
            }
            prop_assert_eq!(next as usize, interview.turns().len());
        }
    }

    #[test]
    fn evidence_does_not_depend_on_order(texts in prop::collection::vec(soup(), 1..6)) {
        let all: Vec<_> = texts.iter().map(|text| find(text)).collect();
        let forth = Evidence::gather(all.iter().map(|(metadata, _, finding)| (metadata, finding)));
        let back = Evidence::gather(all.iter().rev().map(|(metadata, _, finding)| (metadata, finding)));
        prop_assert_eq!(forth, back);
    }
}
