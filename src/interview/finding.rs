//! What a file shows by itself: all that is kept of an article between the two passes, beside its metadata.
//!
//! Made by [`super::read`], decided upon by [`super::settle`]. Invariant: offsets are of the normalised body, lists
//! are in the order of the body, and no text is held but names, titles and a few beginnings.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::reading::{Emphasis, Reference, Related, Role};

/// What a file shows by itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Bytes of the normalised body.
    pub(super) length: u32,
    /// Han characters and other words of the body.
    pub(super) count: Count,
    /// Line of the file on which the body ends.
    pub(super) last_line: u32,
    /// Whether the article calls itself a conversation.
    pub(super) announced: bool,
    /// The article is the free beginning of a paid one; the line that says so.
    pub(super) paid: Option<u32>,
    /// Printed names, each once.
    pub(super) names: Box<[Name]>,
    /// Where a turn may begin.
    pub(super) labels: Box<[Label]>,
    /// Questions without a label.
    pub(super) questions: Box<[Question]>,
    /// Headings, rules and notes that may stand between turns.
    pub(super) marks: Box<[Mark]>,
    /// Lines that say who is host or guest: the part, and the names as printed.
    pub(super) credits: Box<[(Role, Box<str>)]>,
    /// Links that may be related articles.
    pub(super) links: Box<[Link]>,
    /// Lines of pictures among them that say what no card prints, each with its section.
    pub(super) unprinted: Box<[(u16, u32)]>,
    /// Links of running text that lead into the site.
    pub(super) references: Box<[Reference]>,
    /// What stands at the beginning and at the end.
    pub(super) edges: Box<[Edge]>,
    /// Lines with one picture and nothing else.
    pub(super) pictures: Box<[PictureLine]>,
    /// Beginnings of prose, for the excerpt.
    pub(super) excerpts: Box<[Beginning]>,
    /// Beginnings of the first questions.
    pub(super) openings: Box<[Beginning]>,
}

/// How much there is to read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Count {
    /// Han characters.
    pub(super) characters: u32,
    /// Words in other scripts.
    pub(super) words: u32,
}

/// A printed name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Name {
    /// As printed, without marks.
    pub(super) text: Box<str>,
    /// It stands in the title.
    pub(super) in_title: bool,
    /// It stands in the text before its first label.
    pub(super) in_lead: bool,
}

/// A place where a turn may begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Label {
    /// Offset of the label.
    pub(super) start: u32,
    /// Offset of the words behind it.
    pub(super) words: u32,
    /// 1-based line of the author's file.
    pub(super) line: u32,
    /// Hash of the words on its line.
    pub(super) hash: u32,
    /// Index into [`Finding::names`].
    pub(super) name: u16,
    /// Emphasis still open at `words`.
    pub(super) open: Emphasis,
    /// Bits of [`flags`].
    pub(super) flags: u8,
}

/// What a label looks like.
pub(super) mod flags {
    /// A question mark stands on its line.
    pub(in crate::interview) const ASKS: u8 = 1;
    /// The turn ends with a question.
    pub(in crate::interview) const ENDS_ASKING: u8 = 2;
    /// The name is bold.
    pub(in crate::interview) const BOLD: u8 = 4;
    /// The line is bold or italic from end to end.
    pub(in crate::interview) const WHOLE: u8 = 8;
    /// The line is a heading.
    pub(in crate::interview) const HEADING: u8 = 16;
    /// No colon follows.
    pub(in crate::interview) const BARE: u8 = 32;
    /// It stands inside a line.
    pub(in crate::interview) const INSIDE: u8 = 64;
    /// [`WHOLE`], and no sentence ends there: it may be a headline.
    pub(in crate::interview) const HEADLINE: u8 = 128;
}

/// A question without a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Question {
    /// Offset of the line.
    pub(super) start: u32,
    /// Where what follows begins.
    pub(super) answer: u32,
    /// Lines of both.
    pub(super) line: u32,
    /// Line of the answer.
    pub(super) answer_line: u32,
    /// Hash of its words.
    pub(super) hash: u32,
    /// How it is marked.
    pub(super) form: QuestionForm,
    /// It speaks to somebody.
    pub(super) addresses: bool,
    /// What follows speaks of itself.
    pub(super) answered: bool,
}

/// How a question without a label is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum QuestionForm {
    /// A heading.
    Heading,
    /// A heading or bold line with a number: 问题1.
    Numbered,
    /// Italic from end to end.
    Italic,
    /// Bold from end to end.
    Bold,
    /// A quote of one line.
    Quoted,
    /// With a label that says that it is one: `Q：`. What follows has none.
    Labelled,
}

/// Something between paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Mark {
    /// Offset of the line.
    pub(super) start: u32,
    /// Offset of its end.
    pub(super) end: u32,
    /// What it is.
    pub(super) kind: MarkKind,
}

/// What stands between paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum MarkKind {
    /// A heading.
    Heading,
    /// A short bold line without a full stop.
    Subheading,
    /// A rule.
    Rule,
    /// An editor's note.
    Aside,
    /// The credit of the original.
    Credit,
}

/// A link that may be a related article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Link {
    /// Offset of what is replaced by the card.
    pub(super) start: u32,
    /// One past it.
    pub(super) end: u32,
    /// Which section of links it belongs to.
    pub(super) section: u16,
    /// The article; `None` for the section's heading.
    pub(super) target: Option<Arc<Related>>,
    /// What there is to read in it.
    pub(super) count: Count,
}

/// A line at the beginning or at the end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Edge {
    /// Offset of the line.
    pub(super) start: u32,
    /// One past it.
    pub(super) end: u32,
    /// 1-based line of the author's file.
    pub(super) line: u32,
    /// The last line.
    pub(super) last: u32,
    /// Hash of its words without digits and addresses, or of its picture's address.
    pub(super) hash: u32,
    /// Han characters.
    pub(super) characters: u16,
    /// Words in other scripts.
    pub(super) words: u16,
    /// Bits of [`edge`].
    pub(super) flags: u32,
}

/// What a line at an edge looks like.
pub(super) mod edge {
    /// At the end, not at the beginning.
    pub(in crate::interview) const TAIL: u32 = 1;
    /// Pictures and nothing else.
    pub(in crate::interview) const PICTURE: u32 = 2;
    /// A rule, or marks that say nothing.
    pub(in crate::interview) const RULE: u32 = 4;
    /// 完, END and the like.
    pub(in crate::interview) const END: u32 = 8;
    /// Asks to follow, star or share.
    pub(in crate::interview) const PLEA: u32 = 16;
    /// Offers, invites, names a way to get in touch.
    pub(in crate::interview) const PROMOTION: u32 = 32;
    /// Reading time and the like.
    pub(in crate::interview) const NOTICE: u32 = 64;
    /// Credits a source.
    pub(in crate::interview) const CREDIT: u32 = 128;
    /// Part of a card of an account.
    pub(in crate::interview) const CARD: u32 = 256;
    /// A heading, or a short bold line.
    pub(in crate::interview) const HEADING: u32 = 512;
    /// A label or a byline: never cut.
    pub(in crate::interview) const KEPT: u32 = 1024;
    /// Long running text.
    pub(in crate::interview) const LONG: u32 = 2048;
    /// Arrows to what stands beside, or a picture that leads elsewhere.
    pub(in crate::interview) const POINTER: u32 = 4096;
    /// A credit that names nothing in particular.
    pub(in crate::interview) const VAGUE: u32 = 8192;
    /// Among the first lines.
    pub(in crate::interview) const FIRST: u32 = 32768;
    /// Announces a programme of the account.
    pub(in crate::interview) const TRAILER: u32 = 16384;
    /// Speaks to readers or of the account: behind an end mark that is promotion.
    pub(in crate::interview) const SOFT: u32 = 1 << 16;
    /// `公司：…`: a line of a sheet.
    pub(in crate::interview) const SHEET: u32 = 1 << 17;
}

/// A line with one picture and nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PictureLine {
    /// Offset of the line.
    pub(super) start: u32,
    /// One past it.
    pub(super) end: u32,
    /// 1-based line of the author's file.
    pub(super) line: u32,
    /// The last line.
    pub(super) last: u32,
    /// Hash of the picture's address.
    pub(super) hash: u32,
    /// The address, of the first few; else empty.
    pub(super) address: Box<str>,
}

/// The beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Beginning {
    /// Offset of the text.
    pub(super) start: u32,
    /// Plain, at most a few hundred bytes.
    pub(super) text: Box<str>,
}
