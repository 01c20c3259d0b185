//! Pictures that stay invisible to feed readers: they lie on hosts that answer only their own pages.
//!
//! In come the articles of the feeds; out goes a warning for each that shows such a picture. Invariant: an article is
//! parsed only if it names one of which the site has no copy.

use std::collections::BTreeSet;

use memchr::memmem;
use rayon::prelude::*;

use super::asking::{Asking, Wanted};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::graph::{Entry, Graph};
use crate::page::Addresses;
use crate::picture::name_of_address;
use crate::render::Texts;

/// Hosts, by their ends, that answer only their own pages.
const REFUSING: &[&str] = &["qpic.cn", "sinaimg.cn", "hdslb.com"];

/// Warns of every article of the site's feeds whose pictures readers of feeds do not get.
pub(super) fn check(
    graph: &Graph<'_>,
    addresses: &Addresses,
    config: &Config,
    texts: &dyn Texts,
) -> Vec<Diagnostic> {
    if config.output.feeds.is_empty() {
        return Vec::new();
    }
    let dated = graph.articles().map(|id| graph.entry(id)).filter(|entry| entry.metadata.date.is_some());
    let fed: Vec<&Entry<'_>> = dated.take(config.feed_items).collect();
    let buffers = || (Vec::new(), Asking::default());
    let look = |(bytes, asking): &mut (Vec<u8>, Asking), entry: &Entry<'_>| {
        // While a file is being written it stays what it was; whoever renders it says if it has changed.
        let text = texts.text(entry, bytes).ok().filter(|text| names_one(text, addresses))?;
        let mut shown: Vec<String> = entry.metadata.cover.iter().map(|it| it.trim().to_owned()).collect();
        shown.extend(asking.of(entry, text, config.html, Wanted::Pictures));
        told(entry, text, &shown, addresses)
    };
    let told: Vec<Option<Diagnostic>> =
        fed.par_iter().map_init(buffers, |buffers, entry| look(buffers, entry)).collect();
    told.into_iter().flatten().collect()
}

/// The warning for an article that shows these pictures, if there is reason for one.
fn told(entry: &Entry<'_>, text: &str, shown: &[String], addresses: &Addresses) -> Option<Diagnostic> {
    let mut known = BTreeSet::new();
    let mut lost = shown.iter().filter(|url| is_lost(url, addresses) && known.insert(name_of_address(url)));
    let first = lost.next()?;
    let host = host_of(first)?;
    let message = match 1 + lost.count() {
        1 => format!("a picture of the feeds lies on {host}, which refuses foreign readers"),
        count => format!("{count} pictures of the feeds lie on hosts that refuse foreign readers, as {host}"),
    };
    // An address of raw HTML may be written with entities.
    let written = first.split(['?', '&']).next().unwrap_or(first);
    let found = text.find(first.as_str()).map(|at| at..at + first.len());
    let found = found.or_else(|| text.find(written).map(|at| at..at + written.len()));
    let place =
        found.map_or_else(|| Place::file(entry.path), |range| Place::in_text(entry.path, text, range));
    Some(Diagnostic::warning(Code::ForeignPicture, message).at(place).help(if cfg!(feature = "mirror") {
        "run `fangtan mirror`, which copies what articles show into the site"
    } else {
        "put the pictures beside the article or below static/"
    }))
}

/// Whether a text names a picture, shown or not, that feed readers would not get.
fn names_one(text: &str, addresses: &Addresses) -> bool {
    const ENDS: &[u8] = b" \t\r\n\"'()<>[]";
    REFUSING.iter().any(|host| {
        let finder = memmem::Finder::new(host);
        let mut from = 0;
        while let Some(at) = finder.find(&text.as_bytes()[from..]) {
            let at = from + at;
            let is_end = |byte: &u8| ENDS.contains(byte);
            let start = text.as_bytes()[from..at].iter().rposition(is_end).map_or(from, |end| from + end + 1);
            let end = text.as_bytes()[at..].iter().position(is_end).map_or(text.len(), |end| at + end);
            if is_lost(&text[start..end], addresses) {
                return true;
            }
            from = end;
        }
        false
    })
}

/// Whether a picture lies where feed readers get none, and the site has no copy of it.
fn is_lost(url: &str, addresses: &Addresses) -> bool {
    let refuses = |host: &str, end: &str| {
        host.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    host_of(url).is_some_and(|host| REFUSING.iter().any(|end| refuses(host, end)))
        && addresses.pictures().get(name_of_address(url)).is_none()
}

fn host_of(url: &str) -> Option<&str> {
    url.split_once("//")?.1.split(['/', ':', '?', '#']).next()
}
