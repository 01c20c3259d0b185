//! Pictures that are drawings (SVG): browsers show them, link cards, feed readers and search engines do not.
//!
//! In come covers; out go warnings. Invariant: a host serves a file as its name says, so
//! that here, unlike where a picture is read, the address decides.

use super::Addresses;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::graph::Graph;
use crate::picture::Kind;

/// Whether an address is a drawing's, by the ending of its path, or as WeChat says it: `…/0?wx_fmt=svg`.
pub(crate) fn is_drawn(address: &str) -> bool {
    let address = address.split('#').next().unwrap_or(address).trim_end();
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let told = query.split('&').find_map(|pair| pair.strip_prefix("wx_fmt="));
    let named = told.or_else(|| path.rsplit_once('.').map(|(_, ending)| ending));
    named.is_some_and(|it| Kind::named(it) == Some(Kind::Svg) || it.eq_ignore_ascii_case("svgz"))
}

/// Warns of each cover that is a drawing, once, in however many places another stands in for it.
pub(super) fn check<'g>(graph: &'g Graph<'_>, addresses: &'g Addresses) -> impl Iterator<Item = Diagnostic> {
    graph.entries().iter().filter_map(|entry| {
        let cover = entry.metadata.cover.as_deref()?;
        // That of a copy has the ending that its bytes ask for.
        addresses.picture(entry.path, cover).link.filter(|link| is_drawn(link))?;
        let message = "link cards, feeds and search engines show no SVG, and get the site's picture instead";
        let fault = Diagnostic::warning(Code::DrawnCover, message);
        let place = Place::value(entry.path, "cover", cover);
        Some(fault.at(place).help("name a PNG or JPEG file; until then lists and the page show the SVG"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_whether_it_is_a_drawings() {
        for address in
            ["/img/a.SVG", "a.svgz#x", "https://mmbiz.qpic.cn/mmbiz_svg/x/0?a=1&wx_fmt=svg", "a.svg?v=1.png"]
        {
            assert!(is_drawn(address), "{address}");
        }
        for address in ["/svg", "https://a.svg/x", "a.svg.png", "https://a.example/x.jpg?v=1.svg#b.svg", ""] {
            assert!(!is_drawn(address), "{address}");
        }
    }
}
