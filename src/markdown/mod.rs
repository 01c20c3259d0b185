//! Markdown as Chinese publishers write it: text in, repaired text or HTML out.
//!
//! Two halves that never meet: `normalise` (text to text, settled by itself, positions kept; both passes use it) and `html`
//! (text to HTML; the second pass alone). Both know the words that are meant for the second (`cues`, `fence`). Invariant:
//! code and addresses are never touched, and no text is lost.

mod cues;
mod fence;
pub mod html;
mod normalise;

pub(crate) use fence::{Fence, Unread};
pub use normalise::{Block, Line, Normalised, normalise};
