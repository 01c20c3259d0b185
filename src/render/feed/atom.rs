//! Atom (RFC 4287).

use super::xml::Xml;
use super::{Channel, FeedEntry, newest};

/// Atom demands a date everywhere; what has none is as old as the web allows.
const UNKNOWN: &str = "1970-01-01T00:00:00Z";

pub(super) fn write(channel: &Channel<'_>, entries: &[FeedEntry<'_>], out: &mut Vec<u8>) {
    let mut xml = Xml::new(out);
    let namespaces = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", channel.language)];
    xml.nest("feed", &namespaces, |xml| {
        xml.text("title", &[], &channel.title);
        xml.text("subtitle", &[], channel.description);
        xml.text("id", &[], &channel.home);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &channel.home)]);
        xml.empty("link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &channel.own)]);
        if let Some(icon) = &channel.icon {
            xml.text("logo", &[], icon);
        }
        xml.text("updated", &[], &newest(entries).map_or_else(|| UNKNOWN.to_owned(), |it| it.rfc3339()));
        xml.nest("author", &[], |xml| xml.text("name", &[], channel.author));
        for entry in entries {
            write_entry(xml, channel, entry);
        }
    });
    out.push(b'\n');
}

fn write_entry(xml: &mut Xml<'_>, channel: &Channel<'_>, entry: &FeedEntry<'_>) {
    let article = &entry.article;
    xml.nest("entry", &[("xml:lang", article.lang)], |xml| {
        xml.text("title", &[], article.title);
        xml.text("id", &[], &article.absolute_url);
        xml.empty("link", &[("rel", "alternate"), ("type", "text/html"), ("href", &article.absolute_url)]);
        if let Some(date) = article.date {
            xml.text("published", &[], &date.0.rfc3339());
        }
        xml.text("updated", &[], &entry.changed().map_or_else(|| UNKNOWN.to_owned(), |it| it.rfc3339()));
        xml.nest("author", &[], |xml| xml.text("name", &[], article.author.unwrap_or(channel.author)));
        if let Some(rights) = article.license.or(channel.license) {
            xml.text("rights", &[], rights);
        }
        for tag in &article.tags {
            xml.empty("category", &[("term", tag.name)]);
        }
        if !article.description.is_empty() {
            xml.text("summary", &[], article.description);
        }
        xml.text("content", &[("type", "html")], &entry.html);
    });
}
