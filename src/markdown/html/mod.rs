//! Markdown to HTML: repaired text in, HTML into the caller's buffer out.
//!
//! Invariant: what is written is valid inside a page's article whatever the text holds: elements balanced, ids unique,
//! text escaped, addresses of known schemes only.

mod address;
mod autolink;
mod blocks;
mod cjk;
mod dialect;
mod document;
mod escape;
mod fence;
mod figures;
mod guard;
mod highlight;
mod inline;
mod notes;
mod options;
mod outline;
mod pieces;
mod plain;
mod raw;
mod soft_break;

pub use dialect::{Dialect, to_html};
pub use document::{Document, Heading, Written};
pub use escape::{attribute as escape_attribute, text as escape_text};
pub use guard::{GUARD, GuardRules, push as push_guarded};
pub use options::{Flavour, Links, NoLinks, Options, Picture, Target, Wording};
pub use outline::heading_id;
pub use pieces::says_nothing;
pub use plain::{push_text, text_of, without_wrapper};

#[cfg(test)]
mod tests;
