//! What alternates like a conversation and is none.

use super::super::SegmentKind;
use super::{reading, turns};

fn pairs(one: &str, other: &str, count: usize) -> String {
    let pair =
        |index: usize| format!("**{one}：** 这是第{index}条的内容。\n\n**{other}：** 这是它的另一面。\n\n");
    (0..count).map(pair).collect()
}

#[test]
fn alternating_nouns_are_no_conversation() {
    for (one, other) in [
        ("获奖理由", "科研成就"),
        ("图表", "资料来源"),
        ("机构", "入选理由"),
        ("优势", "劣势"),
        ("正例", "反例"),
        ("左边", "右边"),
        ("公司类型", "指标"),
        ("User", "Assistant"),
        ("原料", "做法"),
        ("员工类型", "指导方式"),
    ] {
        assert!(turns(&format!("# 名单\n\n{}", pairs(one, other, 14))).is_empty(), "{one} {other}");
    }
}

#[test]
fn sheets_lists_and_glossaries_are_none() {
    for body in [
        "**公司** ：北窗\n\n**领域** ：软件\n\n**融资状态** ：天使轮\n\n**主要投资人** ：不详\n\n**官方网站** ：https://example.org\n",
        "  * **成本** ：很高\n  * **速度** ：很慢\n  * **成本** ：更高\n  * **速度** ：更慢\n",
        "00:17:50 - 开始\n\n00:18:50 - 继续\n\n03:15 - 结束？\n",
        "回答是：这很好。\n\n他这样说：不对。\n\n回答是：那也好。\n\n他这样说：对吗？\n",
        "_画外音：这是什么？_\n\n_画外音：不知道。_\n\n_画外音：真的？_\n\n_画外音：真的。_\n",
        "https://example.org/a：链接\n\nhttps://example.org/b：链接\n",
    ] {
        assert!(turns(&format!("# 一篇文章\n\n{body}")).is_empty(), "{body}");
    }
}

#[test]
fn a_heading_with_a_guests_name_is_no_turn() {
    let text = "# 对话\n\n**记者：** 你怎么看价格？\n\n**林若川：** 会降。\n\n**林若川：算力会降价**\n\n**记者：** 什么时候？\n\n\
                **林若川：** 明年。\n\n**记者：** 为什么？\n\n**林若川：** 因为供应多了。\n";
    let (_, reading) = reading(text);
    let interview = reading.interview.unwrap();
    assert_eq!(interview.turns().len(), 6);
    assert!(interview.turns().into_iter().all(|turn| turn.line != 7));
}

#[test]
fn a_conversation_in_a_news_piece_ends_where_it_does() {
    let news = "这是新闻的一段话，和谈话没有关系。它有两句。";
    let text = format!(
        "# 发布会与问答\n\n{news}\n\n## 现场\n\n**记者：** 为什么？\n\n**林若川：** 因为如此。\n\n**记者：** 然后呢？\n\n\
         **林若川：** 没有了。\n\n## 市场反应\n\n{news}\n\n{news}\n"
    );
    let (body, reading) = reading(&text);
    assert_eq!(reading.interview.as_ref().unwrap().turns().len(), 4);
    let last = reading.segments.iter().last().unwrap();
    assert_eq!(last.kind, SegmentKind::Prose);
    assert!(body.text()[last.start as usize..].starts_with("## 市场反应"));
}

#[test]
fn prose_that_is_called_an_interview_is_prose() {
    let paragraph = "林若川对记者说，这件事并不简单：它需要时间。他笑了笑，“我们再等等。”\n\n";
    assert!(turns(&format!("# 专访林若川：时间的价值\n\n{}", paragraph.repeat(12))).is_empty());
}

#[test]
fn quotes_that_say_something_are_no_questions() {
    let quotes: String =
        (1..=6).map(|part| format!("> 第{part}座桥是石头的。\n\n你看，第{part}座桥还在那里。\n\n")).collect();
    assert!(turns(&format!("# 访谈：桥\n\n{quotes}")).is_empty());
    let asked = quotes.replace("是石头的。", "是石头的吗？");
    assert_eq!(turns(&format!("# 访谈：桥\n\n{asked}")).len(), 12);
}

#[test]
fn questions_that_nobody_is_asked_are_no_talk() {
    let asked = |whom: &str| -> String {
        let part =
            |part: usize| format!("**第{part}座桥{whom}为什么是石头的？**\n\n因为我们那里的河水很急。\n\n");
        (1..=6).map(part).collect()
    };
    assert_eq!(turns(&format!("# 访谈：桥\n\n{}", asked("，你觉得"))).len(), 12);
    assert!(turns(&format!("# 访谈：桥\n\n{}", asked(""))).is_empty());
}
