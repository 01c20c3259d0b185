//! Addresses as metadata writes them: bare, as a Markdown link, between angle brackets.

use std::borrow::Cow;

/// Hosts that are known to answer over TLS, whatever an export says.
const SECURE: &[&str] = &["mp.weixin.qq.com", "mmbiz.qpic.cn", "mmbiz.qlogo.cn"];

/// The address inside `[text](address)`, `![](address)`, `<address>` or `[[file]]`; else the text itself.
pub(super) fn inside(text: &str) -> &str {
    let text = text.trim();
    if let Some(inner) = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        return inner;
    }
    match text.rsplit_once("](") {
        Some((_, url)) => url.split([')', ' ']).next().unwrap_or(url),
        None => unwrap_wiki_link(text),
    }
}

/// The name that `[[name]]` or `[[page|name]]` shows; else the text itself.
pub(super) fn unwrap_wiki_link(text: &str) -> &str {
    let Some(inner) = text.strip_prefix("[[").and_then(|rest| rest.strip_suffix("]]")) else {
        return text;
    };
    inner.rsplit_once('|').map_or(inner, |(_, shown)| shown).trim()
}

/// What a reader sees of `[text](address)` or `[[name]]`; else the text itself.
pub(super) fn shown(text: &str) -> &str {
    let link = text.strip_prefix('[').and_then(|rest| rest.split_once("](")).filter(|_| text.ends_with(')'));
    link.map_or_else(|| unwrap_wiki_link(text), |(shown, _)| shown)
}

/// Whether it is an address on the web.
pub(super) fn is_web(url: &str) -> bool {
    let after_scheme = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    after_scheme.is_some_and(|rest| !rest.is_empty() && !url.contains(char::is_whitespace))
        || url.starts_with("mp.weixin.qq.com/")
}

/// The address as it should be shown: `https` where the host has it, HTML's `&amp;` undone.
pub(super) fn upgraded(url: &str) -> Cow<'_, str> {
    let url = if url.contains("&amp;") { Cow::Owned(url.replace("&amp;", "&")) } else { Cow::Borrowed(url) };
    let bare = url.strip_prefix("http://").or_else(|| url.strip_prefix("//")).unwrap_or(&url);
    let host = bare.split(['/', '?']).next().unwrap_or_default();
    let without_tls = bare.len() != url.len() || url.starts_with(host);
    if without_tls && SECURE.contains(&host) { Cow::Owned(format!("https://{bare}")) } else { url }
}

/// The host of an address, without `www.`.
pub(super) fn host(url: &str) -> &str {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = bare.split(['/', '?', '#']).next().unwrap_or(bare);
    host.strip_prefix("www.").unwrap_or(host)
}
