//! What is said, as plain text.
//!
//! In come a body and its reading; out goes the text of each turn. Invariant: nothing is parsed as Markdown, so that a
//! list of answers costs no more than reading their article did.

use std::borrow::Cow;

use super::plain::plain;
use super::reading::{Interview, Reading, SegmentKind};
use crate::article::{Block, Body};

/// The words of every turn, a line for each logical line.
pub fn spoken(body: &Body, reading: &Reading, interview: &Interview) -> Vec<String> {
    let turns = interview.turns();
    let mut texts = vec![String::new(); turns.len()];
    for segment in reading.segments.iter() {
        let (turn, start) = match segment.kind {
            SegmentKind::Turn(turn) => (turn as usize, turns[turn as usize].words),
            SegmentKind::Continued(turn) => (turn as usize, segment.start),
            _ => continue,
        };
        push_words(body, start, segment.end, &mut texts[turn]);
    }
    texts
}

/// Appends the words between two offsets of a body, a line each.
fn push_words(body: &Body, start: u32, end: u32, out: &mut String) {
    let first = body.lines().partition_point(|line| line.end <= start);
    for line in body.lines()[first..].iter().take_while(|line| line.start < end) {
        let text = &body.text()[line.start.max(start) as usize..line.end.min(end) as usize];
        for text in text.lines() {
            let words = words(text, line.block);
            if !words.is_empty() {
                if !out.is_empty() {
                    out.push('\n');
                }
                out.push_str(&words);
            }
        }
    }
}

/// What a reader sees of a line, without what says of which kind its block is.
fn words(text: &str, block: Block) -> Cow<'_, str> {
    let text = match block {
        Block::Heading(_) => text.trim_start_matches('#'),
        Block::Quote => match text.trim_start_matches(['>', ' ']) {
            // `> [!NOTE]` says of which kind an aside is.
            kind if kind.starts_with("[!") && kind.trim_end().ends_with(']') => "",
            text => text,
        },
        Block::List => unmarked(text.trim_start()),
        Block::Table => return cells(text),
        Block::Code => match text.trim_start() {
            fence if fence.starts_with("```") || fence.starts_with("~~~") => "",
            comment if comment.starts_with("<!--") => "",
            _ => return Cow::Borrowed(text.trim_end()),
        },
        // Notes stand at the end of the page, and say nothing in a turn.
        Block::Definition if text.starts_with('[') => "",
        Block::Rule => "",
        _ => text.strip_prefix(": ").unwrap_or(text),
    };
    plain(text)
}

/// A list's item or a definition without its bullet and box; a number stays.
fn unmarked(text: &str) -> &str {
    let text = ["- ", "* ", "+ ", ": "].iter().find_map(|bullet| text.strip_prefix(bullet)).unwrap_or(text);
    ["[ ] ", "[x] ", "[X] "].iter().find_map(|ticked| text.strip_prefix(ticked)).unwrap_or(text)
}

/// The cells of a table's line; none of the line below its head.
fn cells(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' ' | b'>')) {
        return Cow::Borrowed("");
    }
    let cells: Vec<Cow<'_, str>> = text.split('|').map(plain).filter(|cell| !cell.is_empty()).collect();
    Cow::Owned(cells.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_blocks_are_no_words() {
        for (block, text, seen) in [
            (Block::Heading(2), "## 后记", "后记"),
            (Block::Quote, "> [!NOTE]", ""),
            (Block::Quote, "> > 引文。[^1]", "引文。"),
            (Block::List, "- [x] 做完", "做完"),
            (Block::List, "1. **第一**", "1. 第一"),
            (Block::Table, "| 甲 | **乙** |", "甲 乙"),
            (Block::Table, "|--|--:|", ""),
            (Block::Code, "```rust title=\"a\"", ""),
            (Block::Code, "    let a = b[0];", "    let a = b[0];"),
            (Block::Definition, "[^1]: 注。", ""),
            (Block::Definition, ": 定义。", "定义。"),
            (Block::Rule, "---", ""),
            (
                Block::Paragraph { after_break: false },
                "<ruby>護<rt>ご</rt></ruby>，<kbd>Ctrl</kbd>",
                "護ご，Ctrl",
            ),
        ] {
            assert_eq!(words(text, block), seen, "{text}");
        }
    }
}
