//! Links of a logical line, without a Markdown parser.
//!
//! In comes a line; out go its links in order. Invariant: linear; what is no link is skipped.

/// A link as it stands on a line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Link<'a> {
    /// Between the brackets, pictures and all.
    pub(super) text: &'a str,
    /// The address.
    pub(super) url: &'a str,
    /// First byte of the line that is the address's.
    pub(super) address: usize,
    /// First byte of the line that is its own.
    pub(super) start: usize,
    /// One past the last.
    pub(super) end: usize,
}

/// The links of `line`, outermost only; pictures are none.
pub(super) fn each(line: &str) -> Vec<Link<'_>> {
    let bytes = line.as_bytes();
    let mut open: Vec<usize> = Vec::new();
    let mut links: Vec<Link<'_>> = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'[', b']', b'\\', &bytes[at..]) {
        let here = at + found;
        at = here + 1;
        match bytes[here] {
            b'\\' => at += 1,
            b'[' => open.push(here),
            _ => {
                let begin = open.pop();
                let Some(end) = destination(line, at) else { continue };
                // Exporters forget a bracket now and then: `[1、[title![](picture)](address)`.
                let Some(begin) = begin else { continue };
                let url = line[at + 1..end - 1].split(' ').next().unwrap_or_default();
                if begin > 0 && bytes[begin - 1] == b'!' {
                    at = end;
                    continue;
                }
                let begin = open
                    .drain(..)
                    .next()
                    .filter(|outer| line[*outer..begin].trim_start_matches('[').chars().count() <= 4)
                    .unwrap_or(begin);
                links.retain(|link| link.start < begin);
                let text = &line[begin + 1..here];
                links.push(Link { text, url, address: at + 1, start: begin, end });
                at = end;
            }
        }
        at = at.min(bytes.len());
    }
    links
}

/// The end of `(address)` at `at`.
fn destination(line: &str, at: usize) -> Option<usize> {
    let rest = line.as_bytes().get(at..)?;
    if rest.first() != Some(&b'(') {
        return None;
    }
    let mut depth = 0usize;
    for (offset, byte) in rest.iter().take(4096).enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 1 => return Some(at + offset + 1),
            b')' => depth -= 1,
            b'\n' => return None,
            _ => {}
        }
    }
    None
}

/// The address of the first picture in `text`.
pub(super) fn picture(text: &str) -> Option<&str> {
    let at = text.find("![")?;
    let open = at + text[at..].find("](")? + 1;
    let end = destination(text, open)?;
    text[open + 1..end - 1].split(' ').next()
}

/// `text` without pictures, without the marks of links and emphasis, escapes undone.
pub(super) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        match bytes[at] {
            b'!' if bytes.get(at + 1) == Some(&b'[') => {
                let end = text[at..].find("](").and_then(|close| destination(text, at + close + 1));
                at = end.unwrap_or(at + 2);
                continue;
            }
            b']' => {
                at = destination(text, at + 1).unwrap_or(at + 1);
                continue;
            }
            b'[' | b'*' | b'`' => {}
            b'_' if !(at > 0
                && bytes[at - 1].is_ascii_alphanumeric()
                && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric)) => {}
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => {
                out.push(char::from(bytes[at + 1]));
                at += 2;
                continue;
            }
            _ => {
                let character = text[at..].chars().next().unwrap_or(' ');
                out.push(character);
                at += character.len_utf8();
                continue;
            }
        }
        at += 1;
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cards_in_every_form() {
        for line in [
            "1. [题](https://a/s)",
            "[1、[题]](https://a/s)",
            "[1、[题]![](i)](https://a/s)",
            "[1、题](https://a/s)",
            "《[题](https://a/s)》",
            "[![](i)题](https://a/s)",
            "[1、[题![](i)](https://a/s)",
        ] {
            let links = each(line);
            assert_eq!(links.len(), 1, "{line}");
            assert_eq!(links[0].url, "https://a/s", "{line}");
            assert_eq!(plain(links[0].text).trim_start_matches("1、"), "题", "{line}");
        }
        assert_eq!(each("[一](a)[二](b)").len(), 2);
        assert_eq!(each("![](a)").len(), 0);
        assert_eq!(picture("![](a)题"), Some("a"));
    }
}
