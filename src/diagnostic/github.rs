//! Diagnostics as workflow commands of GitHub Actions, which shows them beside the changed lines.
//!
//! Format: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use super::{Diagnostic, Severity};

pub(super) fn render(diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.severity {
        Severity::Note => "notice",
        severity => severity.as_str(),
    };
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        properties.push(format!("file={}", escape_property(&place.path)));
        if place.line > 0 {
            properties.push(format!(
                "line={},col={},endColumn={}",
                place.line,
                place.column,
                place.end_column()
            ));
        } else if let Some(line) = place.shown_line() {
            properties.push(format!("line={line}"));
        }
    }
    properties.push(format!("title={}", escape_property(diagnostic.code.as_str())));
    let help = diagnostic.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    format!("::{command} {}::{}\n", properties.join(","), escape(&format!("{}{help}", diagnostic.message)))
}

fn escape(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn escape_property(text: &str) -> String {
    escape(text).replace(':', "%3A").replace(',', "%2C")
}
