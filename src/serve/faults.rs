//! Faults for a reader at a screen: as data for the overlay of an open page, and as a page of their own.

use serde_json::{Value, json};

use super::editor::Editor;
use super::html::{Html, SPOKEN, escape};
use crate::diagnostic::{Counts, Diagnostic, JsonDiagnostic, Place};

/// Faults that are shown at once; the first are enough to begin with.
const SHOWN: usize = 40;

/// What the overlay shows.
pub(super) fn json(faults: &[Diagnostic], editor: &Editor) -> Value {
    let counts = Counts::of(faults);
    let one = |fault: &Diagnostic| {
        let mut value = serde_json::to_value(JsonDiagnostic::from(&fault.said(SPOKEN))).unwrap_or_default();
        if let (Some(fields), Some(place)) = (value.as_object_mut(), &fault.place) {
            fields.insert("edit".to_owned(), link(place, editor).into());
        }
        value
    };
    let list: Vec<Value> = faults.iter().take(SHOWN).map(one).collect();
    json!({ "errors": counts.errors, "warnings": counts.warnings, "list": list })
}

fn link(place: &Place, editor: &Editor) -> String {
    editor.link(&place.path, place.line, place.column)
}

/// The page that stands for one that cannot be shown.
pub(super) fn page(faults: &[Diagnostic], editor: &Editor) -> String {
    let mut html = Html::new("有错误，网页还不能显示");
    html.push("<h1>有错误，网页还不能显示</h1>");
    html.push("<p class=\"dek\">改好以后，这一页会自己换成网页。</p>");
    list(faults, editor, &mut html);
    html.finish()
}

/// Every fault with its place, its line and what to do.
pub(super) fn list(faults: &[Diagnostic], editor: &Editor, html: &mut Html) {
    for fault in faults.iter().take(SHOWN).map(|fault| fault.said(SPOKEN)) {
        html.push(&format!("<section class=\"fault {}\">", fault.severity.as_str()));
        html.push(&format!(
            "<h3><span class=\"code\">{}[{}]</span> {}</h3>",
            fault.severity.as_str(),
            fault.code.as_str(),
            escape(&fault.message)
        ));
        for (place, words) in fault
            .place
            .iter()
            .map(|place| (place, ""))
            .chain(fault.others.iter().map(|(place, words)| (place, words.as_str())))
        {
            let where_ = match place.line {
                0 => place.path.to_string(),
                line => format!("{}:{line}:{}", place.path, place.column),
            };
            let edit = escape(&link(place, editor));
            html.push(&format!(
                "<p class=\"place\"><a href=\"{edit}\">{}</a> {}</p>",
                escape(&where_),
                escape(words)
            ));
            if place.line > 0 && words.is_empty() {
                html.push(&excerpt(place));
            }
        }
        if let Some(help) = &fault.help {
            html.push(&format!("<p class=\"help\">{}</p>", escape(help)));
        }
        html.push("</section>");
    }
    if faults.len() > SHOWN {
        html.push(&format!("<p>另有 {} 处。</p>", faults.len() - SHOWN));
    }
}

/// The line that a place is in, with the place marked.
fn excerpt(place: &Place) -> String {
    let range = place.marked.clone();
    let (before, rest) = place.text.split_at_checked(range.start).unwrap_or((&place.text, ""));
    let (marked, after) = rest.split_at_checked(range.end.saturating_sub(range.start)).unwrap_or((rest, ""));
    format!(
        "<pre><code><span class=\"number\">{}</span>{}<mark>{}</mark>{}</code></pre>",
        place.line,
        escape(before),
        escape(marked),
        escape(after)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn a_page_in_chinese_says_in_chinese_what_is_wrong() {
        let fault = Diagnostic::error(Code::BadDate, "\"昨天\" is no date");
        let fault = fault.help("write it as `2024-06-25 10:00` or `2024-06-25`");
        let editor = Editor::default();
        assert_eq!(json(std::slice::from_ref(&fault), &editor)["list"][0]["message"], "“昨天”不是日期");
        let page = page(&[fault], &editor);
        assert!(page.contains("“昨天”不是日期"), "{page}");
        assert!(!page.contains("write it as"), "{page}");
    }
}
