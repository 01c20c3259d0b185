//! One file as a whole site: every format that is made of it.

use std::fs;
use std::sync::Mutex;

use fangtan::output::{Error, Made, Sink};
use fangtan::pipeline::{Options, Pipeline};
use fangtan::source::Source;
use quick_xml::Reader;
use quick_xml::events::Event;

/// Takes what machines read.
#[derive(Default)]
struct Files(Mutex<Vec<(String, Vec<u8>)>>);

impl Sink for Files {
    fn keeps(&self, _: &str, _: &dyn Fn(&[u128]) -> u128) -> bool {
        false
    }

    fn put(&self, path: &str, _: Made<'_>, bytes: &[u8]) -> Result<(), Error> {
        self.0.lock().unwrap().push((path.to_owned(), bytes.to_owned()));
        Ok(())
    }

    fn copy(&self, _: &str, _: &Source) -> Result<(), Error> {
        Ok(())
    }

    fn restart(&mut self) {
        self.0.lock().unwrap().clear();
    }
}

/// Feeds, sitemap and JSON of a site with one article are of their formats.
pub fn feeds(bytes: &[u8]) {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    fs::write(root.path().join("content/a.md"), bytes).unwrap();
    fs::write(root.path().join("fangtan.toml"), "base_url = \"https://example.org/\"\n").unwrap();
    let mut files = Files::default();
    let mut pipeline = Pipeline::new(root.path(), Options { drafts: true, future: true, ..Options::default() });
    let outcome = pipeline.run(1_798_761_600, &mut files).unwrap();
    if outcome.failed() {
        return assert!(outcome.diagnostics.iter().any(|fault| fault.place.is_some()));
    }
    for (path, bytes) in files.0.into_inner().unwrap() {
        match path.rsplit('.').next() {
            Some("xml") => is_xml(&path, &bytes),
            Some("json") => drop(serde_json::from_slice::<serde_json::Value>(&bytes).expect(&path)),
            Some("html" | "md" | "txt") => drop(String::from_utf8(bytes).expect(&path)),
            _ => {}
        }
    }
}

fn is_xml(path: &str, bytes: &[u8]) {
    let text = std::str::from_utf8(bytes).expect(path);
    // XML 1.0 §2.2.
    let refused = |letter: char| letter < ' ' && !"\t\n\r".contains(letter) || matches!(letter, '\u{fffe}' | '\u{ffff}');
    assert!(!text.contains(refused), "{path}: {text:?}");
    let mut reader = Reader::from_str(text);
    while !matches!(reader.read_event().expect(path), Event::Eof) {}
}
