//! Heads as exporters, clipping tools and people write them.

mod export;
mod faults;
mod front_matter;
mod other_tools;

use std::sync::Arc;

use super::{Kind, Metadata, read};
use crate::config::{DeclaredRole, Rules};
use crate::diagnostic::{Code, Diagnostic, Reported, Severity};

fn article(text: &str) -> Reported<Metadata> {
    let path: Arc<str> = "content/那次谈话.md".into();
    read(&path, text, &Rules::default())
}

fn clean(text: &str) -> Metadata {
    let reported = article(text);
    assert_eq!(reported.diagnostics, [], "{text}");
    reported.value
}

fn only_fault(text: &str) -> Diagnostic {
    let mut diagnostics = article(text).diagnostics;
    assert_eq!(diagnostics.len(), 1, "{diagnostics:#?}");
    diagnostics.remove(0)
}

fn place(fault: &Diagnostic) -> Option<(u32, u32)> {
    fault.place.as_ref().map(|place| (place.line, place.column))
}

fn marked(fault: &Diagnostic) -> &str {
    fault.place.as_ref().map_or("", |place| &place.text[place.marked.clone()])
}

fn body(text: &str) -> &str {
    &text[clean(text).body_start as usize..]
}
