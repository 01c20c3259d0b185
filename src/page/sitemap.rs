//! How the sitemap is cut into files.

use super::{Page, PageKind, Sitemap};

/// Addresses of one file (sitemaps.org, "Sitemap file limits").
const ADDRESSES: usize = 50_000;

/// The files of a sitemap of so many addresses: one, or an index and its parts.
pub(super) fn files(addresses: usize) -> Vec<Page> {
    let file = |path: String, part| Page { path, kind: PageKind::Sitemap(part), key: 0 };
    if addresses <= ADDRESSES {
        return vec![file("sitemap.xml".to_owned(), Sitemap::Whole)];
    }
    let parts = addresses.div_ceil(ADDRESSES) as u32;
    let parts_files = (0..parts).map(|part| file(part_path(part), Sitemap::Part(part)));
    std::iter::once(file("sitemap.xml".to_owned(), Sitemap::Index(parts))).chain(parts_files).collect()
}

/// Where a part of the sitemap stands, 0-based.
pub fn part_path(part: u32) -> String {
    format!("sitemap-{}.xml", part + 1)
}

/// The pages of a part of the sitemap.
pub fn listed(pages: &[Page], part: Sitemap) -> impl Iterator<Item = &Page> {
    let (skipped, taken) = match part {
        Sitemap::Whole => (0, usize::MAX),
        Sitemap::Index(_) => (0, 0),
        Sitemap::Part(part) => (part as usize * ADDRESSES, ADDRESSES),
    };
    pages.iter().filter(|page| page.kind.is_listed()).skip(skipped).take(taken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_no_more_addresses_than_the_protocol_allows() {
        for (addresses, paths) in [
            (0, &["sitemap.xml"][..]),
            (50_000, &["sitemap.xml"]),
            (50_001, &["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml"]),
            (150_000, &["sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]),
        ] {
            let files = files(addresses);
            assert_eq!(files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>(), paths);
        }
    }

    #[test]
    fn every_page_is_in_one_part() {
        let page =
            |number| Page { path: format!("{number}/index.html"), kind: PageKind::Home(number), key: 0 };
        let pages: Vec<Page> = (0..50_001).map(page).collect();
        let count = |part| listed(&pages, Sitemap::Part(part)).count();
        assert_eq!([count(0), count(1), count(2)], [50_000, 1, 0]);
        assert_eq!(listed(&pages, Sitemap::Part(1)).next(), pages.last());
    }
}
