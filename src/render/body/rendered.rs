//! A body as templates see it: parts in reading order, each with its HTML.

use serde::Serialize;

use crate::interview::{Anchor, Role};

/// A body as the template of its page sees it.
#[derive(Debug, Serialize)]
pub(in crate::render) struct BodyView<'b> {
    /// All parts in one piece, as the theme's components write them.
    html: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    parts: Option<&'b [Part<'b>]>,
    outline: &'b [OutlineEntry<'b>],
    questions: u32,
    pictures: u32,
    first_picture: Option<&'b str>,
}

impl<'b> BodyView<'b> {
    /// The view of a body, with its parts if some template asks for them.
    pub(in crate::render) fn of(body: &'b RenderedBody<'_>, html: String, with_parts: bool) -> Self {
        Self {
            html,
            parts: with_parts.then_some(&body.parts),
            outline: &body.outline,
            questions: body.questions,
            pictures: body.pictures,
            first_picture: body.first_picture.as_deref(),
        }
    }
}

/// An article's body.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RenderedBody<'a> {
    /// The parts, in reading order.
    pub parts: Vec<Part<'a>>,
    /// Questions and headings, in reading order.
    pub outline: Vec<OutlineEntry<'a>>,
    /// How many questions are asked.
    pub questions: u32,
    /// How many pictures are shown.
    pub pictures: u32,
    /// Address of the first picture, as the page shows it.
    pub first_picture: Option<String>,
}

impl RenderedBody<'_> {
    /// Every `id` of the body, in order.
    pub(crate) fn places(&self) -> Vec<String> {
        let mut places = Vec::new();
        let mut of = |html: &str| {
            let ids = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
            places.extend(ids.map(str::to_owned));
        };
        for part in &self.parts {
            match part {
                Part::Prose { html } | Part::Aside { html } | Part::Credit { html } => of(html),
                Part::Heading { id, html, .. } => of(&format!(" id=\"{id}\"{html}")),
                Part::Exchange { anchor, turns, .. } => {
                    anchor.iter().for_each(|anchor| of(&format!(" id=\"{anchor}\"")));
                    turns.iter().for_each(|turn| of(&turn.html));
                }
            }
        }
        places
    }
}

/// One part of a body; templates tell them apart by `kind`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Part<'a> {
    /// Blocks outside any turn; headings of a plain article are inside, with their ids.
    Prose {
        /// Blocks.
        html: String,
    },
    /// A heading between turns.
    Heading {
        /// 2 to 6.
        level: u8,
        /// Unique in the article.
        id: String,
        /// A class that keeps it in reading modes, where its id would have them drop it.
        class: Option<&'static str>,
        /// What stands inside the heading's element.
        html: String,
    },
    /// A question and its answers, or answers alone.
    Exchange {
        /// The question's `id`; none where nobody asks, and none where `continued`.
        anchor: Option<Anchor>,
        /// The question's number, from 1.
        number: Option<u32>,
        /// Goes on after a heading or an aside; what came before is an earlier part.
        continued: bool,
        /// Who says what, in order.
        turns: Vec<RenderedTurn<'a>>,
    },
    /// An editor's note.
    Aside {
        /// Blocks.
        html: String,
    },
    /// The credit of the original.
    Credit {
        /// Blocks.
        html: String,
    },
}

impl Part<'_> {
    /// About how many bytes its HTML takes.
    pub(in crate::render) fn size(&self) -> usize {
        /// What stands around a turn's words.
        const TAGS: usize = 200;
        match self {
            Self::Prose { html }
            | Self::Heading { html, .. }
            | Self::Aside { html }
            | Self::Credit { html } => html.len() + TAGS,
            Self::Exchange { turns, .. } => {
                TAGS + turns.iter().map(|turn| turn.html.len() + TAGS).sum::<usize>()
            }
        }
    }
}

/// One speaker's run, or a piece of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RenderedTurn<'a> {
    /// The speaker's name in its fullest form; empty where none is printed.
    pub name: &'a str,
    /// The part that the speaker plays.
    pub role: Role,
    /// The speaker's place among all who speak, from 0.
    pub speaker: Option<u16>,
    /// The speaker's place among those who are no hosts, from 1.
    pub guest: Option<u16>,
    /// The label as printed, plain text without its colon; empty where none is printed or the turn is `continued`.
    pub label: String,
    /// The colon as printed; empty where none is.
    pub colon: &'static str,
    /// Blocks: what is said, without the label.
    pub html: String,
    /// More of a turn whose beginning is an earlier part.
    pub continued: bool,
}

impl RenderedTurn<'_> {
    /// What is said, as plain text, a line for each block.
    pub fn text(&self) -> String {
        crate::markdown::html::text_of(&self.html)
    }
}

/// A line of the outline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutlineEntry<'a> {
    /// The `id` that it leads to.
    pub id: std::borrow::Cow<'a, str>,
    /// Plain text.
    pub text: String,
    /// A question's number; none for a heading.
    pub number: Option<u32>,
    /// A heading's level, 2 to 6; 0 for a question.
    pub level: u8,
    /// Names of those who answer, each once.
    pub answers: Vec<&'a str>,
}
