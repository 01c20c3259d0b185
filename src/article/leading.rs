//! The lines above a body that are not its text: the title, the export header, the credit lines of clipping tools.
//!
//! In comes a [`Head`] behind its front matter, which is filled further; out goes the byte where the body begins.
//! Invariant: the first line that is neither blank nor known begins the body, and a key is known only once, so that a
//! body's own `原文链接：` stays in it.

use std::ops::Range;

use super::head::Head;
use super::keys::{self, Field};
use super::{clipping, lines, title, values};

/// What the lines read so far allow the next one to be.
#[derive(Default)]
pub(super) struct Seen {
    /// A heading was taken as the title, or dropped as its repetition.
    heading: bool,
    /// The file was clipped by a tool that writes no title, so that no heading is one.
    pub(super) untitled: bool,
    /// A credit line, a byline: they come once and end the heads that have them.
    pub(super) credit: bool,
    /// The header is a block quote.
    quoted: bool,
    fields: Vec<Field>,
}

/// Reads the lines from byte `start` on; gives the byte where the body begins.
pub(super) fn read(head: &mut Head<'_>, start: usize) -> usize {
    let text = head.text;
    let mut seen = Seen::default();
    let mut at = start;
    loop {
        at = lines::skip_blank(text, at);
        if at == text.len() {
            return at;
        }
        let line = lines::at(text, at);
        let next = heading(head, &mut seen, &line)
            .or_else(|| header_line(head, &mut seen, &line).then(|| lines::after(text, &line)))
            .or_else(|| clipping::line(head, &mut seen, &line).then(|| lines::after(text, &line)));
        match next {
            Some(next) => at = next,
            None => return at,
        }
    }
}

/// A title heading, ATX or setext (CommonMark 0.31.2 §4.2, §4.3); gives the byte behind it.
fn heading(head: &mut Head<'_>, seen: &mut Seen, line: &Range<usize>) -> Option<usize> {
    let (level, written, after) = atx(head.text, line).or_else(|| setext(head.text, line))?;
    let titled = head.has(Field::Title);
    if titled && level <= 2 && title::same(&title::plain(&head.text[written.clone()]), &head.metadata.title) {
        seen.heading = true;
        return Some(after);
    }
    if level > 1 || seen.heading || seen.untitled {
        return None;
    }
    // Front matter above an export: its title wins over the export's, whose heading belongs to the header below it.
    if titled && !begins_header(head.text, after) {
        return None;
    }
    let heading = title::plain(&head.text[written.clone()]);
    if !titled && !heading.is_empty() && take(head, seen, Field::Title) {
        head.fill_text(Field::Title, &heading, written);
    }
    seen.heading = true;
    Some(after)
}

fn atx(text: &str, line: &Range<usize>) -> Option<(usize, Range<usize>, usize)> {
    let content = &text[line.clone()];
    let level = content.bytes().take_while(|byte| *byte == b'#').count();
    let written = content[level..].trim();
    if !(1..=6).contains(&level) || !content[level..].starts_with([' ', '\t']) || written.is_empty() {
        return None;
    }
    let start = line.end - content[level..].trim_start().len();
    Some((level, start..start + written.len(), lines::after(text, line)))
}

fn setext(text: &str, line: &Range<usize>) -> Option<(usize, Range<usize>, usize)> {
    let underline = lines::at(text, lines::after(text, line));
    let marks = text[underline.clone()].trim_end();
    let level = match marks.as_bytes().first()? {
        b'=' => 1,
        b'-' => 2,
        _ => return None,
    };
    let uniform = marks.bytes().all(|byte| byte == marks.as_bytes()[0]) && marks.len() > 1;
    let is_text = !text[line.clone()].starts_with(['>', '-', '*', '+', '!', '[']);
    (uniform && is_text).then(|| (level, line.clone(), lines::after(text, &underline)))
}

/// Whether the next line that is not blank is one of an export header.
fn begins_header(text: &str, after: usize) -> bool {
    let line = lines::at(text, lines::skip_blank(text, after));
    split_key(&text[line]).is_some_and(|(name, _)| keys::in_header(name).is_some())
}

/// `文章作者: 某号`, also quoted, also several of them with bars between.
fn header_line(head: &mut Head<'_>, seen: &mut Seen, line: &Range<usize>) -> bool {
    let content = &head.text[line.clone()];
    let Some(quoted) = content.strip_prefix('>') else {
        return key_line(head, seen, line.clone());
    };
    let start = line.end - quoted.len();
    let parts: Vec<Range<usize>> = parts(quoted).map(|part| start + part.start..start + part.end).collect();
    if quoted.trim().is_empty() {
        return seen.quoted;
    }
    let known = parts.iter().all(|part| {
        split_key(head.text[part.clone()].trim_start_matches([' ', '*', '-']))
            .is_some_and(|(name, _)| known(seen, name))
    });
    seen.quoted = known && parts.into_iter().all(|part| key_line(head, seen, part));
    seen.quoted
}

/// The pieces of a one-line header, ` | ` between them.
fn parts(line: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    line.split_inclusive(" | ").map(move |part| {
        let range = start..start + part.trim_end_matches(" | ").len();
        start += part.len();
        range
    })
}

fn known(seen: &Seen, name: &str) -> bool {
    keys::in_header(name).is_some_and(|key| !seen.fields.contains(&key.field))
}

fn key_line(head: &mut Head<'_>, seen: &mut Seen, line: Range<usize>) -> bool {
    let content = &head.text[line.clone()];
    let Some((name, value)) = split_key(content.trim_start_matches([' ', '*', '-'])) else {
        return false;
    };
    let Some(key) = keys::in_header(name).filter(|key| !seen.fields.contains(&key.field)) else {
        return false;
    };
    if value.is_empty() {
        seen.fields.push(key.field);
    } else if take(head, seen, key.field) {
        match key.field {
            Field::Tags => head.metadata.tags = values::split_tags(value),
            Field::Title => head.fill_text(Field::Title, &title::plain(value), line),
            field => head.fill_text(field, value, line),
        }
    }
    true
}

/// Takes a field for the header; front matter keeps what it has filled.
fn take(head: &mut Head<'_>, seen: &mut Seen, field: Field) -> bool {
    seen.fields.push(field);
    head.claim(field)
}

/// A line's key and value; the colon may be a full-width one, the key may be in bold.
fn split_key(line: &str) -> Option<(&str, &str)> {
    // Only the beginning of a line is looked at: the longest known key has five Han characters.
    let window = &line[..line.floor_char_boundary(40)];
    let colon = window.find([':', '：'])?;
    let name = window[..colon].trim_matches(['*', ' ']);
    let value = line[colon..].trim_start_matches([':', '：', '*', ' ', '\t']);
    Some((name, value.trim_end_matches([' ', '\t', '\\'])))
}
