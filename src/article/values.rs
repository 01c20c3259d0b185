//! YAML values as fields: what each field takes, and what is said of anything else.

use std::ops::Range;

use super::address;
use super::head::Head;
use super::keys::Field;
use super::printable::one_line;
use super::speakers;
use super::yaml::{Entry, Node, Value};
use crate::diagnostic::{Code, Diagnostic};

/// Moves every place in `entry` by `start` bytes: from the front matter's own offsets to the file's.
pub(super) fn shift(entry: &mut Entry, start: usize) {
    move_range(&mut entry.key_span, start);
    shift_node(&mut entry.node, start);
}

fn shift_node(node: &mut Node, start: usize) {
    move_range(&mut node.span, start);
    match &mut node.value {
        Value::List(list) => list.iter_mut().for_each(|element| shift_node(element, start)),
        Value::Map(entries) => entries.iter_mut().for_each(|entry| shift(entry, start)),
        _ => {}
    }
}

fn move_range(range: &mut Range<usize>, start: usize) {
    *range = range.start + start..range.end + start;
}

/// Fills a field; an empty value counts as absent, and a second name of a filled field is kept under `extra`.
pub(super) fn fill(head: &mut Head<'_>, field: Field, entry: Entry) {
    // An empty `related: []` is the author's word that there is nothing to relate.
    let says_none = field == Field::Related && matches!(entry.node.value, Value::List(_));
    if is_empty(&entry.node.value) && !says_none {
        return;
    }
    // Jekyll and Hexo write `published: false` for a draft, where others write a date.
    if let (Field::Date, Value::Bool(published)) = (field, &entry.node.value) {
        head.metadata.draft |= !published;
        return;
    }
    if !head.claim(field) {
        let value = to_json(head.text, entry.node);
        head.metadata.extra.insert(entry.key, value);
        return;
    }
    let Entry { key: name, node, .. } = entry;
    match field {
        Field::Draft => head.metadata.draft = boolean(head, &name, &node).unwrap_or_default(),
        Field::KeepTail => head.metadata.keep_tail = boolean(head, &name, &node).unwrap_or_default(),
        Field::Interview => head.metadata.interview = boolean(head, &name, &node),
        Field::Tags => head.metadata.tags = tags(head, &name, &node),
        Field::Aliases => head.metadata.aliases = texts(head, &name, &node),
        Field::Hosts => head.metadata.hosts = texts(head, &name, &node),
        Field::Related => head.metadata.related = Some(texts(head, &name, &node)),
        Field::Speakers => head.metadata.speakers = speakers::read(head, node),
        Field::Author | Field::Translator | Field::Editor => {
            let names = texts(head, &name, &node).join("、");
            if !names.is_empty() {
                head.fill_text(field, &names, node.span);
            }
        }
        _ => {
            if let Some(text) = text(head, &name, &node) {
                head.fill_text(field, text.trim(), node.span);
            }
        }
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::List(list) => list.iter().all(|element| is_empty(&element.value)),
        Value::Map(entries) => entries.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

/// One text. `title: 010` and `title: no` are texts too: the author sees no types.
pub(super) fn text(head: &mut Head<'_>, name: &str, node: &Node) -> Option<String> {
    match &node.value {
        Value::Text(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(head.text[node.span.clone()].to_owned()),
        Value::Null => None,
        // `[[name]]` without quotes is a list in a list to YAML and a link to Obsidian.
        Value::List(list) if list.len() == 1 && matches!(list[0].value, Value::List(_)) => {
            texts(head, name, node).into_iter().next()
        }
        Value::List(_) | Value::Map(_) => {
            wrong_type(head, name, node, "one text");
            None
        }
    }
}

/// A list of texts; a single text is a list of one.
pub(super) fn texts(head: &mut Head<'_>, name: &str, node: &Node) -> Vec<String> {
    match &node.value {
        Value::List(list) => list.iter().flat_map(|element| texts(head, name, element)).collect(),
        Value::Map(_) => {
            wrong_type(head, name, node, "a list of texts");
            Vec::new()
        }
        _ => {
            let text = text(head, name, node).unwrap_or_default();
            let text = one_line(&text);
            let shown = address::unwrap_wiki_link(text.trim());
            if shown.is_empty() { Vec::new() } else { vec![shown.to_owned()] }
        }
    }
}

/// Tags, as a list or in one text with commas between, without doubles and without Obsidian's `#`.
fn tags(head: &mut Head<'_>, name: &str, node: &Node) -> Box<[Box<str>]> {
    match &node.value {
        Value::Text(text) => split_tags(&one_line(text)),
        _ => without_doubles(texts(head, name, node).iter().map(String::as_str)),
    }
}

/// Tags in one text.
pub(super) fn split_tags(text: &str) -> Box<[Box<str>]> {
    without_doubles(text.split([',', '，', '、', ';', '；']))
}

fn without_doubles<'t>(written: impl Iterator<Item = &'t str>) -> Box<[Box<str>]> {
    let mut tags: Vec<Box<str>> = Vec::new();
    for tag in written {
        let tag = tag.trim().trim_start_matches('#');
        if !tag.is_empty() && tags.iter().all(|known| **known != *tag) {
            tags.push(tag.into());
        }
    }
    tags.into()
}

fn boolean(head: &mut Head<'_>, name: &str, node: &Node) -> Option<bool> {
    let value = match &node.value {
        Value::Bool(value) => Some(*value),
        Value::Text(text) => match text.trim() {
            "true" | "yes" | "on" | "是" => Some(true),
            "false" | "no" | "off" | "否" => Some(false),
            _ => None,
        },
        _ => None,
    };
    if value.is_none() {
        wrong_type(head, name, node, "`true` or `false`");
    }
    value
}

/// Reports a value that the key cannot take.
pub(super) fn wrong_type(head: &mut Head<'_>, name: &str, node: &Node, wanted: &str) {
    let found = match &node.value {
        Value::List(_) => "a list".to_owned(),
        Value::Map(_) => "a mapping".to_owned(),
        _ => format!("\"{}\"", &head.text[node.span.clone()]),
    };
    let fault = Diagnostic::error(Code::BadFrontMatter, format!("\"{name}\" takes {wanted}, not {found}"));
    head.report(node.span.clone(), fault.help(format!("write {wanted}")));
}

/// A value as templates see it.
pub(super) fn to_json(text: &str, node: Node) -> serde_json::Value {
    match node.value {
        Value::Null => serde_json::Value::Null,
        // YAML 1.2.2 §10.3.2: only `true` and `false` are booleans; `no` is a word.
        Value::Bool(value) => match &text[node.span] {
            word if word.eq_ignore_ascii_case("true") || word.eq_ignore_ascii_case("false") => value.into(),
            word => word.into(),
        },
        Value::Number(value) => value.into(),
        Value::Text(value) => value.into(),
        Value::List(list) => list.into_iter().map(|element| to_json(text, element)).collect(),
        Value::Map(entries) => {
            entries.into_iter().map(|entry| (entry.key, to_json(text, entry.node))).collect()
        }
    }
}
