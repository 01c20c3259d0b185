//! Addresses as links print them.
//!
//! In comes a path from the site's root; out goes a [`Permalink`], percent-encoded and below the path of `base_url`, and
//! the file that a host serves for it. Invariant: a site under `/blog/` is the same site with longer links.

use std::borrow::Cow;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What RFC 3986 §3.3 lets a path hold stays; `%` is encoded because a segment is never encoded before.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// An address on the site's host, with the path of `base_url`: `/a/`, `/blog/a/`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Permalink(String);

impl Permalink {
    /// As links print it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where the site stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Base {
    /// Scheme and host, without a slash at the end.
    origin: String,
    /// The path, with a slash at both ends.
    path: String,
}

impl Base {
    /// Takes a `base_url` apart.
    pub fn new(base_url: &str) -> Self {
        let scheme = base_url.find("://").map_or(0, |at| at + 3);
        let host = base_url[scheme..].find('/').map_or(base_url.len(), |at| scheme + at);
        let path = base_url[host..].trim_matches('/');
        let path = if path.is_empty() { "/".to_owned() } else { format!("/{path}/") };
        Self { origin: base_url[..host].to_owned(), path }
    }

    /// The link to a path from the site's root, which is not encoded yet.
    pub fn permalink(&self, path: &str) -> Permalink {
        let path = path.trim_start_matches('/');
        Permalink(format!("{}{}", self.path, utf8_percent_encode(path, PATH)))
    }

    /// The whole address of a link on this host.
    pub fn absolute(&self, link: &str) -> String {
        format!("{}{link}", self.origin)
    }

    /// The path of `base_url`, with a slash at both ends.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// An address as the author of `file` (from the site's root) wrote it, as a link: from the host's root for a file of
    /// the site, as it stands for the web. `None` for a scheme that a reader's browser should not be led to.
    pub fn link<'a>(&self, file: &str, url: &'a str) -> Option<Cow<'a, str>> {
        let url = url.trim();
        if url.starts_with("https://") || url.starts_with("http://") {
            return Some(Cow::Borrowed(url));
        }
        if let Some(rest) = url.strip_prefix("//") {
            return Some(Cow::Owned(format!("https://{rest}")));
        }
        let (path, rest) = path_of(file, url)?;
        Some(Cow::Owned(format!("{}{rest}", self.permalink(&path).as_str())))
    }
}

/// An address that the author of `file` wrote, as a path from the site's root, not encoded, and the query and fragment
/// behind it; `None` for one that has a scheme.
pub(super) fn path_of<'a>(file: &str, url: &'a str) -> Option<(String, &'a str)> {
    let url = url.trim();
    let scheme = url.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    if scheme || url.is_empty() || url.starts_with("//") {
        return None;
    }
    let (path, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
    let whole = match path.strip_prefix('/') {
        Some(from_root) => from_root.to_owned(),
        None => beside(file, &path),
    };
    Some((whole, rest))
}

/// A relative path from the folder of a content file, as a path from the site's root.
fn beside(file: &str, path: &str) -> String {
    let file = file.strip_prefix("content/").unwrap_or(file);
    let mut segments: Vec<&str> = file.split('/').collect();
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "." | "" => {}
            ".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    // A folder stays one.
    let end = if path.ends_with('/') && !segments.is_empty() { "/" } else { "" };
    segments.join("/") + end
}

/// The file that a static host serves at a path: a folder's is its `index.html`.
pub(super) fn file_of(path: &str) -> String {
    let path = path.trim_start_matches('/');
    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_with_a_path_is_in_every_link() {
        for (base, link, absolute) in [
            ("https://a.example/", "/谈/", "https://a.example/"),
            ("https://a.example", "/谈/", "https://a.example/"),
            ("https://a.example/blog/", "/blog/谈/", "https://a.example/blog/"),
            ("https://a.example/x/y", "/x/y/谈/", "https://a.example/x/y/"),
        ] {
            let base = Base::new(base);
            assert_eq!(base.permalink("/谈/").as_str(), link.replace('谈', "%E8%B0%88"));
            assert_eq!(base.absolute(base.permalink("").as_str()), absolute);
        }
    }

    #[test]
    fn signs_with_a_meaning_are_encoded_once() {
        assert_eq!(Base::new("https://a.example/").permalink("tags/c#/100%/").as_str(), "/tags/c%23/100%25/");
    }

    #[test]
    fn an_authors_address_becomes_a_link() {
        let base = Base::new("https://a.example/blog/");
        let link = |url| base.link("content/2024/a.md", url).map(Cow::into_owned);
        assert_eq!(link("/pictures/a.png").as_deref(), Some("/blog/pictures/a.png"));
        assert_eq!(link("b%20c.png?v=1").as_deref(), Some("/blog/2024/b%20c.png?v=1"));
        assert_eq!(link("../x.png").as_deref(), Some("/blog/x.png"));
        assert_eq!(link("http://p.example/a").as_deref(), Some("http://p.example/a"));
        assert_eq!(link("//p.example/a").as_deref(), Some("https://p.example/a"));
        assert_eq!(link("javascript:alert(1)"), None);
        assert_eq!(link("data:text/html,x"), None);
    }

    #[test]
    fn a_folder_is_served_by_its_index() {
        assert_eq!(file_of("/"), "index.html");
        assert_eq!(file_of("a/"), "a/index.html");
        assert_eq!(file_of("/rss.xml"), "rss.xml");
    }
}
