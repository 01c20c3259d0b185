//! The credit lines that clipping tools leave above a body.
//!
//! Cubox: `[host](address)writer account`, or a block of links back to itself. SimpRead: a quote that names the
//! original. Obsidian Web Clipper: `writer account *date*`. Each stands once, above all text.

use std::ops::Range;

use super::head::Head;
use super::keys::Field;
use super::leading::Seen;
use super::{Published, address};

/// Whether the line is a clipping tool's and not the article's; what it says is taken.
pub(super) fn line(head: &mut Head<'_>, seen: &mut Seen, line: &Range<usize>) -> bool {
    let content = head.text[line.clone()].trim();
    if is_cubox_block(content) {
        return true;
    }
    if seen.credit {
        return false;
    }
    seen.credit = simpread(head, seen, content)
        || cubox_credit(head, content, line)
        || dated_byline(head, content, line)
        || bare_byline(head, content, line);
    seen.credit
}

/// `> 本文由 [简悦 SimpRead](…) 转码， 原文地址 [host](address)`. The tool writes no title: its first heading is the body's.
fn simpread(head: &mut Head<'_>, seen: &mut Seen, content: &str) -> bool {
    if !content.starts_with('>') || !content.contains("SimpRead](") || !content.contains("原文地址") {
        return false;
    }
    let credit = content.rsplit_once("原文地址").map_or("", |(_, credit)| credit.trim());
    let found = markdown_link(credit).is_some_and(|link| take_source(head, link.url));
    seen.untitled = found;
    found
}

/// `[host](address)writer account`, the address being on that host.
fn cubox_credit(head: &mut Head<'_>, content: &str, line: &Range<usize>) -> bool {
    let Some(link) = markdown_link(content) else {
        return false;
    };
    let shown = link.text.strip_prefix("www.").unwrap_or(link.text);
    if shown.is_empty() || address::host(link.url) != shown {
        return false;
    }
    take_source(head, link.url);
    if link.rest.chars().count() <= 60 {
        // Elsewhere a space is part of the name.
        let names =
            if shown == "mp.weixin.qq.com" { split_byline(link.rest) } else { (None, link.rest.trim()) };
        byline(head, names, line);
    }
    true
}

/// `[Read in Cubox](…)  [Read Original](…)`, and the heading that stands between it and the text.
fn is_cubox_block(content: &str) -> bool {
    content.starts_with("[Read in Cubox](") || matches!(content, r"\## 正文全文" | "## 正文全文")
}

/// `writer account *2026年5月23日 15:13*`.
fn dated_byline(head: &mut Head<'_>, content: &str, line: &Range<usize>) -> bool {
    let Some((names, date)) = content.strip_suffix('*').and_then(|rest| rest.rsplit_once('*')) else {
        return false;
    };
    let plain = names.chars().count() <= 60 && !names.contains(['*', '：', '。', '[']);
    if !plain || Published::parse(date, 0).is_none() {
        return false;
    }
    if head.claim(Field::Date) {
        head.fill_text(Field::Date, date, line.clone());
    }
    byline(head, split_byline(names), line);
    true
}

/// `原创 writer account 2026-05-05 10:00 上海`, as a page's text has it: names, a date, a place. A date that is known already
/// makes it the article's own line.
fn bare_byline(head: &mut Head<'_>, content: &str, line: &Range<usize>) -> bool {
    let Some((names, date, place)) = dated(content).filter(|_| !head.has(Field::Date)) else { return false };
    if head.claim(Field::Date) {
        head.fill_text(Field::Date, date, line.clone());
    }
    if !place.is_empty() && head.claim(Field::Place) {
        head.fill_text(Field::Place, place, line.clone());
    }
    byline(head, split_byline(names), line);
    true
}

/// Whether a line says who wrote the article when, and nothing else.
pub(super) fn is_dated(line: &str) -> bool {
    dated(line.trim()).is_some()
}

/// Names, date and place of such a line.
fn dated(content: &str) -> Option<(&str, &str, &str)> {
    const LONGEST: usize = 80;
    const LONGEST_PLACE: usize = 8;
    if content.chars().count() > LONGEST {
        return None;
    }
    let start =
        content.find(|letter: char| letter.is_ascii_digit()).filter(|at| content[*at..].starts_with("20"))?;
    let names = content[..start].trim();
    let names = names.strip_prefix("原创").unwrap_or(names).trim();
    let is_clock = |letter: char| letter.is_ascii_digit() || "-/.年月日: ".contains(letter);
    let date = &content[start..];
    let end = date.find(|letter| !is_clock(letter)).unwrap_or(date.len());
    let (date, place) = (date[..end].trim(), date[end..].trim());
    let plain = !names.contains(['：', ':', '。', '，', '[', '*', '“', '《']);
    let placed = place.chars().count() <= LONGEST_PLACE && place.chars().all(char::is_alphabetic);
    (plain && placed && Published::parse(date, 0).is_some()).then_some((names, date, place))
}

fn take_source(head: &mut Head<'_>, url: &str) -> bool {
    let web = address::is_web(url);
    if web && head.claim(Field::Source) {
        head.fill_source(url);
    }
    web
}

/// The account is the byline, as in an export; the writer is kept for templates.
fn byline(head: &mut Head<'_>, (writer, account): (Option<&str>, &str), line: &Range<usize>) {
    // `关注` is what the follow button says that stands on the page in place of a name.
    if matches!(account, "" | "关注") || !head.claim(Field::Author) {
        return;
    }
    head.fill_text(Field::Author, account, line.clone());
    if let Some(writer) = writer {
        head.metadata.extra.insert("writer".into(), writer.into());
    }
}

/// `writer account`: where one space separates two names it is clear which is which, and where the two are the same
/// there is but one.
fn split_byline(names: &str) -> (Option<&str>, &str) {
    let names = names.trim();
    let mut cuts = names.match_indices(' ').map(|(at, _)| (&names[..at], &names[at + 1..]));
    if let Some((_, account)) = cuts.find(|(writer, account)| writer == account) {
        return (None, account);
    }
    match names.split_once(' ') {
        Some((writer, account)) if !account.contains(' ') => (Some(writer), account),
        _ => (None, names),
    }
}

struct Link<'a> {
    text: &'a str,
    url: &'a str,
    rest: &'a str,
}

fn markdown_link(content: &str) -> Option<Link<'_>> {
    let (text, rest) = content.strip_prefix('[')?.split_once("](")?;
    let (url, rest) = rest.split_once(')')?;
    (!text.contains(']')).then_some(Link { text, url, rest })
}
