//! What the articles of a site show of each other, and when an edit changes that.

use std::sync::Arc;

use super::super::tally::Share;
use super::super::*;
use crate::article;

/// The traces of an article of `account`.
fn traces(account: &str, body: &str) -> Traces {
    let path: Arc<str> = "content/a.md".into();
    let text = format!("# 文章\n\n文章作者: {account}\n发布时间: 2024-01-01 10:00\n\n{body}\n");
    let metadata = article::read(&path, &text, &Rules::default()).value;
    let mut body = Body::default();
    body.fill(&text, metadata.body_start);
    let finding = read(&path, &metadata, &body, &Rules::default()).value;
    Traces::of(&metadata, &finding)
}

/// Whether what `all` show together stays as it is when the first of them says nothing any more.
fn holds_without_the_first(all: &[Traces]) -> bool {
    let (_, mut tally) = Evidence::tallied(all.iter());
    tally.replace(&all[0].share(), &Share::default())
}

#[test]
fn a_line_stops_recurring_when_the_third_article_of_an_account_drops_it() {
    let article = || traces("夜航", "正文说的是别的事。\n\n夜航船是几位朋友的小小书房。");
    assert!(!holds_without_the_first(&[article(), article(), article()]));
    assert!(holds_without_the_first(&[article(), article(), article(), article()]));
}

#[test]
fn a_line_is_an_exporters_no_more_when_the_fourth_account_drops_it() {
    let articles = |accounts: &[&str]| -> Vec<Traces> {
        accounts.iter().map(|account| traces(account, "保存自一个网页工具。")).collect()
    };
    assert!(!holds_without_the_first(&articles(&["甲社", "乙社", "丙社", "丁社"])));
    assert!(holds_without_the_first(&articles(&["甲社", "乙社", "丙社", "丁社", "戊社"])));
}

#[test]
fn a_name_is_unknown_when_only_one_article_is_left_in_which_it_speaks() {
    let talk = |words: &str| format!("**林若川：** {words}好。\n\n").repeat(3);
    let articles = |accounts: &[&str]| -> Vec<Traces> {
        accounts.iter().map(|account| traces(account, &talk(account))).collect()
    };
    assert!(!holds_without_the_first(&articles(&["甲社", "乙社"])));
    assert!(holds_without_the_first(&articles(&["甲社", "乙社", "丙社"])));
}
