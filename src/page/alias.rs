//! Former addresses of articles.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, Place};

/// A former address as a path; `None` if it is none of this site.
pub(super) fn path(alias: &str) -> Option<String> {
    let alias = alias.trim();
    if alias.contains("://")
        || alias.contains(['?', '#', '\\'])
        || alias.split('/').any(|it| it == ".." || it == ".")
    {
        return None;
    }
    let path = percent_encoding::percent_decode_str(alias.trim_matches('/')).decode_utf8().ok()?;
    if path.is_empty() || path.chars().any(char::is_control) {
        return None;
    }
    let file = path.rsplit('/').next().is_some_and(|last| last.ends_with(".html") || last.ends_with(".htm"));
    Some(if file { path.into_owned() } else { format!("{path}/") })
}

/// What to say about an alias that is no path.
pub(super) fn refused(alias: &str, file: &Arc<str>) -> Diagnostic {
    Diagnostic::warning(Code::BadSlug, format!("the alias \"{alias}\" is no address of this site"))
        .at(Place::value(file, "aliases", alias))
        .help("write a path that begins with a slash")
}
