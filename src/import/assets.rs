//! Pictures that Hexo kept in a folder named like the article (`post_asset_folder`).
//!
//! In comes an address as an article writes it; out goes that of the same file here. Invariant: only an address of a file
//! that is there is changed.

use std::collections::BTreeSet;

use super::generator::{Foreign, Generator};

/// The files of one article.
pub(super) struct Assets<'a> {
    /// Their folder, from `content/` on, with a slash behind it.
    folder: String,
    /// All files beside articles.
    files: &'a BTreeSet<String>,
    /// Where the article stood, with a slash behind it.
    old: Option<String>,
    /// The article lies in the folder, too.
    bundled: bool,
}

impl<'a> Assets<'a> {
    /// Those of the article that goes `to` a file and had the address `old`.
    pub(super) fn of(foreign: &'a Foreign, to: &str, old: Option<&str>) -> Option<Self> {
        if foreign.site.settings.generator != Generator::Hexo {
            return None;
        }
        let folder = format!("{}/", foreign.below.rsplit_once('.')?.0);
        let old = old.map(|old| format!("{}/", old.trim_end_matches('/').trim_end_matches(".html")));
        let bundled = to.ends_with(&format!("{folder}index.md"));
        Some(Self { folder, files: &foreign.site.beside, old, bundled })
    }

    /// What the article calls a file here that it called `address`: by its name, by its folder, or by where it stood.
    pub(super) fn find(&self, address: &str) -> Option<String> {
        let address = address.trim_start_matches('<').trim_end_matches('>');
        let decoded = percent_encoding::percent_decode_str(address).decode_utf8().unwrap_or(address.into());
        let plain = decoded.strip_prefix("./").unwrap_or(&decoded);
        let stem = self.stem();
        let below = |folder: &str| plain.strip_prefix(folder);
        let name = [Some(plain), below(stem), self.old.as_deref().and_then(below)]
            .into_iter()
            .flatten()
            .find(|name| self.files.contains(&format!("{}{name}", self.folder)))?;
        Some(self.address(name))
    }

    /// The address of a file of the folder.
    pub(super) fn address(&self, name: &str) -> String {
        let stem = if self.bundled { "" } else { self.stem() };
        format!("{stem}{name}")
            .replace('%', "%25")
            .replace(' ', "%20")
            .replace('(', "%28")
            .replace(')', "%29")
    }

    /// The folder's own name, with a slash behind it.
    fn stem(&self) -> &str {
        let bare = self.folder.trim_end_matches('/');
        &self.folder[bare.rfind('/').map_or(0, |at| at + 1)..]
    }
}

/// The address that stands in Markdown behind `open` bytes of `rest`, with the pointed brackets around it.
pub(super) fn written(rest: &str, open: usize) -> &str {
    let address = rest.get(open..).unwrap_or_default();
    match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => address.split(quote).next().unwrap_or_default(),
        _ if address.starts_with('<') => &address[..address.find('>').map_or(0, |end| end + 1)],
        _ => address.split([')', ' ', '\t', '\r', '\n']).next().unwrap_or_default(),
    }
}
