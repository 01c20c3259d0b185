//! Links of running text that mean something to the site: its own files and anchors, and articles of an account.
//!
//! In come logical lines; out go [`Reference`]s. Invariant: what leads anywhere else, or stands in code, is none.

use super::links;
use super::plain::{has_link, plain};
use super::reading::Reference;
use crate::article::{Block, Body, Identity, Line};
use crate::source::is_article;

/// Most characters of a printed text that are kept.
const LONGEST: usize = 60;

/// Adds the references of one line.
pub(super) fn find(body: &Body, line: &Line, into: &mut Vec<Reference>) {
    let text = body.line(line);
    if line.block == Block::Code {
        return;
    }
    if line.block == Block::Definition {
        let Some(at) = text.find("]:").filter(|_| !text.starts_with("[^")) else { return };
        let start = text.len() - text[at + 2..].trim_start().len();
        let url = text[start..].split_whitespace().next().unwrap_or_default();
        add(body, line, start, url, "", into);
    } else if has_link(text.as_bytes()) {
        let (mut at, mut in_code) = (0, false);
        for link in links::anchors(text) {
            in_code ^= memchr::memchr_iter(b'`', &text.as_bytes()[at..link.start]).count() % 2 == 1;
            at = link.start;
            if !in_code {
                add(body, line, link.address, link.url, link.text, into);
            }
        }
    }
}

fn add(body: &Body, line: &Line, start: usize, url: &str, text: &str, into: &mut Vec<Reference>) {
    let bare = url.trim_start_matches('<');
    let start = line.start + (start + url.len() - bare.len()) as u32;
    let url = bare.trim_end_matches('>');
    if !is_inside(url) && Identity::parse(url).is_none() {
        return;
    }
    let place = body.in_source(start..start + url.len() as u32);
    into.push(Reference {
        at: start,
        url: url.to_owned(),
        title: plain(text).chars().take(LONGEST).collect(),
        source: (place.start as u32, place.end as u32),
    });
}

/// A fragment of the same text, a path from the site's root, or an article's file.
fn is_inside(url: &str) -> bool {
    if url.len() > 1 && (url.starts_with('#') || (url.starts_with('/') && !url.starts_with("//"))) {
        return true;
    }
    let path = url.split(['?', '#']).next().unwrap_or(url);
    !path.contains(':') && !url.starts_with("//") && is_article(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        let mut body = Body::default();
        body.fill(text, 0);
        let mut references = Vec::new();
        body.lines().iter().for_each(|line| find(&body, line, &mut references));
        for reference in &references {
            let (start, end) = reference.source;
            assert_eq!(&text[start as usize..end as usize], reference.url);
        }
        references.into_iter().map(|it| (it.url, it.title)).collect()
    }

    #[test]
    fn what_leads_into_the_site_is_found_where_it_stands() {
        let pair = |url: &str, title: &str| (url.to_owned(), title.to_owned());
        assert_eq!(
            found("看[**那篇**](b.md#q-1)和[这里](#题)，\n还有[x](/about/ \"题\")。\n\n[y]: ../c.md"),
            [pair("b.md#q-1", "那篇"), pair("#题", "这里"), pair("/about/", "x"), pair("../c.md", ""),]
        );
        assert_eq!(
            found("[a](https://example.org/b.md) `[c](d.md)` [e](f.png) ![](/g.png)\n\n    [h](i.md)"),
            []
        );
    }
}
