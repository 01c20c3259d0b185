//! What the development server shows while a site is edited, as editors and tools really save.

#![cfg(feature = "serve")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::io::Write;
use std::time::Duration;

use fangtan::serve::Watch;
use support::server::Server;

fn article(title: &str, text: &str) -> Vec<u8> {
    format!("---\ntitle: {title}\ndate: 2026-01-02\n---\n\n{text}\n").into_bytes()
}

fn watched() -> Server {
    Server::serve(
        &[("content/a.md", &article("A", "first")), ("content/b.md", &article("B", "other"))],
        Watch::Events,
    )
}

#[test]
fn every_way_to_save_shows() {
    let server = watched();
    server.write("content/a.md", &article("A", "written over"));
    server.shows("/a/", "written over");
    server.write("content/.a.md.new", &article("A", "renamed into place"));
    fs::rename(server.file("content/.a.md.new"), server.file("content/a.md")).unwrap();
    server.shows("/a/", "renamed into place");
    // As vim saves with a backup: the old file goes first.
    fs::rename(server.file("content/a.md"), server.file("content/a.md~")).unwrap();
    server.write("content/a.md", &article("A", "with a backup"));
    server.shows("/a/", "with a backup");
    let mut file = fs::File::options().append(true).open(server.file("content/a.md")).unwrap();
    file.write_all(b"\nappended\n").unwrap();
    drop(file);
    server.shows("/a/", "appended");
    server.write("content/new/c.md", &article("C", "in a new folder"));
    server.shows("/c/", "in a new folder");
    fs::remove_file(server.file("content/a.md")).unwrap();
    server.until("/a/", |answer| answer.status == 404);
}

#[test]
fn a_half_written_file_is_never_shown() {
    let server = watched();
    let whole = |text: &str| text.contains("first") || text.contains("final words");
    let mut file = fs::File::create(server.file("content/a.md")).unwrap();
    let seen = |count: usize| {
        for _ in 0..count {
            let answer = server.ask("GET", "/a/", "");
            assert!(answer.status == 200 && whole(answer.text()), "{}: {}", answer.status, answer.text());
        }
    };
    seen(20);
    let text = article("A", &format!("{}\n\nfinal words", "more and more text. ".repeat(400)));
    for piece in text.chunks(text.len() / 5 + 1) {
        file.write_all(piece).unwrap();
        file.flush().unwrap();
        // Others may be saved meanwhile.
        server.write("content/b.md", &article("B", &format!("other {}", piece.len())));
        seen(10);
    }
    drop(file);
    let answers = server.until("/a/", |answer| answer.text().contains("final words"));
    assert!(answers.iter().all(|answer| answer.status == 200 && whole(answer.text())));
    // Gone and empty for a moment.
    fs::remove_file(server.file("content/a.md")).unwrap();
    fs::File::create(server.file("content/a.md")).unwrap();
    seen(5);
    server.write("content/a.md", &article("A", "first again"));
    let answers = server.until("/a/", |answer| answer.text().contains("first again"));
    assert!(answers.iter().all(|answer| answer.status == 200 && whole(answer.text())));
}

/// A word for each number: lines that differ in figures alone recur, and are left out.
fn word(number: usize) -> String {
    number.to_string().bytes().flat_map(|digit| [digit - b'0' + b'a', b'o', b'n']).map(char::from).collect()
}

#[test]
fn a_storm_a_moved_folder_and_a_file_that_came_and_went() {
    let server = watched();
    for number in 0..500 {
        let text = format!("On the matter of {}", word(number));
        server.write(&format!("content/many/{number}.md"), &article(&format!("N{number}"), &text));
    }
    server.shows("/499/", &word(499));
    server.shows("/0/", &word(0));
    server.until("/_fangtan/", |answer| answer.text().contains("共 502 篇"));
    fs::rename(server.file("content/many"), server.file("content/moved")).unwrap();
    server.until("/_fangtan/article/content/moved/7.md", |answer| answer.status == 200);
    assert_eq!(server.ask("GET", "/7/", "").status, 200);
    fs::remove_dir_all(server.file("content/moved")).unwrap();
    server.until("/7/", |answer| answer.status == 404);
    for _ in 0..20 {
        server.write("content/short.md", &article("S", "short lived"));
        fs::remove_file(server.file("content/short.md")).unwrap();
    }
    server.write("content/a.md", &article("A", "last of all"));
    server.shows("/a/", "last of all");
    server.until("/short/", |answer| answer.status == 404);
}

#[test]
fn what_editors_leave_beside_a_file_is_none_of_the_site() {
    let server = watched();
    for name in [".a.md.swp", "a.md~", "4913", ".#a.md", "#a.md#", ".a.md.tmp"] {
        server.write(&format!("content/{name}"), b"---\ntitle: [broken\n---\n");
    }
    server.write("content/a.md", &article("A", "after that"));
    server.shows("/a/", "after that");
    server.until("/_fangtan/", |answer| answer.text().contains("共 2 篇"));
    server.shows("/_fangtan/faults/", "没有。");
}

#[test]
fn configuration_templates_and_static_files_are_watched() {
    let server = watched();
    server.write("fangtan.toml", b"title = \"Another name\"\n");
    server.shows("/", "Another name");
    server.write("templates/404.html", b"<p>nothing here {{ site.title }}</p>");
    server.shows("/nowhere/", "nothing here Another name");
    fs::remove_file(server.file("templates/404.html")).unwrap();
    server.until("/nowhere/", |answer| !answer.text().contains("nothing here"));
    server.write("static/robots-are.txt", b"welcome");
    server.shows("/robots-are.txt", "welcome");
    server.write("content/data.csv", b"1,2");
    server.shows("/data.csv", "1,2");
    server.write("themes/own/theme.toml", b"name = \"own\"\nextends = \"default\"\n");
    server.write("themes/own/templates/404.html", b"<p>of its own</p>");
    server.write("fangtan.toml", b"title = \"Another name\"\n[theme]\nname = \"own\"\n");
    server.shows("/nowhere/", "of its own");
}

#[test]
fn folders_can_be_looked_through_instead() {
    let site: [(&str, &[u8]); 1] = [("content/a.md", &article("A", "first"))];
    let server = Server::serve(&site, Watch::Poll(Duration::from_millis(20)));
    server.shows("/a/", "first");
    server.write("content/a.md", &article("A", "found by looking"));
    server.shows("/a/", "found by looking");
    server.write("content/new/b.md", &article("B", "a new one"));
    server.shows("/b/", "a new one");
}

#[test]
fn a_site_that_begins_with_errors_shows_them_until_they_are_mended() {
    let server = Server::serve(&[("content/a.md", b"---\ntitle: [A\n---\n\nfirst <b>\n")], Watch::Events);
    let answer = server.ask("GET", "/any/where/", "");
    assert_eq!(answer.status, 500);
    for told in ["content/a.md", "title:", "vscode://file/", "live.js"] {
        assert!(answer.text().contains(told), "{told}: {}", answer.text());
    }
    server.write("content/a.md", &article("A", "mended"));
    server.shows("/a/", "mended");
    server.write("content/a.md", b"---\ntitle: [A\n---\n");
    server.shows("/_fangtan/faults/", "content/a.md");
    let last = server.ask("GET", "/a/", "");
    assert!(last.status == 200 && last.text().contains("mended"), "the last good page stays");
    server.write("templates/article.html", b"{{ nothing");
    server.write("content/a.md", &article("A", "mended again"));
    server.shows("/_fangtan/faults/", "templates/article.html");
    assert!(server.get("/a/").contains("mended"));
    fs::remove_file(server.file("templates/article.html")).unwrap();
    server.shows("/a/", "mended again");
    server.shows("/_fangtan/faults/", "没有。");
}

#[test]
fn the_readers_eye_shows_how_an_article_was_read() {
    let text = "导语。\n\n**记者：**为什么？\n\n**林若川：**因为<b>风</b>。\n\n**记者：**还有呢？\n\n**林若川：**没有了。\n\n\
                ![](https://pictures.example/a.png)\n\n往期回顾\n\n[旧文](https://mp.weixin.qq.com/s?__biz=MzAw&mid=1&idx=1)\n\n\
                点击关注我们，点赞在看\n";
    let site: [(&str, &[u8]); 2] = [
        ("content/a.md", &article("\"<script>x</script>\"", text)),
        ("content/b.md", &article("B", "plain")),
    ];
    let server = Server::serve(&site, Watch::Events);
    let list = server.get("/_fangtan/");
    assert!(list.contains("&lt;script&gt;x&lt;/script&gt;") && !list.contains("<script>x"));
    assert!(list.contains("林若川") && list.contains("回答"));
    let page = server.get("/_fangtan/article/content/a.md");
    assert!(!page.contains("<script>x"));
    for told in
        ["林若川", "提问", "因为", "https://pictures.example/a.png", "keep_tail: true", "<del>", "还不在本站"]
    {
        assert!(page.contains(told), "{told}: {page}");
    }
    for none in [
        "/_fangtan/article/content/c.md",
        "/_fangtan/article/fangtan.toml",
        "/_fangtan/page/9/",
        "/_fangtan/x",
    ] {
        assert_eq!(server.ask("GET", none, "").status, 404, "{none}");
    }
}
