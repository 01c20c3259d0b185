//! What a browser gets.

use std::sync::Arc;

use hyper::header::{CONTENT_TYPE, ETAG, HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, LOCATION, RANGE};
use hyper::{Method, Response, StatusCode};

use super::answer::answer;
use super::body::Reply;
use super::hosts::Hosts;
use super::live::{Published, Viewer};
use super::memory::Memory;
use crate::diagnostic::{Code, Diagnostic};
use crate::output::{Made, Sink};
use crate::pipeline::{Outcome, Unpublished};

const PAGE: &str = "<html><body><p>甲</p></body></html>";

/// A served site of these files.
fn published(files: &[(&str, &str)], live: bool) -> Published {
    Published::nothing(live).with_site(site(files, &Outcome::default()), "/")
}

fn site(files: &[(&str, &str)], outcome: &Outcome) -> super::memory::Site {
    let memory = Memory::new(Arc::default());
    for (path, bytes) in files {
        memory.put(path, Made::default(), bytes.as_bytes()).unwrap();
    }
    memory.finish(outcome)
}

fn get(published: &Published, path: &str, header: Option<(HeaderName, &str)>) -> Response<Reply> {
    let headers = header.map(|(name, value)| (name, HeaderValue::from_str(value).unwrap()));
    answer(published, &Method::GET, path, &headers.into_iter().collect::<HeaderMap>())
}

fn body(response: &Response<Reply>) -> String {
    let Reply::Whole(bytes) = response.body() else { panic!("not a whole body") };
    String::from_utf8_lossy(bytes).into_owned()
}

fn header(response: &Response<Reply>, name: HeaderName) -> &str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[test]
fn every_text_says_that_it_is_utf_8() {
    let names =
        ["index.html", "a.css", "a.js", "rss.xml", "feed.json", "robots.txt", "a/index.md", "favicon.svg"];
    let site = published(&names.map(|name| (name, "x")), false);
    for name in names {
        let response = get(&site, &format!("/{name}"), None);
        assert!(header(&response, CONTENT_TYPE).ends_with("; charset=utf-8"), "{name}");
    }
}

#[test]
fn folders_are_their_index_and_end_in_a_slash() {
    let site = published(&[("甲/index.html", PAGE)], false);
    let encoded = "/%E7%94%B2";
    assert_eq!(body(&get(&site, &format!("{encoded}/"), None)), PAGE);
    let response = get(&site, encoded, None);
    assert_eq!(response.status(), StatusCode::MOVED_PERMANENTLY);
    assert_eq!(header(&response, LOCATION), "/%E7%94%B2/");
}

#[test]
fn a_missing_page_is_the_sites_own() {
    let site = published(&[("404.html", "<p>没有</p>")], false);
    for path in ["/nowhere/", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/.."] {
        let response = get(&site, path, None);
        assert_eq!((response.status(), body(&response).as_str()), (StatusCode::NOT_FOUND, "<p>没有</p>"));
    }
}

#[test]
fn a_site_below_a_path_is_served_below_it() {
    let site = Published::nothing(false)
        .with_site(site(&[("index.html", PAGE), ("a/index.html", PAGE)], &Outcome::default()), "/blog/");
    assert_eq!(get(&site, "/blog/a/", None).status(), StatusCode::OK);
    assert_eq!(get(&site, "/a/", None).status(), StatusCode::NOT_FOUND);
    for path in ["/", "/blog"] {
        assert_eq!(header(&get(&site, path, None), LOCATION), "/blog/");
    }
}

#[test]
fn what_a_browser_has_is_not_sent_again() {
    let site = published(&[("index.html", PAGE)], true);
    let tag = header(&get(&site, "/", None), ETAG).to_owned();
    let again = get(&site, "/", Some((IF_NONE_MATCH, &tag)));
    assert_eq!((again.status(), body(&again).as_str()), (StatusCode::NOT_MODIFIED, ""));
    let changed = published(&[("index.html", "<p>乙</p>")], true);
    assert_eq!(get(&changed, "/", Some((IF_NONE_MATCH, &tag))).status(), StatusCode::OK);
}

#[test]
fn a_range_is_a_part() {
    let site = published(&[("a.mp3", "0123456789")], false);
    let part = |range: &str| {
        let response = get(&site, "/a.mp3", Some((RANGE, range)));
        (response.status().as_u16(), body(&response))
    };
    assert_eq!(part("bytes=2-4"), (206, "234".to_owned()));
    assert_eq!(part("bytes=7-"), (206, "789".to_owned()));
    assert_eq!(part("bytes=-2"), (206, "89".to_owned()));
    assert_eq!(part("bytes=8-99"), (206, "89".to_owned()));
    assert_eq!(part("bytes=10-").0, 416);
    assert_eq!(part("bytes=4-2").0, 416);
    for ignored in ["bytes=0-1,3-4", "lines=1-2"] {
        assert_eq!(part(ignored), (200, "0123456789".to_owned()), "{ignored}");
    }
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
    let files = [("index.html", PAGE), ("a/index.html", PAGE)];
    assert_eq!(body(&get(&published(&files, false), "/", None)), PAGE);
    assert!(body(&get(&published(&files, true), "/", None)).contains("/__fangtan/live.js\" data-page=\""));
    let unpublished = vec![("a/index.html".to_owned(), Unpublished::Draft)];
    let outcome = Outcome { unpublished, ..Outcome::default() };
    let marked = Published::nothing(false).with_site(site(&files, &outcome), "/");
    assert_eq!(body(&get(&marked, "/", None)), PAGE);
    assert!(body(&get(&marked, "/a/", None)).contains("data-mark=\"草稿\""));
}

#[test]
fn a_site_that_was_never_good_shows_why() {
    let fault = Diagnostic::error(Code::Empty, "the <file> holds no text");
    let site = Published::nothing(true).with_faults(&[fault]);
    let response = get(&site, "/any/", None);
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(body(&response).contains("the &lt;file> holds no text"));
    assert!(body(&response).contains("live.js"));
}

/// The names of the events that a page gets which shows `path` of the first state, as the states follow each other.
fn told(path: &str, states: &[Published]) -> Vec<Vec<String>> {
    let mut states = states.iter().cloned().map(Arc::new);
    let first = states.next().unwrap();
    let html = body(&get(&first, path, None));
    let version = html.split("data-page=\"").nth(1).map_or("", |rest| &rest[..32]).to_owned();
    let mut viewer = Viewer::new(path.to_owned(), version, first.clone());
    let mut see = |state| {
        let events = viewer.see(state);
        let name = |event: &String| event.lines().next().unwrap().trim_start_matches("event: ").to_owned();
        events.iter().map(name).collect::<Vec<_>>()
    };
    let mut all = vec![see(first)];
    all.extend(states.map(see));
    all
}

fn nothing() -> Vec<String> {
    Vec::new()
}

#[test]
fn a_page_loads_again_when_its_own_bytes_change() {
    let one = published(&[("a/index.html", "<p>1"), ("b/index.html", "<p>1")], true);
    let two = published(&[("a/index.html", "<p>2"), ("b/index.html", "<p>1")], true);
    assert_eq!(told("/a/", &[one.clone(), two.clone()]), [nothing(), vec!["reload".into()]]);
    assert_eq!(told("/b/", &[one.clone(), two.clone()]), [nothing(), nothing()]);
    let three = published(&[("c/index.html", "<p>1")], true);
    assert_eq!(told("/c/", &[one, two, three])[1..], [nothing(), vec!["reload".into()]]);
}

#[test]
fn style_sheets_are_swapped_without_loading_the_page_again() {
    let page = |sheet: &str| format!("<link href=\"/assets/{sheet}.css\"><p>甲");
    let state = |sheet: &str, css: &str| {
        let files = [("index.html", page(sheet)), ("b/index.html", "<p>".into())];
        let mut files: Vec<(&str, &str)> = files.iter().map(|(path, html)| (*path, html.as_str())).collect();
        let path = format!("assets/{sheet}.css");
        files.push((&path, css));
        published(&files, true)
    };
    let (one, two) = (state("site-0123abcd", "a"), state("site-89abcdef", "b"));
    assert_eq!(told("/", &[one.clone(), two])[1], ["sheets"]);
    assert_eq!(told("/", &[one.clone(), state("other-89abcdef", "b")])[1], ["reload"]);
    assert_eq!(told("/", &[one.clone(), state("site-0123abcd", "b")])[1], ["sheets"]);
    assert_eq!(told("/", &[one.clone(), one])[1], nothing());
}

#[test]
fn a_page_loads_again_when_its_picture_changes() {
    let state = |png| {
        published(&[("index.html", "<img src=\"/p.png\">"), ("b/index.html", "b"), ("p.png", png)], true)
    };
    assert_eq!(told("/", &[state("1"), state("2")])[1], ["reload"]);
    assert_eq!(told("/b/", &[state("1"), state("2")])[1], nothing());
}

#[test]
fn faults_show_until_they_are_mended() {
    let good = published(&[("index.html", "<p>")], true);
    let bad = good.with_faults(&[Diagnostic::error(Code::Empty, "nothing in it")]);
    let states = [good.clone(), bad.clone(), good.clone(), good];
    assert_eq!(told("/", &states), [nothing(), vec!["faults".into()], vec!["clear".into()], nothing()]);
    assert_eq!(told("/", &[bad])[0], ["faults"], "to a page that is opened while there are faults, too");
}

#[test]
fn a_page_that_was_loaded_before_the_last_change_loads_again() {
    let now = Arc::new(published(&[("index.html", "<p>2")], true));
    let mut viewer = Viewer::new("/".into(), "0".repeat(32), now.clone());
    assert_eq!(viewer.see(now.clone()), ["event: reload\ndata: null\n\n"]);
    assert_eq!(viewer.see(now), nothing());
}
