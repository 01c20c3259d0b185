//! Cards of related articles: what a line is that may be one, and what it prints.
//!
//! In come lines with their links; out go titles, pictures and addresses.

use super::super::links::PrintedLink;
use super::super::links::anchors;
use super::super::plain::{plain, target_end};
use crate::article::Identity;

/// Letters of a card's title.
pub(super) const LONGEST_TITLE: usize = 80;

/// What a card prints.
pub(super) struct Printed<'b> {
    pub(super) title: String,
    pub(super) url: &'b str,
    pub(super) image: Option<String>,
}

impl<'b> Printed<'b> {
    /// A card that is a link alone.
    pub(super) fn of(link: &PrintedLink<'b>) -> Self {
        Self { title: title_of(link.text), url: link.url, image: image_of(link.text) }
    }
}

/// Whether an address may be a related article's that is none of WeChat's.
pub(super) fn is_other(url: &str) -> bool {
    !url.contains("appmsgalbum")
        && !url.contains("mp.weixin.qq.com")
        && !url.starts_with('#')
        && !url.is_empty()
}

/// Whether an article's address may stand in the text.
pub(super) fn may_hold_article(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"mp.weixin.qq.com").is_some()
}

/// A line of pictures alone.
pub(super) fn is_picture(text: &str) -> bool {
    text.contains("![") && !text.contains("[![") && plain(text).is_empty() && anchors(text).is_empty()
}

/// Whether a line is one card whose title stands beside its link: it has one article's address, and few words that are
/// no sentence.
pub(super) fn is_broken_card(text: &str, anchors: &[PrintedLink<'_>]) -> bool {
    let mut targets = anchors.iter().filter_map(|anchor| Identity::parse(anchor.url));
    let Some(first) = targets.next() else { return false };
    let shown = plain(text);
    targets.all(|other| other.key() == first.key())
        && anchors.iter().all(|anchor| !plain(anchor.text).contains(char::is_alphabetic))
        && text.trim_start().starts_with('[')
        && shown.chars().count() <= LONGEST_TITLE
        && !shown.ends_with(['。', '；', '，'])
}

/// Whether nothing but links, numbers, brackets and pictures stands in `text`; a few words and a colon may `lead`.
pub(super) fn is_pure(text: &str, anchors: &[PrintedLink<'_>], lead: bool) -> bool {
    const LONGEST_LEAD: usize = 12;
    let mut rest = String::new();
    let before = &text[..anchors.first().map_or(0, |anchor| anchor.start)];
    let colon = before.rfind('：').filter(|_| lead && before.chars().count() <= LONGEST_LEAD);
    let mut at = colon.map_or(0, |colon| colon + '：'.len_utf8());
    for anchor in anchors {
        rest.push_str(&text[at..anchor.start]);
        at = anchor.end;
    }
    rest.push_str(&text[at..]);
    let beside = plain(&rest);
    !anchors.is_empty()
        && beside.chars().all(|letter| {
            !letter.is_alphanumeric() || letter.is_ascii_digit() || "一二三四五六七八九十".contains(letter)
        })
        && beside.chars().count() <= 4 * anchors.len() + 4
}

/// What a link prints, without its number and brackets.
pub(super) fn title_of(text: &str) -> String {
    let shown =
        plain(text.split("![").next().filter(|title| !plain(title).trim().is_empty()).unwrap_or(text));
    let mut title = shown.trim_matches(['[', ']', ' ']);
    for (open, close) in [('《', '》'), ('"', '"'), ('“', '”'), ('【', '】')] {
        let inner = title.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        title = inner.filter(|inner| !inner.contains([open, close])).unwrap_or(title);
    }
    let quotes = title.matches('"').count();
    if quotes == 1 {
        title = title.trim_matches('"');
    }
    let digits = title.bytes().take_while(u8::is_ascii_digit).count();
    let behind = &title[digits..];
    if (1..=2).contains(&digits) && behind.starts_with(['、', '.', '．', ')', '）', '：']) {
        title = behind.trim_start_matches(['、', '.', '．', ')', '）', '：', ' ']);
    }
    title.trim_matches(['[', ' ']).trim_end_matches(']').trim().to_owned()
}

/// The picture of a card.
pub(super) fn image_of(text: &str) -> Option<String> {
    let start = text.find("![")?;
    let open = start + text[start..].find("](")? + 1;
    let end = target_end(text, open)?;
    Some(text[open + 1..end - 1].split(' ').next().unwrap_or_default().to_owned())
}

/// Whether words may be a card's title: few, and no sentence.
pub(super) fn is_title(shown: &str) -> bool {
    shown.contains(char::is_alphanumeric)
        && shown.chars().count() <= LONGEST_TITLE
        && !shown.ends_with(['。', '；', '，', '：'])
}

/// The address of an article that stands on a line by itself, without a link; what stands before it is its title or
/// nothing.
pub(super) fn bare_address(text: &str) -> Option<PrintedLink<'_>> {
    let at = memchr::memmem::find(text.as_bytes(), b"mp.weixin.qq.com/s")?;
    let start =
        ["https://", "http://"].iter().find_map(|scheme| text[..at].strip_suffix(scheme)).map(str::len)?;
    let rest = &text[start..];
    let end =
        start + rest.find(|letter: char| !letter.is_ascii_graphic() || letter == '>').unwrap_or(rest.len());
    let behind = text[end..].trim_matches(['>', '*', '_', ' ']);
    behind.is_empty().then(|| PrintedLink {
        text: "",
        url: &text[start..end],
        address: start,
        start,
        end,
        picture: false,
    })
}

/// The words of a line before an address or a link that says no more than 阅读.
pub(super) fn title_before(text: &str) -> String {
    let shown =
        plain(text.trim_end().trim_end_matches(['<', '：', ':', ' ', '-', '—', '|', '｜', '（', '(']));
    title_of(shown.trim())
}

/// The link of a card whose title stands before it: `慢走 [阅读](…)`.
pub(super) fn titled_link<'t>(text: &'t str, anchors: &[PrintedLink<'t>]) -> Option<PrintedLink<'t>> {
    const WORDS: &[&str] = &[
        "阅读",
        "点击阅读",
        "查看",
        "点击查看",
        "链接",
        "原文",
        "阅读原文",
        "点击",
        "戳这里",
        "点这里",
        "详情",
        "閱讀",
        "Link",
        "Read",
    ];
    let [anchor] = anchors else { return None };
    let printed = plain(anchor.text);
    let is_word = WORDS.contains(&printed.trim_matches(|letter: char| !letter.is_alphanumeric()));
    let behind = text[anchor.end..].trim_matches(['*', '_', ' ', ')', '）', ']', '】', '>']);
    (is_word && behind.is_empty() && Identity::parse(anchor.url).is_some()).then_some(*anchor)
}

/// The cells of a table's row that has no links: the titles of the cards above.
pub(super) fn cells(text: &str) -> Vec<&str> {
    text.trim().trim_matches('|').split('|').map(str::trim).collect()
}

/// Whether a line says nothing: `>`, a table's delimiter row.
pub(super) fn is_silent(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'>' | b' ' | b'|' | b'-' | b':'))
}
