//! YAML front matter that is right.

use super::*;

const WHOLE: &str = "---
title: 1984
date: 2024-03-08
updated: 2024-04-01 08:00
author: [甲, 乙]
translator: 丙
editor: 丁
place: 杭州
source: https://mp.weixin.qq.com/s?__biz=MzAw&amp;mid=1&amp;idx=1
wechat_short: http://mp.weixin.qq.com/s/abc
cover: cover.jpg
summary: 一句话。
tags: [算力, '#开源', 算力]
series: 北窗
slug: lin
aliases: [/old/]
kind: article
draft: yes
interview: true
hosts: 主持人
speakers:
  - 林若川
  - name: Mara Ellison
    aliases: [Mara, 埃里森]
    role: guest
  - 观众: audience
keep_tail: true
related: [content/a.md, 'https://example.com/']
lang: zh-CN
license: CC BY 4.0
mood: 好
---
正文";

#[test]
fn every_key_of_the_contract() {
    let metadata = clean(WHOLE);
    assert_eq!(&*metadata.title, "1984");
    assert_eq!(metadata.updated.map(|it| it.month()), Some(4));
    assert_eq!(metadata.author.as_deref(), Some("甲、乙"));
    assert_eq!((metadata.translator.as_deref(), metadata.editor.as_deref()), (Some("丙"), Some("丁")));
    assert_eq!(metadata.source.as_deref(), Some("https://mp.weixin.qq.com/s?__biz=MzAw&mid=1&idx=1"));
    assert_eq!(metadata.wechat_short.as_deref(), Some("https://mp.weixin.qq.com/s/abc"));
    assert_eq!(
        (metadata.cover.as_deref(), metadata.summary.as_deref()),
        (Some("cover.jpg"), Some("一句话。"))
    );
    assert_eq!(*metadata.tags, ["算力".into(), "开源".into()]);
    assert_eq!((metadata.series.as_deref(), metadata.slug.as_deref()), (Some("北窗"), Some("lin")));
    assert_eq!((metadata.aliases, metadata.kind), (vec!["/old/".to_owned()], Kind::Article));
    assert_eq!((metadata.draft, metadata.interview, metadata.keep_tail), (true, Some(true), true));
    assert_eq!(metadata.hosts, ["主持人"]);
    let speakers: Vec<_> =
        metadata.speakers.iter().map(|it| (it.name.as_str(), it.aliases.len(), it.role)).collect();
    let wanted = [
        ("林若川", 0, None),
        ("Mara Ellison", 2, Some(DeclaredRole::Guest)),
        ("观众", 0, Some(DeclaredRole::Audience)),
    ];
    assert_eq!(speakers, wanted);
    assert_eq!(metadata.related.map(|it| it.len()), Some(2));
    assert_eq!((metadata.lang.as_deref(), metadata.license.as_deref()), (Some("zh-CN"), Some("CC BY 4.0")));
    assert_eq!(metadata.extra["mood"], "好");
}

#[test]
fn speakers_may_be_a_mapping() {
    let text = "---\ntitle: 题\ndate: 2024-03-08\nspeakers:\n  林若川: guest\n  主持人: { role: host, aliases: [K] }\n---\n";
    let speakers = clean(text).speakers;
    assert_eq!(speakers[0].role, Some(DeclaredRole::Guest));
    assert_eq!((speakers[1].role, speakers[1].aliases.len()), (Some(DeclaredRole::Host), 1));
}

#[test]
fn texts_that_yaml_takes_for_something_else() {
    let metadata = clean("---\ntitle: 010\nauthor: no\ndate: 20240308\nslug: 1.50\nx: no\ny: true\n---\n");
    assert_eq!(&*metadata.title, "010");
    assert_eq!((metadata.author.as_deref(), metadata.slug.as_deref()), (Some("no"), Some("1.50")));
    assert_eq!(metadata.extra["x"], "no");
    assert_eq!(metadata.extra["y"], true);
}

#[test]
fn a_repeated_title_is_dropped_and_another_heading_is_not() {
    let front = "---\ntitle: 他说“好”\ndate: 2024-03-08\n---\n";
    assert_eq!(body(&format!("{front}# 他说\"好\"\n\n正文")), "正文");
    assert_eq!(body(&format!("{front}# 第一节\n\n正文")), "# 第一节\n\n正文");
    assert_eq!(body(&format!("{front}他说“好”\n===\n## 他说“好”\n\n正文")), "正文");
}

#[test]
fn a_rule_at_the_head_of_a_file_is_no_front_matter() {
    let reported = article("---\n\n正文：一段话\n\n---\n");
    assert_eq!(reported.value.body_start, 0);
    assert!(reported.diagnostics.iter().all(|fault| fault.severity == Severity::Warning));
    assert_eq!(body("---\n---\n# 题\n\n发布时间: 2024-03-08\n\n正文"), "正文");
}

#[test]
fn a_page_needs_no_date() {
    assert_eq!(clean("---\nkind: page\ntitle: 关于\n---\n").kind, Kind::Page);
    assert_eq!(only_fault("---\ntitle: 关于\n---\n").code, Code::NoDate);
    let fault = only_fault("---\nkind: pgae\ntitle: 关于\ndate: 2024-01-01\n---\n");
    assert_eq!((place(&fault), marked(&fault)), (Some((2, 7)), "pgae"));
}

#[test]
fn without_a_title_the_file_name_stands_in() {
    let reported = article("---\ndate: 2024-03-08\n---\n正文\n");
    assert_eq!(&*reported.value.title, "那次谈话");
    assert_eq!(reported.diagnostics[0].code, Code::NoTitle);
}

#[test]
fn an_index_goes_by_its_folder() {
    let title = |path: &str| read(&path.into(), "正文", &Rules::default()).value.title;
    assert_eq!(&*title("content/2024/2024-03-08-谈话/index.md"), "2024-03-08-谈话");
    assert_eq!(&*title("content/index.md"), "index");
    assert_eq!(
        read(&"content/2024-03-08/index.md".into(), "正文", &Rules::default()).value.date.map(|it| it.day()),
        Some(8)
    );
}

#[test]
fn a_date_in_the_file_name_is_better_than_none() {
    for (name, wanted) in [
        ("2024-03-08-21-30-谈话.md", Some("2024-03-08T21:30:00+08:00")),
        ("2024-03-08-谈话.md", Some("2024-03-08T00:00:00+08:00")),
        ("2024-03-081.md", None),
        ("谈话-2024-03-08.md", None),
    ] {
        let metadata = read(&format!("content/{name}").into(), "# 题\n", &Rules::default()).value;
        assert_eq!(metadata.date.map(|date| date.rfc3339()).as_deref(), wanted, "{name}");
    }
}

#[test]
fn line_ends_and_a_byte_order_mark_do_not_matter() {
    let text = "---\ntitle: 题\ndate: 2024-03-08\ntags:\n  - 一\n  - 二\nsummary: |\n  甲\n  乙\n---\n# 题\n\n正文\n";
    let wanted = clean(text);
    for text in
        [text.replace('\n', "\r\n"), format!("\u{feff}{text}"), text.replace("---\n# 题", "...\n\n# 题")]
    {
        assert_eq!(Metadata { body_start: wanted.body_start, ..clean(&text) }, wanted, "{text}");
        assert_eq!(body(&text).trim_end(), "正文");
    }
}

#[test]
fn an_empty_list_of_related_articles_is_a_list() {
    let front = |line: &str| clean(&format!("---\ntitle: 题\ndate: 2024-03-08\n{line}\n---\n")).related;
    assert_eq!(front("related: []"), Some(Vec::new()));
    assert_eq!(front("related:"), None);
}
