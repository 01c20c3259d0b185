//! Text into HTML: escaped, guards taken out, control characters that HTML forbids dropped.

use super::guard::{GUARD_BYTES, PUNCTUATION_BYTES};

/// Whether a byte cannot simply be copied: markup, control characters, and first bytes of C1 controls and guards.
const fn is_special(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t' && byte != b'\n')
        || matches!(byte, b'&' | b'<' | b'>' | b'"' | 0x7f | 0xC2)
        || byte == GUARD_BYTES[0]
        || byte == PUNCTUATION_BYTES[0]
}

/// The first special byte. Whole blocks are tested without a branch, which the compiler turns into vector code: most
/// text holds nothing special.
fn find_special(bytes: &[u8]) -> Option<usize> {
    let blocks = bytes.chunks_exact(BLOCK);
    let rest = blocks.remainder();
    let clean =
        blocks.clone().take_while(|block| !block.iter().fold(false, |found, byte| found | is_special(*byte)));
    let start = clean.count() * BLOCK;
    let end = if start + rest.len() == bytes.len() { bytes.len() } else { start + BLOCK };
    bytes[start..end].iter().position(|byte| is_special(*byte)).map(|found| start + found)
}

const BLOCK: usize = 32;

/// Appends `text` as the content of an element.
pub fn text(text: &str, out: &mut String) {
    escape::<false>(text, out);
}

/// Appends `text` as the value of a double-quoted attribute.
pub fn attribute(text: &str, out: &mut String) {
    escape::<true>(text, out);
}

fn escape<const QUOTE: bool>(text: &str, out: &mut String) {
    let bytes = text.as_bytes();
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = find_special(&bytes[at..]) {
        let special = at + found;
        let (length, written) = replacement::<QUOTE>(&bytes[special..]);
        at = special + length;
        if let Some(written) = written {
            out.push_str(&text[copied..special]);
            out.push_str(written);
            copied = at;
        }
    }
    out.push_str(&text[copied..]);
}

/// How many bytes to take, and what to write for them (`None`: themselves).
fn replacement<const QUOTE: bool>(bytes: &[u8]) -> (usize, Option<&'static str>) {
    match bytes[0] {
        b'&' => (1, Some("&amp;")),
        b'<' => (1, Some("&lt;")),
        b'>' => (1, Some("&gt;")),
        b'"' if QUOTE => (1, Some("&quot;")),
        b'"' => (1, None),
        0xC2 if bytes.get(1).is_some_and(|second| *second < 0xA0) => (2, Some("")),
        0xC2 => (2, None),
        0xEE if bytes.starts_with(&GUARD_BYTES) => {
            (if bytes[3..].starts_with(&PUNCTUATION_BYTES) { 7 } else { 3 }, Some(""))
        }
        0xEE => (3, None),
        0xF0 if bytes.starts_with(&PUNCTUATION_BYTES) && bytes[4..].starts_with(&GUARD_BYTES) => {
            (7, Some(""))
        }
        0xF0 => (4, None),
        _ => (1, Some("")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_html_reads_as_markup_is_escaped_and_what_it_forbids_is_dropped() {
        let mut out = String::new();
        text("a<b>&\"\u{1}\u{85}·\u{a0}\u{E000}\u{E001}中\t\n", &mut out);
        assert_eq!(out, "a&lt;b&gt;&amp;\"·\u{a0}\u{E001}中\t\n");
        out.clear();
        attribute("\"<'", &mut out);
        assert_eq!(out, "&quot;&lt;'");
    }
}
