//! JSON Feed 1.1.

use serde::Serialize;

use super::{Channel, FeedEntry};
use crate::page::view::Date;

#[derive(Serialize)]
struct Feed<'a> {
    version: &'static str,
    title: &'a str,
    description: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    language: &'a str,
    authors: [Author<'a>; 1],
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    content_html: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<Date>,
    authors: [Author<'a>; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    language: &'a str,
}

pub(super) fn write(channel: &Channel<'_>, entries: &[FeedEntry<'_>], out: &mut Vec<u8>) {
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: &channel.title,
        description: channel.description,
        home_page_url: &channel.home,
        feed_url: &channel.own,
        language: channel.language,
        authors: [Author { name: channel.author }],
        items: entries.iter().map(|entry| item(channel, entry)).collect(),
    };
    // Writing to memory cannot fail.
    let _ = serde_json::to_writer(&mut *out, &feed);
    out.push(b'\n');
}

fn item<'a>(channel: &Channel<'a>, entry: &'a FeedEntry<'a>) -> Item<'a> {
    let article = &entry.article;
    Item {
        id: &article.absolute_url,
        url: &article.absolute_url,
        title: article.title,
        summary: article.description,
        content_html: &entry.html,
        image: entry.cover.as_deref(),
        date_published: article.date,
        date_modified: article.updated,
        authors: [Author { name: article.author.unwrap_or(channel.author) }],
        tags: article.tags.iter().map(|tag| tag.name).collect(),
        language: article.lang,
    }
}
