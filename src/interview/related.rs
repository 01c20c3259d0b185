//! Finds 往期回顾: the articles that the end of one points to.
//!
//! In come the lines of a body; out go the related articles and the pieces of the body that list them. Invariant: a
//! section is one only if links to WeChat articles follow and it lies in the last part of the file.

use super::lexicon::RELATED;
use super::links::{self, Link};
use super::reading::Related;
use crate::article::{Block, Body, Identity, Line};

/// What the end of a body points to.
#[derive(Debug, Default)]
pub(super) struct Section {
    pub(super) related: Vec<Related>,
    /// Pieces of the body that are the section, in order.
    pub(super) spans: Vec<(u32, u32)>,
}

/// Finds the related articles of a body. `own` is the article's identity, `headings` the publisher's further headings.
pub(super) fn find(body: &Body, own: Option<&Identity>, headings: &[String]) -> Section {
    let lines = body.lines();
    let mut section = Section::default();
    let shown: Vec<usize> = (0..lines.len()).filter(|at| lines[*at].block != Block::Blank).collect();
    let start = with_heading(body, &shown, headings).or_else(|| without_heading(body, &shown));
    if let Some((first, bare)) = start {
        gather(body, &shown[first..], bare, own, &mut section);
    }
    section
}

/// The place in `shown` of the last heading of a related section that links follow, and whether links may only be
/// cards.
fn with_heading(body: &Body, shown: &[usize], headings: &[String]) -> Option<(usize, bool)> {
    let from = shown.len() / 3;
    (from..shown.len()).rev().find_map(|place| {
        let line = body.line(&body.lines()[shown[place]]);
        let follows = shown[place..].iter().take(4).any(|at| has_article(body.line(&body.lines()[*at])));
        (is_heading(line, headings) && follows).then_some((place, false))
    })
}

/// Whether a line is the heading of a related section, or holds one right before its first link.
fn is_heading(line: &str, headings: &[String]) -> bool {
    let known = || RELATED.iter().copied().chain(headings.iter().map(String::as_str));
    if !known().any(|heading| line.contains(heading)) {
        return false;
    }
    let plain = links::plain(line);
    let words = plain.trim_matches(|character: char| !character.is_alphanumeric());
    known().any(|heading| {
        let whole = words.strip_prefix(heading).is_some_and(|rest| rest.chars().count() <= 2);
        let inside = line.rfind(heading).is_some_and(|at| {
            let after = line[at + heading.len()..].trim_start_matches(['*', '_', ' ', '：', ':', '】', '|']);
            after.starts_with('[') && has_article(after)
        });
        whole || inside
    })
}

/// Cards without a heading: the run of lines at the end that are links to WeChat articles and little else.
fn without_heading(body: &Body, shown: &[usize]) -> Option<(usize, bool)> {
    let from = shown.len().saturating_sub(40).max(shown.len() / 2);
    let first = (from..shown.len()).find(|place| is_card(body.line(&body.lines()[shown[*place]])))?;
    Some((first, true))
}

fn has_article(line: &str) -> bool {
    links::each(line).iter().any(|link| identity(link.url).is_some())
}

/// A line that is links to articles, numbers and quotation marks.
fn is_card(line: &str) -> bool {
    let found = links::each(line);
    if !found.iter().any(|link| identity(link.url).is_some()) {
        return false;
    }
    let mut rest = String::new();
    let mut at = 0;
    for link in &found {
        rest.push_str(&line[at..link.start]);
        at = link.end;
    }
    rest.push_str(&line[at..]);
    rest.chars().filter(|character| character.is_alphabetic()).count() <= 2
}

fn identity(url: &str) -> Option<Identity> {
    Identity::parse(url)
}

/// Takes cards from `shown` on. With a heading the section may have other lines between its cards.
fn gather(body: &Body, shown: &[usize], bare: bool, own: Option<&Identity>, section: &mut Section) {
    let mut misses = 0;
    for (place, at) in shown.iter().enumerate() {
        let line = &body.lines()[*at];
        let text = body.line(line);
        let found: Vec<Link<'_>> =
            links::each(text).into_iter().filter(|link| identity(link.url).is_some()).collect();
        let head = place == 0 && !bare;
        let skipped = if head { section_start(text) } else { 0 };
        let found: Vec<Link<'_>> = found.into_iter().filter(|link| link.start >= skipped as usize).collect();
        if found.is_empty() && !head {
            misses += 1;
            if misses > if bare { 30 } else { 3 } {
                break;
            }
            continue;
        }
        if bare && !is_card(text) {
            continue;
        }
        misses = 0;
        for link in &found {
            add(link, line, own, section);
        }
        let start = line.start + if is_card(text) { 0 } else { skipped };
        section.spans.push((start, line.end));
    }
    if section.related.is_empty() {
        section.spans.clear();
    }
}

/// Where in a promotional paragraph the heading of its links begins.
fn section_start(text: &str) -> u32 {
    let at = RELATED.iter().filter_map(|heading| text.rfind(heading)).max().unwrap_or(0);
    let marks = text[..at].len() - text[..at].trim_end_matches(['*', '_', ' ', '【', '[', '|']).len();
    let first = !text[..at].chars().any(char::is_alphanumeric);
    if first { 0 } else { (at - marks) as u32 }
}

fn add(link: &Link<'_>, line: &Line, own: Option<&Identity>, section: &mut Section) {
    let Some(identity) = identity(link.url) else { return };
    if own.is_some_and(|own| own.key() == identity.key()) {
        return;
    }
    let title = title(link.text);
    let image = links::picture(link.text).map(str::to_owned);
    let key = identity.key();
    if let Some(known) = section
        .related
        .iter_mut()
        .find(|known| known.identity.as_ref().is_some_and(|other| other.key() == key))
    {
        if known.title.is_empty() {
            known.title = title;
        }
        if known.image.is_none() {
            known.image = image;
        }
        return;
    }
    let url = match link.url.strip_prefix("http://") {
        Some(rest) => format!("https://{rest}"),
        None => link.url.to_owned(),
    };
    section.related.push(Related { title, url, identity: Some(identity), image, line: line.number });
}

/// The printed title without its number and brackets.
fn title(text: &str) -> String {
    let words = links::plain(text);
    let rest = words.trim_start_matches(|character: char| character.is_ascii_digit());
    let numbered = rest.len() < words.len() && rest.starts_with(['、', '.', '．', ')', '）', ' ']);
    let bare = if numbered { rest.trim_start_matches(['、', '.', '．', ')', '）', ' ']) } else { &words };
    let bare = bare.trim();
    bare.strip_prefix('《')
        .and_then(|inner| inner.strip_suffix('》'))
        .filter(|inner| !inner.contains('《'))
        .unwrap_or(bare)
        .to_owned()
}
