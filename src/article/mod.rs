//! Stage 2: what one file says about itself, and the logical lines of its body.
//!
//! In comes a file's text; out go [`Metadata`] (front matter and export header in one) and a [`Body`]. Invariant: pure;
//! the same text and rules give the same article, and every position of the body points back into the author's file.

mod address;
mod body;
mod clipping;
mod front_matter;
mod head;
mod identity;
mod keys;
mod leading;
mod lines;
mod metadata;
mod printable;
mod published;
mod slips;
mod speakers;
#[cfg(test)]
mod tests;
mod title;
mod values;
mod yaml;

pub use crate::markdown::{Block, Line};
pub use body::Body;
pub use identity::{Identity, IdentityView};
pub use keys::{front_matter_keys, other_front_matter_keys};
pub use metadata::{Kind, Metadata};
pub use published::Published;
pub use yaml::yaml_values;

use std::sync::Arc;

use crate::config::Rules;
use crate::diagnostic::Reported;

/// Reads a file's head: front matter, export header, title. `body_start` of the result is where the body begins; the
/// body itself is read by [`Body::fill`], by the first pass for understanding and by the second for rendering.
pub fn read(path: &Arc<str>, text: &str, rules: &Rules) -> Reported<Metadata> {
    let mut head = head::Head::new(path, text, rules);
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let below = front_matter::read(&mut head, start);
    let body = leading::read(&mut head, below);
    head.finish(body)
}
