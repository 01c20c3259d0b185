//! Whatever happens to a build or to what it left behind, the last good site stays and the next build heals.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use support::tree::{self, Tree};

/// Articles of a site that takes long enough to be killed in the middle.
const ARTICLES: usize = 60;

struct Folder(tempfile::TempDir);

impl Folder {
    /// A site in one of its states: every page differs from that of another, and one has a picture of its own.
    fn new(state: usize) -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("fangtan.toml", "base_url = \"https://example.org/\"\n");
        folder.set(state);
        folder
    }

    fn set(&self, state: usize) {
        for number in 0..ARTICLES {
            let day = number % 28 + 1;
            let text = format!(
                "---\ntitle: 第{number}篇，{state}\ndate: 2026-01-{day:02}\ntags: [甲, 乙{state}]\n---\n\n\
                 ![图](picture-{state}.png)\n\n**记者：**为什么？\n\n**林若川：**因为{state}。\n"
            );
            self.write(&format!("content/{number}.md"), &text);
        }
        for other in 0..2 {
            let _ = fs::remove_file(self.path(&format!("content/picture-{other}.png")));
        }
        self.write(&format!("content/picture-{state}.png"), &format!("picture {state}"));
        self.write("static/site.css", &format!("p{{order:{state}}}"));
    }

    fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.path(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fangtan"));
        command.env("LC_ALL", "C");
        command.current_dir(self.0.path()).arg("build").args(arguments);
        command
    }

    fn build(&self) -> Output {
        self.command(&[]).output().unwrap()
    }

    fn public(&self) -> Tree {
        tree::read(&self.path("public"))
    }
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn clean(state: usize) -> Tree {
    let folder = Folder::new(state);
    assert!(folder.build().status.success());
    folder.public()
}

/// Kills a build, as nothing can be caught that ends it, when that long has passed.
fn kill_after(mut build: Child, delay: Duration) {
    let start = Instant::now();
    while start.elapsed() < delay && build.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    let _ = build.kill();
    build.wait().unwrap();
}

/// Every file is one of the one site or of the other, and what a page shows is there.
fn is_sound(there: &Tree, sites: &[Tree; 2]) -> Result<(), String> {
    for (path, bytes) in there.iter().filter(|(path, _)| !path.starts_with(".fangtan-new/")) {
        if !sites.iter().any(|site| site.get(path) == Some(bytes)) {
            return Err(format!("{path} is torn"));
        }
        if !path.ends_with(".html") {
            continue;
        }
        let html = String::from_utf8_lossy(bytes);
        for after in [" src=\"/", "<link rel=\"stylesheet\" href=\"/"] {
            for rest in html.split(after).skip(1) {
                let asset = rest.split('"').next().unwrap();
                if !there.contains_key(asset) {
                    return Err(format!("{path} shows {asset}, which is not there"));
                }
            }
        }
    }
    Ok(())
}

/// `FANGTAN_KILLS=200 cargo test --test safety` kills more often.
#[test]
fn a_build_that_is_killed_leaves_whole_pages_and_the_next_one_heals() {
    let kills = std::env::var("FANGTAN_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6);
    let sites = [clean(0), clean(1)];
    let folder = Folder::new(0);
    let start = Instant::now();
    assert!(folder.build().status.success());
    let whole = start.elapsed();
    // Knuth's multiplier: the moments lie evenly and in no order.
    let mut random = 1u64;
    for kill in 0..kills {
        let state = (kill + 1) % 2;
        folder.set(state);
        if kill % 5 == 4 {
            fs::remove_dir_all(folder.path("public")).unwrap();
        }
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let build = folder.command(&[]).stderr(Stdio::null()).spawn().unwrap();
        kill_after(build, whole.mul_f64((random >> 40) as f64 / (1 << 24) as f64));
        is_sound(&folder.public(), &sites).unwrap();
        let healed = folder.build();
        assert!(healed.status.success(), "{}", said(&healed));
        assert_eq!(tree::difference(&folder.public(), &sites[state]), None, "kill {kill}");
        let beside = fs::read_dir(folder.0.path()).unwrap().map(|it| it.unwrap().file_name());
        assert_eq!(beside.filter(|name| name.to_string_lossy().contains("fangtan-new")).count(), 0);
    }
}

#[test]
fn what_is_remembered_may_be_damaged_and_that_is_said() {
    let site = clean(0);
    type Hurt = fn(&mut Vec<u8>);
    let damages: [(&str, &str, Hurt); 4] = [
        ("is damaged", "changed", |bytes| bytes.reverse()),
        ("is damaged", "cut", |bytes| bytes.truncate(bytes.len() / 2)),
        ("is damaged", "emptied", Vec::clear),
        ("is another version's", "newer", |bytes| bytes[7] += 1),
    ];
    for (word, what, damage) in damages {
        for kind in ["manifest", "records"] {
            let folder = Folder::new(0);
            assert!(folder.build().status.success());
            let files = fs::read_dir(folder.path(".fangtan")).unwrap().map(|it| it.unwrap().path());
            let file = files.into_iter().find(|file| file.to_string_lossy().ends_with(kind)).unwrap();
            let mut bytes = fs::read(&file).unwrap();
            damage(&mut bytes);
            fs::write(file, bytes).unwrap();
            folder.write("content/0.md", "---\ntitle: 新\ndate: 2026-02-01\n---\n\n新的正文。\n");
            let first = folder.build();
            assert!(said(&first).contains(word), "{kind} {what}: {}", said(&first));
            folder.set(0);
            let second = folder.build();
            assert!(!said(&second).contains("is damaged"), "{}", said(&second));
            assert_eq!(tree::difference(&folder.public(), &site), None, "{kind} {what}");
        }
    }
}

#[test]
fn an_output_folder_that_was_deleted_is_written_again() {
    let folder = Folder::new(0);
    folder.build();
    let site = folder.public();
    fs::remove_dir_all(folder.path("public")).unwrap();
    assert!(folder.build().status.success());
    assert_eq!(tree::difference(&folder.public(), &site), None);
}

#[test]
fn folders_that_are_not_for_output_are_refused() {
    let folder = Folder::new(0);
    let before = tree::read(folder.0.path());
    let home = std::env::home_dir().unwrap();
    for output in [".", "content", "content/deeper", "..", "/", home.to_str().unwrap(), "content/0.md"] {
        let refused = folder.command(&["-o", output]).output().unwrap();
        assert_eq!(refused.status.code(), Some(2), "{output}: {}", said(&refused));
        assert!(said(&refused).contains("will not write to"), "{output}: {}", said(&refused));
    }
    let mut after = tree::read(folder.0.path());
    after.retain(|path, _| !path.starts_with(".fangtan/"));
    assert_eq!(tree::difference(&after, &before), None);
}

#[test]
fn a_file_in_the_place_of_the_output_folder_stays() {
    let folder = Folder::new(0);
    folder.write("public", "mine");
    let refused = folder.build();
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    assert_eq!(fs::read_to_string(folder.path("public")).unwrap(), "mine");
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_output_folder_is_followed_and_nothing_is_emptied() {
    let folder = Folder::new(0);
    let elsewhere = tempfile::tempdir().unwrap();
    let public = folder.path("public");
    std::os::unix::fs::symlink(elsewhere.path(), &public).unwrap();
    fs::write(elsewhere.path().join("foreign.txt"), "mine").unwrap();
    assert!(folder.build().status.success());
    assert!(public.is_symlink() && elsewhere.path().join("index.html").is_file());
    assert_eq!(fs::read_to_string(elsewhere.path().join("foreign.txt")).unwrap(), "mine");
    fs::remove_file(&public).unwrap();
    std::os::unix::fs::symlink(folder.path("nowhere"), &public).unwrap();
    let refused = folder.build();
    assert_eq!(refused.status.code(), Some(2), "{}", said(&refused));
    assert!(public.is_symlink() && !folder.path("nowhere").exists());
}

#[cfg(unix)]
#[test]
fn a_folder_that_may_not_be_written_to_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::new(0);
    folder.build();
    let before = folder.public();
    let public = folder.path("public");
    fs::set_permissions(&public, fs::Permissions::from_mode(0o555)).unwrap();
    folder.set(1);
    let failed = folder.build();
    fs::set_permissions(&public, fs::Permissions::from_mode(0o755)).unwrap();
    // A superuser may do anything.
    if failed.status.success() {
        return assert_eq!(tree::difference(&folder.public(), &clean(1)), None);
    }
    assert_eq!(failed.status.code(), Some(2), "{}", said(&failed));
    assert_eq!(tree::difference(&folder.public(), &before), None);
    assert!(folder.build().status.success());
    assert_eq!(tree::difference(&folder.public(), &clean(1)), None);
}

/// A file system of so many bytes, if this process may make one; gone with the value.
#[cfg(target_os = "linux")]
struct Small(tempfile::TempDir);

#[cfg(target_os = "linux")]
impl Small {
    fn new(bytes: usize) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={bytes}");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &size, "none"]).arg(folder.path());
        let mounted = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        mounted.then_some(Self(folder))
    }
}

#[cfg(target_os = "linux")]
impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_costs_nothing_that_was_there() {
    let Some(small) = Small::new(8 << 20) else { return };
    let folder = Folder::new(0);
    let output = small.0.path().join("public");
    let build = || folder.command(&["-o", output.to_str().unwrap()]).output().unwrap();
    let first = build();
    assert!(first.status.success(), "{}", said(&first));
    let before = tree::read(&output);
    folder.set(1);
    folder.write("content/large.bin", &"x".repeat(8 << 20));
    let full = build();
    assert_eq!(full.status.code(), Some(2), "{}", said(&full));
    assert!(said(&full).contains("No space left"), "{}", said(&full));
    assert_eq!(tree::difference(&tree::read(&output), &before), None);
    fs::remove_file(folder.path("content/large.bin")).unwrap();
    let healed = build();
    assert!(healed.status.success(), "{}", said(&healed));
    assert_eq!(tree::difference(&tree::read(&output), &clean(1)), None);
}

#[test]
fn an_address_that_vanishes_is_told_with_the_line_that_brings_it_back() {
    let folder = Folder(tempfile::tempdir().unwrap());
    folder.write("fangtan.toml", "base_url = \"https://example.org/\"\n");
    let article = |slug: &str, more: &str| {
        format!("---\ntitle: 题\ndate: 2026-01-02\nslug: {slug}\n{more}---\n\n正文。\n")
    };
    let told = |folder: &Folder| said(&folder.build()).contains("page/vanished-address");
    folder.write("content/a.md", &article("one", ""));
    assert!(!told(&folder));
    folder.write("content/a.md", &article("two", ""));
    let first = folder.build();
    assert!(said(&first).contains("aliases: [\"/one/\"]"), "{}", said(&first));
    folder.write("content/b.md", &article("other", ""));
    assert!(told(&folder), "as long as its cause stays");
    folder.write("content/a.md", &article("two", "aliases: [\"/one/\"]\n"));
    assert!(!told(&folder));
    fs::remove_file(folder.path("content/b.md")).unwrap();
    assert!(!told(&folder), "who deletes an article knows");
    folder.write("content/plain.md", "---\ntitle: 名\ndate: 2026-01-02\n---\n\n正文。\n");
    folder.build();
    fs::rename(folder.path("content/plain.md"), folder.path("content/renamed.md")).unwrap();
    let renamed = folder.build();
    assert!(said(&renamed).contains("aliases: [\"/plain/\"]"), "{}", said(&renamed));
}

#[test]
fn files_of_others_in_the_output_folder_stay() {
    let folder = Folder::new(0);
    folder.write("public/CNAME", "example.org");
    folder.write("public/deep/er/mine.txt", "mine");
    folder.build();
    folder.set(1);
    folder.build();
    assert!(Path::exists(&folder.path("public/CNAME")));
    assert!(Path::exists(&folder.path("public/deep/er/mine.txt")));
}
