//! Which article an address means.
//!
//! In come all entries; out goes one map from everything an article is called (its WeChat identity, its short address,
//! the address of its original) to its place. Invariant: one name never means two articles.

use std::collections::HashMap;

use super::{ArticleId, Entry};
use crate::article::Identity;
use crate::diagnostic::{Code, Diagnostic, Place};

/// From names to articles; asked, never walked.
#[derive(Debug, Default)]
pub(super) struct Identities {
    known: HashMap<String, ArticleId>,
    /// Addresses of originals that several articles name; they mean none of them.
    shared: HashMap<String, ()>,
}

impl Identities {
    /// Gathers all names; two articles with one WeChat identity are an error that names both files.
    pub(super) fn gather(entries: &[Entry<'_>], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut identities = Self::default();
        for (place, entry) in entries.iter().enumerate() {
            let id = ArticleId(place as u32);
            let metadata = entry.metadata;
            let long = metadata.identity.clone();
            let short = metadata.wechat_short.as_deref().and_then(short_identity);
            let named = [long, short].into_iter().flatten().map(|it| it.key()).collect::<Vec<_>>();
            if let Some(source) = metadata.source.as_deref().filter(|_| named.is_empty()) {
                identities.add_source(plain(source), id);
            }
            for key in named {
                match identities.known.get(&key) {
                    Some(first) if *first == id => {}
                    Some(first) => diagnostics.push(same_identity(&entries[first.0 as usize], entry)),
                    None => drop(identities.known.insert(key, id)),
                }
            }
        }
        identities
    }

    fn add_source(&mut self, source: String, id: ArticleId) {
        if self.shared.contains_key(&source) {
            return;
        }
        if self.known.remove(&source).is_some() {
            self.shared.insert(source, ());
        } else {
            self.known.insert(source, id);
        }
    }

    /// The article of an identity.
    pub(super) fn find(&self, identity: &Identity) -> Option<ArticleId> {
        self.known.get(&identity.key()).copied()
    }

    /// The article that an address means, in any spelling.
    pub(super) fn resolve(&self, url: &str) -> Option<ArticleId> {
        match Identity::parse(url) {
            Some(identity) => self.find(&identity),
            None => self.known.get(&plain(url)).copied(),
        }
    }
}

fn short_identity(address: &str) -> Option<Identity> {
    Identity::parse(address).or_else(|| Identity::parse(&format!("https://mp.weixin.qq.com{address}")))
}

/// An address without what does not tell pages apart: scheme, fragment, slash at the end.
fn plain(url: &str) -> String {
    let url = url.split('#').next().unwrap_or(url);
    let url = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    format!("//{}", url.trim_end_matches('/'))
}

fn same_identity(one: &Entry<'_>, other: &Entry<'_>) -> Diagnostic {
    let (first, second) = if one.path <= other.path { (one, other) } else { (other, one) };
    Diagnostic::error(
        Code::SameIdentity,
        format!("\"{}\" and \"{}\" are the same WeChat article", first.path, second.path),
    )
    .at(Place::file(second.path))
    .and(Place::file(first.path), "has the same identity")
    .help("delete one of the two files, or correct its source address")
}
