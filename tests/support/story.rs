//! A story: a site that is written, built, edited and built again, and what is wanted of it at each step.

use std::path::Path;

use fangtan::article::Published;
use fangtan::diagnostic::Counts;
use serde_json::Value;

use super::site::{Built, Site};
use super::tree;
use super::txtar::{Archive, Section};

/// Plays a story to its end; the archive that comes back has what there was in place of what was wanted.
///
/// # Errors
/// Every want that was not met.
pub(crate) fn play(archive: &Archive) -> (Archive, Result<(), String>) {
    let mut player = Player { site: Site::new(), built: None, faults: Vec::new() };
    let mut actual = archive.clone();
    for section in &mut actual.sections {
        player.act(section);
    }
    player.end_step();
    let faults = player.faults;
    (actual, if faults.is_empty() { Ok(()) } else { Err(faults.join("\n")) })
}

struct Player {
    site: Site,
    /// The build of this step, once something was wanted of it.
    built: Option<Built>,
    faults: Vec<String>,
}

impl Player {
    fn act(&mut self, section: &mut Section) {
        if let Some(want) = section.name.strip_prefix("want: ") {
            let want = want.to_owned();
            if self.built.is_none() && !want.starts_with("reading ") {
                self.built = Some(self.site.build());
            }
            self.want(&want, section);
            return;
        }
        self.end_step();
        let (verb, rest) = section.name.split_once(": ").unwrap_or(("", &section.name));
        match verb {
            "" if rest == "restart" => self.site.restart(),
            "" | "edit" => self.site.write(rest, section.body.as_bytes()),
            "delete" => self.site.delete(rest),
            "options" => self.options(rest),
            "now" => self.site.now = Published::parse(rest, 8 * 3600).unwrap().seconds(),
            _ => self.faults.push(format!("no such section: {}", section.name)),
        }
    }

    fn options(&mut self, words: &str) {
        for word in words.split_whitespace() {
            match word.split_once('=') {
                None if word == "drafts" => self.site.options.drafts = true,
                None if word == "future" => self.site.options.future = true,
                Some(("base_url", url)) => self.site.options.base_url = Some(url.to_owned()),
                Some(("config", file)) => self.site.options.config = Some(self.site.file(file)),
                _ => self.faults.push(format!("no such option: {word}")),
            }
        }
        self.site.restart();
    }

    /// What holds after every step without being asked for: the same bytes as a clean build, and nothing to do for
    /// the next one.
    fn end_step(&mut self) {
        let Some(built) = self.built.take() else { return };
        if built.outcome.failed() {
            return;
        }
        let (clean, _) = self.site.clean_build();
        let mut there = tree::read(&self.site.file("public"));
        there.retain(|path, _| clean.contains_key(path) || !self.site.is_foreign(path));
        if let Some(difference) = tree::difference(&there, &clean) {
            self.faults.push(format!("not what a clean build writes: {difference}"));
        }
    }

    fn want(&mut self, want: &str, section: &mut Section) {
        let words: Vec<&str> = want.split_whitespace().collect();
        if let ["reading", path] = *words.as_slice() {
            return self.same(want, section, &self.reading(path));
        }
        let Some(built) = &self.built else { return };
        let actual = match *words.as_slice() {
            ["rendered"] => built.rendered(),
            ["stderr"] => built.stderr(),
            ["exit"] => format!("{}\n", u8::from(Counts::of(&built.outcome.diagnostics).errors > 0)),
            ["counts"] => match built.written {
                Some(it) => format!("{} written, {} removed\n", it.written, it.removed),
                None => "nothing written\n".to_owned(),
            },
            ["files", folder] => {
                let files = tree::read(&self.site.file(folder));
                files.into_keys().map(|path| path + "\n").collect()
            }
            ["missing"] => self.site.missing(),
            ["inspect", path] => self.inspect(path, &section.body),
            [path, "absent"] => {
                if self.site.file(path).exists() {
                    self.faults.push(format!("{path} is there"));
                }
                return;
            }
            [path, verb @ ("contains" | "lacks")] => return self.search(path, verb, &section.body),
            [path] => self.site.read(path).unwrap_or_else(|| format!("{path} is not there\n")),
            _ => return self.faults.push(format!("no such want: {want}")),
        };
        self.same(want, section, &actual);
    }

    fn same(&mut self, want: &str, section: &mut Section, actual: &str) {
        if actual != section.body {
            self.faults.push(format!("{want}\nwanted:\n{}there was:\n{actual}", section.body));
            actual.clone_into(&mut section.body);
        }
    }

    /// How a file was read: its head, every turn, the related articles and the cuts, one a line.
    fn reading(&self, path: &str) -> String {
        let json = fangtan::cli::inspect_json(&self.site.inspect(path));
        let all: Value = serde_json::from_str(&json).unwrap();
        let text = |value: &Value| value.as_str().unwrap_or("–").to_owned();
        let list = |key: &str| all[key].as_array().cloned().unwrap_or_default();
        let mut lines = vec![["title", "date", "source"].map(|key| text(&all[key])).join(" | ")];
        lines.extend(list("turns").iter().map(|turn| {
            let words: String = text(&turn["text"]).chars().take(10).collect();
            format!("{} {} {}: {words}", turn["line"], text(&turn["role"]), text(&turn["speaker"]))
        }));
        lines.extend(list("related").iter().map(|card| format!("related {}", text(&card["title"]))));
        lines.extend(
            list("cut").iter().map(|cut| format!("cut {}-{} {}", cut["from"], cut["to"], text(&cut["kind"]))),
        );
        lines.join("\n") + "\n"
    }

    fn search(&mut self, path: &str, verb: &str, lines: &str) {
        let Some(text) = self.site.read(path) else {
            return self.faults.push(format!("{path} is not there"));
        };
        for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if text.contains(line) != (verb == "contains") {
                self.faults.push(format!("{path} {verb} not: {line}\n{text}"));
            }
        }
    }

    /// The wanted part of `inspect --json`, as it is: lines `turns.0.speaker = "记者"`, or one JSON object.
    fn inspect(&self, path: &str, wanted: &str) -> String {
        let json = fangtan::cli::inspect_json(&self.site.inspect(path));
        let all: Value = serde_json::from_str(&json).unwrap();
        if let Ok(shape) = serde_json::from_str::<Value>(wanted) {
            let same = project(&all, &shape);
            return if same == shape {
                wanted.to_owned()
            } else {
                serde_json::to_string_pretty(&same).unwrap() + "\n"
            };
        }
        let line = |line: &str| match line.split_once(" = ") {
            Some((path, _)) => format!("{path} = {}\n", find(&all, path)),
            None => format!("{line}\n"),
        };
        wanted.lines().map(line).collect()
    }
}

impl Site {
    /// Whether a story put this file into `public/` itself.
    fn is_foreign(&self, path: &str) -> bool {
        let name = Path::new(path).file_name().unwrap_or_default();
        name.to_string_lossy().starts_with("foreign")
    }
}

/// The value at `turns.0.speaker`; `turns.length` counts.
fn find(value: &Value, path: &str) -> Value {
    let step = |value: Value, key: &str| match (&value, key.parse::<usize>()) {
        (Value::Array(list), Err(_)) if key == "length" => Value::from(list.len()),
        (Value::Array(list), Ok(index)) => list.get(index).cloned().unwrap_or_default(),
        (Value::Object(object), _) => object.get(key).cloned().unwrap_or_default(),
        _ => Value::Null,
    };
    path.split('.').fold(value.clone(), step)
}

/// What `shape` speaks of, as it is in `value`; lists are compared as wholes, element by element.
fn project(value: &Value, shape: &Value) -> Value {
    match (value, shape) {
        (Value::Object(value), Value::Object(shape)) => {
            let part = |(key, shape): (&String, &Value)| {
                (key.clone(), project(value.get(key).unwrap_or(&Value::Null), shape))
            };
            Value::Object(shape.iter().map(part).collect())
        }
        (Value::Array(value), Value::Array(shape)) => {
            let part = |(index, value): (usize, &Value)| project(value, shape.get(index).unwrap_or(value));
            Value::Array(value.iter().enumerate().map(part).collect())
        }
        _ => value.clone(),
    }
}
