//! Front matter in any dialect: YAML between `---`, TOML between `+++`, JSON (bare, or in Hexo's manner before `;;;`).
//!
//! In comes a file's text; out go its values and the body. Invariant: no part of the text is in neither.

use serde_json::{Map, Value};

/// A file taken apart.
#[derive(Debug, Default)]
pub(super) struct Split<'t> {
    /// What the front matter says; empty where there is none.
    pub(super) values: Map<String, Value>,
    /// Everything below it.
    pub(super) body: &'t str,
    /// 1-based line where the body begins.
    pub(super) line: u32,
}

/// Takes a text apart; `None` if its front matter cannot be read.
pub(super) fn split(text: &str) -> Option<Split<'_>> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = bare.lines().next().unwrap_or_default().trim_end();
    let (values, body) = match first {
        "---" => fenced(bare, "---", yaml)?,
        "+++" => fenced(bare, "+++", toml)?,
        _ if first.starts_with('{') && !first.starts_with("{%") && !first.starts_with("{{") => json(bare)?,
        _ if first.starts_with('"') => braceless(bare).unwrap_or_else(|| unopened(bare)),
        _ => unopened(bare),
    };
    let line = text[..text.len() - body.len()].matches('\n').count() as u32 + 1;
    Some(Split { values, body, line })
}

fn fenced<'t>(
    text: &'t str,
    fence: &str,
    parse: fn(&str) -> Option<Map<String, Value>>,
) -> Option<(Map<String, Value>, &'t str)> {
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == fence {
            return Some((parse(&text[start..at])?, &text[at + line.len()..]));
        }
        at += line.len();
    }
    None
}

/// Hexo lets the opening fence out: keys, then `---`.
fn unopened(text: &str) -> (Map<String, Value>, &str) {
    let none = (Map::new(), text);
    let Some(end) = text.find("\n---") else { return none };
    let after = &text[end + 4..];
    let is_fence = after.starts_with('\n') || after.starts_with("\r\n") || after.is_empty();
    let is_key = |line: &str| {
        line.starts_with([' ', '-'])
            || line.split_once(':').is_some_and(|(key, _)| {
                !key.is_empty()
                    && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
            })
    };
    if !is_fence || !text[..end].lines().all(is_key) {
        return none;
    }
    match yaml(&text[..end]) {
        Some(values) => {
            (values, after.strip_prefix('\r').unwrap_or(after).strip_prefix('\n').unwrap_or(after))
        }
        None => none,
    }
}

/// Hexo's own JSON: the inside of an object, then `;;;`.
fn braceless(text: &str) -> Option<(Map<String, Value>, &str)> {
    let end = text.find("\n;;;")?;
    let values =
        serde_json::from_str(&format!("{{{}}}", text[..end].trim_end().trim_end_matches(','))).ok()?;
    Some((values, text[end + 4..].trim_start_matches(['\r', '\n'])))
}

fn json(text: &str) -> Option<(Map<String, Value>, &str)> {
    let mut stream = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    let values = stream.next()?.ok()?;
    let rest = text[stream.byte_offset()..].trim_start_matches([' ', '\r']);
    let rest = rest.strip_prefix('\n').unwrap_or(rest);
    Some((values, rest.strip_prefix(";;;").map_or(rest, |rest| rest.trim_start_matches(['\r', '\n']))))
}

/// A YAML mapping as values.
pub(super) fn yaml(text: &str) -> Option<Map<String, Value>> {
    if text.trim().is_empty() {
        return Some(Map::new());
    }
    crate::article::yaml_values(text)
}

/// A TOML document as values; dates become texts.
pub(super) fn toml(text: &str) -> Option<Map<String, Value>> {
    let table: toml::Table = text.parse().ok()?;
    Some(table.into_iter().map(|(key, value)| (key, of_toml(value))).collect())
}

fn of_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(word) => word.into(),
        toml::Value::Datetime(moment) => moment.to_string().into(),
        toml::Value::Array(list) => list.into_iter().map(of_toml).collect(),
        toml::Value::Table(table) => {
            Value::Object(table.into_iter().map(|(key, value)| (key, of_toml(value))).collect())
        }
    }
}

/// A value as one text; `None` for lists, mappings and nothing.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(word) => Some(word.to_string()),
        _ => None,
    }
}

/// A value as texts; lists in lists are flattened.
pub(super) fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::Array(list) => list.iter().flat_map(texts).collect(),
        other => text(other).into_iter().collect(),
    }
}
