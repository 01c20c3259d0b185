//! Diagnostics for people at a terminal: what is wrong, the author's line with the fault underlined, what to do.
//!
//! In comes a [`Diagnostic`], out goes text with a line end, with colours or without. Invariant: the only module that
//! names the renderer; no control character of the input reaches the terminal.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Place, Severity};
use crate::wording::Language;

/// Columns of an author's line that are shown; a paragraph is one line and may have thousands of letters.
const COLUMNS: usize = 100;

/// Letters of a mark that are underlined: the renderer cuts a line on both sides of its mark, and never inside it.
const MARKED: usize = 45;

/// Renders one diagnostic.
pub(super) fn render(diagnostic: &Diagnostic, color: bool, language: Language) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR.with_name(language.say("error")),
        Severity::Warning => Level::WARNING.with_name(language.say("warning")),
        Severity::Note => Level::NOTE.with_name(language.say("note")),
    };
    let title = level.primary_title(printable(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    if let Some(place) = &diagnostic.place {
        group = show(group, place, None, language);
    }
    for (place, words) in &diagnostic.others {
        group = show(group, place, Some(words.as_str()), language);
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.with_name(language.say("help")).message(printable(help)));
    }
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(COLUMNS).render(&[group]) + "\n"
}

fn show<'a>(group: Group<'a>, place: &'a Place, words: Option<&'a str>, language: Language) -> Group<'a> {
    if place.line == 0 {
        let origin = Origin::path(printable(&place.path));
        let group = group.element(match place.shown_line().filter(|_| words.is_none()) {
            Some(line) => origin.line(line as usize),
            None => origin,
        });
        return match words {
            Some(words) => {
                group.element(Level::NOTE.with_name(language.say("note")).message(printable(words)))
            }
            None => group,
        };
    }
    let kind = if words.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
    let (text, marked) = shown(place);
    let annotation = kind.span(marked).label(words.map(printable));
    let snippet = Snippet::source(text).path(printable(&place.path)).line_start(place.line as usize);
    group.element(snippet.annotation(annotation))
}

/// The bytes to underline.
fn marked(place: &Place) -> Range<usize> {
    let Range { start, end } = place.marked;
    let letters = place.text.get(start..end).unwrap_or_default();
    start..start + letters.char_indices().nth(MARKED).map_or(letters.len(), |(at, _)| at)
}

/// The author's line, and what of it to underline. The renderer has signs for the control characters of ASCII.
fn shown(place: &Place) -> (Cow<'_, str>, Range<usize>) {
    let marked = marked(place);
    let obeyed = |letter: char| !letter.is_ascii() && is_obeyed(letter);
    if !place.text.contains(obeyed) {
        return (Cow::Borrowed(&place.text), marked);
    }
    let plain = |range: Range<usize>| place.text.get(range).unwrap_or_default().replace(obeyed, "\u{fffd}");
    let (before, within) = (plain(0..marked.start), plain(marked.clone()));
    let range = before.len()..before.len() + within.len();
    (Cow::Owned(before + &within + &plain(marked.end..place.text.len())), range)
}

/// What a terminal may obey, and what is no character.
fn is_obeyed(letter: char) -> bool {
    letter.is_control() || u32::from(letter) & 0xfffe == 0xfffe || matches!(letter, '\u{fdd0}'..='\u{fdef}')
}

/// The text without control characters: content is not trusted, and a terminal obeys them.
fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(is_obeyed) {
        Cow::Owned(text.replace(is_obeyed, "\u{fffd}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn at(text: &str, range: Range<usize>) -> Place {
        Place::in_text(&"content/a.md".into(), text, range)
    }

    #[test]
    fn carets_stand_under_double_width_text() {
        let text = "# 题\n\n**主持 :** 你怎么看待这种策略？\n";
        let fault = Diagnostic::warning(Code::UnknownSpeaker, "\"主持\" is not a known speaker")
            .at(at(text, 9..15))
            .help("add it to [speakers] in fangtan.toml");
        let wanted = "\
warning[interview/unknown-speaker]: \"主持\" is not a known speaker
 --> content/a.md:3:3
  |
3 | **主持 :** 你怎么看待这种策略？
  |   ^^^^
  |
  = help: add it to [speakers] in fangtan.toml
";
        assert_eq!(render(&fault, false, Language::English), wanted);
        assert!(render(&fault, true, Language::English).contains("\u{1b}["));
    }

    #[test]
    fn the_other_place_is_shown_with_its_words() {
        let fault = Diagnostic::error(Code::Collision, "two pages claim \"/a/\"")
            .at(Place::file(&"content/a.md".into()))
            .and(at("slug: a\n", 6..7), "claimed here too");
        let wanted = "\
error[page/collision]: two pages claim \"/a/\"
 --> content/a.md:1
  |
 ::: content/a.md:1:7
  |
1 | slug: a
  |       - claimed here too
";
        assert_eq!(render(&fault, false, Language::English), wanted);
    }

    #[test]
    fn of_a_long_paragraph_only_the_part_around_the_mark_is_shown() {
        let text = format!("{}主持{}", "前".repeat(1000), "后".repeat(1000));
        for marked in [3000..3006, 0..6006, 3000..6006, 0..0, 6003..6006] {
            let shown = render(
                &Diagnostic::error(Code::BadDate, "x").at(at(&text, marked)),
                false,
                Language::English,
            );
            assert!(shown.lines().all(|line| line.chars().count() < 120), "{shown}");
            assert!(shown.contains('^') && shown.contains("..."), "{shown}");
        }
    }

    #[test]
    fn control_characters_do_not_reach_the_terminal() {
        let text = "a\u{1b}[31m\u{7}b\n";
        let fault = Diagnostic::error(Code::BadDate, "\u{1b}[2J")
            .at(at(text, 0..1))
            .help("\u{8}")
            .and(at(text, 1..2), "\u{9b}");
        let shown = render(&fault, false, Language::English);
        assert!(shown.chars().all(|letter| letter == '\n' || !letter.is_control()), "{shown:?}");
    }
}
