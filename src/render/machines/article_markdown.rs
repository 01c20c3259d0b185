//! `index.md` beside an article: front matter and clean Markdown, as another program or a language model wants it.

use std::io::Write;

use crate::page::Base;
use crate::page::view::ArticleView;

/// Writes what stands above the text; values are JSON strings, which YAML reads as they are.
pub(in crate::render) fn write_head(article: &ArticleView<'_>, base: &Base, out: &mut Vec<u8>) {
    let whole = |link: &str| if link.starts_with('/') { base.absolute(link) } else { link.to_owned() };
    let (date, updated) = (article.date.map(|it| it.0.rfc3339()), article.updated.map(|it| it.0.rfc3339()));
    let cover = article.cover.as_deref().map(whole);
    let fields = [
        ("title", Some(article.title)),
        ("date", date.as_deref()),
        ("updated", updated.as_deref()),
        ("author", article.author),
        ("translator", article.translator),
        ("editor", article.editor),
        ("place", article.place),
        ("source", Some(article.source.as_deref().unwrap_or(&article.absolute_url))),
        ("cover", cover.as_deref()),
        ("summary", article.dek),
        ("lang", Some(article.lang)),
        ("license", article.license),
    ];
    out.extend_from_slice(b"---\n");
    for (key, value) in fields {
        if let Some(value) = value {
            let _ = writeln!(out, "{key}: {}", quoted(value));
        }
    }
    if !article.tags.is_empty() {
        let tags: Vec<String> = article.tags.iter().map(|tag| quoted(tag.name)).collect();
        let _ = writeln!(out, "tags: [{}]", tags.join(", "));
    }
    let _ = write!(out, "---\n\n# {}\n\n", article.title);
}

/// Writes where the article leads.
pub(in crate::render) fn write_related(article: &ArticleView<'_>, base: &Base, out: &mut Vec<u8>) {
    let printed = article.related.iter().filter(|it| it.filled.is_none() && !it.title.is_empty());
    for (place, it) in printed.enumerate() {
        if place == 0 {
            out.extend_from_slice("\n**往期回顾**\n\n".as_bytes());
        }
        let url = if it.url.starts_with('/') { base.absolute(&it.url) } else { it.url.to_string() };
        let _ = writeln!(out, "{}. [{}](<{url}>)", place + 1, it.title.replace(['[', ']'], ""));
    }
}

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
