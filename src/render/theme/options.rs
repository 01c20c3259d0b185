//! `theme.toml`: what a theme is called, what it extends, and its options with their defaults.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;
use tera::Value;

use super::layers::{Layer, Layers};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};

/// `theme.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    #[serde(default)]
    extends: Option<String>,
    #[serde(default)]
    options: BTreeMap<String, toml::Value>,
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

/// The theme that a theme extends; says what is wrong with its `theme.toml`.
pub(super) fn extended(layer: &Layer, diagnostics: &mut Vec<Diagnostic>) -> Option<String> {
    match describe(layer) {
        Ok(description) => description.extends.filter(|name| !name.is_empty()),
        Err(fault) => {
            diagnostics.push(*fault);
            None
        }
    }
}

/// Options with the site's values over the theme's, over those of the themes that it extends.
pub(super) fn settle(
    layers: &Layers,
    wished: &BTreeMap<String, toml::Value>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Value {
    let mut options: BTreeMap<String, toml::Value> = BTreeMap::new();
    for layer in layers.layers.iter().rev() {
        options.extend(describe(layer).unwrap_or_default().options);
    }
    for (name, value) in wished {
        match options.get_mut(name) {
            Some(known) if known.type_str() == value.type_str() => *known = value.clone(),
            Some(known) => diagnostics.push(option_fault(
                format!("`{name}` of [theme] is a {}, not a {}", known.type_str(), value.type_str()),
                format!("write a {}", known.type_str()),
            )),
            None => {
                let near = nearest(name, options.keys().map(String::as_str));
                diagnostics.push(option_fault(
                    format!("the theme has no option `{name}`"),
                    near.map_or_else(
                        || "take it out of [theme]".to_owned(),
                        |near| format!("write `{near}`"),
                    ),
                ));
            }
        }
    }
    Value::from_serializable(&options)
}

fn option_fault(message: String, help: String) -> Diagnostic {
    Diagnostic::warning(Code::BadTheme, message).at(Place::file(&"fangtan.toml".into())).help(help)
}

fn describe(layer: &Layer) -> Result<Description, Box<Diagnostic>> {
    let Some(bytes) = layer.files.get("theme.toml") else { return Ok(Description::default()) };
    let path: Arc<str> = format!("{}theme.toml", layer.folder).into();
    let text = String::from_utf8_lossy(bytes);
    toml::from_str(&text).map_err(|error| {
        let fault = Diagnostic::error(Code::BadTheme, error.message().to_owned());
        Box::new(match error.span() {
            Some(span) => fault.at(Place::in_text(&path, &text, span)),
            None => fault.at(Place::file(&path)),
        })
    })
}
