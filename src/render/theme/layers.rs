//! The folders that a theme is made of, topmost first.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::TemplateSource;
use super::builtin::FILES;
use super::description::Description;
use crate::diagnostic::{Code, Diagnostic, Place, nearest};

/// What stands below all other themes.
pub(super) const DEFAULT: &str = "default";

/// One folder: the site itself, or a theme.
#[derive(Debug, Default)]
pub(super) struct Layer {
    /// The theme's name; empty for the site.
    pub(super) name: String,
    /// The folder from the site's root; empty, or with a slash at the end.
    pub(super) folder: String,
    /// `theme.toml`, templates and static files, by path below the folder.
    pub(super) files: BTreeMap<String, Cow<'static, [u8]>>,
    /// What its `theme.toml` says.
    pub(super) description: Description,
}

/// All layers, topmost first.
#[derive(Debug)]
pub(super) struct Layers {
    pub(super) layers: Vec<Layer>,
}

impl Layers {
    /// Reads the site's layer, its theme's (which is named at `place`), those that the theme extends, and the default's.
    pub(super) fn read(
        root: &Path,
        theme: &str,
        place: Option<&Place>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut layers = vec![Layer::default()];
        layers[0].read_folder(&root.join("templates"), "templates/", diagnostics);
        layers[0].read_folder(&root.join("static"), "static/", diagnostics);
        let mut next = Some((theme.to_owned(), place.cloned()));
        while let Some((name, place)) = next.take() {
            if layers.iter().any(|layer| layer.name == name) {
                diagnostics.push(circle(&name, place));
                break;
            }
            let Some(mut layer) = Layer::theme(root, &name, place, diagnostics) else { break };
            layer.description = Description::of(&layer, diagnostics);
            let place = layer.description.place_of_extends(&layer);
            next = layer.description.extended().map(|name| (name.to_owned(), place));
            layers.push(layer);
        }
        if layers.iter().all(|layer| layer.name != DEFAULT) {
            layers.extend(Layer::theme(root, DEFAULT, None, diagnostics).map(|mut layer| {
                layer.description = Description::of(&layer, diagnostics);
                layer
            }));
        }
        Self { layers }
    }

    /// What templates of a theme are called before their names.
    pub(super) fn prefixes(&self) -> Vec<String> {
        self.layers.iter().skip(1).map(|layer| format!("{}/", layer.name)).collect()
    }

    /// All templates, topmost first.
    pub(super) fn templates(&self, diagnostics: &mut Vec<Diagnostic>) -> Vec<TemplateSource> {
        let mut sources = Vec::new();
        for layer in &self.layers {
            for (file, bytes) in &layer.files {
                let Some(template) = file.strip_prefix("templates/") else { continue };
                let path: Arc<str> = format!("{}{file}", layer.folder).into();
                match std::str::from_utf8(bytes) {
                    Ok(text) => sources.push(TemplateSource {
                        name: layer.template(template),
                        path,
                        text: text.to_owned(),
                    }),
                    Err(_) => diagnostics.push(
                        Diagnostic::error(Code::BadTemplate, format!("\"{path}\" is not UTF-8"))
                            .at(Place::file(&path)),
                    ),
                }
            }
        }
        sources
    }
}

impl Layer {
    /// A theme of the site, or the compiled-in one; `None`, reported at the place that names it, if there is neither.
    fn theme(
        root: &Path,
        name: &str,
        place: Option<Place>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let folder = root.join("themes").join(name);
        let mut layer = Self { name: name.to_owned(), folder: format!("themes/{name}/"), ..Self::default() };
        if name == DEFAULT {
            let compiled = FILES.iter().map(|(path, bytes)| ((*path).to_owned(), Cow::Borrowed(*bytes)));
            layer.files.extend(compiled);
        } else if name.contains(['/', '\\']) || !folder.is_dir() {
            let fault = missing(root, name);
            diagnostics.push(match place {
                Some(place) => fault.at(place),
                None => fault,
            });
            return None;
        }
        layer.read_folder(&folder, "", diagnostics);
        Some(layer)
    }

    /// The full name of a template of this layer.
    fn template(&self, name: &str) -> String {
        if self.name.is_empty() { name.to_owned() } else { format!("{}/{name}", self.name) }
    }

    fn read_folder(&mut self, folder: &Path, prefix: &str, diagnostics: &mut Vec<Diagnostic>) {
        if !folder.is_dir() {
            return;
        }
        let found = walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter();
        let mut outside = Vec::new();
        let is_wanted = |entry: &walkdir::DirEntry| {
            let visible = entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
            // A whole file system may lie behind a link.
            let is_link = visible && entry.path_is_symlink() && entry.file_type().is_dir();
            if is_link && !self.has(folder, entry.path()) {
                outside.push(entry.path().to_owned());
                return false;
            }
            visible
        };
        let found: Vec<_> = found.filter_entry(is_wanted).collect();
        for link in outside {
            let below = link.strip_prefix(folder).unwrap_or(&link);
            self.refuse(&format!("{prefix}{}", below.display()), LEADS_OUT, diagnostics);
        }
        for entry in found {
            let path =
                entry.as_ref().map_or_else(|error| error.path().unwrap_or(folder), walkdir::DirEntry::path);
            let below = path.strip_prefix(folder).unwrap_or(path);
            let file = format!("{prefix}{}", below.to_string_lossy().replace('\\', "/"));
            let wanted = ["templates/", "static/"].iter().any(|kind| file.starts_with(kind));
            if !(wanted || file == "theme.toml") || path.is_dir() && entry.is_ok() {
                continue;
            }
            match entry.map_err(|error| reason(&error)).and_then(|entry| self.read_file(folder, &entry)) {
                Ok(bytes) => drop(self.files.insert(file, Cow::Owned(bytes))),
                Err(why) => self.refuse(&file, &why, diagnostics),
            }
        }
    }

    fn refuse(&self, file: &str, why: &str, diagnostics: &mut Vec<Diagnostic>) {
        let file = file.trim_end_matches('/');
        let fault = Diagnostic::error(Code::BadTheme, format!("\"{file}\" cannot be read: {why}"));
        diagnostics.push(fault.at(Place::file(&format!("{}{file}", self.folder).into())));
    }

    /// Whether a file of the site's own is one: what the site gives to all readers has to lie where it seems to.
    fn has(&self, folder: &Path, file: &Path) -> bool {
        let root = || folder.parent()?.canonicalize().ok();
        let inside = |file: PathBuf| root().is_some_and(|root| file.starts_with(root));
        !self.name.is_empty() || file.canonicalize().is_ok_and(inside)
    }

    /// Reads a file of the walk below `folder`.
    fn read_file(&self, folder: &Path, entry: &walkdir::DirEntry) -> Result<Vec<u8>, String> {
        if !entry.file_type().is_file() {
            return Err("it is no regular file".to_owned());
        }
        if !self.has(folder, entry.path()) {
            return Err(LEADS_OUT.to_owned());
        }
        std::fs::read(entry.path()).map_err(|error| error.to_string())
    }
}

const LEADS_OUT: &str = "a link leads out of the site";

/// Why the walk failed, without the path, which stands beside the message anyway.
fn reason(error: &walkdir::Error) -> String {
    match error.io_error() {
        Some(error) => error.to_string(),
        None => "a link leads to a folder that it lies in".to_owned(),
    }
}

/// Themes that extend each other: the last one that can stand is the one that says so.
fn circle(name: &str, place: Option<Place>) -> Diagnostic {
    let fault =
        Diagnostic::error(Code::BadTheme, format!("\"{name}\" extends itself, perhaps by way of others"));
    let fault = fault.help("take this line out of one of them");
    match place {
        Some(place) => fault.at(place),
        None => fault,
    }
}

fn missing(root: &Path, name: &str) -> Diagnostic {
    let mut there: Vec<String> = std::fs::read_dir(root.join("themes"))
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    there.sort();
    let missing = Diagnostic::error(Code::BadTheme, format!("there is no theme \"{name}\" in themes/"));
    match nearest(name, there.iter().map(String::as_str).chain([DEFAULT])) {
        Some(near) => missing.help(format!("write \"{near}\"")),
        None => missing.help(format!("make the folder themes/{name}, or use \"{DEFAULT}\"")),
    }
}
