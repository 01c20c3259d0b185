//! A paragraph cut into what emphasis may and may not stand in.
//!
//! In comes a unit's text; out go tokens that cover it. Invariant: linear time, whatever the text holds; code, pictures
//! and addresses are opaque.

use super::addresses;

/// A piece of a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// [`STRONG`] and [`EM`], once resolved.
    pub(super) style: u8,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words, or something opaque that stands for words (code, an address).
    Core,
    /// White space beside a run, a bracket or a line's end.
    Space,
    /// A picture.
    Image,
    /// `[` of a link.
    Open,
    /// `](address)` of a link.
    Close,
    /// A hard break.
    Break,
    /// A run of `*` or `_`.
    Run(u8),
    /// A run that is meant as it stands.
    Literal,
    /// A run that has done its work.
    Gone,
}

/// The bit of `**`.
pub(super) const STRONG: u8 = 1;
/// The bit of `_`.
pub(super) const EM: u8 = 2;

/// Cuts `text` up, into `tokens`, which are emptied first.
pub(super) fn cut(text: &str, tokens: &mut Vec<Token>) {
    tokens.clear();
    let bytes = text.as_bytes();
    // An address is read once for the `](` before it; twice is plenty, and keeps hostile input linear.
    let budget = 2 * bytes.len();
    Cutter { text, bytes, tokens, core: 0, open: Vec::new(), no_angle: 0, budget, code_budget: budget }.run();
}

struct Cutter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    tokens: &'a mut Vec<Token>,
    /// Where the words begin that no token holds yet.
    core: usize,
    /// Tokens of `[` without their `]`, with whether each begins a picture.
    open: Vec<(usize, bool)>,
    /// No `>` closes a `<` before here.
    no_angle: usize,
    /// Bytes that may still be read in search of the ends of addresses.
    budget: usize,
    /// The same in search of the ends of code.
    code_budget: usize,
}

impl Cutter<'_> {
    fn run(&mut self) {
        let mut at = 0;
        loop {
            at += letters(&self.bytes[at..]);
            if at >= self.bytes.len() {
                break;
            }
            at = match self.bytes[at] {
                b'\\' => at + 1 + usize::from(self.bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation)),
                b'*' | b'_' => self.marks(at),
                b'`' => self.code(at),
                b'[' => self.bracket(at),
                b']' => self.close(at),
                b'<' => self.angle(at),
                b':' if self.bytes[at..].starts_with(b"://") => addresses::bare(self.bytes, at),
                b'\n' => self.token(Kind::Break, at, at + 1),
                _ => at + 1,
            };
        }
        self.flush(self.bytes.len());
        // A `[` that nothing closed is a word like any other.
        for (token, _) in std::mem::take(&mut self.open) {
            self.tokens[token].kind = Kind::Core;
        }
    }

    /// Ends the words before `end`, white space at their edges apart.
    fn flush(&mut self, end: usize) {
        let words = &self.text[self.core..end];
        let inner = words.trim_matches([' ', '\t', '\u{3000}']);
        let lead = if inner.is_empty() {
            words.len()
        } else {
            words.len() - words.trim_start_matches([' ', '\t', '\u{3000}']).len()
        };
        let start = self.core + lead;
        for (kind, from, to) in [
            (Kind::Space, self.core, start),
            (Kind::Core, start, start + inner.len()),
            (Kind::Space, start + inner.len(), end),
        ] {
            if from < to {
                self.tokens.push(Token { kind, start: from, end: to, style: 0 });
            }
        }
        self.core = end;
    }

    fn token(&mut self, kind: Kind, start: usize, end: usize) -> usize {
        self.flush(start);
        self.tokens.push(Token { kind, start, end, style: 0 });
        self.core = end;
        end
    }

    fn marks(&mut self, at: usize) -> usize {
        let mark = self.bytes[at];
        let end = at + self.bytes[at..].iter().take_while(|byte| **byte == mark).count();
        let word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let before = at.checked_sub(1).map(|before| &self.bytes[before]);
        let after = self.bytes.get(end);
        // snake_case is a word, and x_{n} is TeX.
        let is_tex = before == Some(&b'}') || after == Some(&b'{');
        if mark == b'_' && ((word(before) && word(after)) || (is_tex && end == at + 1)) {
            return end;
        }
        self.token(Kind::Run(mark), at, end)
    }

    fn code(&mut self, at: usize) -> usize {
        let length = addresses::run_of(self.bytes, at);
        addresses::code(self.bytes, at, &mut self.code_budget).unwrap_or(at + length)
    }

    fn bracket(&mut self, at: usize) -> usize {
        let picture = at > 0 && self.bytes[at - 1] == b'!' && self.core < at;
        let start = if picture { at - 1 } else { at };
        let end = self.token(Kind::Open, start, at + 1);
        self.open.push((self.tokens.len() - 1, picture));
        end
    }

    fn close(&mut self, at: usize) -> usize {
        let Some((token, picture)) = self.open.pop() else { return at + 1 };
        let Some(end) = addresses::destination(self.bytes, at + 1, &mut self.budget) else {
            self.tokens[token].kind = Kind::Core;
            return at + 1;
        };
        if picture {
            let start = self.tokens[token].start;
            self.tokens.truncate(token);
            self.tokens.push(Token { kind: Kind::Image, start, end, style: 0 });
            self.core = end;
            end
        } else {
            self.token(Kind::Close, at, end)
        }
    }

    /// `<https://…>` and HTML tags are opaque.
    fn angle(&mut self, at: usize) -> usize {
        let is_tag = self.bytes.get(at + 1).is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'/');
        if !is_tag || self.no_angle > at {
            return at + 1;
        }
        match memchr::memchr3(b'>', b'<', b'\n', &self.bytes[at + 1..]) {
            Some(length) if self.bytes[at + 1 + length] == b'>' => at + length + 2,
            Some(length) => at + 1 + length,
            None => {
                self.no_angle = self.bytes.len();
                at + 1
            }
        }
    }
}

/// How many bytes `bytes` begins with that are no ASCII: most of Chinese text, and nothing that a mark begins with.
fn letters(bytes: &[u8]) -> usize {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let (words, _) = bytes.as_chunks::<8>();
    let whole = words.iter().take_while(|word| u64::from_ne_bytes(**word) & HIGH == HIGH).count() * 8;
    whole + bytes[whole..].iter().take_while(|byte| !byte.is_ascii()).count()
}
