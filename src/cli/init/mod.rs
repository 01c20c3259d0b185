//! `fangtan init`: a site that builds, small and whole. No file that is there is touched.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::{Global, Init};
use super::new::clock;
use super::printer::Printer;
use super::{Exit, Failure, now};
use crate::config::Config;

const EXAMPLE: &str = include_str!("example.md");
/// What is written is kept out of version control, the folder itself is not.
const IGNORE: &str = "*\n!.gitignore\n";

/// What the publisher is asked for.
struct Answers {
    title: String,
    author: String,
    base_url: Option<String>,
}

pub(super) fn run(global: &Global, args: &Init, printer: &Printer) -> Result<Exit, Failure> {
    let root = args.folder.clone().unwrap_or_else(|| global.root());
    let now = clock(now(), Config::default().offset);
    let name = format!("{}-first-interview.md", now.date());
    let files = ["fangtan.toml", "public/.gitignore"].map(|path| root.join(path));
    let [config, ignore] = &files;
    let content = root.join("content");
    if config.exists() {
        return Err(format!("{} is there already; nothing was written", config.display()).into());
    }
    let answers = ask(&root, printer);
    let example = EXAMPLE.replace("{date}", &now.strftime("%Y-%m-%d %H:%M").to_string());
    let mut written = Vec::new();
    write(config, &settings(&answers), &mut written)?;
    // Who has articles needs no example.
    if !content.exists() {
        write(&content.join(name), &example, &mut written)?;
    }
    if !ignore.exists() {
        write(ignore, IGNORE, &mut written)?;
    }
    for file in &written {
        printer.status(&format!("wrote {}", file.display()));
    }
    printer.status(&format!("now: fangtan --root {} serve --watch --open", quoted(&root)));
    Ok(Exit::Clean)
}

fn ask(root: &Path, printer: &Printer) -> Answers {
    let folder = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let name = folder.file_name().map_or_else(|| "访谈".into(), |name| name.to_string_lossy().into_owned());
    let title = printer.ask("title of the site", &name);
    let author = printer.ask("who publishes it", "");
    let mut base_url = None;
    for _ in 0..3 {
        let typed = printer.ask("where it will stand (https://…/; empty: not known yet)", "");
        base_url = Config::normal_base_url(&typed);
        if base_url.is_some() || typed.is_empty() {
            break;
        }
        printer.error(&format!("\"{typed}\" is no address with scheme and host"));
    }
    Answers { title, author, base_url }
}

/// `fangtan.toml` of a new site: what everybody sets, and no more.
fn settings(answers: &Answers) -> String {
    // A JSON string is a TOML string, whatever stands in it.
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let base_url = match &answers.base_url {
        Some(url) => format!("base_url = {}", text(url)),
        None => {
            "# Where the site will stand; feeds and the sitemap need it.\n# base_url = \"https://…/\"".into()
        }
    };
    format!(
        "title = {}\n{base_url}\ndescription = \"\"\nauthor = {}\nlanguage = \"zh-CN\"\ntimezone = \"+08:00\"\n\n\
         [interview]\n# Names that ask, wherever they speak.\nhosts = []\n\n\
         [site]\nmenu = [\n  {{ name = \"人物\", url = \"/speakers/\" }},\n  {{ name = \"标签\", url = \"/tags/\" }},\n  \
         {{ name = \"归档\", url = \"/archive/\" }},\n]\n",
        text(&answers.title),
        text(&answers.author),
    )
}

fn write(file: &Path, text: &str, written: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let create = || -> io::Result<()> {
        file.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::File::create_new(file)?.write_all(text.as_bytes())
    };
    create().map_err(|error| format!("cannot write {}: {error}", file.display()))?;
    written.push(file.to_owned());
    Ok(())
}

/// A path as it may be typed.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = path.chars().all(|letter| letter.is_alphanumeric() || "/._-".contains(letter));
    if plain { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
