//! `theme.toml`: what a theme is called, what it extends, its options with their defaults, and which hosts its pages need
//! when an option is on.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use toml::Table;

use super::layers::Layer;
use super::policy::Needs;
use crate::diagnostic::{Code, Diagnostic, Place};

/// `theme.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Description {
    /// The theme that stands in where this one has no file.
    #[serde(default)]
    pub(super) extends: Option<toml::Spanned<String>>,
    /// Options with their defaults.
    #[serde(default)]
    pub(super) options: Table,
    /// What the content security policy has to allow, by the dotted name of the option that wants it.
    #[serde(default)]
    pub(super) policy: BTreeMap<String, Needs>,
    // For people who look for a theme; nothing here reads them.
    #[serde(default, rename = "name")]
    _name: Option<String>,
    #[serde(default, rename = "description")]
    _description: Option<String>,
    #[serde(default, rename = "author")]
    _author: Option<String>,
    #[serde(default, rename = "license")]
    _license: Option<String>,
    #[serde(default, rename = "homepage")]
    _homepage: Option<String>,
}

impl Description {
    /// What the layer's `theme.toml` says; a layer without one says nothing. A fault is reported, and then it says
    /// nothing, too.
    pub(super) fn of(layer: &Layer, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let Some((path, text)) = file(layer) else { return Self::default() };
        toml::from_str(&text).unwrap_or_else(|error: toml::de::Error| {
            let fault = Diagnostic::error(Code::BadTheme, error.message().to_owned());
            diagnostics.push(match error.span() {
                Some(span) => fault.at(Place::in_text(&path, &text, span)),
                None => fault.at(Place::file(&path)),
            });
            Self::default()
        })
    }

    /// The name of the theme that it extends.
    pub(super) fn extended(&self) -> Option<&str> {
        self.extends.as_ref().map(|name| name.get_ref().as_str()).filter(|name| !name.is_empty())
    }

    /// Where `layer` says what it extends.
    pub(super) fn place_of_extends(&self, layer: &Layer) -> Option<Place> {
        let (path, text) = file(layer)?;
        Some(Place::in_text(&path, &text, self.extends.as_ref()?.span()))
    }
}

fn file(layer: &Layer) -> Option<(Arc<str>, String)> {
    let bytes = layer.files.get("theme.toml")?;
    Some((format!("{}theme.toml", layer.folder).into(), String::from_utf8_lossy(bytes).into_owned()))
}
