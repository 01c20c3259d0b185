//! What an open page is told, and what it shows.

use std::sync::Arc;

use super::Editor;
use super::desk::{Content, Found, FoundFile};
use super::hosts::Hosts;
use super::live::{File, Files, Published, Viewer};
use crate::diagnostic::{Code, Diagnostic};
use crate::pipeline::Unpublished;
use crate::source::fingerprint;

/// A state of a site, and what stands at the address of the page that is open.
#[derive(Clone)]
struct State {
    published: Published,
    found: Found,
}

fn content(text: &str) -> Content {
    Content::Memory(text.to_owned().into())
}

/// A site with this page and these other files.
fn state(page: &str, files: &[(&str, &str)], faults: &[Diagnostic]) -> State {
    let file = |text: &str| File { version: fingerprint(text.as_bytes()), content: content(text) };
    let files: Files = files.iter().map(|(path, text)| ((*path).to_owned(), file(text))).collect();
    let nothing = Published::nothing(true, Editor::default());
    let files = Arc::new(files);
    let good = nothing.next("/", Vec::new(), files.clone(), &[]);
    let published = good.next("/", faults.to_vec(), files, &[]);
    let version = fingerprint(page.as_bytes());
    let found = FoundFile { path: "a/index.html".into(), version, content: content(page) };
    State { published, found: Found::File(found) }
}

/// The names of the events that a page gets which shows the first state, as the states follow each other.
fn told(states: &[State]) -> Vec<Vec<String>> {
    let Found::File(first) = &states[0].found else { panic!("a page is there at first") };
    let mut viewer = Viewer::new(states[0].published.stamp(first.version), &states[0].published);
    let mut see = |state: &State| {
        let events = viewer.see(&state.published, &state.found);
        let name = |event: &String| event.lines().next().unwrap().trim_start_matches("event: ").to_owned();
        events.iter().map(name).collect::<Vec<_>>()
    };
    states.iter().map(&mut see).collect()
}

fn nothing() -> Vec<String> {
    Vec::new()
}

fn fault() -> Diagnostic {
    Diagnostic::error(Code::Empty, "the <file> holds no text")
}

#[test]
fn a_page_gets_its_new_bytes_and_nobody_elses() {
    let one = state("<p>1", &[], &[]);
    assert_eq!(
        told(&[one.clone(), one.clone(), state("<p>2", &[], &[])]),
        [nothing(), nothing(), vec!["page".into()]]
    );
    let gone = State { found: Found::Missing(None), ..one.clone() };
    assert_eq!(told(&[one, gone])[1], ["reload"]);
}

#[test]
fn style_sheets_are_swapped_without_loading_the_page_again() {
    let page = |sheet: &str| format!("<link href=\"/assets/{sheet}.css\"><p>甲");
    let with = |sheet: &str, css: &str| state(&page(sheet), &[(&format!("assets/{sheet}.css"), css)], &[]);
    let one = with("site-0123abcd", "a");
    assert_eq!(told(&[one.clone(), with("site-89abcdef", "b")])[1], ["sheets"]);
    assert_eq!(told(&[one.clone(), with("other-89abcdef", "b")])[1], ["page"]);
    assert_eq!(told(&[one.clone(), with("site-0123abcd", "b")])[1], ["sheets"]);
    assert_eq!(told(&[one.clone(), one])[1], nothing());
}

#[test]
fn a_page_loads_again_when_its_picture_changes() {
    let with = |page: &str, png| state(page, &[("p.png", png)], &[]);
    assert_eq!(told(&[with("<img src=\"/p.png\">", "1"), with("<img src=\"/p.png\">", "2")])[1], ["reload"]);
    assert_eq!(told(&[with("b", "1"), with("b", "2")])[1], nothing());
}

#[test]
fn faults_show_until_they_are_mended() {
    let good = state("<p>", &[], &[]);
    let bad = state("<p>", &[], &[fault()]);
    let states = [good.clone(), bad.clone(), bad.clone(), good.clone(), good];
    assert_eq!(told(&states), [nothing(), vec!["faults".into()], nothing(), vec!["clear".into()], nothing()]);
    assert_eq!(told(&[bad])[0], ["faults"], "to a page that is opened while there are faults, too");
}

#[test]
fn a_page_that_was_loaded_before_the_last_change_is_given_it_when_it_connects() {
    let with =
        |page: &str, png: &str, data: &str| state(page, &[("p.png", png), ("search/index.json", data)], &[]);
    let now = with("<p>2", "1", "2");
    let connects = |loaded: &str| {
        let mut viewer = Viewer::new(loaded.to_owned(), &now.published);
        let events = viewer.see(&now.published, &now.found);
        assert_eq!(viewer.see(&now.published, &now.found), nothing(), "once");
        events
    };
    let stamp = |state: &State, page: &str| state.published.stamp(fingerprint(page.as_bytes()));
    assert_eq!(connects(&stamp(&now, "<p>2")), nothing());
    let events = connects(&stamp(&with("<p>1", "1", "1"), "<p>1"));
    assert!(
        events.len() == 1 && events[0].starts_with("event: page\n") && events[0].contains("<p>2"),
        "{events:?}"
    );
    assert!(events[0].contains(&stamp(&now, "<p>2")), "it connects again as what it is now: {events:?}");
    // Which of its pictures changed nobody knows any more.
    for loaded in [&*stamp(&with("<p>2", "0", "2"), "<p>2"), &"0".repeat(32), ""] {
        assert_eq!(connects(loaded), ["event: reload\ndata: null\n\n"], "{loaded}");
    }
}

#[test]
fn a_page_that_cannot_be_made_is_shown_as_it_was() {
    let good = state("<p>1", &[], &[]);
    let broken = State { found: Found::Broken, ..state("<p>1", &[], &[fault()]) };
    let states = [good.clone(), broken, good, state("<p>2", &[], &[])];
    assert_eq!(told(&states)[1..], [vec!["faults".to_owned()], vec!["clear".into()], vec!["page".into()]]);
}

#[test]
fn an_event_is_one_line_whatever_the_page_holds() {
    let (one, two) = (state("<p>1", &[], &[]), state("<pre>a\r\n\n\u{2028}b\n\nevent: x\n", &[], &[]));
    let mut viewer = Viewer::new(String::new(), &one.published);
    viewer.see(&one.published, &one.found);
    let events = viewer.see(&two.published, &two.found);
    assert_eq!(events[0].lines().count(), 3);
    assert!(events[0].contains("a\\r\\n\\n\u{2028}b"));
}

#[test]
fn strangers_names_are_refused() {
    let local = Hosts::new("127.0.0.1:4000".parse().unwrap());
    for host in ["localhost:4000", "LOCALHOST", "127.0.0.1:4000", "[::1]:4000", "127.0.0.1"] {
        assert!(local.allows(host), "{host}");
    }
    for host in
        ["example.org", "localhost.example.org:4000", "192.168.1.9:4000", "", ":4000", "localhost:80x"]
    {
        assert!(!local.allows(host), "{host}");
    }
    let open = Hosts::new("0.0.0.0:4000".parse().unwrap());
    assert!(open.allows("192.168.1.9:4000") && !open.allows("example.org"));
}

#[test]
fn pages_are_dressed_only_while_watched_or_unpublished() {
    let page = "<html><body><p>甲</p></body></html>";
    let unpublished = [("a/index.html".to_owned(), Unpublished::Draft)];
    let dress = |live, path| {
        let state =
            Published::nothing(live, Editor::default()).next("/", Vec::new(), Arc::default(), &unpublished);
        String::from_utf8(state.dress(path, 7, page.as_bytes())).unwrap()
    };
    assert_eq!(dress(false, "index.html"), page);
    assert!(dress(true, "index.html").contains("/_fangtan/live.js\" data-page=\""));
    assert!(dress(false, "a/index.html").contains("data-mark=\"草稿\""));
}

#[test]
fn a_site_that_was_never_good_shows_why() {
    let state = Published::nothing(true, Editor::default()).next("/", vec![fault()], Arc::default(), &[]);
    assert!(state.is_empty() && state.has_errors());
    let page = String::from_utf8(state.placeholder().to_vec()).unwrap();
    assert!(page.contains("the &lt;file&gt; holds no text") && page.contains("live.js"));
    let good = state.next("/", vec![Diagnostic::warning(Code::Empty, "w")], Arc::default(), &[]);
    assert!(!good.is_empty() && !good.has_errors());
}
