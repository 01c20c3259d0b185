//! A body as its page shows it, in one piece: what the default theme's components write.
//!
//! Most of a page is its body, and a template has to ask for many values to write little. So where no theme has
//! components of its own for them, exchanges and turns are written here. Invariant: the bytes are those of the
//! components (a test renders both).

use super::rendered::{Part, RenderedBody, RenderedTurn};
use crate::render::escape::push_escaped;

/// Appends a body; `exchange` appends an exchange.
pub(in crate::render) fn push_page_html<E>(
    body: &RenderedBody<'_>,
    mut exchange: impl FnMut(&Part<'_>, &mut String) -> Result<(), E>,
    out: &mut String,
) -> Result<(), E> {
    for part in &body.parts {
        match part {
            Part::Exchange { .. } => exchange(part, out)?,
            Part::Prose { html } => out.push_str(html),
            Part::Heading { level, id, class, html } => {
                let level = level.to_string();
                out.extend(["<h", &level]);
                if let Some(class) = class {
                    out.extend([" class=\"", class, "\""]);
                }
                out.push_str(" id=\"");
                push_escaped(id, out);
                out.extend(["\">", html, "</h", &level, ">"]);
            }
            Part::Aside { html } => out.extend(["<aside>", html, "</aside>"]),
            Part::Credit { html } => out.extend(["<footer class=\"credit\">", html, "</footer>"]),
        }
    }
    Ok(())
}

/// Appends an exchange as the component `exchange` of the default theme writes it; nothing of any other part.
pub(in crate::render) fn push_exchange(part: &Part<'_>, out: &mut String) {
    let Part::Exchange { anchor, number, continued, turns } = part else { return };
    out.push_str(if *continued { "<div class=\"exchange continued\"" } else { "<div class=\"exchange\"" });
    if let Some(anchor) = anchor {
        out.extend([" id=\"", &anchor.to_string(), "\""]);
    }
    out.push('>');
    if let (Some(anchor), Some(number)) = (anchor, number) {
        out.extend(["<a class=\"number\" href=\"#", &anchor.to_string(), "\""]);
        out.extend([" aria-label=\"第 ", &number.to_string(), " 问的链接\"></a>"]);
    }
    turns.iter().for_each(|turn| push_turn(turn, out));
    out.push_str("</div>\n");
}

fn push_turn(turn: &RenderedTurn<'_>, out: &mut String) {
    out.extend(["<div class=\"turn\" data-role=\"", turn.role.as_str(), "\""]);
    if !turn.name.is_empty() {
        push_attribute(" data-speaker=\"", turn.name, out);
    }
    if let Some(guest) = turn.guest {
        out.extend([" data-guest=\"", &guest.to_string(), "\""]);
    }
    out.push('>');
    if !turn.label.is_empty() {
        out.push_str("<p class=\"speaker\"><b>");
        push_escaped(&turn.label, out);
        let colon = if turn.colon.is_empty() { "：" } else { turn.colon };
        out.extend(["</b><span class=\"colon\">", colon, "</span></p>"]);
    }
    out.extend([&turn.html, "</div>"]);
}

fn push_attribute(start: &str, value: &str, out: &mut String) {
    out.push_str(start);
    push_escaped(value, out);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;
    use std::num::NonZeroU32;

    use super::*;
    use crate::config::Config;
    use crate::interview::{Anchor, Role};
    use crate::render::Theme;

    fn turns() -> Vec<RenderedTurn<'static>> {
        let asks = RenderedTurn {
            name: "",
            role: Role::Host,
            speaker: None,
            guest: None,
            label: String::new(),
            colon: "",
            html: "<p>为什么 &lt;b&gt;？</p>\n".into(),
            continued: false,
        };
        let answers = RenderedTurn {
            name: "O'Hara & <林>",
            role: Role::Guest,
            speaker: Some(1),
            guest: Some(12),
            label: "\"林\"".into(),
            colon: ":",
            ..asks.clone()
        };
        let bare = RenderedTurn { label: "问".into(), role: Role::Unknown, ..asks.clone() };
        vec![asks, answers, bare]
    }

    #[test]
    fn exchanges_are_written_as_the_theme_would_write_them() {
        let root = tempfile::tempdir().unwrap();
        let theme = Theme::load(root.path(), &Config::default()).value;
        for (anchor, number) in [(Some(Anchor::new(71, NonZeroU32::MIN)), Some(7)), (None, None)] {
            for (turns, continued) in [(turns(), false), (turns(), true), (Vec::new(), false)] {
                let part = Part::Exchange { anchor, number, continued, turns };
                let mut context = tera::Context::new();
                context.insert("part", &part);
                let expected = theme.templates.render_component("exchange", &context, None, true).unwrap();
                let mut written = String::new();
                push_exchange(&part, &mut written);
                assert_eq!(written, expected);
            }
        }
    }

    #[test]
    fn every_kind_of_part_is_written_in_its_place() {
        let html = || String::from("<p>文</p>\n");
        let exchange = Part::Exchange { anchor: None, number: None, continued: false, turns: Vec::new() };
        let heading = Part::Heading { level: 3, id: "a\"b".into(), class: Some("text"), html: "题".into() };
        let parts = vec![
            Part::Prose { html: html() },
            heading,
            exchange,
            Part::Aside { html: html() },
            Part::Credit { html: html() },
        ];
        let body = RenderedBody { parts, ..RenderedBody::default() };
        let mut out = String::new();
        let written: Result<(), Infallible> = push_page_html(
            &body,
            |_, out| {
                out.push_str("<exchange>");
                Ok(())
            },
            &mut out,
        );
        assert_eq!(written, Ok(()));
        assert_eq!(
            out,
            "<p>文</p>\n<h3 class=\"text\" id=\"a&quot;b\">题</h3><exchange><aside><p>文</p>\n</aside>\
             <footer class=\"credit\"><p>文</p>\n</footer>"
        );
    }
}
