//! What an address is called, in whichever way it is spelled.
//!
//! In come an address and the file that it is written in; out comes a [`Name`], or nothing for an address that cannot
//! mean an article. Invariant: all spellings of one article's address have one name, in every run.

use crate::article::Identity;
use crate::source::{fingerprint, is_article};

/// What all spellings of one address share; small enough to be remembered for every link of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(u128);

impl Name {
    /// The name of an address that is written in `file` (from the site's root): of a WeChat article, of a page
    /// elsewhere, or of an article's file.
    pub fn of(file: &str, url: &str) -> Option<Self> {
        let url = url.trim();
        if let Some(identity) = Identity::parse(url) {
            return Some(Self::of_identity(&identity));
        }
        if url.starts_with("//") || url.starts_with("https://") || url.starts_with("http://") {
            return Some(Self::of_source(url));
        }
        let path = url.split(['?', '#']).next().unwrap_or(url);
        if path.contains(':') || !is_article(path) {
            return None;
        }
        let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        Some(Self::of_file(&beside(file, &path)))
    }

    /// The name of a WeChat article.
    pub fn of_identity(identity: &Identity) -> Self {
        Self(fingerprint(identity.key().as_bytes()))
    }

    /// The name of a page elsewhere: its address without what does not tell pages apart (scheme, fragment, slash at
    /// the end).
    pub fn of_source(url: &str) -> Self {
        let url = url.split('#').next().unwrap_or(url);
        let url = url.strip_prefix("https:").or_else(|| url.strip_prefix("http:")).unwrap_or(url);
        Self(fingerprint(url.trim_end_matches('/').as_bytes()))
    }

    /// The name of an article's file, by its path from the root.
    pub fn of_file(path: &str) -> Self {
        Self(fingerprint(path.as_bytes()))
    }

    /// The name as a number, the same in every run.
    pub fn number(self) -> u128 {
        self.0
    }

    /// The name of a number that [`Name::number`] gave.
    pub fn from_number(number: u128) -> Self {
        Self(number)
    }
}

/// A path that is written in `file`, from the site's root; `/` is the folder of the articles.
fn beside(file: &str, path: &str) -> String {
    let mut segments: Vec<&str> =
        if path.starts_with('/') { vec!["content", ""] } else { file.split('/').collect() };
    segments.pop();
    for segment in path.split('/') {
        match segment {
            "." | "" => {}
            ".." => drop(segments.pop()),
            _ => segments.push(segment),
        }
    }
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn all_spellings_of_an_address_have_one_name() {
        let name = |url| Name::of("content/2024/a.md", url).unwrap();
        for same in ["http://example.org/a", "//example.org/a/", "https://example.org/a#part"] {
            assert_eq!(name(same), name("https://example.org/a"), "{same}");
        }
        for same in ["b.md", "./b.md#q-1", "../2024/b.md", "/2024/b.md", "%62.md?x"] {
            assert_eq!(name(same), Name::of_file("content/2024/b.md"), "{same}");
        }
        assert_eq!(
            name("http://mp.weixin.qq.com/s?__biz=MzAw&mid=1&idx=2&sn=a#rd"),
            name("https://mp.weixin.qq.com/s?idx=2&mid=1&__biz=MzAw"),
        );
        assert_ne!(name("https://example.org/a"), name("https://example.org/b"));
    }

    #[test]
    fn what_cannot_be_an_article_has_no_name() {
        for url in ["", "#part", "picture.png", "/about/", "mailto:a@example.org", "javascript:a.md"] {
            assert_eq!(Name::of("content/a.md", url), None, "{url}");
        }
    }
}
