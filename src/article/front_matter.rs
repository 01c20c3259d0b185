//! YAML front matter: the text between two `---` lines at the head of a file.
//!
//! In comes a [`Head`], which is filled; out goes the byte behind the closing fence. Invariant: every fault is located
//! in the author's file, and one fault does not hide what can be read beside it.

use std::ops::Range;

use super::head::Head;
use super::yaml::{self, Entry};
use super::{keys, lines, slips, values};
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
    let repaired = slips::mend_wide_colons(head, yaml, block.yaml.start);
    let entries =
        yaml::parse(&repaired).unwrap_or_else(|fault| parse_by_key(head, &repaired, fault, block.yaml.start));
    fill(head, entries, block.yaml.start);
    block.after
}

/// Reads what is YAML in a text that as a whole is none, key by key, and reports each key that is none.
fn parse_by_key(head: &mut Head<'_>, yaml: &str, whole: yaml::Fault, start: usize) -> Vec<Entry> {
    head.unreadable = true;
    if whole.flood {
        slips::explain(head, yaml, &whole, start);
        return Vec::new();
    }
    let keys =
        lines::each(yaml).filter(|(at, line)| *at > 0 && !line.starts_with([' ', '\t']) && is_key_line(line));
    let cuts: Vec<usize> = keys.map(|(at, _)| at).chain([yaml.len()]).collect();
    let (mut from, mut entries, mut faults) = (0, Vec::new(), 0);
    for cut in cuts {
        match yaml::parse(&yaml[from..cut]) {
            Ok(of_key) => entries.extend(of_key.into_iter().map(|mut entry| {
                values::shift(&mut entry, from);
                entry
            })),
            Err(fault) => {
                slips::explain(head, &yaml[from..cut], &fault, start + from);
                faults += 1;
            }
        }
        from = cut;
    }
    if faults == 0 {
        slips::explain(head, yaml, &whole, start);
    }
    entries
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

/// Whether a line of front matter would begin with a key, if it were front matter.
pub(super) fn is_key_line(line: &str) -> bool {
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
        let help = format!("write `{meant}` if that is what is meant");
        head.report(entry.key_span.clone(), fault.help(help).fix(meant));
    }
    let value = values::to_json(head.text, entry.node);
    head.metadata.extra.insert(entry.key, value);
}
