//! Bare addresses in running text.
//!
//! The rule is GFM's extended autolink (§6.9) for `http://` and `https://`, but a Chinese text puts no space around an
//! address, so it also ends before CJK characters, full-width punctuation and Chinese quotes, and may begin after any
//! character that is no ASCII letter or digit.

use std::ops::Range;

use super::address;
use super::cjk::{is_cjk, is_shared_punctuation};

/// The first bare address in `text` at or after `from`.
pub(super) fn find(text: &str, from: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(colon) = memchr::memchr(b':', &bytes[at..]).map(|found| at + found) {
        at = colon + 1;
        if let Some(start) = start(&bytes[from..colon]).map(|start| from + start)
            && bytes[colon..].starts_with(b"://")
        {
            let end = colon + 3 + length(&text[colon + 3..]);
            if address::is_allowed(&text[start..end]) {
                return Some(start..end);
            }
        }
    }
    None
}

/// Where the scheme begins that ends before a colon.
fn start(before: &[u8]) -> Option<usize> {
    let scheme: &[u8] = if ends_with(before, b"https") { b"https" } else { b"http" };
    if !ends_with(before, scheme) {
        return None;
    }
    let start = before.len() - scheme.len();
    let joined = start.checked_sub(1).is_some_and(|at| before[at].is_ascii_alphanumeric());
    (!joined).then_some(start)
}

fn ends_with(text: &[u8], end: &[u8]) -> bool {
    text.len() >= end.len() && text[text.len() - end.len()..].eq_ignore_ascii_case(end)
}

/// How much of what follows `://` belongs to the address.
fn length(rest: &str) -> usize {
    let stop = |character: char| {
        character.is_whitespace()
            || matches!(character, '<' | '"' | '`' | '|' | '\\' | '^' | '{' | '}' | '\u{E000}')
            || is_cjk(character)
            || is_shared_punctuation(character)
    };
    trimmed(&rest[..rest.find(stop).unwrap_or(rest.len())]).len()
}

/// GFM §6.9: trailing punctuation is no part of the address, nor a parenthesis that closes none of its own, nor what
/// looks like an entity.
fn trimmed(mut url: &str) -> &str {
    loop {
        let shorter = match url.bytes().next_back() {
            Some(b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'[' | b'(' | b'>') => {
                &url[..url.len() - 1]
            }
            Some(b')') if count(url, b')') > count(url, b'(') => &url[..url.len() - 1],
            Some(b']') if count(url, b']') > count(url, b'[') => &url[..url.len() - 1],
            Some(b';') => without_entity(url),
            _ => return url,
        };
        url = shorter;
    }
}

fn count(text: &str, byte: u8) -> usize {
    memchr::memchr_iter(byte, text.as_bytes()).count()
}

fn without_entity(url: &str) -> &str {
    let body = &url[..url.len() - 1];
    match body.rfind('&') {
        Some(start)
            if start + 1 < body.len()
                && body[start + 1..].bytes().all(|byte| byte.is_ascii_alphanumeric()) =>
        {
            &url[..start]
        }
        _ => body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_ends_where_chinese_begins() {
        for (text, want) in [
            ("原文：https://a.com/x，公开于", Some("https://a.com/x")),
            ("见https://a.com/x。", Some("https://a.com/x")),
            ("（https://a.com/x）", Some("https://a.com/x")),
            ("“https://a.com/x”", Some("https://a.com/x")),
            ("《https://a.com/x》", Some("https://a.com/x")),
            ("https://a.com/x后文", Some("https://a.com/x")),
            ("(see https://a.com/x_(y)).", Some("https://a.com/x_(y)")),
            ("https://a.com/?a=1&b=2;", Some("https://a.com/?a=1&b=2")),
            ("https://a.com/x&amp;", Some("https://a.com/x")),
            ("HTTP://A.com", Some("HTTP://A.com")),
            ("[1]https://a.com", Some("https://a.com")),
            ("https://", None),
            ("xhttps://a.com", None),
            ("ftp://a.com", None),
            ("a://https:/ http:/a", None),
            ("https://，", None),
        ] {
            assert_eq!(find(text, 0).map(|range| &text[range]), want, "{text}");
        }
    }
}
