//! Pages of the server's own: one frame, in the default theme's look.

use crate::render::push_escaped;
use crate::wording::Language;

/// The language of these pages, in which they say what was found.
pub(super) const SPOKEN: Language = Language::Chinese;

/// The look.
const STYLE: &str = include_str!("own.css");

/// A page that is being written.
#[derive(Debug)]
pub(super) struct Html {
    text: String,
}

impl Html {
    /// Begins a page.
    pub(super) fn new(title: &str) -> Self {
        let title = escape(title);
        Self {
            text: format!(
                "<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
                 <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
                 <meta name=\"robots\" content=\"noindex\">\n<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n\
                 <body>\n<main>\n"
            ),
        }
    }

    /// Appends markup.
    pub(super) fn push(&mut self, markup: &str) {
        self.text.push_str(markup);
        self.text.push('\n');
    }

    /// The whole page.
    pub(super) fn finish(mut self) -> String {
        self.text.push_str("</main>\n</body>\n</html>\n");
        self.text
    }
}

/// Text as markup, in an element or a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    push_escaped(text, &mut escaped);
    escaped
}
