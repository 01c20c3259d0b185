//! Related sections: runs of links to earlier articles in the last part of a body.
//!
//! In comes a body; out go links with the span that each takes up, by section, in order. Invariant: a section takes up
//! lines that hold nothing but its heading, its links, their pictures and their titles.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::super::finding::{Count, Link};
use super::super::links::{PrintedLink, anchors};
use super::super::plain::{plain, target_end};
use super::super::reading::Related;
use super::super::word_list::WordList;
use super::seen::Seen;
use crate::article::{Block, Body, Identity, Line};
use crate::config::Rules;

/// Headings that a related section may have.
const HEADINGS: &str = "往期回顾、往期精选、往期推荐、往期文章、往期内容、往期阅读、往期、更多阅读、推荐阅读、延伸阅读、扩展阅读、\
拓展阅读、相关阅读、相关文章、相关推荐、关联阅读、近期好文、近期阅读、近期文章、近期推荐、更多内容、\
更多文章、更多访谈、更多对话、精选文章、精彩回顾、精彩推荐、好文推荐、热门文章、热文推荐、历史文章、\
猜你喜欢、推荐文章、阅读推荐、文章推荐、系列文章、往期访谈、往期对话、往期节目、Related、\
Read more、Further reading";

static HEADING: LazyLock<WordList<()>> = LazyLock::new(|| WordList::beginning(&[((), HEADINGS)]));

/// Letters that a heading may have beside the word.
const MOST_BESIDE: usize = 6;
/// Bytes of a heading with its marks.
const LONGEST_HEADING: usize = 160;
/// Letters of a card's title.
const LONGEST_TITLE: usize = 80;
/// A section without a heading begins in the last lines.
const LAST_LINES: usize = 60;

/// Finds the related sections of a body.
pub(super) fn find(body: &Body, lines: &[Seen], rules: &Rules) -> Vec<Link> {
    if !lines.iter().any(|seen| seen.link) {
        return Vec::new();
    }
    let mut finder = Finder {
        body,
        rules,
        lines,
        found: Vec::new(),
        section: 0,
        begun: 0,
        targets: BTreeMap::new(),
        has_article: false,
        scratch: String::new(),
    };
    let from = finder.late();
    let mut at = from;
    while at < lines.len() {
        at = finder.section_at(at).max(at + 1);
    }
    finder.found
}

struct Finder<'b> {
    body: &'b Body,
    rules: &'b Rules,
    lines: &'b [Seen],
    found: Vec<Link>,
    section: u16,
    /// Where the links of the section begin.
    begun: usize,
    /// Where in `found` each article of the section stands.
    targets: BTreeMap<String, usize>,
    /// One of them is a WeChat article.
    has_article: bool,
    scratch: String,
}

impl<'b> Finder<'b> {
    /// The first line that a section may begin with.
    fn late(&self) -> usize {
        let length = self.body.text().len() as u64;
        let late = self.lines.partition_point(|seen| u64::from(seen.line.start) * 5 < length);
        late.min(self.lines.len().saturating_sub(LAST_LINES))
    }

    /// Takes the section that begins with line `at`, if one does; the line behind it, or `at`.
    fn section_at(&mut self, at: usize) -> usize {
        let Seen { line, link, .. } = self.lines[at];
        if matches!(line.block, Block::Code | Block::Table | Block::Rule) {
            return at;
        }
        let text = self.body.line(&line);
        let behind = &self.lines[at + 1..];
        let rules = behind.iter().take(2).take_while(|seen| seen.line.block == Block::Rule).count();
        let next = behind.get(rules).is_some_and(|seen| seen.link);
        if next && text.len() <= LONGEST_HEADING && self.is_heading(text) {
            self.push(line.start, self.lines[at + rules].line.end, None);
            let end = self.members(at + 1 + rules, true);
            if self.found.len() > self.begun + 1 {
                return self.end_section(end);
            }
            return self.give_up(at);
        }
        if !link {
            return at;
        }
        if self.heading_inside(&line) {
            let end = self.members(at + 1, true);
            return self.end_section(end);
        }
        if at + LAST_LINES < self.lines.len()
            || u64::from(line.start) * 2 < self.body.text().len() as u64
            || !may_hold_article(text)
        {
            return at;
        }
        let end = self.members(at, false);
        if self.targets.len() >= 2 {
            return self.end_section(end);
        }
        self.give_up(at)
    }

    fn end_section(&mut self, end: usize) -> usize {
        self.section = self.section.saturating_add(1);
        self.begun = self.found.len();
        self.targets.clear();
        self.has_article = false;
        end
    }

    /// Forgets what may have been a section's; returns where it would have begun.
    fn give_up(&mut self, at: usize) -> usize {
        self.found.truncate(self.begun);
        self.targets.clear();
        self.has_article = false;
        at
    }

    fn is_heading(&self, text: &str) -> bool {
        let shown = plain(text.trim_start_matches('#'));
        let shown = shown.trim_matches(|letter: char| !letter.is_alphanumeric());
        let letters = shown.chars().count();
        let is_short = |word: &str| letters <= word.chars().count() + MOST_BESIDE;
        let mut own = self.rules.related_headings.iter();
        HEADING.inside(shown).any(|(_, word, ())| is_short(word))
            || own.any(|word| shown.contains(word.as_str()) && is_short(word))
    }

    /// Takes the section whose heading stands inside `line` and whose links follow on it.
    fn heading_inside(&mut self, line: &Line) -> bool {
        let text = self.body.line(line);
        if !may_hold_article(text) {
            return false;
        }
        let own = self.rules.related_headings.iter().map(String::as_str);
        for word in HEADINGS.split('、').chain(own) {
            let Some(at) = text.rfind(word) else { continue };
            let behind = at + word.len();
            let anchors = anchors(&text[behind..]);
            let articles = anchors.iter().filter(|anchor| Identity::parse(anchor.url).is_some()).count();
            if articles == 0 || !is_pure(&text[behind..], &anchors, false) {
                continue;
            }
            let head = text[..at].trim_end_matches(['*', '_', '【', '[', '|', '｜', ' ']).len();
            self.push(line.start + head as u32, line.start + behind as u32, None);
            let offset = line.start + behind as u32;
            for anchor in &anchors {
                let span = offset + anchor.start as u32..offset + anchor.end as u32;
                self.target(anchor, Identity::parse(anchor.url), span, offset);
            }
            if let Some(last) = self.found.last_mut() {
                last.end = line.end;
            }
            return true;
        }
        false
    }

    /// Takes lines that are links and what belongs to them; the line behind the last.
    fn members(&mut self, from: usize, headed: bool) -> usize {
        let (mut at, mut end) = (from, from);
        let mut pictures = 0;
        while let Some(Seen { line, link, .. }) = self.lines.get(at) {
            let text = self.body.line(line);
            let anchors = if *link { anchors(text) } else { Vec::new() };
            let any = headed && !self.has_article;
            let found: Vec<Option<Identity>> =
                anchors.iter().map(|anchor| Identity::parse(anchor.url)).collect();
            let is_target = |place: usize| found[place].is_some() || any && is_other(anchors[place].url);
            let targets: Vec<usize> = (0..anchors.len()).filter(|place| is_target(*place)).collect();
            let is_member = !targets.is_empty()
                && !matches!(line.block, Block::Code | Block::Table | Block::Rule)
                && is_pure(text, &anchors, !headed);
            if headed && !is_member && is_broken_card(text, &anchors) {
                self.broken_card(line, &anchors[0], text);
                (at, end, pictures) = (at + 1, at + 1, 0);
            } else if is_member {
                for place in targets {
                    let anchor = &anchors[place];
                    let (start, end) = (line.start + anchor.start as u32, line.start + anchor.end as u32);
                    self.target(anchor, found[place].clone(), start..end, line.start);
                }
                self.stretch(line.start, line.end);
                (at, end, pictures) = (at + 1, at + 1, 0);
            } else if (is_picture(text) || headed && line.block == Block::Rule) && pictures < 2 {
                (at, pictures) = (at + 1, pictures + 1);
            } else if self.is_caption(at, text) {
                self.caption(line, text);
                (at, end) = (at + 1, at + 1);
            } else {
                break;
            }
        }
        // A picture between two cards is a card's; one behind the last is not.
        end
    }

    /// Whether a line is the title of the card before it: it follows a picture's link, and another card follows.
    fn is_caption(&self, at: usize, text: &str) -> bool {
        let card = self.found.last().and_then(|link| link.target.as_ref());
        if !card.is_some_and(|target| target.title.is_empty() && target.image.is_some()) {
            return false;
        }
        let shown = plain(text);
        let short = !shown.is_empty() && shown.chars().count() <= LONGEST_TITLE && !shown.ends_with('。');
        let next = self.lines.get(at + 1).map_or("", |seen| self.body.line(&seen.line));
        short && (is_picture(next) || next.starts_with("[![")) && !text.contains("](")
    }

    fn caption(&mut self, line: &Line, text: &str) {
        if let Some(link) = self.found.last_mut() {
            link.end = line.end;
            link.count.add(Count::of(text, &mut self.scratch));
            if let Some(target) = &mut link.target {
                Arc::make_mut(target).title = plain(text).into_owned();
            }
        }
    }

    /// Takes a card whose link an exporter closed too early: `[1、[](address)title[]](address)`.
    fn broken_card(&mut self, line: &Line, first: &PrintedLink<'_>, text: &str) {
        let title = title_of(&plain(text.split("![").next().unwrap_or(text)));
        let card = PrintedLink { text: "", ..*first };
        self.target(&card, Identity::parse(card.url), line.start..line.end, line.start);
        let target = self.found.last_mut().and_then(|link| link.target.as_mut());
        if let Some(target) = target.map(Arc::make_mut) {
            target.title = title;
            target.image = image_of(text);
        }
    }

    /// Makes the last links of a line take up all of it.
    fn stretch(&mut self, start: u32, end: u32) {
        let section = &mut self.found[self.begun..];
        let before = section.iter().rev().take_while(|link| link.start >= start).count();
        let first = section.len() - before;
        if let [first, ..] = &mut section[first..] {
            first.start = start;
        }
        if let [.., last] = &mut section[first..] {
            last.end = end;
        }
    }

    /// Takes a link; one more to the same article adds what it prints.
    fn target(
        &mut self,
        anchor: &PrintedLink<'_>,
        identity: Option<Identity>,
        Range { start, end }: Range<u32>,
        line: u32,
    ) {
        let url = anchor.url.replace("&amp;", "&");
        let url = match url.strip_prefix("http://mp.weixin") {
            Some(rest) => format!("https://mp.weixin{rest}"),
            None => url,
        };
        let (title, image) = (title_of(anchor.text), image_of(anchor.text));
        let key = identity.as_ref().map_or(url.as_str(), Identity::key);
        let known = self.targets.get(key).and_then(|place| self.found[*place].target.as_mut());
        if let Some(known) = known.map(Arc::make_mut) {
            if known.title.is_empty() {
                known.title = title;
            }
            known.image = known.image.take().or(image);
            // The span is the last link's; the line is stretched over by the caller.
            self.push(start, end, None);
            return;
        }
        self.targets.insert(key.to_owned(), self.found.len());
        self.has_article |= identity.is_some();
        let number = self.body.line_at(line.max(start));
        self.push(start, end, Some(Arc::new(Related { title, url, identity, image, line: number })));
    }

    fn push(&mut self, start: u32, end: u32, target: Option<Arc<Related>>) {
        let count = Count::of(&self.body.text()[start as usize..end as usize], &mut self.scratch);
        self.found.push(Link { start, end, section: self.section, target, count });
    }
}

/// Whether an address may be a related article's that is none of WeChat's.
fn is_other(url: &str) -> bool {
    !url.contains("appmsgalbum")
        && !url.contains("mp.weixin.qq.com")
        && !url.starts_with('#')
        && !url.is_empty()
}

/// Whether an article's address may stand in the text.
fn may_hold_article(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"mp.weixin.qq.com").is_some()
}

/// A line of pictures alone.
fn is_picture(text: &str) -> bool {
    text.contains("![") && !text.contains("[![") && plain(text).is_empty() && anchors(text).is_empty()
}

/// Whether a line is one card whose title stands beside its link: it has one article's address, and few words that are
/// no sentence.
fn is_broken_card(text: &str, anchors: &[PrintedLink<'_>]) -> bool {
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
fn is_pure(text: &str, anchors: &[PrintedLink<'_>], lead: bool) -> bool {
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
fn title_of(text: &str) -> String {
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
fn image_of(text: &str) -> Option<String> {
    let start = text.find("![")?;
    let open = start + text[start..].find("](")? + 1;
    let end = target_end(text, open)?;
    Some(text[open + 1..end - 1].split(' ').next().unwrap_or_default().to_owned())
}
