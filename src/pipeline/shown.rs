//! Checks that the pictures that articles name as the site's own are there.
//!
//! In come an address and the files beside the pages; out goes a warning. Invariant: names are compared letter by letter,
//! as hosts do, whatever the file system of this machine takes for one.

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::page::Addresses;

/// What is wrong with a picture that the author of `file` names by `url`, if it lies in the site. `files` are those that
/// are no pages, sorted, from the output folder.
pub(super) fn check(addresses: &Addresses, file: &str, url: &str, files: &[&str]) -> Option<Diagnostic> {
    let path = addresses.path_of(file, url)?;
    if files.binary_search(&path.as_str()).is_ok() {
        return None;
    }
    let fault =
        Diagnostic::warning(Code::MissingPicture, format!("the picture \"{}\" is not there", url.trim()));
    let name = name_of(&path);
    let folded = path.to_lowercase();
    Some(if let Some(there) = files.iter().find(|there| there.to_lowercase() == folded) {
        fault.help(format!("the file is called \"{}\": capital letters count", name_of(there)))
    } else if let Some(there) = files.iter().find(|there| name_of(there) == name) {
        fault.help(format!("write \"/{there}\""))
    } else if let Some(there) = nearest(&path, files.iter().copied()) {
        fault.help(format!("the site has a picture \"/{there}\""))
    } else {
        fault.help("put the file beside the article or below static/, or write a whole address")
    })
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
