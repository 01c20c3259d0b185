//! Importing as a publisher does it: the command line, the files it leaves, the site that they build.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use support::tree;

const EXPORT: &str = "# 慢一点：对话林若川\n\n文章作者: 北窗科技\n发布时间: 2024-06-25 10:00\n发布地: 北京\n\
原文链接: http://mp.weixin.qq.com/s?__biz=MzA5&mid=22&idx=1&sn=ab&chksm=c#rd\n\n\
封面图链接: https://mmbiz.qpic.cn/mmbiz_jpg/a/300\n\n导语。\n\n**主持人：** 为什么？\n\n**林若川：** 不为什么。\n\n\
**主持人：** 真的？\n\n**林若川：** 真的。\n\n## 往期回顾\n\n\
1. [快一点](http://mp.weixin.qq.com/s?__biz=MzA5&mid=21&idx=1&sn=cd#rd)\n";
const EARLIER: &str = "# 快一点\n\n文章作者: 北窗科技\n发布时间: 2024-05-25 10:00\n发布地: 未知地区\n\
原文链接: http://mp.weixin.qq.com/s?__biz=MzA5&mid=21&idx=1&sn=cd#rd\n\n短文一篇，说快。\n";

fn fangtan(site: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fangtan"))
        .env("LC_ALL", "C")
        .current_dir(site)
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

fn exports() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    write(
        folder.path(),
        &[
            ("某号/2024-06-25-10-00-慢一点.md", EXPORT),
            ("某号/2024-05-25-10-00-快一点.md", EARLIER),
            ("某号/图/一.png", "no picture"),
            ("某号/.DS_Store", "x"),
            ("某号/links.csv", "x"),
        ],
    );
    folder
}

/// A site of these exports.
fn site(exports: &Path, flags: &[&str]) -> tempfile::TempDir {
    let site = tempfile::tempdir().unwrap();
    write(site.path(), &[("fangtan.toml", "title = \"访谈\"\nbase_url = \"https://example.org/\"\n")]);
    let arguments = [&["import", exports.to_str().unwrap()], flags].concat();
    let import = fangtan(site.path(), &arguments);
    assert_eq!(import.status.code(), Some(0), "{}", text(&import.stderr));
    site
}

#[test]
fn a_converted_site_has_the_same_pages() {
    let exports = exports();
    let kept = site(exports.path(), &[]);
    let converted = site(exports.path(), &["--convert"]);
    let article = "content/某号/2024-06-25-10-00-慢一点.md";
    assert_eq!(fs::read_to_string(kept.path().join(article)).unwrap(), EXPORT);
    assert!(fs::read_to_string(converted.path().join(article)).unwrap().starts_with("---\ntitle: 慢一点"));
    for site in [&kept, &converted] {
        let build = fangtan(site.path(), &["build"]);
        assert_eq!(build.status.code(), Some(0), "{}", text(&build.stderr));
    }
    let pages = |site: &tempfile::TempDir| tree::read(&site.path().join("public"));
    assert!(pages(&kept).contains_key("2024-06-25-22-1/index.html"));
    assert_eq!(tree::difference(&pages(&kept), &pages(&converted)), None);
}

#[test]
fn a_second_import_changes_nothing() {
    let exports = exports();
    let site = site(exports.path(), &["--convert"]);
    let before = tree::read(site.path());
    let again = fangtan(site.path(), &["import", "--convert", exports.path().to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(0), "{}", text(&again.stderr));
    assert!(text(&again.stderr).contains("0 articles and 0 other files imported, 3 there before"));
    assert_eq!(tree::difference(&before, &tree::read(site.path())), None);
}

#[test]
fn what_did_not_come_along_is_listed() {
    let exports = exports();
    let site = tempfile::tempdir().unwrap();
    let import =
        fangtan(site.path(), &["import", "--convert", "--dry-run", exports.path().to_str().unwrap()]);
    let told = text(&import.stdout);
    assert!(told.contains("2024-05-25-10-00-快一点.md:5: not carried over: 发布地: 未知地区\n"), "{told}");
    assert!(told.contains("links.csv: neither an article nor a picture"), "{told}");
    assert!(!told.contains("DS_Store"), "{told}");
    assert!(!site.path().join("content").exists());
    assert!(text(&import.stderr).contains("2 articles and 1 other files would be imported"));
}

#[test]
fn nothing_is_overwritten() {
    let exports = exports();
    let site = site(exports.path(), &[]);
    let edited = site.path().join("content/某号/2024-06-25-10-00-慢一点.md");
    fs::write(&edited, "# 我的\n").unwrap();
    let again = fangtan(site.path(), &["import", exports.path().to_str().unwrap()]);
    assert_eq!(again.status.code(), Some(1));
    assert!(text(&again.stdout).contains("differs; it was not overwritten"), "{}", text(&again.stdout));
    assert_eq!(fs::read_to_string(&edited).unwrap(), "# 我的\n");
}

#[test]
fn articles_never_go_outside_content() {
    let exports = exports();
    let site = tempfile::tempdir().unwrap();
    let path = exports.path().to_str().unwrap();
    assert_eq!(fangtan(site.path(), &["import", path, "--into", "../else"]).status.code(), Some(2));
    assert_eq!(fangtan(site.path(), &["import", path, "--into", "旧文"]).status.code(), Some(0));
    assert!(site.path().join("content/旧文/某号/2024-05-25-10-00-快一点.md").is_file());
    assert_eq!(fangtan(site.path(), &["import", "nowhere"]).status.code(), Some(2));
}
