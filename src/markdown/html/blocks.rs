//! Opening and closing the elements of Markdown.

use std::ops::Range;

use pulldown_cmark::{Alignment, BlockQuoteKind, CodeBlockKind, HeadingLevel, LinkType, Tag, TagEnd};

use super::document::{Document, Heading, OpenLink, OpenParagraph};
use super::fence::OpenCode;
use super::{outline, plain};

impl<'t> Document<'t, '_> {
    pub(super) fn start(&mut self, tag: Tag<'t>, range: Range<usize>, out: &mut String) {
        match tag {
            Tag::Paragraph if has_picture(&self.source[range.clone()]) => self.picture_paragraph(range, out),
            Tag::Paragraph => self.open_paragraph(range.end, out),
            Tag::Heading { .. } => self.heading.start = out.len(),
            Tag::BlockQuote(kind) => self.start_quote(kind, out),
            Tag::CodeBlock(kind) => {
                let words = match kind {
                    CodeBlockKind::Fenced(words) => words,
                    CodeBlockKind::Indented => "".into(),
                };
                self.code = Some(OpenCode { words, text: String::new() });
            }
            Tag::List(None) => out.push_str("<ul>\n"),
            Tag::List(Some(1)) => out.push_str("<ol>\n"),
            Tag::List(Some(start)) => out.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => out.push_str("<li>"),
            Tag::FootnoteDefinition(name) => self.aside.push((std::mem::take(out), name)),
            Tag::Table(alignments) => self.start_table(alignments, out),
            Tag::TableHead => {
                self.start_row(out);
                self.table.in_head = true;
            }
            Tag::TableRow => self.start_row(out),
            Tag::TableCell => self.start_cell(out),
            Tag::Emphasis => out.push_str("<em>"),
            Tag::Strong => out.push_str("<strong>"),
            Tag::Strikethrough => {
                let single = !self.source[range.start..].starts_with("~~");
                self.strikes.push(single);
                out.push_str(if single { "~" } else { "<del>" });
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                let url =
                    if link_type == LinkType::Email { format!("mailto:{dest_url}").into() } else { dest_url };
                self.start_link(&url, &title, out);
            }
            tag @ Tag::Image { .. } => self.inline_picture(&tag, out),
            Tag::DefinitionList => out.push_str("<dl>\n"),
            Tag::DefinitionListTitle => out.push_str("<dt>"),
            Tag::DefinitionListDefinition => out.push_str("<dd>"),
            Tag::HtmlBlock | Tag::Superscript | Tag::Subscript | Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd, out: &mut String) {
        match tag {
            TagEnd::Paragraph => self.close_paragraph(out),
            TagEnd::Heading(level) => self.end_heading(level, out),
            TagEnd::BlockQuote(None) => out.push_str("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => {
                out.push_str(if self.is_page() { "</div>\n" } else { "</blockquote>\n" });
            }
            TagEnd::CodeBlock => self.end_code(out),
            TagEnd::List(ordered) => out.push_str(if ordered { "</ol>\n" } else { "</ul>\n" }),
            TagEnd::Item => out.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => {
                if let Some((outer, name)) = self.aside.pop() {
                    let html = std::mem::replace(out, outer);
                    self.notes.define(&name, &html);
                }
            }
            TagEnd::Table => self.end_table(out),
            TagEnd::TableHead => {
                (self.table.in_head, self.table.in_row) = (false, false);
                out.push_str("</tr></thead>\n<tbody>\n");
            }
            TagEnd::TableRow => {
                self.table.in_row = false;
                out.push_str("</tr>\n");
            }
            TagEnd::TableCell => self.end_cell(out),
            TagEnd::Emphasis => out.push_str("</em>"),
            TagEnd::Strong => out.push_str("</strong>"),
            TagEnd::Strikethrough => {
                out.push_str(if self.strikes.pop() == Some(true) { "~" } else { "</del>" });
            }
            TagEnd::Link => self.end_link(out),
            TagEnd::HtmlBlock if !out.is_empty() && !out.ends_with('\n') => out.push('\n'),
            TagEnd::DefinitionList => out.push_str("</dl>\n"),
            TagEnd::DefinitionListTitle => out.push_str("</dt>\n"),
            TagEnd::DefinitionListDefinition => out.push_str("</dd>\n"),
            TagEnd::HtmlBlock
            | TagEnd::Image
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    pub(super) fn open_paragraph(&mut self, end: usize, out: &mut String) {
        let start = out.len();
        out.push_str("<p>");
        self.paragraph = OpenParagraph { depth: self.depth, end, start, line: out.len() };
    }

    pub(super) fn close_paragraph(&mut self, out: &mut String) {
        self.paragraph.depth = 0;
        if out.len() == self.paragraph.start + "<p>".len() {
            out.truncate(self.paragraph.start);
        } else {
            out.push_str("</p>\n");
        }
    }

    /// The tag is written last, when the text is known that the id is made of.
    fn end_heading(&mut self, level: HeadingLevel, out: &mut String) {
        let start = self.heading.start;
        let text = plain::text_of(&out[start..]);
        if text.is_empty() {
            let kept = out[start..].contains("<img");
            out.insert_str(start, if kept { "<figure>" } else { "" });
            out.push_str(if kept { "</figure>\n" } else { "" });
            return;
        }
        if text.starts_with(['△', '▲']) {
            out.insert_str(start, if self.is_page() { "<p class=\"caption\">" } else { "<p>" });
            out.push_str("</p>\n");
            return;
        }
        let level = self.levels.shown(level as u8);
        let id = self.ids.id(&text);
        let class = outline::class_of(&id);
        let tag = match class {
            _ if !self.is_page() => format!("<h{level}>"),
            Some(class) => format!("<h{level} class=\"{class}\" id=\"{id}\">"),
            None => format!("<h{level} id=\"{id}\">"),
        };
        out.insert_str(start, &tag);
        let inner = start + tag.len()..out.len();
        out.push_str(&format!("</h{level}>\n"));
        if self.depth == 0 {
            self.written = Some(Heading { level, id, class, text, inner });
        }
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>, out: &mut String) {
        let Some(kind) = kind else {
            out.push_str("<blockquote>\n");
            return;
        };
        let (name, place) = match kind {
            BlockQuoteKind::Note => ("note", 0),
            BlockQuoteKind::Tip => ("tip", 1),
            BlockQuoteKind::Important => ("important", 2),
            BlockQuoteKind::Warning => ("warning", 3),
            BlockQuoteKind::Caution => ("caution", 4),
        };
        let title = self.options.wording.alerts[place];
        if self.is_page() {
            // `aside` would be a landmark of its own.
            out.push_str(&format!("<div class=\"note\" data-kind=\"{name}\" role=\"note\">\n<p class=\"note-title\">{title}</p>\n"));
        } else {
            out.push_str(&format!("<blockquote>\n<p><strong>{title}</strong></p>\n"));
        }
    }

    fn start_table(&mut self, alignments: Vec<Alignment>, out: &mut String) {
        (self.table.alignments, self.table.is_open) = (alignments, true);
        self.tables += 1;
        if self.is_page() {
            out.push_str("<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"");
            out.push_str(self.options.wording.table);
            if self.tables > 1 {
                // Regions of one page need different names.
                out.push_str(&format!(" {}", self.tables));
            }
            out.push_str("\">");
        }
        out.push_str("<table>\n<thead>");
    }

    pub(super) fn end_table(&mut self, out: &mut String) {
        if std::mem::take(&mut self.table.is_open) {
            out.push_str(if self.is_page() { "</tbody></table></div>\n" } else { "</tbody></table>\n" });
        }
    }

    fn start_row(&mut self, out: &mut String) {
        (self.table.column, self.table.in_row) = (0, true);
        out.push_str("<tr>");
    }

    fn start_cell(&mut self, out: &mut String) {
        let start = out.len();
        out.push_str(if self.table.in_head { "<th" } else { "<td" });
        if self.is_page() {
            out.push_str(match self.table.alignments.get(self.table.column) {
                Some(Alignment::Left) => " class=\"left\"",
                Some(Alignment::Center) => " class=\"center\"",
                Some(Alignment::Right) => " class=\"right\"",
                Some(Alignment::None) | None => "",
            });
        }
        out.push('>');
        self.table.cell = (start, out.len());
    }

    fn end_cell(&mut self, out: &mut String) {
        let (start, content) = self.table.cell;
        if self.table.in_head && out.len() == content {
            // An empty header cell heads nothing.
            out.replace_range(start..start + 3, "<td");
            out.push_str("</td>");
        } else {
            out.push_str(if self.table.in_head { "</th>" } else { "</td>" });
        }
        self.table.column += 1;
    }

    pub(super) fn task(&mut self, done: bool, out: &mut String) {
        if self.is_page() {
            let (label, checked) =
                if done { (self.options.wording.done, " checked") } else { (self.options.wording.open, "") };
            out.push_str("<input type=\"checkbox\" disabled aria-label=\"");
            out.push_str(label);
            out.push('"');
            out.push_str(checked);
            out.push_str("> ");
        } else {
            out.push_str(if done { "☑ " } else { "☐ " });
        }
    }

    fn start_link(&mut self, url: &str, title: &str, out: &mut String) {
        let start = out.len();
        let url = super::guard::strip(url);
        let written = self.write_link_tag(&url, title, out);
        self.link =
            Some(OpenLink { start, text: out.len(), title: written.flatten(), written: written.is_some() });
    }

    fn end_link(&mut self, out: &mut String) {
        let Some(link) = self.link.take() else { return };
        if out.len() == link.text {
            out.truncate(link.start);
        } else if link.written {
            // An address as its own text says nothing where the title is known.
            if let Some(title) = link.title.filter(|_| is_address(&out[link.text..])) {
                out.truncate(link.text);
                super::escape::text(title, out);
            }
            out.push_str("</a>");
        }
    }

    pub(super) fn note_reference(&mut self, name: &str, out: &mut String) {
        let (number, reference) = self.notes.refer(name);
        if self.is_page() {
            let id = super::notes::reference_id(number, reference);
            let note = self.options.wording.note;
            out.push_str(&format!(
                "<sup class=\"note-ref\"><a href=\"#fn-{number}\" id=\"{id}\" role=\"doc-noteref\" aria-label=\"{note}{number}\">{number}</a></sup>"
            ));
        } else {
            out.push_str(&format!("<sup>{number}</sup>"));
        }
    }

    /// A code block's text; outside one, see [`Document::text`].
    pub(super) fn push_code(code: &mut OpenCode<'_>, text: &str) {
        // Exporters indent code with U+00A0, which no compiler takes.
        if text.contains('\u{a0}') {
            code.text.push_str(&text.replace('\u{a0}', " "));
        } else {
            code.text.push_str(text);
        }
    }
}

/// Whether text is an address and nothing else.
fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://")) && !text.contains([' ', '<', '\n'])
}

/// Whether a picture may begin in `text`.
fn has_picture(text: &str) -> bool {
    memchr::memchr_iter(b'!', text.as_bytes()).any(|at| text.as_bytes().get(at + 1) == Some(&b'['))
}
