//! `_redirects`: former addresses, in the form that Netlify and Cloudflare Pages read: from, to, status.

use std::borrow::Cow;
use std::io::Write;

use crate::page::view::Views;
use crate::page::{PageKind, Plan};

/// Writes a line for each alias; hosts that do not read the file serve the page at the former address.
pub(super) fn write(plan: &Plan, views: &Views<'_>, out: &mut Vec<u8>) {
    let base = plan.addresses.base();
    for page in &plan.pages {
        let to = match &page.kind {
            PageKind::Redirect { to, .. } => Cow::Borrowed(plan.addresses.article(*to)),
            // A host that does not tell case apart would lead in a circle.
            PageKind::Moved(place) if views.moves_case(*place, &page.path) => continue,
            PageKind::Moved(place) => views.moved(*place).url,
            _ => continue,
        };
        let _ = writeln!(out, "{} {to} 301", page.link(base).as_str());
    }
}
