//! The printed name at the beginning of a logical line.
//!
//! In comes a line's text; out goes a [`Scan`], if the line begins like a label. Only form is judged here: any run of
//! emphasis marks, any colon. Invariant: looks at no more than the longest label's length, but for the end of the line.

mod scanner;
#[cfg(test)]
mod tests;

use super::names;
use super::reading::Emphasis;
use scanner::Scanner;

/// Letters of the longest label, brackets apart.
const LONGEST: usize = 26;
/// Letters of the longest note in brackets.
const LONGEST_NOTE: usize = 40;

/// Brackets that a name without a colon may stand in.
const BRACKETS: &[(char, char)] =
    &[('【', '】'), ('（', '）'), ('(', ')'), ('[', ']'), ('「', '」'), ('〖', '〗')];

/// Bytes of the longest tag.
const LONGEST_TAG: usize = 120;

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

/// Looks for a label at the beginning of `text`, which is a line without what begins its block; `name` is where the
/// name is put together.
pub(super) fn scan<'n>(text: &str, name: &'n mut String) -> Option<Scan<'n>> {
    name.clear();
    let at = text.len() - text.trim_start_matches([' ', '\u{3000}', '\u{200b}', '\t']).len();
    let mut scanner = Scanner::new(text, at, name);
    scanner.skip_signs();
    scanner.skip_marks();
    scanner.skip_tags();
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
            letter if scanner.skip_parting(letter) => return scanner.after_colon(first, true),
            '*' | '_' if !scanner.inside_word() => {
                scanner.skip_marks();
                if first.any() && !scanner.style.any() && bare_end.is_none() && !scanner.name.is_empty() {
                    bare_end = Some((scanner.at, scanner.name.len()));
                }
            }
            '<' | '=' | '`' if scanner.skip_closing_tag() => {}
            '（' | '(' => scanner.note()?,
            '，' | ',' if first.any() && scanner.describes() => {}
            '/' | '、' if names::words::is_part(scanner.name) => scanner.push(' ')?,
            // An author's `\:` is no label's colon.
            '\\' if scanner.text[scanner.at + 1..].starts_with(':') => return None,
            '\\' => scanner.at += 1,
            letter if ends_label(letter) => break,
            letter => scanner.push(letter)?,
        }
    }
    let (words, length) = bare_end?;
    scanner.bare(words, length, first)
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
