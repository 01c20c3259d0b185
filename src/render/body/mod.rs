//! An article's body as parts, for templates, feeds and machines.
//!
//! In come a body's normalised text and its reading; out comes a [`RenderedBody`]. Invariant: the text is parsed once,
//! as one document, so that reference links and footnotes work across the article; and no visible text is lost but
//! what the reading cut.

mod assemble;
mod compose;
mod feed;
mod label;
mod markdown;
mod page;
mod passages;
mod question;
mod rendered;

pub use feed::push_feed_html;
pub use markdown::push_markdown;
pub(super) use page::{push_exchange, push_page_html};
pub(super) use passages::{is_mixed, mark as mark_passages};
pub(super) use question::short as short_question;
pub(super) use rendered::BodyView;
pub use rendered::{OutlineEntry, Part, RenderedBody, RenderedTurn};

use crate::article::Body;
use crate::interview::Reading;
use crate::markdown::html::{GuardRules, Options};

/// Buffers that a thread uses again for its next body.
#[derive(Debug, Default)]
pub struct BodyScratch {
    composed: compose::Composed,
}

/// Renders a body.
pub fn render<'a>(
    body: &Body,
    reading: &'a Reading,
    options: &Options<'_>,
    scratch: &mut BodyScratch,
) -> RenderedBody<'a> {
    scratch.composed.fill(body, reading, GuardRules::article(options.policy));
    assemble::assemble(body, reading, &scratch.composed, options)
}

#[cfg(test)]
mod tests;
