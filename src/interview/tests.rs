//! Readings of made-up exports.

mod author;
mod edges;
mod evidence;
mod forms;
mod lookalikes;
mod related;
mod voices;

use std::sync::Arc;

use super::*;
use crate::article;

/// How a whole file is read, standing alone.
pub(super) fn reading(text: &str) -> (Body, Reading) {
    let (body, reported) = reported(text);
    (body, reported.value)
}

/// The same, with what the author is told of it.
pub(super) fn reported(text: &str) -> (Body, Reported<Reading>) {
    let path: Arc<str> = "content/a.md".into();
    let rules = Rules::default();
    let metadata = article::read(&path, text, &rules).value;
    let mut body = Body::default();
    body.fill(text, metadata.body_start);
    let finding = read(&path, &metadata, &body, &rules).value;
    let evidence = Evidence::gather(std::iter::once((&metadata, &finding)));
    (body, settle(&path, &metadata, &finding, &evidence, &rules))
}

/// Each turn: role, name, first words.
pub(super) fn turns(text: &str) -> Vec<String> {
    let (body, reading) = reading(text);
    let Some(interview) = &reading.interview else { return Vec::new() };
    let line = |turn: &Turn| {
        let (role, name) = match turn.voice {
            Voice::Printed(place) => {
                let speaker = &interview.speakers[usize::from(place.0)];
                (speaker.role, &*speaker.name)
            }
            Voice::Unprinted(role) => (role, "–"),
        };
        let line = body.text()[turn.words as usize..].lines().next().unwrap_or_default();
        let words: String = plain_text(line).chars().take(4).collect();
        format!("{} {name} {words}", role.as_str())
    };
    interview.turns().iter().map(line).collect()
}

const EXPORT: &str = "# 晚风周刊对谈Mara Ellison：模型为什么会说谎

文章作者: 晚风周刊
发布时间: 2024-06-25 10:00
发布地: 上海
原文链接: http://mp.weixin.qq.com/s?__biz=MzAAAA==&mid=2247490000&idx=1&sn=abc#rd

三月里，研究者Mara Ellison发表了一份报告。她说，模型有时会隐瞒自己的推理。

# 以下是访谈

**记者：** 模型为什么会
说谎？

**Mara Ellison :**
因为训练奖励的是答案。

## 一个例子

例子有很多。

**记者：** 能举一个吗？

**Mara Ellison :** 可以。

 _**原文链接：https://example.org/ellison/**_

#  往期回顾

[1、[第一篇旧文]![](https://mmbiz.qpic.cn/a/640)](https://mp.weixin.qq.com/s?__biz=MzAAAA==&mid=2247480001&idx=2&sn=a&scene=21#wechat_redirect)

[2、[第二篇旧文]![](https://mmbiz.qpic.cn/b/640)](https://mp.weixin.qq.com/s?__biz=MzAAAA==&mid=2247480002&idx=1&sn=b&scene=21#wechat_redirect)

* * *

![](https://mmbiz.qpic.cn/qr/640)

 _**合作请联系负责人微信：example-01**_

 _**\\--END--**_
";

#[test]
fn an_export_is_read_from_end_to_end() {
    assert_eq!(
        turns(EXPORT),
        [
            "host 记者 模型为什",
            "guest Mara Ellison 因为训练",
            "host 记者 能举一个",
            "guest Mara Ellison 可以。"
        ]
    );
    let (body, reading) = reading(EXPORT);
    let interview = reading.interview.as_ref().unwrap();
    assert_eq!(interview.exchanges().len(), 2);
    assert_eq!(&*interview.opening, "模型为什么会说谎？");
    let titles: Vec<&str> = reading.related.iter().map(|related| &*related.title).collect();
    assert_eq!(titles, ["第一篇旧文", "第二篇旧文"]);
    assert_eq!(
        &*reading.excerpt,
        "三月里，研究者Mara Ellison发表了一份报告。她说，模型有时会隐瞒自己的推理。"
    );
    let shown = |kind: SegmentKind| -> Vec<String> {
        let pieces = reading.segments.iter().filter(|piece| piece.kind == kind);
        pieces.map(|piece| plain_text(&body.text()[piece.start as usize..piece.end as usize])).collect()
    };
    assert_eq!(shown(SegmentKind::Heading), ["## 一个例子"]);
    assert_eq!(shown(SegmentKind::Continued(1)), ["例子有很多。"]);
    assert_eq!(shown(SegmentKind::Credit), ["原文链接：https://example.org/ellison/"]);
    assert_eq!(shown(SegmentKind::Cut(CutKind::Promotion)).concat(), "合作请联系负责人微信：example-01");
}

#[test]
fn names_do_not_matter() {
    let renamed = EXPORT
        .replace("Mara Ellison", "Tobin Okoro")
        .replace("晚风周刊", "北窗笔记")
        .replace("MzAAAA", "MzBBBB");
    let skeleton = |text: &str| -> Vec<String> {
        turns(text).into_iter().map(|turn| turn.replace("Tobin Okoro", "Mara Ellison")).collect()
    };
    assert_eq!(skeleton(&renamed), skeleton(EXPORT));
}
