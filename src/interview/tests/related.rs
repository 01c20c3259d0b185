//! Related sections in every form of link.

use super::super::SegmentKind;
use super::reading;

const PROSE: &str = "这一段是正文，足够长，可以把前面占满。它没有链接，也没有冒号，只是一些句子。\n\n";

fn address(number: u32) -> String {
    format!(
        "https://mp.weixin.qq.com/s?__biz=MzAAAA==&mid=22474{number:05}&idx=1&sn=a&scene=21#wechat_redirect"
    )
}

/// Titles of the related articles behind some prose.
fn titles(section: &str) -> Vec<String> {
    let section = section.replace("(1)", &format!("({})", address(1)));
    let section = section.replace("(2)", &format!("({})", address(2)));
    let (_, reading) = reading(&format!("# 文章\n\n{}{section}\n", PROSE.repeat(8)));
    reading.related.into_iter().map(|related| related.title.into()).collect()
}

#[test]
fn every_form_of_link_is_a_card() {
    for section in [
        "# 往期回顾\n\n[1、[甲文]![](https://x.org/a.png)](1)\n\n[2、[乙文]![](https://x.org/b.png)](2)",
        "## 往期精选\n\n  1. [甲文](1)\n  2. [乙文](2)",
        "**更多阅读**  \n[甲文](1)[乙文](2)",
        "| **推荐阅读**\n\n[1、甲文](1)\n\n[![](https://x.org/a.png)](1)\n\n[3、[乙文]](2)",
        "延伸阅读：\n\n《[甲文](1)》\n\n《[乙文](2)》",
        "【往期推荐】\n\n[![](https://x.org/a.png)甲文](1)\n\n## [乙文](2)",
        "往期回顾\n\n[1、[甲文![](https://x.org/a.png)](1)\n\n[3、[乙文![](https://x.org/b.png)](2)",
        "欢迎收听我们的播客。**更多阅读**[甲文](1)[乙文](2)",
    ] {
        assert_eq!(titles(section), ["甲文", "乙文"], "{section}");
    }
}

#[test]
fn cards_without_a_heading_are_found_at_the_end() {
    assert_eq!(titles("[![](https://x.org/a.png)](1)\n\n[![](https://x.org/b.png)](2)"), ["", ""]);
    assert_eq!(titles("更多：《[甲文](1)》\n\n《[乙文](2)》"), ["甲文", "乙文"]);
}

#[test]
fn links_far_from_the_end_are_the_text_s_own() {
    let (links, rest) = ("[甲文](1)\n\n[乙文](2)\n\n", "好。\n\n");
    assert_eq!(titles(&format!("{links}{}", rest.repeat(2))), ["甲文", "乙文"]);
    assert!(titles(&format!("{links}{}", rest.repeat(66))).is_empty());
}

#[test]
fn what_only_sounds_like_a_section_is_none() {
    for section in [
        "推荐阅读的书籍\n\n这些书都很好，可以慢慢看。",
        "# 往期回顾\n\n[专辑](https://mp.weixin.qq.com/mp/appmsgalbum?__biz=MzAAAA==&action=getalbum)",
        "如[前文](1)所说，以及[另一篇](2)所说，这不是列表。",
    ] {
        assert!(titles(section).is_empty(), "{section}");
    }
}

#[test]
fn the_section_leaves_the_text_and_nothing_else_does() {
    let links = (address(1), address(2));
    let aside = format!("顺便说一句，这里提到的事情另有一篇讲过：[乙文]({})，值得一看。", links.1);
    let section = format!("# 往期回顾\n\n[甲文]({})\n\n{aside}\n\n结尾还有一句话，不属于往期。", links.0);
    let (body, reading) = reading(&format!("# 文章\n\n{}{section}\n", PROSE.repeat(8)));
    let shown: String = reading
        .segments
        .iter()
        .filter(|piece| piece.kind == SegmentKind::Prose)
        .map(|piece| &body.text()[piece.start as usize..piece.end as usize])
        .collect();
    assert!(!shown.contains("甲文") && !shown.contains("往期回顾"));
    assert!(shown.contains("顺便说一句") && shown.contains("结尾还有一句话"));
}
