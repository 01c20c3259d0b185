//! `speakers:` of front matter, in the ways in which people write such a list.
//!
//! `[林若川, 主持人]`, `林若川: guest`, `- name: 林若川` with `role` and `aliases` below, or `林若川: { role: guest }`.

use super::head::Head;
use super::values;
use super::yaml::{Entry, Node, Value};
use crate::config::{DeclaredRole, DeclaredSpeaker};
use crate::diagnostic::{Code, Diagnostic, nearest};

/// The speakers that the node declares.
pub(super) fn read(head: &mut Head<'_>, node: Node) -> Vec<DeclaredSpeaker> {
    match node.value {
        Value::List(list) => list.into_iter().flat_map(|element| read(head, element)).collect(),
        Value::Map(entries) if entries.iter().any(|entry| entry.key == "name") => {
            let mut speaker = DeclaredSpeaker::default();
            describe(head, &mut speaker, entries);
            vec![speaker]
        }
        Value::Map(entries) => entries.into_iter().map(|entry| named(head, entry)).collect(),
        _ => values::texts(head, "speakers", &node).into_iter().map(of_name).collect(),
    }
}

fn of_name(name: String) -> DeclaredSpeaker {
    DeclaredSpeaker { name, ..DeclaredSpeaker::default() }
}

fn named(head: &mut Head<'_>, entry: Entry) -> DeclaredSpeaker {
    let mut speaker = of_name(entry.key);
    match entry.node.value {
        Value::Map(entries) => describe(head, &mut speaker, entries),
        Value::List(_) => speaker.aliases = values::texts(head, "aliases", &entry.node),
        Value::Null => {}
        _ => speaker.role = role(head, &entry.node),
    }
    speaker
}

fn describe(head: &mut Head<'_>, speaker: &mut DeclaredSpeaker, entries: Vec<Entry>) {
    for entry in entries {
        match entry.key.as_str() {
            "name" => speaker.name = values::text(head, "name", &entry.node).unwrap_or_default(),
            "aliases" | "alias" => speaker.aliases = values::texts(head, "aliases", &entry.node),
            "role" => speaker.role = role(head, &entry.node),
            unknown => {
                let meant = nearest(unknown, ["name", "aliases", "role"]);
                let fault = Diagnostic::warning(
                    Code::MisspelledKey,
                    format!("unknown key \"{unknown}\" of a speaker"),
                );
                head.report(
                    entry.key_span,
                    match meant {
                        Some(meant) => fault.help(format!("write `{meant}`")).fix(meant),
                        None => fault.help("write `name`, `aliases` or `role`"),
                    },
                );
            }
        }
    }
}

fn role(head: &mut Head<'_>, node: &Node) -> Option<DeclaredRole> {
    let text = values::text(head, "role", node)?;
    let role = DeclaredRole::parse(text.trim());
    if role.is_none() {
        values::wrong_type(head, "role", node, "`host`, `guest` or `audience`");
    }
    role
}
