//! Heads that clipping tools and converters write.

use super::*;

#[test]
fn obsidian_web_clipper() {
    let text = "---
title: \"对话 林若川\"
source: \"https://mp.weixin.qq.com/s/abc\"
author:
  - \"[[北窗访谈]]\"
  - [[林若川]]
published:
created: 2026-05-24
description: 一段摘要
tags:
  - \"clippings\"
---
某人 北窗访谈 *2026年5月23日 15:13*

![图片](https://mmbiz.qpic.cn/a/640#imgIndex=0)
";
    let metadata = clean(text);
    assert_eq!(metadata.author.as_deref(), Some("北窗访谈、林若川"));
    assert_eq!(metadata.date.map(|date| date.rfc3339()).as_deref(), Some("2026-05-23T15:13:00+08:00"));
    assert_eq!((metadata.tags, metadata.summary.as_deref()), (["clippings".into()].into(), Some("一段摘要")));
    assert_eq!(metadata.extra["created"], "2026-05-24");
    assert!(body(text).starts_with("![图片]"));
    let english = text.replace("2026年5月23日 15:13", "May 23, 2026, 3:13 PM");
    assert_eq!(clean(&english).date, metadata.date);
}

#[test]
fn yaml_and_then_the_same_again_as_a_quote() {
    let text = "---
title: 题
author: 北窗访谈
date: 2024-03-08 21:30:00
source: https://mp.weixin.qq.com/s/abc
---

# 题

> 公众号: 北窗访谈
>
> **发布时间**: 2024-03-08 21:30:00
> 原文链接: https://mp.weixin.qq.com/s/abc

正文
";
    assert_eq!(body(text), "正文\n");
}

#[test]
fn a_header_in_one_line() {
    let text = "# 题\n\n> 公众号: 北窗访谈 | 发布时间: 2024-03-08 | 原文链接: [去看](https://mp.weixin.qq.com/s/abc)\n\n正文";
    let metadata = clean(text);
    assert_eq!(metadata.author.as_deref(), Some("北窗访谈"));
    assert_eq!(metadata.date.map(|date| date.month()), Some(3));
    assert_eq!(metadata.source.as_deref(), Some("https://mp.weixin.qq.com/s/abc"));
    assert_eq!(body(text), "正文");
}

#[test]
fn cubox() {
    let credit = |line: &str| {
        let text =
            format!("一 \\| 二\n=======\n\n[mp.weixin.qq.com](https://mp.weixin.qq.com/s/abc){line}\n\n正文");
        let metadata = article(&text).value;
        assert_eq!((&*metadata.title, &text[metadata.body_start as usize..]), ("一 | 二", "正文"));
        assert_eq!(metadata.source.as_deref(), Some("https://mp.weixin.qq.com/s/abc"));
        (metadata.extra.get("writer").and_then(|it| it.as_str()).map(str::to_owned), metadata.author)
    };
    assert_eq!(credit("某人 北窗访谈"), (Some("某人".into()), Some("北窗访谈".into())));
    assert_eq!(credit("North Window North Window"), (None, Some("North Window".into())));
    assert_eq!(credit("关注"), (None, None));
    assert_eq!(credit(""), (None, None));
    let site = article(
        "题\n===\n\n[www.example.com](https://www.example.com/a)The Author\n\n[甲](https://example.com/)说\n",
    );
    assert_eq!(site.value.author.as_deref(), Some("The Author"));
}

#[test]
fn cubox_with_yaml() {
    let text = "---
id: 7
cubox_url: https://cubox.pro/my/card?id=7
url: https://mp.weixin.qq.com/s/abc
tags: [一]
---

# 题

[Read in Cubox](https://cubox.pro/my/card?id=7)  [Read Original](https://mp.weixin.qq.com/s/abc)

\\## 正文全文

# 题

正文
";
    let metadata = article(text).value;
    assert_eq!((&*metadata.title, &text[metadata.body_start as usize..]), ("题", "正文\n"));
    assert_eq!(metadata.source.as_deref(), Some("https://mp.weixin.qq.com/s/abc"));
    assert_eq!(metadata.extra["id"], 7);
}

#[test]
fn simpread_writes_no_title() {
    let text = "> 本文由 [简悦 SimpRead](http://ksria.com/simpread/) 转码， 原文地址 [mp.weixin.qq.com](https://mp.weixin.qq.com/s/abc)\n\n第一节\n====\n\n正文\n";
    let metadata = article(text).value;
    assert_eq!(&*metadata.title, "那次谈话");
    assert_eq!(metadata.source.as_deref(), Some("https://mp.weixin.qq.com/s/abc"));
    assert!(text[metadata.body_start as usize..].starts_with("第一节\n===="));
}

#[test]
fn notes_of_one_s_own() {
    let text = "---\npagetitle: 题\ncreate_date: 2024/3/8\ndate: 2024-03-09\nclip_date: 2024-04-01\npublished: false\n---\n正文";
    let metadata = clean(text);
    assert_eq!((&*metadata.title, metadata.date.map(|it| it.day())), ("题", Some(9)));
    assert_eq!(metadata.extra["create_date"], "2024/3/8");
    assert!(metadata.draft);
}
