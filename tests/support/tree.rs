//! A folder as a value: every file with its bytes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Paths from the folder, with `/`, and the bytes of each.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// Reads a folder; one that is not there is empty.
pub(crate) fn read(folder: &Path) -> Tree {
    let mut tree = Tree::new();
    gather(folder, "", &mut tree);
    tree
}

fn gather(folder: &Path, prefix: &str, tree: &mut Tree) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            gather(&entry.path(), &format!("{path}/"), tree);
        } else {
            tree.insert(path, fs::read(entry.path()).unwrap());
        }
    }
}

/// Whether a file is part of the search index.
pub(crate) fn is_index(path: &str) -> bool {
    path.starts_with("search/") && !path.ends_with(".html")
}

/// The first difference, in words; `None` if there is none.
pub(crate) fn difference(one: &Tree, other: &Tree) -> Option<String> {
    let paths: std::collections::BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    paths.into_iter().find_map(|path| match (one.get(path), other.get(path)) {
        (Some(_), None) => Some(format!("{path} is in the first alone")),
        (None, Some(_)) => Some(format!("{path} is in the second alone")),
        (Some(one), Some(other)) if one != other => {
            let at = one.iter().zip(other).take_while(|(one, other)| one == other).count();
            let around = |bytes: &[u8]| {
                let range = at.saturating_sub(60)..(at + 60).min(bytes.len());
                String::from_utf8_lossy(bytes.get(range).unwrap_or_default()).into_owned()
            };
            Some(format!("{path} differs at byte {at}:\n{}\n---\n{}", around(one), around(other)))
        }
        _ => None,
    })
}
