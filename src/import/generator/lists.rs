//! Where lists and feeds of the old site stood, and what takes their place here.
//!
//! In come what is known of each article; out go pairs of addresses. The rules are those of each generator's
//! documentation. Invariant: no address of an article is among them, and none leads to itself.

use std::collections::{BTreeMap, BTreeSet};

use super::address::{hexo_slug, urlize};
use super::{Generator, Site};
use crate::article::Published;
use crate::import::dialect::{text, texts};
use crate::page::Slug;

const ARCHIVE: &str = "/archive/";

/// What lists knew of an article.
#[derive(Debug, Default)]
pub(in crate::import) struct Listed {
    /// Its path from the folder that addresses are made from.
    pub(in crate::import) below: String,
    pub(in crate::import) date: Option<Published>,
    /// Taxonomy and term; a category below another one stands behind it.
    pub(in crate::import) terms: Vec<(String, Vec<String>)>,
    /// A page of its own, which no list shows.
    pub(in crate::import) is_page: bool,
}

/// A list or feed of the old site.
struct Lists<'a> {
    site: &'a Site,
    articles: Vec<&'a Listed>,
    /// Addresses of articles.
    taken: &'a BTreeSet<String>,
    former: BTreeMap<String, String>,
}

/// Former addresses of lists and feeds, each with what takes its place.
pub(in crate::import) fn former(
    site: &Site,
    articles: &[Listed],
    taken: &BTreeSet<String>,
) -> BTreeMap<String, String> {
    let articles = articles.iter().filter(|it| !it.is_page).collect();
    let mut lists = Lists { site, articles, taken, former: BTreeMap::new() };
    match site.settings.generator {
        Generator::Hexo => lists.hexo(),
        Generator::Jekyll => lists.jekyll(),
        Generator::Hugo => lists.hugo(),
        Generator::Zola => lists.zola(),
    }
    lists.former
}

impl<'a> Lists<'a> {
    fn leads(&mut self, from: &str, to: &str) {
        let from = format!("/{}", from.trim_start_matches('/').replace("//", "/"));
        if from != to && from != "/" && !self.taken.contains(&from) {
            self.former.entry(from).or_insert_with(|| to.to_owned());
        }
    }

    /// A list and the pages that it went on to: `/posts/`, `/posts/page/2/`.
    fn turned(&mut self, list: &str, to: &str, articles: usize, each: usize, folder: &str) {
        self.leads(list, to);
        for number in 2..=articles.div_ceil(each.max(1)) {
            self.leads(&format!("{list}{folder}/{number}/"), to);
        }
    }

    /// Every term of a taxonomy with how many articles it has, and whether one of them has a date.
    fn terms(&self) -> BTreeMap<(&'a str, &'a [String]), (usize, bool)> {
        let mut terms = BTreeMap::new();
        for article in &self.articles {
            let mut seen = BTreeSet::new();
            for (taxonomy, chain) in &article.terms {
                for length in 1..=chain.len() {
                    let key = (taxonomy.as_str(), &chain[..length]);
                    if seen.insert(key) {
                        let (count, dated) = terms.entry(key).or_insert((0, false));
                        *count += 1;
                        *dated |= article.date.is_some();
                    }
                }
            }
        }
        terms
    }

    fn hexo(&mut self) {
        let settings = &self.site.settings;
        let folder = settings.text("pagination_dir").unwrap_or_else(|| "page".into());
        let each = settings.count("per_page").unwrap_or(10);
        let each = if each == 0 { usize::MAX } else { each };
        self.turned("/", "/", self.articles.len(), each, &folder);
        let archives = settings.text("archive_dir").unwrap_or_else(|| "archives".into());
        let mut months: BTreeMap<String, usize> = BTreeMap::new();
        for date in self.articles.iter().filter_map(|article| article.date) {
            for pattern in ["%Y/", "%Y/%m/"] {
                let month = date.format(pattern).unwrap_or_default();
                *months.entry(format!("/{archives}/{month}")).or_default() += 1;
            }
        }
        months.insert(format!("/{archives}/"), self.articles.len());
        for (list, count) in months {
            self.turned(&list, ARCHIVE, count, each, &folder);
        }
        for ((taxonomy, chain), (count, _)) in self.terms() {
            let (folder_key, names) =
                if taxonomy == "tags" { ("tag_dir", "tag_map") } else { ("category_dir", "category_map") };
            let at = settings.text(folder_key).unwrap_or_else(|| taxonomy.to_owned());
            let part = |name: &String| {
                let own = settings.at(&[names, name]).and_then(text);
                hexo_slug(own.as_deref().unwrap_or(name), settings.count("filename_case"))
            };
            let parts: Vec<String> = chain.iter().map(part).collect();
            let list = format!("/{at}/{}/", parts.join("/"));
            self.turned(&list, &place_of(taxonomy, chain), count, each, &folder);
        }
        for path in settings.at(&["feed", "path"]).map(texts).unwrap_or_default() {
            self.leads(&path, if path.contains("rss") { "/rss.xml" } else { "/atom.xml" });
        }
    }

    fn jekyll(&mut self) {
        let settings = &self.site.settings;
        let feed = settings.at(&["feed", "path"]).and_then(text);
        self.leads(feed.as_deref().unwrap_or("/feed.xml"), "/atom.xml");
        if let Some(each) = settings.count("paginate") {
            let pattern = settings.text("paginate_path").unwrap_or_else(|| "/page:num/".into());
            for number in 2..=self.articles.len().div_ceil(each.max(1)) {
                let page = pattern.replace(":num", &number.to_string());
                self.leads(&format!("{}/", page.trim_end_matches('/')), "/");
            }
        }
        if settings.at(&["jekyll-archives"]).is_none() {
            return;
        }
        for (taxonomy, key, usual) in
            [("tags", "tag", "/tag/:name/"), ("categories", "category", "/category/:name/")]
        {
            let own = settings.at(&["jekyll-archives", "permalinks", key]).and_then(text);
            let pattern = own.unwrap_or_else(|| usual.to_owned());
            for ((_, chain), _) in self.terms().into_iter().filter(|((it, _), _)| *it == taxonomy) {
                let list = pattern.replace(":name", &urlize(&chain[chain.len() - 1], true));
                self.leads(&list, &place_of(taxonomy, chain));
            }
        }
    }

    fn hugo(&mut self) {
        let settings = &self.site.settings;
        let lower = !settings.is_on("disablePathToLower");
        let pager = |name: &str| settings.at(&["pagination", name]);
        let each = pager("pagerSize").and_then(serde_json::Value::as_u64).map(|each| each as usize);
        let each = each.or_else(|| settings.count("paginate")).unwrap_or(10);
        let folder = pager("path").and_then(text).or_else(|| settings.text("paginatePath"));
        let folder = folder.unwrap_or_else(|| "page".into());
        self.leads("/index.xml", "/rss.xml");
        self.leads(&format!("/{folder}/1/"), "/");
        self.turned("/", "/", self.articles.len(), each, &folder);
        let mut sections: BTreeMap<String, usize> =
            self.site.sections.keys().map(|section| (section.clone(), 0)).collect();
        for article in &self.articles {
            let Some((section, rest)) = article.below.split_once('/') else { continue };
            if !rest.starts_with("index.") {
                *sections.entry(section.to_owned()).or_default() += 1;
            }
        }
        for (section, count) in sections {
            let list = format!("/{}/", urlize(&section, lower));
            self.leads(&format!("{list}{folder}/1/"), ARCHIVE);
            self.turned(&list, ARCHIVE, count, each, &folder);
            self.leads(&format!("{list}index.xml"), "/rss.xml");
        }
        for ((taxonomy, chain), (count, dated)) in self.terms() {
            let (slug, to) = (urlize(&chain[0], lower), place_of(taxonomy, chain));
            let own = dated && to.starts_with("/tags/");
            let feed = if own { format!("{to}rss.xml") } else { "/rss.xml".to_owned() };
            self.turned(&format!("/{taxonomy}/{slug}/"), &to, count, each, &folder);
            self.leads(&format!("/{taxonomy}/{slug}/index.xml"), &feed);
            self.leads(&format!("/{taxonomy}/"), "/tags/");
            self.leads(&format!("/{taxonomy}/{folder}/1/"), "/tags/");
            self.leads(&format!("/{taxonomy}/index.xml"), "/rss.xml");
        }
    }

    fn zola(&mut self) {
        let settings = &self.site.settings;
        let mut feeds = settings.at(&["feed_filenames"]).map(texts).unwrap_or_default();
        feeds.extend(settings.text("feed_filename"));
        if feeds.is_empty() {
            feeds.push("atom.xml".to_owned());
        }
        let kind = |feed: &str| if feed.contains("rss") { "/rss.xml" } else { "/atom.xml" };
        for feed in &feeds {
            self.leads(&format!("/{feed}"), kind(feed));
        }
        for (section, pages) in &self.site.sections {
            let list = if section.is_empty() { "/".to_owned() } else { format!("/{section}/") };
            let to = if section.is_empty() { "/" } else { ARCHIVE };
            self.leads(&list, to);
            let below =
                self.articles.iter().filter(|it| section.is_empty() || it.below.starts_with(&list[1..]));
            if let Some(each) = *pages {
                let count = below.count();
                self.leads(&format!("{list}page/1/"), to);
                self.turned(&list, to, count, each, "page");
            }
            for feed in &feeds {
                self.leads(&format!("{list}{feed}"), kind(feed));
            }
        }
        for ((taxonomy, chain), (count, dated)) in self.terms() {
            self.leads(&format!("/{taxonomy}/"), "/tags/");
            let to = place_of(taxonomy, chain);
            let list = format!("/{taxonomy}/{}/", settings.zola_slug("taxonomies", &chain[0]));
            self.leads(&list, &to);
            if let Some(each) = settings.pages_of(taxonomy) {
                self.leads(&format!("{list}page/1/"), &to);
                self.turned(&list, &to, count, each, "page");
            }
            for feed in &feeds {
                let own = dated && to.starts_with("/tags/");
                let to = if own { format!("{to}rss.xml") } else { kind(feed).to_owned() };
                self.leads(&format!("{list}{feed}"), &to);
            }
        }
    }
}

/// Where the articles of a term stand here: categories are tags.
fn place_of(taxonomy: &str, chain: &[String]) -> String {
    let name = chain.last().map_or("", String::as_str);
    match taxonomy {
        "tags" | "tag" | "categories" | "category" => format!("/tags/{}/", Slug::of_name(name).as_str()),
        "series" => format!("/series/{}/", Slug::of_name(name).as_str()),
        _ => ARCHIVE.to_owned(),
    }
}
