//! Other generators' shortcodes and tags as Markdown.
//!
//! In comes a body; out goes the body with what can be said in Markdown said so, and a remark for each that cannot, which
//! stays as text. Invariant: code, fenced or inline, is never touched, nor anything that is no shortcode.

mod call;
mod fence;
mod kept;
mod meaning;
mod picture;

use super::assets::{Assets, written};
use super::generator::{Foreign, Generator, is_html};
#[cfg(feature = "wechat")]
use super::html;
use super::report::{Remark, What};
use call::Call;
use kept::{Kept, Place};
use meaning::Meaning;

use crate::markdown::html::heading_id;

/// What a body belongs to.
pub(super) struct Scene<'a> {
    pub(super) foreign: &'a Foreign,
    /// Hexo's files of the article.
    pub(super) assets: Option<Assets<'a>>,
}

/// Translates a body that begins at line `first` of its file.
pub(super) fn translate(scene: Scene<'_>, body: &str, first: u32) -> (String, Vec<Remark>) {
    let kept = is_html(&scene.foreign.below).then(Kept::default);
    let out = String::with_capacity(body.len());
    let mut translation = Translation { scene, first, out, kept, remarks: Vec::new() };
    translation.run(body, body);
    let Translation { out, kept, remarks, .. } = translation;
    match kept {
        #[cfg(feature = "wechat")]
        Some(kept) => {
            let lost = html::lost_of_post(body, first);
            let markdown = html::post(&out).map_or(out, |markdown| kept.put_back(&markdown));
            (format!("{}\n", markdown.trim_end()), remarks.into_iter().chain(lost).collect())
        }
        _ => (picture::in_markdown(out), remarks),
    }
}

struct Translation<'a> {
    scene: Scene<'a>,
    first: u32,
    out: String,
    /// What is Markdown already, where the body is HTML.
    kept: Option<Kept>,
    remarks: Vec<Remark>,
}

impl Translation<'_> {
    /// Translates `text`, which is a part of `whole`.
    fn run(&mut self, whole: &str, text: &str) {
        let mut rest = text;
        while let Some((at, mark)) = next_mark(rest, self.out.is_empty() || self.out.ends_with('\n')) {
            self.out.push_str(&rest[..at]);
            rest = &rest[at..];
            let taken = match mark {
                Mark::Code(length) => self.code(whole, rest, length),
                Mark::Call => self.call(whole, rest),
                Mark::Comment => more(rest, self.out.is_empty() || self.out.ends_with('\n')),
                Mark::Attributes => attributes(self.scene.foreign, rest),
                Mark::ZolaLink => self.zola_link(rest),
                Mark::Address(open) => self.asset(rest, open),
                // What its address is made of has to be translated first.
                Mark::Picture => 0,
            };
            if taken == 0 {
                let step = rest.chars().next().map_or(1, char::len_utf8);
                self.out.push_str(&rest[..step]);
                rest = &rest[step..];
            } else {
                rest = &rest[taken..];
            }
        }
        self.out.push_str(rest);
    }

    /// Copies code; what stands behind its fence is translated.
    fn code(&mut self, whole: &str, rest: &str, length: usize) -> usize {
        let line = rest[..length].lines().next().unwrap_or_default();
        let words = line.trim_start_matches([' ', '`', '~']);
        let generator = self.scene.foreign.site.settings.generator;
        let translated = fence::translate(words, generator)
            .filter(|_| is_fence(line.trim_start()) && !words.contains('`'));
        let Some((ours, lost)) = translated else {
            self.out.push_str(&rest[..length]);
            return length;
        };
        let line_number = self.line_of(whole, rest);
        let lost = lost.into_iter();
        self.remarks.extend(lost.map(|text| Remark { line: line_number, what: What::Foreign, text }));
        self.out.extend([&line[..line.len() - words.len()], &ours, &rest[line.len()..length]]);
        length
    }

    /// The line of the file at which `rest`, a part of `whole`, begins.
    fn line_of(&self, whole: &str, rest: &str) -> u32 {
        let at = rest.as_ptr() as usize - whole.as_ptr() as usize;
        self.first + whole[..at.min(whole.len())].matches('\n').count() as u32
    }

    /// Translates the call at the beginning of `rest`; gives its length, or 0 if it is to stay.
    fn call(&mut self, whole: &str, rest: &str) -> usize {
        let Some(call) = Call::parse(self.scene.foreign.site.settings.generator, rest) else { return 0 };
        match meaning::of(&call, &self.scene) {
            Some(Meaning::Text(text)) => {
                // An address stands in an attribute.
                let is_markdown = text.contains(['[', '<']);
                self.say(&text, is_markdown.then_some(Place::Line));
                call.length
            }
            Some(Meaning::Verbatim { open, close }) => {
                let Some((inner, length)) = call.inner(rest) else { return self.unknown(whole, rest, &call) };
                if close.is_empty() {
                    self.say(&format!("{open}{inner}"), None);
                } else {
                    let inner = inner.trim_matches(['\r', '\n']);
                    self.say(&format!("{open}{inner}{close}"), Some(Place::Block));
                }
                length
            }
            Some(Meaning::Quote(credit)) => {
                let Some((inner, length)) = call.inner(rest) else { return self.unknown(whole, rest, &call) };
                let before = std::mem::take(&mut self.out);
                self.run(whole, inner.trim());
                let quoted = std::mem::replace(&mut self.out, before);
                if self.kept.is_some() {
                    self.out.extend(["<blockquote>", &quoted, "<p>", &credit, "</p></blockquote>"]);
                    return length;
                }
                let credit = if credit.is_empty() { vec![] } else { vec!["", &credit] };
                for line in quoted.lines().chain(credit) {
                    self.out.push_str(if line.is_empty() { ">" } else { "> " });
                    self.out.push_str(line);
                    self.out.push('\n');
                }
                length + usize::from(rest[length..].starts_with('\n'))
            }
            Some(Meaning::Inner) => {
                let Some((inner, length)) = call.inner(rest) else { return self.unknown(whole, rest, &call) };
                self.run(whole, inner);
                length
            }
            None => self.unknown(whole, rest, &call),
        }
    }

    fn unknown(&mut self, whole: &str, rest: &str, call: &Call<'_>) -> usize {
        let line = self.line_of(whole, rest);
        self.remarks.push(Remark { line, what: What::Foreign, text: rest[..call.length].replace('\n', " ") });
        self.say(&rest[..call.length], Some(Place::Line));
        call.length
    }

    /// Writes `text`, which stands at this `place` of HTML if it is to stay as it is there.
    fn say(&mut self, text: &str, place: Option<Place>) {
        match (&mut self.kept, place) {
            (Some(kept), Some(place)) => kept.keep(text, place, &mut self.out),
            _ => self.out.push_str(text),
        }
    }

    /// `](@/section/page.md)`.
    fn zola_link(&mut self, rest: &str) -> usize {
        let end = rest.find([')', '#', ' ']).unwrap_or(rest.len());
        let Some(to) = self.scene.foreign.site.names.get(&rest[4..end]) else { return 0 };
        self.out.push_str("](/");
        self.out.push_str(&to.replace(' ', "%20"));
        let Some(fragment) = rest[end..].strip_prefix('#') else { return end };
        let length = fragment.find([')', ' ']).unwrap_or(fragment.len());
        self.out.push('#');
        self.out.push_str(&self.anchor(&rest[4..end], &fragment[..length]));
        end + 1 + length
    }

    /// The address of one of Hexo's files, behind `open` bytes.
    fn asset(&mut self, rest: &str, open: usize) -> usize {
        let Some(assets) = &self.scene.assets else { return 0 };
        let address = written(rest, open);
        let Some(found) = assets.find(address) else { return 0 };
        self.out.push_str(&rest[..open]);
        self.out.push_str(&found);
        open + address.len()
    }

    /// What the heading that Zola calls `id` is called here.
    fn anchor(&self, page: &str, id: &str) -> String {
        let text = std::fs::read_to_string(self.scene.foreign.site.folder.join("content").join(page));
        let headings = text.iter().flat_map(|text| text.lines()).filter(|line| line.starts_with('#'));
        let mut headings = headings.map(|line| line.trim_matches(['#', ' ']));
        let heading = headings.find(|heading| slug::slugify(heading) == id);
        heading.map_or_else(|| id.to_owned(), heading_id)
    }
}

/// Something that may have to be translated.
enum Mark {
    /// Code of this length.
    Code(usize),
    Call,
    Comment,
    Attributes,
    ZolaLink,
    /// An address stands behind this many bytes.
    Address(usize),
    Picture,
}

/// The next place to look at, and why.
fn next_mark(text: &str, line_start: bool) -> Option<(usize, Mark)> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let begins_line = if at == 0 { line_start } else { bytes[at - 1] == b'\n' };
        let rest = &text[at..];
        match bytes[at] {
            b'`' | b'~' if begins_line && is_fence(rest) => return Some((at, Mark::Code(fenced(rest)))),
            b' ' if begins_line && is_fence(rest.trim_start_matches(' ')) => {
                return Some((at, Mark::Code(fenced(rest))));
            }
            b'`' => {
                if let Some(length) = span(rest) {
                    return Some((at, Mark::Code(length)));
                }
                at += rest.bytes().take_while(|byte| *byte == b'`').count();
                continue;
            }
            b'{' if rest.starts_with("{{") || rest.starts_with("{%") => return Some((at, Mark::Call)),
            b'{' if rest.starts_with("{:") => return Some((at, Mark::Attributes)),
            b'<' if rest.starts_with("<!--") => return Some((at, Mark::Comment)),
            b'<' if rest.starts_with("<img") => return Some((at, Mark::Picture)),
            b']' if rest.starts_with("](@/") => return Some((at, Mark::ZolaLink)),
            b']' if rest.starts_with("](") => return Some((at, Mark::Address(2))),
            b']' if rest.starts_with("]: ") => return Some((at, Mark::Address(3))),
            b'"' | b'\'' if text[..at].ends_with("src=") || text[..at].ends_with("href=") => {
                return Some((at, Mark::Address(1)));
            }
            _ => {}
        }
        at += 1;
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    None
}

fn is_fence(rest: &str) -> bool {
    rest.starts_with("```") || rest.starts_with("~~~")
}

/// The length of the fenced code at the beginning of `rest` (CommonMark 0.31.2 §4.5).
fn fenced(rest: &str) -> usize {
    let bare = rest.trim_start_matches(' ');
    let mark = bare.chars().next().unwrap_or('`');
    let width = bare.chars().take_while(|letter| *letter == mark).count();
    let mut at = 0;
    for (number, line) in rest.split_inclusive('\n').enumerate() {
        at += line.len();
        let closes = line.trim().chars().all(|letter| letter == mark) && line.trim().len() >= width;
        if number > 0 && closes {
            break;
        }
    }
    at
}

/// The length of the code span at the beginning of `rest` (CommonMark 0.31.2 §6.1), if it is one.
fn span(rest: &str) -> Option<usize> {
    let width = rest.bytes().take_while(|byte| *byte == b'`').count();
    let paragraph = &rest[..rest.find("\n\n").unwrap_or(rest.len())];
    let mut at = width;
    while let Some(found) = paragraph.get(at..)?.find('`') {
        let start = at + found;
        let closing = paragraph[start..].bytes().take_while(|byte| *byte == b'`').count();
        if closing == width {
            return Some(start + closing);
        }
        at = start + closing;
    }
    None
}

/// `<!-- more -->`, with its line if it stands alone.
fn more(rest: &str, line_start: bool) -> usize {
    let Some(end) = rest.find("-->") else { return 0 };
    let word = rest[4..end].trim();
    if !["more", "excerpt", "truncate", "end_excerpt"].contains(&word) {
        return 0;
    }
    end + 3 + usize::from(line_start && rest[end + 3..].starts_with('\n'))
}

/// kramdown's `{: .class }`, which says how something looks.
fn attributes(foreign: &Foreign, rest: &str) -> usize {
    let line = rest.split('\n').next().unwrap_or_default();
    match line.find('}') {
        Some(end) if foreign.site.settings.generator == Generator::Jekyll => end + 1,
        _ => 0,
    }
}
