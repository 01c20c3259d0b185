//! Where an article stood on the old site.
//!
//! The rules are those of each generator's documentation on permalinks. `None` where the address cannot be told: a placeholder that
//! nobody knows.

use super::{Foreign, Generator, Role};
use crate::article::Published;

/// What an address is made of.
#[derive(Debug, Default)]
pub(in crate::import) struct Parts {
    pub(in crate::import) title: String,
    pub(in crate::import) date: Option<Published>,
    /// The front matter's own word on the last part.
    pub(in crate::import) slug: Option<String>,
    /// The front matter's own word on the whole.
    pub(in crate::import) permalink: Option<String>,
    pub(in crate::import) categories: Vec<String>,
}

/// The old address, from the old site's root, beginning with a slash.
pub(in crate::import) fn old_address(foreign: &Foreign, parts: &Parts) -> Option<String> {
    let settings = &foreign.site.settings;
    if let Some(own) = &parts.permalink {
        let own = expand(own, foreign, parts)?;
        return Some(format!("/{}", own.trim_start_matches('/')));
    }
    let path = match settings.generator {
        Generator::Hexo => match foreign.role {
            Role::Page => bare(&foreign.below)
                .strip_suffix("index")
                .map_or_else(|| format!("{}.html", bare(&foreign.below)), ToOwned::to_owned),
            _ => {
                let pattern = settings.text("permalink");
                expand(pattern.as_deref().unwrap_or(":year/:month/:day/:title/"), foreign, parts)?
            }
        },
        Generator::Jekyll => jekyll(foreign, parts)?,
        Generator::Hugo => hugo(foreign, parts)?,
        Generator::Zola => zola(foreign, parts),
    };
    let path = path.trim_start_matches('/').replace("//", "/");
    Some(format!("/{}", path.strip_suffix("index.html").unwrap_or(&path)))
}

fn jekyll(foreign: &Foreign, parts: &Parts) -> Option<String> {
    let style = foreign.site.settings.text("permalink").unwrap_or_else(|| "date".into());
    if foreign.role == Role::Page {
        let bare = bare(&foreign.below);
        let bare = bare.strip_suffix("index").unwrap_or(bare);
        return Some(match style.as_str() {
            _ if bare.is_empty() || bare.ends_with('/') => bare.to_owned(),
            "pretty" => format!("{bare}/"),
            _ if style.ends_with('/') => format!("{bare}/"),
            _ => format!("{bare}.html"),
        });
    }
    let pattern = match style.as_str() {
        "date" => "/:categories/:year/:month/:day/:title:output_ext",
        "pretty" => "/:categories/:year/:month/:day/:title/",
        "ordinal" => "/:categories/:year/:y_day/:title:output_ext",
        "none" => "/:categories/:title:output_ext",
        other => other,
    };
    expand(pattern, foreign, parts)
}

fn hugo(foreign: &Foreign, parts: &Parts) -> Option<String> {
    let settings = &foreign.site.settings;
    let section = foreign.below.split_once('/').map_or("", |(section, _)| section);
    if let Some(pattern) = settings.permalink_of_section(section) {
        return expand(&pattern, foreign, parts);
    }
    let folders = folder(&foreign.below);
    let last = parts.slug.clone().unwrap_or_else(|| stem(&foreign.below).to_owned());
    let path = urlize(&format!("{folders}{last}"), !settings.is_on("disablePathToLower"));
    Some(if settings.is_on("uglyURLs") { format!("{path}.html") } else { format!("{path}/") })
}

fn zola(foreign: &Foreign, parts: &Parts) -> String {
    let last = parts.slug.as_deref().unwrap_or_else(|| without_date(stem(&foreign.below)));
    format!("{}{}/", folder(&foreign.below), foreign.site.settings.zola_slug("paths", last.trim()))
}

/// What a placeholder of a pattern stands for.
fn placeholder(name: &str, foreign: &Foreign, parts: &Parts) -> Option<String> {
    let date = |pattern: &str| parts.date?.format(pattern);
    let stem = stem(&foreign.below);
    let undated = without_date(stem);
    let generator = foreign.site.settings.generator;
    let last = parts.slug.clone().unwrap_or_else(|| undated.to_owned());
    Some(match name {
        "year" => date("%Y")?,
        "short_year" => date("%y")?,
        "month" => date("%m")?,
        "i_month" => date("%-m")?,
        "day" => date("%d")?,
        "i_day" => date("%-d")?,
        "hour" => date("%H")?,
        "minute" => date("%M")?,
        "second" => date("%S")?,
        "y_day" | "yearday" => date("%j")?,
        "monthname" => date("%B")?.to_lowercase(),
        "title" if generator == Generator::Hugo => urlize(&parts.title, true),
        "slug" if generator == Generator::Hugo => {
            parts.slug.clone().unwrap_or_else(|| urlize(&parts.title, true))
        }
        "title" if generator == Generator::Hexo => format!("{}{undated}", folder(&foreign.below)),
        "title" | "slug" | "name" | "basename" => last,
        "slugorfilename" | "slugorcontentbasename" => parts.slug.clone().unwrap_or_else(|| stem.to_owned()),
        "filename" | "contentbasename" => stem.to_owned(),
        "post_title" => parts.title.clone(),
        "section" => foreign.below.split_once('/').map_or("", |(section, _)| section).to_owned(),
        "sections" => folder(&foreign.below).trim_end_matches('/').to_owned(),
        "categories" if generator == Generator::Jekyll => {
            let above = folder(&foreign.below).split('/').map(ToOwned::to_owned);
            let mut all: Vec<String> = Vec::new();
            for name in above.chain(parts.categories.iter().map(|name| name.to_lowercase())) {
                if !name.is_empty() && !all.contains(&name) {
                    all.push(name);
                }
            }
            all.join("/")
        }
        "categories" => parts.categories.iter().map(|it| urlize(it, true)).collect::<Vec<_>>().join("/"),
        "category" if parts.categories.is_empty() => "uncategorized".into(),
        "category" => parts.categories.join("/"),
        "output_ext" => ".html".into(),
        "path" => bare(&foreign.below).to_owned(),
        _ => return None,
    })
}

fn expand(pattern: &str, foreign: &Foreign, parts: &Parts) -> Option<String> {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(colon) = rest.find(':') {
        out.push_str(&rest[..colon]);
        let after = &rest[colon + 1..];
        let end = after
            .find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
            .unwrap_or(after.len());
        let (name, after) = after.split_at(end);
        // Hugo's `:sections[1:]`.
        let range =
            after.strip_prefix('[').and_then(|after| after.split_once(']')).filter(|_| name == "sections");
        let (value, after) = match range {
            Some((range, after)) => (some_of(&placeholder(name, foreign, parts)?, range)?, after),
            None => (placeholder(name, foreign, parts)?, after),
        };
        out.push_str(&value);
        rest = after;
    }
    out.push_str(rest);
    Some(out)
}

/// Some of the parts of a path: `1`, `1:`, `:2`, `last`.
fn some_of(path: &str, range: &str) -> Option<String> {
    let parts: Vec<&str> = path.split('/').collect();
    let place = |text: &str, usual| match text {
        "" => Some(usual),
        "last" => Some(parts.len() - 1),
        number => number.parse().ok(),
    };
    let (from, to) = match range.split_once(':') {
        Some((from, to)) => (place(from, 0)?, place(to, parts.len())?),
        None => place(range, 0).map(|at| (at, at + 1))?,
    };
    Some(parts.get(from..to.min(parts.len())).unwrap_or_default().join("/"))
}

/// A path without its ending.
fn bare(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(bare, _)| bare)
}

/// The folders of a path, with a slash behind each; an `index.md` stands for its folder.
fn folder(path: &str) -> &str {
    let bare = bare(path);
    let bare = bare.strip_suffix("/index").unwrap_or(bare);
    &bare[..bare.rfind('/').map_or(0, |at| at + 1)]
}

/// The name of a file without its ending; an `index.md` goes by its folder.
fn stem(path: &str) -> &str {
    let bare = bare(path);
    let bare = bare.strip_suffix("/index").unwrap_or(bare);
    bare.rsplit('/').next().unwrap_or(bare)
}

/// A name without the date that it begins with: `2024-06-25-a`, `2024-06-25_a`.
pub(super) fn without_date(stem: &str) -> &str {
    let dated = stem.get(..11).filter(|head| {
        head.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            10 => matches!(byte, b'-' | b'_'),
            _ => byte.is_ascii_digit(),
        })
    });
    dated.map_or(stem, |_| &stem[11..])
}

/// Hugo's `urlize`, Jekyll's slugs: spaces become hyphens, letters of every script stay.
pub(super) fn urlize(text: &str, lower: bool) -> String {
    let spaced = text.trim().replace(char::is_whitespace, "-");
    let kept = spaced.chars().filter(|letter| letter.is_alphanumeric() || "-_./+#~@".contains(*letter));
    if lower { kept.flat_map(char::to_lowercase).collect() } else { kept.collect() }
}

/// Hexo's slug of a tag or a category: signs become hyphens; `filename_case` 1 is lower, 2 is upper.
pub(super) fn hexo_slug(name: &str, case: Option<usize>) -> String {
    let mut slug = String::new();
    for letter in name.chars() {
        if !(letter.is_ascii_punctuation() || letter.is_whitespace()) {
            slug.push(letter);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.trim_end_matches('-');
    match case {
        Some(1) => slug.to_lowercase(),
        Some(2) => slug.to_uppercase(),
        _ => slug.to_owned(),
    }
}
