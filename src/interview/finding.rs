//! What a file shows by itself: all that is kept of an article between the two passes, beside its metadata.
//!
//! Invariant: offsets are into the normalised body, which the second pass makes again; the only text here is names,
//! titles and a few short excerpts.

use serde::{Deserialize, Serialize};

use super::reading::{Emphasis, Reference, Related};

/// What a file shows by itself.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// Bytes of the normalised body.
    pub length: u32,
    /// Han characters of the body.
    pub characters: u32,
    /// Words in other scripts.
    pub words: u32,
    /// Every name that stands before a colon, as printed.
    pub(super) names: Vec<Name>,
    /// Lines that begin like a turn, in order.
    pub(super) labels: Vec<Label>,
    /// Paragraphs and headings that ask, without a label.
    pub(super) questions: Vec<Question>,
    /// Headings and notes, which stand between turns.
    pub(super) breaks: Vec<Break>,
    /// 往期回顾.
    pub(super) related: Vec<Related>,
    /// Where the related section stands: pieces of the body.
    pub(super) related_spans: Vec<(u32, u32)>,
    /// Links of the running text that lead into the site.
    pub(super) references: Vec<Reference>,
    /// Credits of the original.
    pub(super) credits: Vec<(u32, u32)>,
    /// Paragraphs of head and end.
    pub(super) edges: Vec<Edge>,
    /// First paragraphs of prose, for the excerpt.
    pub(super) excerpts: Vec<Excerpt>,
    /// The head says that this is a conversation (title or first lines).
    pub(super) announced: bool,
    /// Offset behind the last line with something on it.
    pub(super) last: u32,
}

impl Finding {
    /// Gives back what its lists have reserved and not used: a site holds every finding at once.
    pub(super) fn shrink(&mut self) {
        self.names.shrink_to_fit();
        self.labels.shrink_to_fit();
        self.questions.shrink_to_fit();
        self.breaks.shrink_to_fit();
        self.related.shrink_to_fit();
        self.related_spans.shrink_to_fit();
        self.references.shrink_to_fit();
        self.credits.shrink_to_fit();
        self.edges.shrink_to_fit();
        self.excerpts.shrink_to_fit();
    }
}

/// A name that stands before a colon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Name {
    /// As printed, without emphasis.
    pub(super) printed: String,
    /// What it looks like.
    pub(super) shape: NameShape,
    /// It stands in the title or in the first paragraphs.
    pub(super) introduced: bool,
}

/// How much a name looks like somebody's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum NameShape {
    /// A word that labels things, not people.
    Thing,
    /// Any noun.
    Noun,
    /// A person's name by its form.
    Person,
    /// A word for a part in a conversation, or the account's own name.
    Part,
}

/// A line that begins like a turn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Label {
    /// Index into [`Finding::names`].
    pub(super) name: u16,
    /// Where the turn begins.
    pub(super) start: u32,
    /// Where its words begin.
    pub(super) words: u32,
    /// Line of the author's file.
    pub(super) line: u32,
    /// Emphasis still open where the words begin.
    pub(super) open: Emphasis,
    /// The label stands out: bold or italic.
    pub(super) marked: bool,
    /// The whole line stands out.
    pub(super) whole: bool,
    /// It is a heading.
    pub(super) heading: bool,
    /// A `？` stands on the line.
    pub(super) asks: bool,
    /// A `？` stands somewhere between it and the next label.
    pub(super) asks_later: bool,
    /// There is a colon; without one only a known name counts.
    pub(super) colon: bool,
    /// It stands in the middle of a line; only a known name counts.
    pub(super) inside: bool,
    /// Its words begin on a later line.
    pub(super) bare: bool,
    /// Hash of the line's words.
    pub(super) hash: u64,
    /// The first words, for those that may be the opening question.
    pub(super) text: String,
}

/// A paragraph or heading that asks, without a label.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Question {
    pub(super) start: u32,
    pub(super) words: u32,
    pub(super) end: u32,
    pub(super) line: u32,
    pub(super) form: QuestionForm,
    /// It is numbered, `问题3、` or `Q3`.
    pub(super) numbered: bool,
    pub(super) hash: u64,
    pub(super) text: String,
}

/// How a question without a label stands out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum QuestionForm {
    Heading,
    Italic,
    Bold,
}

/// Something that stands between turns, not in them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Break {
    pub(super) start: u32,
    pub(super) end: u32,
    /// An editor's note; a heading otherwise.
    pub(super) aside: bool,
}

/// A paragraph at the head or the end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Edge {
    pub(super) start: u32,
    pub(super) end: u32,
    /// First and last line of the author's file.
    pub(super) lines: (u32, u32),
    /// Hash of its words without digits and addresses, or of its picture's address.
    pub(super) hash: u64,
    pub(super) characters: u32,
    pub(super) words: u32,
    pub(super) kind: EdgeKind,
    /// What its words are about.
    pub(super) speaks: Speech,
    /// It stands at the head.
    pub(super) head: bool,
    /// An address stands in it, which a reader may want.
    pub(super) links: bool,
}

/// What an edge paragraph is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum EdgeKind {
    /// Running text.
    Prose,
    /// A heading, or a paragraph that stands out whole.
    Loud,
    /// Pictures alone.
    Picture,
    /// A thematic break.
    Rule,
    /// Part of the related section, or a source credit.
    Kept,
}

/// What the words of a paragraph are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Speech {
    /// Whatever the article is about.
    Matter,
    /// Follow, star, share.
    Plea,
    /// Contact, cooperation, calls for papers.
    Promotion,
    /// Reading time, reprint conditions.
    Notice,
    /// The end.
    End,
}

/// A paragraph that may serve as excerpt.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Excerpt {
    pub(super) start: u32,
    pub(super) text: String,
}
