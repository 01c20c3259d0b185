//! Lines that hold one picture and nothing else: by their addresses the site tells decoration, and the first of them may
//! stand for the article.

use super::edges::hash_of_picture;
use super::seen::Seen;
use crate::article::{Block, Body};
use crate::interview::finding::PictureLine;
use crate::interview::plain::plain;

/// Pictures that are kept of one file; hostile input has more.
const MOST: usize = 400;
/// Pictures whose addresses are kept.
const FIRST: usize = 4;

/// The lines, in order.
pub(super) fn find(body: &Body, lines: &[Seen]) -> Vec<PictureLine> {
    let mut found: Vec<PictureLine> = Vec::new();
    for seen in lines.iter().filter(|seen| seen.link) {
        let line = &seen.line;
        let text = body.line(line);
        let begins = text.trim_start_matches(['[', '*', '_', ' ']).starts_with("![");
        if !begins || !matches!(line.block, Block::Paragraph { .. }) || text.matches("![").nth(1).is_some() {
            continue;
        }
        if found.len() < MOST && plain(text).trim().is_empty() {
            let address = if found.len() < FIRST { address(text) } else { "" };
            let (last, hash) =
                (body.line_at(line.end.saturating_sub(1).max(line.start)), hash_of_picture(text));
            let (start, end) = (line.start, line.end);
            found.push(PictureLine { start, end, line: line.number, last, hash, address: address.into() });
        }
    }
    found
}

/// The address of the picture that a line begins with.
fn address(text: &str) -> &str {
    let after = text.split_once("](").map_or("", |(_, after)| after);
    let after = after.trim_start_matches('<');
    after.split([')', '>', ' ', '"']).next().unwrap_or_default()
}
