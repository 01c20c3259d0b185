//! `docs/content/templates.md` says what is so: every snippet is compiled and rendered, every table is compared with what a
//! template really sees.
//!
//! A snippet names its file in a comment: `{# templates/home.html #}`. A table stands below a comment that says where its
//! fields are: `<!-- home.html: home.lead.card -->`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use support::site::Site;

/// A site in which every view has something in every field that the documentation speaks of.
const SITE: &[(&str, &str)] = &[
    (
        "fangtan.toml",
        "base_url = \"https://example.org/\"\n[site]\nmenu = [{ name = \"归档\", url = \"/archive/\" }]\n[related]\nfill = 1\n",
    ),
    ("content/a.md", "---\ntitle: 一\ndate: 2026-01-01\nseries: 河\n---\n正文一。\n"),
    (
        "content/b.md",
        "---\ntitle: 二\ndate: 2026-01-02\n---\n**记者：** 二问，为什么是现在？\n\n**林远山：** 因为来得及。\n\n**记者：** 然后呢？\n\n**林远山：** 再说。\n",
    ),
    (
        "content/c.md",
        "---\ntitle: 三\ndate: 2026-01-03\nseries: 河\ntags: [水]\naliases: [/old/]\nrelated: [a.md]\n---\n\
         导语。\n\n**记者：** 三问，为什么是现在？\n\n**林远山：** 因为来得及。\n\n**记者：** 然后呢？\n\n**林远山：** 再说。\n",
    ),
];

/// The first article of many: more than one picture holds.
const MANY: std::ops::Range<u32> = 0..110;

/// A conversation with one of two guests, which refers to the one before it.
fn one_of_many(number: u32) -> (String, String) {
    let guest = ["林远山", "苏木"][number as usize % 2];
    let year = 2020 + number / 40;
    let before =
        number.checked_sub(1).map_or_else(String::new, |before| format!("related: [m{before}.md]\n"));
    let text = format!(
        "---\ntitle: 谈话之{number}\ndate: {year}-01-{:02}\n{before}---\n**记者：** 你怎么看这件事？\n\n**{guest}：** 慢慢看。\n\n\
         **记者：** 然后呢？\n\n**{guest}：** 再说。\n",
        number % 28 + 1
    );
    (format!("content/m{number}.md"), text)
}

fn documentation() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/content/templates.md")).unwrap()
}

fn site() -> Site {
    let site = Site::new();
    SITE.iter().for_each(|(path, text)| site.write(path, text.as_bytes()));
    site
}

#[test]
fn every_snippet_is_a_template_that_renders() {
    let text = documentation();
    let mut count = 0;
    for snippet in text.split("```jinja\n").skip(1) {
        let snippet = snippet.split("```").next().unwrap();
        let file = snippet.strip_prefix("{# ").and_then(|rest| rest.split(" #}").next());
        let file = file.unwrap_or_else(|| panic!("a snippet begins with its file's name:\n{snippet}"));
        let mut site = site();
        site.write(file, snippet.as_bytes());
        let built = site.build();
        assert_eq!(built.stderr(), "", "{file}");
        count += 1;
    }
    assert!(count > 10, "{count} snippets");
}

#[test]
fn every_table_has_the_fields_that_a_template_sees() {
    let text = documentation();
    let mut tables = 0;
    for table in text.split("<!-- ").skip(1) {
        let (place, rows) = table.split_once(" -->\n").unwrap();
        let (template, path) = place.split_once(": ").unwrap();
        let documented: BTreeSet<String> = rows
            .lines()
            .take_while(|row| row.starts_with('|'))
            .filter_map(|row| row.strip_prefix("| `")?.split('`').next().map(str::to_owned))
            .collect();
        assert_eq!(documented, seen(template, path), "{place}");
        tables += 1;
    }
    assert!(tables > 20, "{tables} tables");
}

/// The fields of a value, as a template prints it.
fn seen(template: &str, path: &str) -> BTreeSet<String> {
    let mut site = site();
    if path.contains("overview") {
        MANY.map(one_of_many).for_each(|(path, text)| site.write(&path, text.as_bytes()));
    }
    let view = path.split('.').next().unwrap();
    site.write(&format!("templates/{template}"), format!("{{{{ {view} | json }}}}").as_bytes());
    let built = site.build();
    assert_eq!(built.stderr(), "", "{path}");
    let page = match template {
        "article.html" => "c/index.html",
        "home.html" => "index.html",
        "people.html" => "speakers/index.html",
        "person.html" => "speakers/林远山/index.html",
        "questions.html" => "questions/index.html",
        "map.html" => "map/index.html",
        "tags.html" => "tags/index.html",
        "term.html" => "tags/水/index.html",
        "archive.html" => "archive/index.html",
        "redirect.html" => "old/index.html",
        "search.html" => "search/index.html",
        _ => template,
    };
    let printed = site.read(&format!("public/{page}")).unwrap_or_else(|| panic!("no page {page}"));
    let value: Value = serde_json::from_str(&printed).unwrap();
    let found = path.split('.').skip(1).fold(&value, |value, step| match step.parse::<usize>() {
        Ok(index) => &value[index],
        Err(_) => &value[step],
    });
    let fields = found.as_object().unwrap_or_else(|| panic!("{path} is {found}"));
    fields.keys().cloned().collect()
}

#[test]
fn the_broadsheet_dresses_every_page() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut site = site();
    for (path, bytes) in support::tree::read(&root.join("themes/broadsheet")) {
        site.write(&format!("themes/broadsheet/{path}"), &bytes);
    }
    let options = "[theme]\nname = \"broadsheet\"\nmotto = \"慢慢说\"\ncolumns = 4\n";
    site.write("fangtan.toml", format!("{}{options}", SITE[0].1).as_bytes());
    let built = site.build();
    assert_eq!(built.stderr(), "");
    let home = site.read("public/index.html").unwrap();
    for part in [
        "<p class=\"motto\">慢慢说</p>",
        "data-columns=\"4\"",
        "<section class=\"lead\"",
        "/assets/broadsheet-",
    ] {
        assert!(home.contains(part), "{part}\n{home}");
    }
    assert_eq!(home.matches("<h1").count(), 1);
    let article = site.read("public/c/index.html").unwrap();
    assert!(article.contains("/assets/broadsheet-") && article.contains("class=\"exchange\""), "{article}");
}
