//! The printed name at the beginning of a logical line.
//!
//! In comes a line's text; out goes a [`Scan`], if the line begins like a label. Only form is judged here: any run of
//! emphasis marks, any colon. Invariant: looks at no more than the longest label's length, but for the end of the line.

#[cfg(test)]
mod tests;

use super::reading::Emphasis;

/// Letters of the longest label, brackets apart.
const LONGEST: usize = 26;
/// Letters of the longest note in brackets.
const LONGEST_NOTE: usize = 40;

/// Brackets that a name without a colon may stand in.
const BRACKETS: &[(char, char)] =
    &[('【', '】'), ('（', '）'), ('(', ')'), ('[', ']'), ('「', '」'), ('〖', '〗')];

/// What a line begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scan<'n> {
    /// As printed, without marks.
    pub(super) name: &'n str,
    /// Offset of the words.
    pub(super) words: usize,
    /// Emphasis still open there.
    pub(super) open: Emphasis,
    /// The name is bold.
    pub(super) bold: bool,
    /// The name is bold or italic.
    pub(super) marked: bool,
    /// A colon stands behind it, or what some write for one.
    pub(super) colon: bool,
    /// It is no colon: a bar, a dash, brackets around the name, a time; or a number stands before the name. Only what is a name beyond doubt is a label then.
    pub(super) loose: bool,
}

#[derive(Clone, Copy, Default)]
struct Style {
    strong: bool,
    em: bool,
}

impl Style {
    fn toggle(&mut self, run: usize) {
        match run {
            1 => self.em = !self.em,
            3 => {
                self.em = !self.em;
                self.strong = !self.strong;
            }
            // Four marks close one bold and open the next.
            run if run.is_multiple_of(4) => {}
            _ => self.strong = !self.strong,
        }
    }

    fn any(self) -> bool {
        self.strong || self.em
    }

    fn emphasis(self) -> Emphasis {
        match (self.strong, self.em) {
            (true, true) => Emphasis::StrongEm,
            (true, false) => Emphasis::Strong,
            (false, true) => Emphasis::Em,
            (false, false) => Emphasis::None,
        }
    }
}

struct Scanner<'t, 'n> {
    text: &'t str,
    at: usize,
    style: Style,
    name: &'n mut String,
    letters: usize,
}

/// Looks for a label at the beginning of `text`, which is a line without what begins its block; `name` is where the
/// name is put together.
pub(super) fn scan<'n>(text: &str, name: &'n mut String) -> Option<Scan<'n>> {
    name.clear();
    let at = text.len() - text.trim_start_matches([' ', '\u{3000}', '\u{200b}', '\t']).len();
    let mut scanner = Scanner { text, at, style: Style::default(), name, letters: 0 };
    scanner.skip_marks();
    let numbered = scanner.skip_number();
    scanner.skip_bracketed_time();
    let first = scanner.style;
    if let Some(end) = scanner.in_brackets() {
        return scanner.after_brackets(end, first);
    }
    let mut bare_end = None;
    while let Some(letter) = scanner.peek() {
        match letter {
            ':' => match scanner.take_time() {
                None => return scanner.after_colon(first, numbered),
                // A time before the name.
                Some(_) if scanner.name.is_empty() => {}
                Some(seconds) => {
                    let mut scan = scanner.after_colon(first, true)?;
                    // A transcript's own time, not one of day.
                    scan.loose = !seconds;
                    return Some(scan);
                }
            },
            letter if is_colon(letter) => return scanner.after_colon(first, numbered),
            '｜' | '丨' | '|' => {
                scanner.at += letter.len_utf8();
                return scanner.after_colon(first, true);
            }
            '—' | '–' if scanner.skip_dashes(letter) => return scanner.after_colon(first, true),
            '*' | '_' if !scanner.inside_word() => {
                scanner.skip_marks();
                if first.any() && !scanner.style.any() && bare_end.is_none() && !scanner.name.is_empty() {
                    bare_end = Some((scanner.at, scanner.name.len()));
                }
            }
            '（' | '(' => scanner.note()?,
            '，' | ',' if first.any() && scanner.describes() => {}
            // An author's `\:` is no label's colon.
            '\\' if scanner.text[scanner.at + 1..].starts_with(':') => return None,
            '\\' => scanner.at += 1,
            letter if ends_label(letter) => break,
            letter => scanner.push(letter)?,
        }
    }
    let (words, length) = bare_end?;
    let name = scanner.name[..length].trim();
    let plausible = !name.is_empty() && name.chars().count() <= LONGEST;
    plausible.then_some(Scan {
        name,
        words,
        open: Emphasis::None,
        bold: first.strong,
        marked: true,
        colon: false,
        loose: false,
    })
}

/// Whether a letter stands where others write a colon.
pub(super) fn is_colon(letter: char) -> bool {
    matches!(letter, ':' | '：' | '∶' | '︰' | '﹕')
}

/// Marks that no name holds.
fn ends_label(letter: char) -> bool {
    matches!(
        letter,
        '。' | '？'
            | '！'
            | '，'
            | '；'
            | '…'
            | '?'
            | '!'
            | ','
            | ';'
            | '<'
            | '>'
            | '='
            | '#'
            | '\n'
            | '~'
            | '～'
    ) || matches!(letter, '、' | '/' | '→' | '+' | '"' | '`' | '$' | '%' | '&' | '{' | '}')
}

impl<'n> Scanner<'_, 'n> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn push(&mut self, letter: char) -> Option<()> {
        self.at += letter.len_utf8();
        if matches!(letter, '\u{200b}'..='\u{200d}' | '\u{feff}') {
            return Some(());
        }
        if letter.is_whitespace() {
            if !self.name.is_empty() && !self.name.ends_with(' ') {
                self.name.push(' ');
            }
            return Some(());
        }
        self.letters += 1;
        self.name.push(letter);
        (self.letters <= LONGEST).then_some(())
    }

    /// Whether the underscore here joins a word.
    fn inside_word(&self) -> bool {
        let word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = self.text.as_bytes();
        bytes[self.at] == b'_'
            && word(self.at.checked_sub(1).and_then(|at| bytes.get(at)))
            && word(bytes.get(self.at + 1))
    }

    /// Passes over runs of marks and the spaces between them.
    fn skip_marks(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(mark @ (b'*' | b'_')) = bytes.get(self.at).copied() {
            let run = bytes[self.at..].iter().take_while(|byte| **byte == mark).count();
            self.style.toggle(run);
            self.at += run;
            let spaces = bytes[self.at..].iter().take_while(|byte| **byte == b' ').count();
            if matches!(bytes.get(self.at + spaces), Some(b'*' | b'_')) {
                self.at += spaces;
            }
        }
    }

    /// Takes a note in brackets into the name.
    fn note(&mut self) -> Option<()> {
        let rest = &self.text[self.at..];
        let end = rest.char_indices().take(LONGEST_NOTE).find(|(_, letter)| matches!(letter, '）' | ')'));
        let (end, closing) = end?;
        let end = end + closing.len_utf8();
        let note = &rest[..end];
        if self.name.is_empty() || note.contains(['。', '？', '！', '\n']) {
            return None;
        }
        if !is_time(note) {
            self.name.extend(note.chars().filter(|letter| !matches!(letter, '*')));
        }
        self.at += end;
        Some(())
    }

    /// Takes a description behind the name into it: `林若川，北窗科技创始人：`, bold up to the colon.
    fn describes(&mut self) -> bool {
        const LONGEST: usize = 24;
        let rest = &self.text[self.at..];
        let end = rest.char_indices().take(LONGEST).find(|(_, letter)| matches!(letter, '：' | ':'));
        let Some((end, colon)) = end else { return false };
        let described = &rest[..end];
        let closes = rest[end + colon.len_utf8()..].trim_start().starts_with(['*', '_']);
        if self.name.is_empty() || !closes || described.contains(['。', '？', '！', '*', '；']) {
            return false;
        }
        self.name.push_str(described);
        self.at += end;
        true
    }

    /// Passes over the number that a question has: `3、主持人：`; whether there is one.
    fn skip_number(&mut self) -> bool {
        const DIGITS: usize = 3;
        let rest = &self.text[self.at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let parted = rest[digits..].strip_prefix(['、', '．', '.', '）', ')', '\\']);
        let Some(behind) = parted.filter(|_| (1..=DIGITS).contains(&digits)) else { return false };
        let behind = behind.trim_start_matches(['.', ')', ' ', '\u{3000}']);
        // 3.5 is a number of its own.
        if behind.starts_with(|letter: char| letter.is_ascii_digit()) {
            return false;
        }
        self.at = self.text.len() - behind.len();
        self.skip_marks();
        true
    }

    /// Passes over the time that a transcript prints before the name: `[00:03:21] 林若川：`.
    fn skip_bracketed_time(&mut self) {
        let rest = self.text[self.at..].trim_start_matches('\\');
        let end = rest.find([']', '）', ')', '】']).filter(|end| *end <= LONGEST);
        let Some(end) = end.filter(|end| rest.starts_with(['[', '（', '(', '【']) && is_time(&rest[..*end]))
        else {
            return;
        };
        let behind = rest[end..].trim_start_matches(['\\', ']', '）', ')', '】', ' ', '\u{3000}']);
        self.at = self.text.len() - behind.len();
        self.skip_marks();
    }

    /// Passes over dashes that stand for a colon: two of them, or one with a space on each side.
    fn skip_dashes(&mut self, dash: char) -> bool {
        let rest = &self.text[self.at..];
        let behind = rest.trim_start_matches(dash);
        let dashes = (rest.len() - behind.len()) / dash.len_utf8();
        let apart = self.text[..self.at].ends_with(' ') && behind.starts_with(' ');
        let found = !self.name.is_empty() && (dashes == 2 || dashes == 1 && apart);
        if found {
            self.at += rest.len() - behind.len();
        }
        found
    }

    /// A name that stands in brackets and has no colon: where the words behind it begin.
    fn in_brackets(&self) -> Option<usize> {
        let text = &self.text[self.at..];
        let rest = text.strip_prefix('\\').unwrap_or(text);
        let (open, close) = BRACKETS.iter().find(|(open, _)| rest.starts_with(*open))?;
        let inner = &rest[open.len_utf8()..];
        let end = inner.char_indices().take(LONGEST).find(|(_, letter)| letter == close)?.0;
        let name = inner[..end].trim_end_matches('\\');
        let behind = inner[end + close.len_utf8()..].trim_start_matches(['*', '_', ' ']);
        let parted = behind.starts_with(|letter| is_colon(letter) || matches!(letter, '|' | '｜' | '丨'));
        // `[text](address)`, `[1]`, `[]`.
        let linked = *open == '[' && behind.starts_with(['(', '[', ':']);
        (!parted && !linked && !name.is_empty() && !name.contains('['))
            .then(|| self.at + (text.len() - rest.len()) + open.len_utf8() + end + close.len_utf8())
    }

    fn after_brackets(mut self, end: usize, first: Style) -> Option<Scan<'n>> {
        let inner = &self.text[self.at..end];
        let bracket = |letter| {
            letter == '\\' || BRACKETS.iter().any(|(open, close)| letter == *open || letter == *close)
        };
        self.name.push_str(inner.trim_matches(bracket).trim());
        self.at = end;
        self.after_colon(first, true)
    }

    /// Passes over the time whose colon is here, `林若川 00:03:21`; whether it has seconds.
    fn take_time(&mut self) -> Option<bool> {
        let hours = self.name.bytes().rev().take_while(u8::is_ascii_digit).count();
        let rest = &self.text.as_bytes()[self.at + 1..];
        let two = |rest: &[u8]| rest.len() >= 2 && rest[..2].iter().all(u8::is_ascii_digit);
        if !(1..=2).contains(&hours) || !two(rest) {
            return None;
        }
        let seconds = rest.get(2) == Some(&b':') && two(&rest[3..]);
        let length = if seconds { 5 } else { 2 };
        if !seconds && hours == 1 || rest.get(length).is_some_and(u8::is_ascii_digit) {
            return None;
        }
        self.name.truncate(self.name.len() - hours);
        self.letters -= hours;
        self.at += 1 + length;
        Some(seconds)
    }

    fn after_colon(mut self, first: Style, loose: bool) -> Option<Scan<'n>> {
        let name = self.name.trim();
        if name.is_empty() || (name.contains('[') && !name.contains(']')) {
            return None;
        }
        let rest = &self.text[self.at..];
        let number = name.ends_with(|letter: char| letter.is_ascii_digit());
        let next = rest.chars().nth(1).filter(|_| !loose);
        if rest.starts_with("://")
            || (number && rest.starts_with(':') && next.is_some_and(|letter| letter.is_ascii_digit()))
        {
            return None;
        }
        loop {
            match self.peek() {
                Some(letter)
                    if is_colon(letter) || matches!(letter, ' ' | '\u{3000}' | '\u{200b}' | '\t') =>
                {
                    self.at += letter.len_utf8();
                }
                Some('*' | '_') if self.style.any() => {
                    let before = self.at;
                    self.skip_one_run();
                    if self.at == before {
                        break;
                    }
                }
                _ => break,
            }
        }
        let open = self.style.emphasis();
        let name = self.name.trim();
        Some(Scan { name, words: self.at, open, bold: first.strong, marked: first.any(), colon: true, loose })
    }

    /// Passes over one run of marks, which closes what is open.
    fn skip_one_run(&mut self) {
        let bytes = self.text.as_bytes();
        let mark = bytes[self.at];
        let run = bytes[self.at..].iter().take_while(|byte| **byte == mark).count();
        self.style.toggle(run);
        self.at += run;
    }
}

/// Whether brackets hold a time alone: `（03:21`.
fn is_time(note: &str) -> bool {
    let bare = note.trim_matches(['（', '(', '[', '【', '）', ')', ' ', '\\']);
    bare.contains([':', '：'])
        && bare
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, ':' | '：' | '.' | ' ' | '-'))
}

/// Whether the words from `words` on stand in the emphasis that the label opened up to the end of the line.
pub(super) fn is_whole(text: &str, words: usize, open: Emphasis) -> bool {
    if open == Emphasis::None {
        return false;
    }
    let rest = text[words..].trim_end();
    let inner = rest.trim_end_matches(['*', '_']);
    inner.len() < rest.len() && !inner.contains("**")
}
