//! How one article was read, for people and for programs.

use serde::Serialize;

use crate::diagnostic::JsonDiagnostic;
use crate::interview::Cut;
use crate::pipeline::Inspection;

#[derive(Debug, Serialize)]
struct Json<'a> {
    path: &'a str,
    permalink: Option<&'a str>,
    title: &'a str,
    date: Option<String>,
    is_interview: bool,
    cut: &'a [Cut],
    diagnostics: Vec<JsonDiagnostic<'a>>,
}

/// One JSON object: what `inspect --json` prints.
pub fn json(inspection: &Inspection) -> String {
    let json = Json {
        path: &inspection.path,
        permalink: inspection.permalink.as_deref(),
        title: &inspection.metadata.title,
        date: inspection.metadata.date.map(|date| date.rfc3339()),
        is_interview: inspection.reading.interview.is_some(),
        cut: &inspection.reading.cuts,
        diagnostics: inspection.diagnostics.iter().map(Into::into).collect(),
    };
    serde_json::to_string_pretty(&json).unwrap_or_default() + "\n"
}

/// For people.
pub(super) fn text(inspection: &Inspection) -> String {
    format!("{}\n", inspection.metadata.title)
}
