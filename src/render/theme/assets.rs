//! Static files.
//!
//! Invariant: a style sheet or script of a theme has its hash in its name, so that a host may let browsers keep it for
//! ever and a page never meets the wrong version; every other file keeps its name, because people link to it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::layers::Layers;
use crate::page::{Base, key_of};

/// A static file as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// From the output folder: `assets/site-1f0c9b7e.css`, `favicon.svg`.
    pub path: String,
    /// What is written.
    pub bytes: Cow<'static, [u8]>,
    /// Hash of the bytes.
    pub key: u128,
}

/// All static files, sorted by path, and for templates the link to each by its name below `static/`.
pub(super) fn gather(layers: &Layers, base: &Base) -> (Vec<Asset>, BTreeMap<String, String>) {
    let mut files: BTreeMap<&str, (&Cow<'static, [u8]>, bool)> = BTreeMap::new();
    for layer in &layers.layers {
        for (file, bytes) in &layer.files {
            let Some(name) = file.strip_prefix("static/") else { continue };
            let of_theme = !layer.name.is_empty();
            // The topmost layer's bytes; a file that a theme has too is the theme's, under whatever bytes.
            files.entry(name).and_modify(|(_, themed)| *themed |= of_theme).or_insert((bytes, of_theme));
        }
    }
    let mut assets = Vec::with_capacity(files.len());
    let mut urls: BTreeMap<String, String> = BTreeMap::new();
    for (name, (bytes, of_theme)) in files {
        let key = key_of(&**bytes);
        let path = if of_theme { fingerprinted(name, key) } else { name.to_owned() };
        urls.insert(name.to_owned(), base.permalink(&path).as_str().to_owned());
        assets.push(Asset { path, key, bytes: bytes.clone() });
    }
    assets.sort_by(|one, other| one.path.cmp(&other.path));
    (assets, urls)
}

fn fingerprinted(name: &str, key: u128) -> String {
    match name.rsplit_once('.') {
        Some((stem, ending @ ("css" | "js"))) => {
            format!("assets/{stem}-{:08x}.{ending}", key as u32)
        }
        _ => name.to_owned(),
    }
}
