//! Diagnostics as JSON, for editors and scripts: one array, stable, columns in characters.

use serde::Serialize;

use super::{Diagnostic, Place};

/// A diagnostic as `--format json` and `inspect --json` write it.
#[derive(Debug, Serialize)]
pub struct JsonDiagnostic<'a> {
    code: &'a str,
    severity: &'a str,
    message: &'a str,
    #[serde(flatten)]
    place: Option<JsonPlace<'a>>,
    help: Option<&'a str>,
    others: Vec<JsonOther<'a>>,
    /// What `--fix` would write, place by place; empty where a person has to decide.
    fix: Vec<JsonEdit<'a>>,
}

/// Lines and columns are 1-based; both are null where the file as a whole is meant.
#[derive(Debug, Serialize)]
struct JsonPlace<'a> {
    path: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    end_column: Option<u32>,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct JsonOther<'a> {
    message: &'a str,
    #[serde(flatten)]
    place: JsonPlace<'a>,
}

/// The marked columns of the place become `replacement`.
#[derive(Debug, Serialize)]
struct JsonEdit<'a> {
    replacement: &'a str,
    #[serde(flatten)]
    place: JsonPlace<'a>,
}

impl<'a> From<&'a Diagnostic> for JsonDiagnostic<'a> {
    fn from(diagnostic: &'a Diagnostic) -> Self {
        let other = |(place, words): &'a (Place, String)| JsonOther { message: words, place: place.into() };
        Self {
            code: diagnostic.code.as_str(),
            severity: diagnostic.severity.as_str(),
            message: &diagnostic.message,
            place: diagnostic.place.as_ref().map(Into::into),
            help: diagnostic.help.as_deref(),
            others: diagnostic.others.iter().map(other).collect(),
            fix: diagnostic
                .edits()
                .map(|edit| JsonEdit { replacement: edit.text, place: edit.place.into() })
                .collect(),
        }
    }
}

impl<'a> From<&'a Place> for JsonPlace<'a> {
    fn from(place: &'a Place) -> Self {
        let of_line = |number| (place.line > 0).then_some(number);
        Self {
            path: &place.path,
            line: place.shown_line(),
            column: of_line(place.column),
            end_column: of_line(place.end_column()),
            text: &place.text,
        }
    }
}

pub(super) fn render(diagnostics: &[Diagnostic]) -> String {
    let list: Vec<JsonDiagnostic<'_>> = diagnostics.iter().map(Into::into).collect();
    // Strings and numbers alone: nothing in here can fail to serialise.
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}
