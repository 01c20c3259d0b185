//! What is fuzzed: each function takes any bytes, and panics if a promise of the program does not hold for them.

mod http;
mod remembered;
mod site;

use std::sync::Arc;

use fangtan::article::{self, Body, Identity, Metadata};
use fangtan::config::Rules;
use fangtan::interview::{self, Evidence, Reading};
use fangtan::markdown::html::{self, Dialect, Options};
use fangtan::markdown::{Normalised, normalise as repair};

pub use http::http_request;
pub use remembered::remembered;
pub use site::feeds;

/// Every target by its name, as `replay` looks them up.
pub const TARGETS: &[(&str, fn(&[u8]))] = &[
    ("export_header", export_header),
    ("feeds", feeds),
    ("front_matter", front_matter),
    ("html", html),
    ("http_request", http_request),
    ("identity", identity),
    ("normalise", normalise),
    ("read_and_settle", read_and_settle),
    ("remembered", remembered),
];

fn path() -> Arc<str> {
    "content/a.md".into()
}

fn head(text: &str) -> Metadata {
    let reported = article::read(&path(), text, &Rules::default());
    for fault in &reported.diagnostics {
        // The end of a text is a place, too.
        let lines = text.split('\n').count() as u32 + 1;
        assert!(fault.place.as_ref().is_some_and(|place| place.line <= lines), "no place: {fault:?}");
    }
    let metadata = reported.value;
    assert!(text.is_char_boundary(metadata.body_start as usize));
    let refused = |letter: char| letter.is_control() && letter != '\t';
    assert!(!metadata.title.contains(refused), "{:?}", metadata.title);
    metadata
}

/// YAML between two fences.
pub fn front_matter(bytes: &[u8]) {
    let yaml = String::from_utf8_lossy(bytes);
    head(&format!("---\n{yaml}\n---\n\n正文。\n"));
}

/// Lines as exporters write them above a body.
pub fn export_header(bytes: &[u8]) {
    head(&String::from_utf8_lossy(bytes));
}

/// The repair of exported Markdown loses no letter, and grows no text without end: a line that went on with a quote or a
/// list without saying so gets all its marks.
pub fn normalise(bytes: &[u8]) {
    /// Quotes and lists in each other that are told apart, and the bytes of the longest mark.
    const MARKS: usize = 32 * 4;
    let text = String::from_utf8_lossy(bytes);
    let mut into = Normalised::default();
    repair(&text, 0, &mut into);
    let repaired = into.text();
    let han = |text: &str| text.chars().filter(|letter| ('一'..='鿿').contains(letter)).count();
    assert!(han(repaired) >= han(&text), "{text:?} became {repaired:?}");
    let most = 3 * text.len() + MARKS * text.lines().count() + 16;
    assert!(repaired.len() <= most, "{text:?} grew to {repaired:?}");
}

/// Markdown into HTML: tags are balanced, and nothing of it runs.
pub fn html(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::new();
    html::to_html(&text, Dialect::Article, &Options::default(), &mut out);
    let lower = out.to_ascii_lowercase();
    for never in ["<script", "<style", "<iframe", "<base", "<meta", "<object"] {
        assert!(!lower.contains(never), "{never} in {out:?}");
    }
    // In words they are words.
    for tag in lower.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        for never in ["href=\"javascript:", "src=\"data:"] {
            assert!(!tag.contains(never), "{never} in {out:?}");
        }
    }
    assert!(!out.contains(|letter: char| letter.is_control() && !matches!(letter, '\n' | '\t')), "{out:?}");
}

fn reading(text: &str) -> (Body, Reading) {
    let (path, rules) = (path(), Rules::default());
    let metadata = head(text);
    let mut body = Body::default();
    body.fill(text, metadata.body_start);
    let finding = interview::read(&path, &metadata, &body, &rules).value;
    let evidence = Evidence::gather(std::iter::once((&metadata, &finding)));
    let reading = interview::settle(&path, &metadata, &finding, &evidence, &rules).value;
    (body, reading)
}

/// Who speaks where: the segments of a reading cover the body.
pub fn read_and_settle(bytes: &[u8]) {
    let (body, reading) = reading(&String::from_utf8_lossy(bytes));
    let mut end = 0;
    for segment in reading.segments.iter() {
        assert_eq!(segment.start, end, "a gap or an overlap in {:?}", body.text());
        assert!(body.text().is_char_boundary(segment.end as usize));
        end = segment.end;
    }
    assert_eq!(end as usize, body.text().len(), "{:?}", body.text());
}

fn address(identity: &Identity) -> String {
    let encoded = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    match (identity.account(), identity.message()) {
        (Some(biz), Some((mid, idx))) => {
            let sn = identity.signature().map(|sn| format!("&sn={}", encoded(sn))).unwrap_or_default();
            format!("https://mp.weixin.qq.com/s?__biz={}&mid={mid}&idx={idx}{sn}", encoded(biz))
        }
        _ => format!("https://mp.weixin.qq.com/s/{}", identity.token().unwrap_or_default()),
    }
}

/// What an address identifies: the address printed from an identity has the same one.
pub fn identity(bytes: &[u8]) {
    let url = String::from_utf8_lossy(bytes);
    for start in ["", "https://mp.weixin.qq.com/s", "https://mp.weixin.qq.com/s?__biz="] {
        let url = format!("{start}{url}");
        if let Some(identity) = Identity::parse(&url) {
            assert_eq!(Identity::parse(&address(&identity)).as_ref(), Some(&identity), "{url:?}");
        }
    }
}
