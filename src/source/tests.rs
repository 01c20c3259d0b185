//! Folders as users leave them.

use std::fs;
use std::path::Path;

use super::{Source, read, scan};
use crate::diagnostic::{Code, Diagnostic, Severity};

fn site(files: &[(&str, &[u8])]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("content")).unwrap();
    for (path, bytes) in files {
        let file = root.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }
    root
}

fn paths(sources: &[Source]) -> Vec<&str> {
    sources.iter().map(|source| &*source.path).collect()
}

fn faults(root: &Path) -> Vec<(Code, Severity, String)> {
    let of = |fault: Diagnostic| (fault.code, fault.severity, fault.place.unwrap().path.to_string());
    let mut faults: Vec<_> = scan(root).diagnostics.into_iter().map(of).collect();
    faults.sort();
    faults
}

fn read_one(bytes: &[u8]) -> Result<String, Box<Diagnostic>> {
    let root = site(&[("content/a.md", bytes)]);
    let mut buffer = b"what stood here before".to_vec();
    read(&scan(root.path()).value.articles[0], &mut buffer).map(str::to_owned)
}

#[test]
fn articles_and_assets_are_told_apart_and_sorted() {
    let root = site(&[
        ("content/b.md", b"b"),
        ("content/a/图.png", b"png"),
        ("content/a/二.MD", b"2"),
        ("content/a.markdown", b"a"),
        ("templates/x.md", b"x"),
    ]);
    let found = scan(root.path());
    assert_eq!(found.diagnostics, []);
    assert_eq!(paths(&found.value.articles), ["content/a.markdown", "content/a/二.MD", "content/b.md"]);
    assert_eq!(paths(&found.value.assets), ["content/a/图.png"]);
    assert_eq!(found.value.articles[2].len, 1);
}

#[test]
fn what_editors_leave_behind_is_no_article() {
    let names =
        ["._a.md", ".#a.md", ".a.md.swp", ".obsidian/a.md", "a.md~", "4913", "b.swp", "#a.md#", ".git/x.md"];
    let files: Vec<_> = names.iter().map(|name| (format!("content/{name}"), b"x".as_slice())).collect();
    let files: Vec<_> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let found = scan(site(&files).path());
    assert_eq!((found.value, found.diagnostics), Default::default());
}

#[test]
fn a_folder_named_like_an_article_is_an_error() {
    let root = site(&[("content/a.md/inner.md", b"x"), ("content/b.md", b"x")]);
    assert_eq!(faults(root.path()), [(Code::FolderNamedLikeArticle, Severity::Error, "content/a.md".into())]);
    assert_eq!(paths(&scan(root.path()).value.articles), ["content/b.md"]);
}

#[test]
fn a_site_without_content_says_so() {
    let root = tempfile::tempdir().unwrap();
    assert_eq!(faults(root.path()), [(Code::Unreadable, Severity::Error, "content".into())]);
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_site_alone() {
    use std::os::unix::fs::symlink;
    let root = site(&[("drafts/a.md", b"text"), ("content/b/c.md", b"c")]);
    let outside = site(&[("content/secret.md", b"x")]);
    let content = root.path().join("content");
    symlink("../drafts/a.md", content.join("linked.md")).unwrap();
    symlink(outside.path().join("content/secret.md"), content.join("out.md")).unwrap();
    symlink("nowhere.md", content.join("broken.md")).unwrap();
    symlink("b", content.join("again")).unwrap();
    let found = scan(root.path()).value;
    assert_eq!(paths(&found.articles), ["content/b/c.md", "content/linked.md"]);
    assert_eq!((found.articles[1].len, found.assets.len()), (4, 0));
    let wanted = [
        (Code::Unreadable, Severity::Error, "content/broken.md".into()),
        (Code::Unreadable, Severity::Error, "content/out.md".into()),
        (Code::Unreadable, Severity::Warning, "content/again".into()),
    ];
    assert_eq!(faults(root.path()), wanted);
}

#[test]
fn text_replaces_what_was_in_the_buffer() {
    assert_eq!(read_one("# 题\n".as_bytes()), Ok("# 题\n".to_owned()));
}

#[test]
fn the_first_bad_byte_is_shown() {
    let fault = read_one(b"# \xe9\xa2\x98\n\n\xe5\xa5\xbd\xc4\xe3\xba\xc3 x\r\nmore").unwrap_err();
    assert_eq!((fault.code, fault.message.as_str()), (Code::NotUtf8, "byte 0xc4 is not UTF-8"));
    let place = fault.place.unwrap();
    assert_eq!((place.line, place.column), (3, 2));
    assert!(place.text.starts_with("好\u{fffd}") && place.text.ends_with(" x"));
    assert_eq!(&place.text[place.marked], "\u{fffd}");
    assert_eq!(fault.help.as_deref(), Some("save the file as UTF-8; it is probably GB 18030"));
    let wide = read_one(b"\xff\xfe# \x00").unwrap_err();
    assert_eq!(wide.help.as_deref(), Some("save the file as UTF-8; it is probably UTF-16"));
}

#[test]
fn a_file_without_text_is_an_error() {
    for bytes in [&b""[..], b" \n\t\r\n", "\u{feff}\n".as_bytes()] {
        assert_eq!(read_one(bytes).unwrap_err().code, Code::Empty);
    }
}

#[test]
fn a_file_that_went_away_is_an_error() {
    let root = site(&[("content/a.md", b"x")]);
    let found = scan(root.path()).value;
    drop(root);
    let fault = read(&found.articles[0], &mut Vec::new()).unwrap_err();
    assert_eq!((fault.code, fault.severity), (Code::Unreadable, Severity::Error));
}

#[test]
#[cfg(unix)]
fn a_pipe_that_took_a_files_place_is_not_waited_for() {
    let root = site(&[("content/a.md", b"a")]);
    let found = scan(root.path()).value.articles;
    fs::remove_file(&found[0].file).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&found[0].file).status().unwrap().success());
    let fault = read(&found[0], &mut Vec::new()).unwrap_err();
    assert_eq!(fault.message, "cannot be read: it is no regular file");
}
