//! `_redirects`: former addresses, in the form that Netlify and Cloudflare Pages read: from, to, status.

use std::io::Write;

use crate::page::{PageKind, Plan};

/// Writes a line for each alias; hosts that do not read the file serve the page at the former address.
pub(super) fn write(plan: &Plan, out: &mut Vec<u8>) {
    let base = plan.addresses.base();
    for page in &plan.pages {
        if let PageKind::Redirect { to, .. } = &page.kind {
            let (from, to) = (page.link(base), plan.addresses.article(*to));
            let _ = writeln!(out, "{} {to} 301", from.as_str());
        }
    }
}
