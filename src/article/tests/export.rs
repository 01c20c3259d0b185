//! The header that the WeChat exporter writes, and what other hands make of it.

use super::*;

const EXPORT: &str = "# 对话林若川：1\\. 算力  与耐心 | 第三期

文章作者: 北窗访谈
发布时间: 2024-03-08 21:30
发布地: 浙江
原文链接: http://mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMA==&mid=2650000001&idx=2&sn=abc&chksm=f00#rd

封面图链接: http://mmbiz.qpic.cn/mmbiz_jpg/cover/300

![](https://mmbiz.qpic.cn/a/640)
";

#[test]
fn every_line_of_the_header_is_read() {
    let metadata = clean(EXPORT);
    assert_eq!(&*metadata.title, "对话林若川：1. 算力  与耐心 | 第三期");
    assert_eq!(metadata.author.as_deref(), Some("北窗访谈"));
    assert_eq!(metadata.date.map(|date| date.rfc3339()).as_deref(), Some("2024-03-08T21:30:00+08:00"));
    assert_eq!(metadata.place.as_deref(), Some("浙江"));
    let source = "https://mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMA==&mid=2650000001&idx=2&sn=abc&chksm=f00#rd";
    assert_eq!(metadata.source.as_deref(), Some(source));
    assert_eq!(metadata.identity.as_ref().map(|it| it.key()), Some("MzAwMDAwMDAwMA==/2650000001/2"));
    assert_eq!(metadata.cover.as_deref(), Some("https://mmbiz.qpic.cn/mmbiz_jpg/cover/300"));
    assert_eq!(body(EXPORT), "![](https://mmbiz.qpic.cn/a/640)\n");
}

#[test]
fn order_line_ends_colons_and_blank_lines_do_not_matter() {
    let wanted = clean(EXPORT);
    let mut lines: Vec<&str> = EXPORT.lines().collect();
    let tail = lines.split_off(9);
    lines.reverse();
    lines.extend(tail);
    for text in [
        EXPORT.replace('\n', "\r\n"),
        format!("\u{feff}{EXPORT}"),
        format!("\n\n{}", EXPORT.replace("\n文", "\n\n \n文")),
        EXPORT.replace(": ", "："),
        lines.join("\n"),
    ] {
        let read = Metadata { body_start: wanted.body_start, ..clean(&text) };
        assert_eq!(read, wanted, "{text}");
        assert!(body(&text).starts_with("![]("), "{text}");
    }
}

#[test]
fn what_the_exporter_did_not_know_is_absent() {
    let metadata = clean("# 题\n\n文章作者:\n发布时间: 2024-03-08 21:30\n发布地: 未知地区\n\n正文\n");
    assert_eq!((metadata.author, metadata.place, metadata.source, metadata.cover), (None, None, None, None));
}

#[test]
fn a_key_in_the_body_stays_in_the_body() {
    let header = "# 题\n\n文章作者: 甲\n发布时间: 2024-03-08 21:30\n\n";
    for first in
        ["编辑：乙\n", "主持人：你好\n", "作者：丙\n", "原文如下：\n", "发布时间：去年\n", "> 作者：丙\n"]
    {
        assert_eq!(body(&format!("{header}{first}正文")), format!("{first}正文"));
    }
    let after_source = format!("{header}原文链接: https://example.com/1\n\n");
    let text = format!("{after_source}原文链接：https://example.com/2\n");
    assert_eq!(body(&text), "原文链接：https://example.com/2\n");
    assert_eq!(clean(&text).source.as_deref(), Some("https://example.com/1"));
}

#[test]
fn a_talk_that_begins_like_a_note_is_a_talk() {
    let front = "---\ntitle: 题\ndate: 2024-03-08\nauthor: 甲\n---\n";
    assert_eq!(body(&format!("{front}作者：乙\n正文")), "作者：乙\n正文");
    let header = "# 题\n\n发布时间: 2024-03-08 21:30\n\n";
    for first in ["作者：你为什么写它？\n", "**作者：** 乙\n", "链接：见文末\n", "日期：明天\n"]
    {
        assert_eq!(body(&format!("{header}{first}正文")), format!("{first}正文"));
    }
    let noted = clean(&format!("{header}作者：[乙](https://example.com/)\n标签：一、二\n\n正文"));
    assert_eq!((noted.author.as_deref(), noted.tags.len()), (Some("乙"), 2));
}

#[test]
fn front_matter_above_an_export_wins() {
    let text = format!("---\ntags: [算力]\ntitle: 我的标题\ndate: 2024-03-09\n---\n\n{EXPORT}");
    let metadata = clean(&text);
    assert_eq!(&*metadata.title, "我的标题");
    assert_eq!(*metadata.tags, ["算力".into()]);
    assert_eq!(metadata.date.map(|date| date.day()), Some(9));
    assert_eq!(metadata.author.as_deref(), Some("北窗访谈"));
    assert!(body(&text).starts_with("![]("));
}

#[test]
fn an_impossible_date_is_shown_where_it_stands() {
    let fault = only_fault("# 题\n\n发布时间: 2024-02-30 10:00\n\n正文\n");
    assert_eq!((fault.code, fault.severity, place(&fault)), (Code::BadDate, Severity::Error, Some((3, 1))));
    assert_eq!(fault.message, "\"2024-02-30 10:00\" is no date");
    assert_eq!(fault.help.as_deref(), Some("write it as `2024-06-25 10:00` or `2024-06-25`"));
}
