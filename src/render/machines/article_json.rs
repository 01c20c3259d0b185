//! `index.json` beside an article: what it says about itself and its turns, as `inspect` names them, with their HTML.
//!
//! Invariant: keys are added, never changed (`docs/content/inspect.md`).

use serde::Serialize;

use crate::article::{Identity, IdentityView};
use crate::interview::Anchor;
use crate::page::Base;
use crate::page::view::{ArticleView, Date};
use crate::render::body::{Part, RenderedBody};

#[derive(Serialize)]
struct Json<'a> {
    permalink: &'a str,
    url: &'a str,
    title: &'a str,
    date: Option<Date>,
    updated: Option<Date>,
    lang: &'a str,
    author: Option<&'a str>,
    translator: Option<&'a str>,
    editor: Option<&'a str>,
    place: Option<&'a str>,
    source: Option<&'a str>,
    license: Option<&'a str>,
    cover: Option<String>,
    summary: &'a str,
    tags: Vec<&'a str>,
    series: Option<&'a str>,
    identity: Option<IdentityView<'a>>,
    is_interview: bool,
    speakers: Vec<Speaker<'a>>,
    lead: String,
    turns: Vec<Turn<'a>>,
    related: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Speaker<'a> {
    name: &'a str,
    role: &'a str,
    url: Option<String>,
}

#[derive(Serialize)]
struct Turn<'a> {
    speaker: &'a str,
    role: &'static str,
    anchor: Option<Anchor>,
    labelled: bool,
    text: String,
    html: String,
}

#[derive(Serialize)]
struct Related<'a> {
    title: &'a str,
    url: String,
    image: Option<String>,
    local: Option<&'a str>,
}

/// Writes the article as one JSON object.
pub(in crate::render) fn write(
    article: &ArticleView<'_>,
    identity: Option<&Identity>,
    body: &RenderedBody<'_>,
    base: &Base,
    out: &mut Vec<u8>,
) {
    let whole = |link: &str| if link.starts_with('/') { base.absolute(link) } else { link.to_owned() };
    let json = Json {
        permalink: article.url,
        url: &article.absolute_url,
        title: article.title,
        date: article.date,
        updated: article.updated,
        lang: article.lang,
        author: article.author,
        translator: article.translator,
        editor: article.editor,
        place: article.place,
        source: article.source.as_deref(),
        license: article.license,
        cover: article.cover.as_deref().map(whole),
        summary: article.description,
        tags: article.tags.iter().map(|tag| tag.name).collect(),
        series: article.series.as_ref().map(|series| series.name),
        identity: identity.map(Into::into),
        is_interview: article.interview,
        speakers: article
            .participants
            .iter()
            .map(|it| Speaker { name: it.name, role: it.role, url: it.url.map(whole) })
            .collect(),
        lead: lead(body),
        turns: turns(body),
        related: article
            .related
            .iter()
            .map(|it| Related {
                title: it.title,
                url: whole(&it.url),
                image: it.cover.as_deref().map(whole),
                local: (it.kind == "local").then_some(&*it.url),
            })
            .collect(),
    };
    // Writing to memory cannot fail.
    let _ = serde_json::to_writer(&mut *out, &json);
    out.push(b'\n');
}

/// The HTML before the first turn; of an article that is no interview, all of it.
fn lead(body: &RenderedBody<'_>) -> String {
    let mut lead = String::new();
    for part in &body.parts {
        match part {
            Part::Exchange { .. } => break,
            Part::Heading { level, html, .. } => lead.push_str(&format!("<h{level}>{html}</h{level}>\n")),
            Part::Prose { html } | Part::Aside { html } | Part::Credit { html } => lead.push_str(html),
        }
    }
    lead
}

/// Every turn; a piece that goes on after a heading joins its beginning.
fn turns<'a>(body: &RenderedBody<'a>) -> Vec<Turn<'a>> {
    let mut turns: Vec<Turn<'a>> = Vec::new();
    for part in &body.parts {
        let Part::Exchange { anchor, turns: said, .. } = part else { continue };
        for (place, turn) in said.iter().enumerate() {
            match turns.last_mut().filter(|_| turn.continued) {
                Some(begun) => {
                    begun.html.push_str(&turn.html);
                    begun.text.extend(["\n", &turn.text()]);
                }
                None => turns.push(Turn {
                    speaker: turn.name,
                    role: turn.role.as_str(),
                    anchor: anchor.filter(|_| place == 0),
                    labelled: !turn.label.is_empty(),
                    text: turn.text(),
                    html: turn.html.clone(),
                }),
            }
        }
    }
    turns
}
