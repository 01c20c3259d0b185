//! What people get wrong in front matter, said in their words and not in those of a YAML parser.
//!
//! In comes front matter that is no YAML; out go faults with what to do about them. Invariant: every fault is located in
//! the author's file.

use std::borrow::Cow;
use std::ops::Range;

use super::front_matter::is_key_line;
use super::head::Head;
use super::{keys, lines, yaml};
use crate::diagnostic::{Code, Diagnostic};

/// Reports each `title： …` and reads it as what was meant. The replacement has the same length, so offsets stay true.
pub(super) fn mend_wide_colons<'t>(head: &mut Head<'_>, yaml: &'t str, start: usize) -> Cow<'t, str> {
    let mut mended = Cow::Borrowed(yaml);
    for (at, line) in lines::each(yaml) {
        let Some((name, rest)) = line.split_once('：') else { continue };
        let starts_a_key = !line.starts_with([' ', '\t', '#', '-', '"', '\'']) && !name.contains(':');
        if !starts_a_key || !(is_key_line(line) || keys::in_front_matter(name.trim()).is_some()) {
            continue;
        }
        let colon = at + name.len();
        mended.to_mut().replace_range(colon..colon + '：'.len_utf8(), ":  ");
        let name = name.trim();
        let message = format!("full-width colon behind \"{name}\"; YAML knows only the plain one");
        let help = format!("write `{name}: {}`", rest.trim());
        let range = start + colon..start + colon + '：'.len_utf8();
        head.report(range, Diagnostic::error(Code::BadFrontMatter, message).help(help));
    }
    mended
}

/// Says in the author's words what the parser stumbled over.
pub(super) fn explain(head: &mut Head<'_>, yaml: &str, fault: &yaml::Fault, start: usize) {
    if let Some((range, name)) = missing_space(yaml) {
        let fault =
            Diagnostic::error(Code::BadFrontMatter, format!("no space behind the colon of \"{name}\""));
        head.report(start + range.start..start + range.end, fault.help(format!("write `{name}: …`")));
        return;
    }
    let line = &yaml[lines::start_of(yaml, fault.offset)..];
    let line = line.lines().next().unwrap_or_default();
    let mark = yaml[fault.offset..].chars().next().filter(|next| *next != '\n').map_or(0, char::len_utf8);
    let range = start + fault.offset..start + fault.offset + mark;
    let message = if fault.flood {
        "the front matter holds more than anyone would write".to_owned()
    } else {
        format!("the front matter is no YAML: {}", fault.message)
    };
    head.report(range, Diagnostic::error(Code::BadFrontMatter, message).help(help(line, fault)));
}

/// `title:x`, which YAML reads as one word.
fn missing_space(yaml: &str) -> Option<(Range<usize>, &str)> {
    lines::each(yaml).find_map(|(at, line)| {
        let (name, rest) = line.split_once(':')?;
        let glued =
            rest.starts_with(|next: char| !next.is_whitespace()) && keys::in_front_matter(name).is_some();
        glued.then(|| (at..at + line.trim_end().len(), name))
    })
}

fn help(line: &str, fault: &yaml::Fault) -> String {
    let message = &fault.message;
    let value = line.split_once(": ").map(|(name, value)| (name.trim(), value.trim()));
    match value {
        _ if fault.flood => "leave out aliases (`*name`), and put long texts below it".into(),
        _ if message.contains("a tab") => "indent with spaces, not with tabs".into(),
        _ if message.contains("unclosed quote") => "close the quotation mark".into(),
        _ if message.contains("unclosed bracket") => "close the bracket".into(),
        Some((name, value)) if !value.starts_with(['"', '\'', '[', '{']) => {
            format!("put the value in quotes: `{name}: '{}'`", value.replace('\'', "''"))
        }
        _ => "write one `key: value` a line, and put a value with `: ` or ` #` inside in quotes".into(),
    }
}
