//! Links of running text that mean something to the site: its own files, pictures and anchors, and articles of an account.
//!
//! In come logical lines; out go [`Reference`]s. Invariant: what leads anywhere else, or stands in code, is none.

use super::links::{self, PrintedLink};
use super::plain::{has_link, plain};
use super::reading::Reference;
use crate::article::{Block, Body, Identity, Line};
use crate::picture::Kind;

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
        let picture = url.rsplit_once('.').is_some_and(|(_, ending)| Kind::named(ending).is_some());
        let link = PrintedLink { text: "", url, address: start, start: 0, end: text.len(), picture };
        if means_something(&link) {
            add(body, line, &link, into);
        }
    } else if has_link(text.as_bytes()) {
        let mut found = Vec::new();
        links::each(text, |link| {
            if means_something(&link) {
                found.push(link);
            }
        });
        found.sort_unstable_by_key(|link| link.start);
        let (mut at, mut in_code) = (0, false);
        for link in found {
            in_code ^= memchr::memchr_iter(b'`', &text.as_bytes()[at..link.start]).count() % 2 == 1;
            at = link.start;
            if !in_code {
                add(body, line, &link, into);
            }
        }
    }
}

fn add(body: &Body, line: &Line, link: &PrintedLink<'_>, into: &mut Vec<Reference>) {
    let url = bare(link.url);
    let before = link.url.len() - link.url.trim_start_matches('<').len();
    let start = line.start + (link.address + before) as u32;
    let place = body.in_source(start..start + url.len() as u32);
    into.push(Reference {
        at: start,
        url: url.into(),
        title: if link.picture { Box::default() } else { plain(link.text).chars().take(LONGEST).collect() },
        source: (place.start as u32, place.end as u32),
        shown: link.picture,
    });
}

fn bare(url: &str) -> &str {
    url.trim_start_matches('<').trim_end_matches('>')
}

/// Whether it lies in the site, or is an article of an account.
fn means_something(link: &PrintedLink<'_>) -> bool {
    let url = bare(link.url);
    if link.picture {
        !url.starts_with('#') && is_inside(url)
    } else {
        is_inside(url) || Identity::parse(url).is_some()
    }
}

/// A fragment of the same text, or a path: no scheme and no host.
fn is_inside(url: &str) -> bool {
    let path = url.split(['/', '?', '#']).next().unwrap_or(url);
    url.len() > 1 && !path.contains(':') && !url.starts_with("//")
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
            assert_eq!(&text[start as usize..end as usize], &*reference.url);
        }
        references.into_iter().map(|it| (it.url.into(), it.title.into())).collect()
    }

    #[test]
    fn what_leads_into_the_site_is_found_where_it_stands() {
        let pair = |url: &str, title: &str| (url.to_owned(), title.to_owned());
        assert_eq!(
            found("看[**那篇**](b.md#q-1)和[这里](#题)，\n还有[x](/about/ \"题\")。\n\n[y]: ../c.md"),
            [pair("b.md#q-1", "那篇"), pair("#题", "这里"), pair("/about/", "x"), pair("../c.md", ""),]
        );
        assert_eq!(
            found("[![图](p.png)](b.pdf)，![](<我 的.jpg> \"题\")\n\n![x][y]\n\n[y]: z.png"),
            [pair("b.pdf", ""), pair("p.png", ""), pair("我 的.jpg", ""), pair("z.png", "")]
        );
        assert_eq!(
            found(
                "[a](https://example.org/b.md) `[c](d.md)` ![](https://a.b/g.png) [e](mailto:a@b.c)\n\n    [h](i.md)"
            ),
            []
        );
    }
}
