//! What a theme's options ask of the content security policy.
//!
//! In come the needs that `theme.toml` names and the options as they are settled; out go hosts by directive. Invariant:
//! an option that is off opens nothing.

use std::collections::{BTreeMap, BTreeSet};

use toml::{Table, Value};

/// Sources by directive: `script-src` and the like. `{value}` stands for scheme and host of the option's own value, and
/// `{name}` for those of another option's.
pub(super) type Needs = BTreeMap<String, Vec<String>>;

/// Further sources by directive.
pub(in crate::render) type Policy = BTreeMap<String, BTreeSet<String>>;

/// Adds what the options that are on need.
pub(super) fn add(needs: &BTreeMap<String, Needs>, options: &Table, policy: &mut Policy) {
    for (name, needs) in needs {
        let Some(value) = find(options, name).filter(|value| is_on(value)) else { continue };
        for (directive, sources) in needs {
            let sources = sources.iter().filter_map(|source| {
                match source.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                    Some("value") => value.as_str().and_then(origin),
                    Some(other) => find(options, other)?.as_str().and_then(origin),
                    None => Some(source.clone()),
                }
            });
            let plain = |source: &String| !source.contains([';', ',', ' ', '\n', '\r']);
            policy.entry(directive.clone()).or_default().extend(sources.filter(plain));
        }
    }
}

/// The option at a dotted name.
fn find<'o>(options: &'o Table, name: &str) -> Option<&'o Value> {
    match name.split_once('.') {
        Some((section, rest)) => find(options.get(section)?.as_table()?, rest),
        None => options.get(name),
    }
}

fn is_on(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.is_empty(),
        Value::Boolean(on) => *on,
        Value::Array(list) => !list.is_empty(),
        _ => true,
    }
}

/// Scheme and host of an address.
fn origin(url: &str) -> Option<String> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().filter(|host| !host.is_empty())?;
    Some(url[..url.len() - rest.len() + host.len()].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_an_option_that_is_on_opens_the_policy() {
        let needs: BTreeMap<String, Needs> = toml::from_str(
            "\"a.b\" = { script-src = [\"https://s.example\"], connect-src = [\"{value}\"] }\n\
             \"c\" = { frame-src = [\"https://f.example; script-src *\"] }",
        )
        .unwrap();
        let policy = |options: &str| {
            let mut policy = Policy::new();
            add(&needs, &toml::from_str(options).unwrap(), &mut policy);
            format!("{policy:?}")
        };
        assert_eq!(policy("c = false\n[a]\nb = \"\""), "{}");
        assert_eq!(
            policy("c = true\n[a]\nb = \"https://w.example/x\""),
            r#"{"connect-src": {"https://w.example"}, "frame-src": {}, "script-src": {"https://s.example"}}"#
        );
    }
}
