//! Whether a line end is an exporter's or the author's.
//!
//! In come two lines that follow each other; out goes whether the second was wrapped off the first. Invariant: an
//! exporter wraps only where the next word does not fit.

use super::characters::is_space;

/// The column at which exporters wrap.
const WRAP: usize = 78;
/// How far from it a wrap may be: the marks of quotes and lists count or do not.
const SLACK: usize = 6;
/// The longest that a heading is, in characters.
const HEADING: usize = 100;
/// Bytes of a heading; what is longer is a paragraph behind number signs.
pub(super) const LONGEST_HEADING: usize = 4096;
/// The longest that a speaker's label is, in characters.
const LABEL: usize = 20;
/// Lines up to this many characters may be verse, an address or a byline.
const SHORT: usize = 16;

/// Whether the first word of `next` did not fit on `line`.
pub(super) fn is_wrapped(line: &str, next: &str) -> bool {
    let end = |character: char| character == ' ' || character == '-';
    let word = next.split(end).next().unwrap_or_default();
    line.chars().count() + 1 + word.chars().count() > WRAP - SLACK
}

/// Whether `next` is the rest of a heading on `line`: a paragraph that follows without a blank line would be longer.
pub(super) fn is_rest_of_heading(line: &str, next: &str) -> bool {
    !line.ends_with("  ") && is_wrapped(line, next) && is_heading(line.len() / 3, next)
}

/// Whether text may be a heading's, behind `before` characters of it.
pub(super) fn is_heading(before: usize, text: &str) -> bool {
    text.chars().nth(HEADING.saturating_sub(before)).is_none()
}

/// Whether `next` is a turn of its own behind a sentence on `line`. Who writes by hand ends a line and expects it to end;
/// where an exporter would have ended it, it goes on.
pub(super) fn is_turn(line: &str, next: &str) -> bool {
    begins_with_label(next) && ends_sentence(line) && !is_wrapped(line, next)
}

/// A line that is bold and italic from end to end and asks: some exporters put no blank line around it.
pub(super) fn is_question_apart(line: &str) -> bool {
    let line = line.trim();
    let inner = line.strip_prefix("_**").and_then(|rest| rest.strip_suffix("**_"));
    inner.is_some_and(|inner| !inner.contains("**") && inner.ends_with(['？', '?']))
}

fn ends_sentence(line: &str) -> bool {
    let text = line.trim_end_matches(|character| is_space(character) || matches!(character, '*' | '_'));
    text.ends_with(['。', '？', '！', '…', '”', '」', '）', '?', '!', '.', ')', '～', '~'])
}

/// Whether a line begins with what looks like a speaker's label: a short name and a colon.
fn begins_with_label(line: &str) -> bool {
    let text = line.trim_start_matches(|character| is_space(character) || matches!(character, '*' | '_'));
    let mut name = 0;
    for character in text.chars().take(LABEL) {
        match character {
            '：' => return name > 0,
            ':' => {
                return name > 0
                    && !text[name + 1..].starts_with(|next: char| next == '/' || next.is_ascii_digit());
            }
            '，' | '。' | '？' | '！' | '；' | '、' | '“' | '”' | ',' | ';' | '?' | '!' | '[' | '|' | '`' =>
            {
                return false;
            }
            _ => name += character.len_utf8(),
        }
    }
    false
}

/// Whether hard breaks are meant as such: every line is short, and none is a sentence or a label.
pub(super) fn is_verse(text: &str) -> bool {
    let text = text.trim_end_matches('\n');
    text.contains('\n')
        && text.split('\n').all(|line| {
            let is_seen =
                |character: &char| !matches!(character, '*' | '_' | '\\') && !character.is_whitespace();
            let length = line.chars().filter(is_seen).count();
            length <= SHORT && !line.contains(['：', ':', '。', '？', '！', '?', '['])
        })
}
