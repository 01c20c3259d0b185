//! What another generator's site is set to: the parts of its configuration that addresses depend on.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use super::Generator;
use crate::import::dialect;

/// A generator's configuration.
#[derive(Debug)]
pub(in crate::import) struct Settings {
    pub(in crate::import) generator: Generator,
    values: Map<String, Value>,
}

impl Settings {
    /// Finds out whose site the folder is; `None` if it is none.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let is_folder = |name: &str| folder.join(name).is_dir();
        if let Some(values) = file(folder, "_config.yml").or_else(|| file(folder, "_config.yaml")) {
            let source = values.get("source_dir").and_then(dialect::text).unwrap_or_else(|| "source".into());
            let hexo = is_folder(&source) && !is_folder("_posts");
            let generator = if hexo { Generator::Hexo } else { Generator::Jekyll };
            return Some(Self { generator, values });
        }
        for name in [
            "hugo.toml",
            "hugo.yaml",
            "hugo.yml",
            "hugo.json",
            "config.toml",
            "config.yaml",
            "config.yml",
            "config.json",
        ] {
            let Some(values) = file(folder, name).filter(|_| is_folder("content")) else { continue };
            let zola = name == "config.toml" && values.contains_key("base_url");
            let generator = if zola { Generator::Zola } else { Generator::Hugo };
            return Some(Self { generator, values });
        }
        None
    }

    /// One text of the configuration; keys are read as they are, and in Hugo's case without regard to case.
    pub(in crate::import) fn text(&self, key: &str) -> Option<String> {
        self.value(key).and_then(dialect::text)
    }

    fn value(&self, key: &str) -> Option<&Value> {
        let mut known = self.values.iter();
        known.find(|(name, _)| name.eq_ignore_ascii_case(key)).map(|(_, value)| value)
    }

    /// Hugo's pattern for a section.
    pub(super) fn permalink_of_section(&self, section: &str) -> Option<String> {
        let patterns = self.value("permalinks")?;
        let own = patterns.get("page").and_then(|pages| pages.get(section));
        own.or_else(|| patterns.get(section)).and_then(dialect::text)
    }

    /// Whether something is switched on.
    pub(super) fn is_on(&self, key: &str) -> bool {
        self.value(key).is_some_and(|value| value == &Value::Bool(true))
    }

    /// What stands at the end of a way of keys.
    pub(super) fn at(&self, keys: &[&str]) -> Option<&Value> {
        let (first, rest) = keys.split_first()?;
        rest.iter().try_fold(self.value(first)?, |value, key| value.get(*key))
    }

    /// A whole number.
    pub(super) fn count(&self, key: &str) -> Option<usize> {
        self.value(key).and_then(Value::as_u64).and_then(|count| usize::try_from(count).ok())
    }

    /// The taxonomies, by the keys of front matter.
    pub(in crate::import) fn taxonomies(&self) -> Vec<String> {
        let own = match (self.generator, self.value("taxonomies")) {
            (Generator::Hugo, Some(Value::Object(names))) => {
                names.values().filter_map(dialect::text).collect()
            }
            (Generator::Zola, Some(Value::Array(list))) => {
                list.iter().filter_map(|it| it.get("name").and_then(dialect::text)).collect()
            }
            _ => Vec::new(),
        };
        match self.generator {
            Generator::Zola => own,
            _ if own.is_empty() => vec!["tags".to_owned(), "categories".to_owned()],
            _ => own,
        }
    }

    /// How many articles of a term Zola lists on a page.
    pub(super) fn pages_of(&self, taxonomy: &str) -> Option<usize> {
        let list = self.value("taxonomies")?.as_array()?;
        let own = list.iter().find(|it| it.get("name").and_then(Value::as_str) == Some(taxonomy))?;
        own.get("paginate_by")?.as_u64().and_then(|each| usize::try_from(each).ok())
    }

    /// A name as Zola's `[slugify]` has it in addresses: of `paths` or of `taxonomies`.
    pub(super) fn zola_slug(&self, of: &str, name: &str) -> String {
        let strategy = self.at(&["slugify", of]).and_then(dialect::text);
        match strategy.as_deref() {
            Some("off") => name.to_owned(),
            Some("safe") => {
                name.trim_end_matches([' ', '.']).replace(['<', '>', ':', '"', '/', '\\', '|', '?', '*'], "")
            }
            _ => slug::slugify(name),
        }
    }
}

fn file(folder: &Path, name: &str) -> Option<Map<String, Value>> {
    let text = fs::read_to_string(folder.join(name)).ok()?;
    match name.rsplit_once('.')?.1 {
        "toml" => dialect::toml(&text),
        "json" => serde_json::from_str(&text).ok(),
        _ => dialect::yaml(&text),
    }
}
