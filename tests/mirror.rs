//! Copies of remote pictures, from a host of this test's own that does what hosts do.

#![cfg(feature = "mirror")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use fangtan::mirror::{Order, Patience, Private, Reason, Report, mirror};
use fangtan::picture::{Kind, Ledger};
use support::host::{Host, png};
use support::site::Site;

/// Long enough for a host on this machine, however busy it is, where an answer comes; short where none does.
const PATIENCE: Patience = Patience {
    connection: Duration::from_secs(20),
    answer: Duration::from_secs(20),
    bytes: Duration::from_millis(700),
    whole: Duration::from_secs(60),
    pause: Duration::from_millis(1),
    longest_pause: Duration::from_secs(1),
    attempts: 3,
};

fn order(root: &Path) -> Order<'_> {
    Order {
        root,
        most_bytes: 1 << 20,
        kinds: Kind::ALL.to_vec(),
        private: Private::Allowed,
        dry_run: false,
        patience: PATIENCE,
    }
}

fn copy(root: &Path, addresses: &[String]) -> Report {
    mirror(&order(root), addresses, &|_, _| ()).unwrap()
}

/// Copies one address into a new site: the reason why not, or the files that are there.
fn copy_one(host: &Host, path: &str) -> Result<Vec<String>, Reason> {
    let root = tempfile::tempdir().unwrap();
    let report = copy(root.path(), &[host.url(path)]);
    match report.failures.first() {
        Some(failure) => Err(failure.reason.clone()),
        None => Ok(Ledger::load(root.path()).value.files.into_keys().collect()),
    }
}

#[test]
fn what_a_host_says_about_a_picture_is_not_believed() {
    let host = Host::new();
    for path in ["/fine.png", "/jpeg-that-is-a-png.jpg", "/octets", "/moved.png", "/drawing.svg"] {
        let files = copy_one(&host, path).unwrap();
        assert!(
            files[0].ends_with(if path == "/drawing.svg" { ".svg" } else { ".png" }),
            "{path}: {files:?}"
        );
    }
    for path in ["/cut.png", "/longer.png", "/shorter.png"] {
        assert_eq!(copy_one(&host, path), Err(Reason::CutOff), "{path}");
        assert_eq!(host.asked(path), 3, "{path}");
    }
    for path in ["/words.png", "/empty.png"] {
        assert!(matches!(copy_one(&host, path), Err(Reason::NoPicture(_))), "{path}");
        assert_eq!(host.asked(path), 1, "{path}");
    }
    assert!(matches!(copy_one(&host, "/script.svg"), Err(Reason::Harm(_))));
    assert_eq!(copy_one(&host, "/gone.png"), Err(Reason::Status(404)));
}

#[test]
fn nobody_waits_for_ever_or_takes_everything() {
    let host = Host::new();
    assert_eq!(copy_one(&host, "/stalls.png"), Err(Reason::Late));
    assert_eq!(copy_one(&host, "/large.png"), Err(Reason::TooLong(1 << 20)));
    assert!(host.sent() < 20 << 20, "{} of 50 MiB were taken", host.sent());
    assert_eq!(copy_one(&host, "/said-large.png"), Err(Reason::TooLong(1 << 20)));
    assert_eq!(copy_one(&host, "/circle"), Err(Reason::Circle));
    assert_eq!((host.asked("/circle"), host.asked("/circle-back")), (1, 1));
    assert_eq!(copy_one(&host, "/to-a-file"), Err(Reason::NoAddress));
    assert!(matches!(copy_one(&host, "/later.png"), Err(Reason::Busy(_))));
    assert_eq!(host.asked("/later.png"), 1);
}

#[test]
fn a_host_in_trouble_is_asked_again() {
    let host = Host::new();
    assert_eq!(copy_one(&host, "/busy.png").unwrap().len(), 1);
    assert_eq!(copy_one(&host, "/faulty.png").unwrap().len(), 1);
    assert_eq!((host.asked("/busy.png"), host.asked("/faulty.png")), (2, 3));
}

#[test]
fn a_host_that_never_answers_is_left_alone() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let root = tempfile::tempdir().unwrap();
    let addresses: Vec<String> = (0..40).map(|number| format!("http://{free}/{number:02}.png")).collect();
    let report = copy(root.path(), &addresses);
    let silent = report.failures.iter().filter(|failure| failure.reason == Reason::Silent).count();
    assert_eq!(report.failures.len(), 40);
    assert!(silent >= 30, "{silent}");
}

#[test]
fn a_private_address_is_not_asked() {
    let host = Host::new();
    let root = tempfile::tempdir().unwrap();
    let order = Order { private: Private::Refused, ..order(root.path()) };
    let by_name = host.url("/a.png").replace("127.0.0.1", "localhost");
    let mapped = host.url("/a.png").replace("127.0.0.1", "[::ffff:127.0.0.1]");
    let report = mirror(&order, &[host.url("/a.png"), by_name, mapped], &|_, _| ()).unwrap();
    let private = report.failures.iter().filter(|failure| matches!(failure.reason, Reason::Private(_)));
    assert_eq!(private.count(), 3, "{report:?}");
    assert_eq!(host.requests(), 0);
    assert!(!root.path().join("pictures").exists());
}

#[test]
fn a_redirect_leads_no_further_than_an_address_itself() {
    let host = Host::new();
    for (path, last) in [("/to-metadata", "169.254.169.254"), ("/to-inside", "::1"), ("/to-any", "0.0.0.0")] {
        let root = tempfile::tempdir().unwrap();
        let trusted = Private::These(vec!["127.0.0.1".parse().unwrap()]);
        let order = Order { private: trusted, ..order(root.path()) };
        let report = mirror(&order, &[host.url(path)], &|_, _| ()).unwrap();
        let reason = report.failures.first().map(|failure| &failure.reason);
        assert_eq!(reason, Some(&Reason::Private(last.parse().unwrap())), "{path}");
        assert_eq!((host.asked(path), host.asked("/a.png")), (1, 0), "{path}");
        let moved = mirror(&order, &[host.url("/moved.png")], &|_, _| ()).unwrap();
        assert_eq!((moved.copied.len(), moved.failures.len()), (1, 0), "what is trusted is asked");
    }
}

#[test]
fn two_requests_at_a_time_and_no_more() {
    let host = Host::new();
    let root = tempfile::tempdir().unwrap();
    let addresses: Vec<String> = (0..10).map(|number| host.url(&format!("/pair-{number}"))).collect();
    assert_eq!(copy(root.path(), &addresses).copied.len(), 10);
    assert_eq!(host.at_once(), 2);
}

#[test]
fn the_original_is_preferred_and_one_content_is_there_once() {
    let host = Host::new();
    let root = tempfile::tempdir().unwrap();
    let addresses = ["/mmbiz_png/small/640", "/mmbiz_png/large/640?wx_fmt=png", "/a.png", "/b.png"]
        .map(|it| host.url(it));
    let report = copy(root.path(), &addresses);
    assert_eq!((report.copied.len(), report.same, report.failures.len()), (4, 1, 0));
    let ledger = Ledger::load(root.path()).value;
    let size = |address: &String| ledger.files.values().find(|it| it.from.contains(address)).unwrap().size;
    assert_eq!(size(&addresses[0]), Some((4, 3)));
    assert_eq!(size(&addresses[1]), Some((40, 30)));
    assert_eq!(ledger.files.len(), 3);
    let again = copy(root.path(), &addresses);
    assert_eq!((again.there, again.copied.len()), (4, 0));
    assert_eq!(host.requests(), 5);
}

#[test]
fn a_copy_that_is_lost_or_cut_is_made_again() {
    let host = Host::new();
    let root = tempfile::tempdir().unwrap();
    let address = [host.url("/a.png")];
    copy(root.path(), &address);
    let name = Ledger::load(root.path()).value.files.into_keys().next().unwrap();
    let file = root.path().join("pictures").join(name);
    let whole = fs::read(&file).unwrap();
    fs::write(&file, &whole[..9]).unwrap();
    assert_eq!(copy(root.path(), &address).copied.len(), 1);
    assert_eq!(fs::read(&file).unwrap(), whole);
    fs::remove_file(&file).unwrap();
    assert_eq!(copy(root.path(), &address).copied.len(), 1);
    assert_eq!(fs::read(&file).unwrap(), whole);
    // A ledger whose last entry was not written to its end is one without it.
    let ledger = root.path().join("pictures/pictures.toml");
    let text = fs::read_to_string(&ledger).unwrap();
    fs::write(&ledger, format!("{text}\n[[picture]]\nfile = \"ab")).unwrap();
    assert_eq!(copy(root.path(), &address).there, 1);
    assert_eq!(fs::read_to_string(&ledger).unwrap(), text);
}

fn site(host: &Host, articles: usize) -> Site {
    let site = Site::new();
    site.write("fangtan.toml", b"base_url = \"https://example.org/\"\n");
    for (number, name) in "甲乙丙丁戊己庚辛壬癸".chars().take(articles).enumerate() {
        let text = format!(
            "# 第{number}篇\n\n文章作者: 号\n发布时间: 2026-01-{:02} 10:00\n封面图链接: {}\n\n\
             ![]({})\n\n###### △ 说明{name}\n\n![]({})\n\n这一篇讲{name}。\n",
            number + 1,
            host.url(&format!("/cover{number}/300")),
            host.url(&format!("/{number}.png#imgIndex=1")),
            host.url(&format!("/drawing.svg?{number}")),
        );
        site.write(&format!("content/{number}.md"), text.as_bytes());
    }
    site
}

fn command(site: &Site, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fangtan"));
    command.current_dir(site.root()).arg("mirror").args(arguments);
    command
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn after_it_nothing_of_a_site_lies_elsewhere() {
    let host = Host::new();
    let mut site = site(&host, 10);
    let dry = command(&site, &["--dry-run"]).output().unwrap();
    assert_eq!(dry.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&dry.stdout).lines().count(), 30);
    assert!(!site.file("pictures").exists() && host.requests() == 0);
    let one = command(&site, &["--allow-private", "--only", "content/3.md"]).output().unwrap();
    assert!(said(&one).contains("3 copied"), "{}", said(&one));
    let all = command(&site, &["--allow-private"]).output().unwrap();
    assert_eq!(all.status.code(), Some(0), "{}", said(&all));
    assert!(said(&all).contains("27 copied") && said(&all).contains("3 there before"), "{}", said(&all));
    let requests = host.requests();
    let again = command(&site, &["--allow-private"]).output().unwrap();
    assert!(said(&again).contains("0 copied (0 KiB), 30 there before, 0 failed"), "{}", said(&again));
    assert_eq!(host.requests(), requests, "a second run asks nobody");
    assert_eq!(site.build().stderr(), "");
    for (path, text) in support::tree::read(&site.file("public")) {
        let text = String::from_utf8_lossy(&text);
        assert!(!text.contains(&host.url("")), "{path} shows what lies elsewhere");
    }
    let feed = site.read("public/rss.xml").unwrap();
    assert_eq!(feed.matches("https://example.org/pictures/").count(), 30, "three in each article");
    assert!(site.read("public/0/index.html").unwrap().contains("width=\"9\" height=\"6\""));
}

#[test]
fn a_run_that_is_killed_goes_on_where_it_was() {
    let host = Host::new();
    let site = Site::new();
    let paths = ["/1.png", "/22.png", "/333.png", "/stalls.png", "/stalls.png?2", "/4444.png", "/55555.png"];
    let body: String = paths.iter().map(|path| format!("![]({})\n\n", host.url(path))).collect();
    site.write("content/a.md", format!("---\ntitle: 题\n---\n\n{body}").as_bytes());
    let mut child = command(&site, &["--allow-private"]).stderr(Stdio::null()).spawn().unwrap();
    host.wait_for("/stalls.png");
    host.wait_for("/stalls.png?2");
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(Ledger::load(site.root()).value.files.len(), 3);
    assert_eq!((host.asked("/4444.png"), host.asked("/55555.png")), (0, 0));
    host.heal();
    let rest = command(&site, &["--allow-private"]).output().unwrap();
    assert!(said(&rest).contains("4 copied") && said(&rest).contains("3 there before"), "{}", said(&rest));
    assert_eq!((host.asked("/1.png"), host.asked("/333.png"), host.asked("/55555.png")), (1, 1, 1));
    let parts = fs::read_dir(site.file("pictures")).unwrap().flatten();
    assert!(parts.map(|entry| entry.file_name()).all(|name| !name.to_string_lossy().ends_with(".part")));
}

#[test]
fn what_failed_is_told_where_it_is_shown() {
    let host = Host::new();
    let site = Site::new();
    let text = format!(
        "---\ntitle: 题\n---\n\n字。\n\n![]({})\n\n![]({})\n",
        host.url("/gone.png"),
        host.url("/a.png")
    );
    site.write("content/a.md", text.as_bytes());
    let refused = command(&site, &[]).output().unwrap();
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("picture/not-copied") && said(&refused).contains("--allow-private"));
    let mended = command(&site, &["--allow-private"]).output().unwrap();
    assert_eq!(mended.status.code(), Some(1));
    let said = said(&mended);
    assert!(said.contains("content/a.md:7:5") && said.contains("404 (not found)"), "{said}");
    assert!(said.contains("1 copied") && said.contains("1 failed"), "{said}");
    let nothing = command(&site, &["--only", "content/b.md"]).output().unwrap();
    assert_eq!(nothing.status.code(), Some(2));
}

#[test]
fn what_nobody_shows_any_more_is_listed_and_removed_on_request() {
    let host = Host::new();
    let site = Site::new();
    let article = |paths: &[&str]| {
        let body: String = paths.iter().map(|path| format!("![]({})\n\n", host.url(path))).collect();
        site.write("content/a.md", format!("---\ntitle: 题\n---\n\n字。\n\n{body}").as_bytes());
    };
    article(&["/1.png", "/22.png", "/333.png"]);
    assert!(command(&site, &["--allow-private"]).status().unwrap().success());
    let files = || Ledger::load(site.root()).value.files;
    let named = files().into_iter().find(|(_, it)| it.from[0].ends_with("/333.png")).unwrap().0;
    article(&["/1.png"]);
    site.write(
        "content/b.md",
        format!("---\ntitle: 乙\ndraft: true\n---\n\n![](/pictures/{named})\n").as_bytes(),
    );
    site.write("pictures/own.png", b"x");
    let requests = host.requests();
    let listed = command(&site, &["--prune"]).output().unwrap();
    let lines = String::from_utf8_lossy(&listed.stdout).into_owned();
    assert!(lines.lines().count() == 1 && lines.contains("/22.png"), "{lines}");
    assert!(said(&listed).contains("1 shown by no article") && files().len() == 3, "{}", said(&listed));
    site.write("content/c.md", b"\xff");
    let faulty = command(&site, &["--prune", "--yes"]).output().unwrap();
    assert!(faulty.status.code() == Some(2) && files().len() == 3, "{}", said(&faulty));
    site.delete("content/c.md");
    let removed = command(&site, &["--prune", "--yes"]).output().unwrap();
    assert!(said(&removed).contains("1 removed"), "{}", said(&removed));
    let left = fs::read_dir(site.file("pictures")).unwrap().count();
    assert_eq!(
        (files().len(), left, host.requests()),
        (2, 4, requests),
        "two copies, the ledger and a file of the author's"
    );
}

#[test]
fn pictures_of_the_test_are_pictures() {
    assert_eq!(fangtan::picture::size(&png(40, 30, 9)), Some((40, 30)));
    assert!(fangtan::picture::is_whole(Kind::Png, &png(40, 30, 9)));
}
