//! Repairs emphasis: runs of asterisks up to any length, spaces inside, empty ones, crossed ones.
//!
//! In comes a unit; out goes its text with marks that CommonMark reads as they were meant. Exporters write marks as
//! switches (a run at every `<strong>` and `</strong>`, empty ones too), so runs are read as switches: bold is on or
//! off, and what is on is written anew. Invariant: every character but marks and the spaces beside them stays.

use super::emit;
use super::runs;
use super::tokens::{self, EM, Kind, STRONG, Token};
use super::unit::Unit;
use super::writer::Writer;

/// Buffers that are used again for the next unit.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    tokens: Vec<Token>,
    runs: runs::Runs,
}

/// Writes a unit with its emphasis repaired. `heading` says that bold over the whole of it means nothing.
pub(super) fn write(unit: &Unit, heading: bool, scratch: &mut Scratch, writer: &mut Writer<'_>) {
    if memchr::memchr3(b'*', b'_', b'\n', unit.text.as_bytes()).is_none() {
        writer.piece(unit, 0..unit.text.len());
        return;
    }
    let Scratch { tokens, runs } = scratch;
    tokens::cut(&unit.text, tokens);
    runs.resolve(&unit.text, tokens);
    tokens.retain(|token| token.kind != Kind::Gone);
    if heading
        && tokens.iter().filter(|token| token.kind == Kind::Core).all(|token| token.style & STRONG != 0)
    {
        tokens.iter_mut().for_each(|token| token.style &= !STRONG);
    }
    level_links(tokens);
    level_gaps(tokens);
    emit::write(unit, tokens, writer);
}

/// A link's brackets stand in whatever emphasis all of its words share.
fn level_links(tokens: &mut [Token]) {
    struct Link {
        start: usize,
        shared: u8,
        has_words: bool,
    }
    let mut open: Vec<Link> = Vec::new();
    // No emphasis goes on past a hard break, so none is around a link that holds one.
    let mut broken = 0;
    for at in 0..tokens.len() {
        let words = match tokens[at].kind {
            Kind::Open => {
                open.push(Link { start: at, shared: STRONG | EM, has_words: false });
                None
            }
            Kind::Close => open.pop().map(|link| {
                let style = if link.has_words && broken <= link.start { link.shared } else { 0 };
                (tokens[link.start].style, tokens[at].style) = (style, style);
                (style, link.has_words)
            }),
            Kind::Break => {
                broken = at;
                None
            }
            Kind::Core | Kind::Literal => Some((tokens[at].style, true)),
            _ => None,
        };
        if let (Some((style, has_words)), Some(link)) = (words, open.last_mut()) {
            link.shared &= style;
            link.has_words |= has_words;
        }
    }
}

/// White space and pictures stand in the emphasis that both sides share; hard breaks in none.
fn level_gaps(tokens: &mut [Token]) {
    let solid = |token: &Token| !matches!(token.kind, Kind::Space | Kind::Image);
    let mut before = 0;
    let mut at = 0;
    while at < tokens.len() {
        if solid(&tokens[at]) {
            if tokens[at].kind == Kind::Break {
                tokens[at].style = 0;
            }
            before = tokens[at].style;
            at += 1;
            continue;
        }
        let end = tokens[at..].iter().position(solid).map_or(tokens.len(), |next| at + next);
        let after =
            tokens.get(end).map_or(0, |token| if token.kind == Kind::Break { 0 } else { token.style });
        tokens[at..end].iter_mut().for_each(|token| token.style = before & after);
        at = end;
    }
}
