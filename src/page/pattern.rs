//! The pattern of articles' addresses.
//!
//! In comes `[permalink] article`; out goes the path of each article. Invariant: a pattern that would give all articles
//! one address is an error, said once.

use std::fmt::Write;

use super::Slug;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::graph::Entry;

/// `[permalink] article`, taken apart.
pub(super) struct Pattern<'a> {
    parts: Vec<Part<'a>>,
}

enum Part<'a> {
    Text(&'a str),
    Slug,
    Year,
    Month,
    Day,
}

impl<'a> Pattern<'a> {
    /// Reads the configuration's pattern; what means nothing in it is reported and left out.
    pub(super) fn read(config: &'a Config, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let pattern = config.permalink.as_str();
        let mut parts = Vec::new();
        let mut rest = pattern.trim_start_matches('/');
        while let Some(at) = rest.find(':') {
            parts.push(Part::Text(&rest[..at]));
            let name = &rest[at + 1..];
            let (name, after) =
                name.split_at(name.find(|it: char| !it.is_ascii_alphabetic()).unwrap_or(name.len()));
            match name {
                "slug" => parts.push(Part::Slug),
                "year" => parts.push(Part::Year),
                "month" => parts.push(Part::Month),
                "day" => parts.push(Part::Day),
                _ => diagnostics.push(
                    Diagnostic::warning(Code::BadSlug, format!("\":{name}\" in \"{pattern}\" means nothing"))
                        .at(Place::value(&config.file, "article", pattern))
                        .help("use :slug, :year, :month and :day"),
                ),
            }
            rest = after;
        }
        parts.push(Part::Text(rest));
        if !parts.iter().any(|part| matches!(part, Part::Slug)) {
            diagnostics.push(
                Diagnostic::error(Code::BadSlug, format!("\"{pattern}\" gives all articles one address"))
                    .at(Place::value(&config.file, "article", pattern))
                    .help("put :slug into `[permalink] article`"),
            );
            // What a pattern cannot tell apart would collide, and say so of every article.
            return Self { parts: vec![Part::Slug, Part::Text("/")] };
        }
        Self { parts }
    }

    /// The path of an article; a folder unless the pattern ends in a file's name.
    pub(super) fn fill(&self, entry: &Entry<'_>, slug: &Slug) -> String {
        let date = entry.metadata.date;
        let mut path = String::new();
        for part in &self.parts {
            let _ = match (part, date) {
                (Part::Text(text), _) => write!(path, "{text}"),
                (Part::Slug, _) => write!(path, "{}", slug.as_str()),
                (Part::Year, Some(date)) => write!(path, "{:04}", date.year()),
                (Part::Month, Some(date)) => write!(path, "{:02}", date.month()),
                (Part::Day, Some(date)) => write!(path, "{:02}", date.day()),
                (_, None) => write!(path, "undated"),
            };
        }
        if !path.ends_with('/') && !path.ends_with(".html") {
            path.push('/');
        }
        path
    }
}
