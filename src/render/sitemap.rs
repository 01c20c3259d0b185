//! `sitemap.xml` (sitemaps.org 0.9) and `robots.txt`.

use std::io::Write;

use crate::graph::Graph;
use crate::page::{Addresses, PageKind, Plan};

/// Writes the addresses of all pages that a search engine should know, with when they were last changed.
pub(super) fn write(plan: &Plan, graph: &Graph<'_>, out: &mut Vec<u8>) {
    let base = plan.addresses.base();
    out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.extend_from_slice(b"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in plan.pages.iter().filter(|page| page.kind.is_listed()) {
        let address = base.absolute(page.link(base).as_str());
        let _ = write!(out, "<url><loc>{}</loc>", quick_xml::escape::escape(&address));
        if let PageKind::Article(id) = &page.kind {
            let metadata = graph.entry(*id).metadata;
            if let Some(changed) = metadata.updated.or(metadata.date) {
                let _ = write!(out, "<lastmod>{}</lastmod>", changed.rfc3339());
            }
        }
        out.extend_from_slice(b"</url>\n");
    }
    out.extend_from_slice(b"</urlset>\n");
}

/// Everybody may read everything.
pub(super) fn robots(addresses: &Addresses) -> String {
    let base = addresses.base();
    let sitemap = base.absolute(base.permalink("sitemap.xml").as_str());
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}
