//! Running text: words, bare addresses, links, line ends, raw elements.

use pulldown_cmark::{CowStr, Event};

use super::document::Document;
use super::options::Target;
use super::{address, autolink, escape, guard, raw, soft_break};

/// Lines of at least this many bytes (30 Han characters) are prose, shorter ones may be verse or an address.
const PROSE_LINE: usize = 90;

impl<'t, 'o> Document<'t, 'o> {
    pub(super) fn text(&mut self, text: CowStr<'t>, out: &mut String) {
        if let Some(code) = &mut self.code {
            Self::push_code(code, &text);
        } else if self.link.is_none() && may_hold_address(&text) {
            let mut whole = text.into_string();
            // The parser cuts text at every sign that might have meant something: `_` in an address is one.
            while let Some((Event::Text(_), _)) = self.events.peek() {
                if let Some((Event::Text(more), _)) = self.events.next() {
                    whole.push_str(&more);
                }
            }
            self.text_with_addresses(&whole, out);
        } else {
            escape::text(&text, out);
        }
    }

    pub(super) fn text_with_addresses(&self, text: &str, out: &mut String) {
        let mut written = 0;
        while let Some(range) = autolink::find(text, written) {
            escape::text(&text[written..range.start], out);
            let url = &text[range.clone()];
            let title = self.write_link_tag(url, "", out).flatten();
            escape::text(title.unwrap_or(url), out);
            out.push_str("</a>");
            written = range.end;
        }
        escape::text(&text[written..], out);
    }

    /// Writes the opening tag of a link; `None` if its address may not pass, else the target's title, if it is known.
    pub(super) fn write_link_tag(&self, url: &str, title: &str, out: &mut String) -> Option<Option<&'o str>> {
        let known = self.options.links.link(url);
        let target = known.as_ref().map_or(url, |Target { url, .. }| url);
        if !address::is_allowed(target) {
            return None;
        }
        out.push_str("<a href=\"");
        address::write(target, self.options.flavour, out);
        out.push('"');
        if !title.is_empty() {
            out.push_str(" title=\"");
            escape::attribute(title, out);
            out.push('"');
        }
        if self.is_page() && known.is_none() && address::is_foreign(target) {
            out.push_str(" rel=\"noopener\"");
        }
        out.push('>');
        Some(known.and_then(|known| known.title))
    }

    pub(super) fn soft_break(&mut self, end: usize, out: &mut String) {
        let joined = match (soft_break::last_visible(out), soft_break::first_visible(&self.source[end..])) {
            (Some(before), Some(after)) => soft_break::joins(before, after),
            _ => true,
        };
        if !joined {
            out.push('\n');
        }
    }

    /// A hard break parts paragraphs in an export's eyes; between short lines it is a break.
    pub(super) fn hard_break(&mut self, end: usize, out: &mut String) {
        let paragraph = &mut self.paragraph;
        let next = self.source.get(end..paragraph.end).unwrap_or_default();
        let next = memchr::memchr(b'\n', next.as_bytes()).unwrap_or(next.len());
        let long = out.len().saturating_sub(paragraph.line).max(next) >= PROSE_LINE;
        if long && self.depth == paragraph.depth && self.raw.is_empty() {
            self.close_paragraph(out);
            self.open_paragraph(self.paragraph.end, out);
        } else {
            out.push_str("<br>\n");
            paragraph.line = out.len();
        }
    }

    pub(super) fn inline_html(&mut self, html: &str, out: &mut String) {
        if self.options.policy == crate::config::HtmlPolicy::Raw {
            out.push_str(&guard::strip(html));
            return;
        }
        for token in raw::tokens(&guard::strip(html)) {
            match token {
                raw::Token::Text(text) => escape::text(text, out),
                raw::Token::Open(element, attributes) => {
                    if element.block || !self.raw.open(element, attributes, self.depth, out) {
                        escape::text(&format!("<{}{attributes}>", element.name), out);
                    }
                }
                raw::Token::Close(element, written) => {
                    if !self.raw.close(element.name, self.depth, out) {
                        escape::text(written, out);
                    }
                }
            }
        }
    }

    /// A line of an HTML block: `details` and `summary` stand between blocks, the rest in a paragraph.
    pub(super) fn html_block(&mut self, html: &str, out: &mut String) {
        if self.options.policy == crate::config::HtmlPolicy::Raw {
            out.push_str(&guard::strip(html));
            return;
        }
        let outer = self.depth.saturating_sub(1);
        for token in raw::tokens(&guard::strip(html)) {
            match token {
                raw::Token::Text(text) if text.trim().is_empty() && !self.raw.is_open_at(self.depth) => {}
                raw::Token::Text(text) => {
                    self.html_paragraph(out);
                    escape::text(text, out);
                }
                raw::Token::Open(element, attributes) if element.block => {
                    let level = if element.name == "details" { outer } else { self.depth };
                    if !self.raw.awaits_summary || element.name == "details" {
                        self.summary_if_awaited(out);
                        self.raw.close_from(self.depth, out);
                    }
                    if !self.raw.open(element, attributes, level, out) {
                        self.html_paragraph(out);
                        escape::text(&format!("<{}{attributes}>", element.name), out);
                    }
                }
                raw::Token::Open(element, attributes) => {
                    self.html_paragraph(out);
                    if !self.raw.open(element, attributes, self.depth, out) {
                        escape::text(&format!("<{}{attributes}>", element.name), out);
                    }
                }
                raw::Token::Close(element, written) => self.close_in_block(element, written, outer, out),
            }
        }
    }

    fn close_in_block(&mut self, element: &raw::Element, written: &str, outer: u32, out: &mut String) {
        let level = if element.name == "details" { outer } else { self.depth };
        if element.name == "details" {
            self.summary_if_awaited(out);
        }
        if !self.raw.close(element.name, level, out) {
            self.html_paragraph(out);
            escape::text(written, out);
        }
    }

    fn html_paragraph(&mut self, out: &mut String) {
        self.summary_if_awaited(out);
        self.raw.open_paragraph(self.depth, out);
    }

    /// HTML wants a summary as the first child of `details`.
    pub(super) fn summary_if_awaited(&mut self, out: &mut String) {
        if std::mem::take(&mut self.raw.awaits_summary) {
            out.push_str("<summary>");
            out.push_str(self.options.wording.details);
            out.push_str("</summary>");
        }
    }
}

/// Whether a bare address may stand in `text`.
pub(super) fn may_hold_address(text: &str) -> bool {
    memchr::memchr_iter(b':', text.as_bytes()).any(|colon| text.as_bytes()[colon..].starts_with(b"://"))
}
