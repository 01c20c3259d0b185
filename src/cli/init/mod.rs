//! `fangtan init`: a site that builds at once, with everything that it may need beside it.
//!
//! In come three answers, or flags, or defaults; out go files. Invariant: no file that is there is touched.

mod files;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::args::{Global, Host, Init};
use super::new::clock;
use super::printer::Printer;
use super::{Exit, Failure, now};
use crate::config::Config;
use files::Answers;

/// How often an answer that cannot be used is asked for again.
const TRIES: usize = 3;

pub(super) fn run(global: &Global, args: &Init, printer: &Printer) -> Result<Exit, Failure> {
    let root = args.folder.clone().unwrap_or_else(|| global.root());
    let config = root.join("fangtan.toml");
    if config.exists() {
        return Err(format!("{} is there already; nothing was written", config.display()).into());
    }
    let answers = ask(&root, args, printer);
    let hosts = if args.deploy.is_empty() { Host::ALL } else { &args.deploy };
    let now = clock(now(), Config::default().offset);
    let mut files = files::of_site(&answers, hosts)?;
    // Who has articles needs no example.
    if !root.join("content").exists() {
        files.push(files::example(now));
    }
    for file in files {
        let place = root.join(&file.path);
        match create(&place, &file.text) {
            Ok(()) => printer.status(&format!("wrote {}", place.display())),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                printer.status(&format!("kept  {}", place.display()));
            }
            Err(error) => return Err(format!("cannot write {}: {error}", place.display()).into()),
        }
    }
    let there = match root.as_path() {
        here if here == Path::new(".") => String::new(),
        root => format!("cd {} && ", quoted(root)),
    };
    printer.status(&format!("\nNow: {there}fangtan serve --watch --open"));
    Ok(Exit::Clean)
}

fn create(file: &Path, text: &str) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::File::create_new(file)?.write_all(text.as_bytes())
}

/// What flags leave open is asked for, where there is somebody to ask.
fn ask(root: &Path, args: &Init, printer: &Printer) -> Answers {
    let folder = root.canonicalize().unwrap_or_else(|_| PathBuf::from(root.file_name().unwrap_or_default()));
    let name = folder.file_name().map_or_else(|| "访谈".into(), |name| name.to_string_lossy().into_owned());
    let title = args.title.clone().unwrap_or_else(|| printer.ask("Name of the site", &name));
    let base_url = args.base_url.clone().or_else(|| address(printer));
    let language = args.language.clone().unwrap_or_else(|| printer.ask("Language", "zh-CN"));
    Answers { title, base_url, language, folder: name }
}

fn address(printer: &Printer) -> Option<String> {
    for _ in 0..TRIES {
        let typed = printer.ask("Where it will stand (https://…/; leave empty if you do not know yet)", "");
        let url = Config::normal_base_url(&typed);
        if url.is_some() || typed.is_empty() {
            return url;
        }
        printer.error(&format!("\"{typed}\" is no address with scheme and host"));
    }
    None
}

/// A path as it may be typed.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let plain = path.chars().all(|letter| letter.is_alphanumeric() || "/._-".contains(letter));
    if plain { path } else { format!("'{}'", path.replace('\'', "'\\''")) }
}
