//! Addresses of pictures: which may be asked, where the original is, where an answer leads.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use ureq::http::Uri;

use crate::picture::plain_address;

/// What no request may hold as it is; `%` stays, since addresses are encoded already.
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
/// Last segments of WeChat's pictures that are smaller than the original, `0`.
const SCALED: &[&str] = &["132", "200", "300", "320", "640", "750", "1080"];

/// An address as it is asked for; `None` if nobody can be asked: another scheme, no host, a password.
pub(super) fn to_ask(address: &str) -> Option<String> {
    let encoded = utf8_percent_encode(&plain_address(address), ENCODED).to_string();
    let uri: Uri = encoded.parse().ok()?;
    let allowed = matches!(uri.scheme_str(), Some("http" | "https"));
    let authority = uri.authority()?.as_str();
    (allowed && !authority.contains('@') && uri.host().is_some_and(|host| !host.is_empty()))
        .then_some(encoded)
}

/// `host:port`, by which requests are counted.
pub(super) fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase()
}

/// Where the original lies, if the address shows that it is a smaller form: WeChat's addresses end in the width, and
/// `0` stands for the picture as it was uploaded.
pub(super) fn original(address: &str) -> Option<String> {
    let (path, query) = address.split_at(address.find(['?', '#']).unwrap_or(address.len()));
    let (before, last) = path.rsplit_once('/')?;
    let host = host(address);
    let is_wechats = ["qpic.cn", "qlogo.cn"].iter().any(|known| host.ends_with(known))
        || query.contains("wx_fmt=")
        || before.contains("/mmbiz_")
        || before.contains("/sz_mmbiz");
    (is_wechats && SCALED.contains(&last)).then(|| format!("{before}/0{query}"))
}

/// Where `location` leads, seen from `address` (RFC 3986 §5.2, but for `.` and `..`, which servers resolve).
pub(super) fn join(address: &str, location: &str) -> String {
    let location = location.trim();
    let scheme_end = address.find("://").map_or(0, |at| at + 3);
    let path = address[scheme_end..].find(['/', '?']).map_or(address.len(), |at| scheme_end + at);
    let query = address.find('?').unwrap_or(address.len());
    let has_scheme = location.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    let whole: Cow<'_, str> = if has_scheme {
        Cow::Borrowed(location)
    } else if let Some(rest) = location.strip_prefix("//") {
        Cow::Owned(format!("{}{rest}", &address[..scheme_end]))
    } else if location.starts_with('/') {
        Cow::Owned(format!("{}{location}", &address[..path]))
    } else if location.starts_with('?') {
        Cow::Owned(format!("{}{location}", &address[..query]))
    } else {
        let folder = address[path..query].rfind('/').map_or(path, |at| path + at);
        Cow::Owned(format!("{}/{location}", &address[..folder]))
    };
    plain_address(&whole).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_is_asked() {
        for address in ["https://a.example/x?y=1", "http://127.0.0.1:8000/", "https://[::1]/x"] {
            assert_eq!(to_ask(address).as_deref(), Some(address));
        }
        assert_eq!(to_ask("//a.example/谈 话#x").as_deref(), Some("https://a.example/%E8%B0%88%20%E8%AF%9D"));
        for address in [
            "ftp://a.example/",
            "file:///etc/passwd",
            "data:image/png,x",
            "https://",
            "https://u:p@a.example/",
            "x.png",
            "",
        ] {
            assert_eq!(to_ask(address), None, "{address}");
        }
    }

    #[test]
    fn the_original_is_found_where_the_address_shows_it() {
        let original = |address| original(address);
        assert_eq!(
            original("https://mmbiz.qpic.cn/mmbiz_png/ab/640?wx_fmt=png").as_deref(),
            Some("https://mmbiz.qpic.cn/mmbiz_png/ab/0?wx_fmt=png")
        );
        assert_eq!(original("http://mmbiz.qlogo.cn/ab/300").as_deref(), Some("http://mmbiz.qlogo.cn/ab/0"));
        for address in
            ["https://a.example/200/640", "https://mmbiz.qpic.cn/ab/0", "https://a.example/640?x=/640"]
        {
            assert_eq!(original(address), None, "{address}");
        }
    }

    #[test]
    fn an_answer_leads_on_from_where_it_came() {
        let from = "https://a.example:8/b/c?d";
        for (location, wanted) in [
            ("http://x.example/y", "http://x.example/y"),
            ("//x.example/y", "https://x.example/y"),
            ("/y#z", "https://a.example:8/y"),
            ("y", "https://a.example:8/b/y"),
            ("?y", "https://a.example:8/b/c?y"),
        ] {
            assert_eq!(join(from, location), wanted);
        }
        assert_eq!(join("https://a.example", "y"), "https://a.example/y");
    }
}
