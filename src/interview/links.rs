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
