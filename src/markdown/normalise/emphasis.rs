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
    let mut open: Vec<(usize, u8)> = Vec::new();
    for at in 0..tokens.len() {
        match tokens[at].kind {
            Kind::Open => open.push((at, STRONG | EM)),
            Kind::Core | Kind::Literal => {
                if let Some(last) = open.last_mut() {
                    last.1 &= tokens[at].style;
                }
            }
            Kind::Close => {
                let Some((start, style)) = open.pop() else { continue };
                let words =
                    tokens[start..at].iter().any(|token| matches!(token.kind, Kind::Core | Kind::Literal));
                let style = if words { style } else { 0 };
                (tokens[start].style, tokens[at].style) = (style, style);
                if let Some(outer) = open.last_mut() {
                    outer.1 &= style;
                }
            }
            _ => {}
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
