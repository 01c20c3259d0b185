//! `fangtan schema`: JSON Schema 2020-12 of front matter, of `fangtan.toml` and of what `inspect --json` prints.
//!
//! Invariant: a schema names exactly the keys that are read or written (tests compare them).

use serde_json::{Map, Value, json};

use super::args::{Schema, SchemaOf};
use super::printer::Printer;
use super::{Exit, Failure};
use crate::article::other_front_matter_keys;

pub(super) fn run(args: &Schema, printer: &Printer) -> Result<Exit, Failure> {
    printer.data(&text(args.of)?)?;
    Ok(Exit::Clean)
}

/// The schema as it is printed.
pub(super) fn text(of: SchemaOf) -> Result<String, serde_json::Error> {
    Ok(match of {
        SchemaOf::FrontMatter => serde_json::to_string_pretty(&front_matter()?)? + "\n",
        SchemaOf::Config => CONFIG.to_owned(),
        SchemaOf::Inspect => INSPECT.to_owned(),
    })
}

const FRONT_MATTER: &str = include_str!("schema/front-matter.json");
const CONFIG: &str = include_str!("schema/config.json");
const INSPECT: &str = include_str!("schema/inspect.json");

/// The documented keys, and their other names as references to them.
fn front_matter() -> Result<Value, serde_json::Error> {
    let mut schema: Value = serde_json::from_str(FRONT_MATTER)?;
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        let others = other_front_matter_keys()
            .map(|(name, of)| (name.to_owned(), json!({ "$ref": format!("#/properties/{of}") })));
        properties.extend(others.collect::<Map<_, _>>());
    }
    Ok(schema)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::article::front_matter_keys;
    use crate::config::Config;
    use crate::diagnostic::Code;
    use crate::pipeline::Inspection;

    fn schema(text: &str) -> Value {
        serde_json::from_str(text).unwrap()
    }

    fn keys(of: &Value) -> BTreeSet<&str> {
        of.as_object().unwrap().keys().map(String::as_str).collect()
    }

    #[test]
    fn the_schema_of_front_matter_has_every_key() {
        let schema = schema(FRONT_MATTER);
        assert_eq!(keys(&schema["properties"]), front_matter_keys().collect());
        assert_eq!(front_matter().unwrap()["properties"]["标题"]["$ref"], "#/properties/title");
    }

    /// Every key of the schema is read: each is a line of a file, and none of them is unknown.
    #[test]
    fn every_key_of_the_schema_of_the_configuration_is_read() {
        let schema = schema(CONFIG);
        let mut text = String::new();
        let mut sections = String::new();
        for (key, of) in schema["properties"].as_object().unwrap() {
            match of["properties"].as_object() {
                None => text.push_str(&format!("{key} = {}\n", of["default"])),
                Some(below) => {
                    sections.push_str(&format!("[{key}]\n"));
                    let lines = below.keys().map(|key| format!("{key} = 0\n"));
                    sections.extend(lines);
                }
            }
        }
        let path: Arc<str> = "fangtan.toml".into();
        let read = Config::parse(&path, &(text + &sections).replace("base_url = null\n", ""));
        let unknown = read.diagnostics.iter().filter(|fault| fault.code == Code::UnknownConfigKey);
        assert_eq!(unknown.map(|fault| fault.message.as_str()).collect::<Vec<_>>(), Vec::<&str>::new());
    }

    /// What is read is in the schema: the program names the keys that it knows where one is unknown.
    #[test]
    fn every_key_that_is_read_is_in_the_schema_of_the_configuration() {
        let schema = schema(CONFIG);
        let path: Arc<str> = "fangtan.toml".into();
        let known = |text: &str| -> BTreeSet<String> {
            let read = Config::parse(&path, text);
            let help = read.diagnostics.iter().filter_map(|fault| fault.help.as_deref());
            let list = help.filter_map(|help| help.split_once(": ").filter(|it| it.0.starts_with("known")));
            list.flat_map(|(_, keys)| keys.split(", ").map(str::to_owned)).collect()
        };
        let own = |of: &Value| keys(of).into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
        assert_eq!(known("zzzzzzzzzzzz = 1"), own(&schema["properties"]));
        for (section, of) in schema["properties"].as_object().unwrap() {
            if section == "theme" || section == "speakers" || !of["properties"].is_object() {
                continue;
            }
            let known = known(&format!("[{section}]\nzzzzzzzzzzzz = 1"));
            assert_eq!(known, own(&of["properties"]), "[{section}]");
        }
        let person = &schema["properties"]["speakers"]["additionalProperties"]["properties"];
        assert_eq!(known("[speakers.\"甲\"]\nzzzzzzzzzzzz = 1"), own(person));
    }

    #[test]
    fn the_schema_of_inspect_has_every_key_that_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.md");
        let text = "---\ntitle: 题\n---\n**记者：** 何时开始？\n\n**何蔚：** 去年。\n\n**记者：** 何时停？\n\n**何蔚：** 明年。\n";
        std::fs::write(&file, text).unwrap();
        let inspection = Inspection::alone(Path::new(&file), &Config::default()).unwrap();
        let written: Value = serde_json::from_str(&super::super::inspect::json(&inspection)).unwrap();
        let schema = schema(INSPECT);
        assert_eq!(keys(&written), keys(&schema["properties"]));
        for list in ["speakers", "turns"] {
            assert_eq!(keys(&written[list][0]), keys(&schema["properties"][list]["items"]["properties"]));
        }
    }
}
