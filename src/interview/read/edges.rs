//! What stands at the beginning and at the end of a body, and what it looks like.
//!
//! In comes a body; out go its first and last lines with what their words say of them. Nothing is cut here. Invariant:
//! a line that may hold content is never marked as anything but itself.

mod english;
mod groups;
mod lexicon;
mod looks;

use super::super::finding::{Count, Edge, Link, Mark, MarkKind, edge};
use super::super::names::is_han;
use super::super::plain::{has_link, plain, target_end};
use super::super::reading::Role;
use super::seen::Seen;
use crate::article::{Block, Body};

/// Lines of the beginning that are looked at, where no turn begins before.
const HEAD: usize = 24;
/// Lines of the end that are looked at.
const TAIL: usize = 48;
/// Lines of the beginning where a plea alone is enough.
const FIRST_LINES: usize = 8;
/// Bytes of a line of the beginning that may be left out.
const LONGEST_IN_HEAD: u32 = 800;
/// Bytes of a line of the end that may be left out.
const LONGEST: usize = 2000;
/// Lines of running text without any mark behind which the end is content.
const PLAIN: usize = 4;

/// The lines at both ends; those of related sections are left out, and of the beginning all that say nothing.
pub(super) fn find(
    body: &Body,
    lines: &[Seen],
    links: &[Link],
    first_label: Option<u32>,
    author: &str,
) -> Vec<Edge> {
    let talk = first_label.map_or(0, |first| lines.partition_point(|seen| seen.line.start < first));
    let mut looker = Looker { body, author, scratch: String::new() };
    let (mut tail, from) = looker.end(&lines[talk..], links);
    let lead = &lines[..if first_label.is_some() { talk } else { from }];
    let limit = if first_label.is_some() { 2 * HEAD } else { HEAD };
    let look = |(index, seen): (usize, &Seen)| {
        // A long line of the beginning is never left out.
        let short = seen.line.end - seen.line.start <= LONGEST_IN_HEAD;
        let first = if index < FIRST_LINES { edge::FIRST } else { 0 };
        short.then(|| looker.look(seen, seen.line.end)).map(|edge| Edge { flags: edge.flags | first, ..edge })
    };
    let mut edges: Vec<Edge> = lead.iter().take(limit).enumerate().filter_map(look).collect();
    edges.append(&mut tail);
    groups::cards(body, &mut edges);
    groups::trailer(body, &mut edges, author);
    edges.retain(|line| line.flags & (edge::TAIL | SAYING) != 0);
    edges
}

/// What a line of the beginning has to be to be left out.
const SAYING: u32 =
    edge::PICTURE | edge::RULE | edge::PLEA | edge::PROMOTION | edge::NOTICE | edge::CARD | edge::TRAILER;

/// Looks at lines.
struct Looker<'b> {
    body: &'b Body,
    /// The account's name.
    author: &'b str,
    scratch: String,
}

impl Looker<'_> {
    /// The last lines, and how many lines stand before them.
    fn end(&mut self, lines: &[Seen], links: &[Link]) -> (Vec<Edge>, usize) {
        let mut tail = Vec::new();
        let (mut plain_lines, mut from) = (0, lines.len());
        for (index, seen) in lines.iter().enumerate().rev().take(TAIL) {
            if plain_lines >= PLAIN {
                break;
            }
            from = index;
            let line = &seen.line;
            // Links are sorted by their beginnings.
            let (before, behind) = links.split_at(links.partition_point(|link| link.start <= line.start));
            let mut around = before.iter().rev().take_while(|link| link.end > line.start);
            if around.any(|link| link.end >= line.end) {
                continue;
            }
            let end = behind.first().map_or(line.end, |link| link.start.min(line.end));
            let edge = self.look(seen, end);
            plain_lines = if edge.flags & edge::LONG == 0 { plain_lines } else { plain_lines + 1 };
            tail.push(Edge { flags: edge.flags | edge::TAIL, ..edge });
        }
        tail.reverse();
        (tail, from)
    }

    fn look(&mut self, seen: &Seen, end: u32) -> Edge {
        let line = &seen.line;
        let text = &self.body.text()[line.start as usize..end as usize];
        let last = self.body.line_at(end.saturating_sub(1).max(line.start));
        let edge = Edge {
            start: line.start,
            end,
            line: line.number,
            last,
            hash: 0,
            characters: u16::MAX,
            words: u16::MAX,
            flags: edge::LONG,
        };
        if text.len() > LONGEST && !has_link(text.as_bytes()) {
            return edge;
        }
        let shown = plain(text.trim_start_matches(['#', '>']));
        let count = Count::of(&shown, &mut self.scratch);
        let flags = looks::of(line.block, text, &shown, count, self.author);
        let picture = flags & edge::PICTURE != 0;
        let hash =
            if picture { hash_of_picture(text) } else { hash_of_boilerplate(&shown, &mut self.scratch) };
        Edge {
            hash,
            characters: u16::try_from(count.characters).unwrap_or(u16::MAX),
            words: u16::try_from(count.words).unwrap_or(u16::MAX),
            flags,
            ..edge
        }
    }
}

/// A hash of words that is the same in each article: digits, addresses, marks and spaces do not count.
fn hash_of_boilerplate(shown: &str, words: &mut String) -> u32 {
    words.clear();
    let mut rest = shown;
    while let Some(first) = rest.bytes().next() {
        let length = match first {
            b'h' if rest.starts_with("http") => {
                let address = rest.bytes().take_while(u8::is_ascii_graphic).count();
                rest = &rest[address..];
                continue;
            }
            0..0x80 if !first.is_ascii_alphabetic() => {
                rest = &rest[1..];
                continue;
            }
            0..0x80 => 1,
            // U+4000 to U+9FFF.
            0xE4..=0xE9 => 3,
            _ => rest.chars().next().map_or(1, char::len_utf8),
        };
        let (letter, behind) = rest.split_at(length);
        if matches!(first, 0..0x80 | 0xE4..=0xE9) || letter.starts_with(is_han) {
            words.push_str(letter);
        }
        rest = behind;
    }
    if words.is_empty() { 0 } else { (xxhash_rust::xxh3::xxh3_64(words.as_bytes()) as u32).max(1) }
}

/// A hash of a picture's address. Its query counts: the address of a proxy names the picture there.
pub(super) fn hash_of_picture(text: &str) -> u32 {
    let Some(open) = text.find("](") else { return 0 };
    let end = target_end(text, open + 1).unwrap_or(text.len());
    let address = text[open + 2..end].split(['#', ' ']).next().unwrap_or_default();
    (xxhash_rust::xxh3::xxh3_64(address.as_bytes()) as u32).max(1)
}

/// Adds the lines that credit a source to `marks`.
pub(super) fn mark_credits(body: &Body, lines: &[Seen], marks: &mut Vec<Mark>, last_label: Option<u32>) {
    let length = body.text().len() as u64;
    let is_late = |start: u32| u64::from(start) * 2 > length || last_label.is_some_and(|last| start > last);
    let late = lines.partition_point(|seen| !is_late(seen.line.start));
    let mut goes_on = false;
    for Seen { line, .. } in &lines[late..] {
        let text = body.line(line);
        if !(goes_on || looks::may_be_credit(text)) {
            continue;
        }
        let shown = plain(text);
        let credit = matches!(line.block, Block::Paragraph { .. }) && looks::is_credit(&shown);
        let reference = goes_on && looks::is_reference(&shown);
        goes_on = credit || reference;
        if goes_on {
            marks.push(Mark { start: line.start, end: line.end, kind: MarkKind::Credit });
        }
    }
}

/// The line that says that the rest has to be paid for.
pub(super) fn paid(body: &Body, lines: &[Seen]) -> Option<u32> {
    let end = &lines[lines.len().saturating_sub(TAIL)..];
    let first = end.first()?.line.start as usize;
    if !looks::may_hold_paywall(&body.text()[first..]) {
        return None;
    }
    let stub = end.iter().rfind(|seen| looks::is_paywall(body.line(&seen.line)));
    stub.map(|seen| seen.line.number)
}

/// Lines before the talk that say who asks and who answers: `嘉宾：…`.
pub(super) fn credits_of_speakers(
    body: &Body,
    lines: &[Seen],
    before: Option<u32>,
) -> Box<[(Role, Box<str>)]> {
    const MOST: usize = 8;
    let lead = lines.iter().take_while(|seen| before.is_none_or(|before| seen.line.start < before));
    let lines =
        lead.filter(|seen| matches!(seen.line.block, Block::Paragraph { .. } | Block::List | Block::Quote));
    let credits = lines.take(HEAD).filter_map(|seen| looks::credit_of_speaker(body.line(&seen.line)));
    credits.take(MOST).collect()
}
