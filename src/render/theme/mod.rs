//! Themes: templates, static files and options, in layers.
//!
//! In come the site's folder and its configuration; out goes a [`Theme`], checked. Invariant: `templates/` and `static/`
//! of the site stand over those of its theme, those over the theme's that it extends, and the compiled-in default below
//! all, file by file; what is wrong in a layer is reported and the layer below stands in.

mod assets;
mod builtin;
mod description;
mod layers;
mod loops;
mod options;
mod policy;
mod wants;

pub use assets::Asset;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use tera::{Tera, Value};

use super::{escape, faults, filters, rounds};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Place, Reported};
use crate::page::{Base, key_of};
use layers::Layers;
pub(super) use loops::Counted;
use options::Wishes;
pub(super) use policy::Policy;
pub(super) use wants::Wants;

/// Templates, loaded and checked.
#[derive(Debug)]
pub struct Theme {
    pub(super) templates: Tera,
    pub(super) sources: Vec<TemplateSource>,
    assets: Vec<Asset>,
    links: BTreeMap<String, String>,
    pub(super) globals: Vec<(&'static str, Value)>,
    /// What the theme's pages need beside their own files.
    pub(super) policy: Policy,
    /// What its templates ask for.
    pub(super) wants: Wants,
    key: u128,
}

/// A template and where it comes from.
#[derive(Debug, Clone, Hash)]
pub(super) struct TemplateSource {
    /// The name that templates use for it: `base.html` for the site's own, `default/base.html` for a theme's.
    pub(super) name: String,
    /// The file, from the site's root.
    pub(super) path: Arc<str>,
    /// Its text.
    pub(super) text: String,
}

impl Theme {
    /// Loads `templates/` over `themes/<name>/templates/` over the compiled-in default, file by file, and the static
    /// files in the same order.
    pub fn load(root: &Path, config: &Config) -> Reported<Self> {
        let mut diagnostics = Vec::new();
        let layers = Layers::read(root, &config.theme, config.theme_places.get("name"), &mut diagnostics);
        let base = Base::new(&config.base_url);
        let (options, policy) = settle(&layers, config, &mut diagnostics);
        let options = Value::from_serializable(&options);
        let (assets, links) = assets::gather(&layers, &base);
        let mut sources = layers.templates(&mut diagnostics);
        let templates = parse(&mut sources, &layers.prefixes(), &base, &mut diagnostics);
        let fingerprints: Vec<(&str, u128)> =
            assets.iter().map(|asset| (asset.path.as_str(), asset.key)).collect();
        let key = key_of(&(&sources, fingerprints, options.to_string(), &policy, env!("CARGO_PKG_VERSION")));
        let globals = vec![("theme", options), ("assets", Value::from_serializable(&links))];
        let wants = Wants::of(&sources);
        Reported {
            value: Self { templates, sources, assets, links, globals, policy, wants, key },
            diagnostics,
        }
    }

    /// The static files, with fingerprints in the names of style sheets and scripts.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The link to a static file, by its name below `static/`.
    pub(super) fn link(&self, name: &str) -> Option<&str> {
        self.links.get(name).map(String::as_str)
    }

    /// Hash of everything that pages take from the theme.
    pub fn key(&self) -> u128 {
        self.key
    }
}

/// Options with the site's values over the theme's, over those of the themes that it extends; and what those that are on
/// need of the policy.
fn settle(layers: &Layers, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> (toml::Table, Policy) {
    let mut options = toml::Table::new();
    for layer in layers.layers.iter().rev() {
        options::lay_over(&mut options, layer.description.options.clone());
    }
    let wishes = Wishes { options: &config.theme_options, file: &config.file, places: &config.theme_places };
    wishes.fulfil(&mut options, diagnostics);
    let mut policy = Policy::new();
    layers.layers.iter().for_each(|layer| policy::add(&layer.description.policy, &options, &mut policy));
    (options, policy)
}

/// Branches of all conditions of a template: the parser goes one deeper for each.
const MOST_BRANCHES: usize = 1000;

/// Parses all templates; one that is wrong is reported and left out, so that the layer below stands in.
fn parse(
    sources: &mut Vec<TemplateSource>,
    prefixes: &[String],
    base: &Base,
    diagnostics: &mut Vec<Diagnostic>,
) -> Tera {
    sources.retain(|source| {
        let fits = source.text.matches("elif").count() <= MOST_BRANCHES;
        if !fits {
            let fault = Diagnostic::error(Code::BadTemplate, "more `elif` than a template can hold");
            let at = source.text.find("elif").unwrap_or(0);
            diagnostics.push(fault.at(Place::in_text(&source.path, &source.text, at..at + 4)));
        }
        fits
    });
    let mut left_out: Vec<String> = Vec::new();
    loop {
        let counted = sources.iter().map(|source| (&source.name, Counted::of(&source.text).text));
        let mut templates = empty(prefixes, base);
        if templates.add_raw_templates(counted).is_ok() {
            return templates;
        }
        // What is wrong is said of the templates as they were written.
        let mut templates = empty(prefixes, base);
        let written = sources.iter().map(|source| (&source.name, &source.text));
        let Err(error) = templates.add_raw_templates(written) else { return templates };
        let found = faults::of_templates(&error, sources);
        let faulty = |source: &mut TemplateSource| found.iter().any(|fault| fault.template == source.name);
        let faulty: Vec<TemplateSource> = sources.extract_if(.., faulty).collect();
        // What asks for a template that is left out misses it for that alone.
        let follows =
            |fault: &Diagnostic| left_out.iter().any(|name| fault.message.contains(&format!("\"{name}\"")));
        diagnostics.extend(found.into_iter().map(|fault| fault.diagnostic).filter(|fault| !follows(fault)));
        if faulty.is_empty() {
            return templates;
        }
        left_out.extend(faulty.into_iter().map(|source| source.said(prefixes)));
    }
}

impl TemplateSource {
    /// The name by which templates of all layers ask for it.
    fn said(self, prefixes: &[String]) -> String {
        let short = prefixes.iter().find_map(|prefix| self.name.strip_prefix(prefix.as_str()));
        short.map(str::to_owned).unwrap_or(self.name)
    }
}

/// No templates, and everything that they may use.
fn empty(prefixes: &[String], base: &Base) -> Tera {
    let mut templates = Tera::default();
    filters::register(&mut templates, base);
    rounds::register(&mut templates);
    templates.set_escape_fn(escape::escape);
    // Prefixes only fail to be set once there are templates.
    let _ = templates.set_fallback_prefixes(prefixes.iter().cloned());
    templates
}
