//! What is said, as plain text.
//!
//! In come a body and its reading; out goes the text of each turn. Invariant: nothing is parsed as Markdown, so that a
//! list of answers costs no more than reading their article did.

use super::reading::{Interview, Reading, SegmentKind};
use crate::article::{Block, Body};

/// The words of every turn, a line for each logical line.
pub fn spoken(body: &Body, reading: &Reading, interview: &Interview) -> Vec<String> {
    let mut texts = vec![String::new(); interview.turns.len()];
    for segment in reading.segments.iter() {
        let (turn, start) = match segment.kind {
            SegmentKind::Turn(turn) => (turn as usize, interview.turns[turn as usize].words),
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
        let text = match line.block {
            Block::Heading(_) => text.trim_start_matches('#'),
            Block::Quote => text.trim_start_matches(['>', ' ']),
            Block::Table => text.trim_end_matches(['|', ' ']),
            _ => text,
        };
        let words = super::plain_text(text);
        if !words.is_empty() {
            if !out.is_empty() {
                out.push('\n');
            }
            out.push_str(&words);
        }
    }
}
