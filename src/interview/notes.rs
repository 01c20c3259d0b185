//! References to notes that nobody wrote, and notes to which nothing refers.
//!
//! In come logical lines; out go [`Reference`]s of what is broken, and of nothing else. Invariant: what may be no
//! reference (`[^a-z]` in an article without notes) is none.

use std::collections::BTreeSet;

use super::plain::note_end;
use super::reading::Reference;
use crate::article::{Block, Body, Line};

/// Adds what is broken in a body.
pub(super) fn find(body: &Body, into: &mut Vec<Reference>) {
    if memchr::memmem::find(body.text().as_bytes(), b"[^").is_none() {
        return;
    }
    let (mut written, mut referred) = (Vec::new(), Vec::new());
    for line in body.lines().iter().filter(|line| line.block != Block::Code) {
        look(body, line, &mut written, &mut referred);
    }
    let labels = |found: &[(u32, &str)]| found.iter().map(|(_, label)| label.to_lowercase()).collect();
    let (known, used): (BTreeSet<String>, BTreeSet<String>) = (labels(&written), labels(&referred));
    let is_number = |label: &str| label.bytes().all(|byte| byte.is_ascii_digit());
    let broken =
        |label: &str| !known.contains(&label.to_lowercase()) && (!known.is_empty() || is_number(label));
    for (at, label) in referred.iter().filter(|(_, label)| broken(label)) {
        into.push(reference(body, *at, format!("[^{label}]")));
    }
    for (at, label) in written.iter().filter(|(_, label)| !used.contains(&label.to_lowercase())) {
        into.push(reference(body, *at, format!("[^{label}]:")));
    }
}

/// The notes and the references of one line, outside code and not escaped.
fn look<'b>(
    body: &'b Body,
    line: &Line,
    written: &mut Vec<(u32, &'b str)>,
    referred: &mut Vec<(u32, &'b str)>,
) {
    let text = body.line(line);
    let (mut from, mut in_code) = (0, false);
    for at in memchr::memmem::find_iter(text.as_bytes(), b"[^") {
        in_code ^= text[from..at].bytes().filter(|byte| *byte == b'`').count() % 2 == 1;
        from = at;
        let Some(end) = note_end(text.as_bytes(), at).filter(|_| !in_code && !text[..at].ends_with('\\'))
        else {
            continue;
        };
        let found = (line.start + at as u32, &text[at + 2..end - 1]);
        match line.block == Block::Definition && at == 0 && text[end..].starts_with(':') {
            true => written.push(found),
            false => referred.push(found),
        }
    }
}

fn reference(body: &Body, at: u32, url: String) -> Reference {
    let place = body.in_source(at..at + url.len() as u32);
    let source = (place.start as u32, place.end as u32);
    Reference { at, url: url.into(), title: Box::default(), source, shown: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_broken_is_found_where_it_stands() {
        for (text, broken) in [
            ("甲[^1]，乙[^2]。\n\n[^1]: 注。\n[^三]: 又一注。", &["[^2]", "[^三]:"][..]),
            ("甲[^A]。\n\n[^a]: 注。", &[]),
            ("写成 `[^2]` 或 [^a-z] 或 \\[^3]。", &[]),
            ("没有注[^4]。", &["[^4]"]),
        ] {
            let mut body = Body::default();
            body.fill(text, 0);
            let mut found = Vec::new();
            find(&body, &mut found);
            let shown: Vec<&str> = found.iter().map(|it| &*it.url).collect();
            assert_eq!(shown, broken, "{text}");
            for it in &found {
                assert_eq!(&text[it.source.0 as usize..it.source.1 as usize], &*it.url);
            }
        }
    }
}
