//! RSS 2.0, with the content and Dublin Core modules and a link to itself, as the W3C's validator wants it.

use super::xml::Xml;
use super::{Channel, FeedEntry, newest};

const NAMESPACES: &[(&str, &str)] = &[
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
    ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ("xmlns:media", "http://search.yahoo.com/mrss/"),
];

pub(super) fn write(channel: &Channel<'_>, entries: &[FeedEntry<'_>], out: &mut Vec<u8>) {
    let mut xml = Xml::new(out);
    xml.nest("rss", NAMESPACES, |xml| {
        xml.nest("channel", &[], |xml| {
            xml.text("title", &[], &channel.title);
            xml.text("link", &[], &channel.home);
            xml.text("description", &[], channel.description);
            xml.text("language", &[], channel.language);
            if let Some(newest) = newest(entries) {
                xml.text("lastBuildDate", &[], &newest.rfc2822());
            }
            let own = [("href", channel.own.as_str()), ("rel", "self"), ("type", "application/rss+xml")];
            xml.empty("atom:link", &own);
            if let Some(icon) = &channel.icon {
                xml.nest("image", &[], |xml| {
                    xml.text("url", &[], icon);
                    xml.text("title", &[], &channel.title);
                    xml.text("link", &[], &channel.home);
                });
            }
            for entry in entries {
                item(xml, channel, entry);
            }
        });
    });
    out.push(b'\n');
}

fn item(xml: &mut Xml<'_>, channel: &Channel<'_>, entry: &FeedEntry<'_>) {
    let article = &entry.article;
    xml.nest("item", &[], |xml| {
        xml.text("title", &[], article.title);
        xml.text("link", &[], &article.absolute_url);
        xml.text("guid", &[("isPermaLink", "true")], &article.absolute_url);
        if let Some(date) = article.date {
            xml.text("pubDate", &[], &date.0.rfc2822());
        }
        xml.text("dc:creator", &[], article.author.unwrap_or(channel.author));
        if let Some(rights) = article.license.or(channel.license) {
            xml.text("dc:rights", &[], rights);
        }
        for tag in &article.tags {
            xml.text("category", &[], tag.name);
        }
        if !article.description.is_empty() {
            xml.text("description", &[], article.description);
        }
        if let Some(cover) = &entry.cover {
            xml.empty("media:content", &[("url", cover), ("medium", "image")]);
        }
        xml.text("content:encoded", &[], &entry.html);
    });
}
