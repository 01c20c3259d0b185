//! What the publisher says about the whole site: `fangtan.toml`, typed, everything optional.
//!
//! In comes the file's text; out go a [`Config`] and located faults. Invariant: a [`Config`] is always whole; a value
//! that is wrong is reported and its default stands in.

mod fill;
mod load;
mod rules;
mod section;
#[cfg(test)]
mod tests;
mod written;
mod zone;

pub use rules::{DeclaredRole, DeclaredSpeaker, Rules};
pub use written::toml_string;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::Place;

/// The whole configuration, defaults filled in.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// The file that says all this, from the site's root: what faults name.
    pub file: Arc<str>,
    /// The site's name.
    pub title: String,
    /// Where the site will stand, with scheme, ending in `/`; may have a path.
    pub base_url: String,
    /// One or two sentences about the site.
    pub description: String,
    /// BCP 47 tag of the site's language, `zh-CN` unless told.
    pub language: String,
    /// Who publishes.
    pub author: String,
    /// Offset from UTC in seconds for times written without a zone; +08:00 unless told.
    pub offset: i32,
    /// What is written beside the pages themselves.
    pub output: Output,
    /// Articles on one list page.
    pub paginate_by: usize,
    /// Articles in one feed.
    pub feed_items: usize,
    /// Pattern of an article's address, `/:slug/` unless told.
    pub permalink: String,
    /// What understanding may know of the configuration.
    pub rules: Rules,
    /// Speakers that the publisher describes, by name.
    pub speakers: BTreeMap<String, SpeakerEntry>,
    /// How many entries related lists are filled up to.
    pub related_fill: usize,
    /// What becomes of raw HTML in Markdown.
    pub html: HtmlPolicy,
    /// The theme's name.
    pub theme: String,
    /// The theme's own options, as they stand in `[theme]`.
    pub theme_options: toml::Table,
    /// Where they stand, by dotted name: `comments.giscus.repo`.
    pub theme_places: BTreeMap<String, Place>,
    /// ICP record number, shown at the foot.
    pub icp: Option<String>,
    /// Public security record number, shown at the foot.
    pub police: Option<String>,
    /// Licence of the site's texts, shown at the foot.
    pub license: Option<String>,
    /// Links of the header, in order: what is printed and where it leads.
    pub menu: Vec<MenuLink>,
    /// Former addresses that are no article's, in the order of the addresses.
    pub redirects: Vec<Redirect>,
}

/// A former address and where it leads, as `[redirects]` has them.
#[derive(Debug, Clone, PartialEq)]
pub struct Redirect {
    /// A path from the site's root.
    pub from: String,
    /// A path from the site's root, or a whole address.
    pub to: String,
    /// Where it is written.
    pub place: Place,
}

/// One link of the header.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub struct MenuLink {
    /// What is printed.
    pub name: String,
    /// Where it leads: a path of the site or an address.
    pub url: String,
}

/// A speaker as `[speakers."Name"]` describes one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SpeakerEntry {
    /// A page about the person elsewhere.
    pub url: Option<String>,
    /// A few words about the person.
    pub bio: Option<String>,
}

/// What is written beside the pages that every generator writes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Output {
    /// `index.md` beside each article.
    pub markdown: bool,
    /// `index.json` beside each article.
    pub json: bool,
    /// The search page and its index.
    pub search: bool,
    /// Speaker pages.
    pub speakers: bool,
    /// Question pages.
    pub questions: bool,
    /// The map of conversations.
    pub map: bool,
    /// `llms.txt`.
    pub llms: bool,
    /// Which feeds.
    pub feeds: Vec<FeedKind>,
}

/// A feed format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FeedKind {
    /// RSS 2.0.
    Rss,
    /// Atom (RFC 4287).
    Atom,
    /// JSON Feed 1.1.
    Json,
}

/// What becomes of raw HTML in Markdown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HtmlPolicy {
    /// A short list of harmless elements passes, everything else shows as text.
    #[default]
    Safe,
    /// All of it shows as text.
    Text,
    /// All of it passes.
    Raw,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            file: load::FILE_NAME.into(),
            title: "访谈".into(),
            base_url: "http://localhost:4000/".into(),
            description: String::new(),
            language: "zh-CN".into(),
            author: String::new(),
            offset: 8 * 3600,
            output: Output::default(),
            paginate_by: 20,
            feed_items: 20,
            permalink: "/:slug/".into(),
            rules: Rules::default(),
            speakers: BTreeMap::new(),
            related_fill: 3,
            html: HtmlPolicy::default(),
            theme: "default".into(),
            theme_options: toml::Table::new(),
            theme_places: BTreeMap::new(),
            icp: None,
            police: None,
            license: None,
            menu: Vec::new(),
            redirects: Vec::new(),
        }
    }
}

impl Default for Output {
    fn default() -> Self {
        Self {
            markdown: true,
            json: true,
            search: true,
            speakers: true,
            questions: true,
            map: true,
            llms: true,
            feeds: vec![FeedKind::Rss, FeedKind::Atom, FeedKind::Json],
        }
    }
}
