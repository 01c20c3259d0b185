//! What is known of an article while its head is read.
//!
//! In come fields from front matter, export headers and headings, in that order; out goes [`Metadata`]. Invariant: what
//! came first stays.

use std::ops::Range;
use std::sync::Arc;

use super::keys::Field;
use super::metadata::{Kind, Metadata};
use super::printable::{one_line, printable};
use super::{Identity, Published, address};
use crate::config::Rules;
use crate::diagnostic::{Code, Diagnostic, Place, Reported};

/// Help for whatever is no date.
const DATE_HELP: &str = "write it as `2024-06-25 10:00` or `2024-06-25`";

/// An article's metadata in the making.
pub(super) struct Head<'a> {
    path: &'a Arc<str>,
    /// The whole file.
    pub(super) text: &'a str,
    rules: &'a Rules,
    /// What is known so far.
    pub(super) metadata: Metadata,
    diagnostics: Vec<Diagnostic>,
    filled: [bool; Field::COUNT],
    /// The front matter could not be read, so nobody knows what it lacks.
    pub(super) unreadable: bool,
}

impl<'a> Head<'a> {
    pub(super) fn new(path: &'a Arc<str>, text: &'a str, rules: &'a Rules) -> Self {
        let filled = [false; Field::COUNT];
        Self {
            path,
            text,
            rules,
            metadata: Metadata::default(),
            diagnostics: Vec::new(),
            filled,
            unreadable: false,
        }
    }

    /// Whether something has filled the field.
    pub(super) fn has(&self, field: Field) -> bool {
        self.filled[field as usize]
    }

    /// Whether the field is free; it is taken as filled from here on.
    pub(super) fn claim(&mut self, field: Field) -> bool {
        !std::mem::replace(&mut self.filled[field as usize], true)
    }

    /// Reports a fault at a range of the file.
    pub(super) fn report(&mut self, range: Range<usize>, diagnostic: Diagnostic) {
        let place = self.place(range);
        self.diagnostics.push(diagnostic.at(place));
    }

    /// The place of a range of the file.
    pub(super) fn place(&self, range: Range<usize>) -> Place {
        Place::in_text(self.path, self.text, range)
    }

    /// Fills a field that holds one text; one that holds something else stays as it is.
    pub(super) fn fill_text(&mut self, field: Field, text: &str, range: Range<usize>) {
        let text = &*if field == Field::Summary { printable(text) } else { one_line(text) };
        match field {
            Field::Title => self.metadata.title = text.into(),
            Field::Date => self.metadata.date = self.moment(text, range),
            Field::Updated => self.metadata.updated = self.moment(text, range),
            Field::Author => self.metadata.author = Some(address::shown(text).into()),
            Field::Translator => self.metadata.translator = Some(address::shown(text).into()),
            Field::Editor => self.metadata.editor = Some(address::shown(text).into()),
            Field::Place => self.metadata.place = (text != "未知地区").then(|| text.into()),
            Field::Source => {
                self.fill_source(text);
                if let Some(message) = self.unshown_source(text) {
                    let fault = Diagnostic::note(Code::BadFrontMatter, message);
                    self.report(range, fault.help("write an address; who wrote it is the `author`"));
                }
            }
            Field::Cover => self.metadata.cover = Some(address::upgraded(address::inside(text)).into()),
            Field::Summary => self.metadata.summary = Some(text.into()),
            Field::Series => self.metadata.series = Some(text.into()),
            Field::Slug => self.metadata.slug = Some(text.into()),
            Field::Lang => self.fill_lang(text, range),
            Field::License => self.metadata.license = Some(text.into()),
            Field::WechatShort => self.fill_short(text, range),
            Field::Kind => self.fill_kind(text, range),
            _ => {}
        }
    }

    /// What no page shows of a source.
    fn unshown_source(&self, text: &str) -> Option<String> {
        let url = address::inside(text);
        if self.metadata.source.is_none() {
            return Some(format!("\"{text}\" is no address, so no page shows it as the source"));
        }
        // What a tool calls its link, `[阅读原文](…)`, says nothing of the source.
        let is_link = text.starts_with('[') && text.ends_with(')');
        let words = text.split(url).any(|beside| beside.contains(char::is_alphabetic));
        (words && !is_link).then(|| format!("of \"{text}\" pages show the address alone as the source"))
    }

    /// Takes the address that the article was first published at; what is no address is kept under `extra`.
    pub(super) fn fill_source(&mut self, text: &str) {
        let url = address::inside(text);
        if address::is_web(url) {
            let url = address::upgraded(url);
            self.metadata.identity = Identity::parse(&url);
            self.metadata.source = Some(url.into());
        } else {
            self.metadata.extra.insert("source".into(), text.into());
        }
    }

    /// Reads a date, or says why it is none.
    pub(super) fn moment(&mut self, text: &str, range: Range<usize>) -> Option<Published> {
        let moment = Published::parse(text, self.rules.offset);
        if moment.is_none() {
            self.report(
                range,
                Diagnostic::error(Code::BadDate, format!("\"{text}\" is no date")).help(DATE_HELP),
            );
        }
        moment
    }

    fn fill_short(&mut self, text: &str, range: Range<usize>) {
        let url = address::upgraded(text);
        if Identity::parse(&url).is_some_and(|identity| identity.token().is_some()) {
            self.metadata.wechat_short = Some(url.into());
        } else {
            let fault =
                Diagnostic::error(Code::BadFrontMatter, format!("\"{text}\" is no short WeChat address"));
            self.report(range, fault.help("write it as `https://mp.weixin.qq.com/s/…`"));
        }
    }

    fn fill_lang(&mut self, text: &str, range: Range<usize>) {
        if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            self.metadata.lang = Some(text.into());
        } else {
            let fault = Diagnostic::error(Code::BadFrontMatter, format!("\"{text}\" is no language"));
            self.report(range, fault.help("write it as `zh-CN` or `en`"));
        }
    }

    fn fill_kind(&mut self, text: &str, range: Range<usize>) {
        match text {
            "page" => self.metadata.kind = Kind::Page,
            "article" => self.metadata.kind = Kind::Article,
            _ => {
                let fault = Diagnostic::error(Code::BadFrontMatter, format!("\"{text}\" is no kind of file"));
                self.report(range, fault.help("write `page` or `article`"));
            }
        }
    }

    /// Fills in what the file leaves out, says what is missing, and ends the head at byte `body_start`.
    pub(super) fn finish(mut self, body_start: usize) -> Reported<Metadata> {
        let stem = stem(self.path);
        if self.metadata.title.trim().is_empty() {
            self.metadata.title = stem.into();
            let fault =
                Diagnostic::warning(Code::NoTitle, "the article has no title; its file name stands in");
            self.lacks(fault.help("begin the file with `# title`"));
        }
        if !self.has(Field::Date) && self.metadata.kind == Kind::Article {
            self.metadata.date = date_in_name(stem, self.rules.offset);
            if self.metadata.date.is_none() {
                let help = "add `date: 2024-06-25` to its front matter, or `kind: page` if it needs none";
                self.lacks(Diagnostic::warning(Code::NoDate, "the article has no date").help(help));
            }
        }
        self.metadata.body_start = body_start as u32;
        Reported { value: self.metadata, diagnostics: self.diagnostics }
    }

    fn lacks(&mut self, fault: Diagnostic) {
        if !self.unreadable {
            self.diagnostics.push(fault.at(Place::file(self.path)));
        }
    }
}

/// The file's name without its ending; an `index.md` goes by its folder's name.
fn stem(path: &str) -> &str {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    parts.next().filter(|folder| stem == "index" && *folder != "content").unwrap_or(stem)
}

/// The date that a file name begins with, as exporters and other generators write it.
fn date_in_name(stem: &str, offset: i32) -> Option<Published> {
    let (day, rest) = (stem.get(..10)?, stem.get(10..)?);
    if rest.starts_with(|next: char| next.is_ascii_digit()) {
        return None;
    }
    let clock = rest
        .get(..6)
        .filter(|_| rest.get(6..).is_none_or(|after| after.is_empty() || after.starts_with('-')));
    let minute = clock.and_then(|clock| {
        let (hour, minute) = clock.strip_prefix('-')?.split_once('-')?;
        Published::parse(&format!("{day} {hour}:{minute}"), offset)
    });
    minute.or_else(|| Published::parse(day, offset))
}
