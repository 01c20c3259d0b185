//! What the site knows of its pictures: its own, and its copies of those that lie elsewhere.
//!
//! In come paths with sizes, and the ledger; out goes a table by name. Invariant: a name is the same in every run, so
//! that a page can be remembered with the names that it asked for.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Size;
use crate::source::fingerprint;

/// One picture of the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Known {
    /// Where it is written, from the output folder.
    pub path: String,
    /// Width and height, if its head names them.
    pub size: Option<Size>,
}

/// All pictures of the site by their names.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pictures {
    by_name: BTreeMap<u128, Known>,
    /// Whether there is a copy of anything that lies elsewhere.
    copies: bool,
}

impl Pictures {
    /// Adds a file of the site, by its path from the output folder.
    pub fn add_file(&mut self, path: &str, size: Option<Size>) {
        self.by_name.insert(name_of_file(path), Known { path: path.to_owned(), size });
    }

    /// Adds the copy of what lies at `address`.
    pub fn add_copy(&mut self, address: &str, copy: Known) {
        self.copies = true;
        self.by_name.insert(name_of_address(address), copy);
    }

    /// The picture of a name.
    pub fn get(&self, name: u128) -> Option<&Known> {
        self.by_name.get(&name)
    }

    /// Whether there is a copy of anything that lies elsewhere.
    pub fn has_copies(&self) -> bool {
        self.copies
    }
}

/// The name of a file of the site, by its path from the output folder.
pub fn name_of_file(path: &str) -> u128 {
    fingerprint(format!("file {path}").as_bytes())
}

/// The name of what lies at an address elsewhere; the same with `http` and `https`.
pub fn name_of_address(address: &str) -> u128 {
    let address = plain_address(address);
    let rest = address.split_once("://").map_or(&*address, |(_, rest)| rest);
    fingerprint(format!("address {rest}").as_bytes())
}

/// An address without what no server is told, its fragment, and with a scheme.
pub fn plain_address(address: &str) -> Cow<'_, str> {
    let address = address.trim();
    let address = address.split('#').next().unwrap_or(address);
    match address.strip_prefix("//") {
        Some(rest) => Cow::Owned(format!("https://{rest}")),
        None => Cow::Borrowed(address),
    }
}
