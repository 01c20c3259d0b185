//! Lists that a large site would make long: they go on over several pages, and no page grows with the site.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;

use support::site::Site;
use support::tree::{self, Tree};

/// A site of so many conversations, all by one host, with one tag, in one series, each with a guest of its own.
fn site(articles: usize) -> Tree {
    let mut site = Site::new();
    site.write("fangtan.toml", "base_url = \"https://example.org/\"\n".as_bytes());
    for number in 0..articles {
        let (year, day) = (2000 + number % 25, 1 + number % 28);
        let letter = |place: u32| char::from(b'a' + (number / 26usize.pow(place) % 26) as u8);
        let guest = format!("L{}{}{}", letter(0), letter(1), letter(2));
        let text = format!(
            "---\ntitle: 第{number}谈\ndate: {year}-01-{day:02}\ntags: [模型, t{number}]\nseries: 长谈\n---\n\n\
             **陈默谦：** 第{number}问？\n\n**Ada {guest}：** 答。\n\n**陈默谦：** 再问？\n\n**Ada {guest}：** 再答。\n"
        );
        site.write(&format!("content/a{number}.md"), text.as_bytes());
    }
    let built = site.build();
    assert!(!built.outcome.failed(), "{}", built.stderr());
    tree::read(&site.file("public"))
}

/// The longest file of each kind, kinds told apart by their folder and name.
fn longest(tree: &Tree) -> BTreeMap<String, usize> {
    let mut longest: BTreeMap<String, usize> = BTreeMap::new();
    for (path, bytes) in tree {
        let folder = path.split_once('/').map_or("", |(folder, _)| folder);
        let folder = if folder.starts_with('a') && folder != "archive" { "article" } else { folder };
        let name = path.rsplit('/').next().unwrap_or(path);
        let length = longest.entry(format!("{folder} {name}")).or_default();
        *length = (*length).max(bytes.len());
    }
    longest
}

#[test]
fn no_page_grows_with_the_site() {
    let (small, large) = (longest(&site(420)), longest(&site(1_050)));
    let may_grow = ["archive index.html", " llms.txt", " sitemap.xml"];
    for (kind, length) in &large {
        let before = small.get(kind).copied().unwrap_or_default();
        let grown = (*length + 1) as f64 / (before + 1) as f64;
        assert!(may_grow.contains(&kind.as_str()) || grown < 1.15, "{kind}: {before} bytes, now {length}");
    }
}

#[test]
fn long_lists_go_on() {
    let tree = site(1_001);
    for path in [
        "page/51/index.html",
        "speakers/page/6/index.html",
        "speakers/陈默谦/page/51/index.html",
        "tags/page/6/index.html",
        "tags/模型/page/11/index.html",
        "series/长谈/page/11/index.html",
        "questions/2000/page/3/index.html",
        "archive/2023/index.html",
    ] {
        assert!(tree.contains_key(path), "{path}");
    }
    let archive = String::from_utf8_lossy(&tree["archive/index.html"]);
    assert!(archive.contains("/archive/2023/") && !archive.contains("第23谈"), "a page a year");
}

/// A site in which each conversation refers to the one before, and everyone comes back.
fn tied(articles: usize) -> Tree {
    let mut site = Site::new();
    site.write("fangtan.toml", "base_url = \"https://example.org/\"\n".as_bytes());
    for number in 0..articles {
        let (year, day, guest) = (2000 + number % 2, 1 + number % 28, number % 26 + 26 * (number % 3));
        let letter = |number: usize| char::from(b'a' + (number % 26) as u8);
        let guest = format!("Ada L{}{}", letter(guest), letter(guest / 26));
        let before = number.checked_sub(1).map_or_else(String::new, |it| format!("related: [a{it}.md]\n"));
        let text = format!(
            "---\ntitle: 第{number:04}谈\ndate: {year}-01-{day:02}\n{before}---\n\n\
             **记者：** 第{number}问？\n\n**{guest}：** 答。\n\n**记者：** 再问？\n\n**{guest}：** 再答。\n"
        );
        site.write(&format!("content/a{number}.md"), text.as_bytes());
    }
    let built = site.build();
    assert!(!built.outcome.failed(), "{}", built.stderr());
    tree::read(&site.file("public"))
}

#[test]
fn the_map_does_not_grow_past_what_the_eye_takes() {
    let (whole, small, large) = (tied(90), tied(260), tied(520));
    let rows = |tree: &Tree, path: &str| {
        String::from_utf8_lossy(&tree[&format!("map/{path}index.html")]).matches("data-row=").count()
    };
    assert_eq!(rows(&whole, ""), 90);
    assert!(!whole.contains_key("map/2000/index.html"));
    for tree in [&small, &large] {
        assert_eq!([rows(tree, ""), rows(tree, "2000/"), rows(tree, "2001/")], [40, 100, 100]);
    }
    for path in ["map/index.html", "map/2000/index.html"] {
        let (before, now) = (small[path].len(), large[path].len());
        assert!(now < before + before / 4, "{path}: {before} bytes, now {now}");
    }
}
