//! An incremental build is a clean build: the same bytes and the same diagnostics, whatever was edited before.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use fangtan::diagnostic::{self, Code, Diagnostic, Format};
use proptest::prelude::*;
use support::edits::{ARTICLES, Hand, article, edit};
use support::site::Site;
use support::tree;

/// Edits of one site.
const EDITS: usize = 16;

/// Builds, and compares with a clean build; a site with errors is left as it was.
fn check(hand: &mut Hand, once: bool, indexed: bool) -> Result<(), TestCaseError> {
    let site = &mut hand.site;
    let before = tree::read(&site.file("public"));
    let build = |site: &mut Site| if once { site.build_once() } else { site.build() };
    let built = build(site);
    let (mut clean, said) = if indexed { site.clean_build_once() } else { site.clean_build() };
    let mut there = tree::read(&site.file("public"));
    prop_assert_eq!(of_input(&built.outcome.diagnostics), said);
    let is_built = !built.outcome.failed();
    if is_built {
        hand.leave_theirs(&before, &mut clean);
    }
    if !indexed && is_built {
        // A process that goes on makes no search index, and takes away what another left: it is for publishing.
        there.retain(|path, _| !tree::is_index(path));
        clean.retain(|path, _| !tree::is_index(path));
    }
    let site = &mut hand.site;
    let wanted = if is_built { clean } else { before };
    prop_assert_eq!(tree::difference(&there, &wanted), None);
    if is_built {
        let again = build(site);
        prop_assert_eq!(again.rendered(), "", "nothing changed since");
        prop_assert_eq!(again.written, Some(fangtan::output::Written::default()));
        prop_assert_eq!(again.stderr(), built.stderr());
    }
    hand.is_built = is_built;
    Ok(())
}

/// What there is to say but for what earlier builds have to do with.
fn of_input(diagnostics: &[Diagnostic]) -> String {
    let input: Vec<Diagnostic> =
        diagnostics.iter().filter(|fault| fault.code != Code::VanishedAddress).cloned().collect();
    diagnostic::render(&input, Format::Human, false)
}

/// How many sites are edited: enough for `FANGTAN_EDITS` edits, or a few seconds' worth.
fn sites() -> u32 {
    let edits = std::env::var("FANGTAN_EDITS").ok().and_then(|edits| edits.parse().ok());
    edits.map_or(12, |edits: u32| edits.div_ceil(EDITS as u32 / 2))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: sites(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_lead_where_a_clean_build_leads(
        aged: bool,
        articles in prop::collection::vec(article(), ARTICLES),
        edits in prop::collection::vec((edit(), any::<bool>()), 1..EDITS),
    ) {
        let mut hand = Hand::new(&articles, aged);
        check(&mut hand, false, false)?;
        for (edit, once) in &edits {
            hand.apply(edit);
            check(&mut hand, *once, false)?;
        }
    }

    #[test]
    fn builds_of_one_process_each_lead_there_with_the_search_index(
        articles in prop::collection::vec(article(), ARTICLES),
        edits in prop::collection::vec(edit(), 1..EDITS),
    ) {
        let mut hand = Hand::new(&articles, false);
        check(&mut hand, true, true)?;
        for edit in &edits {
            hand.apply(edit);
            check(&mut hand, true, true)?;
        }
    }
}

fn dated(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n---\n\n正文。\n")
}

#[test]
fn a_site_that_nobody_touched_is_not_even_read() {
    let mut site = Site::new();
    site.aged = true;
    site.write("fangtan.toml", "base_url = \"https://example.org/\"\n".as_bytes());
    site.write("content/a.md", dated("甲", "2026-01-02").as_bytes());
    site.write("content/b.md", dated("乙", "2027-03-01").as_bytes());
    let is_read = |site: &mut Site| !site.build_once().outcome.stats.stages.is_empty();
    assert!(is_read(&mut site));
    assert!(!is_read(&mut site), "nothing changed");
    site.now += 59 * 24 * 3600;
    assert!(
        is_read(&mut site) && site.read("public/b/index.html").is_some(),
        "the second article's day has come"
    );
    assert!(!is_read(&mut site));
    site.delete("public/a/index.html");
    assert!(is_read(&mut site) && site.read("public/a/index.html").is_some(), "a page was lost");
    assert!(!is_read(&mut site));
    site.options.base_url = Some("https://example.com/".into());
    assert!(is_read(&mut site), "other options");
    site.write("templates/404.html", b"none");
    assert!(is_read(&mut site), "a template");
    site.now -= 1;
    assert!(is_read(&mut site), "the clock was set back");
}

#[test]
fn a_page_that_somebody_changed_while_there_were_errors_is_theirs() {
    let mut site = Site::new();
    let config = |pattern: &str| format!("[permalink]\narticle = \"{pattern}\"\n");
    site.write("content/a.md", dated("甲", "2026-01-02").as_bytes());
    site.write("fangtan.toml", config("/:slug/").as_bytes());
    assert!(!site.build_once().outcome.failed());
    site.write("fangtan.toml", config("/all/").as_bytes());
    assert!(site.build_once().outcome.failed());
    site.write("public/a/index.html", "改过".as_bytes());
    site.write("fangtan.toml", config("/:year/:slug/").as_bytes());
    assert!(!site.build_once().outcome.failed());
    assert_eq!(site.read("public/a/index.html").as_deref(), Some("改过"));
    assert!(site.read("public/2026/a/index.html").is_some() && site.read("public/a/index.json").is_none());
}
