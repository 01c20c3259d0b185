//! Markdown as Chinese publishers write it: text in, repaired text or HTML out.
//!
//! Two halves that never meet: `normalise` (text to text, settled by itself, positions kept; both passes use it) and `html`
//! (text to HTML; the second pass alone). Invariant: code and addresses are never touched, and no text is lost.

pub mod html;
mod normalise;

pub use normalise::{Block, Line, Normalised, normalise};
