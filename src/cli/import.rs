//! `fangtan import`: what came along and what did not, as a list and as a table.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::args::{Global, Import};
use super::printer::Printer;
use super::{Exit, Failure};
use crate::config::Config;
use crate::import::{Fate, Order, Report, Row, import};

pub(super) fn run(global: &Global, args: &Import, printer: &Printer) -> Result<Exit, Failure> {
    let root = global.root();
    let config = Config::load(&root, global.config.as_deref()).value;
    let order = Order {
        root: &root,
        config: global.config.clone().unwrap_or_else(|| root.join("fangtan.toml")),
        into: destination(args.into.as_deref())?,
        rules: &config.rules,
        convert: args.convert,
        dry_run: args.dry_run,
    };
    let report = import(&order, &args.paths, |done, all| printer.progress("importing", done, all))?;
    printer.data(&remarks(&report, printer))?;
    table(&report, printer);
    printer.status(&closing(&report, args.dry_run));
    if report.redirects > 0 {
        let would = if args.dry_run { "would be " } else { "" };
        let count = report.redirects;
        let what = "former addresses of lists and feeds";
        printer.status(&format!("{count} {what} {would}added to [redirects] of fangtan.toml"));
    }
    let refused = report.rows.iter().any(|row| matches!(row.fate, Fate::Different | Fate::Unreadable));
    Ok(if refused { Exit::Faulty } else { Exit::Clean })
}

/// Where articles go: `content/`, or a folder below it.
fn destination(into: Option<&Path>) -> Result<PathBuf, String> {
    let Some(into) = into else { return Ok("content".into()) };
    if !into.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err(format!("{} does not lie below content/", into.display()));
    }
    let into = into.strip_prefix(".").unwrap_or(into);
    Ok(if into.starts_with("content") { into.to_owned() } else { Path::new("content").join(into) })
}

/// Everything that did not come along as it was, one line each.
fn remarks(report: &Report, printer: &Printer) -> String {
    let mut text = String::new();
    for row in &report.rows {
        let words = match row.fate {
            Fate::Different => "is there already and differs; it was not overwritten",
            Fate::Taken => "is the name of two of the imported files; the first was taken",
            Fate::Unreadable => "holds no article in UTF-8",
            Fate::List => "was a list of the theme; the site has its own",
            Fate::New | Fate::Same => "",
        };
        if !words.is_empty() {
            let words = printer.say(words);
            text.push_str(&format!("{}: {words} ({})\n", row.to, row.from.display()));
        }
        for remark in &row.remarks {
            text.push_str(&format!(
                "{}:{}: {}: {}\n",
                row.to,
                remark.line,
                printer.say(remark.what.as_str()),
                printer.say(&remark.text)
            ));
        }
    }
    for line in &report.redirects_left {
        text.push_str(&format!("fangtan.toml: {}: {line}\n", printer.say("to be added to [redirects]")));
    }
    for file in &report.left {
        let words = printer.say("neither an article nor a picture; left where it is");
        text.push_str(&format!("{}: {words}\n", file.display()));
    }
    text
}

/// One row for each folder.
#[derive(Default)]
struct Sums {
    new: usize,
    same: usize,
    refused: usize,
    others: usize,
    remarks: usize,
}

impl Sums {
    fn add(&mut self, row: &Row) {
        match row.fate {
            Fate::New if !row.article => self.others += 1,
            Fate::New => self.new += 1,
            Fate::Same => self.same += 1,
            Fate::List => {}
            Fate::Different | Fate::Taken | Fate::Unreadable => self.refused += 1,
        }
        self.remarks += row.remarks.len();
    }

    fn line(&self, name: &str) -> String {
        format!(
            "{:>8} {:>9} {:>8} {:>8} {:>8}  {name}",
            self.new, self.others, self.same, self.refused, self.remarks
        )
    }
}

fn table(report: &Report, printer: &Printer) {
    let mut folders: BTreeMap<&str, Sums> = BTreeMap::new();
    for row in &report.rows {
        let folder = row.to.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder).or_default().add(row);
    }
    printer.status("articles  pictures   before  refused  remarks  folder");
    for (folder, sums) in &folders {
        printer.status(&sums.line(folder));
    }
}

fn closing(report: &Report, dry_run: bool) -> String {
    let mut sums = Sums::default();
    report.rows.iter().for_each(|row| sums.add(row));
    let would = if dry_run { "would be " } else { "" };
    format!(
        "{} articles and {} other files {would}imported, {} there before, {} refused",
        sums.new, sums.others, sums.same, sums.refused
    )
}
