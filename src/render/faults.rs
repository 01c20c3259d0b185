//! Faults of templates as diagnostics: in the template, at the line and column, with the line.
//!
//! In come tera's errors; out go diagnostics. Invariant: a message reads like all others (lower case, no full stop), and
//! a place is the file's, not tera's name for it.

use std::ops::Range;
use std::sync::Arc;

use tera::{Error, ErrorKind, ReportError};

use super::theme::{Counted, TemplateSource};
use crate::diagnostic::{Code, Diagnostic, Place};

/// A fault, and the name of the template that has it.
#[derive(Debug)]
pub(super) struct TemplateFault {
    pub(super) template: String,
    pub(super) diagnostic: Diagnostic,
}

/// Everything that an error says about templates.
pub(super) fn of_templates(error: &Error, sources: &[TemplateSource]) -> Vec<TemplateFault> {
    match error.kind() {
        ErrorKind::SyntaxError(report) => vec![reported(report, sources, |_, range| range)],
        ErrorKind::RenderingError(report) => {
            let mut fault =
                reported(report, sources, |source, range| Counted::of(&source.text).original(range));
            fault.diagnostic = called(fault.diagnostic, &error.to_string(), sources);
            vec![fault]
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("there is no template \"{parent}\" to extend");
            vec![in_template(current, parent, message, sources)]
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            vec![in_template(
                tpl,
                "extends",
                "this template extends itself, perhaps by way of others".into(),
                sources,
            )]
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            vec![in_template(
                tpl,
                "include",
                "this template includes itself, perhaps by way of others".into(),
                sources,
            )]
        }
        kind => from_text(&kind.to_string(), sources),
    }
}

/// What an error of a rendering says; one that says no place is the rendered template's.
pub(super) fn of_rendering(error: &Error, template: &str, sources: &[TemplateSource]) -> Vec<Diagnostic> {
    let placed = |fault: Diagnostic| match find(template, sources) {
        Some(source) if fault.place.is_none() => fault.at(first_tag(source)),
        _ => fault,
    };
    of_templates(error, sources).into_iter().map(|fault| placed(fault.diagnostic)).collect()
}

/// A template that prints more than any page could hold.
pub(super) fn endless(template: &str, sources: &[TemplateSource]) -> Diagnostic {
    let fault = Diagnostic::error(Code::BadTemplate, format!("what \"{template}\" prints has no end"))
        .help("look for a loop over too many things, or a text that grows in a loop");
    match find(template, sources) {
        Some(source) => fault.at(first_tag(source)),
        None => fault,
    }
}

/// The first loop of a template, or else its first tag: where to begin to look for what has no place.
fn first_tag(source: &TemplateSource) -> Place {
    let text = &source.text;
    let at = ["{% for", "{%- for", "{%", "{{"].iter().find_map(|tag| text.find(tag)).unwrap_or(0);
    let line = text[at..].lines().next().unwrap_or_default();
    let end = line.find(['%', '}']).map_or(line.len(), |end| end.max(2));
    Place::in_text(&source.path, text, at..at + end)
}

/// A fault at the place that `written` makes of the parser's.
fn reported(
    report: &ReportError,
    sources: &[TemplateSource],
    written: impl Fn(&TemplateSource, Range<usize>) -> Range<usize>,
) -> TemplateFault {
    let fault = Diagnostic::error(Code::BadTemplate, worded(report.message()));
    let name = report.filename();
    let diagnostic = match find(name, sources) {
        Some(source) => {
            let range = written(source, report.span().range.clone());
            let place = Place::in_text(&source.path, &source.text, range);
            hinted(fault, &place.text).at(place)
        }
        None => fault.at(Place::file(&Arc::from(name))),
    };
    TemplateFault { template: name.to_owned(), diagnostic }
}

/// Adds where the template was called from, innermost first: the report has a line `note: called from name:line:column`
/// for each.
fn called(fault: Diagnostic, report: &str, sources: &[TemplateSource]) -> Diagnostic {
    let notes = report.lines().filter_map(|line| line.strip_prefix("note: "));
    notes.fold(fault, |fault, note| {
        let place = note.rsplit_once(' ').and_then(|(words, place)| Some((words, located(place, sources)?)));
        match place {
            Some((words, (source, line, column))) => {
                let counted = Counted::of(&source.text);
                let at = offset(&counted.text, line, column);
                fault.and(at_word(source, counted.original(at..at).start), words)
            }
            None => fault,
        }
    })
}

/// `name:line:column`.
fn located<'s>(place: &str, sources: &'s [TemplateSource]) -> Option<(&'s TemplateSource, u32, u32)> {
    let mut parts = place.rsplitn(3, ':');
    let mut number = || parts.next().and_then(|part| part.parse::<u32>().ok()).filter(|number| *number > 0);
    let (column, line) = (number()?, number()?);
    Some((find(parts.next()?, sources)?, line, column))
}

/// A fault at the first place where a template says `word`.
fn in_template(name: &str, word: &str, message: String, sources: &[TemplateSource]) -> TemplateFault {
    let fault = Diagnostic::error(Code::BadTemplate, message);
    let diagnostic = match find(name, sources) {
        Some(source) => match source.text.find(word) {
            Some(at) => fault.at(Place::in_text(&source.path, &source.text, at..at + word.len())),
            None => fault.at(Place::file(&source.path)),
        },
        None => fault,
    };
    TemplateFault { template: name.to_owned(), diagnostic }
}

/// Checks over several templates come as text: for each fault a line `error: …` and a line ` --> name:line:column`.
fn from_text(text: &str, sources: &[TemplateSource]) -> Vec<TemplateFault> {
    let mut found = Vec::new();
    let mut message = "";
    for line in text.lines() {
        if let Some(rest) = line.strip_prefix("error: ") {
            message = rest;
        }
        let Some(place) = line.trim_start().strip_prefix("--> ") else { continue };
        let mut parts = place.rsplitn(3, ':');
        let mut number = || parts.next().and_then(|part| part.parse::<u32>().ok());
        let (column, line) = (number(), number());
        let (Some(column), Some(line), Some(name)) = (column, line, parts.next()) else { continue };
        let fault = Diagnostic::error(Code::BadTemplate, worded(message));
        let diagnostic = match find(name, sources) {
            Some(source) => hinted(fault, "").at(at_word(source, offset(&source.text, line, column))),
            None => fault,
        };
        found.push(TemplateFault { template: name.to_owned(), diagnostic });
    }
    if found.is_empty() {
        let named = sources.iter().find(|source| text.contains(&format!("`{}`", source.name)));
        let fault = Diagnostic::error(Code::BadTemplate, worded(text.lines().next().unwrap_or(text)));
        found.push(TemplateFault {
            template: named.map_or_else(String::new, |source| source.name.clone()),
            diagnostic: match named {
                Some(source) => fault.at(Place::file(&source.path)),
                None => fault,
            },
        });
    }
    found
}

/// Where a line's column is.
fn offset(text: &str, line: u32, column: u32) -> usize {
    let start: usize = text.split_inclusive('\n').take(line as usize - 1).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    start + rest.chars().take(column as usize - 1).map(char::len_utf8).sum::<usize>()
}

fn at_word(source: &TemplateSource, at: usize) -> Place {
    let rest = source.text.get(at..).unwrap_or_default();
    let word = rest.find(|it: char| !(it.is_alphanumeric() || it == '_')).unwrap_or(0).max(1);
    Place::in_text(&source.path, &source.text, at..at + word)
}

fn find<'s>(name: &str, sources: &'s [TemplateSource]) -> Option<&'s TemplateSource> {
    sources.iter().find(|source| source.name == name)
}

fn worded(message: &str) -> String {
    let message = message.trim().trim_end_matches('.').replace('`', "\"");
    let mut letters = message.chars();
    match letters.next() {
        Some(first)
            if !message.starts_with(|it: char| {
                it.is_uppercase() && message[1..].starts_with(char::is_uppercase)
            }) =>
        {
            first.to_lowercase().chain(letters).collect()
        }
        _ => message,
    }
}

/// Old habits have new names.
fn hinted(fault: Diagnostic, line: &str) -> Diagnostic {
    if ["{% macro", "{%- macro", "{% import", "{%- import"].iter().any(|habit| line.contains(habit)) {
        return fault.help(
            "write a component: {% component name(value) %} … {% endcomponent %}, {{ <name value={it} /> }}",
        );
    }
    fault
}
