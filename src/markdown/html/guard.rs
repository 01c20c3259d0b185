//! The pass before parsing that makes a plain CommonMark parser read Chinese.
//!
//! CommonMark 0.31.2 §6.2 lets `**` close after punctuation only if a space or punctuation follows; Chinese writes
//! `**重点。**然后`. Where the rule of markdown-cjk-friendly would accept what CommonMark refuses, a private-use character
//! (U+E000: neither space nor punctuation to a parser) is put between the run and its neighbour, and taken out of every
//! string that the parser gives back. It only ever stands between two characters that are no spaces, so lists, rules
//! and headings are unaffected; in code and addresses it goes in and comes out again.
//!
//! The same character disarms raw HTML that the policy would show as text anyway: the parser then never opens an HTML
//! block, which would swallow the Markdown behind it.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::{memchr, memchr2, memchr3, memmem};

use super::cjk::{is_cjk, is_shared_punctuation};
use super::raw;
use crate::config::HtmlPolicy;

/// The guard: first code point of the private use area.
pub const GUARD: char = '\u{E000}';
/// Its bytes in UTF-8.
pub(super) const GUARD_BYTES: [u8; 3] = [0xEE, 0x80, 0x80];
/// A guard beside another delimiter: `_` has rules of its own (§6.2 rules 2, 4, 6 and 8) and must go on to see
/// punctuation there, so one stands between it and the guard. It counts as ours only beside a guard.
const BEFORE_DELIMITER: &str = "\u{E000}\u{10AF6}";
const AFTER_DELIMITER: &str = "\u{10AF6}\u{E000}";
/// The bytes of the second half of a guard beside another delimiter.
pub(super) const PUNCTUATION_BYTES: [u8; 4] = [0xF0, 0x90, 0xAB, 0xB6];

/// Which repairs the pass makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GuardRules {
    /// Treat “ ” ‘ ’ … — beside a run of one to three like Chinese punctuation. Beyond the specification: it leaves
    /// `模型Claude**“引号”**GPT` broken.
    pub shared_punctuation: bool,
    /// Treat `~~` like `**`; the specification leaves this to a second one, for GFM's strikethrough.
    pub strikethrough: bool,
    /// Disarm the HTML that this policy shows as text; `Raw` leaves all HTML alone.
    pub policy: HtmlPolicy,
}

impl GuardRules {
    /// The rules that articles are read with.
    pub fn article(policy: HtmlPolicy) -> Self {
        Self { shared_punctuation: true, strikethrough: true, policy }
    }

    /// The published rule and nothing else.
    pub const SPECIFICATION: Self =
        Self { shared_punctuation: false, strikethrough: false, policy: HtmlPolicy::Raw };
}

/// First bytes of U+FFC0 to U+FFFF, among them the two that HTML forbids.
static LAST_OF_PLANE: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(b"\xEF\xBF"));
/// First bytes of U+FE00 to U+FE3F, among them the variation selectors.
static SELECTORS: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(b"\xEF\xB8"));

/// Appends `text`, which begins a line, with guards to `out`; a U+E000 of the author's own is dropped, and so are
/// U+FFFE and U+FFFF, which no HTML may hold.
pub fn push(text: &str, rules: GuardRules, out: &mut String) {
    out.reserve(text.len() + text.len() / 64);
    let bytes = text.as_bytes();
    if memchr(GUARD_BYTES[0], bytes).is_none()
        && LAST_OF_PLANE.find(bytes).is_none()
        && SELECTORS.find(bytes).is_none()
    {
        push_clean(text, rules, out);
    } else {
        push_clean(
            &with_selected_punctuation(&text.replace([GUARD, '\u{FFFE}', '\u{FFFF}'], "")),
            rules,
            out,
        );
    }
}

/// The specification reads punctuation with a variation selector as punctuation; the parser would see the selector
/// alone, and gets a punctuation of ours. Beside `*`, Chinese punctuation is for [`guard_run`].
fn with_selected_punctuation(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut copied = 0;
    for (at, mark) in text.match_indices(['_', '*', '~']) {
        let mut before = text[..at].chars().rev();
        let Some(selector @ '\u{FE00}'..='\u{FE0E}') = before.next() else { continue };
        let Some(character) = before.next() else { continue };
        let chinese = mark != "_" && stands_for_cjk(selector, Some(character));
        if is_punctuation(character) && !character.is_whitespace() && !chinese {
            out.push_str(&text[copied..at]);
            out.push_str(BEFORE_DELIMITER);
            copied = at;
        }
    }
    if copied == 0 {
        return text.into();
    }
    out.push_str(&text[copied..]);
    out.into()
}

fn push_clean(text: &str, rules: GuardRules, out: &mut String) {
    let mut copied = 0;
    let mut at = 0;
    // Where the last comment could end; looked for once, and only if one begins.
    let mut last_end = None;
    while let Some(found) = next_mark(&text.as_bytes()[at..], rules.policy) {
        let mark = at + found;
        let end = match text.as_bytes()[mark] {
            b'<' => {
                let mut closes = || {
                    mark < *last_end
                        .get_or_insert_with(|| memmem::rfind(text.as_bytes(), b"-->").unwrap_or(0))
                };
                guard_tag(text, mark, rules.policy, &mut closes, &mut copied, out);
                mark + 1
            }
            _ => guard_run(text, mark, rules, &mut copied, out),
        };
        at = end;
    }
    out.push_str(&text[copied..]);
}

fn next_mark(bytes: &[u8], policy: HtmlPolicy) -> Option<usize> {
    match policy {
        HtmlPolicy::Raw => memchr2(b'*', b'~', bytes),
        HtmlPolicy::Safe | HtmlPolicy::Text => memchr3(b'*', b'~', b'<', bytes),
    }
}

/// Guards one run of `*` or `~`; returns where it ends.
fn guard_run(text: &str, mark: usize, rules: GuardRules, copied: &mut usize, out: &mut String) -> usize {
    let bytes = text.as_bytes();
    let delimiter = bytes[mark];
    let end = mark + bytes[mark..].iter().take_while(|byte| **byte == delimiter).count();
    let start = if is_escaped(bytes, mark) { mark + 1 } else { mark };
    let length = end - start;
    if length == 0 || (delimiter == b'~' && (length != 2 || !rules.strikethrough)) {
        return end;
    }
    let mut earlier = text[..start].chars().rev();
    let (Some(before), Some(after)) = (earlier.next(), text[end..].chars().next()) else { return end };
    if before.is_whitespace() || after.is_whitespace() {
        return end;
    }
    let shared = rules.shared_punctuation && length <= 3;
    let counts = |character: char| is_cjk(character) || (shared && is_shared_punctuation(character));
    // Beside a CJK character the specification makes every run both left- and right-flanking, whatever else is near.
    if counts(after) || counts(before) || stands_for_cjk(before, earlier.next()) {
        // §6.2: punctuation behind the run closes the left side, unless punctuation stands before it, and vice versa.
        let (punctuation_before, punctuation_after) = (is_punctuation(before), is_punctuation(after));
        if punctuation_before && !punctuation_after {
            out.push_str(&text[*copied..start]);
            out.push_str(if is_delimiter(before) { AFTER_DELIMITER } else { "\u{E000}" });
            *copied = start;
        } else if punctuation_after && !punctuation_before {
            out.push_str(&text[*copied..end]);
            out.push_str(if is_delimiter(after) { BEFORE_DELIMITER } else { "\u{E000}" });
            *copied = end;
        }
    }
    end
}

/// Variation selectors take the nature of what they follow.
fn stands_for_cjk(before: char, two_before: Option<char>) -> bool {
    match u32::from(before) {
        0xe0100..=0xe01ef => true,
        0xfe01 => two_before.is_some_and(|two| is_cjk(two) || matches!(two, '“' | '”' | '‘' | '’')),
        0xfe00..=0xfe0e => two_before.is_some_and(is_cjk),
        _ => false,
    }
}

/// Whether an odd number of backslashes stands before `at`.
pub(super) fn is_escaped(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

/// Disarms a `<` that opens HTML which is to be shown as text, and keeps harmless inline elements from opening a block.
fn guard_tag(
    text: &str,
    mark: usize,
    policy: HtmlPolicy,
    closes: &mut dyn FnMut() -> bool,
    copied: &mut usize,
    out: &mut String,
) {
    let rest = &text[mark + 1..];
    let at = match raw::classify(rest, policy) {
        raw::Class::NoTag => return,
        raw::Class::Comment if closes() => return,
        raw::Class::Block if starts_line(text.as_bytes(), mark) => return,
        raw::Class::Inline if !starts_line(text.as_bytes(), mark) => return,
        raw::Class::Inline => mark,
        raw::Class::Comment | raw::Class::Block | raw::Class::Text => mark + 1,
    };
    out.push_str(&text[*copied..at]);
    out.push(GUARD);
    *copied = at;
}

/// Whether only indent and the marks of quotes and lists stand before `at` on its line.
fn starts_line(bytes: &[u8], at: usize) -> bool {
    let prefix =
        |byte: &u8| matches!(byte, b' ' | b'\t' | b'>' | b'*' | b'+' | b'-' | b'.' | b')' | b'0'..=b'9');
    bytes[..at].iter().rev().find(|byte| !prefix(byte)).is_none_or(|byte| *byte == b'\n')
}

/// Whether CommonMark takes a character that is no space for punctuation: all but letters, digits, marks and joiners.
pub(super) fn is_punctuation(character: char) -> bool {
    match u32::from(character) {
        ..0x80 => character.is_ascii_punctuation(),
        // Han, and what stands beside it, without the slow look-up.
        0x3400..=0x9fff => false,
        0x2010..=0x2027 | 0x3001..=0x3003 | 0x3008..=0x3011 | 0xff01..=0xff0f | 0xff1a..=0xff1f => true,
        0x300..=0x36f | 0x200b..=0x200f | 0x2060..=0x2064 | 0x20d0..=0x20ff | 0x302a..=0x302f => false,
        0x3099..=0x309a | 0xfe00..=0xfe0f | 0xfeff | 0xe000..=0xf8ff | 0xe0100..=0xe01ef => false,
        _ => !character.is_alphanumeric(),
    }
}

fn is_delimiter(character: char) -> bool {
    matches!(character, '*' | '_' | '~')
}

/// Takes the guards out of a string of the parser's.
pub(super) fn strip(text: &str) -> Cow<'_, str> {
    if memchr(GUARD_BYTES[0], text.as_bytes()).is_none() || !text.contains(GUARD) {
        return text.into();
    }
    if text.contains('\u{10AF6}') {
        return text.replace(BEFORE_DELIMITER, "").replace(AFTER_DELIMITER, "").replace(GUARD, "").into();
    }
    text.replace(GUARD, "").into()
}

#[cfg(test)]
mod tests;
