//! A paragraph with pictures, taken apart: which pictures stand for themselves, and which words are a caption.

use std::borrow::Cow;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::document::Located;
use super::{address, guard};

/// Most characters of words that count as a caption by their place alone.
const SHORT: usize = 40;
/// What a caption begins with.
const MARKS: [&str; 14] = [
    "△",
    "▲",
    "图源",
    "图：",
    "图:",
    "图/",
    "图｜",
    "图片来源",
    "图注",
    "图为",
    "来源：",
    "（来源",
    "（图",
    "摄影",
];
/// What stands in a caption before the name of the source.
const SOURCES: [&str; 7] = ["| 来源：", "｜来源：", "|来源：", "| 图源", "｜图源", "（图源", "(图源"];
/// Alternative texts that exporters and editors write for pictures without one.
const EMPTY_WORDS: [&str; 7] = ["图片", "图像", "image", "img", "picture", "photo", "alt"];

/// Whether an alternative text is none: it was written for a picture without one.
pub fn says_nothing(alt: &str) -> bool {
    let alt = alt.trim();
    alt.is_empty() || EMPTY_WORDS.iter().any(|word| alt.eq_ignore_ascii_case(word))
}

/// A picture as the text names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) url: String,
    pub(super) title: String,
    pub(super) alt: String,
    /// Where it leads, if it is linked.
    pub(super) link: Option<String>,
}

impl Shown {
    /// What is said of it, for where it is not shown.
    pub(super) fn words(&self) -> Cow<'_, str> {
        match (self.alt.as_str(), self.title.as_str()) {
            (alt, "") => alt.into(),
            ("", title) => title.into(),
            (alt, title) if alt == title => alt.into(),
            (alt, title) => format!("{alt} {title}").into(),
        }
    }
}

/// A piece of a paragraph with pictures.
#[derive(Debug)]
pub(super) enum Piece<'t> {
    /// Stands for itself.
    Figure(Shown),
    /// Running text, maybe with pictures in it.
    Words(Vec<Located<'t>>),
}

/// Reads a paragraph to its end.
pub(super) fn read<'t>(events: &mut impl Iterator<Item = Located<'t>>) -> Vec<Piece<'t>> {
    let mut pieces = Vec::new();
    let mut words = Vec::new();
    // Pictures whose nature the words behind them will tell, and the events to write should they be inline.
    let mut pictures: Vec<Shown> = Vec::new();
    let mut picture_events: Vec<Located<'t>> = Vec::new();
    while let Some((event, range)) = events.next() {
        if matches!(event, Event::End(TagEnd::Paragraph)) {
            break;
        }
        let group = read_group((event, range), events);
        if let Some(shown) = only_pictures(&group) {
            pictures.extend(shown);
            picture_events.extend(group);
        } else if pictures.is_empty() || is_blank(&group) {
            if pictures.is_empty() { &mut words } else { &mut picture_events }.extend(group);
        } else if stand_in_words(&words, &picture_events, &pictures) {
            words.append(&mut picture_events);
            pictures.clear();
            words.extend(group);
        } else {
            flush(&mut words, &mut pictures, &mut pieces);
            picture_events.clear();
            words.extend(group);
        }
    }
    flush(&mut words, &mut pictures, &mut pieces);
    pieces
}

/// Whether pictures between two pieces of running text belong to the sentence: no line end, colon or end of a sentence
/// parts them from what is before, and they are no exporter's, whose pictures are remote and without a word.
fn stand_in_words(before: &[Located<'_>], pictures: &[Located<'_>], shown: &[Shown]) -> bool {
    let parted = match before.last() {
        Some((Event::Text(text), _)) => text.trim_end().ends_with(['：', ':', '。', '！', '？', '”']),
        Some((Event::SoftBreak | Event::HardBreak, _)) | None => true,
        Some(_) => false,
    };
    let exported = shown.iter().any(|shown| shown.alt.is_empty() && address::is_foreign(&shown.url));
    !parted && !exported && !is_blank(before) && !pictures.iter().any(|(event, _)| is_break(event))
}

fn flush<'t>(words: &mut Vec<Located<'t>>, pictures: &mut Vec<Shown>, pieces: &mut Vec<Piece<'t>>) {
    while words.last().is_some_and(|(event, _)| is_break(event)) {
        words.pop();
    }
    let breaks = words.iter().take_while(|(event, _)| is_break(event)).count();
    words.drain(..breaks);
    if !is_blank(words) {
        pieces.push(Piece::Words(std::mem::take(words)));
    }
    words.clear();
    pieces.extend(pictures.drain(..).map(Piece::Figure));
}

/// The events of one element, `first` being its start; or `first` alone.
fn read_group<'t>(first: Located<'t>, events: &mut impl Iterator<Item = Located<'t>>) -> Vec<Located<'t>> {
    let mut depth = u32::from(matches!(first.0, Event::Start(_)));
    let mut group = vec![first];
    while depth > 0 {
        let Some(located) = events.next() else { break };
        match located.0 {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        group.push(located);
    }
    group
}

/// The pictures of a group that holds nothing else.
fn only_pictures(group: &[Located<'_>]) -> Option<Vec<Shown>> {
    let mut pictures = Vec::new();
    let mut link: Option<String> = None;
    let mut events = group.iter().cloned();
    while let Some((event, _)) = events.next() {
        match event {
            Event::Start(tag @ Tag::Image { .. }) => {
                let mut shown = read_picture(&tag, &mut events);
                shown.link.clone_from(&link);
                pictures.push(shown);
            }
            Event::Start(Tag::Link { dest_url, .. }) => link = Some(guard::strip(&dest_url).into_owned()),
            Event::Start(Tag::Strong | Tag::Emphasis)
            | Event::End(_)
            | Event::SoftBreak
            | Event::HardBreak => {}
            Event::Text(text) if guard::strip(&text).trim().is_empty() => {}
            _ => return None,
        }
    }
    (!pictures.is_empty()).then_some(pictures)
}

/// Reads a picture, whose start was `tag`, to its end.
pub(super) fn read_picture<'t>(tag: &Tag<'_>, events: &mut impl Iterator<Item = Located<'t>>) -> Shown {
    let mut alt = String::new();
    let mut depth = 1;
    for (event, _) in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::Text(text) | Event::Code(text) => alt.push_str(&guard::strip(&text)),
            Event::SoftBreak | Event::HardBreak => alt.push(' '),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    let (url, title) = match tag {
        Tag::Image { dest_url, title, .. } => {
            (guard::strip(dest_url).into_owned(), guard::strip(title).into_owned())
        }
        _ => (String::new(), String::new()),
    };
    if says_nothing(&alt) {
        alt.clear();
    }
    Shown { url, title, alt, link: None }
}

/// Whether a reader would see nothing of these events.
fn is_blank(words: &[Located<'_>]) -> bool {
    words.iter().all(|(event, _)| match event {
        Event::Text(text) => text.trim().is_empty(),
        event => is_break(event),
    })
}

fn is_break(event: &Event<'_>) -> bool {
    matches!(event, Event::SoftBreak | Event::HardBreak)
}

/// The text of some events.
pub(super) fn text_of(words: &[Located<'_>]) -> String {
    let mut out = String::new();
    for (event, _) in words {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&guard::strip(text)),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            _ => {}
        }
    }
    out
}

/// Whether words behind a picture in its own paragraph are its caption: marked as one; or short and no sentence, where
/// the picture is `alone` before them.
pub(super) fn is_caption(words: &str, alone: bool) -> bool {
    const SENTENCE_ENDS: [char; 9] = ['。', '！', '？', '：', '，', '.', '!', '?', ':'];
    let words = words.trim();
    is_marked(words) || (alone && words.chars().count() <= SHORT && !words.ends_with(SENTENCE_ENDS))
}

/// Whether words are marked as a caption, wherever they stand; `▲点击…` is a plea.
pub(super) fn is_marked(words: &str) -> bool {
    let begins = MARKS.iter().any(|mark| words.starts_with(mark)) && words.chars().count() <= 4 * SHORT;
    let names_source = SOURCES.iter().any(|mark| words.contains(mark)) && words.chars().count() <= 2 * SHORT;
    (begins || names_source) && !words.contains("点击") && !words.contains('\n')
}

/// Whether a paragraph as written is short and in italics from end to end.
pub(super) fn is_short_italic(written: &str) -> bool {
    let italic = |mark: char| {
        written.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark)).is_some_and(|inner| {
            !inner.is_empty()
                && !inner.contains(mark)
                && !inner.contains("。")
                && !inner.ends_with(['？', '?', '：'])
        })
    };
    (italic('_') || italic('*')) && written.chars().count() <= SHORT + 2 && !written.contains(['\n', '!'])
}
