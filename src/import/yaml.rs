//! Metadata as YAML front matter.
//!
//! In comes [`Metadata`]; out goes the block with its two fences. Invariant: what is written reads back as the same
//! metadata; texts that YAML might take for something else are quoted.

use serde_json::Value;

use crate::article::{Kind, Metadata, Published};
use crate::config::{DeclaredRole, DeclaredSpeaker};

/// Words that YAML takes for something else than text (1.1 and 1.2).
const NO_TEXTS: &[&str] = &["true", "false", "yes", "no", "on", "off", "y", "n", "null", "nan"];

/// Writes front matter; times on a clock `offset` seconds east of UTC are written without their zone.
pub(super) fn front_matter(metadata: &Metadata, offset: i32) -> String {
    let mut out = String::from("---\n");
    let mut text = |key: &str, value: Option<&str>| {
        if let Some(value) = value {
            line(&mut out, key, &scalar(value));
        }
    };
    text("title", Some(&metadata.title));
    text("date", metadata.date.map(|date| moment(date, offset)).as_deref());
    text("updated", metadata.updated.map(|date| moment(date, offset)).as_deref());
    text("author", metadata.author.as_deref());
    text("translator", metadata.translator.as_deref());
    text("editor", metadata.editor.as_deref());
    text("place", metadata.place.as_deref());
    text("source", metadata.source.as_deref());
    text("cover", metadata.cover.as_deref());
    text("summary", metadata.summary.as_deref());
    text("series", metadata.series.as_deref());
    text("slug", metadata.slug.as_deref());
    text("lang", metadata.lang.as_deref());
    text("license", metadata.license.as_deref());
    text("wechat_short", metadata.wechat_short.as_deref());
    list(&mut out, "tags", &metadata.tags);
    list(&mut out, "aliases", &metadata.aliases);
    list(&mut out, "hosts", &metadata.hosts);
    if let Some(related) = &metadata.related {
        line(&mut out, "related", &flow(related));
    }
    for speaker in &metadata.speakers {
        if speaker == &metadata.speakers[0] {
            out.push_str("speakers:\n");
        }
        out.push_str(&format!("  - {}\n", declared(speaker)));
    }
    switches(&mut out, metadata);
    for (key, value) in &metadata.extra {
        line(&mut out, &scalar(key), &self::value(value));
    }
    out.push_str("---\n");
    out
}

fn switches(out: &mut String, metadata: &Metadata) {
    if metadata.kind == Kind::Page {
        line(out, "kind", "page");
    }
    if metadata.draft {
        line(out, "draft", "true");
    }
    if let Some(interview) = metadata.interview {
        line(out, "interview", if interview { "true" } else { "false" });
    }
    if metadata.keep_tail {
        line(out, "keep_tail", "true");
    }
}

fn line(out: &mut String, key: &str, value: &str) {
    out.push_str(&format!("{key}: {value}\n"));
}

fn list(out: &mut String, key: &str, texts: &[impl AsRef<str>]) {
    if !texts.is_empty() {
        line(out, key, &flow(texts));
    }
}

fn flow(texts: &[impl AsRef<str>]) -> String {
    let texts: Vec<String> = texts.iter().map(|text| in_flow(text.as_ref())).collect();
    format!("[{}]", texts.join(", "))
}

/// A text in a flow list, where commas and brackets are marks.
fn in_flow(text: &str) -> String {
    if text.contains([',', '[', ']', '{', '}']) { quoted(text) } else { scalar(text) }
}

fn declared(speaker: &DeclaredSpeaker) -> String {
    let mut parts = vec![format!("name: {}", in_flow(&speaker.name))];
    if let Some(role) = speaker.role {
        let role = match role {
            DeclaredRole::Host => "host",
            DeclaredRole::Guest => "guest",
            DeclaredRole::Audience => "audience",
        };
        parts.push(format!("role: {role}"));
    }
    if !speaker.aliases.is_empty() {
        parts.push(format!("aliases: {}", flow(&speaker.aliases)));
    }
    format!("{{ {} }}", parts.join(", "))
}

/// A value of any shape; JSON is YAML.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::String(text) => scalar(text),
        Value::Array(list) if list.iter().all(Value::is_string) => {
            let texts: Vec<String> = list.iter().filter_map(|it| it.as_str().map(in_flow)).collect();
            format!("[{}]", texts.join(", "))
        }
        other => other.to_string(),
    }
}

/// `2024-06-25 10:00`, as a person would write it.
pub(super) fn moment(date: Published, offset: i32) -> String {
    let whole = date.rfc3339();
    let (day, clock) = (&whole[..10], &whole[11..19]);
    let own = &whole[19..];
    let sign = if offset < 0 { '-' } else { '+' };
    let minutes = offset.abs() / 60;
    if own != format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60) {
        return whole;
    }
    match clock.strip_suffix(":00") {
        Some("00:00") => day.to_owned(),
        Some(minute) => format!("{day} {minute}"),
        None => format!("{day} {clock}"),
    }
}

/// A text as YAML: bare where nobody can take it for anything else (1.2.2 §7.3.3), else quoted.
pub(super) fn scalar(text: &str) -> String {
    let begins = text.chars().next().is_some_and(|first| first.is_alphanumeric() || first == '/');
    let ends = text.chars().next_back().is_some_and(|last| !last.is_whitespace() && last != ':');
    let marks = text.contains(": ") || text.contains(" #") || text.contains(['\\', '"', '\n', '\t']);
    let printable = text.chars().all(|letter| !letter.is_control() && letter != '\u{feff}');
    let is_date = Published::parse(text, 0).is_some();
    let is_number = text.parse::<f64>().is_ok()
        || (!is_date && text.starts_with(|first: char| first.is_ascii_digit()) && text.is_ascii());
    let is_word = NO_TEXTS.contains(&text.to_ascii_lowercase().as_str());
    if begins && ends && !marks && printable && !is_number && !is_word {
        text.to_owned()
    } else {
        quoted(text)
    }
}

/// A JSON string is a YAML string, whatever stands in it.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
