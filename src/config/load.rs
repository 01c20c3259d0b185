//! `fangtan.toml` into a [`Config`].
//!
//! In comes the file's text, out go the configuration and every fault of the file at once. Invariant: what is wrong
//! leaves its default in place, so that a fault is never followed by another that it caused.

use std::path::Path;
use std::sync::Arc;

use toml::de::DeTable;

use super::Config;
use super::section::{File, Section};
use crate::diagnostic::{Code, Diagnostic, Place, Reported, sort};

/// The file that is looked for in a site's root.
pub(super) const FILE_NAME: &str = "fangtan.toml";

impl Config {
    /// Reads `explicit`, or `fangtan.toml` in `root` if there is one; without a file the defaults stand.
    pub fn load(root: &Path, explicit: Option<&Path>) -> Reported<Self> {
        let file = explicit.map_or_else(|| root.join(FILE_NAME), Path::to_owned);
        let path = shown(root, &file);
        match read_regular(&file) {
            Ok(bytes) => Self::decode(&path, &bytes),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound && explicit.is_none() => {
                Self::parse(&path, "")
            }
            Err(error) => {
                let fault = Diagnostic::error(Code::BadConfig, format!("cannot be read: {error}"));
                let diagnostics = vec![fault.at(Place::file(&path))];
                Reported { value: Self { file: path, ..Self::default() }, diagnostics }
            }
        }
    }

    fn decode(path: &Arc<str>, bytes: &[u8]) -> Reported<Self> {
        let text = String::from_utf8_lossy(bytes);
        let mut reported = Self::parse(path, &text);
        if let Err(error) = std::str::from_utf8(bytes) {
            let at = error.valid_up_to();
            let place = Place::in_text(path, &text, at..at + char::REPLACEMENT_CHARACTER.len_utf8());
            let fault = Diagnostic::error(Code::BadConfig, format!("byte 0x{:02x} is not UTF-8", bytes[at]));
            reported.diagnostics.insert(0, fault.at(place).help("save the file as UTF-8"));
        }
        reported
    }

    /// Reads the text of `fangtan.toml`, which lies at `path`.
    pub fn parse(path: &Arc<str>, text: &str) -> Reported<Self> {
        let text = text.trim_start_matches('\u{feff}');
        let mut file = File { path, text, diagnostics: Vec::new() };
        let (table, errors) = DeTable::parse_recoverable(text);
        report_syntax(&mut file, errors);
        let mut config = Self { file: path.clone(), ..Self::default() };
        config.fill(&mut file, Section::new("", table.into_inner()));
        sort(&mut file.diagnostics);
        Reported { value: config, diagnostics: file.diagnostics }
    }

    /// The address of a site as it is used: with scheme and host, ending in `/`. `None` if it is none.
    pub fn normal_base_url(url: &str) -> Option<String> {
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
        let host = rest.split('/').next().unwrap_or_default();
        let dots = rest.split('/').any(|part| matches!(part, "." | ".."));
        let plain = !host.is_empty() && !dots && !url.contains(['?', '#', '"', '<', '>', '\\', ' ']);
        // Machines that read feeds and sitemaps take no letter of a path but ASCII.
        let (origin, path) = url.split_at(url.len() - rest.len() + host.len());
        let path =
            percent_encoding::utf8_percent_encode(path.trim_end_matches('/'), percent_encoding::CONTROLS);
        plain.then(|| format!("{origin}{path}/"))
    }
}

/// What a file is called from the root; whole, where it does not lie below.
fn shown(root: &Path, file: &Path) -> Arc<str> {
    let below = match file.strip_prefix(root) {
        Ok(below) => below.to_owned(),
        Err(_) => {
            let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
            let file = whole(file);
            file.strip_prefix(whole(root)).map(Path::to_owned).unwrap_or(file)
        }
    };
    below.to_string_lossy().into()
}

/// Bytes of a configuration.
const MOST: u64 = 16 << 20;

/// Reads a file, but no pipe and no device, which might never end.
fn read_regular(file: &Path) -> std::io::Result<Vec<u8>> {
    let found = std::fs::metadata(file)?;
    if !found.is_file() {
        return Err(std::io::Error::other("it is no regular file"));
    }
    if found.len() > MOST {
        return Err(std::io::Error::other("no configuration is as long as this file"));
    }
    std::fs::read(file)
}

/// Reports the first fault of each line; the parser stumbles again over what a fault leaves behind.
fn report_syntax(file: &mut File<'_>, mut errors: Vec<toml::de::Error>) {
    errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
    let mut last_line = None;
    for error in errors {
        let span = error.span().unwrap_or_default();
        let start =
            file.text[..file.text.floor_char_boundary(span.start)].rfind('\n').map_or(0, |line| line + 1);
        if last_line.replace(start) != Some(start) {
            let marked = file.text.get(span.clone()).unwrap_or_default();
            let help = help(file.text[start..].lines().next().unwrap_or_default(), marked);
            file.refuse(span, format!("no valid TOML: {}", error.message()), help);
        }
    }
}

/// What to do about a line that is no TOML.
fn help(line: &str, marked: &str) -> &'static str {
    if line.contains(['“', '”', '‘', '’', '＝', '，', '【', '】', '［', '］', '：']) {
        "write quotation marks, brackets, commas and `=` as plain (half-width) ones"
    } else if line.starts_with('[') && !marked.is_ascii() {
        "put the name in quotes: `[speakers.\"…\"]`"
    } else if line.starts_with('[') {
        "write `[section]` on a line of its own"
    } else if line.split_once('=').is_none() && line.contains(':') {
        "write `key = value`"
    } else {
        "write `key = \"text\"`, `key = 20`, `key = true` or `key = [\"a\", \"b\"]`"
    }
}
