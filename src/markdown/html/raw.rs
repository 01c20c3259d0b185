//! Raw HTML in Markdown: a short list of harmless elements passes, always balanced; all else is text.

use crate::config::HtmlPolicy;

/// What a `<` opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// No HTML: an autolink, or a mere sign.
    NoTag,
    /// A comment, if it ever ends.
    Comment,
    /// A tag that may stand between blocks.
    Block,
    /// A tag that may stand in running text.
    Inline,
    /// A tag, declaration or instruction that is to be shown as text.
    Text,
}

/// Says what the `<` before `rest` opens.
pub(super) fn classify(rest: &str, policy: HtmlPolicy) -> Class {
    let bytes = rest.as_bytes();
    let name = match bytes.first() {
        Some(b'!') if rest.starts_with("!--") => return Class::Comment,
        Some(b'!' | b'?') => return Class::Text,
        Some(b'/') => &bytes[1..],
        _ => bytes,
    };
    let length = name.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'-').count();
    if !name.first().is_some_and(u8::is_ascii_alphabetic) {
        return Class::NoTag;
    }
    // CommonMark 0.31.2 §6.5: a tag's name is followed by space, `/` or `>`; `<a:b>` and `<a@b.c>` are autolinks.
    if !matches!(name.get(length), None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'/' | b'>')) {
        return Class::NoTag;
    }
    match element(&name[..length]) {
        Some(_) if policy == HtmlPolicy::Text => Class::Text,
        Some(Element { block: true, .. }) => Class::Block,
        Some(_) => Class::Inline,
        None => Class::Text,
    }
}

/// An element that may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Element {
    /// Lower case.
    pub(super) name: &'static str,
    /// Stands between blocks; the others stand in running text.
    pub(super) block: bool,
}

const ELEMENTS: [Element; 10] = [
    Element { name: "details", block: true },
    Element { name: "summary", block: true },
    Element { name: "kbd", block: false },
    Element { name: "sub", block: false },
    Element { name: "sup", block: false },
    Element { name: "mark", block: false },
    Element { name: "ruby", block: false },
    Element { name: "rt", block: false },
    Element { name: "rp", block: false },
    Element { name: "br", block: false },
];

fn element(name: &[u8]) -> Option<&'static Element> {
    ELEMENTS.iter().find(|element| element.name.as_bytes().eq_ignore_ascii_case(name))
}

/// Bytes of the longest name among them.
const LONGEST_NAME: usize = 7;

/// Bytes of a tag; what is longer is shown as text, so that no sign is looked for through a whole file.
const LONGEST_TAG: usize = 4096;

/// More raw elements than this inside each other are no author's.
const DEEPEST: usize = 32;

/// The raw elements that are open, innermost last.
#[derive(Debug, Default)]
pub(super) struct Stack {
    open: Vec<Open>,
    /// `details` were opened and nothing stands in them yet.
    pub(super) awaits_summary: bool,
}

#[derive(Debug)]
struct Open {
    name: &'static str,
    /// How many Markdown elements are open around it.
    level: u32,
    /// Where its tag begins and ends in the output.
    tag: std::ops::Range<usize>,
    /// A `ruby` that has an `rt`.
    whole: bool,
}

/// One piece of raw HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'t> {
    Text(&'t str),
    /// An element that may pass, with the text between its name and `>`.
    Open(&'static Element, &'t str),
    Close(&'static Element, &'t str),
}

/// Cuts raw HTML into tokens that may pass and text; comments vanish.
pub(super) fn tokens(mut html: &str) -> impl Iterator<Item = Token<'_>> {
    std::iter::from_fn(move || {
        while let Some(rest) = html.strip_prefix("<!--") {
            // `<!-->` and `<!--->` are whole (CommonMark 0.31.2 §6.6): what follows is text.
            let whole = rest.strip_prefix('>').or_else(|| rest.strip_prefix("->"));
            html = whole.unwrap_or_else(|| {
                memchr::memmem::find(rest.as_bytes(), b"-->").map_or("", |end| &rest[end + 3..])
            });
        }
        if html.is_empty() {
            return None;
        }
        let (token, length) = tag(html).unwrap_or_else(|| {
            let end = memchr::memchr(b'<', &html.as_bytes()[1..]).map_or(html.len(), |end| end + 1);
            (Token::Text(&html[..end]), end)
        });
        html = &html[length..];
        Some(token)
    })
}

fn tag(html: &str) -> Option<(Token<'_>, usize)> {
    let closes = html.starts_with("</");
    let inner = html.strip_prefix(if closes { "</" } else { "<" })?;
    let name = inner.bytes().take(LONGEST_NAME + 1).take_while(u8::is_ascii_alphanumeric).count();
    let element = element(&inner.as_bytes()[..name])?;
    let end = memchr::memchr(b'>', &inner.as_bytes()[..inner.len().min(LONGEST_TAG)])?;
    let length = html.len() - inner.len() + end + 1;
    let token =
        if closes { Token::Close(element, &html[..length]) } else { Token::Open(element, &inner[name..end]) };
    Some((token, length))
}

impl Stack {
    pub(super) fn is_empty(&self) -> bool {
        self.open.is_empty()
    }

    /// Whether an element is open at `level`.
    pub(super) fn is_open_at(&self, level: u32) -> bool {
        self.open.iter().any(|open| open.level == level)
    }

    /// Opens an element at `level`; `false` if it cannot stand here.
    pub(super) fn open(&mut self, element: &Element, attributes: &str, level: u32, out: &mut String) -> bool {
        let inside =
            |name: &str| self.open.last().is_some_and(|open| open.name == name && open.level == level);
        match element.name {
            "br" => {
                out.push_str("<br>");
                return true;
            }
            _ if self.open.len() >= DEEPEST => return false,
            "ruby" if self.open.iter().any(|open| open.name == "ruby") => return false,
            "rt" | "rp" => {
                if inside("rt") || inside("rp") {
                    self.pop(out);
                }
                match self.open.last_mut() {
                    Some(ruby) if ruby.name == "ruby" && ruby.level == level => {
                        ruby.whole |= element.name == "rt";
                    }
                    _ => return false,
                }
            }
            "summary" if !self.awaits_summary => return false,
            _ => {}
        }
        let start = out.len();
        out.push('<');
        out.push_str(element.name);
        write_attributes(element.name, attributes, out);
        out.push('>');
        self.open.push(Open {
            name: element.name,
            level,
            tag: start..out.len(),
            whole: element.name != "ruby",
        });
        self.awaits_summary = element.name == "details";
        true
    }

    /// Opens a paragraph around loose text of an HTML block.
    pub(super) fn open_paragraph(&mut self, level: u32, out: &mut String) {
        if !self.is_open_at(level) {
            out.push_str("<p>");
            self.open.push(Open { name: "p", level, tag: out.len() - 3..out.len(), whole: true });
        }
    }

    /// Closes the innermost element of that name at `level`, and what is open inside it; `false` if there is none.
    pub(super) fn close(&mut self, name: &str, level: u32, out: &mut String) -> bool {
        let Some(at) = self.open.iter().rposition(|open| open.name == name && open.level == level) else {
            return false;
        };
        while self.open.len() > at {
            self.pop(out);
        }
        true
    }

    /// Closes what was opened at `level` or deeper.
    pub(super) fn close_from(&mut self, level: u32, out: &mut String) {
        while self.open.last().is_some_and(|open| open.level >= level) {
            self.pop(out);
        }
    }

    fn pop(&mut self, out: &mut String) {
        let Some(open) = self.open.pop() else { return };
        if open.whole {
            out.push_str("</");
            out.push_str(open.name);
            out.push('>');
        } else {
            // A `ruby` without an `rt` is no ruby, and the Nu checker refuses it.
            out.replace_range(open.tag, "");
        }
        if open.name == "details" {
            self.awaits_summary = false;
        }
    }
}

/// `lang` of any element and `open` of `details`; the rest is left out.
fn write_attributes(name: &str, attributes: &str, out: &mut String) {
    let mut words = attributes.trim_end_matches('/').split_ascii_whitespace();
    if name == "details" && words.clone().any(|word| word == "open" || word.starts_with("open=")) {
        out.push_str(" open");
    }
    let lang = words.find_map(|word| word.strip_prefix("lang=")).map(|value| value.trim_matches(['"', '\'']));
    if let Some(lang) = lang
        && lang.starts_with(|first: char| first.is_ascii_alphabetic())
        && lang.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    {
        out.push_str(" lang=\"");
        out.push_str(lang);
        out.push('"');
    }
}
