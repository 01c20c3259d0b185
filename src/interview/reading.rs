//! How an article was read: the result of understanding, which linking and rendering rest on.

use serde::{Deserialize, Serialize};

use super::anchor::Anchor;
use super::packed::Packed;
use crate::article::Identity;

/// How an article was read.
#[derive(Debug, Clone, Default, PartialEq, Hash, Serialize, Deserialize)]
pub struct Reading {
    /// The conversation, if the article is one.
    pub interview: Option<Interview>,
    /// It is the free beginning of a paid article.
    pub stub: bool,
    /// The body, piece by piece.
    pub segments: Segments,
    /// 往期回顾: the articles that the end of this one points to, in order.
    pub related: Box<[Related]>,
    /// Links of the running text that lead into the site, or would if it had the article.
    pub references: Box<[Reference]>,
    /// What was left out, in order.
    pub cuts: Box<[Cut]>,
    /// The first sentences of prose that say something, plain text; for lists. Empty if there are none.
    pub excerpt: Box<str>,
    /// The first picture that may stand for the article, as it is named there.
    pub picture: Option<Box<str>>,
    /// Han characters of what is shown.
    pub characters: u32,
    /// Words in other scripts of what is shown.
    pub words: u32,
}

impl Reading {
    /// How many lines of the author's file were left out.
    pub fn cut_lines(&self) -> u32 {
        self.cuts.iter().map(|cut| cut.to + 1 - cut.from).sum()
    }

    /// Lets go of what no page shows: what was left out, and why roles were given.
    pub(crate) fn forget_why(&mut self) {
        self.cuts = Box::default();
        for speaker in self.interview.iter_mut().flat_map(|interview| &mut interview.speakers) {
            speaker.reason = Box::default();
        }
    }
}

/// A conversation.
#[derive(Debug, Clone, PartialEq, Hash, Serialize, Deserialize)]
pub struct Interview {
    /// Everyone who speaks, in order of first appearance.
    pub speakers: Box<[Speaker]>,
    /// The first question, plain text, at most a few hundred bytes; for the home page.
    pub opening: Box<str>,
    /// Exchanges that a question begins.
    pub questions: u32,
    turns: Packed<Vec<Turn>>,
    exchanges: Packed<Vec<Exchange>>,
}

impl Interview {
    /// A conversation. `exchanges` are runs of `turns` that together cover all of them.
    pub fn new(
        speakers: Box<[Speaker]>,
        turns: &Vec<Turn>,
        exchanges: &Vec<Exchange>,
        opening: Box<str>,
    ) -> Self {
        let questions = exchanges.iter().filter(|exchange| exchange.anchor.is_some()).count() as u32;
        let (turns, exchanges) = (Packed::of(turns), Packed::of(exchanges));
        Self { speakers, opening, questions, turns, exchanges }
    }

    /// Every turn, in order; unpacked anew each time.
    pub fn turns(&self) -> Vec<Turn> {
        self.turns.open()
    }

    /// Names of those who answer in a run of turns, each once.
    pub fn answering(&self, turns: &[Turn]) -> Vec<&str> {
        let mut names = Vec::new();
        for turn in turns {
            let Voice::Printed(place) = turn.voice else { continue };
            let Some(speaker) = self.speakers.get(usize::from(place.0)) else { continue };
            if !speaker.role.asks() && !names.contains(&&*speaker.name) {
                names.push(&speaker.name);
            }
        }
        names
    }

    /// The turns grouped, in order; unpacked anew each time.
    pub fn exchanges(&self) -> Vec<Exchange> {
        self.exchanges.open()
    }
}

/// Somebody who speaks.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest name printed, without words for a part and titles.
    pub name: Box<str>,
    /// What part they play.
    pub role: Role,
    /// Every form printed, `name` among them.
    pub aliases: Box<[Box<str>]>,
    /// Why the role was given: a few words for `inspect`.
    pub reason: Box<str>,
}

/// The part that somebody plays in a conversation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Asks.
    Host,
    /// Answers.
    Guest,
    /// Asks from the floor.
    Audience,
    /// Neither can be told.
    #[default]
    Unknown,
}

impl Role {
    /// The name that markup and `inspect` print.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Host => "host",
            Self::Guest => "guest",
            Self::Audience => "audience",
            Self::Unknown => "unknown",
        }
    }

    /// Whether somebody in this part asks.
    pub fn asks(self) -> bool {
        matches!(self, Self::Host | Self::Audience)
    }
}

/// Index into [`Interview::speakers`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SpeakerIndex(pub u16);

/// Whose words a turn is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Voice {
    /// A label says so.
    Printed(SpeakerIndex),
    /// No label is printed (a question as a heading, say); the part is known all the same.
    Unprinted(Role),
}

/// One speaker's run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Turn {
    /// Whose words.
    pub voice: Voice,
    /// Offset in the normalised body where the turn begins (its label, if it has one).
    pub start: u32,
    /// Offset where its words begin, after label, colon and space; equals `start` without a label.
    pub words: u32,
    /// Emphasis that was opened before `words` and is still open there.
    pub open: Emphasis,
    /// 1-based line of the author's file.
    pub line: u32,
}

/// Emphasis, as a state.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Emphasis {
    /// None.
    #[default]
    None,
    /// `_x_` or `*x*`.
    Em,
    /// `**x**`.
    Strong,
    /// Both.
    StrongEm,
}

/// A question and its answers; or answers alone, where a conversation opens without a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Exchange {
    /// The first of [`Interview::turns`].
    pub first: u32,
    /// One past the last.
    pub end: u32,
    /// The question's anchor; `None` where nobody asks.
    pub anchor: Option<Anchor>,
}

/// An article that the end of another points to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Related {
    /// The printed title without its number; empty where only a picture was printed.
    pub title: Box<str>,
    /// The address as printed, `https`.
    pub url: Box<str>,
    /// The WeChat identity, where it is one.
    pub identity: Option<Identity>,
    /// The card's picture.
    pub image: Option<Box<str>>,
    /// 1-based line of the author's file that the title stands on.
    pub line: u32,
}

/// A link of the running text that leads into the site: to a file, an anchor or an address of its own, or to an article
/// of an account, which the site may have one day; or a picture that lies in the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reference {
    /// Offset of the address in the normalised body.
    pub at: u32,
    /// The address as written.
    pub url: Box<str>,
    /// The printed text, plain; empty where only a picture is.
    pub title: Box<str>,
    /// The address's bytes in the author's file.
    pub source: (u32, u32),
    /// A picture that is shown, not a link.
    pub shown: bool,
}

/// Something left out of the page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cut {
    /// First line of the author's file, 1-based.
    pub from: u32,
    /// Last line, inclusive.
    pub to: u32,
    /// What it is.
    pub kind: CutKind,
    /// Why: a few words for `inspect`.
    pub reason: Box<str>,
}

/// What was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CutKind {
    /// Advertising.
    Promotion,
    /// Follow, star, share.
    Plea,
    /// Reading time and the like.
    Notice,
    /// Rules and end marks.
    Divider,
    /// One picture in many articles of an account: it adorns, and says nothing of this one.
    Decoration,
}

/// The body of an article, piece by piece, without gap or overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Segments {
    starts: Packed<Vec<(u32, SegmentKind)>>,
    length: u32,
}

/// A piece of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// First byte in the normalised body.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What it is.
    pub kind: SegmentKind,
}

/// What a piece of a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SegmentKind {
    /// Text outside any turn.
    Prose,
    /// A heading between turns.
    Heading,
    /// A turn: index into [`Interview::turns`].
    Turn(u32),
    /// More of a turn, after a heading or an aside inside it.
    Continued(u32),
    /// An editor's note.
    Aside,
    /// 往期回顾; shown as cards.
    Related,
    /// The credit of the original, shown as a source note.
    Credit,
    /// Left out.
    Cut(CutKind),
}

impl Segments {
    /// A body that is prose from end to end.
    pub fn prose(length: u32) -> Self {
        Self { starts: Packed::of(&vec![(0, SegmentKind::Prose)]), length }
    }

    /// A body cut up at `starts`; the first piece is prose if nothing starts at 0, empty pieces vanish, and starts
    /// beyond `length` are dropped.
    pub fn new(mut starts: Vec<(u32, SegmentKind)>, length: u32) -> Self {
        starts.sort_by_key(|(start, _)| *start);
        if starts.first().is_none_or(|(start, _)| *start > 0) {
            starts.insert(0, (0, SegmentKind::Prose));
        }
        starts.retain(|(start, _)| *start < length || *start == 0);
        let mut kept: Vec<(u32, SegmentKind)> = Vec::with_capacity(starts.len());
        for piece in starts {
            match kept.last_mut() {
                Some(last) if last.0 == piece.0 => *last = piece,
                _ => kept.push(piece),
            }
        }
        Self { starts: Packed::of(&kept), length }
    }

    /// The pieces, in order; they cover the body.
    pub fn iter(&self) -> impl Iterator<Item = Segment> + use<> {
        let length = self.length;
        let mut starts = self.starts.open().into_iter().peekable();
        std::iter::from_fn(move || {
            let (start, kind) = starts.next()?;
            Some(Segment { start, end: starts.peek().map_or(length, |(next, _)| *next), kind })
        })
    }
}
