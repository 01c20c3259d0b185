//! The first step: what one file shows by itself.
//!
//! In come metadata and the logical lines of a body; out goes a [`Finding`]. Invariant: each line is looked at once or
//! twice, no Markdown is parsed, and nothing is decided about who speaks.

use std::collections::BTreeMap;

use super::edges;
use super::finding::{Break, Excerpt, Finding, Label, Name, NameShape, Question, QuestionForm};
use super::label::{self, Scanned};
use super::lexicon::{self, ANNOUNCING};
use super::links;
use super::{references, related};
use crate::article::{Block, Body, Line, Metadata};
use crate::config::Rules;

/// Characters of an excerpt candidate.
const EXCERPT: usize = 110;

/// Reads one body.
pub(super) fn scan(metadata: &Metadata, body: &Body, rules: &Rules) -> Finding {
    let section = related::find(body, metadata.identity.as_ref(), &rules.related_headings);
    let mut scan = Scan {
        metadata,
        body,
        finding: Finding {
            length: body.text().len() as u32,
            related: section.related,
            related_spans: section.spans,
            ..Finding::default()
        },
        index: BTreeMap::new(),
        matter: 0,
    };
    for line in body.lines().iter().filter(|line| line.block != Block::Blank) {
        scan.line(line);
    }
    scan.second_look();
    let Scan { mut finding, .. } = scan;
    let kept: Vec<(u32, u32)> = finding.related_spans.iter().chain(&finding.credits).copied().collect();
    finding.edges = edges::look(body, &kept);
    finding.announced |= ANNOUNCING.iter().any(|word| metadata.title.contains(word));
    finding.shrink();
    finding
}

struct Scan<'a> {
    metadata: &'a Metadata,
    body: &'a Body,
    finding: Finding,
    /// Names to their place in the finding.
    index: BTreeMap<String, u16>,
    /// Paragraphs of matter so far.
    matter: usize,
}

impl Scan<'_> {
    fn line(&mut self, line: &Line) {
        let text = self.body.line(line);
        let related = self.is_related(line.start);
        if !matches!(line.block, Block::Code | Block::Rule) {
            let (characters, words) = edges::count(text);
            if !related {
                self.finding.characters += characters;
                self.finding.words +=
                    if text.contains("](") { edges::count(&links::plain(text)).1 } else { words };
            }
        }
        self.finding.last = line.end;
        if related {
            return;
        }
        references::find(self.body, line, &mut self.finding.references);
        let asks = text.contains(['？', '?']);
        match line.block {
            Block::Heading(_) => {
                let words = text.trim_start_matches('#').trim_start();
                let skipped = text.len() - words.len();
                let is_label = self.label(line, words, skipped, true);
                if !is_label {
                    self.question(line, words, skipped, QuestionForm::Heading);
                }
                self.finding.breaks.push(Break { start: line.start, end: line.end, aside: false });
            }
            Block::Paragraph { .. } => self.paragraph(line, text, asks),
            Block::Quote => self.aside(line, text),
            _ => {}
        }
        if asks && let Some(last) = self.finding.labels.last_mut() {
            last.asks_later = true;
        }
    }

    fn is_related(&self, start: u32) -> bool {
        self.finding.related_spans.iter().any(|(from, to)| *from <= start && start < *to)
    }

    fn paragraph(&mut self, line: &Line, text: &str, asks: bool) {
        if self.credit(line, text) {
            return;
        }
        if self.label(line, text, 0, false) {
            return;
        }
        self.fill_bare_label(text, asks);
        if asks && self.stands_out(text).is_some() {
            let form = self.stands_out(text).unwrap_or(QuestionForm::Bold);
            self.question(line, text, 0, form);
        }
        self.inside(line, text);
        if self.finding.excerpts.len() < 3 && !text.starts_with(['*', '_', '!', '[', '（', '(', '<']) {
            let words = links::plain(text);
            if words.chars().count() >= 24 && edges::speech(&words) == super::finding::Speech::Matter {
                self.finding.excerpts.push(Excerpt { start: line.start, text: clip(&words, EXCERPT) });
            }
        }
        self.matter += 1;
    }

    /// A label alone on its line speaks the words of the next.
    fn fill_bare_label(&mut self, text: &str, asks: bool) {
        let Some(last) = self.finding.labels.last_mut().filter(|label| label.bare) else { return };
        let plain = links::plain(text);
        if plain.is_empty() {
            return;
        }
        last.bare = false;
        last.asks |= asks;
        last.hash = xxhash_rust::xxh3::xxh3_64(plain.as_bytes());
        last.text = clip(&plain, EXCERPT);
    }

    /// Whether the line credits the original; credits stand at the head or in the last quarter.
    fn credit(&mut self, line: &Line, text: &str) -> bool {
        let late = line.start as usize > self.body.text().len() / 4 * 3 || self.matter < 6;
        if !late || !edges::is_credit(&links::plain(text)) || text.contains("mp.weixin.qq.com") {
            return false;
        }
        self.finding.credits.push((line.start, line.end));
        true
    }

    /// Whether a paragraph is bold or italic from end to end.
    fn stands_out(&self, text: &str) -> Option<QuestionForm> {
        let inner = text.strip_prefix("**").and_then(|rest| rest.strip_suffix("**"));
        if inner.is_some_and(|inner| !inner.contains("**")) {
            return Some(QuestionForm::Bold);
        }
        let inner = text.strip_prefix('*').and_then(|rest| rest.strip_suffix('*'));
        inner.is_some_and(|inner| !inner.contains('*')).then_some(QuestionForm::Italic)
    }

    fn question(&mut self, line: &Line, text: &str, skipped: usize, form: QuestionForm) {
        let plain = links::plain(text);
        let numbered = is_numbered_question(&plain);
        let ends = plain.trim_end().ends_with(['？', '?', '”', '」']) && plain.contains(['？', '?']);
        if !(ends || numbered) {
            return;
        }
        self.finding.questions.push(Question {
            start: line.start,
            words: line.start + skipped as u32,
            end: line.end,
            line: line.number,
            form,
            numbered,
            hash: xxhash_rust::xxh3::xxh3_64(plain.as_bytes()),
            text: if self.finding.questions.is_empty() { clip(&plain, EXCERPT) } else { String::new() },
        });
    }

    /// An editor's note: a quote that begins with a star, or says that it is one.
    fn aside(&mut self, line: &Line, text: &str) {
        let words = text.trim_start_matches(['>', ' ', '*', '_']);
        let is_note = words.starts_with(['★', '☆', '※', '注', '【'])
            || words.starts_with("编者")
            || words.starts_with("[!");
        let continues = self.finding.breaks.last().is_some_and(|last| {
            last.aside && self.body.text()[last.end as usize..line.start as usize].trim().is_empty()
        });
        if continues && let Some(last) = self.finding.breaks.last_mut() {
            last.end = line.end;
        } else if is_note {
            self.finding.breaks.push(Break { start: line.start, end: line.end, aside: true });
        }
    }

    /// Takes the label that the line begins with.
    fn label(&mut self, line: &Line, words: &str, skipped: usize, heading: bool) -> bool {
        let Some(scanned) = label::scan(words) else { return false };
        let whole = heading || {
            let rest = words[scanned.words..].trim_end();
            rest.ends_with("**")
                && rest.matches("**").count() % 2 == 1
                && scanned.open != super::Emphasis::None
        };
        let shape = self.shape(&scanned.name);
        if shape == NameShape::Thing && scanned.colon {
            return false;
        }
        if !scanned.colon && shape < NameShape::Person {
            return false;
        }
        self.push(line, words, skipped, scanned, heading, whole, false);
        true
    }

    #[allow(clippy::too_many_arguments)]
    fn push(
        &mut self,
        line: &Line,
        words: &str,
        skipped: usize,
        scanned: Scanned,
        heading: bool,
        whole: bool,
        inside: bool,
    ) {
        let rest = &words[scanned.words..];
        let plain = links::plain(rest);
        let name = self.name(&scanned.name);
        let first = !self.finding.labels.iter().any(|label| label.name == name);
        self.finding.labels.push(Label {
            name,
            start: line.start,
            words: line.start + (skipped + scanned.words) as u32,
            line: if inside { self.body.line_at(line.start) } else { line.number },
            open: scanned.open,
            marked: scanned.marked,
            whole,
            heading,
            asks: rest.contains(['？', '?']),
            asks_later: false,
            colon: scanned.colon,
            inside,
            bare: plain.is_empty(),
            hash: xxhash_rust::xxh3::xxh3_64(plain.as_bytes()),
            text: if first && self.finding.labels.len() < 12 { clip(&plain, EXCERPT) } else { String::new() },
        });
    }

    fn name(&mut self, printed: &str) -> u16 {
        if let Some(known) = self.index.get(printed) {
            return *known;
        }
        let place = self.finding.names.len() as u16;
        let shape = self.shape(printed);
        let introduced = self.is_introduced(printed);
        self.finding.names.push(Name { printed: printed.to_owned(), shape, introduced });
        self.index.insert(printed.to_owned(), place);
        place
    }

    fn shape(&self, name: &str) -> NameShape {
        let bare = name.split(['（', '(']).next().unwrap_or(name).trim();
        let bare = bare.trim_matches(['《', '》', '「', '」', '【', '】', '“', '”', '"']);
        let declared = |speaker: &crate::config::DeclaredSpeaker| {
            speaker.name == name || speaker.aliases.iter().any(|alias| alias == name)
        };
        if self.metadata.speakers.iter().any(declared) || self.metadata.hosts.iter().any(|host| host == name)
        {
            return NameShape::Part;
        }
        if bare.is_empty() {
            return NameShape::Thing;
        }
        let account = self.metadata.author.as_deref().unwrap_or_default();
        let is_account = !account.is_empty()
            && (account.eq_ignore_ascii_case(bare) || (bare.chars().count() >= 2 && account.contains(bare)));
        if lexicon::part(bare).is_some() || lexicon::split_part(bare).is_some() || is_account {
            return NameShape::Part;
        }
        if lexicon::is_thing(bare) {
            NameShape::Thing
        } else if lexicon::is_person(bare) || (bare.len() < name.len() && !name.contains('（')) {
            NameShape::Person
        } else {
            NameShape::Noun
        }
    }

    /// Whether the name, without its part, stands in the title or the first third of the lead.
    fn is_introduced(&self, name: &str) -> bool {
        let bare = lexicon::split_part(name).map_or(name, |(_, rest)| rest);
        let bare = bare.split(['（', '(']).next().unwrap_or(bare).trim();
        if bare.chars().count() < 2 {
            return false;
        }
        let first = self.finding.labels.first().map_or(self.body.text().len(), |label| label.start as usize);
        let lead = &self.body.text()[..first.min(self.body.text().floor_char_boundary(6000))];
        self.metadata.title.contains(bare) || lead.contains(bare)
    }

    /// Labels in the middle of a line, behind the end of a sentence: `…。**若川：**…`.
    fn inside(&mut self, line: &Line, text: &str) {
        let mut from = 0;
        while let Some(found) = text[from..].find("**") {
            let at = from + found;
            from = at + 2;
            let before = text[..at].trim_end_matches(['*', ' ']).chars().next_back();
            if at == 0
                || !before
                    .is_some_and(|last| matches!(last, '。' | '？' | '！' | '”' | '…' | '?' | '!' | '.'))
            {
                continue;
            }
            let Some(scanned) = label::scan(&text[at..]).filter(|scanned| scanned.colon && scanned.marked)
            else {
                continue;
            };
            if self.shape(&scanned.name) < NameShape::Person && !self.index.contains_key(&scanned.name) {
                continue;
            }
            let inner = Line { start: line.start + at as u32, ..*line };
            let words = &text[at..];
            from = at + scanned.words;
            self.push(&inner, words, 0, scanned, false, false, true);
        }
    }

    /// Label lines may hold further labels inside; with all names known, they are looked for again.
    fn second_look(&mut self) {
        let lines: Vec<Line> = self
            .finding
            .labels
            .iter()
            .filter(|label| !label.inside && !label.heading)
            .filter_map(|label| self.line_at(label.start))
            .collect();
        let before = self.finding.labels.len();
        for line in lines {
            let text = self.body.line(&line);
            if text.matches("**").count() > 2 {
                self.inside(&line, text);
            }
        }
        if self.finding.labels.len() > before {
            self.finding.labels.sort_by_key(|label| label.start);
            self.finding.labels.dedup_by_key(|label| label.start);
        }
    }

    fn line_at(&self, start: u32) -> Option<Line> {
        let lines = self.body.lines();
        lines.binary_search_by_key(&start, |line| line.start).ok().map(|at| lines[at])
    }
}

/// `问题3、…`, `Q3：…`, `提问 2`.
fn is_numbered_question(text: &str) -> bool {
    let rest = ["问题", "提问", "Question ", "Q"].iter().find_map(|word| text.strip_prefix(word));
    rest.is_some_and(|rest| {
        rest.trim_start()
            .starts_with(|first: char| first.is_ascii_digit() || "一二三四五六七八九十".contains(first))
    })
}

/// The first sentences of `text`, at most `most` characters; cut at a full stop if there is one.
pub(super) fn clip(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.trim().to_owned() };
    let head = &text[..end];
    let stop = head.rfind(['。', '！', '？']).map(|at| at + '。'.len_utf8());
    match stop.filter(|stop| *stop > end / 3) {
        Some(stop) => head[..stop].to_owned(),
        None => format!("{}…", head.trim_end_matches(['，', '、', '；', ' '])),
    }
}
