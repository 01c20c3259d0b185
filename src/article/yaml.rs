//! YAML as nodes that know where they stand.
//!
//! In comes the text between two fences, out go its entries in the order of the file, each with the bytes that it
//! covers, or the place where the text stops being YAML. Invariant: the only module that names the YAML crate.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_yaml::options::DuplicateKeyPolicy;
use serde_yaml::{Location, Spanned};

use super::printable::printable;

/// One `key: value`.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Range<usize>,
    pub(super) node: Node,
}

/// A value and the bytes that it covers; a list or a mapping is said to cover its first line.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) value: Value,
    pub(super) span: Range<usize>,
}

/// A value.
#[derive(Debug)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(String),
    List(Vec<Node>),
    Map(Vec<Entry>),
}

/// Where and why a text is no YAML.
#[derive(Debug)]
pub(super) struct Fault {
    pub(super) message: String,
    /// The byte at which the parser gave up.
    pub(super) offset: usize,
    /// It is YAML, but holds more values than any author would write.
    pub(super) flood: bool,
}

/// Parses a mapping; `None` for a text that holds nothing.
pub(super) fn parse(text: &str) -> Result<Vec<Entry>, Fault> {
    let options = serde_yaml::options! {
        // Doubled keys are reported with both their places, so they must come through.
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        // No front matter has as many values, but aliases of aliases of aliases do.
        budget: serde_yaml::budget! { max_nodes: 10_000 },
    };
    let raw: Spanned<Raw> =
        serde_yaml::from_str_with_options(text, options).map_err(|error| fault(text, &error))?;
    match located(text, raw) {
        Node { value: Value::Map(entries), .. } => Ok(entries),
        Node { value: Value::Null, .. } => Ok(Vec::new()),
        Node { span, .. } => Err(Fault {
            message: "not a list of `key: value` lines".into(),
            offset: span.start,
            flood: false,
        }),
    }
}

/// What the deserialiser hands over, before places are turned into bytes.
enum Raw {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Number(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(serde_json::Number::from_f64(value).map_or(Raw::Null, Raw::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = access.next_element()? {
            list.push(element);
        }
        Ok(Raw::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = access.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

fn located(text: &str, raw: Spanned<Raw>) -> Node {
    let mut span = bytes(text, &raw.referenced);
    let value = match raw.value {
        Raw::Null => Value::Null,
        Raw::Bool(value) => Value::Bool(value),
        Raw::Number(value) => Value::Number(value),
        Raw::Text(value) => Value::Text(clean(value)),
        Raw::List(list) => Value::List(list.into_iter().map(|element| located(text, element)).collect()),
        Raw::Map(entries) => {
            Value::Map(entries.into_iter().map(|(key, value)| entry(text, key, value)).collect())
        }
    };
    if matches!(value, Value::List(_) | Value::Map(_)) {
        span.end = text[span.start..].find('\n').map_or(text.len(), |line| span.start + line);
    }
    Node { value, span }
}

fn entry(text: &str, key: Spanned<String>, value: Spanned<Raw>) -> Entry {
    Entry { key_span: bytes(text, &key.referenced), key: clean(key.value), node: located(text, value) }
}

fn clean(text: String) -> String {
    match printable(&text) {
        Cow::Owned(clean) => clean,
        Cow::Borrowed(_) => text,
    }
}

fn bytes(text: &str, location: &Location) -> Range<usize> {
    let span = location.span();
    let start = text.floor_char_boundary(span.byte_offset().unwrap_or(0) as usize);
    let end = text.floor_char_boundary(start + span.byte_len().unwrap_or(0) as usize).max(start);
    start..start + text[start..end].trim_end().len()
}

fn fault(text: &str, error: &serde_yaml::Error) -> Fault {
    let location = error.location().unwrap_or(Location::UNKNOWN);
    let message = error.without_snippet().to_string();
    // The place follows, by lines of the front matter and not of the file.
    let message = message.split(" at line ").next().unwrap_or_default().to_owned();
    let flood = message.starts_with("budget breached");
    Fault { message, offset: offset_of(text, &location), flood }
}

/// The byte of a 1-based line and column; the parser gives bytes for values, but not for all of its errors.
fn offset_of(text: &str, location: &Location) -> usize {
    let (line, column) = (location.line().max(1) as usize, location.column().max(1) as usize);
    let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    start + rest.char_indices().nth(column - 1).map_or(rest.len(), |(at, _)| at)
}

/// A YAML mapping as plain values, for what is no article of this site yet; `None` if it is none.
pub fn yaml_values(text: &str) -> Option<serde_json::Map<String, serde_json::Value>> {
    let entries = parse(text).ok()?;
    Some(entries.into_iter().map(|entry| (entry.key, super::values::to_json(text, entry.node))).collect())
}
