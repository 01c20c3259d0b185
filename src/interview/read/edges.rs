//! What stands at the beginning and at the end of a body, and what it looks like.
//!
//! In comes a body; out go its first and last lines with what their words say of them. Nothing is cut here. Invariant:
//! a line that may hold content is never marked as anything but itself.

mod groups;
mod lexicon;
mod looks;

use super::super::finding::{Count, Edge, Link, Mark, MarkKind, edge};
use super::super::names::is_han;
use super::super::plain::{has_link, plain, target_end};
use super::super::reading::Role;
use crate::article::{Block, Body, Line};

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
pub(super) fn find(body: &Body, links: &[Link], first_label: Option<u32>, author: &str) -> Vec<Edge> {
    let lines: Vec<&Line> = body.lines().iter().filter(|line| line.block != Block::Blank).collect();
    let talk = first_label.map_or(0, |first| lines.partition_point(|line| line.start < first));
    let (mut tail, from) = end_of(body, &lines[talk..], links, author);
    let from = talk + from;
    let lead = lines.iter().take(from).take_while(|line| first_label.is_none_or(|first| line.start < first));
    let limit = if first_label.is_some() { 2 * HEAD } else { HEAD };
    let look = |(index, line): (usize, &&Line)| {
        // A long line of the beginning is never left out.
        let short = line.end - line.start <= LONGEST_IN_HEAD;
        let first = if index < FIRST_LINES { edge::FIRST } else { 0 };
        short
            .then(|| look(body, line, line.end, author))
            .map(|edge| Edge { flags: edge.flags | first, ..edge })
    };
    let mut edges: Vec<Edge> = lead.take(limit).enumerate().filter_map(look).collect();
    edges.append(&mut tail);
    groups::cards(body, &mut edges);
    groups::trailer(body, &mut edges, author);
    edges.retain(|line| line.flags & (edge::TAIL | SAYING) != 0);
    edges
}

/// What a line of the beginning has to be to be left out.
const SAYING: u16 =
    edge::PICTURE | edge::RULE | edge::PLEA | edge::PROMOTION | edge::NOTICE | edge::CARD | edge::TRAILER;

/// The last lines, and how many lines stand before them.
fn end_of(body: &Body, lines: &[&Line], links: &[Link], author: &str) -> (Vec<Edge>, usize) {
    let linked = |line: &Line| links.iter().any(|link| link.start <= line.start && line.end <= link.end);
    let mut tail = Vec::new();
    let (mut plain_lines, mut from) = (0, lines.len());
    for (index, line) in lines.iter().enumerate().rev().take(TAIL) {
        if plain_lines >= PLAIN {
            break;
        }
        from = index;
        if linked(line) {
            continue;
        }
        let end = links.iter().find(|link| link.start > line.start && link.start < line.end);
        let edge = look(body, line, end.map_or(line.end, |link| link.start), author);
        plain_lines = if edge.flags & edge::LONG == 0 { plain_lines } else { plain_lines + 1 };
        tail.push(Edge { flags: edge.flags | edge::TAIL, ..edge });
    }
    tail.reverse();
    (tail, from)
}

fn look(body: &Body, line: &Line, end: u32, author: &str) -> Edge {
    let text = &body.text()[line.start as usize..end as usize];
    let last = body.line_at(end.saturating_sub(1).max(line.start));
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
    let count = Count::of(&shown, &mut String::new());
    let flags = looks::of(line.block, text, &shown, author);
    let hash = if flags & edge::PICTURE != 0 { hash_of_picture(text) } else { hash_of_boilerplate(&shown) };
    Edge {
        hash,
        characters: u16::try_from(count.characters).unwrap_or(u16::MAX),
        words: u16::try_from(count.words).unwrap_or(u16::MAX),
        flags,
        ..edge
    }
}

/// A hash of words that is the same in each article: digits, addresses, marks and spaces do not count.
fn hash_of_boilerplate(shown: &str) -> u32 {
    let mut words = String::with_capacity(shown.len());
    let mut rest = shown;
    while let Some(at) = rest.find("http") {
        words.push_str(&rest[..at]);
        let address = &rest[at..];
        let end = address.find(|letter: char| !letter.is_ascii_graphic()).unwrap_or(address.len());
        rest = &address[end..];
    }
    words.push_str(rest);
    words.retain(|letter| letter.is_ascii_alphabetic() || is_han(letter));
    if words.is_empty() { 0 } else { xxhash_rust::xxh3::xxh3_64(words.as_bytes()) as u32 | 1 }
}

/// A hash of a picture's address. Its query counts: the address of a proxy names the picture there.
fn hash_of_picture(text: &str) -> u32 {
    let Some(open) = text.find("](") else { return 0 };
    let end = target_end(text, open + 1).unwrap_or(text.len());
    let address = text[open + 2..end].split(['#', ' ']).next().unwrap_or_default();
    xxhash_rust::xxh3::xxh3_64(address.as_bytes()) as u32 | 1
}

/// Adds the lines that credit a source to `marks`.
pub(super) fn mark_credits(body: &Body, marks: &mut Vec<Mark>, last_label: Option<u32>) {
    let length = body.text().len() as u64;
    let mut goes_on = false;
    for line in body.lines() {
        let late = u64::from(line.start) * 2 > length || last_label.is_some_and(|last| line.start > last);
        if !late || line.block == Block::Blank {
            continue;
        }
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
pub(super) fn paid(body: &Body) -> Option<u32> {
    let lines = body.lines().iter().rev().filter(|line| line.block != Block::Blank).take(TAIL);
    let mut stub = lines.filter(|line| looks::is_paywall(body.line(line)));
    stub.next().map(|line| line.number)
}

/// Lines before the talk that say who asks and who answers: `嘉宾：…`.
pub(super) fn credits_of_speakers(body: &Body, before: Option<u32>) -> Box<[(Role, Box<str>)]> {
    const MOST: usize = 8;
    let lead = body.lines().iter().take_while(|line| before.is_none_or(|before| line.start < before));
    let lines =
        lead.filter(|line| matches!(line.block, Block::Paragraph { .. } | Block::List | Block::Quote));
    lines.take(HEAD).filter_map(|line| looks::credit_of_speaker(body.line(line))).take(MOST).collect()
}
