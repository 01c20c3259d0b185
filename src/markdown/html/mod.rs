//! Markdown to HTML: repaired text in, HTML into the caller's buffer out.
//!
//! Invariant: what is written is valid inside a page's article whatever the text holds: elements balanced, ids unique,
//! text escaped, addresses of known schemes only.

mod options;

pub use options::{Flavour, Links, NoLinks, Options, Picture, Target, Wording};
