//! Diagnostics as SARIF 2.1.0, which code hosts and editors read.
//!
//! Format: OASIS Static Analysis Results Interchange Format, sections in brackets below.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{Code, Diagnostic, Edit, Place};

/// What may stand in a URI's path as it is (RFC 3986 §3.3).
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

pub(super) fn render(diagnostics: &[Diagnostic]) -> String {
    let rules: Vec<Code> =
        Code::ALL.iter().copied().filter(|code| diagnostics.iter().any(|it| it.code == *code)).collect();
    let results: Vec<Value> = diagnostics.iter().map(|diagnostic| result(diagnostic, &rules)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().copied().map(rule).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

/// §3.49. GitHub takes no rule without these texts.
fn rule(code: Code) -> Value {
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.summary() },
        "fullDescription": { "text": code.summary() },
        "help": { "text": code.explanation() },
    })
}

fn result(diagnostic: &Diagnostic, rules: &[Code]) -> Value {
    let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": diagnostic.code.as_str(),
        "ruleIndex": rules.iter().position(|code| *code == diagnostic.code),
        "level": diagnostic.severity.as_str(),
        "message": { "text": format!("{}{help}", diagnostic.message) },
    });
    if let Some(place) = &diagnostic.place {
        result["locations"] = json!([{ "physicalLocation": physical(place) }]);
    }
    if !diagnostic.others.is_empty() {
        let other = |(place, words): &(Place, String)| json!({ "message": { "text": words }, "physicalLocation": physical(place) });
        result["relatedLocations"] = diagnostic.others.iter().map(other).collect();
    }
    if diagnostic.fix.is_some() {
        let change = |edit: Edit<'_>| {
            json!({
                "artifactLocation": artifact(edit.place),
                "replacements": [{ "deletedRegion": region(edit.place), "insertedContent": { "text": edit.text } }],
            })
        };
        result["fixes"] = json!([{ "artifactChanges": diagnostic.edits().map(change).collect::<Vec<_>>() }]);
    }
    result
}

/// §3.4.
fn artifact(place: &Place) -> Value {
    let uri = utf8_percent_encode(&place.path, ESCAPED).to_string();
    json!({ "uri": uri, "uriBaseId": "%SRCROOT%" })
}

/// §3.30.
fn region(place: &Place) -> Value {
    json!({ "startLine": place.line, "startColumn": place.column, "endColumn": place.end_column() })
}

/// §3.29. A fault of a whole file has no region.
fn physical(place: &Place) -> Value {
    let mut physical = json!({ "artifactLocation": artifact(place) });
    if place.line > 0 {
        physical["region"] = region(place);
        physical["region"]["snippet"] = json!({ "text": place.text });
    } else if let Some(line) = place.shown_line() {
        physical["region"] = json!({ "startLine": line });
    }
    physical
}
