//! A body as one piece of HTML that reads well without a style sheet: for feeds.

use super::rendered::{Part, RenderedBody, RenderedTurn};
use crate::markdown::html::escape_text;

/// Appends a body that was rendered for a feed (see [`crate::markdown::html::Flavour::Feed`]).
pub fn push_feed_html(body: &RenderedBody<'_>, out: &mut String) {
    for part in &body.parts {
        match part {
            Part::Prose { html } | Part::Credit { html } => out.push_str(html),
            Part::Heading { level, html, .. } => out.push_str(&format!("<h{level}>{html}</h{level}>\n")),
            // An editor's note often is a quote already.
            Part::Aside { html } if html.starts_with("<blockquote") => out.push_str(html),
            Part::Aside { html } => out.extend(["<blockquote>\n", html, "</blockquote>\n"]),
            Part::Exchange { turns, .. } => turns.iter().for_each(|turn| push_turn(turn, out)),
        }
    }
}

/// The label goes into the first paragraph, or stands alone where there is none.
fn push_turn(turn: &RenderedTurn<'_>, out: &mut String) {
    if turn.label.is_empty() {
        out.push_str(&turn.html);
        return;
    }
    out.push_str("<p><strong>");
    escape_text(&turn.label, out);
    out.push_str(turn.colon);
    out.push_str("</strong>");
    match turn.html.strip_prefix("<p>") {
        Some(rest) => out.push_str(rest),
        None => out.extend(["</p>\n", turn.html.as_str()]),
    }
}
