//! An export header as YAML front matter.
//!
//! In comes a file's text; out go the same article with front matter instead, and every line of its head that has no
//! place there. Invariant: the two read the same: metadata and body are compared, and a file that would read
//! differently stays as it is. The body's bytes are never touched.

use std::sync::Arc;

use super::report::{Remark, What};
use super::yaml;
use crate::article::{self, Metadata, Published};
use crate::config::Rules;
use crate::pipeline;

/// Converts the text of the file that goes to `path`.
pub(super) fn to_front_matter(path: &str, text: String, rules: &Rules) -> (String, Vec<Remark>) {
    let path: Arc<str> = path.into();
    let read = article::read(&path, &text, rules);
    let metadata = read.value;
    let body = metadata.body_start as usize;
    let mut remarks = cuts(&path, &text, rules);
    if is_converted(&text[..body]) {
        return (text, remarks);
    }
    let front_matter = yaml::front_matter(&stated(&text[..body], &metadata), rules.offset);
    let converted = format!("{front_matter}\n{}", text[body..].trim_start_matches(['\r', '\n']));
    if !same(&path, &converted, &text, &metadata, rules) {
        let title = first_line(&text);
        remarks.push(Remark { line: title.0, what: What::Unconverted, text: title.1 });
        return (text, remarks);
    }
    remarks.extend(dropped(&text[..body], &metadata, rules));
    remarks.sort_by_key(|remark| remark.line);
    (converted, remarks)
}

/// What the head itself states: a title or date that only the file's name gives stays there.
fn stated(head: &str, metadata: &Metadata) -> Metadata {
    let mut metadata = metadata.clone();
    let has_date = head.lines().any(|line| {
        value(line).is_some_and(|value| Published::parse(value, 0).is_some()) || line.contains('*')
    });
    if !has_date {
        metadata.date = None;
    }
    metadata
}

/// Whether the head is front matter and nothing else.
fn is_converted(head: &str) -> bool {
    let Some(inner) = head.trim().strip_prefix("---\n").or_else(|| head.trim().strip_prefix("---\r\n"))
    else {
        return false;
    };
    let fences = inner.lines().filter(|line| line.trim_end() == "---").count();
    fences == 1 && inner.trim_end().ends_with("---")
}

/// Whether two texts are one article: everything but the place where the body begins.
fn same(path: &Arc<str>, converted: &str, text: &str, metadata: &Metadata, rules: &Rules) -> bool {
    let mut read = article::read(path, converted, rules);
    let (old, new) = (metadata.body_start as usize, read.value.body_start as usize);
    read.value.body_start = metadata.body_start;
    let bodies = converted[new..].trim_start() == text[old..].trim_start();
    bodies && read.value == *metadata
}

/// The lines of the head whose values the metadata does not hold.
fn dropped(head: &str, metadata: &Metadata, rules: &Rules) -> Vec<Remark> {
    let kept: Vec<&str> = [
        Some(&*metadata.title),
        metadata.author.as_deref(),
        metadata.translator.as_deref(),
        metadata.editor.as_deref(),
        metadata.place.as_deref(),
        metadata.source.as_deref().map(without_scheme),
        metadata.cover.as_deref().map(without_scheme),
        metadata.wechat_short.as_deref(),
        metadata.summary.as_deref(),
    ]
    .into_iter()
    .flatten()
    .filter(|value| !value.is_empty())
    .collect();
    let is_kept = |line: &str| {
        let plain = line.replace("&amp;", "&");
        let value = value(line).unwrap_or(line);
        kept.iter().any(|kept| plain.contains(kept) || line.replace('\\', "").contains(kept))
            || metadata.tags.iter().any(|tag| line.contains(&**tag))
            || (metadata.date.is_some() && Published::parse(value, rules.offset) == metadata.date)
    };
    let is_mark = |line: &str| line.trim().chars().all(|letter| "=->* ".contains(letter));
    let lines = head.trim_start_matches('\u{feff}').lines().enumerate();
    let lost = lines.filter(|(_, line)| !is_mark(line) && !is_kept(line));
    lost.map(|(index, line)| Remark { line: index as u32 + 1, what: What::Dropped, text: line.trim().into() })
        .collect()
}

/// What follows the colon of a `名: 值` line.
fn value(line: &str) -> Option<&str> {
    line.split_once([':', '：']).map(|(_, value)| value.trim())
}

fn without_scheme(url: &str) -> &str {
    url.split_once("://").map_or(url, |(_, rest)| rest)
}

fn first_line(text: &str) -> (u32, String) {
    let found = text.lines().enumerate().find(|(_, line)| !line.trim().is_empty());
    found.map_or((1, String::new()), |(index, line)| (index as u32 + 1, line.trim().to_owned()))
}

/// What a build will leave out of the article, as far as the file shows by itself.
fn cuts(path: &Arc<str>, text: &str, rules: &Rules) -> Vec<Remark> {
    let reading = pipeline::Inspection::of_text(path, text, rules).reading;
    let line = |number: u32| text.lines().nth(number as usize - 1).unwrap_or_default().trim().to_owned();
    reading
        .cuts
        .iter()
        .map(|cut| Remark { line: cut.from, what: What::Cut, text: line(cut.from.max(1)) })
        .collect()
}
