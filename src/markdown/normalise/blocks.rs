//! What kind of block a line of the author's file begins or goes on with.
//!
//! In comes one line, without its end; out goes its [`Shape`]. Invariant: only the line itself is looked at; what it
//! means beside its neighbours is decided in `mod.rs`.

use super::characters::is_han;

/// What kind of block a logical line stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Block {
    /// Nothing on it that a reader would see.
    Blank,
    /// Running text, or a picture alone; `after_break` if the line before it ends in a hard break, so that to Markdown
    /// both are one paragraph.
    Paragraph {
        /// Continues the paragraph of the line before.
        after_break: bool,
    },
    /// An ATX heading of level 1 to 6 (setext headings are normalised to ATX).
    Heading(u8),
    /// A list item or a line inside one.
    List,
    /// Block quote.
    Quote,
    /// Fenced or indented code, fences included.
    Code,
    /// A GFM table's line.
    Table,
    /// A thematic break.
    Rule,
    /// A footnote or link definition.
    Definition,
}

/// What a line looks like by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// White space, or marks of emphasis around nothing.
    Blank,
    /// A fence: its character, its length, and whether nothing follows it (so that it may close).
    Fence(u8, usize, bool),
    /// An ATX heading: level, and where its text begins.
    Heading(u8, usize),
    /// A thematic break.
    Rule,
    /// Underline of a setext heading of level 1 or 2; a rule where no text stands above.
    Underline(u8),
    /// A list item: where its text begins, and whether it may follow a paragraph directly.
    Bullet(usize, bool),
    /// A quote: where its text begins.
    Quote(usize),
    /// A footnote or link definition: where its text begins.
    Definition(usize),
    /// Raw HTML that begins a line.
    Html,
    /// Anything else; `indent` columns of white space before it.
    Text {
        /// Columns.
        indent: usize,
    },
}

/// The shape of a line.
pub(super) fn shape(line: &str) -> Shape {
    let text = line.trim_start_matches([' ', '\t', '\u{a0}', '\u{200b}', '\u{feff}']);
    let skipped = line.len() - text.len();
    let indent: usize = line[..skipped].chars().map(|space| if space == '\t' { 4 } else { 1 }).sum();
    let Some(first) = text.bytes().next() else { return Shape::Blank };
    let shape = match first {
        b'#' => heading(text),
        b'*' | b'-' | b'_' if is_rule(text) => {
            Some(if first == b'-' && text.trim_end().bytes().all(|byte| byte == b'-') {
                Shape::Underline(2)
            } else {
                Shape::Rule
            })
        }
        b'=' if text.trim_end().bytes().all(|byte| byte == b'=') => Some(Shape::Underline(1)),
        b'-' if text.trim_end() == "--" => Some(Shape::Underline(2)),
        b'*' | b'-' | b'+' | b'0'..=b'9' => bullet(text),
        b'>' => Some(Shape::Quote(1 + usize::from(text[1..].starts_with(' ')))),
        b'`' | b'~' => fence(text, first),
        b'[' => definition(text).map(Shape::Definition),
        b'<' if text[1..]
            .starts_with(|next: char| next.is_ascii_alphabetic() || next == '/' || next == '!') =>
        {
            html(text)
        }
        _ => None,
    };
    match shape {
        Some(Shape::Heading(level, start)) => Shape::Heading(level, skipped + start),
        Some(Shape::Bullet(start, interrupts)) => Shape::Bullet(skipped + start, interrupts),
        Some(Shape::Quote(start)) => Shape::Quote(skipped + start),
        Some(Shape::Definition(start)) => Shape::Definition(skipped + start),
        Some(other) => other,
        None if is_empty_emphasis(text) => Shape::Blank,
        None => Shape::Text { indent },
    }
}

fn heading(text: &str) -> Option<Shape> {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &text[level..];
    let begins = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']);
    (level <= 6 && begins).then(|| Shape::Heading(level as u8, text.len() - rest.trim_start().len()))
}

/// CommonMark 0.31.2 §4.1, but for runs of four and more asterisks, which exporters write for empty emphasis.
fn is_rule(text: &str) -> bool {
    let mark = text.as_bytes()[0];
    let marks = text.bytes().filter(|byte| *byte == mark).count();
    let only = text.bytes().all(|byte| byte == mark || byte == b' ' || byte == b'\t');
    only && marks >= 3 && !(mark == b'*' && marks > 3 && !text.trim_end().contains(' '))
}

fn bullet(text: &str) -> Option<Shape> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let marker = match text.as_bytes().get(digits)? {
        b'.' | b')' if (1..=9).contains(&digits) => digits + 1,
        b'*' | b'-' | b'+' if digits == 0 => 1,
        _ => return None,
    };
    let rest = &text[marker..];
    let content = rest.trim_start();
    if content.is_empty() || content.len() == rest.len() {
        return None;
    }
    Some(Shape::Bullet(text.len() - content.len(), digits == 0 || &text[..digits] == "1"))
}

fn fence(text: &str, mark: u8) -> Option<Shape> {
    let length = text.bytes().take_while(|byte| *byte == mark).count();
    let rest = &text[length..];
    (length >= 3 && !(mark == b'`' && rest.contains('`')))
        .then(|| Shape::Fence(mark, length, rest.trim().is_empty()))
}

fn definition(text: &str) -> Option<usize> {
    let close = text.find("]:").filter(|close| *close > 1)?;
    let label = &text[1..close];
    let rest = &text[close + 2..];
    let start = text.len() - rest.trim_start().len();
    let is_footnote = label.starts_with('^') && label.len() > 1;
    let is_address = || rest.trim_start().starts_with("http") || rest.trim_start().starts_with('<');
    let is_empty = rest.chars().all(|character| character.is_whitespace() || matches!(character, '*' | '_'));
    (!is_empty && !label.contains(['[', ']']) && (is_footnote || is_address())).then_some(start)
}

/// An element or comment, but not an address in angle brackets, which is running text.
fn html(text: &str) -> Option<Shape> {
    let name = text[1..].trim_start_matches('/');
    let end = name.find(|next: char| !next.is_ascii_alphanumeric()).unwrap_or(name.len());
    let inline =
        ["pad", "a", "b", "i", "em", "kbd", "sub", "sup", "mark", "ruby", "rt", "rp", "br", "span", "strong"];
    let is_address = name[end..].starts_with(':') || name[end..].starts_with('@');
    (!is_address && !inline.contains(&name[..end].to_ascii_lowercase().as_str())).then_some(Shape::Html)
}

/// `****`, `** **` and the like alone on a line.
fn is_empty_emphasis(text: &str) -> bool {
    let mut marks = 0;
    let only = text.chars().all(|character| {
        marks += usize::from(character == '*' || character == '_');
        matches!(character, '*' | '_' | ' ' | '\u{200b}' | '\u{a0}')
    });
    only && marks >= 2
}

/// Whether a line is a GFM table's delimiter row.
pub(super) fn is_delimiter_row(line: &str) -> bool {
    let line = line.trim();
    line.contains('|')
        && line.contains('-')
        && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// Whether an indented line is Chinese prose that an exporter's nesting has moved, and no code.
pub(super) fn is_prose(line: &str) -> bool {
    let (mut han, mut other) = (0, 0);
    for character in line.chars().filter(|character| !character.is_whitespace()) {
        if is_han(character) {
            han += 1;
        } else {
            other += 1;
        }
    }
    han > other
}
