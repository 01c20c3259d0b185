//! A place in a file: what a person needs to find the fault without opening it.

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// Where a fault is: file, line, column and the line itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Path from the site's root, with `/` between folders.
    pub path: Arc<str>,
    /// 1-based; 0 where the fault is of the file as a whole.
    pub line: u32,
    /// 1-based, in characters.
    pub column: u32,
    /// The line's text, without its line end.
    pub text: String,
    /// The bytes of `text` that the fault covers.
    pub marked: Range<usize>,
    /// What the fault is about, for who has the file's text: a key, and what is written behind it.
    pub(crate) sought: Option<(String, String)>,
}

impl Place {
    /// A fault of the file as a whole.
    pub fn file(path: &Arc<str>) -> Self {
        Self { path: path.clone(), line: 0, column: 1, text: String::new(), marked: 0..0, sought: None }
    }

    /// What `key` says in a file whose text is not at hand; of the file as a whole until it is
    /// [looked for](Self::look_in).
    pub fn value(path: &Arc<str>, key: &str, value: &str) -> Self {
        Self { sought: Some((key.to_owned(), value.to_owned())), ..Self::file(path) }
    }

    /// The whole of line `line` (1-based) of a file whose text is not at hand, until it is [looked for](Self::look_in).
    pub fn on_line(path: &Arc<str>, line: u32) -> Self {
        Self { line, ..Self::file(path) }
    }

    /// The line to look at: the first, where the fault is of a file of text as a whole.
    pub(super) fn shown_line(&self) -> Option<u32> {
        const TEXTS: &[&str] = &["md", "markdown", "toml", "html", "css", "js", "txt", "xml", "json", "svg"];
        let ending = self.path.rsplit_once('.').map(|(_, ending)| ending);
        let is_text = || ending.is_some_and(|it| TEXTS.iter().any(|known| it.eq_ignore_ascii_case(known)));
        if self.line > 0 { Some(self.line) } else { is_text().then_some(1) }
    }

    /// Whether the file's text would tell more.
    pub fn is_sought(&self) -> bool {
        self.sought.is_some() || (self.line > 0 && self.text.is_empty())
    }

    /// Finds what the fault is about in the file's text: the value behind its key, else wherever it stands first.
    pub fn look_in(&mut self, text: &str) {
        if self.line > 0 && self.text.is_empty() {
            *self = Self::line(&self.path, text, self.line);
            return;
        }
        let Some((key, value)) = self.sought.take() else { return };
        let written = serde_json::to_string(&value).unwrap_or_default();
        let written = written.trim_matches('"');
        let mut start = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            start += line.len();
            (start - line.len(), line)
        });
        let at_key =
            lines.into_iter().find(|(_, line)| line.trim_start().starts_with(&key)).map(|(at, _)| at);
        let behind = |value: &str| {
            let found = at_key.and_then(|at| text[at..].find(value).map(|found| at + found));
            found.or_else(|| text.find(value)).map(|at| at..at + value.len())
        };
        let on_key = || at_key.map(|at| at..at + key.len());
        if let Some(range) = behind(&value).or_else(|| behind(written)).or_else(on_key) {
            *self = Self::in_text(&self.path, text, range);
        }
    }

    /// The place of `range` (bytes) in `text`, which is the whole file; a range over several lines is cut at the end
    /// of its first. Offsets beyond the text or inside a character are moved to the nearest one before.
    pub fn in_text(path: &Arc<str>, text: &str, range: Range<usize>) -> Self {
        let start = floor(text, range.start);
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line = &text[line_start..line_end];
        let line = line.strip_suffix('\r').unwrap_or(line);
        let from = (start - line_start).min(line.len());
        let to = floor(text, range.end).saturating_sub(line_start).clamp(from, line.len());
        Self {
            path: path.clone(),
            line: count(&text[..line_start]) + 1,
            column: line[..from].chars().count() as u32 + 1,
            text: line.to_owned(),
            marked: from..to,
            sought: None,
        }
    }

    /// The whole of line `line` (1-based) of `text`.
    pub fn line(path: &Arc<str>, text: &str, line: u32) -> Self {
        let content = text.lines().nth(line.saturating_sub(1) as usize).unwrap_or_default().to_owned();
        let marked = 0..content.len();
        Self { path: path.clone(), line, column: 1, text: content, marked, sought: None }
    }

    /// The column behind the fault, 1-based, in characters.
    pub fn end_column(&self) -> u32 {
        self.column + self.text.get(self.marked.clone()).map_or(0, |marked| marked.chars().count() as u32)
    }
}

fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset)
}

fn count(text: &str) -> u32 {
    text.bytes().filter(|byte| *byte == b'\n').count() as u32
}
