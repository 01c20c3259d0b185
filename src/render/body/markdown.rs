//! A body as clean Markdown: what the page shows, each turn behind its label in bold.
//!
//! In come a body and its reading; out goes Markdown that reads as the same turns again. Invariant: what the reading cut
//! or moved is left out, and addresses are absolute, so that the text can be taken elsewhere.

use std::borrow::Cow;

use memchr::memmem;

use super::compose::Piece;
use super::label;
use crate::article::{Block, Body};
use crate::interview::{Interview, Reading, Segment, SegmentKind, Turn, Voice};

/// Makes an address that the author wrote absolute; the second argument says whether it is a picture's.
pub(in crate::render) type Link<'f, 'l> = &'f dyn Fn(&str, bool) -> Option<Cow<'l, str>>;

/// Appends a body.
pub fn push_markdown<'l>(body: &Body, reading: &Reading, link: Link<'_, 'l>, out: &mut String) {
    let turns = reading.interview.as_ref().map_or_else(Vec::new, Interview::turns);
    for segment in reading.segments.iter() {
        if matches!(segment.kind, SegmentKind::Related | SegmentKind::Cut(_)) {
            continue;
        }
        let start = out.len();
        push_piece(body, segment, &turns, link, out);
        if out.len() > start {
            out.push_str("\n\n");
        }
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    // CommonMark 0.31.2 §2.3 forbids U+0000; the others no reader can see, and code is not normalised.
    let refused = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\t');
    if out.contains(refused) {
        out.retain(|letter| !refused(letter));
    }
}

fn push_piece<'l>(body: &Body, segment: Segment, turns: &[Turn], link: Link<'_, 'l>, out: &mut String) {
    let turn = match segment.kind {
        SegmentKind::Turn(index) => turns.get(index as usize),
        _ => None,
    };
    let labelled = turn.filter(|turn| matches!(turn.voice, Voice::Printed(_)) && turn.words > turn.start);
    let Some(turn) = labelled else {
        let whole = body.text().get(segment.start as usize..segment.end as usize).unwrap_or_default();
        let whole = below_title(whole, body, segment);
        return push_linked(whole.trim_matches(['\n', '\r']).trim_end(), body, segment, link, out);
    };
    let (name, colon) =
        label::printed(body.text().get(turn.start as usize..turn.words as usize).unwrap_or_default());
    out.extend(["**", &name, if colon.is_empty() { "：" } else { colon }, "** "]);
    let piece = Piece::of(body, segment, turns);
    out.push_str(piece.reopened);
    push_linked(&piece.text, body, segment, link, out);
}

/// A piece whose headings stand below the title, the one heading of the first level.
fn below_title<'t>(text: &'t str, body: &Body, segment: Segment) -> Cow<'t, str> {
    if !body.lines().iter().any(|line| line.block == Block::Heading(1)) {
        return Cow::Borrowed(text);
    }
    let inside = body.lines().iter().filter(|line| (segment.start..segment.end).contains(&line.start));
    let mut below = String::with_capacity(text.len() + 8);
    let mut copied = 0;
    for line in inside.filter(|line| matches!(line.block, Block::Heading(level) if level < 6)) {
        let at = (line.start - segment.start) as usize;
        below.push_str(text.get(copied..at).unwrap_or_default());
        below.push('#');
        copied = at;
    }
    below.push_str(text.get(copied..).unwrap_or_default());
    Cow::Owned(below)
}

/// Appends text with the addresses of its links and pictures absolute; a segment with code stays as it is.
fn push_linked<'l>(text: &str, body: &Body, segment: Segment, link: Link<'_, 'l>, out: &mut String) {
    let lines = body.lines();
    let first = lines.partition_point(|line| line.start < segment.start);
    let code = lines[first..]
        .iter()
        .take_while(|line| line.start < segment.end)
        .any(|line| line.block == Block::Code);
    let mut rest = text;
    while let Some(at) = memmem::find(rest.as_bytes(), b"](").filter(|_| !code) {
        let (before, after) = rest.split_at(at + 2);
        let end = after.find([')', ' ', '\n']).unwrap_or(after.len());
        let (written, tail) = after.split_at(end);
        let address = written.strip_prefix('<').and_then(|it| it.strip_suffix('>')).unwrap_or(written);
        out.push_str(before);
        let opened = before[..at].rfind('[').filter(|open| !before[*open..at].contains(']'));
        let is_picture = opened.is_some_and(|open| before[..open].ends_with('!'));
        match link(address, is_picture) {
            Some(address) => out.push_str(&address),
            None => out.push_str(written),
        }
        rest = tail;
    }
    out.push_str(rest);
}
