//! HTML as Markdown, for what other tools wrote as pages.
//!
//! In comes the HTML of a body; out goes Markdown, and what Markdown has lost of it. Invariant: what is lost is told.

use htmd::element_handler::Handlers;
use htmd::{Element, HtmlToMarkdown, HtmlToMarkdownBuilder};

use super::report::{Remark, What};

/// What a post may hold that Markdown cannot, by the name of its element.
const LOST: &[(&str, &str)] = &[
    ("script", "a script"),
    ("style", "a style sheet"),
    ("video", "a video"),
    ("audio", "a recording"),
    ("object", "an embedded page"),
    ("embed", "an embedded page"),
    ("form", "a form"),
];

/// A converter without the elements that have no text of their own.
pub(super) fn converter(skipped: &[&str]) -> HtmlToMarkdownBuilder {
    HtmlToMarkdown::builder().skip_tags([&["script", "style", "svg", "video", "audio"], skipped].concat())
}

/// The body of a post as Markdown.
pub(super) fn post(html: &str) -> Option<String> {
    let frame = |_: &dyn Handlers, element: Element<'_>| {
        value(&element, "src").map(|source| format!("\n\n<{source}>\n\n").into())
    };
    converter(&["object", "embed", "form"]).add_handler(vec!["iframe"], frame).build().convert(html).ok()
}

/// What Markdown loses of the body of a post, which begins at line `first` of its file.
pub(super) fn lost_of_post(html: &str, first: u32) -> Vec<Remark> {
    lost(html, first, LOST)
}

/// The value of an attribute that says something.
pub(super) fn value(element: &Element<'_>, name: &str) -> Option<String> {
    let found = element.attrs.iter().find(|attribute| &*attribute.name.local == name);
    found.map(|attribute| attribute.value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Where elements of these names stand; `html` begins at line `first`.
pub(super) fn lost(html: &str, first: u32, names: &[(&str, &str)]) -> Vec<Remark> {
    let mut remarks = Vec::new();
    for (name, words) in names {
        for (at, _) in html.match_indices(&format!("<{name}")) {
            let after = html[at + 1 + name.len()..].chars().next();
            if after.is_some_and(|after| after.is_whitespace() || after == '>') {
                let line = first + html[..at].matches('\n').count() as u32;
                remarks.push(Remark { line, what: What::Foreign, text: (*words).to_owned() });
            }
        }
    }
    remarks.sort_by_key(|remark| remark.line);
    remarks
}
