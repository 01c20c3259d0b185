//! Writing XML: elements into a buffer, text without what XML 1.0 forbids.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// A writer of elements. Writing to memory cannot fail, so nothing here does.
pub(super) struct Xml<'o> {
    writer: Writer<&'o mut Vec<u8>>,
}

impl<'o> Xml<'o> {
    /// Begins a document.
    pub(super) fn new(out: &'o mut Vec<u8>) -> Self {
        let mut xml = Self { writer: Writer::new_with_indent(out, b' ', 1) };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml
    }

    /// An element with others inside.
    pub(super) fn nest(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.event(Event::Start(start(name, attributes)));
        inside(self);
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with text inside.
    pub(super) fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.event(Event::Start(start(name, attributes)));
        self.event(Event::Text(BytesText::new(&allowed(text))));
        self.event(Event::End(BytesEnd::new(name)));
    }

    /// An element with nothing inside.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.event(Event::Empty(start(name, attributes)));
    }

    fn event(&mut self, event: Event<'_>) {
        let _ = self.writer.write_event(event);
    }
}

fn start<'a>(name: &'a str, attributes: &[(&'a str, &str)]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, allowed(value).as_ref()));
    }
    start
}

/// The first bytes of U+FFC0 to U+FFFF.
static LAST_OF_PLANE: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(b"\xEF\xBF"));

/// Text without the characters that XML 1.0 §2.2 has no way to write.
pub(super) fn allowed(text: &str) -> Cow<'_, str> {
    let forbidden = |it: char| matches!(it, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    // Control characters are looked for in whole blocks without a branch, the others by the byte that they begin with
    // beside all that is written full width.
    let is_control = |byte: &u8| *byte < 0x20 && !matches!(*byte, b'\t' | b'\n' | b'\r');
    let controls = |block: &[u8]| block.iter().fold(false, |found, byte| found | is_control(byte));
    let bytes = text.as_bytes();
    let found = bytes.chunks(64).any(controls)
        || LAST_OF_PLANE.find_iter(bytes).any(|at| matches!(bytes.get(at + 2), Some(0xbe | 0xbf)));
    if found { Cow::Owned(text.replace(forbidden, "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::allowed;

    #[test]
    fn what_xml_cannot_write_is_left_out_and_nothing_else() {
        let kept = format!("{}\t\r\n\u{7f}\u{fffd}（！）\u{1ffff}\u{f000}", "谈".repeat(40));
        assert_eq!(allowed(&kept), kept);
        for forbidden in ["\0", "\u{8}", "\u{b}", "\u{c}", "\u{e}", "\u{1f}", "\u{fffe}", "\u{ffff}"] {
            assert_eq!(allowed(&format!("{kept}{forbidden}{kept}")), format!("{kept}{kept}"));
        }
    }
}
