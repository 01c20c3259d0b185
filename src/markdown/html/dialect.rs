//! Markdown to HTML by the letter, without the program's own rules: for comparison with other implementations.

use pulldown_cmark::{Event, Options as Extensions, Parser, Tag, TagEnd, html};

use super::guard::{self, GuardRules};
use super::options::Options;
use super::{Document, soft_break};

/// How Markdown is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// As articles are: the Chinese rules, figures, bare addresses, the policies for HTML and addresses.
    #[default]
    Article,
    /// GFM with the emphasis of markdown-cjk-friendly and without spaces at Chinese line ends; everything passes.
    Chinese,
    /// CommonMark 0.31.2 and nothing else; everything passes.
    Plain,
}

/// GFM and footnotes.
fn extensions() -> Extensions {
    Extensions::ENABLE_TABLES
        | Extensions::ENABLE_FOOTNOTES
        | Extensions::ENABLE_STRIKETHROUGH
        | Extensions::ENABLE_TASKLISTS
        | Extensions::ENABLE_GFM
}

/// The extensions that articles are read with.
pub(super) fn article_extensions() -> Extensions {
    extensions() | Extensions::ENABLE_DEFINITION_LIST
}

/// Appends a whole text as HTML.
pub fn to_html(text: &str, dialect: Dialect, options: &Options<'_>, out: &mut String) {
    match dialect {
        Dialect::Article => article(text, options, out),
        Dialect::Chinese => chinese(text, out),
        Dialect::Plain => html::push_html(out, Parser::new(text)),
    }
}

fn article(text: &str, options: &Options<'_>, out: &mut String) {
    let mut guarded = String::new();
    guard::push(text, GuardRules::article(options.policy), &mut guarded);
    let mut document = Document::new(&guarded, options);
    while document.next_start().is_some() {
        document.block(usize::MAX, out);
    }
    document.seal(out);
    document.notes(out);
}

fn chinese(text: &str, out: &mut String) {
    let mut guarded = String::new();
    guard::push(text, GuardRules::SPECIFICATION, &mut guarded);
    let mut last = None;
    let mut refused = Vec::new();
    let events =
        Parser::new_ext(&guarded, extensions()).into_offset_iter().filter_map(|(event, range)| match event {
            Event::SoftBreak => match (last, soft_break::first_visible(&guarded[range.end..])) {
                (Some(before), Some(after)) if soft_break::joins(before, after) => None,
                _ => Some(Event::SoftBreak),
            },
            Event::Start(Tag::Strikethrough) => {
                refused.push(!is_left_flanking(&guarded, range.start));
                Some(if refused.last() == Some(&true) { Event::Text("~~".into()) } else { event })
            }
            Event::End(TagEnd::Strikethrough) => {
                Some(if refused.pop() == Some(true) { Event::Text("~~".into()) } else { event })
            }
            event => {
                if let Event::Text(text) | Event::Code(text) = &event {
                    last = guard::strip(text).chars().next_back().or(last);
                }
                Some(event)
            }
        });
    let start = out.len();
    html::push_html(out, events);
    // In an address the writer has percent-encoded the guards.
    let clean = out[start..].replace("%F0%90%AB%B6%EE%80%80", "").replace("%EE%80%80%F0%90%AB%B6", "");
    let clean = guard::strip(&clean.replace("%EE%80%80", "")).into_owned();
    out.truncate(start);
    out.push_str(&clean);
}

/// Whether the run of `~` at `start` is left-flanking, which GFM wants of one that opens and pulldown-cmark does not.
fn is_left_flanking(text: &str, start: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[start..].trim_start_matches('~').chars().next();
    !after.is_some_and(guard::is_punctuation)
        || before.is_none_or(|before| before.is_whitespace() || guard::is_punctuation(before))
}
