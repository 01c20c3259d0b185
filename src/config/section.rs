//! Typed reading of TOML tables.
//!
//! In comes a parsed table; out go values, each taken by its key. Invariant: a value of the wrong type is reported and
//! leaves the default as it is, and a key that nobody has asked for is reported when its section is done.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use crate::diagnostic::{Code, Diagnostic, Place, nearest};

/// The file that is read, and what there is to say about it.
pub(super) struct File<'t> {
    pub(super) path: &'t Arc<str>,
    pub(super) text: &'t str,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl File<'_> {
    /// Reports a fault at a range of the file.
    pub(super) fn report(&mut self, span: Range<usize>, fault: Diagnostic) {
        self.diagnostics.push(fault.at(Place::in_text(self.path, self.text, span)));
    }

    /// Reports a wrong value.
    pub(super) fn refuse(&mut self, span: Range<usize>, message: String, help: impl Into<String>) {
        self.report(span, Diagnostic::error(Code::BadConfig, message).help(help));
    }
}

/// One table and the keys that were asked for.
pub(super) struct Section<'t> {
    /// `output` of `[output]`; empty above the first section.
    name: String,
    table: DeTable<'t>,
    known: Vec<&'static str>,
}

impl<'t> Section<'t> {
    pub(super) fn new(name: &str, table: DeTable<'t>) -> Self {
        Self { name: name.to_owned(), table, known: Vec::new() }
    }

    /// The value of a key, whatever its type.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'t>>> {
        self.known.push(key);
        self.table.remove(key)
    }

    /// The table below a key.
    pub(super) fn section(&mut self, file: &mut File<'_>, key: &'static str) -> Section<'t> {
        let table = match self.take(key) {
            Some(value) => self.table_of(file, key, value),
            None => None,
        };
        Section::new(&self.full(key), table.unwrap_or_default())
    }

    /// One text.
    pub(super) fn text(&mut self, file: &mut File<'_>, key: &'static str) -> Option<Spanned<String>> {
        let value = self.take(key)?;
        let span = value.span();
        match value.into_inner() {
            DeValue::String(text) => self.printable(file, key, Spanned::new(span, text.into_owned())),
            other => {
                self.wrong_type(file, key, span, &other, "a text", "\"…\"");
                None
            }
        }
    }

    /// A text that pages and feeds may hold.
    fn printable(&self, file: &mut File<'_>, key: &str, text: Spanned<String>) -> Option<Spanned<String>> {
        let refused =
            text.get_ref().chars().find(|letter| letter.is_control() && !matches!(letter, '\n' | '\t'));
        let Some(letter) = refused else { return Some(text) };
        let message =
            format!("\"{}\" holds the control character U+{:04X}", self.full(key), u32::from(letter));
        file.refuse(text.span(), message, "take it out");
        None
    }

    /// One text into a place that has a default.
    pub(super) fn fill(&mut self, file: &mut File<'_>, key: &'static str, into: &mut String) {
        if let Some(text) = self.text(file, key) {
            *into = text.into_inner();
        }
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, file: &mut File<'_>, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let value = self.take(key)?;
        let span = value.span();
        let list = match value.into_inner() {
            DeValue::Array(list) => list,
            other => {
                self.wrong_type(file, key, span, &other, "a list of texts", "[\"…\"]");
                return None;
            }
        };
        let mut texts = Vec::new();
        for element in list {
            let span = element.span();
            match element.into_inner() {
                DeValue::String(text) => {
                    texts.extend(self.printable(file, key, Spanned::new(span, text.into_owned())));
                }
                other => self.wrong_type(file, key, span, &other, "a list of texts", "[\"…\"]"),
            }
        }
        Some(texts)
    }

    /// A list of texts into a place that has a default.
    pub(super) fn fill_list(&mut self, file: &mut File<'_>, key: &'static str, into: &mut Vec<String>) {
        if let Some(texts) = self.texts(file, key) {
            *into = texts.into_iter().map(Spanned::into_inner).collect();
        }
    }

    /// `true` or `false` into a place that has a default.
    pub(super) fn fill_switch(&mut self, file: &mut File<'_>, key: &'static str, into: &mut bool) {
        let Some(value) = self.take(key) else { return };
        match value.get_ref() {
            DeValue::Boolean(on) => *into = *on,
            other => self.wrong_type(file, key, value.span(), other, "`true` or `false`", "true"),
        }
    }

    /// A number from `least` on into a place that has a default.
    pub(super) fn fill_count(
        &mut self,
        file: &mut File<'_>,
        key: &'static str,
        least: usize,
        into: &mut usize,
    ) {
        let Some(value) = self.take(key) else { return };
        let number = value.get_ref().as_integer().filter(|number| number.radix() == 10);
        match number.and_then(|number| number.as_str().parse().ok()) {
            Some(count) if count >= least => *into = count,
            _ => {
                let help = format!("write `{key} = {into}`");
                let message = format!(
                    "\"{}\" takes a whole number from {least} on, not {}",
                    self.full(key),
                    self.quoted(file, &value)
                );
                file.refuse(value.span(), message, help);
            }
        }
    }

    /// What is left, as the values that templates see, and where each stands, by its dotted name.
    pub(super) fn rest(&mut self, file: &File<'_>) -> (toml::Table, BTreeMap<String, Place>) {
        let rest = std::mem::take(&mut self.table);
        let mut places = BTreeMap::new();
        note_places(file, "", &rest, &mut places);
        let rest = rest.into_iter().filter_map(|(key, value)| {
            let value = toml::Value::deserialize(ValueDeserializer::from(value)).ok()?;
            Some((key.into_inner().into_owned(), value))
        });
        (rest.collect(), places)
    }

    /// The tables below keys that the publisher makes up, by key.
    pub(super) fn named(&mut self, file: &mut File<'_>) -> Vec<(String, Section<'t>)> {
        let entries = std::mem::take(&mut self.table);
        let mut sections = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            let name = key.into_inner().into_owned();
            let full = format!("{}.{name:?}", self.name);
            if let Some(table) = self.table_of(file, &name, value) {
                sections.push((name, Section::new(&full, table)));
            }
        }
        sections
    }

    /// The texts below keys that the publisher makes up, by key.
    pub(super) fn pairs(&mut self, file: &mut File<'_>, name: &str) -> Vec<(String, Spanned<String>)> {
        let mut pairs = Vec::new();
        for (key, value) in std::mem::take(&mut self.table) {
            let (key, span) = (key.into_inner().into_owned(), value.span());
            match value.into_inner() {
                DeValue::String(text) => {
                    let text = self.printable(file, &key, Spanned::new(span, text.into_owned()));
                    pairs.extend(text.map(|text| (key, text)));
                }
                other => {
                    let message = format!("\"{name}\" takes addresses, each a text, not {}", kind(&other));
                    file.refuse(span, message, "write `\"/old/\" = \"/new/\"`");
                }
            }
        }
        pairs
    }

    /// Reports the keys that nobody has asked for. `elsewhere` are keys that stand above the first section.
    pub(super) fn finish(self, file: &mut File<'_>, elsewhere: &[&str]) {
        for (key, _) in self.table {
            let name: &str = key.get_ref();
            let fault = Diagnostic::warning(Code::UnknownConfigKey, format!("unknown key \"{name}\""));
            let fault = match nearest(name, self.known.iter().copied()) {
                _ if elsewhere.contains(&name) => {
                    fault.help(format!("move `{name}` above the first `[…]` line"))
                }
                Some(meant) => fault.help(format!("write `{meant}`")).fix(meant),
                None if self.name.is_empty() => fault.help(format!("known here: {}", self.known.join(", "))),
                None => fault.help(format!("known in [{}]: {}", self.name, self.known.join(", "))),
            };
            file.report(key.span(), fault);
        }
    }

    fn table_of(&self, file: &mut File<'_>, key: &str, value: Spanned<DeValue<'t>>) -> Option<DeTable<'t>> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Table(table) => Some(table),
            other => {
                let full = self.full(key);
                let found = kind(&other);
                file.refuse(
                    span,
                    format!("\"{full}\" takes a section, not {found}"),
                    format!("write `[{full}]` and its keys below"),
                );
                None
            }
        }
    }

    fn wrong_type(
        &self,
        file: &mut File<'_>,
        key: &str,
        span: Range<usize>,
        found: &DeValue<'_>,
        wanted: &str,
        example: &str,
    ) {
        let message = format!("\"{}\" takes {wanted}, not {}", self.full(key), kind(found));
        file.refuse(span, message, format!("write `{key} = {example}`"));
    }

    fn quoted(&self, file: &File<'_>, value: &Spanned<DeValue<'_>>) -> String {
        file.text.get(value.span()).unwrap_or_default().to_owned()
    }

    fn full(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }
}

fn note_places(file: &File<'_>, above: &str, table: &DeTable<'_>, places: &mut BTreeMap<String, Place>) {
    for (key, value) in table {
        let name = format!("{above}{}", key.get_ref());
        if let DeValue::Table(inner) = value.get_ref() {
            note_places(file, &format!("{name}."), inner, places);
        }
        places.insert(name, Place::in_text(file.path, file.text, key.span().start..value.span().end));
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "`true` or `false`",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a section",
    }
}
