//! A talk that an exporter put into a list, a quote or a table.
//!
//! In come the lines of such blocks that begin like a label; out go those that may be turns. Invariant: all or none: a few
//! lines that somebody quotes in an essay make no talk, nor does a list of things, about which nobody asks.

use std::collections::BTreeMap;

use super::super::label;
use super::super::names::{Class, Shape};
use super::asks;
use super::glance::may_begin_with_label;
use crate::article::{Block, Body, Line};

/// Lines that are kept of one file; hostile input has more.
const MOST: usize = 2000;
/// Labels of the shortest talk.
const FEW: usize = 4;

/// Lines of lists, quotes and tables that begin like a label.
#[derive(Debug, Default)]
pub(super) struct Contained {
    /// Place among the body's lines, and the bytes before what is said there.
    lines: Vec<(usize, usize)>,
}

/// How often somebody speaks, and asks.
#[derive(Debug, Default, Clone, Copy)]
struct Share {
    turns: usize,
    asks: usize,
    /// The name is a part's, a person's, or one of the title's.
    named: bool,
}

impl Share {
    /// Whether somebody asks: with two turns in five, or, where there are many, with one in four.
    fn is_host(&self) -> bool {
        const MANY: usize = 20;
        self.asks >= 2
            && (self.asks * 5 >= self.turns * 2 || self.turns >= MANY && self.asks * 4 >= self.turns)
    }
}

impl Contained {
    /// Takes note of a line.
    pub(super) fn line(&mut self, index: usize, line: &Line, text: &str) {
        let lead = lead(line.block, text);
        if self.lines.len() < MOST && may_begin_with_label(&text[lead..]) {
            self.lines.push((index, lead));
        }
    }

    /// The lines, if they are a talk: two who speak by turns, one of whom asks, over half of the text; and there are more
    /// of them than of labels elsewhere.
    pub(super) fn talk(self, body: &Body, title: &str, elsewhere: usize) -> Vec<(usize, usize)> {
        let Self { lines } = self;
        if lines.len() < FEW || lines.len() <= elsewhere {
            return Vec::new();
        }
        let mut shares: BTreeMap<String, Share> = BTreeMap::new();
        let mut name = String::new();
        for (index, lead) in &lines {
            let text = &body.line(&body.lines()[*index])[*lead..];
            let Some(scan) = label::scan(text, &mut name).filter(|scan| scan.colon) else { continue };
            let class = Class::of(scan.name);
            if class.shape == Shape::Never {
                continue;
            }
            let key = if class.numbered { class.word } else { scan.name };
            let share = shares.entry(key.to_owned()).or_default();
            share.turns += 1;
            share.asks += usize::from(asks(&text[scan.words..]));
            share.named |= class.shape > Shape::Noun || title.contains(scan.name);
        }
        let again = || shares.values().filter(|share| share.turns >= 2);
        let asked = again().any(Share::is_host);
        let talks = again().count() >= 2 && again().any(|share| share.named) && asked;
        if talks && covers_half(body, &lines) { lines } else { Vec::new() }
    }
}

/// Whether half of the text lies between the first of the lines and the last.
fn covers_half(body: &Body, lines: &[(usize, usize)]) -> bool {
    let place = |it: Option<&(usize, usize)>| it.map(|(index, _)| body.lines()[*index]);
    let (Some(first), Some(last)) = (place(lines.first()), place(lines.last())) else { return false };
    (last.end - first.start) as usize * 2 >= body.text().trim_end().len()
}

/// Bytes of the marks of quotes, items and cells that a line begins with.
fn lead(block: Block, text: &str) -> usize {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(' ');
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let marked = match block {
            Block::Quote if rest.starts_with('>') => 1,
            Block::Table if rest.starts_with('|') => 1,
            _ if ["- ", "* ", "+ "].iter().any(|mark| rest.starts_with(mark)) => 1,
            _ if (1..=9).contains(&digits) && rest[digits..].starts_with(". ") => digits + 1,
            _ => return text.len() - rest.len(),
        };
        rest = &rest[marked..];
    }
}
