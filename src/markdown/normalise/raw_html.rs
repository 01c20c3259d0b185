//! Raw HTML that takes lines as they are (CommonMark 0.31.2 §4.6).
//!
//! In comes a line that begins with `<`; out goes which kind of block it begins, and on which line that ends.
//! Invariant: an address or an element in running text begins none.

use super::blocks::Block;

/// What a block of raw HTML ends with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Html {
    /// A blank line; begun by an element that is a block (kind 6).
    Element,
    /// A blank line; begun by any tag that has the line to itself (kind 7).
    Tag,
    /// These characters (kinds 1 to 5).
    Until(&'static str),
}

/// A comment (kind 2).
pub(super) const COMMENT: Html = Html::Until("-->");

/// Elements whose text is their own (kind 1).
const OWN_TEXT: [(&str, &str); 4] =
    [("pre", "</pre>"), ("script", "</script>"), ("style", "</style>"), ("textarea", "</textarea>")];

/// Elements that are blocks (kind 6), sorted.
const BLOCKS: [&str; 62] = [
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

impl Html {
    /// The kind of block that `text` begins.
    pub(super) fn of(text: &str) -> Option<Self> {
        let rest = text.strip_prefix('<')?;
        match rest.as_bytes().first()? {
            b'?' => return Some(Self::Until("?>")),
            b'!' if rest.starts_with("!--") => return Some(COMMENT),
            b'!' if rest.starts_with("![CDATA[") => return Some(Self::Until("]]>")),
            // One that goes on below its line is no author's, and might take in the text up to the next quote.
            b'!' => {
                let is_name = rest[1..].starts_with(|next: char| next.is_ascii_alphabetic());
                return (is_name && rest.contains('>')).then_some(Self::Until(">"));
            }
            _ => {}
        }
        let name = rest.strip_prefix('/').unwrap_or(rest);
        let end = name.find(|next: char| !next.is_ascii_alphanumeric()).unwrap_or(name.len());
        let (name, behind) = (name[..end].to_ascii_lowercase(), &name[end..]);
        let ends_name = behind.is_empty() || behind.starts_with([' ', '\t', '>']) || behind.starts_with("/>");
        if name.is_empty() || !ends_name {
            return None;
        }
        if let Some((_, end)) = OWN_TEXT.iter().find(|(own, _)| *own == name) {
            return (!rest.starts_with('/')).then_some(Self::Until(end));
        }
        if BLOCKS.binary_search(&name.as_str()).is_ok() {
            return Some(Self::Element);
        }
        let close = behind.find('>')?;
        behind[close + 1..].trim().is_empty().then_some(Self::Tag)
    }

    /// What its lines are to a reader: what is no element of the text is none of the text either.
    pub(super) fn block(self) -> Block {
        match self {
            Self::Element | Self::Tag => Block::Paragraph { after_break: false },
            Self::Until(_) => Block::Code,
        }
    }

    /// Whether the block ends with this line.
    pub(super) fn ends_on(self, line: &str) -> bool {
        match self {
            Self::Element | Self::Tag => false,
            Self::Until(end) => line.to_ascii_lowercase().contains(end),
        }
    }

    /// Whether nobody is to see it.
    pub(super) fn is_comment(self) -> bool {
        self == COMMENT
    }

    /// Whether a blank line ends the block.
    pub(super) fn ends_on_blank(self) -> bool {
        matches!(self, Self::Element | Self::Tag)
    }
}
