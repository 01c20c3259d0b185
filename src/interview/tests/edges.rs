//! What is cut at the beginning and at the end, alone and in a site.

use std::sync::Arc;

use super::super::*;
use super::reading;
use crate::article;

fn cuts(reading: &Reading) -> Vec<(u32, CutKind)> {
    reading.cuts.iter().map(|cut| (cut.from, cut.kind)).collect()
}

const PROSE: &str = "这一段是正文，有两句话。它没有什么要推销的，只是在讲一件事。";

#[test]
fn pleas_and_offers_at_the_end_are_cut_and_content_is_not() {
    let text = format!(
        "# 文章\n\n{PROSE}\n\n— **完** —\n\n**一键三连「分享」「点赞」和「在看」**\n\n点这里👇关注我，记得标星哦～\n"
    );
    let (_, reading) = reading(&text);
    assert_eq!(cuts(&reading), [(5, CutKind::Plea)]);
    assert_eq!((reading.cuts[0].to, reading.cut_lines()), (9, 5));
}

#[test]
fn sentences_that_speak_of_following_stay() {
    for last in [
        "她说，开源项目在网站上有两万个星标，开发者都在关注它。",
        "我们联系了这家公司，对方没有回应，微信群里也没有人说话，大家只好继续等下去，直到第二天早上。",
        "公司：北窗科技",
        "图片来源：受访者",
        "参考资料：\n\n[1]https://example.org/a\n\n[2]https://example.org/b",
        "你们的线上环境是怎么配置的？",
    ] {
        let (_, reading) = reading(&format!("# 文章\n\n{PROSE}\n\n{PROSE}\n\n{last}\n"));
        assert!(reading.cuts.is_empty(), "{last} {:?}", reading.cuts);
    }
}

#[test]
fn a_plea_is_cut_in_the_first_lines_and_stays_below_them() {
    let plea = "点这里👇关注我，记得标星哦～";
    for (above, kept) in [(1, false), (12, true)] {
        let above = format!("{PROSE}\n\n").repeat(above);
        let talk = "**记者：**为什么？\n\n**林若川：**因为如此。\n\n".repeat(4);
        let (_, reading) = reading(&format!("# 文章\n\n{above}{plea}\n\n{PROSE}\n\n{talk}"));
        assert_eq!(reading.cuts.is_empty(), kept, "{:?}", reading.cuts);
    }
}

#[test]
fn a_short_last_line_above_a_plea_stays() {
    let (_, reading) = reading(&format!("# 文章\n\n{PROSE}\n\n灯塔还亮着\n\n点这里👇关注我，记得标星哦～\n"));
    assert_eq!(cuts(&reading), [(7, CutKind::Plea)]);
}

#[test]
fn a_promotion_in_the_middle_stays() {
    let text = format!(
        "# 文章\n\n{PROSE}\n\n{PROSE}\n\n合作请联系微信：example-01\n\n{}",
        format!("{PROSE}\n\n").repeat(30)
    );
    assert!(reading(&text).1.cuts.is_empty());
}

#[test]
fn the_reading_time_and_a_plea_at_the_head_are_cut() {
    let text = format!(
        "# 文章\n\n**（关注公众号并设为🌟标，获取最新资讯）**\n\n全文约 5,200 字，阅读约需 12 分钟\n\n{PROSE}\n"
    );
    assert_eq!(cuts(&reading(&text).1), [(3, CutKind::Plea)]);
}

#[test]
fn the_author_may_keep_the_tail() {
    let text = format!("---\nkeep_tail: true\n---\n# 文章\n\n{PROSE}\n\n商务合作请加微信：example-01\n");
    assert!(reading(&text).1.cuts.is_empty());
}

/// Readings of several files of one site.
fn site(texts: &[String], order: &[usize]) -> Vec<Reading> {
    let rules = Rules::default();
    let read = |index: &usize| {
        let path: Arc<str> = format!("content/{index}.md").into();
        let metadata = article::read(&path, &texts[*index], &rules).value;
        let mut body = Body::default();
        body.fill(&texts[*index], metadata.body_start);
        let finding = super::super::read(&path, &metadata, &body, &rules).value;
        (*index, metadata, finding)
    };
    let mut all: Vec<_> = order.iter().map(read).collect();
    let evidence = Evidence::gather(all.iter().map(|(_, metadata, finding)| (metadata, finding)));
    all.sort_by_key(|(index, ..)| *index);
    all.iter()
        .map(|(_, metadata, finding)| {
            settle(&"content/a.md".into(), metadata, finding, &evidence, &rules).value
        })
        .collect()
}

#[test]
fn what_recurs_in_an_account_is_cut_whatever_it_says() {
    let file = |words: &str, account: &str| {
        format!(
            "# 文章{words}\n\n文章作者: {account}\n发布时间: 2024-01-01 10:00\n\n{PROSE}{words}\n\n夜航船是几位朋友的小小书房。\n"
        )
    };
    let mut texts: Vec<String> = ["甲", "乙", "丙", "丁"].iter().map(|words| file(words, "夜航")).collect();
    texts.push(file("戊", "别家"));
    let readings = site(&texts, &[0, 1, 2, 3, 4]);
    for reading in &readings[..4] {
        assert_eq!(reading.cuts.len(), 1, "{:?}", reading.cuts);
    }
    assert!(readings[4].cuts.is_empty());
    assert_eq!(readings, site(&texts, &[4, 2, 0, 3, 1]), "order does not matter");
}

#[test]
fn a_credit_that_recurs_is_cut_unless_it_leads_somewhere() {
    let file = |words: &str| {
        format!(
            "# 文章{words}\n\n文章作者: 夜航\n发布时间: 2024-01-01 10:00\n\n{PROSE}{words}\n\n\
             来源：几位朋友的读书笔记\n\n原文链接：https://example.org/notes\n"
        )
    };
    let texts: Vec<String> = ["甲", "乙", "丙"].iter().map(|words| file(words)).collect();
    for reading in site(&texts, &[0, 1, 2]) {
        assert_eq!(cuts(&reading), [(8, CutKind::Notice)]);
    }
}

#[test]
fn a_picture_that_recurs_and_a_rule_go_with_the_plea_above_them() {
    let file = |words: &str| {
        format!(
            "# 文章{words}\n\n文章作者: 夜航\n发布时间: 2024-01-01 10:00\n\n点这里👇关注我，记得标星哦～\n\n\
             ![](https://a.example/sign.png)\n\n---\n\n{}{words}\n",
            format!("{PROSE}{PROSE}{PROSE}{words}\n\n").repeat(6)
        )
    };
    let texts: Vec<String> = ["甲", "乙", "丙"].iter().map(|words| file(words)).collect();
    for reading in site(&texts, &[0, 1, 2]) {
        assert_eq!(reading.cuts.iter().map(|cut| (cut.from, cut.to)).collect::<Vec<_>>(), [(6, 10)]);
    }
}

#[test]
fn a_line_recurs_though_it_names_another_address_each_time() {
    let file = |words: &str, address: &str| {
        format!(
            "# 文章{words}\n\n文章作者: 夜航\n发布时间: 2024-01-01 10:00\n\n{PROSE}{words}\n\n\
             夜航船是几位朋友的小小书房，门牌挂在河边那座石桥的桥头上，风大的日子也一直开着门，路怎么走见这里 https://example.org/{address}\n"
        )
    };
    let texts = [file("甲", "alpha"), file("乙", "beta"), file("丙", "gamma")];
    for reading in site(&texts, &[0, 1, 2]) {
        assert_eq!(cuts(&reading), [(8, CutKind::Promotion)]);
    }
}

#[test]
fn an_offer_in_the_first_lines_stays_where_no_plea_stands_above() {
    let text = format!(
        "# 文章\n\n商务合作请加微信：example-01\n\n{}",
        format!("{PROSE}{PROSE}{PROSE}\n\n").repeat(6)
    );
    assert!(reading(&text).1.cuts.is_empty());
}

#[test]
fn words_that_are_cut_are_not_counted() {
    let text = "# Bridges\n\nIt was a quiet morning on the old bridge.\n\nSubscribe to our newsletter\n";
    let (_, reading) = reading(text);
    assert_eq!((cuts(&reading), reading.words), (vec![(5, CutKind::Plea)], 9));
}

#[test]
fn what_stands_between_lines_to_readers_behind_an_end_mark_goes_with_them() {
    let text = format!(
        "# 文章\n\n{PROSE}\n\n灯塔还亮着\n\n— **完** —\n\n节目在各大平台更新\n\n每周三晚上八点\n\n欢迎推荐给读者朋友\n"
    );
    let (_, reading) = reading(&text);
    assert_eq!(reading.cuts.iter().map(|cut| (cut.from, cut.to)).collect::<Vec<_>>(), [(7, 13)]);
}

#[test]
fn the_card_of_an_account_is_cut_from_its_picture_to_its_end() {
    let text = format!(
        "# 文章\n\n{PROSE}\n\n灯塔还亮着\n\n![](https://a.example/1.png)\n\n慢谈录\n\n说说桥和灯塔的事\n\n12篇原创内容\n\n公众号\n"
    );
    let (_, reading) = reading(&text);
    assert_eq!(
        reading.cuts.iter().map(|cut| (cut.from, cut.to, cut.kind)).collect::<Vec<_>>(),
        [(7, 15, CutKind::Plea)]
    );
}

#[test]
fn the_trailer_of_a_programme_before_the_text_is_cut() {
    let trailer = |last: &str| {
        format!(
            "# 文章\n\n文章作者: 慢谈录\n发布时间: 2024-01-01 10:00\n\n![](https://a.example/1.png)\n\n修桥的人\n\n\
             修船的人\n\n修灯的人\n\n{last}\n\n![](https://a.example/2.png)\n\n{}",
            format!("{PROSE}{PROSE}{PROSE}\n\n").repeat(6)
        )
    };
    assert_eq!(cuts(&reading(&trailer("都在慢谈录的新栏目里")).1), [(6, CutKind::Promotion)]);
    assert!(cuts(&reading(&trailer("都在河的另一边")).1).is_empty());
}

#[test]
fn an_article_about_paying_is_no_paid_one() {
    let stub = |last: &str| reading(&format!("# 文章\n\n{PROSE}\n\n{last}\n")).1.stub;
    assert!(stub("剩余内容需付费后解锁"));
    assert!(!stub("他说，愿意付费的人还是少数，来试读的人更多。"));
}

#[test]
fn a_last_answer_below_its_name_stays_though_others_say_the_same() {
    let file = |words: &str| {
        format!(
            "# 访谈{words}\n\n文章作者: 夜航\n发布时间: 2024-01-01 10:00\n\n**记者：**\n\n{words}为什么修它？\n\n\
             **林若川：**\n\n因为它坏了，{words}。\n\n**记者：**\n\n还有{words}要说的吗？\n\n**林若川：**\n\n\
             没有了，谢谢大家。\n"
        )
    };
    let texts: Vec<String> = ["甲", "乙", "丙", "丁"].iter().map(|words| file(words)).collect();
    for reading in site(&texts, &[0, 1, 2, 3]) {
        assert_eq!(reading.interview.unwrap().turns().len(), 4);
        assert!(reading.cuts.is_empty(), "{:?}", reading.cuts);
    }
}

#[test]
fn bits_tell_whether_a_reading_may_change() {
    let text = format!(
        "# 文章\n\n文章作者: 夜航\n发布时间: 2024-01-01 10:00\n\n{PROSE}\n\n夜航船是几位朋友的小小书房。\n"
    );
    let path: Arc<str> = "content/a.md".into();
    let rules = Rules::default();
    let metadata = article::read(&path, &text, &rules).value;
    let mut body = Body::default();
    body.fill(&text, metadata.body_start);
    let finding = super::super::read(&path, &metadata, &body, &rules).value;
    let bits = |count: usize| {
        let evidence = Evidence::gather(std::iter::repeat_n((&metadata, &finding), count));
        evidence.bits_for(&Traces::of(&metadata, &finding))
    };
    assert_eq!(bits(1), bits(2));
    assert_ne!(bits(2), bits(3));
    assert_eq!(bits(3), bits(30));
}
