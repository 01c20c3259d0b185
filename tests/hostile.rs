//! What a site may meet on a disk: nothing of it is waited for, read from elsewhere, or left without a word.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Longer than any of these builds takes on a slow machine, and shorter than one that waits for a pipe.
const PATIENCE: Duration = Duration::from_secs(30);

const ARTICLE: &str =
    "---\ntitle: 题\ndate: 2026-01-02\n---\n\n**记者：**为什么？\n\n**林若川：**因为如此。\n";

struct Folder(tempfile::TempDir);

/// How a build ended.
struct Ended {
    code: Option<i32>,
    said: String,
}

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("fangtan.toml", "base_url = \"https://example.org/\"\n");
        folder.write("content/ok.md", ARTICLE);
        folder
    }

    fn path(&self, path: &str) -> PathBuf {
        let file = self.0.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        file
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(path), bytes).unwrap();
    }

    fn pipe(&self, path: &str) {
        assert!(Command::new("mkfifo").arg(self.path(path)).status().unwrap().success());
    }

    fn build(&self) -> Ended {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fangtan"));
        command.arg("build").current_dir(self.0.path()).stderr(Stdio::piped());
        let mut build = command.spawn().unwrap();
        let start = Instant::now();
        while build.try_wait().unwrap().is_none() {
            if start.elapsed() > PATIENCE {
                build.kill().unwrap();
                panic!("the build does not end");
            }
            std::thread::yield_now();
        }
        let mut said = String::new();
        build.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        Ended { code: build.wait().unwrap().code(), said }
    }

    fn page(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join("public").join(path)).unwrap()
    }
}

#[test]
fn pipes_and_devices_are_named_and_not_waited_for() {
    for place in ["content/pipe.md", "content/pipe.png", "static/pipe.css", "templates/article.html"] {
        let folder = Folder::new();
        folder.pipe(place);
        let ended = folder.build();
        assert_eq!(ended.code, Some(1), "{place}: {}", ended.said);
        assert!(ended.said.contains(place) && ended.said.contains("no regular file"), "{}", ended.said);
    }
    let folder = Folder::new();
    fs::remove_file(folder.path("fangtan.toml")).unwrap();
    symlink("/dev/zero", folder.path("fangtan.toml")).unwrap();
    let ended = folder.build();
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert!(ended.said.contains("fangtan.toml"), "{}", ended.said);
}

#[test]
fn nothing_outside_the_site_is_published() {
    let elsewhere = tempfile::tempdir().unwrap();
    let secret = elsewhere.path().join("secret.txt");
    fs::write(&secret, "绝密").unwrap();
    for place in ["content/a.md", "content/a.txt", "static/a.txt"] {
        let folder = Folder::new();
        symlink(&secret, folder.path(place)).unwrap();
        let ended = folder.build();
        assert_eq!(ended.code, Some(1), "{place}: {}", ended.said);
        assert!(ended.said.contains(place) && ended.said.contains("leads out"), "{}", ended.said);
        assert!(!folder.path("public").exists());
    }
}

#[test]
fn a_picture_that_stops_the_build_is_named_with_the_line_that_shows_it() {
    let folder = Folder::new();
    folder.pipe("content/a/图.png");
    folder.pipe("content/b.png");
    folder.pipe("content/unnamed.png");
    symlink("/dev/null", folder.path("content/cover.png")).unwrap();
    folder.write("content/a/i.md", ARTICLE.replace("因为", "因为\n\n![图](图.png)\n\n[b](/b.png)\n\n"));
    folder.write("content/c.md", ARTICLE.replace("title: 题", "title: 丙\ncover: cover.png"));
    let ended = folder.build();
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    let told: Vec<&str> = ended
        .said
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--> ").or_else(|| line.trim().strip_prefix("::: ")))
        .collect();
    let wanted = [
        ("content/a/图.png", Some("content/a/i.md:10:6")),
        ("content/b.png", Some("content/a/i.md:12:5")),
        ("content/cover.png", Some("content/c.md:3:8")),
        ("content/unnamed.png", None),
    ];
    let wanted: Vec<&str> = wanted.iter().flat_map(|(file, line)| [Some(*file), *line]).flatten().collect();
    assert_eq!(told, wanted, "{}", ended.said);
}

#[test]
fn a_theme_may_lie_elsewhere_because_it_is_the_publishers_own() {
    let elsewhere = tempfile::tempdir().unwrap();
    fs::create_dir(elsewhere.path().join("static")).unwrap();
    fs::write(elsewhere.path().join("static/mine.txt"), "我的").unwrap();
    let folder = Folder::new();
    folder.write("fangtan.toml", "base_url = \"https://example.org/\"\n[theme]\nname = \"mine\"\n");
    symlink(elsewhere.path(), folder.path("themes/mine")).unwrap();
    let ended = folder.build();
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert_eq!(folder.page("mine.txt"), "我的");
}

#[test]
fn links_that_lead_in_a_circle_are_named() {
    for (target, place) in [("loop.md", "content/loop.md"), ("..", "content/deep/up"), (".", "static/loop")] {
        let folder = Folder::new();
        symlink(target, folder.path(place)).unwrap();
        let ended = folder.build();
        assert!(ended.said.contains(place), "{}", ended.said);
        assert!(matches!(ended.code, Some(0 | 1)), "{}", ended.said);
    }
}

#[test]
fn a_file_where_a_folder_has_to_be_is_named_before_anything_is_written() {
    for (place, word) in [
        ("content/ok", "needs a folder"),
        ("static/ok", "needs a folder"),
        ("static/index.html", "a page of the site"),
        ("content/rss.xml/a.png", "needs a folder"),
    ] {
        let folder = Folder::new();
        folder.write(place, "x");
        let ended = folder.build();
        assert_eq!(ended.code, Some(1), "{place}: {}", ended.said);
        assert!(ended.said.contains(place) && ended.said.contains(word), "{place}: {}", ended.said);
    }
}

#[test]
fn few_files_are_open_at_once() {
    let folder = Folder::new();
    for number in 0..40 {
        folder.write(&format!("content/{number}.md"), ARTICLE.replace('题', &format!("题{number}")));
    }
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -n 32; exec \"$0\" build"]).arg(env!("CARGO_BIN_EXE_fangtan"));
    let ended = command.current_dir(folder.0.path()).output().unwrap();
    assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn what_the_system_refuses_is_said_and_no_crash() {
    // Kilobytes of memory, blocks of a file.
    for limit in ["ulimit -v 100000", "ulimit -v 80000", "ulimit -f 1"] {
        let folder = Folder::new();
        folder.write("content/long.md", ARTICLE.replace("因为", &"因为如此，".repeat(1 << 20)));
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{limit}; exec \"$0\" build")]).arg(env!("CARGO_BIN_EXE_fangtan"));
        let ended = command.current_dir(folder.0.path()).output().unwrap();
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(2), "{limit}: {said}");
        assert!(said.contains("memory") || said.contains("File too large"), "{limit}: {said}");
    }
}

#[test]
fn threads_are_as_many_as_help_and_as_the_system_gives() {
    let build = |limit: &str, threads: &str| {
        let folder = Folder::new();
        let mut command = Command::new("sh");
        command.args(["-c", &format!("{limit}; exec \"$0\" build")]).arg(env!("CARGO_BIN_EXE_fangtan"));
        command.env("RAYON_NUM_THREADS", threads);
        let ended = command.current_dir(folder.0.path()).output().unwrap();
        (ended.status.code(), String::from_utf8_lossy(&ended.stderr).into_owned())
    };
    let (code, said) = build(":", "1000000");
    assert_eq!(code, Some(0), "{said}");
    // Processes of whoever runs this, and kilobytes: less than the stacks of 64 threads take, and a little more.
    for limit in ["ulimit -u 1", "ulimit -v 120000", "ulimit -v 160000", "ulimit -v 200000"] {
        let (code, said) = build(limit, "64");
        assert!(matches!(code, Some(0 | 2)) && !said.contains("panicked"), "{limit}: {code:?} {said}");
    }
}

#[test]
fn names_that_begin_with_dots_are_left_out_and_told() {
    let folder = Folder::new();
    for told in ["content/..a.md", "content/.b.md", "content/.../c.md"] {
        folder.write(told, ARTICLE);
    }
    for silent in ["content/._a.md", "content/.git/a.md", "content/.obsidian/app.json"] {
        folder.write(silent, ARTICLE);
    }
    let ended = folder.build();
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    let told: Vec<&str> = ended.said.lines().filter_map(|line| line.trim().strip_prefix("--> ")).collect();
    assert_eq!(told, ["content/...", "content/..a.md:1", "content/.b.md:1"], "{}", ended.said);
}

#[test]
fn a_whole_file_system_behind_a_link_is_not_walked() {
    for (place, code) in [("content/all", 1), ("static/all", 1), ("templates", 1), ("pictures", 0)] {
        let folder = Folder::new();
        symlink(if place.contains('/') { "/" } else { "/usr" }, folder.path(place)).unwrap();
        let start = Instant::now();
        let ended = folder.build();
        assert_eq!(ended.code, Some(code), "{place}: {}", ended.said);
        assert!(
            code == 0 || ended.said.contains(place) && ended.said.contains("leads out"),
            "{}",
            ended.said
        );
        assert!(start.elapsed() < PATIENCE / 2, "{place}");
    }
}

#[test]
fn a_ledger_that_is_a_pipe_is_not_waited_for() {
    let folder = Folder::new();
    folder.pipe("pictures/pictures.toml");
    let ended = folder.build();
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert!(ended.said.contains("pictures/pictures.toml:1"), "{}", ended.said);
}

#[test]
fn a_file_that_no_memory_holds_is_named() {
    let folder = Folder::new();
    fs::File::create(folder.path("content/all.md")).unwrap().set_len(1 << 40).unwrap();
    let ended = folder.build();
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert!(ended.said.contains("content/all.md:1"), "{}", ended.said);
}

#[test]
fn a_file_that_never_stops_changing_is_named() {
    let folder = Folder::new();
    for number in 0..100 {
        folder.write(&format!("content/{number}.md"), ARTICLE);
    }
    let changing = folder.path("content/changing.md");
    fs::write(&changing, ARTICLE).unwrap();
    let is_done = AtomicBool::new(false);
    let ended = std::thread::scope(|scope| {
        scope.spawn(|| {
            let start = Instant::now();
            for round in 0_u32.. {
                if is_done.load(Ordering::Relaxed) || start.elapsed() > PATIENCE {
                    break;
                }
                let text = ARTICLE.replace("如此", &format!("{:06}", round % 1_000_000));
                let mut file = fs::File::options().write(true).open(&changing).unwrap();
                file.write_all(text.as_bytes()).unwrap();
            }
        });
        let ended = folder.build();
        is_done.store(true, Ordering::Relaxed);
        ended
    });
    // Whoever is quick enough reads the same twice.
    if ended.code != Some(0) {
        assert_eq!(ended.code, Some(1), "{}", ended.said);
        assert!(ended.said.contains("content/changing.md:"), "{}", ended.said);
    }
    assert_eq!(folder.build().code, Some(0));
}
