//! `sitemap.xml` (sitemaps.org 0.9) and `robots.txt`.

use std::io::Write;

use crate::page::view::Views;
use crate::page::{Addresses, Plan, Sitemap, listed, part_path};

/// Writes the addresses of all pages that a search engine should know, with when they were last changed, or the list of
/// the files that do.
pub(super) fn write(plan: &Plan, views: &Views<'_>, part: Sitemap, out: &mut Vec<u8>) {
    out.extend_from_slice(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    match part {
        Sitemap::Index(parts) => write_index(plan, parts, out),
        Sitemap::Whole | Sitemap::Part(_) => write_addresses(plan, views, part, out),
    }
}

fn write_addresses(plan: &Plan, views: &Views<'_>, part: Sitemap, out: &mut Vec<u8>) {
    let base = plan.addresses.base();
    out.extend_from_slice(b"<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for page in listed(&plan.pages, part) {
        let address = base.absolute(page.link(base).as_str());
        let _ = write!(out, "<url><loc>{}</loc>", quick_xml::escape::escape(&address));
        if let Some(changed) = views.changed(&page.kind) {
            let _ = write!(out, "<lastmod>{}</lastmod>", changed.rfc3339());
        }
        out.extend_from_slice(b"</url>\n");
    }
    out.extend_from_slice(b"</urlset>\n");
}

fn write_index(plan: &Plan, parts: u32, out: &mut Vec<u8>) {
    let base = plan.addresses.base();
    out.extend_from_slice(b"<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for part in 0..parts {
        let address = base.absolute(base.permalink(&part_path(part)).as_str());
        let _ = writeln!(out, "<sitemap><loc>{}</loc></sitemap>", quick_xml::escape::escape(&address));
    }
    out.extend_from_slice(b"</sitemapindex>\n");
}

/// Everybody may read everything.
pub(super) fn robots(addresses: &Addresses) -> String {
    let base = addresses.base();
    let sitemap = base.absolute(base.permalink("sitemap.xml").as_str());
    format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n")
}
