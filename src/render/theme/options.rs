//! A theme's options: typed by their defaults in `theme.toml`, changed by the site under `[theme]`.
//!
//! In come the defaults, layer over layer, and what the site wishes; out go the values that templates see. Invariant: an
//! option has the type of its default, whatever the site wrote; what is wrong is shown where the site wrote it.

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::{Table, Value};

use crate::diagnostic::{Code, Diagnostic, Place, nearest};

/// What a site wishes, and where it says so.
pub(super) struct Wishes<'c> {
    pub(super) options: &'c Table,
    /// The file that says so.
    pub(super) file: &'c Arc<str>,
    /// By dotted name.
    pub(super) places: &'c BTreeMap<String, Place>,
}

/// Puts the options of a theme over those of the theme that it extends.
pub(super) fn lay_over(below: &mut Table, above: Table) {
    for (name, value) in above {
        match (below.get_mut(&name), value) {
            (Some(Value::Table(below)), Value::Table(above)) => lay_over(below, above),
            (_, value) => drop(below.insert(name, value)),
        }
    }
}

impl Wishes<'_> {
    /// Puts the site's wishes over the defaults.
    pub(super) fn fulfil(&self, defaults: &mut Table, diagnostics: &mut Vec<Diagnostic>) {
        self.fulfil_section("", self.options, defaults, diagnostics);
    }

    fn fulfil_section(&self, above: &str, wished: &Table, known: &mut Table, faults: &mut Vec<Diagnostic>) {
        for (key, value) in wished {
            let name = format!("{above}{key}");
            let Some(default) = known.get_mut(key) else {
                faults.push(self.unknown(&name, key, known));
                continue;
            };
            match (default, value) {
                (Value::Table(inner), Value::Table(wished)) => {
                    self.fulfil_section(&format!("{name}."), wished, inner, faults);
                }
                (Value::Float(number), Value::Integer(wished)) => *number = *wished as f64,
                (default, value) if default.same_type(value) => *default = value.clone(),
                (default, value) => {
                    let message =
                        format!("\"{name}\" of the theme takes {}, not {}", kind(default), kind(value));
                    faults.push(
                        self.at(&name, Diagnostic::error(Code::BadTheme, message)).help(like(&name, default)),
                    );
                }
            }
        }
    }

    fn unknown(&self, name: &str, key: &str, known: &Table) -> Diagnostic {
        let fault = Diagnostic::warning(Code::BadTheme, format!("the theme has no option \"{name}\""));
        let fault = self.at(name, fault);
        match nearest(key, known.keys().map(String::as_str)) {
            Some(meant) => fault.help(format!("write `{meant}`")),
            None if known.is_empty() => fault.help("take it out of [theme]"),
            None => fault.help(format!(
                "known here: {}",
                known.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
            )),
        }
    }

    fn at(&self, name: &str, fault: Diagnostic) -> Diagnostic {
        match self.places.get(name) {
            Some(place) => fault.at(place.clone()),
            None => fault.at(Place::file(self.file)),
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "a text",
        Value::Integer(_) | Value::Float(_) => "a number",
        Value::Boolean(_) => "`true` or `false`",
        Value::Datetime(_) => "a date",
        Value::Array(_) => "a list",
        Value::Table(_) => "a section",
    }
}

/// How to write an option: as its default is.
fn like(name: &str, default: &Value) -> String {
    let key = name.rsplit('.').next().unwrap_or(name);
    match default {
        Value::Table(_) => format!("write `[theme.{name}]` and its keys below"),
        Value::String(_) => format!("write `{key} = \"…\"`"),
        Value::Integer(number) => format!("write `{key} = {number}`"),
        Value::Float(number) => format!("write `{key} = {number}`"),
        Value::Boolean(on) => format!("write `{key} = {on}`"),
        Value::Array(_) => format!("write `{key} = [\"…\"]`"),
        Value::Datetime(date) => format!("write `{key} = {date}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_keep_the_type_of_their_default() {
        let mut options: Table = toml::from_str("a = 1\nb = \"x\"\n[c]\nd = true\ne = 0.5").unwrap();
        lay_over(&mut options, toml::from_str("b = \"y\"\n[c]\nf = \"\"").unwrap());
        let wished = toml::from_str("a = \"2\"\nb = \"z\"\ng = 1\n[c]\nd = false\ne = 1\nff = 2").unwrap();
        let mut faults = Vec::new();
        Wishes { options: &wished, file: &"fangtan.toml".into(), places: &BTreeMap::new() }
            .fulfil(&mut options, &mut faults);
        assert_eq!(options, toml::from_str("a = 1\nb = \"z\"\n[c]\nd = false\ne = 1.0\nf = \"\"").unwrap());
        let said: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(
            said,
            [
                "\"a\" of the theme takes a number, not a text",
                "the theme has no option \"c.ff\"",
                "the theme has no option \"g\"",
            ]
        );
        assert_eq!(faults[1].help.as_deref(), Some("write `f`"));
    }
}
