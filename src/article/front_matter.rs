//! YAML front matter: the text between two `---` lines at the head of a file.
//!
//! In comes a [`Head`], which is filled; out goes the byte behind the closing fence. Invariant: every fault is located
//! in the author's file, and one fault does not hide what can be read beside it.

use std::borrow::Cow;
use std::ops::Range;

use super::head::Head;
use super::yaml::{self, Entry};
use super::{keys, lines, values};
use crate::diagnostic::{Code, Diagnostic};

/// Where front matter stands in a file.
struct Block {
    /// The line that opens it.
    fence: Range<usize>,
    /// What stands between the fences.
    yaml: Range<usize>,
    /// Where the body begins.
    after: usize,
    closed: bool,
}

/// Reads the front matter at byte `start`, if there is any; gives the byte behind it.
pub(super) fn read(head: &mut Head<'_>, start: usize) -> usize {
    let Some(block) = find(head.text, start) else {
        return skip_toml(head, start);
    };
    if !block.closed {
        let fault = Diagnostic::error(Code::UnclosedFrontMatter, "the front matter never ends");
        head.report(block.fence.clone(), fault.help("put a line `---` behind its last key"));
    }
    let yaml = &head.text[block.yaml.clone()];
    let repaired = mend_wide_colons(head, yaml, block.yaml.start);
    match yaml::parse(&repaired) {
        Ok(entries) => fill(head, entries, block.yaml.start),
        Err(fault) => explain(head, &repaired, &fault, block.yaml.start),
    }
    block.after
}

/// Front matter of another kind, as Hugo and Zola have it: named, and left out of the body.
fn skip_toml(head: &mut Head<'_>, start: usize) -> usize {
    let text = head.text;
    let first = lines::at(text, lines::skip_blank(text, start));
    let inner = lines::after(text, &first);
    if text[first.clone()].trim_end() != "+++" {
        return start;
    }
    let Some((close, _)) = lines::each(&text[inner..]).find(|(_, line)| line.trim_end() == "+++") else {
        return start;
    };
    head.unreadable = true;
    let fault = Diagnostic::error(Code::BadFrontMatter, "the front matter is TOML");
    head.report(
        first,
        fault.help("write it as YAML between two `---` lines; `fangtan import` does that for you"),
    );
    lines::after(text, &lines::at(text, inner + close))
}

/// A first line `---` opens front matter only if keys follow; else it is a thematic break.
fn find(text: &str, start: usize) -> Option<Block> {
    let start = lines::skip_blank(text, start);
    let fence = lines::at(text, start);
    if text[fence.clone()].trim_end() != "---" {
        return None;
    }
    let first = lines::after(text, &fence);
    let mut at = first;
    let mut paragraph_end = None;
    let mut has_keys = false;
    while at < text.len() {
        let line = lines::at(text, at);
        let content = text[line.clone()].trim_end();
        if matches!(content, "---" | "...") {
            let keys = has_keys || text[first..at].trim().is_empty();
            return keys.then(|| Block {
                fence,
                yaml: first..at,
                after: lines::after(text, &line),
                closed: true,
            });
        }
        if content.is_empty() {
            paragraph_end = paragraph_end.or(Some(at));
        }
        has_keys |= paragraph_end.is_none() && is_key_line(content);
        at = lines::after(text, &line);
    }
    let end = paragraph_end.unwrap_or(text.len());
    has_keys.then_some(Block { fence, yaml: first..end, after: end, closed: false })
}

fn is_key_line(line: &str) -> bool {
    let (name, wide) = match (line.split_once(':'), line.split_once('：')) {
        (Some((name, _)), wide) if wide.is_none_or(|(other, _)| name.len() < other.len()) => (name, false),
        (_, Some((name, _))) => (name, true),
        _ => return false,
    };
    let name = name.trim_matches(['"', '\'', ' ']);
    let plain = !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    plain || (!wide && keys::in_front_matter(name).is_some())
}

/// Reports each `title： …` and reads it as what was meant. The replacement has the same length, so offsets stay true.
fn mend_wide_colons<'t>(head: &mut Head<'_>, yaml: &'t str, start: usize) -> Cow<'t, str> {
    let mut mended = Cow::Borrowed(yaml);
    for (at, line) in lines::each(yaml) {
        let Some((name, rest)) = line.split_once('：') else { continue };
        let starts_a_key = !line.starts_with([' ', '\t', '#', '-', '"', '\'']) && !name.contains(':');
        if !starts_a_key || !(is_key_line(line) || keys::in_front_matter(name.trim()).is_some()) {
            continue;
        }
        let colon = at + name.len();
        mended.to_mut().replace_range(colon..colon + '：'.len_utf8(), ":  ");
        let name = name.trim();
        let message = format!("full-width colon behind \"{name}\"; YAML knows only the plain one");
        let help = format!("write `{name}: {}`", rest.trim());
        let range = start + colon..start + colon + '：'.len_utf8();
        head.report(range, Diagnostic::error(Code::BadFrontMatter, message).help(help));
    }
    mended
}

fn fill(head: &mut Head<'_>, entries: Vec<Entry>, start: usize) {
    let mut seen: Vec<(String, Range<usize>)> = Vec::with_capacity(entries.len());
    let mut known = Vec::with_capacity(entries.len());
    for mut entry in entries {
        values::shift(&mut entry, start);
        if let Some((_, first)) = seen.iter().find(|(name, _)| *name == entry.key) {
            let fault = Diagnostic::error(Code::BadFrontMatter, format!("\"{}\" stands twice", entry.key));
            let first = head.place(first.clone());
            head.report(entry.key_span.clone(), fault.and(first, "first here").help("keep one of them"));
            continue;
        }
        seen.push((entry.key.clone(), entry.key_span.clone()));
        match keys::in_front_matter(&entry.key) {
            Some(key) => known.push((key, entry)),
            None => keep_unknown(head, entry),
        }
    }
    known.sort_by_key(|(key, _)| key.rank);
    for (key, entry) in known {
        values::fill(head, key.field, entry);
    }
}

fn keep_unknown(head: &mut Head<'_>, entry: Entry) {
    if let Some(meant) = keys::meant_by(&entry.key) {
        let fault = Diagnostic::warning(Code::MisspelledKey, format!("unknown key \"{}\"", entry.key));
        head.report(entry.key_span.clone(), fault.help(format!("write `{meant}` if that is what is meant")));
    }
    let value = values::to_json(head.text, entry.node);
    head.metadata.extra.insert(entry.key, value);
}

/// Says in the author's words what the parser stumbled over.
fn explain(head: &mut Head<'_>, yaml: &str, fault: &yaml::Fault, start: usize) {
    head.unreadable = true;
    if let Some((range, name)) = missing_space(yaml) {
        let fault =
            Diagnostic::error(Code::BadFrontMatter, format!("no space behind the colon of \"{name}\""));
        head.report(start + range.start..start + range.end, fault.help(format!("write `{name}: …`")));
        return;
    }
    let line = &yaml[lines::start_of(yaml, fault.offset)..];
    let line = line.lines().next().unwrap_or_default();
    let mark = yaml[fault.offset..].chars().next().filter(|next| *next != '\n').map_or(0, char::len_utf8);
    let range = start + fault.offset..start + fault.offset + mark;
    let message = format!("the front matter is no YAML: {}", fault.message);
    head.report(range, Diagnostic::error(Code::BadFrontMatter, message).help(help(line, &fault.message)));
}

/// `title:x`, which YAML reads as one word.
fn missing_space(yaml: &str) -> Option<(Range<usize>, &str)> {
    lines::each(yaml).find_map(|(at, line)| {
        let (name, rest) = line.split_once(':')?;
        let glued =
            rest.starts_with(|next: char| !next.is_whitespace()) && keys::in_front_matter(name).is_some();
        glued.then(|| (at..at + line.trim_end().len(), name))
    })
}

fn help(line: &str, message: &str) -> String {
    let value = line.split_once(": ").map(|(name, value)| (name.trim(), value.trim()));
    match value {
        _ if message.contains("tab") => "indent with spaces, not with tabs".into(),
        _ if message.contains("unclosed quote") => "close the quotation mark".into(),
        _ if message.contains("unclosed bracket") => "close the bracket".into(),
        Some((name, value)) if !value.starts_with(['"', '\'', '[', '{']) => {
            format!("put the value in quotes: `{name}: '{}'`", value.replace('\'', "''"))
        }
        _ => "write one `key: value` a line, and put a value with `: ` or ` #` inside in quotes".into(),
    }
}
