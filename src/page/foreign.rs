//! Pictures that stay invisible to feed readers.

use super::Addresses;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::graph::Graph;
use crate::picture::name_of_address;

/// Hosts, by their ends, that answer only their own pages.
const REFUSING: &[&str] = &["qpic.cn", "sinaimg.cn", "hdslb.com"];

/// Warns, once, if pictures of the newest articles lie where feed readers get none.
pub(super) fn check(graph: &Graph<'_>, addresses: &Addresses, config: &Config) -> Option<Diagnostic> {
    if config.output.feeds.is_empty() {
        return None;
    }
    let newest = graph.articles().take(config.feed_items).map(|id| graph.entry(id));
    let mut foreign = newest.filter_map(|entry| {
        let cover = entry.metadata.cover.as_deref()?;
        if addresses.pictures().get(name_of_address(cover)).is_some() {
            return None;
        }
        let host = cover.split_once("://")?.1.split(['/', ':', '?']).next()?;
        let refuses =
            |end: &&str| host.strip_suffix(*end).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
        REFUSING.iter().any(refuses).then_some((entry.path, cover, host))
    });
    let (path, cover, host) = foreign.next()?;
    let message = match foreign.count() {
        0 => format!("the feed's picture lies on {host}, which refuses foreign readers"),
        more => {
            format!("the feeds' pictures ({}) lie on hosts that refuse foreign readers, as {host}", more + 1)
        }
    };
    let fault = Diagnostic::warning(Code::ForeignPicture, message).at(Place::value(path, "cover", cover));
    Some(fault.help(if cfg!(feature = "mirror") {
        "run `fangtan mirror`, which copies it into the site"
    } else {
        "put the picture below static/ and name it in `cover:`"
    }))
}
