//! Files for machines, each by a writer of its own.
//!
//! Invariant: what they say is what the pages say; nothing is read again that a page was not made from.

pub(super) mod article_json;
pub(super) mod article_markdown;
mod headers;
mod llms;
mod redirects;
mod sitemap;

pub use headers::plain_policy;

use super::Renderer;
use crate::page::PageKind;

impl Renderer<'_> {
    /// Writes a file that is made without any article's text.
    pub(super) fn machine_file(&self, kind: &PageKind, out: &mut Vec<u8>) {
        match kind {
            PageKind::Sitemap(part) => sitemap::write(self.plan, &self.views, *part, out),
            PageKind::Robots => out.extend(sitemap::robots(&self.plan.addresses).into_bytes()),
            PageKind::Llms => llms::write(self.config, &self.views.llms(), out),
            PageKind::Headers => {
                headers::write(self.config, &self.theme.policy, self.plan.addresses.base(), out);
            }
            PageKind::Redirects => redirects::write(self.plan, &self.views, out),
            _ => {}
        }
    }
}
