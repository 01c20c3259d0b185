//! `fangtan new TITLE`: a dated article with front matter and a few turns to fill in. Never overwrites.

use std::fs;
use std::io::{self, Write};

use jiff::civil::DateTime;

use super::args::{Global, New};
use super::printer::Printer;
use super::{Exit, Failure, now};
use crate::config::Config;

/// Letters of a title that go into a file name; longer ones are cut.
const LETTERS: usize = 40;

pub(super) fn run(global: &Global, args: &New, printer: &Printer) -> Result<Exit, Failure> {
    let title = args.title.split_whitespace().collect::<Vec<_>>().join(" ");
    if title.is_empty() {
        return Err("an article needs a title".into());
    }
    let root = global.root();
    let content = root.join("content");
    if !content.is_dir() {
        return Err(format!("there is no folder {}; `fangtan init` makes a site", content.display()).into());
    }
    let config = Config::load(&root, global.config.as_deref()).value;
    let now = clock(now(), config.offset);
    let file = content.join(format!("{}-{}.md", now.date(), file_name(&title)));
    let text = article(&title, now, args);
    let created = fs::File::create_new(&file).and_then(|mut file| file.write_all(text.as_bytes()));
    created.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => format!("{} is there already", file.display()),
        _ => format!("cannot write {}: {error}", file.display()),
    })?;
    printer.data(&format!("{}\n", file.display()))?;
    #[cfg(feature = "serve")]
    if args.open {
        show(global, args, &file, printer);
    }
    Ok(Exit::Clean)
}

/// Opens the draft in the editor, and where the site is served in the browser.
#[cfg(feature = "serve")]
fn show(global: &Global, args: &New, file: &std::path::Path, printer: &Printer) {
    let root = global.root();
    let path = file.strip_prefix(&root).unwrap_or(file).to_string_lossy().replace('\\', "/");
    super::opening::open(&args.editor.clone().at(&root).link(&path, 1, 1), printer);
    let Some(served) = crate::serve::served_at(&root) else {
        return printer.status("`fangtan serve --watch --open` shows it in the browser");
    };
    let read = crate::pipeline::Pipeline::new(root, global.options(None)).inspect(&path, super::now());
    let address = read.ok().and_then(|inspection| inspection.permalink);
    super::opening::open(&format!("{served}{}", address.as_deref().unwrap_or("/")), printer);
}

/// The clock of somebody `offset` seconds east of UTC.
pub(super) fn clock(now: i64, offset: i32) -> DateTime {
    let offset = jiff::tz::Offset::from_seconds(offset).unwrap_or(jiff::tz::Offset::UTC);
    offset.to_datetime(jiff::Timestamp::from_second(now).unwrap_or_default())
}

/// A title as a file name that every system takes: letters and digits of any script, and hyphens.
fn file_name(title: &str) -> String {
    let mut name = String::new();
    for letter in title.chars().flat_map(char::to_lowercase) {
        if letter.is_alphanumeric() {
            name.push(letter);
        } else if !name.ends_with('-') && !name.is_empty() {
            name.push('-');
        }
    }
    let cut: String = name.chars().take(LETTERS).collect();
    match cut.trim_matches('-') {
        "" => "untitled".to_owned(),
        name => name.to_owned(),
    }
}

fn article(title: &str, now: DateTime, args: &New) -> String {
    // A JSON string is a YAML string, whatever stands in it.
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let hosts = args.host.as_ref().map_or_else(String::new, |host| format!("hosts: [{}]\n", quoted(host)));
    let host = args.host.as_deref().unwrap_or("主持人");
    let guest = args.guest.as_deref().unwrap_or("嘉宾");
    let date = now.strftime("%Y-%m-%d %H:%M");
    let title = quoted(title);
    format!(
        "---\ntitle: {title}\ndate: {date}\n{hosts}tags: []\n---\n\n导语。\n\n\
         **{host}：** 第一个问题？\n\n**{guest}：** 回答。\n\n\
         **{host}：** 第二个问题？\n\n**{guest}：** 回答。\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_safe_everywhere() {
        assert_eq!(file_name("对话 周砚：奖励函数里，住着一个懒人？"), "对话-周砚-奖励函数里-住着一个懒人");
        assert_eq!(file_name("../../etc/passwd"), "etc-passwd");
        assert_eq!(file_name("Why LLMs Fail (Part 2)"), "why-llms-fail-part-2");
        assert_eq!(file_name("？！"), "untitled");
        assert_eq!(file_name(&"长".repeat(300)).chars().count(), LETTERS);
    }

    #[test]
    fn any_title_gives_front_matter_that_reads_back() {
        for title in ["a: b", "\"引\" 'x' \\", "- [x] #y", "{a}", "true", "%&*!|>@`"] {
            let args =
                New { guest: Some("林若川".into()), host: Some("[记者]".into()), ..New::default() };
            let text = article(title, clock(0, 8 * 3600), &args);
            let rules = crate::config::Rules::default();
            let read = crate::article::read(&"content/a.md".into(), &text, &rules);
            assert_eq!(read.diagnostics, []);
            assert_eq!((&*read.value.title, read.value.hosts), (title, vec!["[记者]".to_owned()]));
            assert_eq!(read.value.date.map(|date| date.rfc3339()), Some("1970-01-01T08:00:00+08:00".into()));
        }
    }
}
