//! The command line as its user types it: what it prints, what it leaves behind, how it exits.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Output};

#[test]
fn console_blocks_say_what_happens() {
    trycmd::TestCases::new().env("LC_ALL", "C").default_bin_name("fangtan").case("tests/cmd/*.md");
}

fn fangtan(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_fangtan"))
        .env("LC_ALL", "C")
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn a_new_site_builds_and_builds_again() {
    let folder = tempfile::tempdir().unwrap();
    let init = fangtan(folder.path(), &["init", "访谈"]);
    assert_eq!(init.status.code(), Some(0), "{}", text(&init.stderr));
    let site = folder.path().join("访谈");
    let build = fangtan(&site, &["build"]);
    assert_eq!(build.status.code(), Some(0), "{}", text(&build.stderr));
    assert!(site.join("public/index.html").is_file());
    assert_eq!(text(&build.stdout), "");
    let again = fangtan(&site, &["build"]);
    assert!(text(&again.stderr).contains("0 written"), "{}", text(&again.stderr));
}

#[test]
fn exit_codes_tell_clean_from_faulty_from_failed() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("content/a.md");
    std::fs::create_dir_all(article.parent().unwrap()).unwrap();
    std::fs::write(&article, "---\ntitle: 题\ndate: 2026-01-02\n---\n正文。\n").unwrap();
    assert_eq!(fangtan(folder.path(), &["check"]).status.code(), Some(0));
    std::fs::write(&article, "---\ntitle: 题\ndate: 昨天\n---\n正文。\n").unwrap();
    let faulty = fangtan(folder.path(), &["check"]);
    assert_eq!(faulty.status.code(), Some(1));
    assert!(text(&faulty.stderr).contains("content/a.md:3:7"), "{}", text(&faulty.stderr));
    assert!(!folder.path().join("public").exists());
    assert_eq!(fangtan(folder.path(), &["build", "-o", "content"]).status.code(), Some(2));
}

#[test]
fn a_build_says_on_request_how_much_it_left_out() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("content")).unwrap();
    let article = "---\ntitle: 题\ndate: 2026-01-02\n---\n这一篇说的是别的事情。\n\n点赞、转发、在看\n";
    std::fs::write(folder.path().join("content/a.md"), article).unwrap();
    let said = |more: &[&str]| {
        let build =
            fangtan(folder.path(), &[&["build", "--base-url", "https://example.org/"], more].concat());
        text(&build.stderr)
    };
    assert!(!said(&[]).contains("left out"));
    std::fs::remove_dir_all(folder.path().join("public")).unwrap();
    let told = said(&["-v"]);
    assert!(told.starts_with("left out 1 line of 1 article; `fangtan inspect` shows which"), "{told}");
}

#[test]
fn inspect_prints_data_on_standard_output_alone() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("a.md");
    std::fs::write(&article, "# 题\n\n**记者：** 为什么？\n\n**林若川：** 不为什么。\n\n**记者：** 真的？\n\n**林若川：** 真的。\n").unwrap();
    let inspect = fangtan(folder.path(), &["inspect", "a.md", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&inspect.stdout).unwrap();
    assert_eq!(json["is_interview"], true);
    assert_eq!(json["turns"].as_array().unwrap().len(), 4);
    assert_eq!(json["speakers"][0]["reason"], "role word");
    assert_eq!(json["permalink"], serde_json::Value::Null);
}

#[test]
fn new_never_writes_over_an_article() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("content")).unwrap();
    let first = fangtan(folder.path(), &["new", "慢一点", "--guest", "林若川"]);
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    let second = fangtan(folder.path(), &["new", "慢一点", "--guest", "林若川"]);
    assert_ne!(second.status.code(), Some(0));
    assert_eq!(std::fs::read_dir(folder.path().join("content")).unwrap().count(), 1);
}

#[test]
fn the_speakers_of_a_site_are_listed_with_what_makes_spellings_one_person() {
    let folder = tempfile::tempdir().unwrap();
    let talk = |name: &str| {
        format!(
            "---\ntitle: 对话{name}\ndate: 2026-01-02\n---\n**记者：** 为什么？\n\n**{name}：** 因为。\n\n**记者：** 真的？\n\n\
             **{name}：** 真的。\n"
        )
    };
    std::fs::create_dir_all(folder.path().join("content")).unwrap();
    std::fs::write(folder.path().join("content/a.md"), talk("Mara Ellison")).unwrap();
    std::fs::write(folder.path().join("content/b.md"), talk("玛拉·埃里森")).unwrap();
    let listed = |folder: &Path| text(&fangtan(folder, &["inspect", "--speakers"]).stdout);
    assert_eq!(listed(folder.path()), "    1  Mara Ellison\n    1  玛拉·埃里森\n");
    std::fs::write(
        folder.path().join("fangtan.toml"),
        "[speakers.\"Mara Ellison\"]\naliases = [\"玛拉·埃里森\"]\n",
    )
    .unwrap();
    assert_eq!(
        listed(folder.path()),
        "    2  Mara Ellison\n       = 玛拉·埃里森  ([speakers] in fangtan.toml says so)\n"
    );
}

#[test]
fn the_bare_command_says_what_to_type_next() {
    let folder = tempfile::tempdir().unwrap();
    let outside = fangtan(folder.path(), &[]);
    assert_eq!(outside.status.code(), Some(0));
    assert!(text(&outside.stdout).contains("fangtan init"), "{}", text(&outside.stdout));
    std::fs::create_dir(folder.path().join("content")).unwrap();
    assert!(text(&fangtan(folder.path(), &[]).stdout).contains("fangtan serve --watch"));
}

#[test]
fn init_writes_for_the_named_hosts_and_never_over_a_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(".gitignore"), "mine\n").unwrap();
    let init = fangtan(folder.path(), &["init", "--title", "问答", "--deploy", "netlify,nginx"]);
    assert_eq!(init.status.code(), Some(0), "{}", text(&init.stderr));
    for (path, there) in
        [("netlify.toml", true), ("deploy/nginx.conf", true), ("vercel.json", false), (".github", false)]
    {
        assert_eq!(folder.path().join(path).exists(), there, "{path}");
    }
    assert_eq!(std::fs::read_to_string(folder.path().join(".gitignore")).unwrap(), "mine\n");
    let config = std::fs::read_to_string(folder.path().join("fangtan.toml")).unwrap();
    assert!(config.contains("title = \"问答\""), "{config}");
    assert_eq!(fangtan(folder.path(), &["init"]).status.code(), Some(2));
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = tempfile::tempdir().unwrap();
    let man = fangtan(folder.path(), &["man", "pages"]);
    assert_eq!(man.status.code(), Some(0), "{}", text(&man.stderr));
    for page in ["fangtan.1", "fangtan-build.1", "fangtan-import.1"] {
        let page = std::fs::read_to_string(folder.path().join("pages").join(page)).unwrap();
        assert!(page.contains(".SH SYNOPSIS"), "{page}");
    }
}

#[test]
fn slips_are_mended_when_asked_and_only_as_shown() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    std::fs::create_dir(root.join("content")).unwrap();
    let write = |name: &str, head: &str| {
        std::fs::write(root.join(name), format!("---\ntitle: 题\ndate: 2026-01-02\n{head}\n---\n正文。\n"))
            .unwrap();
    };
    std::fs::write(root.join("fangtan.toml"), "base_url = \"https://example.org/\"\ntitel = \"问答\"\n")
        .unwrap();
    write("content/a.md", "tags: [AI, 安全]");
    write("content/b.md", "tags: [AI]\nsumary: 摘要");
    write("content/c.md", "tags: [ai]");
    let before = std::fs::read_to_string(root.join("content/c.md")).unwrap();
    let shown = fangtan(root, &["check", "--fix"]);
    for line in ["+title = \"问答\"", "+summary: 摘要", "-tags: [ai]", "+tags: [AI]"] {
        assert!(text(&shown.stdout).contains(line), "{line}\n{}", text(&shown.stdout));
    }
    assert_eq!(std::fs::read_to_string(root.join("content/c.md")).unwrap(), before);
    let written = fangtan(root, &["check", "--fix", "--yes", "--deny-warnings"]);
    assert_eq!(written.status.code(), Some(0), "{}", text(&written.stderr));
    assert_eq!(std::fs::read_to_string(root.join("content/c.md")).unwrap(), before.replace("[ai]", "[AI]"));
    assert_eq!(text(&fangtan(root, &["check", "--fix"]).stdout), "");
}

#[test]
fn the_language_is_that_of_the_system_or_the_one_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("content")).unwrap();
    std::fs::write(folder.path().join("content/a.md"), "---\ntitle: 题\ndate: 昨天\n---\n正文。\n").unwrap();
    let asked = fangtan(folder.path(), &["check", "--lang", "zh"]);
    assert!(
        text(&asked.stderr).contains("错误[article/bad-date]: “昨天”不是日期"),
        "{}",
        text(&asked.stderr)
    );
    let mut command = Command::new(env!("CARGO_BIN_EXE_fangtan"));
    let system =
        command.env("LC_ALL", "zh_CN.UTF-8").current_dir(folder.path()).arg("bild").output().unwrap();
    assert!(text(&system.stderr).contains("是不是“build”？"), "{}", text(&system.stderr));
    assert_eq!(system.status.code(), Some(2));
}

/// A host on loopback that answers what the path asks for: `/404` with 404, `/moved` with a redirect to `/200`.
fn host() -> (String, std::sync::mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (asked, paths) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let request = lines.next().unwrap().unwrap();
            lines.by_ref().take_while(|line| !line.as_ref().unwrap().is_empty()).for_each(drop);
            let path = request.split(' ').nth(1).unwrap().to_owned();
            let answer = match path.as_str() {
                "/moved" => "302 Found\r\nLocation: /200".to_owned(),
                path => path[1..].to_owned(),
            };
            let _ = write!(stream, "HTTP/1.1 {answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            if asked.send(path).is_err() {
                return;
            }
        }
    });
    (address, paths)
}

#[test]
fn links_to_nobody_are_told_where_they_stand_and_good_ones_are_asked_once() {
    let (host, paths) = host();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("content")).unwrap();
    std::fs::write(folder.path().join("fangtan.toml"), "base_url = \"https://example.org/\"\n").unwrap();
    let text = format!(
        "---\ntitle: 题\ndate: 2026-01-02\n---\n[在]({host}/200)，[搬]({host}/moved)，[关]({host}/403)。\n\n[没了]({host}/404#b)。\n"
    );
    std::fs::write(folder.path().join("content/a.md"), text).unwrap();
    let check =
        |more: &[&str]| fangtan(folder.path(), &[&["check", "--external", "--deny-warnings"], more].concat());
    let private = check(&[]);
    assert!(
        self::text(&private.stderr).contains("inside a private network"),
        "{}",
        self::text(&private.stderr)
    );
    assert_eq!(paths.try_iter().count(), 0);
    let told = check(&["--allow-private"]);
    let stderr = self::text(&told.stderr);
    assert_eq!((told.status.code(), stderr.matches("review/dead-link").count()), (Some(1), 1), "{stderr}");
    assert!(stderr.contains("/404#b: the host answered 404 (not found)"), "{stderr}");
    assert!(stderr.contains("content/a.md:7:6"), "{stderr}");
    let mut asked: Vec<String> = paths.try_iter().collect();
    asked.sort();
    assert_eq!(asked, ["/200", "/200", "/403", "/404", "/moved"]);
    check(&["--allow-private"]);
    let mut asked: Vec<String> = paths.try_iter().collect();
    asked.sort();
    assert_eq!(asked, ["/403", "/404"]);
}

#[test]
fn help_in_chinese_has_no_english_of_the_library() {
    let folder = tempfile::tempdir().unwrap();
    for command in
        ["build", "check", "serve", "import", "init", "new", "inspect", "completions", "schema", "man"]
    {
        let help = text(&fangtan(folder.path(), &[command, "--lang", "zh", "--help"]).stdout);
        for remnant in ["ossible values", "[default", "Print ", "Options:"] {
            assert!(!help.contains(remnant), "{command}: {help}");
        }
    }
}

#[test]
fn a_language_that_is_none_is_refused_in_that_of_the_environment() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fangtan"));
    let refused = command.env("LC_ALL", "zh_CN.UTF-8").args(["--lang", "zz"]).output().unwrap();
    assert!(text(&refused.stderr).contains("不能是“zz”"), "{}", text(&refused.stderr));
}
