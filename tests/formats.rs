//! What a site says is the same to every reader: a browser's parser, a feed reader, a search engine, `inspect`.
//!
//! Sites of random articles, each file read back by a parser that this project has not written.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use html5ever::tendril::TendrilSink;
use html5ever::tree_builder::TreeBuilderOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;
use serde_json::Value;
use support::site::Site;

/// Elements that have no end.
const VOID: &[&str] = &[
    "br", "hr", "img", "input", "link", "meta", "wbr", "source", "col", "area", "path", "circle", "rect",
    "line",
];

/// Pieces of articles; those that stand for a text have a number each, so that none can stand for another.
const PIECES: &[&str] = &[
    "**记者：**问@？\n\n",
    "**林若川：**答@。\n\n",
    "记者：再问@？\n\n",
    "段@。\n\n",
    "## 节@\n\n",
    "> 引@\n\n",
    "- 项@\n- 项@\n\n",
    "1. 数@\n\n",
    "| 甲@ | 乙 |\n|---|---|\n| 格@ | 格@ | 多@ |\n\n",
    "```html\n码@ <script>\n```\n\n",
    "`行内@`",
    "[链@](https://a.example/?a=1&b=\"2\")",
    "[坏@](javascript:x)",
    "![图](https://a.example/x.png)",
    "**粗@。**后",
    "*斜@*",
    "~~删@~~",
    "<script>脚@</script>\n\n",
    "<img src=x onerror=y>\n\n",
    "<details><summary>提@</summary>\n\n里@\n\n</details>\n\n",
    "<ruby>字@<rt>zi</rt></ruby>",
    "<table><tr><td>表@\n\n",
    "</p></div></main>\n\n",
    "<p>\n\n",
    "<!--> 注@ -->\n\n",
    "]]>",
    "&lt;b&gt;",
    "\u{0}\u{1b}\u{85}\u{fffe}",
    "脚注@[^n]\n\n[^n]: 注@\n\n",
    "\u{e000}",
    "\u{2028}",
    "**",
    "_",
    "\n\n",
    "  \n",
    "\\",
    "“引@”",
];

/// What a title may be.
const TITLES: &[&str] =
    &["题@", "<script>题@</script>", "\"题@\" & '题'", "题@ ]]> --> </title>", "题\\\\@ **重**"];

fn soup() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES), 0..25).prop_map(|pieces| pieces.concat())
}

/// Articles of a site, each text with a number of its own.
fn articles() -> impl Strategy<Value = Vec<String>> {
    let article = (prop::sample::select(TITLES), soup()).prop_map(|(title, body)| {
        let title = serde_json::to_string(title).unwrap();
        format!("---\ntitle: {title}\ndate: 2026-01-02\ntags: [甲, \"<乙>\"]\n---\n\n{body}")
    });
    prop::collection::vec(article, 1..4).prop_map(|articles| {
        let mut number = 100;
        let mut numbered = |text: &String| {
            let mut parts = text.split('@');
            let first = parts.next().unwrap_or_default().to_owned();
            parts.fold(first, |text, part| {
                number += 1;
                format!("{text}{number}号{part}")
            })
        };
        articles.iter().map(&mut numbered).collect()
    })
}

/// Numbered texts in a text.
fn numbers(text: &str) -> BTreeSet<String> {
    let letters: Vec<char> = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let ends = letters.iter().enumerate().filter(|(at, letter)| **letter == '号' && *at >= 3);
    ends.map(|(at, _)| letters[at - 3..at].iter().collect()).collect()
}

/// A page as a browser has it: elements as they open and close, and the text between.
#[derive(Debug, Default)]
struct Seen {
    steps: Vec<String>,
    text: String,
    faults: Vec<String>,
}

impl Seen {
    fn of(html: &str) -> Self {
        let tree_builder = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        let options = ParseOpts { tree_builder, ..ParseOpts::default() };
        let dom = parse_document(RcDom::default(), options).one(html);
        let mut seen = Self::default();
        seen.walk(&dom.document);
        seen
    }

    fn walk(&mut self, node: &Handle) {
        match &node.data {
            NodeData::Text { contents } => self.text.push_str(&contents.borrow()),
            NodeData::Element { name, attrs, .. } => {
                let name = name.local.to_string();
                for attribute in attrs.borrow().iter() {
                    let (key, value) = (&*attribute.name.local, attribute.value.trim_start());
                    let runs = ["javascript:", "data:", "vbscript:"].iter().any(|it| value.starts_with(it));
                    if key.starts_with("on") || runs {
                        self.faults.push(format!("{name} {key}=\"{value}\""));
                    }
                    if matches!(key, "alt" | "title") {
                        self.text.push_str(value);
                    }
                }
                self.steps.push(format!("<{name}>"));
                node.children.borrow().iter().for_each(|child| self.walk(child));
                if !VOID.contains(&name.as_str()) {
                    self.steps.push(format!("</{name}>"));
                }
                return;
            }
            _ => {}
        }
        node.children.borrow().iter().for_each(|child| self.walk(child));
    }
}

/// Elements as they are written: what a parser does not have to mend comes to the same.
fn written(html: &str) -> Vec<String> {
    let mut steps = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let inner = rest[1..end].trim_end_matches('>');
        let name = inner.split([' ', '\n', '/']).find(|part| !part.is_empty()).unwrap_or_default();
        match inner.as_bytes().first() {
            Some(b'!') => {}
            Some(b'/') => steps.push(format!("</{name}>")),
            _ => steps.push(format!("<{name}>")),
        }
        rest = &rest[end..];
        // What stands in these is no markup.
        if matches!(name, "script" | "style") && !inner.starts_with('/') {
            rest = rest.find(&format!("</{name}")).map_or("", |end| &rest[end..]);
        }
    }
    steps
}

fn pages(site: &Site, files: &[String]) -> BTreeMap<String, String> {
    let pages = files.iter().filter(|path| path.ends_with(".html"));
    pages.map(|path| (path.clone(), site.read(&format!("public/{path}")).unwrap())).collect()
}

fn every_page_is_one_tree(pages: &BTreeMap<String, String>) -> Result<(), TestCaseError> {
    for (path, html) in pages {
        let seen = Seen::of(html);
        prop_assert!(seen.faults.is_empty(), "{}: {:?}", path, seen.faults);
        let written = written(html);
        let first = seen.steps.iter().zip(&written).position(|(one, other)| one != other);
        prop_assert_eq!(
            &seen.steps,
            &written,
            "{} differs at {:?}: {:?}",
            path,
            first,
            first.map(|at| (&written[at.saturating_sub(4)..at + 1], &seen.steps[at]))
        );
    }
    Ok(())
}

/// RSS, Atom and JSON are read by one reader and say the same.
fn feeds_agree(site: &Site, count: usize) -> Result<(), TestCaseError> {
    let read = |name: &str| {
        let text = site.read(&format!("public/{name}")).unwrap();
        feed_rs::parser::parse(text.as_bytes())
            .map_err(|fault| TestCaseError::fail(format!("{name}: {fault}")))
    };
    let entries = |name: &str| -> Result<Vec<(String, String, String)>, TestCaseError> {
        let feed = read(name)?;
        let entry = |entry: feed_rs::model::Entry| {
            let body = entry.content.and_then(|content| content.body).unwrap_or_default();
            let link = entry.links.first().map(|link| link.href.clone()).unwrap_or_default();
            (link, entry.title.map(|title| title.content).unwrap_or_default(), body.trim().to_owned())
        };
        Ok(feed.entries.into_iter().map(entry).collect())
    };
    let (rss, atom, json) = (entries("rss.xml")?, entries("atom.xml")?, entries("feed.json")?);
    prop_assert_eq!(rss.len(), count);
    prop_assert_eq!(&rss, &atom);
    prop_assert_eq!(&rss, &json);
    Ok(())
}

/// The sitemap names pages that are there and say of themselves that they stand there.
fn the_sitemap_is_the_site(site: &Site, pages: &BTreeMap<String, String>) -> Result<(), TestCaseError> {
    let text = site.read("public/sitemap.xml").unwrap();
    let mut reader = quick_xml::Reader::from_str(&text);
    let (mut named, mut is_loc) = (BTreeSet::new(), false);
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Start(start) => is_loc = start.name().as_ref() == "loc",
            quick_xml::events::Event::Text(text) if is_loc => {
                named.insert(text.to_string());
            }
            _ => is_loc = false,
        }
    }
    let canonical = |html: &String| {
        let (_, rest) = html.split_once("rel=\"canonical\" href=\"")?;
        rest.split_once('"').map(|(url, _)| url.to_owned())
    };
    let indexed = |html: &&String| !html.contains("content=\"noindex");
    let there: BTreeSet<String> = pages.values().filter(indexed).filter_map(canonical).collect();
    prop_assert!(named.is_subset(&there), "{:?} is not among {:?}", named, there);
    let articles = pages.keys().filter(|path| path.starts_with("article-")).count();
    prop_assert_eq!(named.iter().filter(|url| url.contains("/article-")).count(), articles);
    Ok(())
}

/// What `inspect` says of an article is what its page shows and what it tells search engines.
fn inspect_and_page_agree(site: &Site, name: &str, source: &str) -> Result<(), TestCaseError> {
    let json = fangtan::cli::inspect_json(&site.inspect(&format!("content/{name}.md")));
    let json: Value = serde_json::from_str(&json).unwrap();
    let html = site.read(&format!("public/{name}/index.html")).unwrap();
    let unescaped = |text: &str| {
        text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
    };
    let values = |key: &str| -> Vec<String> {
        let key = format!(" {key}=\"");
        let rest = html.split(&key).skip(1);
        rest.map(|rest| unescaped(rest.split('"').next().unwrap_or_default())).collect()
    };
    let turns = json["turns"].as_array().unwrap();
    let of = |key: &str| -> Vec<String> {
        turns.iter().filter_map(|turn| turn[key].as_str().map(str::to_owned)).collect()
    };
    // A turn that goes on behind a heading is shown as one more.
    let runs = |mut names: Vec<String>| {
        names.dedup();
        names
    };
    prop_assert_eq!(runs(values("data-speaker")), runs(of("speaker")));
    prop_assert_eq!(runs(values("class=\"turn\" data-role")), runs(of("role")));
    let anchors: Vec<String> = values("id").into_iter().filter(|id| id.starts_with("q-")).collect();
    prop_assert_eq!(anchors, of("anchor"));

    let (_, data) = html.split_once("<script type=\"application/ld+json\">").unwrap();
    let data: Value = serde_json::from_str(data.split_once("</script>").unwrap().0).unwrap();
    let article = &data["@graph"][0];
    prop_assert_eq!(&article["headline"], &json["title"]);
    prop_assert_eq!(&article["datePublished"], &json["date"]);
    let url = format!("https://example.org{}", json["permalink"].as_str().unwrap());
    prop_assert_eq!(article["url"].as_str(), Some(&*url));

    let body = source.split_once("\n---\n").unwrap().1;
    let mut found = numbers(&Seen::of(&html).text);
    found.extend(numbers(&json["cut"].to_string()));
    found.extend(numbers(&json["decoration"].to_string()));
    let lost: Vec<String> = numbers(body).difference(&found).cloned().collect();
    prop_assert!(lost.is_empty(), "{:?} of\n{}\nis lost in\n{}", lost, source, html);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_reader_is_told_the_same(articles in articles()) {
        let mut site = Site::new();
        site.write("fangtan.toml", b"base_url = \"https://example.org/\"\ntitle = \"<\xe7\xab\x99> & \\\"\"\n");
        for (number, text) in articles.iter().enumerate() {
            site.write(&format!("content/article-{number}.md"), text.as_bytes());
        }
        let built = site.build();
        // An article without any text is refused.
        if built.written.is_some() {
            let files: Vec<String> = support::tree::read(&site.file("public")).into_keys().collect();
            let pages = pages(&site, &files);
            every_page_is_one_tree(&pages)?;
            feeds_agree(&site, articles.len())?;
            the_sitemap_is_the_site(&site, &pages)?;
            for (number, text) in articles.iter().enumerate() {
                inspect_and_page_agree(&site, &format!("article-{number}"), text)?;
            }
        }
    }
}
