//! Addresses of links and pictures: which may pass, and how they are written.

use super::options::Flavour;

/// Whether an address may stand in a link: of the schemes `http`, `https`, `mailto` and `tel`, with a host where the
/// scheme has one, or relative.
pub(super) fn is_allowed(url: &str) -> bool {
    match scheme(url) {
        Some(scheme) if ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
            has_host(&url[scheme.len() + 1..])
        }
        Some(scheme) => {
            ["mailto", "tel"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
                && url.len() > scheme.len() + 1
        }
        None if url.starts_with("//") => has_host(url),
        None => !url.is_empty(),
    }
}

/// Whether an address may stand in a picture.
pub(super) fn is_picture(url: &str) -> bool {
    is_allowed(url)
        && scheme(url)
            .is_none_or(|scheme| scheme.get(..4).is_some_and(|four| four.eq_ignore_ascii_case("http")))
}

/// Whether an address leads to another host.
pub(super) fn is_foreign(url: &str) -> bool {
    url.starts_with("//")
        || scheme(url)
            .is_some_and(|scheme| scheme.get(..4).is_some_and(|four| four.eq_ignore_ascii_case("http")))
}

/// The host of an address that names one.
pub(super) fn host(url: &str) -> &str {
    let Some(start) = url.find("//") else { return "" };
    let rest = &url[start + 2..];
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    authority.rsplit('@').next().unwrap_or(authority)
}

/// A scheme as browsers see one: they ignore tabs and line ends inside, and space before, so an address with any of
/// these in front of its first colon counts as having the scheme that remains; that is never an allowed one here.
fn scheme(url: &str) -> Option<&str> {
    let colon = url.find(':')?;
    let scheme = &url[..colon];
    if scheme.contains(['/', '?', '#']) { None } else { Some(scheme) }
}

/// `//host…` with a host that a URL parser accepts.
fn has_host(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let (name, port) = match authority.rsplit_once(':') {
        Some((name, port)) => (name, port),
        None => (authority, ""),
    };
    let good = |character: char| character.is_alphanumeric() || matches!(character, '-' | '.' | '_');
    !name.is_empty()
        && name.starts_with(char::is_alphanumeric)
        && !name.contains("..")
        && name.chars().all(good)
        && port.len() <= 5
        && port.bytes().all(|byte| byte.is_ascii_digit())
        && port.parse::<u32>().unwrap_or(0) < 65_536
}

/// Bytes that may stand in an address as they are, but for `#` and `%`: the URL standard's code points without those
/// that the Nu checker refuses.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(
            byte,
            b'-' | b'.'
                | b'_'
                | b'~'
                | b'!'
                | b'$'
                | b'\''
                | b'('
                | b')'
                | b'*'
                | b'+'
                | b','
                | b';'
                | b'='
                | b':'
                | b'@'
                | b'/'
                | b'?'
        )
}

/// Appends an address as an attribute's value: percent-encoded where it must be, never twice.
pub(super) fn write(url: &str, flavour: Flavour<'_>, out: &mut String) {
    let url = url.trim();
    if let Flavour::Feed { page } = flavour
        && scheme(url).is_none()
    {
        write_absolute(url, page, out);
    } else {
        write_encoded(url, out);
    }
}

/// Resolves a relative address against the page's; dots in paths are left to the reader.
fn write_absolute(url: &str, page: &str, out: &mut String) {
    let root = page
        .find("//")
        .and_then(|start| page[start + 2..].find('/').map(|end| start + 2 + end))
        .unwrap_or(page.len());
    if url.starts_with("//") {
        write_encoded(&page[..page.find("//").unwrap_or(0)], out);
    } else if url.starts_with('/') {
        write_encoded(&page[..root], out);
    } else if url.starts_with(['#', '?']) {
        write_encoded(&page[..page.find(['#', '?']).unwrap_or(page.len())], out);
    } else {
        let folder = page[root..].rfind('/').map_or(page.len(), |end| root + end + 1);
        write_encoded(&page[..folder], out);
    }
    write_encoded(url, out);
}

fn write_encoded(url: &str, out: &mut String) {
    let bytes = url.as_bytes();
    let mut fragment = false;
    let mut copied = 0;
    while let Some(at) = bytes[copied..].iter().position(|byte| !is_plain(*byte)).map(|found| copied + found)
    {
        out.push_str(&url[copied..at]);
        let character = url[at..].chars().next().map_or(1, char::len_utf8);
        copied = at + character;
        match bytes[at] {
            b'&' => out.push_str("&amp;"),
            b'#' if !std::mem::replace(&mut fragment, true) => out.push('#'),
            b'%' if bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit)) => {
                out.push('%');
            }
            _ => bytes[at..copied].iter().for_each(|byte| push_percent(*byte, out)),
        }
    }
    out.push_str(&url[copied..]);
}

fn push_percent(byte: u8, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.push('%');
    out.push(char::from(HEX[usize::from(byte >> 4)]));
    out.push(char::from(HEX[usize::from(byte & 15)]));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(url: &str, flavour: Flavour<'_>) -> String {
        let mut out = String::new();
        write(url, flavour, &mut out);
        out
    }

    #[test]
    fn only_known_schemes_pass() {
        for url in [
            "https://a.com/b",
            "HTTP://a.com",
            "mailto:a@b.c",
            "tel:+86",
            "/a/",
            "a.md",
            "#q",
            "?p=2",
            "//a.com/x",
            "http://例子.中国/x",
            "http://a.com:8080/",
            "a/b:c",
        ] {
            assert!(is_allowed(url), "{url}");
        }
        for url in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            " javascript:x",
            "java\tscript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
            "",
            "http:",
            "https://",
            "https:///a",
            "http://a b/",
            "http://a..b/",
            "http://a.com:99999/",
            "//",
            "mailto:",
            "\u{1}javascript:x",
        ] {
            assert!(!is_allowed(url), "{url}");
        }
        assert!(!is_picture("mailto:a@b.c") && is_picture("/a.png") && is_picture("https://a.com/a.png"));
    }

    #[test]
    fn addresses_are_encoded_once() {
        assert_eq!(
            written("/中 a%20b%zz?x=1&y=[2]#a#b", Flavour::Page),
            "/%E4%B8%AD%20a%20b%25zz?x=1&amp;y=%5B2%5D#a%23b"
        );
        assert_eq!(written("https://a.com/\"><b>", Flavour::Page), "https://a.com/%22%3E%3Cb%3E");
    }

    #[test]
    fn a_feed_has_absolute_addresses() {
        let feed = Flavour::Feed { page: "https://x.org/blog/a/" };
        for (url, want) in [
            ("/b/", "https://x.org/b/"),
            ("b.png", "https://x.org/blog/a/b.png"),
            ("#q-1", "https://x.org/blog/a/#q-1"),
            ("//c.org/d", "https://c.org/d"),
            ("mailto:a@b.c", "mailto:a@b.c"),
        ] {
            assert_eq!(written(url, feed), want);
        }
    }
}
