//! The lines above a body that are not its text: the title, the export header, the credit lines of clipping tools.
//!
//! In comes a [`Head`] behind its front matter, which is filled further; out goes the byte where the body begins.
//! Invariant: the first line that is neither blank nor known begins the body, and a key is known only once, so that a
//! body's own `原文链接：` stays in it.

use std::ops::Range;

use super::head::Head;
use super::keys::{self, Field};
use super::{Published, address, clipping, lines, title, values};

/// Bytes of a title; what is longer is text behind a number sign.
const LONGEST_TITLE: usize = 4096;

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
            .or_else(|| bare_title(head, &mut seen, &line))
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
    if level > 1 || seen.heading || seen.untitled || written.len() > LONGEST_TITLE {
        return None;
    }
    // Front matter above an export: its title wins over the export's, whose heading belongs to the header below it.
    if titled && !begins_header(head.text, after) {
        return None;
    }
    let heading = title::plain(&head.text[written.clone()]);
    if !titled && !heading.is_empty() && head.claim(Field::Title) {
        head.fill_text(Field::Title, &heading, written);
    }
    seen.fields.push(Field::Title);
    seen.heading = true;
    Some(after)
}

/// The title as a tool writes it that leaves bare text: the first line, directly above a line of a header; gives the byte
/// behind it.
fn bare_title(head: &mut Head<'_>, seen: &mut Seen, line: &Range<usize>) -> Option<usize> {
    const LONGEST: usize = 80;
    let written = head.text[line.clone()].trim();
    let marked = |letter: char| letter.is_ascii_punctuation() || matches!(letter, '（' | '【' | '＃');
    if head.has(Field::Title)
        || seen.heading
        || seen.untitled
        || !seen.fields.is_empty()
        || seen.credit
        || written.starts_with(marked)
        || written.ends_with(['。', '；', '，', '：', ':'])
        || written.chars().count() > LONGEST
    {
        return None;
    }
    let after = lines::after(head.text, line);
    let below = lines::at(head.text, lines::skip_blank(head.text, after));
    let noted = split_key(&head.text[below.clone()]).is_some_and(|(name, value)| {
        let field = keys::in_export(name).or_else(|| keys::in_note(name));
        field.is_some_and(|field| fits(field, value))
    });
    if !(noted || clipping::is_dated(&head.text[below]))
        || split_key(written).is_some_and(|(name, _)| is_key(name))
    {
        return None;
    }
    let title = title::plain(written);
    if head.claim(Field::Title) {
        head.fill_text(Field::Title, &title, line.clone());
    }
    seen.heading = true;
    Some(after)
}

fn is_key(name: &str) -> bool {
    keys::in_export(name).or_else(|| keys::in_note(name)).is_some()
}

fn atx(text: &str, line: &Range<usize>) -> Option<(usize, Range<usize>, usize)> {
    let content = &text[line.clone()];
    let level = content.bytes().take_while(|byte| *byte == b'#').count();
    let written = without_closing(content[level..].trim());
    if !(1..=6).contains(&level) || !content[level..].starts_with([' ', '\t']) || written.is_empty() {
        return None;
    }
    let start = line.end - content[level..].trim_start().len();
    Some((level, start..start + written.len(), lines::after(text, line)))
}

/// A heading's text without the `#`s that may close it.
fn without_closing(written: &str) -> &str {
    let bare = written.trim_end_matches('#');
    if bare.is_empty() || bare.ends_with([' ', '\t']) { bare.trim_end() } else { written }
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
    split_key(&text[line]).is_some_and(|(name, _)| keys::in_export(name).is_some())
}

/// `文章作者: 某号`; in a quote also with emphasis, and several of them with bars between.
fn header_line(head: &mut Head<'_>, seen: &mut Seen, line: &Range<usize>) -> bool {
    let text = head.text;
    let Some(quoted) = text[line.clone()].strip_prefix('>') else {
        return match split_key(&text[line.clone()]) {
            Some((name, value)) => key_line(head, seen, name, value, line),
            None => false,
        };
    };
    if quoted.trim().is_empty() {
        return seen.quoted;
    }
    let parts = || quoted.split(" | ").map(|part| split_key(part.trim_matches([' ', '*', '-'])));
    let known = |part: Option<(&str, &str)>| part.is_some_and(|(name, _)| quoted_field(seen, name).is_some());
    if !parts().all(known) {
        return false;
    }
    for (name, value) in parts().flatten() {
        if let Some(field) = quoted_field(seen, name) {
            take(head, seen, field, value.trim_start_matches(['*', ' ']), line);
        }
    }
    seen.quoted = true;
    true
}

/// In a quote above the body every name that is known is meant as one.
fn quoted_field(seen: &Seen, name: &str) -> Option<Field> {
    let name = name.trim_matches(['*', ' ']);
    keys::in_export(name).or_else(|| keys::in_note(name)).filter(|field| !seen.fields.contains(field))
}

fn key_line(head: &mut Head<'_>, seen: &mut Seen, name: &str, value: &str, line: &Range<usize>) -> bool {
    let noted = || keys::in_note(name).filter(|field| !head.has(*field) && fits(*field, value));
    let field = keys::in_export(name).or_else(noted).filter(|field| !seen.fields.contains(field));
    if let Some(field) = field {
        take(head, seen, field, value, line);
    }
    field.is_some()
}

/// Whether a value is what a note would say, and not the beginning of a talk.
fn fits(field: Field, value: &str) -> bool {
    match field {
        Field::Date => Published::parse(value, 0).is_some(),
        Field::Source | Field::Cover => address::is_web(address::inside(value)),
        _ => value.chars().count() <= 60 && !value.contains(['。', '？', '！', '?']),
    }
}

/// Takes a field for the header; front matter keeps what it has filled.
fn take(head: &mut Head<'_>, seen: &mut Seen, field: Field, value: &str, line: &Range<usize>) {
    seen.fields.push(field);
    if value.is_empty() || !head.claim(field) {
        return;
    }
    match field {
        Field::Tags => head.metadata.tags = values::split_tags(value),
        Field::Title => head.fill_text(Field::Title, &title::plain(value), line.clone()),
        _ => head.fill_text(field, value, line.clone()),
    }
}

/// A line's key and value; the colon may be a full-width one.
fn split_key(line: &str) -> Option<(&str, &str)> {
    // Only the beginning of a line is looked at: the longest known key has five Han characters.
    let window = &line[..line.floor_char_boundary(40)];
    let colon = window.find([':', '：'])?;
    let value = line[colon..].trim_start_matches([':', '：', ' ', '\t']);
    Some((window[..colon].trim(), value.trim_end_matches([' ', '\t', '\\'])))
}
