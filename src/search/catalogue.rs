//! What a browser reads first: how the index is cut, and where its articles are.
//!
//! In come articles and shards; out go `search/index.json` and lists of articles, some in each file, so that a search
//! loads those of its results alone.

use serde::Serialize;

use super::Article;
use super::invert::{Group, Order};
use crate::output::{Error, Made, Sink};
use crate::source::fingerprint;

/// Articles in one list.
const LISTED: usize = 64;

#[derive(Debug, Serialize)]
struct Catalogue {
    /// How many articles there are.
    articles: usize,
    /// How many are in one list.
    listed: usize,
    /// Above every article's number in a shard.
    bound: u32,
    /// The first key of every shard, rising; also its name.
    shards: Vec<u32>,
}

/// Writes the catalogue and the lists.
pub(super) fn write(
    articles: &[Article<'_>],
    order: &Order,
    groups: &[Group],
    sink: &impl Sink,
) -> Result<(), Error> {
    for (number, list) in articles.chunks(LISTED).enumerate() {
        let list: Vec<_> = list.iter().map(|it| (it.link, it.title, it.date.as_str())).collect();
        put(&format!("search/articles-{number}.json"), &list, sink)?;
    }
    let shards = groups.iter().flat_map(|group| &group.leaves).map(|leaf| leaf.start).collect();
    let catalogue = Catalogue { articles: articles.len(), listed: LISTED, bound: order.bound, shards };
    put("search/index.json", &catalogue, sink)
}

fn put(path: &str, value: &impl Serialize, sink: &impl Sink) -> Result<(), Error> {
    let bytes = serde_json::to_vec(value).unwrap_or_default();
    sink.put(path, Made::from(fingerprint(&bytes)), &bytes)
}
