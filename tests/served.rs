//! What is served while a site is edited is what a clean build would write, page for page and byte for byte.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::collections::BTreeMap;
use std::path::PathBuf;

use fangtan::diagnostic::{self, Format};
use fangtan::pipeline::{Next, Options, Pipeline, Shop};
use fangtan::render::Fault;
use proptest::prelude::*;
use support::edits::{ARTICLES, Edit, Hand, article, edit};
use support::site::{NOW, Site};
use support::tree::{self, Tree};

/// Edits of one site.
const EDITS: usize = 20;

/// Pages that were made before: key, what was asked for, bytes.
type Made = BTreeMap<String, (u128, Box<[u128]>, Vec<u8>)>;

/// Everything that is served; `None` if a page cannot be made.
fn served(shop: &mut Shop<'_>, made: &mut Made) -> Result<Option<Tree>, TestCaseError> {
    let mut tree = Tree::new();
    for (path, held) in shop.files() {
        let bytes = held.file.map_or_else(|| held.bytes.to_vec(), |file| std::fs::read(file).unwrap());
        tree.insert(path.to_owned(), bytes);
    }
    for page in 0..shop.pages() {
        let path = shop.path(page);
        prop_assert_eq!(shop.find(path), Some(page));
        let mut bytes = Vec::new();
        let asked = match shop.render(page, &mut bytes) {
            Ok(asked) => asked,
            Err(Fault::Diagnostics(_)) => return Ok(None),
            Err(Fault::Stale) => panic!("nothing changed since the run"),
        };
        if let Some((key, asked, old)) = made.get(path)
            && shop.key(page, asked) == *key
        {
            prop_assert_eq!(old, &bytes, "what is held would be made the same again: {}", path);
        }
        made.insert(path.to_owned(), (shop.key(page, &asked), asked, bytes.clone()));
        tree.insert(path.to_owned(), bytes);
    }
    Ok(Some(tree))
}

fn check(shop: &mut Shop<'_>, site: &Site, made: &mut Made) -> Result<(), TestCaseError> {
    let (clean, said) = site.clean_build();
    if shop.failed() {
        prop_assert!(clean.is_empty());
        return Ok(());
    }
    let Some(tree) = served(shop, made)? else {
        prop_assert!(clean.is_empty());
        return Ok(());
    };
    prop_assert_eq!(tree::difference(&tree, &clean), None);
    if !shop.amended {
        prop_assert_eq!(diagnostic::render(&shop.outcome.diagnostics, Format::Human, false), said);
    }
    Ok(())
}

/// The site's own files, as they are.
fn sources(site: &Site) -> Tree {
    let mut tree = tree::read(site.root());
    tree.retain(|path, _| !path.starts_with(".fangtan") && !path.starts_with("public/"));
    tree
}

/// Paths whose bytes differ.
fn changed(one: &Tree, other: &Tree) -> Vec<PathBuf> {
    let paths: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths.into_iter().filter(|path| one.get(*path) != other.get(*path)).map(PathBuf::from).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_served_is_what_a_clean_build_writes(
        articles in prop::collection::vec(article(), ARTICLES),
        edits in prop::collection::vec((edit(), any::<bool>()), 1..EDITS),
    ) {
        let mut hand = Hand::new(&articles, false);
        let mut pipeline = Pipeline::new(hand.site.root(), Options::default());
        let (mut made, mut failure) = (Made::new(), Ok(()));
        // Edits of a site's files alone: what else happens to builds does not happen to a server.
        let mut edits = edits.iter().filter(|(edit, _)| {
            !matches!(
                edit,
                Edit::Clock { .. } | Edit::Restart { .. } | Edit::Forget | Edit::Damage { .. } | Edit::Confuse { .. }
            )
        });
        pipeline.attend(|| NOW, &mut |shop| {
            failure = check(shop, &hand.site, &mut made);
            let Some((edit, named)) = edits.next().filter(|_| failure.is_ok()) else { return Next::Stop };
            let before = sources(&hand.site);
            hand.apply(edit);
            let files = if *named { changed(&before, &sources(&hand.site)) } else { Vec::new() };
            Next::Changed { files, open: Vec::new() }
        }).unwrap();
        failure?;
    }
}

/// How the site is shown after each of some edits: whether it was only amended, and a page's bytes.
fn shown(site: &Site, page: &str, edits: &[(&str, &str)]) -> Vec<(bool, String)> {
    let mut pipeline = Pipeline::new(site.root(), Options::default());
    let (mut shown, mut edits) = (Vec::new(), edits.iter());
    let mut visit = |shop: &mut Shop<'_>| {
        let mut bytes = Vec::new();
        let place = shop.find(page).unwrap();
        shop.render(place, &mut bytes).unwrap();
        shown.push((shop.amended, String::from_utf8(bytes).unwrap()));
        let Some((path, text)) = edits.next() else { return Next::Stop };
        site.write(path, text.as_bytes());
        Next::Changed { files: vec![(*path).into()], open: Vec::new() }
    };
    pipeline.attend(|| NOW, &mut visit).unwrap();
    shown
}

fn dated(title: &str, tags: &str, text: &str) -> String {
    format!("---\ntitle: {title}\ndate: 2026-01-02\nslug: a\ntags: [{tags}]\n---\n\n{text}\n")
}

#[test]
fn an_edit_to_text_or_title_links_nothing_anew() {
    let site = Site::new();
    site.write("content/a.md", dated("甲", "x", "一").as_bytes());
    site.write("content/b.md", b"---\ntitle: B\ndate: 2026-01-03\n---\n\n[](a.md)\n");
    let (text, title) = (dated("甲", "x", "二"), dated("乙", "x", "二"));
    let tags = dated("乙", "y", "二");
    let edits = [("content/a.md", &*text), ("content/a.md", &title), ("content/a.md", &tags)];
    let article = shown(&site, "a/index.html", &edits);
    let amended: Vec<bool> = article.iter().map(|(amended, _)| *amended).collect();
    assert_eq!(amended, [false, true, true, false], "tags are in lists of their own");
    assert!(article[1].1.contains("<p>二</p>") && article[2].1.contains("乙</h1>"));
    site.write("content/a.md", dated("甲", "x", "一").as_bytes());
    let home = shown(&site, "index.html", &edits);
    assert!(home[1].1.contains('甲') && home[2].1.contains('乙') && !home[2].1.contains('甲'));
}

#[test]
fn a_file_that_is_being_written_is_what_it_was() {
    let site = Site::new();
    site.write("content/a.md", dated("甲", "x", "一").as_bytes());
    let mut pipeline = Pipeline::new(site.root(), Options::default());
    let (mut titles, mut states) = (Vec::new(), 0);
    let mut visit = |shop: &mut Shop<'_>| {
        states += 1;
        let entry = (shop.find("a/index.html").is_some(), shop.failed());
        titles.push(entry);
        match states {
            1 => site.write("content/a.md", b""),
            2 => site.delete("content/a.md"),
            _ => return Next::Stop,
        }
        Next::Changed { files: Vec::new(), open: vec!["content/a.md".into()] }
    };
    pipeline.attend(|| NOW, &mut visit).unwrap();
    assert_eq!(titles, [(true, false); 3]);
}
