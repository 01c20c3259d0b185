//! `llms.txt` (llmstxt.org): what the site is and where its articles are as Markdown.

use std::io::Write;

use crate::config::Config;
use crate::page::view::{LlmsLine, LlmsView};

/// Writes the file.
pub(super) fn write(config: &Config, llms: &LlmsView<'_>, out: &mut Vec<u8>) {
    let _ = writeln!(out, "# {}", config.title);
    if !config.description.is_empty() {
        let _ = writeln!(out, "\n> {}", config.description);
    }
    for (heading, lines) in [("文章", &llms.articles), ("关于", &llms.pages)] {
        if !lines.is_empty() {
            let _ = writeln!(out, "\n## {heading}\n");
        }
        for line in lines {
            write_line(line, out);
        }
    }
}

fn write_line(line: &LlmsLine<'_>, out: &mut Vec<u8>) {
    let title = line.title.replace(['[', ']'], "");
    let _ = write!(out, "- [{title}]({})", line.url);
    let date = line.date.and_then(|date| date.0.format("%Y-%m-%d"));
    let about = [date.unwrap_or_default(), line.guests.join("、"), line.summary.to_owned()];
    let about: Vec<&str> = about.iter().map(String::as_str).filter(|it| !it.is_empty()).collect();
    if !about.is_empty() {
        let _ = write!(out, ": {}", about.join("，"));
    }
    out.push(b'\n');
}
