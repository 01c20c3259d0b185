//! Walks over the beginning of a line and takes a name together, through marks, tags, notes and times.

use super::super::names::words;
use super::super::reading::Emphasis;
use super::{BRACKETS, LONGEST, LONGEST_NOTE, LONGEST_TAG, Scan, is_colon, is_time};

/// Emphasis that is open.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
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

    pub(super) fn any(self) -> bool {
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

/// A walk over a line.
pub(super) struct Scanner<'t, 'n> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    pub(super) style: Style,
    pub(super) name: &'n mut String,
    letters: usize,
    /// Tags, highlights and marks of code that are open.
    tags: usize,
}

impl<'t, 'n> Scanner<'t, 'n> {
    /// Stands at byte `at` of `text`.
    pub(super) fn new(text: &'t str, at: usize, name: &'n mut String) -> Self {
        Self { text, at, style: Style::default(), name, letters: 0, tags: 0 }
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    pub(super) fn push(&mut self, letter: char) -> Option<()> {
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
    pub(super) fn inside_word(&self) -> bool {
        let word = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        let bytes = self.text.as_bytes();
        bytes[self.at] == b'_'
            && word(self.at.checked_sub(1).and_then(|at| bytes.get(at)))
            && word(bytes.get(self.at + 1))
    }

    /// Passes over runs of marks and the spaces between them.
    pub(super) fn skip_marks(&mut self) {
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
    pub(super) fn note(&mut self) -> Option<()> {
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
    pub(super) fn describes(&mut self) -> bool {
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

    /// Passes over signs that adorn a name: `◆ 记者：`, `🎤 主持人：`.
    pub(super) fn skip_signs(&mut self) {
        let rest = &self.text[self.at..];
        // Signs have two bytes or more.
        if !matches!(rest.as_bytes().first(), Some(b' ' | 0xC2 | 0xE2 | 0xEF | 0xF0)) {
            return;
        }
        let sign = |letter: char| matches!(letter, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}' | '\u{fe0f}' | '·' | '•' | ' ');
        let behind = rest.trim_start_matches(sign);
        if behind.len() < rest.len() && !behind.is_empty() {
            self.at = self.text.len() - behind.len();
        }
    }

    /// Passes over tags, highlights and marks of code that open here.
    pub(super) fn skip_tags(&mut self) {
        const TAGS: &[&str] =
            &["<b>", "<strong>", "<em>", "<i>", "<u>", "<mark", "<span", "<font", "==", "`"];
        let mut rest = &self.text[self.at..];
        if !rest.starts_with(['<', '=', '`']) {
            return;
        }
        while let Some(tag) = TAGS.iter().find(|tag| rest.starts_with(**tag)) {
            let end = if tag.starts_with('<') { end_of_tag(rest) } else { Some(tag.len() - 1) };
            let Some(end) = end else { return };
            rest = &rest[end + 1..];
            self.tags += 1;
            self.at = self.text.len() - rest.len();
        }
    }

    /// Passes over the end of one of them.
    pub(super) fn skip_closing_tag(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let end = match () {
            () if rest.starts_with("</") => end_of_tag(rest),
            () if rest.starts_with("==") => Some(1),
            () if rest.starts_with('`') => Some(0),
            () => None,
        };
        let Some(end) = end.filter(|_| self.tags > 0) else { return false };
        self.tags -= 1;
        self.at += end + 1;
        true
    }

    /// Whether the name is a letter with its number, which a dot follows: `Q1. 你好`.
    pub(super) fn is_numbered_letter(&self) -> bool {
        let rest = self.name.trim_start_matches(['Q', 'A', '问', '答']);
        let letters = self.name.chars().count() - rest.chars().count();
        letters == 1 && (1..=2).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Passes over the number that a question has: `3、主持人：`; whether there is one.
    pub(super) fn skip_number(&mut self) -> bool {
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
    pub(super) fn skip_bracketed_time(&mut self) {
        let rest = &self.text[self.at..];
        let rest = rest.strip_prefix('\\').unwrap_or(rest);
        if !rest.starts_with(['[', '（', '(', '【']) {
            return;
        }
        let closing = |(_, letter): &(usize, char)| matches!(letter, ']' | '）' | ')' | '】');
        let end = rest.char_indices().take(LONGEST).find(closing).map(|(end, _)| end);
        let Some(end) = end.filter(|end| is_time(&rest[..*end])) else { return };
        let behind = rest[end..].trim_start_matches(['\\', ']', '）', ')', '】', ' ', '\u{3000}']);
        self.at = self.text.len() - behind.len();
        self.skip_marks();
    }

    /// Passes over what stands for a colon and is none: a bar, dashes, the dot behind `Q1`.
    pub(super) fn skip_parting(&mut self, letter: char) -> bool {
        match letter {
            '｜' | '丨' | '|' => {}
            '—' | '–' => return self.skip_dashes(letter),
            '.' | '．' | '、' if self.is_numbered_letter() => {}
            _ => return false,
        }
        self.at += letter.len_utf8();
        true
    }

    /// A name that emphasis alone parts from the words.
    pub(super) fn bare(mut self, words: usize, length: usize, first: Style) -> Option<Scan<'n>> {
        // `**Q** 你好`.
        if matches!(self.name[..length].trim(), "Q" | "A" | "问" | "答") {
            self.at = words;
            self.name.truncate(length);
            self.style = Style::default();
            return self.after_colon(first, true);
        }
        let (bold, name) = (first.strong, self.name[..length].trim());
        let plausible = !name.is_empty() && name.chars().count() <= LONGEST;
        let open = Emphasis::None;
        plausible.then_some(Scan { name, words, open, bold, marked: true, colon: false, loose: false })
    }

    /// Passes over dashes that stand for a colon: two of them, or one with a space on each side.
    pub(super) fn skip_dashes(&mut self, dash: char) -> bool {
        let rest = &self.text[self.at..];
        let behind = rest.trim_start_matches(dash);
        let dashes = (rest.len() - behind.len()) / dash.len_utf8();
        let apart = self.text[..self.at].ends_with(' ') && behind.starts_with(' ');
        // Where nothing marks the name it has to be a part's or a long one: `周末——` begins a sentence.
        let name = self.name.trim();
        let long = name.contains([' ', '·']) || name.chars().count() > 2 && !name.is_ascii();
        let named = !name.is_empty() && (self.style.any() || long || words::is_part(name));
        let found = named && (dashes == 2 || dashes == 1 && apart);
        if found {
            self.at += rest.len() - behind.len();
        }
        found
    }

    /// A name that stands in brackets and has no colon: where the words behind it begin.
    pub(super) fn in_brackets(&self) -> Option<usize> {
        let text = &self.text[self.at..];
        let rest = text.strip_prefix('\\').unwrap_or(text);
        let (open, close) = BRACKETS.iter().find(|(open, _)| rest.starts_with(*open))?;
        let inner = &rest[open.len_utf8()..];
        let end = inner.char_indices().take(LONGEST).find(|(_, letter)| letter == close)?.0;
        let name = inner[..end].trim_end_matches('\\');
        let behind = inner[end + close.len_utf8()..].trim_start_matches(['*', '_', ' ']);
        let parted = behind.starts_with(|letter| is_colon(letter) || matches!(letter, '|' | '｜' | '丨'));
        // `（B）` is an option, `[text](address)` a link.
        let lettered = name.len() == 1 && !matches!(name, "Q" | "A");
        let linked = *open == '[' && behind.starts_with(['(', '[', ':']);
        (!parted && !linked && !lettered && !name.is_empty() && !name.contains('['))
            .then(|| self.at + (text.len() - rest.len()) + open.len_utf8() + end + close.len_utf8())
    }

    pub(super) fn after_brackets(mut self, end: usize, first: Style) -> Option<Scan<'n>> {
        let inner = &self.text[self.at..end];
        let bracket = |letter| {
            letter == '\\' || BRACKETS.iter().any(|(open, close)| letter == *open || letter == *close)
        };
        self.name.push_str(inner.trim_matches(bracket).trim());
        self.at = end;
        self.after_colon(first, true)
    }

    /// Passes over the time whose colon is here, `林若川 00:03:21`; whether it has seconds.
    pub(super) fn take_time(&mut self) -> Option<bool> {
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

    pub(super) fn after_colon(mut self, first: Style, loose: bool) -> Option<Scan<'n>> {
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
                Some('<' | '=' | '`') if self.skip_closing_tag() => {}
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
        if self.tags > 0 {
            return None;
        }
        self.skip_time_behind(loose);
        let open = self.style.emphasis();
        let name = self.name.trim();
        Some(Scan { name, words: self.at, open, bold: first.strong, marked: first.any(), colon: true, loose })
    }

    /// Passes over a transcript's time between what stands for a colon and the words: `林若川 | 00:03:21`.
    pub(super) fn skip_time_behind(&mut self, loose: bool) {
        let rest = &self.text[self.at..];
        let time = rest.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b':').count();
        let ends = rest[time..].starts_with([' ', '\n']) || rest.len() == time;
        if loose && ends && is_time(&rest[..time]) {
            self.at += time + rest[time..].bytes().take_while(|byte| *byte == b' ').count();
        }
    }

    /// Passes over one run of marks, which closes what is open.
    pub(super) fn skip_one_run(&mut self) {
        let bytes = self.text.as_bytes();
        let mark = bytes[self.at];
        let run = bytes[self.at..].iter().take_while(|byte| **byte == mark).count();
        self.style.toggle(run);
        self.at += run;
    }
}

/// Where the tag ends that `text` begins with.
fn end_of_tag(text: &str) -> Option<usize> {
    memchr::memchr(b'>', &text.as_bytes()[..text.len().min(LONGEST_TAG)])
}
