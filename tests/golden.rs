//! One whole site, compared whole: every file of `public/`, byte for byte.
//!
//! `tests/golden/site` is the source, `tests/golden/public` what it becomes. A change of any page shows in review:
//! `SNAPSHOTS=overwrite cargo test --test golden` renews the tree.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::path::Path;

use support::site::Site;
use support::tree;

#[test]
fn a_site_becomes_what_was_reviewed() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let mut site = Site::new();
    for (path, bytes) in tree::read(&golden.join("site")) {
        site.write(&path, &bytes);
    }
    let built = site.build();
    assert!(!built.outcome.failed(), "{:?}", built.outcome.diagnostics);
    let public = tree::read(&site.file("public"));
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        let _ = fs::remove_dir_all(golden.join("public"));
        for (path, bytes) in &public {
            let file = golden.join("public").join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
    }
    let wanted = tree::read(&golden.join("public"));
    assert!(!wanted.is_empty(), "the golden tree is there");
    assert_eq!(tree::difference(&public, &wanted), None);
}

/// What `_headers` promises to browsers: no page has a script, a style or a handler of its own.
#[test]
fn no_page_needs_more_than_the_policy_allows() {
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/public");
    let tree = tree::read(&golden);
    let headers = String::from_utf8(tree["_headers"].clone()).unwrap();
    assert!(!headers.contains("unsafe"), "{headers}");
    for (path, bytes) in tree.iter().filter(|(path, _)| path.ends_with(".html")) {
        let page = String::from_utf8_lossy(bytes);
        for tag in page.split('<').map(|part| part.split('>').next().unwrap_or_default()) {
            let inline = tag.starts_with("script") && !tag.contains("src=\"/") && !tag.contains("ld+json");
            let carries = tag.contains(" style=") || tag.contains(" on") || tag.starts_with("style");
            assert!(!inline && !carries, "{path}: <{tag}>");
        }
    }
}
