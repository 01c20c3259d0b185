//! Which article an address means.
//!
//! In come all entries; out goes one map from everything an article is called (its WeChat identity, its short address,
//! the address of its original, its file) to its place. Invariant: one name never means two articles.

use std::collections::{HashMap, HashSet};

use super::{ArticleId, Entry, Name};
use crate::article::Identity;
use crate::diagnostic::{Code, Diagnostic, Place};

/// From names to articles; asked, never walked.
#[derive(Debug, Default)]
pub(super) struct Identities {
    known: HashMap<Name, ArticleId>,
    /// Addresses of originals that several articles name; they mean none of them.
    shared: HashSet<Name>,
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
            let named = [long, short].into_iter().flatten().collect::<Vec<_>>();
            if let Some(source) = metadata.source.as_deref().filter(|_| named.is_empty()) {
                identities.add_source(Name::of_source(source), id);
            }
            for name in named.iter().map(Name::of_identity) {
                match identities.known.get(&name) {
                    Some(first) if *first == id => {}
                    Some(first) => diagnostics.push(same_identity(&entries[first.0 as usize], entry)),
                    None => drop(identities.known.insert(name, id)),
                }
            }
            identities.known.insert(Name::of_file(entry.path), id);
        }
        identities
    }

    fn add_source(&mut self, source: Name, id: ArticleId) {
        if self.shared.contains(&source) {
            return;
        }
        if self.known.remove(&source).is_some() {
            self.shared.insert(source);
        } else {
            self.known.insert(source, id);
        }
    }

    /// The article of a name.
    pub(super) fn named(&self, name: Name) -> Option<ArticleId> {
        self.known.get(&name).copied()
    }

    /// The article of an identity.
    pub(super) fn find(&self, identity: &Identity) -> Option<ArticleId> {
        self.named(Name::of_identity(identity))
    }

    /// The article that an address means, in any spelling.
    pub(super) fn resolve(&self, url: &str) -> Option<ArticleId> {
        self.named(Name::of("", url)?)
    }
}

fn short_identity(address: &str) -> Option<Identity> {
    Identity::parse(address).or_else(|| Identity::parse(&format!("https://mp.weixin.qq.com{address}")))
}

fn same_identity(one: &Entry<'_>, other: &Entry<'_>) -> Diagnostic {
    let (first, second) = if one.path <= other.path { (one, other) } else { (other, one) };
    let place = |entry: &Entry<'_>| {
        let metadata = entry.metadata;
        let source = metadata.source.as_deref().or(metadata.wechat_short.as_deref()).unwrap_or_default();
        // The file may say `http`.
        let bare = source.strip_prefix("https://").unwrap_or(source);
        Place::value(entry.path, "source", bare)
    };
    Diagnostic::error(
        Code::SameIdentity,
        format!("\"{}\" and \"{}\" are the same WeChat article", first.path, second.path),
    )
    .at(place(second))
    .and(place(first), "has the same identity")
    .help("delete one of the two files, or correct its source address")
}
