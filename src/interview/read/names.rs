//! The names of one file, each once, and labels that only known names can be.

use std::collections::BTreeMap;

use super::super::finding::{Label, Name, flags};
use super::super::label::{self, Scan};
use super::super::names::{Class, Shape, short_form};
use super::super::reading::{Emphasis, Role};
use super::{asks, hash_of_words};
use crate::article::{Block, Body, Metadata};
use crate::config::Rules;

/// Labels inside lines from which names are met.
const MOST_MET: usize = 400;
/// Bytes of a label, at most.
const LONGEST_BYTES: usize = 96;
/// Bytes of a line in which labels are looked for; hostile input has longer ones.
const LONGEST_LINE: usize = 32 * 1024;
/// Labels inside lines that are kept of one file.
const MOST_LABELS_INSIDE: usize = 4000;
/// Names that are kept of one file.
const MOST_NAMES: usize = 600;
/// Names that are looked for inside lines.
const MOST_INSIDE: usize = 24;
/// How often a name that nothing but its place marks has to stand there.
const FEW: u32 = 3;

/// Printed names with how often each was met.
#[derive(Debug, Default)]
pub(super) struct Names {
    places: BTreeMap<Box<str>, u16>,
    list: Vec<Met>,
    /// Names that the author says speak.
    declared: Vec<String>,
    /// The account.
    account: String,
    /// The author says that it is an interview.
    forced: bool,
    /// Where the labels of nouns begin that brackets, bars or dashes part from the words; none unless a person's name
    /// stands like that, too.
    weak: Vec<u32>,
}

#[derive(Debug)]
struct Met {
    text: Box<str>,
    shape: Shape,
    numbered: bool,
    role: bool,
    /// Its word is a host's, or it is the account's: what it says before a question is a question's label.
    hosts: bool,
    /// With a colon, at the beginning of a line.
    labels: u32,
    /// Bold, without a colon.
    bare: u32,
    /// Alone on a line, without any mark.
    plain: u32,
    /// Those labels that brackets, bars or dashes part from the words.
    loose: u32,
    /// The same of a noun.
    weak: u32,
    /// One of the labels is bold or italic.
    marked: bool,
}

impl Names {
    pub(super) fn new(metadata: &Metadata, rules: &Rules) -> Self {
        let speakers = metadata.speakers.iter().chain(&rules.speakers);
        let spelled = speakers.flat_map(|speaker| std::iter::once(&speaker.name).chain(&speaker.aliases));
        let declared = spelled.chain(&metadata.hosts).chain(&rules.hosts).cloned().collect();
        Self {
            declared,
            account: metadata.author.as_deref().unwrap_or_default().to_owned(),
            forced: metadata.interview == Some(true) || !metadata.speakers.is_empty(),
            ..Self::default()
        }
    }

    /// The place of a scanned name; `None` if it can be none.
    pub(super) fn take(&mut self, scan: &Scan<'_>) -> Option<u16> {
        let place = match self.places.get(scan.name) {
            Some(place) => *place,
            None => {
                let class = Class::of(scan.name);
                let declared = self.declared.iter().any(|name| name == scan.name);
                if (class.shape == Shape::Never && !declared)
                    || (!scan.colon && class.shape == Shape::Question)
                {
                    return None;
                }
                if self.list.len() >= MOST_NAMES {
                    return None;
                }
                let place = u16::try_from(self.list.len()).ok()?;
                let text: Box<str> = scan.name.into();
                self.places.insert(text.clone(), place);
                let shape = if declared { class.shape.max(Shape::Person) } else { class.shape };
                let (numbered, role) = (class.numbered, class.role.is_some());
                let hosts = class.role == Some(Role::Host) || scan.name == self.account;
                self.list.push(Met {
                    text,
                    shape,
                    numbered,
                    role,
                    hosts,
                    labels: 0,
                    bare: 0,
                    plain: 0,
                    loose: 0,
                    weak: 0,
                    marked: false,
                });
                place
            }
        };
        let met = &mut self.list[usize::from(place)];
        if scan.loose && !met.is_strong() {
            met.weak += 1;
            return Some(place);
        }
        met.labels += u32::from(scan.colon);
        met.loose += u32::from(scan.loose);
        met.bare += u32::from(!scan.colon && scan.marked);
        met.plain += u32::from(!scan.colon && !scan.marked);
        met.marked |= scan.marked;
        Some(place)
    }

    /// The place of a name that stands alone; `None` if it is no part's and no person's.
    pub(super) fn take_alone(&mut self, scan: &Scan<'_>) -> Option<u16> {
        let quoted = scan.name.starts_with(['“', '"', '「', '《']);
        let known = self.places.contains_key(scan.name)
            || scan.name == self.account
            || Class::of(scan.name).shape > Shape::Noun;
        (known && !quoted).then(|| self.take(scan))?
    }

    /// Whether the name is a question's, `Q`, or a host's.
    pub(super) fn asks(&self, place: u16) -> bool {
        let met = &self.list[usize::from(place)];
        met.shape == Shape::Question || met.hosts
    }

    /// Takes note of a label that may be none: a noun's, which no colon parts from the words. Whether it is one.
    pub(super) fn weak(&mut self, scan: &Scan<'_>, place: u16, start: u32) -> bool {
        let weak = scan.loose && !self.list[usize::from(place)].is_strong();
        if weak {
            self.weak.push(start);
        }
        weak
    }

    /// Meets names that have labels inside lines alone: a bold name with its colon, behind the end of a sentence. Where no
    /// label begins a line, an exporter may have lost the breaks between paragraphs.
    pub(super) fn meet_inside(&mut self, body: &Body) {
        let text = body.text();
        let places: Vec<usize> =
            memchr::memmem::find_iter(text.as_bytes(), "：**".as_bytes()).take(MOST_MET).collect();
        if places.len() <= FEW as usize && !self.list.iter().any(|met| met.labels > 0 && met.marked) {
            return;
        }
        let mut name = String::new();
        for at in places {
            let begin = text.floor_char_boundary(at.saturating_sub(LONGEST_BYTES));
            let Some(open) = text[begin..at].rfind("**") else { continue };
            let before = without_break(text[..begin + open].trim_end());
            if !before.ends_with(['。', '？', '！', '?', '!', '.', '…', '”', '」', '）', ')']) {
                continue;
            }
            if let Some(scan) = label::scan(&text[begin + open..], &mut name).filter(|scan| scan.colon) {
                self.take(&scan);
            }
        }
    }

    /// Adds labels inside lines, of names that have labels at the beginning of lines.
    pub(super) fn look_for_inside(&self, body: &Body, labels: &mut Vec<Label>) {
        let known = self.list.iter().enumerate().filter(|(_, met)| {
            met.labels > 1 && met.marked || met.labels > 0 && met.marked && met.shape > Shape::Noun
        });
        let before = labels.len();
        for (place, met) in known.take(MOST_INSIDE) {
            for at in memchr::memmem::find_iter(body.text().as_bytes(), met.text.as_bytes()) {
                if labels.len() - before >= MOST_LABELS_INSIDE {
                    break;
                }
                labels.extend(inside(body, at, &met.text, place as u16));
            }
        }
        if labels.len() > before {
            labels.sort_by_key(|label| (label.start, label.flags & flags::INSIDE));
            labels.dedup_by(|later, first| later.words == first.words);
            close_before_inside(body, labels);
        }
    }

    /// Names and labels without those that can be no speakers; names are told where else they stand.
    pub(super) fn prune(
        mut self,
        text: &str,
        metadata: &Metadata,
        labels: Vec<Label>,
        first: Option<u32>,
    ) -> (Vec<Name>, Vec<Label>) {
        let bare_are_labels = self.list.iter().filter(|met| met.is_bare_voice()).count() > 1;
        let plain_are_labels = self.plain_are_labels(text, &labels);
        let weak_are_labels = self.weak_are_labels();
        self.weak.sort_unstable();
        let forced = self.forced;
        let kept = |met: &Met| {
            met.is_kept(bare_are_labels)
                || (plain_are_labels && met.plain > 1)
                || (weak_are_labels && met.weak >= FEW)
                || (forced && met.labels > 0)
        };
        let kept: Vec<bool> = self.list.iter().map(kept).collect();
        let mut renamed = vec![u16::MAX; self.list.len()];
        let mut names = Vec::new();
        let mut left = Vec::new();
        for mut label in labels {
            let place = usize::from(label.name);
            let met = &self.list[place];
            let bare = label.flags & flags::BARE != 0;
            let alone = text.as_bytes().get(label.words as usize - 1) == Some(&b'\n')
                || label.words as usize == text.len();
            let plain = bare && is_plain(text, &label);
            let voice = if plain { plain_are_labels } else { bare_are_labels && alone || met.labels > 0 };
            let weak = self.weak.binary_search(&label.start).is_ok() && !(weak_are_labels && met.weak >= FEW);
            if !kept[place] || bare && !voice || weak {
                continue;
            }
            if renamed[place] == u16::MAX {
                renamed[place] = names.len() as u16;
                let lead = &text[..first.unwrap_or(0).min(label.start) as usize];
                names.push(met.name(metadata, lead));
            }
            label.name = renamed[place];
            left.push(label);
        }
        (names, left)
    }
}

impl Names {
    /// Whether names that nothing marks part a talk: two or more stand alone on lines of their own again and again, oftener
    /// than any label, and behind each something is said.
    fn plain_are_labels(&self, text: &str, labels: &[Label]) -> bool {
        if self.list.iter().filter(|met| met.plain >= FEW && met.labels == 0).count() < 2 {
            return false;
        }
        let with_colon: u32 = self.list.iter().map(|met| met.labels).sum();
        let plain: Vec<&Label> = labels.iter().filter(|label| is_plain(text, label)).collect();
        let silent = plain.windows(2).filter(|pair| pair[0].words == pair[1].start).count();
        plain.len() > 2 * with_colon as usize && silent * 10 <= plain.len()
    }

    /// Whether nouns in brackets are labels: a person's name stands there as often as one of them does.
    fn weak_are_labels(&self) -> bool {
        let persons = self.list.iter().map(|met| met.loose).max().unwrap_or_default();
        let nouns = self.list.iter().map(|met| met.weak).max().unwrap_or_default();
        persons >= FEW && nouns >= FEW && persons.abs_diff(nouns) * 2 <= persons.max(nouns)
    }
}

/// Whether the label is a name alone that nothing marks.
fn is_plain(text: &str, label: &Label) -> bool {
    label.flags & (flags::BARE | flags::BOLD | flags::HEADING) == flags::BARE
        && !text[label.start as usize..label.words as usize].contains(['*', '_'])
}

impl Met {
    /// A part's, a person's or the account's: it may be a label without a colon.
    fn is_strong(&self) -> bool {
        self.shape > Shape::Noun || self.hosts
    }

    /// Stands bold and alone, again and again.
    fn is_bare_voice(&self) -> bool {
        self.bare > 1 && self.labels == 0 && self.is_strong()
    }

    fn is_kept(&self, bare_are_labels: bool) -> bool {
        match self.shape {
            Shape::Never => false,
            Shape::Noun => {
                bare_are_labels && self.is_bare_voice()
                    || self.labels > 1
                    || self.labels > 0 && (self.numbered || short_form(&self.text).is_some())
            }
            _ => self.labels > 0 || self.role || bare_are_labels && self.bare > 0,
        }
    }

    fn name(&self, metadata: &Metadata, lead: &str) -> Name {
        let class = Class::of(&self.text);
        let core = if class.core.is_empty() { &*self.text } else { class.core };
        Name {
            text: self.text.clone(),
            in_title: metadata.title.contains(core),
            in_lead: memchr::memmem::find(lead.as_bytes(), core.as_bytes()).is_some(),
        }
    }
}

/// What stands before a line break in HTML that ends `text`.
fn without_break(text: &str) -> &str {
    let breaks = ["<br>", "<br/>", "<br />"];
    breaks.iter().find_map(|end| text.strip_suffix(end)).unwrap_or(text).trim_end()
}

/// A label of `name` at byte `at`, inside a line: emphasis parts it from what stands before it, a colon follows.
fn inside(body: &Body, at: usize, name: &str, place: u16) -> Option<Label> {
    let text = body.text();
    let before = text[..at].trim_end_matches(['*', '_']);
    let after = text[at + name.len()..].trim_start_matches(['*', '_', ' ']);
    let spoken = after.strip_prefix(['：', ':'])?;
    let marks_before = before.len() < at;
    let colon_end = text.len() - spoken.len();
    let words = text.len() - spoken.trim_start_matches(['*', '_', ' ']).len();
    let marks_behind = text[at + name.len()..words].contains(['*', '_']);
    let ended = before.trim_end().ends_with(['。', '？', '！', '?', '!', '.', '”', '」', '…', '）', ')']);
    if before.ends_with('\n') || before.is_empty() || !(marks_before || (marks_behind && ended)) {
        return None;
    }
    let index = body.lines().partition_point(|line| line.start <= at as u32).checked_sub(1)?;
    let line = body.lines().get(index)?;
    let far = at - line.start as usize > LONGEST_LINE;
    if far || !matches!(line.block, Block::Paragraph { .. }) || before.len() <= line.start as usize {
        return None;
    }
    let bold = |end: usize| text[line.start as usize..end].matches("**").count() % 2 == 1;
    // A bold run that begins behind the colon is the words' own.
    let (words, open) = match (bold(colon_end), bold(words)) {
        (true, true) => (words, Emphasis::Strong),
        (false, true) => (text.len() - spoken.trim_start_matches(' ').len(), Emphasis::None),
        _ => (words, Emphasis::None),
    };
    let rest = &text[words..line.end as usize];
    let said = &rest[..rest.find("**").unwrap_or(rest.len())];
    Some(Label {
        start: if bold(at) && !marks_before { at } else { before.len() } as u32,
        words: words as u32,
        line: body.line_at(at as u32),
        hash: hash_of_words(said, &mut String::new()),
        name: place,
        open,
        flags: flags::INSIDE | flags::BOLD | if asks(said) { flags::ASKS | flags::ENDS_ASKING } else { 0 },
    })
}

/// Emphasis that a label opens and that a later label inside the same line closes is the label's alone.
fn close_before_inside(body: &Body, labels: &mut [Label]) {
    for index in 1..labels.len() {
        let next = labels[index];
        let label = &mut labels[index - 1];
        if next.flags & flags::INSIDE == 0 || label.open == Emphasis::None || next.start < label.words {
            continue;
        }
        let said = &body.text()[label.words as usize..next.start as usize];
        if !said.contains("**") {
            label.open = Emphasis::None;
        }
        label.flags &= !(flags::ENDS_ASKING | flags::WHOLE);
        if super::ends_asking(said) {
            label.flags |= flags::ENDS_ASKING;
        }
    }
}
