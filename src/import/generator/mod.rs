//! Sites of other generators: which one it is, what it is set to, which of its files are articles.

mod address;
mod lists;
mod settings;

pub(super) use address::{Parts, old_address};
pub(super) use lists::{Listed, former};
pub(super) use settings::Settings;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::folder::{files, is_shown, slashed};
use super::{Candidate, Error, Kind, dialect};
use crate::source;

/// Whose site it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Generator {
    /// <https://hexo.io>
    Hexo,
    /// <https://gohugo.io>
    Hugo,
    /// <https://www.getzola.org>
    Zola,
    /// <https://jekyllrb.com>
    Jekyll,
}

/// Another generator's site.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) folder: PathBuf,
    pub(super) settings: Settings,
    /// Where articles went, from `content/` on, by everything that a link of the old site may call them.
    pub(super) names: BTreeMap<String, String>,
    /// The files of articles, by where these went.
    pub(super) files: BTreeMap<String, PathBuf>,
    /// Pictures beside articles, from `content/` on.
    pub(super) beside: BTreeSet<String>,
    /// Folders that had a list of their own, and how many articles stood on a page of it.
    pub(super) sections: BTreeMap<String, Option<usize>>,
}

/// An article of another generator's site.
#[derive(Debug, Clone)]
pub(super) struct Foreign {
    pub(super) site: Arc<Site>,
    /// Its path from the folder that addresses are made from, with `/`.
    pub(super) below: String,
    pub(super) role: Role,
    /// When its file was changed, in seconds since 1970: to Hexo, the date of an article that states none.
    pub(super) changed: Option<i64>,
}

/// What a file was to its generator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// An article.
    Post,
    /// An article that is not published.
    Draft,
    /// A page of its own.
    Page,
}

/// Where a file of the old site goes.
enum Goes {
    Article {
        below: String,
        to: String,
        role: Role,
    },
    Content(String),
    Static(String),
    /// It says what a list is called; the folder is given.
    Section(String),
    /// It is the old site's and cannot come along.
    Left,
    /// It is none of the site's.
    Nowhere,
}

impl Site {
    /// The title of the article that went to `here`, as its file states it.
    pub(super) fn title_of(&self, here: &str) -> Option<String> {
        let text = std::fs::read_to_string(self.files.get(here)?).ok()?;
        dialect::text(dialect::split(&text)?.values.get("title")?)
    }
}

/// Gathers the site in `folder`, if it is one.
pub(super) fn gather(
    folder: &Path,
    into: &Path,
    candidates: &mut Vec<Candidate>,
    left: &mut Vec<PathBuf>,
) -> Result<bool, Error> {
    let Some(settings) = Settings::read(folder) else { return Ok(false) };
    let (mut names, mut beside) = (BTreeMap::new(), BTreeSet::new());
    let (mut sections, mut originals) = (BTreeMap::new(), BTreeMap::new());
    let (mut articles, mut copies) = (Vec::new(), Vec::new());
    for file in files(folder)? {
        let path = slashed(file.strip_prefix(folder).unwrap_or(&file));
        match goes(&settings, &path) {
            Goes::Article { below, to, role } => articles.push((file, path, below, to, role)),
            Goes::Content(to) => {
                beside.insert(to.clone());
                copies.push((file, slashed(&into.join(to))));
            }
            Goes::Static(to) => copies.push((file, format!("static/{to}"))),
            Goes::Section(section) => {
                sections.insert(section, articles_on_page(&file));
                left.push(file);
            }
            Goes::Left => left.push(file),
            Goes::Nowhere => {}
        }
    }
    if settings.generator == Generator::Hexo {
        let taken: BTreeSet<String> = articles.iter().map(|(.., to, _)| to.clone()).collect();
        for (.., to, _) in &mut articles {
            if let Some(bundle) = bundle(to, &beside).filter(|it| !taken.contains(it)) {
                *to = bundle;
            }
        }
    }
    for (file, path, _, to, _) in &articles {
        let here = slashed(&below_content(into).join(to));
        for name in names_of(to, path) {
            names.entry(name).or_insert_with(|| here.clone());
        }
        originals.entry(here).or_insert_with(|| file.clone());
    }
    let (folder, files) = (folder.to_owned(), originals);
    let site = Arc::new(Site { folder, settings, names, files, beside, sections });
    for (from, _, below, to, role) in articles {
        let changed = changed(&from).filter(|_| site.settings.generator == Generator::Hexo);
        let kind = Kind::Foreign(Foreign { site: site.clone(), below, role, changed });
        candidates.push(Candidate { from, to: slashed(&into.join(to)), kind });
    }
    candidates.extend(copies.into_iter().map(|(from, to)| Candidate { from, to, kind: Kind::Copy }));
    Ok(true)
}

/// Where an article goes whose pictures Hexo kept in a folder of its name: into that folder, so that their addresses
/// stay as they are written.
fn bundle(to: &str, beside: &BTreeSet<String>) -> Option<String> {
    let folder = format!("{}/", to.rsplit_once('.')?.0);
    let first = beside.range(folder.clone()..).next()?;
    first.starts_with(&folder).then(|| format!("{folder}index.md"))
}

/// Zola's `paginate_by` of a section.
fn articles_on_page(file: &Path) -> Option<usize> {
    let text = std::fs::read_to_string(file).ok()?;
    let each = dialect::split(&text)?.values.get("paginate_by")?.as_u64()?;
    usize::try_from(each).ok()
}

/// When a file was changed; `None` where the system does not tell.
fn changed(file: &Path) -> Option<i64> {
    let changed = std::fs::metadata(file).ok()?.modified().ok()?;
    let since = changed.duration_since(std::time::UNIX_EPOCH).ok()?;
    i64::try_from(since.as_secs()).ok()
}

fn below_content(into: &Path) -> &Path {
    into.strip_prefix("content").unwrap_or(into)
}

/// What links of the old site may call an article: its path, its name, its name without the date.
fn names_of(to: &str, path: &str) -> Vec<String> {
    let bare = |path: &str| path.rsplit_once('.').map_or(path, |(bare, _)| bare).to_owned();
    let whole = bare(to);
    let folder = whole.strip_suffix("/index").unwrap_or(&whole).to_owned();
    let stem = folder.rsplit('/').next().unwrap_or(&folder).to_owned();
    let undated = address::without_date(&stem).to_owned();
    vec![path.to_owned(), to.to_owned(), bare(path), whole, folder, stem, undated]
}

fn goes(settings: &Settings, path: &str) -> Goes {
    match settings.generator {
        Generator::Hexo => hexo(settings, path),
        Generator::Jekyll => jekyll(path),
        Generator::Hugo | Generator::Zola => sections(settings, path),
    }
}

/// The `.md` file that an article becomes.
fn renamed(path: &str) -> String {
    let bare = [".markdown", ".html", ".htm"].into_iter().find_map(|ending| path.strip_suffix(ending));
    bare.map_or_else(|| path.to_owned(), |bare| format!("{bare}.md"))
}

/// Whether an article is written as HTML, which is converted where a converter is built in.
pub(super) fn is_html(path: &str) -> bool {
    cfg!(feature = "wechat") && (path.ends_with(".html") || path.ends_with(".htm"))
}

fn hexo(settings: &Settings, path: &str) -> Goes {
    let source = settings.text("source_dir").unwrap_or_else(|| "source".into());
    let Some(below) = path.strip_prefix(&format!("{source}/")) else { return Goes::Nowhere };
    for (folder, role) in [("_posts/", Role::Post), ("_drafts/", Role::Draft)] {
        if let Some(below) = below.strip_prefix(folder) {
            return inside(below, below, role);
        }
    }
    page_or_static(below)
}

fn jekyll(path: &str) -> Goes {
    for (folder, role) in [("_posts/", Role::Post), ("_drafts/", Role::Draft)] {
        let marked = format!("/{path}");
        if let Some((above, name)) = marked.split_once(&format!("/{folder}")) {
            let to = format!("{}/{name}", above.trim_matches('/'));
            let to = to.trim_start_matches('/').to_owned();
            if is_html(&to) {
                return Goes::Article { to: renamed(&to), below: to, role };
            }
            return inside(&to, &to, role);
        }
    }
    let hidden =
        path.split('/').any(|part| part.starts_with('_') || part == "vendor" || part == "node_modules");
    let name = path.rsplit('/').next().unwrap_or(path);
    let of_project =
        !path.contains('/') && (!name.contains('.') && name != "CNAME" || name.ends_with(".lock"));
    let of_project = of_project || name.ends_with(".gemspec");
    if hidden || of_project || ["README.md", "CHANGELOG.md", "LICENSE.md", "CONTRIBUTING.md"].contains(&name)
    {
        return Goes::Nowhere;
    }
    page_or_static(path)
}

fn sections(settings: &Settings, path: &str) -> Goes {
    let content = settings.text("contentDir").unwrap_or_else(|| "content".into());
    if let Some(below) = path.strip_prefix("static/") {
        return still(below);
    }
    let Some(below) = path.strip_prefix(&format!("{content}/")) else { return Goes::Nowhere };
    if below.rsplit('/').next().is_some_and(|name| name.starts_with("_index")) {
        return Goes::Section(below.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned());
    }
    // What stands in no section is a page, unless it has a date; a page of its own is known by that.
    let role = if below.contains('/') && !below.ends_with("/index.md") || below.matches('/').count() > 1 {
        Role::Post
    } else {
        Role::Page
    };
    inside(below, below, role)
}

fn inside(below: &str, to: &str, role: Role) -> Goes {
    if source::is_article(below) {
        Goes::Article { below: below.to_owned(), to: renamed(to), role }
    } else if is_shown(below) {
        Goes::Content(to.to_owned())
    } else {
        Goes::Left
    }
}

fn page_or_static(below: &str) -> Goes {
    let bare = below.rsplit_once('.').map_or(below, |(bare, _)| bare);
    // The home page and the page for what is not there are the theme's.
    if below.starts_with('_') || matches!(bare, "index" | "404") {
        return Goes::Nowhere;
    }
    if source::is_article(below) {
        return Goes::Article { below: below.to_owned(), to: renamed(below), role: Role::Page };
    }
    still(below)
}

/// A file that stands at its own address: it comes along unless it belongs to the theme or a build writes its like.
fn still(below: &str) -> Goes {
    const THEIRS: &[&str] = &[
        "css", "ejs", "html", "js", "json", "less", "liquid", "map", "njk", "sass", "scss", "styl", "ts",
        "xml", "yaml", "yml",
    ];
    const OURS: &[&str] = &["robots.txt", "_headers", "_redirects", ".nojekyll", "llms.txt"];
    let extension = below.rsplit_once('.').map_or("", |(_, extension)| extension);
    let theirs = THEIRS.iter().any(|known| known.eq_ignore_ascii_case(extension));
    if theirs || OURS.contains(&below) { Goes::Left } else { Goes::Static(below.to_owned()) }
}
