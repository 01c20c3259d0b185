//! Related sections: runs of links to earlier articles in the last part of a body.
//!
//! In comes a body; out go links with the span that each takes up, by section, in order. Invariant: a section takes up
//! lines that hold nothing but its heading, its links, their pictures and their titles.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use super::super::finding::{Count, Link};
use super::super::links::{PrintedLink, anchors, each};
use super::super::plain::plain;
use super::super::reading::Related;
use super::super::word_list::WordList;
use super::cards::{
    Printed, bare_address, cells, image_of, is_broken_card, is_other, is_picture, is_pure, is_silent,
    is_title, may_hold_article, title_before, title_of, titled_link,
};
use super::seen::Seen;
use crate::article::{Block, Body, Identity, Line};
use crate::config::Rules;
use crate::markdown::html::says_nothing;

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
/// A section without a heading begins in the last lines.
const LAST_LINES: usize = 60;

/// Finds the related sections of a body.
pub(super) fn find(body: &Body, lines: &[Seen], rules: &Rules) -> Vec<Link> {
    if !lines.iter().any(|seen| seen.link || seen.address) {
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
        let is_nothing =
            |seen: &&Seen| seen.line.block == Block::Rule || is_silent(self.body.line(&seen.line));
        let rules = behind.iter().take(2).take_while(is_nothing).count();
        // A title may stand before its address.
        let next = behind[rules..].iter().take(2).any(|seen| seen.link || seen.address);
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
        self.name_pictures();
        self.section = self.section.saturating_add(1);
        self.begun = self.found.len();
        self.targets.clear();
        self.has_article = false;
        end
    }

    /// A card that prints no title is called what its picture is.
    fn name_pictures(&mut self) {
        let text = self.body.text();
        for link in &mut self.found[self.begun..] {
            let Some(target) = link.target.as_mut().filter(|target| target.title.is_empty()) else {
                continue;
            };
            let mut words = "";
            each(&text[link.start as usize..link.end as usize], |link| {
                if link.picture && words.is_empty() && !says_nothing(link.text) {
                    words = link.text;
                }
            });
            if !words.is_empty() {
                Arc::make_mut(target).title = title_of(words).into();
            }
        }
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
                self.target(Printed::of(anchor), Identity::parse(anchor.url), span, offset);
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
                && !matches!(line.block, Block::Code | Block::Rule)
                && (headed || line.block != Block::Table)
                && is_pure(text, &anchors, !headed);
            if headed && !is_member && is_broken_card(text, &anchors) {
                self.broken_card(line, &anchors[0], text);
                (at, end, pictures) = (at + 1, at + 1, 0);
            } else if is_member {
                for place in targets {
                    let anchor = &anchors[place];
                    let (start, end) = (line.start + anchor.start as u32, line.start + anchor.end as u32);
                    self.target(Printed::of(anchor), found[place].clone(), start..end, line.start);
                }
                self.stretch(line.start, line.end);
                (at, end, pictures) = (at + 1, at + 1, 0);
            } else if headed && let Some(lines) = self.titled(at, &anchors) {
                (at, end, pictures) = (at + lines, at + lines, 0);
            } else if (is_picture(text) || headed && (line.block == Block::Rule || is_silent(text)))
                && pictures < 2
            {
                (at, pictures) = (at + 1, pictures + 1);
            } else if line.block == Block::Table && self.titles(line, text) {
                (at, end) = (at + 1, at + 1);
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
        let short = is_title(&shown);
        let next = self.lines.get(at + 1).map_or("", |seen| self.body.line(&seen.line));
        short && (is_picture(next) || next.starts_with("[![")) && !text.contains("](")
    }

    fn caption(&mut self, line: &Line, text: &str) {
        if let Some(link) = self.found.last_mut() {
            link.end = line.end;
            link.count.add(Count::of(text, &mut self.scratch));
            if let Some(target) = &mut link.target {
                let target = Arc::make_mut(target);
                target.title = plain(text).into();
                target.line = self.body.line_at(line.start);
            }
        }
    }

    /// Takes a card whose title stands before its address or link, on the same line or on the one before: how many lines.
    fn titled(&mut self, at: usize, anchors: &[PrintedLink<'_>]) -> Option<usize> {
        let seen = self.lines[at];
        let text = self.body.line(&seen.line);
        if matches!(seen.line.block, Block::Code | Block::Table | Block::Rule) {
            return None;
        }
        let next =
            self.lines.get(at + 1).filter(|next| !seen.link && !seen.address && next.address && !next.link);
        let (card, title, last) = match next {
            Some(next) => {
                let card = bare_address(self.body.line(&next.line))?;
                let alone = title_before(&self.body.line(&next.line)[..card.start]).is_empty();
                (card, title_before(text), alone.then_some(next)?)
            }
            None => {
                let card = if seen.link { titled_link(text, anchors) } else { bare_address(text) }?;
                (card, title_before(&text[..card.start]), &self.lines[at])
            }
        };
        let identity = Identity::parse(card.url).filter(|_| is_title(&title))?;
        let span = seen.line.start..last.line.end;
        let printed = Printed { title, url: card.url, image: None };
        self.target(printed, Some(identity), span, seen.line.start);
        Some(if next.is_some() { 2 } else { 1 })
    }

    /// Takes a table's row that has the titles of the cards in the row above.
    fn titles(&mut self, line: &Line, text: &str) -> bool {
        let cells = cells(text);
        let untitled = |link: &&mut Link| link.target.as_ref().is_some_and(|target| target.title.is_empty());
        let mut cards: Vec<&mut Link> =
            self.found[self.begun..].iter_mut().rev().take(cells.len()).take_while(untitled).collect();
        if cards.len() != cells.len() || !cells.iter().all(|cell| is_title(&plain(cell))) {
            return false;
        }
        let number = self.body.line_at(line.start);
        for (card, cell) in cards.iter_mut().rev().zip(&cells) {
            if let Some(target) = &mut card.target {
                let target = Arc::make_mut(target);
                target.title = title_of(cell).into();
                target.line = number;
            }
        }
        if let Some(last) = self.found.last_mut() {
            last.end = line.end;
            last.count.add(Count::of(text, &mut self.scratch));
        }
        true
    }

    /// Takes a card whose link an exporter closed too early: `[1、[](address)title[]](address)`.
    fn broken_card(&mut self, line: &Line, first: &PrintedLink<'_>, text: &str) {
        let before = text.split("![").next().filter(|before| before.contains(char::is_alphabetic));
        let title = title_of(&plain(before.unwrap_or(text)));
        let printed = Printed { title, url: first.url, image: image_of(text) };
        self.target(printed, Identity::parse(first.url), line.start..line.end, line.start);
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

    /// Takes a link; one more to the same article adds what it prints, and has words of its own where it prints others.
    fn target(
        &mut self,
        printed: Printed<'_>,
        identity: Option<Identity>,
        Range { start, end }: Range<u32>,
        line: u32,
    ) {
        let url = printed.url.replace("&amp;", "&");
        let url = match url.strip_prefix("http://mp.weixin") {
            Some(rest) => format!("https://mp.weixin{rest}"),
            None => url,
        };
        let (title, image): (Box<str>, _) = (printed.title.into(), printed.image.map(Box::from));
        let key = identity.as_ref().map_or(url.as_str(), Identity::key);
        let known = self.targets.get(key).and_then(|place| self.found[*place].target.as_mut());
        if let Some(known) = known.map(Arc::make_mut) {
            known.image = known.image.take().or_else(|| image.clone());
            if known.title.is_empty() {
                known.title.clone_from(&title);
            }
            if known.title == title || title.is_empty() {
                // The span is the last link's; the line is stretched over by the caller.
                return self.push(start, end, None);
            }
        } else {
            self.targets.insert(key.to_owned(), self.found.len());
            self.has_article |= identity.is_some();
        }
        let number = self.body.line_at(line.max(start));
        self.push(
            start,
            end,
            Some(Arc::new(Related { title, url: url.into(), identity, image, line: number })),
        );
    }

    fn push(&mut self, start: u32, end: u32, target: Option<Arc<Related>>) {
        let count = Count::of(&self.body.text()[start as usize..end as usize], &mut self.scratch);
        self.found.push(Link { start, end, section: self.section, target, count });
    }
}
