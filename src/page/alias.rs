//! Former addresses of articles.

use std::sync::Arc;

use super::portable;
use crate::diagnostic::{Code, Diagnostic, Place};

/// Bytes of a path; a system call takes 4096, and the output folder's own path stands before it.
const LONGEST: usize = 2048;

/// A former address as a path; `None` if it is none of this site, or none that every file system takes.
pub(super) fn path(alias: &str) -> Option<String> {
    let alias = alias.trim();
    if alias.contains("://") || alias.starts_with("//") || alias.contains(['?', '#']) {
        return None;
    }
    let path = percent_encoding::percent_decode_str(alias.trim_matches('/')).decode_utf8().ok()?;
    if path.len() > LONGEST || !path.split('/').all(portable::is_name) {
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

#[cfg(test)]
mod tests {
    use super::path;

    #[test]
    fn only_paths_of_this_site_pass() {
        for (alias, want) in [
            ("/old/", "old/"),
            ("old/a.html", "old/a.html"),
            ("/%E8%B0%88/", "谈/"),
            ("2020/01/a", "2020/01/a/"),
        ] {
            assert_eq!(path(alias).as_deref(), Some(want), "{alias}");
        }
        let long = format!("/{}/", "x".repeat(256));
        for alias in [
            "/",
            "..",
            "/a/../b/",
            "%2e%2e/x",
            "..%2f..%2fx",
            "//evil.example/",
            "https://a.example/",
            "/a?b",
            "/a%3fb",
            "javascript:alert(1)",
            "a%00",
            "/a//b/",
            "..\\x",
            "/con/",
            &long,
        ] {
            assert_eq!(path(alias), None, "{alias}");
        }
    }
}
