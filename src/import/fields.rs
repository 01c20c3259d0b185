//! What other generators' front matter means here.
//!
//! In come the values of a file; out go lines of front matter in our words, and what of it has no place. Invariant:
//! every key is used, kept under its own name, or reported.

use serde_json::{Map, Value};

use super::dialect::{text, texts};
use super::generator::{Foreign, Generator, Listed, Parts, Role, old_address};
use super::report::{Remark, What};
use super::yaml;
use crate::article::Published;
use crate::page::Slug;

/// What only the other generator could do anything with.
const THEIRS: &[&str] = &[
    "layout",
    "permalink",
    "url",
    "path",
    "type",
    "markup",
    "outputs",
    "weight",
    "template",
    "page_template",
    "sort_by",
    "render",
    "in_search_index",
    "insert_anchor_links",
    "comments",
    "toc",
    "mathjax",
    "katex",
    "math",
    "id",
    "excerpt_separator",
    "render_with_liquid",
    "sitemap",
    "published",
    "menu",
    "menus",
    "cascade",
    "build",
    "_build",
    "expiryDate",
    "top",
    "sticky",
    "password",
    "topic",
];
/// Of these, what says nothing that an article is not anyway.
const USUAL: &[&str] = &["post", "posts", "page", "default", "single", "home", "true", "null", ""];

/// Layouts of pages that only list: the theme's, each with what takes its place here.
const LISTS: &[(&str, &str)] = &[
    ("tags", "/tags/"),
    ("tag", "/tags/"),
    ("categories", "/tags/"),
    ("category", "/tags/"),
    ("archives", "/archive/"),
    ("archive", "/archive/"),
    ("posts", "/archive/"),
    ("search", "/search/"),
];

/// Where themes look for a cover.
const COVERS: &[&str] =
    &["cover", "image", "images", "thumbnail", "featured_image", "featuredImage", "banner", "header"];

/// A file's values, taken one by one.
struct Values(Map<String, Value>);

impl Values {
    /// Zola and some themes of Hugo keep values one level down.
    fn flattened(mut values: Map<String, Value>) -> Self {
        for nested in ["taxonomies", "extra", "params"] {
            if let Some(Value::Object(inner)) = values.remove(nested) {
                for (key, value) in inner {
                    values.entry(key).or_insert(value);
                }
            }
        }
        Self(values)
    }

    /// The first of these keys that says something; the others are taken out too.
    fn take(&mut self, names: &[&str]) -> Option<Value> {
        let mut found = None;
        for name in names {
            let key = self.0.keys().find(|key| key.eq_ignore_ascii_case(name)).cloned();
            let value = key.and_then(|key| self.0.remove(&key));
            found = found.or(value.filter(|value| !value.is_null()));
        }
        found
    }

    fn text(&mut self, names: &[&str]) -> Option<String> {
        self.take(names).as_ref().and_then(text)
    }
}

/// A file's values in our words.
#[derive(Debug, Default)]
pub(super) struct Fields {
    lines: Vec<(String, Value)>,
    /// What of the front matter has no place.
    pub(super) remarks: Vec<Remark>,
    /// The last part of the address that the article wants.
    pub(super) slug: Option<String>,
    /// What takes its place here, where the page was a list of the theme.
    pub(super) list: Option<&'static str>,
    /// Where it stood; `None` for what was not published.
    pub(super) old: Option<String>,
    /// What the old site's lists knew of it; `None` for what was not published.
    pub(super) listed: Option<Listed>,
}

impl Fields {
    /// Translates the values of an article; times without a zone are `offset` seconds east of UTC.
    pub(super) fn read(foreign: &Foreign, values: Map<String, Value>, offset: i32) -> Self {
        let mut fields = Self::default();
        let mut values = Values::flattened(values);
        let terms = terms(foreign, &values.0);
        let words = |value: Value| split_words(foreign, &value);
        let layouts = ["layout", "type", "template"].map(|key| values.0.get(key).and_then(text));
        let title = values.text(&["title"]);
        let written = values.text(&["date", "publishDate", "created"]);
        let written = written.as_deref().and_then(|date| Published::parse(date, offset));
        let one = values.0.get("category").and_then(text).filter(|_| !values.0.contains_key("categories"));
        let categories = values.take(&["categories", "category"]).map(words).unwrap_or_default();
        // Jekyll takes `category` for one name, spaces and all.
        let categories = one.map_or(categories, |one| vec![one]);
        let tags = values.take(&["tags", "tag"]).map(words).unwrap_or_default();
        let permalink = values.text(&["permalink", "url", "path"]);
        let (elsewhere, permalink) = permalink
            .map_or((None, None), |it| if it.contains("://") { (Some(it), None) } else { (None, Some(it)) });
        let parts = Parts {
            title: title.clone().unwrap_or_default(),
            date: written
                .or_else(|| date_in_name(&foreign.below, offset))
                .or_else(|| fields.date_of_file(foreign, offset)),
            slug: values.text(&["slug"]),
            permalink,
            categories: categories.clone(),
        };
        let is_page = foreign.role == Role::Page && written.is_none();
        let date = parts.date.filter(|_| !is_page).map(|date| yaml::moment(date, offset));
        fields.say("title", title);
        fields.say("date", date);
        fields.say("updated", values.text(&["updated", "lastmod", "last_modified_at", "last_modified"]));
        fields.say("author", values.take(&["author", "authors"]).as_ref().and_then(names));
        fields.say("summary", values.text(&["summary", "description", "excerpt", "subtitle"]));
        fields.say("cover", values.take(COVERS).as_ref().and_then(picture));
        fields.say("source", elsewhere);
        fields.say("tags", list(tags.into_iter().chain(categories)));
        fields.say("series", values.take(&["series"]).and_then(|it| texts(&it).into_iter().next()));
        fields.say("lang", values.text(&["lang", "language"]));
        let draft = values.take(&["draft"]) == Some(Value::Bool(true)) || foreign.role == Role::Draft;
        let hidden = values.take(&["published"]) == Some(Value::Bool(false));
        fields.say("draft", (draft || hidden).then_some(true));
        fields.say("kind", is_page.then_some("page"));
        let mut names = layouts.iter().flatten().map(|name| name.trim_end_matches(".html"));
        let list = names.find_map(|name| LISTS.iter().find(|(list, _)| *list == name));
        fields.list = list.filter(|_| is_page).map(|(_, to)| *to);
        if !draft && !hidden {
            let below = foreign.below.clone();
            fields.listed = Some(Listed { below, date: parts.date, terms, is_page });
        }
        let former = [values.take(&["aliases", "alias"]), values.take(&["redirect_from"])];
        fields.address(foreign, &parts, former.iter().flatten().flat_map(texts).collect());
        fields.rest(values.0);
        fields
    }

    /// The date of an article's file, where its generator went by that; said, since copying a file may change it.
    fn date_of_file(&mut self, foreign: &Foreign, offset: i32) -> Option<Published> {
        let changed = foreign.changed.filter(|_| foreign.role == Role::Post)?;
        let zone = jiff::tz::Offset::from_seconds(offset).ok()?;
        let clock = zone.to_datetime(jiff::Timestamp::from_second(changed).ok()?);
        let text = format!("no date is stated; it is dated {} by its file", clock.date());
        self.remarks.push(Remark { line: 1, what: What::Foreign, text });
        Published::parse(&clock.strftime("%Y-%m-%d %H:%M:%S").to_string(), offset)
    }

    /// The article's slug, and its old address among the former ones.
    fn address(&mut self, foreign: &Foreign, parts: &Parts, mut former: Vec<String>) {
        let old = old_address(foreign, parts);
        if old.is_none() && self.listed.is_some() {
            let text = "the address that it had cannot be told; add it to `aliases`".to_owned();
            self.remarks.push(Remark { line: 1, what: What::Foreign, text });
        }
        let last = old.as_deref().map(|old| {
            let bare = old.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
            bare.strip_suffix(".html").unwrap_or(bare).to_owned()
        });
        // What a file system refuses cannot be in it.
        self.slug = last.filter(|slug| !slug.is_empty()).map(|last| {
            let slug = Slug::wished(&last).unwrap_or_else(|| Slug::of_name(&last));
            slug.as_str().to_owned()
        });
        let draft = self.listed.is_none();
        let is_new = |old: &String| self.slug.as_deref() != Some(old.trim_matches('/')) && old != "/";
        self.old = old.clone().filter(|_| !draft);
        if let (Generator::Hugo, Some(old)) = (foreign.site.settings.generator, &old) {
            // An alias without a slash is called from the article's folder.
            let folder = &old[..old.trim_end_matches('/').rfind('/').map_or(0, |at| at + 1)];
            former.iter_mut().filter(|it| !it.starts_with('/')).for_each(|it| it.insert_str(0, folder));
        }
        if foreign.site.settings.generator == Generator::Jekyll {
            let is_bare = |it: &&String| {
                !it.ends_with('/') && !it.rsplit('/').next().is_some_and(|it| it.contains('.'))
            };
            let files: Vec<String> = former.iter().filter(is_bare).map(|it| format!("{it}.html")).collect();
            former.extend(files);
        }
        former.extend(old.filter(|old| !draft && is_new(old)));
        former.dedup();
        self.say("aliases", list(former.into_iter()));
    }

    /// What nobody here asks for: kept for templates, unless it was about the other generator.
    fn rest(&mut self, values: Map<String, Value>) {
        for (key, value) in values {
            if !THEIRS.iter().any(|their| their.eq_ignore_ascii_case(&key)) {
                self.lines.push((key, value));
                continue;
            }
            let shown = text(&value).unwrap_or_else(|| value.to_string());
            if !USUAL.contains(&shown.as_str()) {
                self.remarks.push(Remark { line: 1, what: What::Dropped, text: format!("{key}: {shown}") });
            }
        }
    }

    /// Calls the cover as `find` calls it, if it knows it.
    pub(super) fn show_beside(&mut self, find: impl Fn(&str) -> Option<String>) {
        let covers = self.lines.iter_mut().filter(|(key, _)| key == "cover");
        for (_, cover) in covers {
            if let Some(found) = cover.as_str().and_then(&find) {
                *cover = found.into();
            }
        }
    }

    fn say(&mut self, key: &str, value: Option<impl Into<Value>>) {
        self.lines.extend(value.map(|value| (key.to_owned(), value.into())));
    }

    /// The front matter, with its fences.
    pub(super) fn front_matter(&self, slug: Option<&str>) -> String {
        let mut out = String::from("---\n");
        for (key, value) in &self.lines {
            out.push_str(&format!("{}: {}\n", yaml::scalar(key), yaml::value(value)));
        }
        if let Some(slug) = slug {
            out.push_str(&format!("slug: {}\n", yaml::scalar(slug)));
        }
        out.push_str("---\n");
        out
    }
}

/// The terms under which the old site listed an article; Hexo's categories stand below each other.
fn terms(foreign: &Foreign, values: &Map<String, Value>) -> Vec<(String, Vec<String>)> {
    let settings = &foreign.site.settings;
    let mut terms = Vec::new();
    for taxonomy in settings.taxonomies() {
        let singular = if taxonomy == "categories" { "category" } else { taxonomy.trim_end_matches('s') };
        let known = [taxonomy.as_str(), singular];
        let value = values.iter().find(|(key, _)| known.iter().any(|name| key.eq_ignore_ascii_case(name)));
        let Some((_, value)) = value else { continue };
        let chains: Vec<Vec<String>> = match value {
            Value::Array(list) if settings.generator == Generator::Hexo && taxonomy == "categories" => {
                let several = list.iter().any(Value::is_array);
                if several { list.iter().map(texts).collect() } else { vec![texts(value)] }
            }
            other => split_words(foreign, other).into_iter().map(|word| vec![word]).collect(),
        };
        terms.extend(chains.into_iter().filter(|it| !it.is_empty()).map(|chain| (taxonomy.clone(), chain)));
    }
    terms
}

fn list(texts: impl Iterator<Item = String>) -> Option<Value> {
    let mut all: Vec<String> = Vec::new();
    texts.for_each(|text| {
        if !all.contains(&text) {
            all.push(text);
        }
    });
    (!all.is_empty()).then(|| all.into())
}

/// Tags or categories; Jekyll separates those of one text by spaces.
fn split_words(foreign: &Foreign, value: &Value) -> Vec<String> {
    let by_space = foreign.site.settings.generator == Generator::Jekyll;
    let words: Vec<&str> = match value {
        Value::String(words) if by_space && !words.contains(',') => words.split_whitespace().collect(),
        Value::String(words) => words.split([',', '，']).collect(),
        other => return texts(other),
    };
    words.into_iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
}

/// Names of people, in a text, a list, or mappings with a `name`.
fn names(value: &Value) -> Option<String> {
    let name = |value: &Value| value.get("name").and_then(text).or_else(|| text(value));
    match value {
        Value::Array(list) => Some(list.iter().filter_map(name).collect::<Vec<_>>().join("、")),
        other => name(other),
    }
    .filter(|names| !names.is_empty())
}

/// A picture's address, as themes write it.
fn picture(value: &Value) -> Option<String> {
    match value {
        Value::Array(list) => list.first().and_then(picture),
        Value::Object(map) => {
            ["image", "src", "url", "path", "teaser"].iter().find_map(|key| map.get(*key).and_then(text))
        }
        Value::String(address) => Some(address.trim().to_owned()).filter(|it| !it.is_empty()),
        _ => None,
    }
}

/// The date that a file's name begins with.
fn date_in_name(below: &str, offset: i32) -> Option<Published> {
    let bare = below.strip_suffix("/index.md").unwrap_or(below);
    let name = bare.rsplit('/').next().unwrap_or(bare);
    Published::parse(name.get(..10)?, offset)
}
