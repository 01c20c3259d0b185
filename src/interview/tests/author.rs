//! The author's word is last.

use super::super::*;
use super::reading;

const TALK: &str =
    "**记者：** 为什么？\n\n**林若川：** 因为如此。\n\n**记者：** 然后呢？\n\n**林若川：** 没有了。\n";

fn roles(front: &str, body: &str) -> Vec<(String, Role)> {
    let (_, reading) = reading(&format!("---\n{front}\n---\n# 访谈\n\n{body}"));
    let speakers = reading.interview.map(|interview| interview.speakers).unwrap_or_default();
    speakers.into_iter().map(|speaker| (speaker.name.into(), speaker.role)).collect()
}

#[test]
fn an_article_can_be_said_to_be_none() {
    assert_eq!(roles("tags: [a]", TALK).len(), 2);
    assert!(roles("interview: false", TALK).is_empty());
}

#[test]
fn an_article_can_be_said_to_be_one() {
    let body = "甲方：这样。\n\n乙方：那样。\n";
    assert!(roles("tags: [a]", body).is_empty());
    assert_eq!(roles("interview: true", body).len(), 2);
}

#[test]
fn hosts_are_who_the_author_says() {
    let found = roles("hosts: [林若川]", TALK.replace("记者", "莫小棠").as_str());
    assert_eq!(found, [("莫小棠".to_owned(), Role::Guest), ("林若川".to_owned(), Role::Host)]);
}

#[test]
fn labels_can_be_ignored_everywhere() {
    let path: Arc<str> = "content/a.md".into();
    let rules = Rules { ignore: vec!["记者".into()], ..Rules::default() };
    let text = format!("# 访谈\n\n{TALK}");
    let metadata = crate::article::read(&path, &text, &rules).value;
    let mut body = Body::default();
    body.fill(&text, metadata.body_start);
    let finding = read(&path, &metadata, &body, &rules).value;
    assert!(settle(&path, &metadata, &finding, &Evidence::default(), &rules).value.interview.is_none());
}
