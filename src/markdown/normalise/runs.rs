//! Decides what each run of marks does: switch bold, switch italics, nothing, or stand as it is.
//!
//! In come tokens; out go the same tokens with a style on each word. Invariant: what is switched on is switched off
//! again within the unit.

use super::tokens::{EM, Kind, STRONG, Token};

/// The runs of a unit; a buffer that is used again.
#[derive(Debug, Default)]
pub(super) struct Runs {
    runs: Vec<Run>,
    flips: Vec<u8>,
}

#[derive(Debug, Clone, Copy)]
struct Run {
    token: usize,
    mark: u8,
    length: usize,
    /// Something stands right behind it.
    left: bool,
    /// Something stands right before it.
    right: bool,
    /// Nothing but marks stands before it on its line.
    first: bool,
}

impl Run {
    /// The part of its length that is about bold.
    fn strong(&self) -> usize {
        if self.mark == b'*' || self.length <= 3 { self.length & !1 } else { 0 }
    }

    /// Whether it is an odd number of bold switches.
    fn is_odd(&self) -> bool {
        self.strong() % 4 == 2
    }
}

impl Runs {
    /// Gives every word its style and every run its fate.
    pub(super) fn resolve(&mut self, text: &str, tokens: &mut [Token]) {
        self.collect(text, tokens);
        self.flips.clear();
        self.flips.resize(self.runs.len(), 0);
        self.strong();
        self.em(b'_');
        self.em(b'*');
        self.apply(tokens);
    }

    fn collect(&mut self, text: &str, tokens: &[Token]) {
        self.runs.clear();
        let bytes = text.as_bytes();
        let mut first = true;
        for (index, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Run(mark) => {
                    let solid = |byte: Option<&u8>| byte.is_some_and(|byte| !byte.is_ascii_whitespace());
                    self.runs.push(Run {
                        token: index,
                        mark,
                        length: token.end - token.start,
                        left: solid(bytes.get(token.end)),
                        right: token.start > 0 && solid(bytes.get(token.start - 1)),
                        first,
                    });
                }
                Kind::Break => first = true,
                Kind::Space => {}
                _ => first = false,
            }
        }
    }

    fn strong(&mut self) {
        let mut odd_behind = self.runs.iter().filter(|run| run.is_odd()).count();
        let mut behind = self.runs.iter().filter(|run| run.strong() > 0).count();
        let mut on = false;
        for at in 0..self.runs.len() {
            let run = self.runs[at];
            if run.strong() == 0 {
                continue;
            }
            behind -= 1;
            odd_behind -= usize::from(run.is_odd());
            let flips = match (run.is_odd(), on) {
                (true, true) => true,
                (true, false) => behind > 0 && (run.left || !run.right),
                // `****` inside bold is two bolds that touch, unless nothing else closes the bold.
                (false, true) => odd_behind % 2 == 0,
                // `****` outside is empty, unless it is how a label's nested bold begins.
                (false, false) => {
                    let next = self.runs[at + 1..].iter().find(|next| next.strong() > 0);
                    run.first
                        && run.left
                        && next.is_some_and(|next| {
                            odd_behind % 2 == 1 || odd_behind == 0 || (next.right && !next.left)
                        })
                }
            };
            if flips {
                self.flips[at] |= STRONG;
                on = !on;
            }
        }
        if on {
            self.unflip(STRONG);
        }
    }

    /// Takes back the last switch of `bit`, which nothing closes.
    fn unflip(&mut self, bit: u8) {
        if let Some(last) = self.flips.iter_mut().rev().find(|flips| **flips & bit != 0) {
            *last &= !bit;
        }
    }

    fn em(&mut self, mark: u8) {
        let is_em = |run: &Run| run.mark == mark && run.length % 2 == 1 && (mark == b'*' || run.length <= 3);
        let can_open = |run: &Run| if mark == b'_' { run.left || !run.right } else { run.left };
        let can_close = |run: &Run| if mark == b'_' { run.right || !run.left } else { run.right };
        let mut closers = self.runs.iter().filter(|run| is_em(run) && can_close(run)).count();
        let mut on = false;
        for at in 0..self.runs.len() {
            let run = self.runs[at];
            if !is_em(&run) {
                continue;
            }
            closers -= usize::from(can_close(&run));
            if if on { can_close(&run) } else { can_open(&run) && closers > 0 } {
                self.flips[at] |= EM;
                on = !on;
            }
        }
        if on {
            self.unflip(EM);
        }
    }

    fn apply(&self, tokens: &mut [Token]) {
        let mut style = 0;
        let mut next = 0;
        for (index, token) in tokens.iter_mut().enumerate() {
            match self.runs.get(next).filter(|run| run.token == index) {
                Some(run) => {
                    let flips = self.flips[next];
                    style ^= flips;
                    next += 1;
                    let single = run.length == 1 && flips == 0;
                    let apart = run.length == 2 && flips == 0 && !run.left && !run.right;
                    token.kind = if single || apart { Kind::Literal } else { Kind::Gone };
                    token.style = style;
                }
                None => token.style = style,
            }
        }
    }
}
