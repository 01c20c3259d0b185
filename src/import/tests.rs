//! Conversion: the same article, every line accounted for, nothing to do a second time.

use super::convert::to_front_matter;
use super::report::What;
use super::yaml;
use crate::article;
use crate::config::Rules;

const EXPORT: &str = "# 慢一点：对话林若川\n\n文章作者: 北窗科技\n发布时间: 2024-06-25 10:00\n发布地: 未知地区\n\
原文链接: http://mp.weixin.qq.com/s?__biz=MzA5&mid=22&idx=1&sn=ab&chksm=c#rd\n\n\
封面图链接: https://mmbiz.qpic.cn/mmbiz_jpg/a/300\n\n**主持人：** 为什么？\n\n**林若川：** 不为什么。\n";

fn convert(text: &str) -> (String, Vec<(u32, What, String)>) {
    let (text, remarks) = to_front_matter("content/a.md", text.to_owned(), &Rules::default());
    (text, remarks.into_iter().map(|it| (it.line, it.what, it.text)).collect())
}

#[test]
fn an_export_becomes_front_matter_and_the_same_body() {
    let (text, remarks) = convert(EXPORT);
    assert_eq!(
        text,
        "---\ntitle: 慢一点：对话林若川\ndate: 2024-06-25 10:00\nauthor: 北窗科技\n\
         source: https://mp.weixin.qq.com/s?__biz=MzA5&mid=22&idx=1&sn=ab&chksm=c#rd\n\
         cover: https://mmbiz.qpic.cn/mmbiz_jpg/a/300\n---\n\n**主持人：** 为什么？\n\n**林若川：** 不为什么。\n"
    );
    assert_eq!(remarks, [(5, What::Dropped, "发布地: 未知地区".to_owned())]);
    assert_eq!(convert(&text), (text.clone(), vec![]));
}

#[test]
fn front_matter_above_a_header_is_joined_with_it() {
    let text = format!("---\ntags: [访谈, 长文]\ntitle: 快一点\n---\n{EXPORT}");
    let (converted, remarks) = convert(&text);
    assert!(converted.starts_with("---\ntitle: 快一点\ndate: 2024-06-25 10:00\n"), "{converted}");
    assert!(converted.contains("\ntags: [访谈, 长文]\n"), "{converted}");
    assert!(remarks.contains(&(5, What::Dropped, "# 慢一点：对话林若川".to_owned())), "{remarks:?}");
}

#[test]
fn a_file_with_front_matter_alone_stays_byte_for_byte() {
    let text = "---\ntitle:   题   # 一句\ndate: 2024-06-25\nodd: { a: 1 }\n---\n正文。\n";
    assert_eq!(convert(text).0, text);
}

#[test]
fn every_text_reads_back_from_yaml() {
    for title in [
        "a: b",
        "“引”：",
        "#题",
        "- x",
        "yes",
        "No",
        "12",
        "1e3",
        "2024-06-25",
        "[x]",
        "{a}",
        "a #b",
        "尾:",
        "*x*",
        "&x",
        "!x",
        "%x",
        "@x",
        "`x`",
        "a\\b",
        "\"x\"",
        "it's",
        "null",
        "~",
        "a\tb",
        "?",
        "0x1f",
        "1_000",
    ] {
        let metadata = article::Metadata {
            title: title.into(),
            tags: [title.into()].into(),
            ..article::Metadata::default()
        };
        let text = yaml::front_matter(&metadata, 0);
        let read = article::read(&"content/2024-06-25-a.md".into(), &text, &Rules::default());
        assert_eq!(read.diagnostics, [], "{text}");
        assert_eq!(&*read.value.title, title, "{text}");
    }
}
