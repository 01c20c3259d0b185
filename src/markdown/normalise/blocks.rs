//! What kind of block a line of the author's file begins or goes on with.
//!
//! In comes one line, without its end; out goes its [`Shape`]. Invariant: only the line itself is looked at; what it
//! means beside its neighbours is decided in `driver`.

use super::characters::{is_han, is_space, plain_in_code};
pub(super) use super::raw_html::Html;

/// Most characters of a term that is explained below it.
const LONGEST_TERM: usize = 40;

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
    /// Fenced or indented code, fences included; preformatted HTML and comments.
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
    /// A quote.
    Quote,
    /// What a term means, below the term: where its text begins.
    Detail(usize),
    /// A footnote or link definition: where its text begins.
    Definition(usize),
    /// Raw HTML that begins a line.
    Html(Html),
    /// Anything else; `indent` columns of white space before it.
    Text {
        /// Columns.
        indent: usize,
    },
}

/// The columns of white space that a line begins with.
pub(super) fn indent(line: &str) -> usize {
    let mut column = 0;
    for byte in line.bytes() {
        match byte {
            b' ' => column += 1,
            b'\t' => column += 4 - column % 4,
            _ => break,
        }
    }
    column
}

/// The shape of a line.
pub(super) fn shape(line: &str) -> Shape {
    let text = line.trim_start_matches(is_space);
    let skipped = line.len() - text.len();
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
        b'>' => Some(Shape::Quote),
        b':' => detail(text),
        b'`' | b'~' => fence(text, first),
        b'[' => definition(text).map(Shape::Definition),
        b'<' => Html::of(text).map(Shape::Html),
        _ => None,
    };
    match shape {
        Some(Shape::Heading(level, start)) => Shape::Heading(level, skipped + start),
        Some(Shape::Bullet(start, interrupts)) => Shape::Bullet(skipped + start, interrupts),
        Some(Shape::Detail(start)) => Shape::Detail(skipped + start),
        Some(Shape::Definition(start)) => Shape::Definition(skipped + start),
        Some(other) => other,
        None if is_empty_emphasis(text) => Shape::Blank,
        None => Shape::Text { indent: indent(line) },
    }
}

fn heading(text: &str) -> Option<Shape> {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let rest = &text[level..];
    let begins = rest.is_empty() || rest.starts_with([' ', '\t', '\u{a0}']);
    (level <= 6 && begins).then(|| Shape::Heading(level as u8, text.len() - rest.trim_start().len()))
}

/// CommonMark 0.31.2 §4.1, but for asterisks in runs of two, or of four and more, which exporters write for empty
/// emphasis.
fn is_rule(text: &str) -> bool {
    let mark = text.as_bytes()[0];
    let (mut marks, mut run) = (0, 0);
    let mut is_emphasis = false;
    for byte in text.bytes() {
        match byte {
            b' ' | b'\t' => run = 0,
            _ if byte == mark => (marks, run) = (marks + 1, run + 1),
            _ => return false,
        }
        is_emphasis |= mark == b'*' && run > 1;
    }
    marks >= 3 && (!is_emphasis || (marks == 3 && text.starts_with("***")))
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

/// `: text`, as PHP Markdown Extra and Pandoc write definitions.
fn detail(text: &str) -> Option<Shape> {
    let rest = &text[1..];
    let content = rest.trim_start_matches([' ', '\t']);
    (!content.is_empty() && content.len() < rest.len()).then(|| Shape::Detail(text.len() - content.len()))
}

/// Whether a line may be a term that is explained below it: short, and neither a sentence nor a label.
pub(super) fn is_term(text: &str) -> bool {
    const SENTENCE: [char; 12] = ['。', '？', '！', '；', '，', '：', ':', '?', '!', ';', '…', '\n'];
    !text.starts_with(['*', '_', '!', '[', '|'])
        && !text.contains(SENTENCE)
        && text.chars().nth(LONGEST_TERM).is_none()
}

fn fence(text: &str, mark: u8) -> Option<Shape> {
    let length = text.bytes().take_while(|byte| *byte == mark).count();
    let rest = &text[length..];
    (length >= 3 && !(mark == b'`' && rest.contains('`')))
        .then(|| Shape::Fence(mark, length, rest.trim().is_empty()))
}

fn definition(text: &str) -> Option<usize> {
    let start =
        behind_label(text).filter(|_| !is_nameless(text[1..].split(']').next().unwrap_or_default()))?;
    let (label, rest) = (&text[1..], &text[start..]);
    let is_address = || {
        let address = rest.split_ascii_whitespace().next().unwrap_or_default();
        let is_plain = address.bytes().all(|byte| byte.is_ascii_graphic());
        rest.starts_with('<') || (is_plain && address.contains(['/', '#', '.']))
    };
    (!is_only_marks(rest) && (label.starts_with('^') || is_address())).then_some(start)
}

/// Where the text behind `[label]:` begins.
fn behind_label(text: &str) -> Option<usize> {
    let close = text.find(']').filter(|close| *close > 1)?;
    let rest = text[close + 1..].strip_prefix(':')?;
    (!text[1..close].contains('[')).then(|| text.len() - rest.trim_start().len())
}

/// Where the text of a line that is copied begins, in whatever quotes and items.
pub(super) fn behind_marks(line: &str) -> usize {
    let is_mark = |it: char| {
        let changes = plain_in_code(it) != Some(it);
        changes || it.is_ascii_digit() || matches!(it, ' ' | '\t' | '>' | '*' | '+' | '-' | '.' | ')' | ':')
    };
    line.len() - line.trim_start_matches(is_mark).len()
}

/// Where the label of a link's definition would begin on a line that is copied.
pub(super) fn label_of_definition(line: &str) -> Option<usize> {
    let start = behind_marks(line);
    let text = &line[start..];
    let begins = text.starts_with('[') && (text.contains("]:") || !text.contains(']'));
    begins.then_some(start)
}

/// Whether a label is that of a note without a name, which the parser takes for a link's.
fn is_nameless(label: &str) -> bool {
    let is_seen = |letter| plain_in_code(letter).is_some_and(|seen| !seen.is_whitespace());
    label.strip_prefix('^').is_some_and(|name| !name.contains(is_seen))
}

/// Whether a line of words would begin a block, or vanish as a link's definition.
pub(super) fn is_taken_for_a_block(words: &str) -> bool {
    !matches!(shape(words), Shape::Text { .. })
        || is_delimiter_row(words)
        || (words.starts_with('[') && behind_label(words).is_some())
}

/// Nothing but marks of emphasis, white space and what has no width.
pub(super) fn is_only_marks(text: &str) -> bool {
    text.chars().all(|character| matches!(character, '*' | '_') || is_space(character))
}

/// `****`, `** **`, `_` and the like alone on a line; a lone `*` is the author's.
fn is_empty_emphasis(text: &str) -> bool {
    text.starts_with(['*', '_']) && is_only_marks(text) && text.trim_end_matches(is_space) != "*"
}

/// Whether a line is a GFM table's delimiter row.
pub(super) fn is_delimiter_row(line: &str) -> bool {
    let line = line.trim();
    line.starts_with(['|', '-', ':'])
        && line.contains('|')
        && line.contains('-')
        && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// What indented lines are made of.
#[derive(Debug, Default)]
pub(super) struct Prose {
    han: usize,
    other: usize,
}

impl Prose {
    /// Counts one more line.
    pub(super) fn count(&mut self, line: &str) {
        let counts = |character: &char| !is_space(*character) && !matches!(character, '*' | '_');
        for character in line.chars().filter(counts) {
            if is_han(character) {
                self.han += 1;
            } else {
                self.other += 1;
            }
        }
    }

    /// Whether they are prose, and no code with comments.
    pub(super) fn is_prose(&self) -> bool {
        self.han > self.other
    }
}
