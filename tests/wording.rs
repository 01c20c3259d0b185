//! Every message that a story shows has its Chinese: the stories are the list of what users are told.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fangtan::wording::Language;

/// Messages and help lines as a terminal shows them.
fn said(folder: &Path, messages: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            said(&path, messages);
            continue;
        }
        for line in fs::read_to_string(path).unwrap().lines() {
            let head = ["error[", "warning[", "note["].iter().any(|mark| line.starts_with(mark));
            let message = line.split_once("]: ").filter(|_| head).map(|(_, message)| message);
            let help = line.trim_start().strip_prefix("= help: ");
            messages.extend(message.or(help).map(str::to_owned));
        }
    }
}

#[test]
fn every_message_of_the_stories_has_its_chinese() {
    let mut messages = BTreeSet::new();
    said(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"), &mut messages);
    assert!(messages.len() > 50, "{} messages found", messages.len());
    let missing: Vec<&String> =
        messages.iter().filter(|message| Language::Chinese.entry(message).is_none()).collect();
    assert!(missing.is_empty(), "add these to src/wording/chinese:\n{missing:#?}");
}
