//! The walk below `content/`.
//!
//! In comes the site's root; out go the files, sorted, and an error for each that cannot be one. Invariant: nothing
//! outside the root is ever named, wherever links lead.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::{Scan, Source};
use crate::diagnostic::{Code, Diagnostic, Place, Reported};

/// Whether a file of this name belongs to an editor or the system and not to the site.
pub fn is_ignored(name: &str) -> bool {
    // `4913` is the file by which vim finds out whether it may write.
    name.starts_with('.')
        || name.ends_with('~')
        || name.ends_with(".swp")
        || name == "4913"
        || is_emacs_lock(name)
}

fn is_emacs_lock(name: &str) -> bool {
    name.len() > 1 && name.starts_with('#') && name.ends_with('#')
}

/// Whether a hidden name is none that a system or a tool gives: an article's, or one that goes on with no letter.
fn is_odd(name: &str) -> bool {
    let Some(rest) = name.strip_prefix('.') else { return false };
    // macOS keeps a file's attributes in `._name`, Emacs a lock in `.#name`.
    let of_system = rest.starts_with(['_', '#']);
    !of_system && (is_article(name) || !rest.starts_with(|next: char| next.is_alphanumeric()))
}

/// Whether a file of this name is an article's source.
pub fn is_article(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown")
}

/// Walks `root/content`. Dot files, editors' backups and files that cannot be read are left out, the last with an
/// error each; symbolic links to files are followed, those that lead out of the root are refused.
pub fn scan(root: &Path) -> Reported<Scan> {
    let folder = root.join("content");
    let mut walk = Walk { root, real_root: root.canonicalize(), found: Reported::clean(Scan::default()) };
    if !folder.is_dir() {
        let fault = Diagnostic::error(Code::Unreadable, "there is no folder \"content\"");
        walk.refuse(&folder, fault.help("put articles into `content/`, or run `fangtan init`"));
        return walk.found;
    }
    let mut entries = WalkDir::new(&folder).min_depth(1).into_iter();
    while let Some(entry) = entries.next() {
        match entry {
            Ok(entry) => {
                if walk.enter(&entry) && entry.file_type().is_dir() {
                    entries.skip_current_dir();
                }
            }
            Err(error) => walk.refuse_unreadable(error.path().unwrap_or(&folder), &reason(&error)),
        }
    }
    let Scan { articles, assets } = &mut walk.found.value;
    articles.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    assets.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    walk.found
}

/// Why the walk failed, without the path, which stands beside the message anyway.
fn reason(error: &walkdir::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), ToString::to_string)
}

struct Walk<'a> {
    root: &'a Path,
    real_root: std::io::Result<PathBuf>,
    found: Reported<Scan>,
}

impl Walk<'_> {
    /// Takes one entry; true if nothing below it is to be looked at.
    fn enter(&mut self, entry: &DirEntry) -> bool {
        let Some(name) = entry.file_name().to_str() else {
            self.refuse_unreadable(entry.path(), "its name is not UTF-8");
            return true;
        };
        if is_ignored(name) {
            if is_odd(name) {
                let fault =
                    Diagnostic::warning(Code::Unreadable, "a name that begins with a dot is left out");
                self.refuse(entry.path(), fault.help("rename it if it belongs to the site"));
            }
            return true;
        }
        if entry.file_type().is_dir() {
            if is_article(name) {
                let fault =
                    Diagnostic::error(Code::FolderNamedLikeArticle, "a folder is named like an article");
                self.refuse(entry.path(), fault.help("rename the folder, or make it a file"));
            }
            return is_article(name);
        }
        if entry.path_is_symlink() {
            self.follow(entry.path(), name);
        } else {
            self.take(entry.path(), name, entry.metadata().map_err(|error| reason(&error)));
        }
        false
    }

    fn follow(&mut self, link: &Path, name: &str) {
        let target = match link.canonicalize() {
            Ok(target) => target,
            Err(error) => return self.refuse_unreadable(link, &error.to_string()),
        };
        let inside = self.real_root.as_ref().is_ok_and(|root| target.starts_with(root));
        if !inside {
            let fault = Diagnostic::error(Code::Unreadable, "a link leads out of the site");
            self.refuse(link, fault.help("copy the file into the site"));
        } else if target.is_dir() {
            let fault = Diagnostic::warning(Code::Unreadable, "a link to a folder is not followed");
            self.refuse(link, fault.help("link to the files in it, or move the folder here"));
        } else {
            self.take(link, name, target.metadata().map_err(|error| error.to_string()));
        }
    }

    fn take(&mut self, file: &Path, name: &str, metadata: Result<std::fs::Metadata, String>) {
        let source = metadata.and_then(|stat| {
            // Reading a pipe or a device might never end.
            stat.is_file().then_some(()).ok_or("it is no regular file")?;
            Source::of(self.path(file), file.to_owned(), &stat).map_err(|error| error.to_string())
        });
        match source {
            Ok(source) => {
                let scan = &mut self.found.value;
                let list = if is_article(name) { &mut scan.articles } else { &mut scan.assets };
                list.push(source);
            }
            Err(error) => self.refuse_unreadable(file, &error),
        }
    }

    fn refuse_unreadable(&mut self, file: &Path, why: &str) {
        self.refuse(file, Diagnostic::error(Code::Unreadable, format!("cannot be read: {why}")));
    }

    fn refuse(&mut self, file: &Path, fault: Diagnostic) {
        let place = Place::file(&self.path(file));
        self.found.diagnostics.push(fault.at(place));
    }

    /// A file's path from the root, with `/` on every system.
    fn path(&self, file: &Path) -> Arc<str> {
        let below = file.strip_prefix(self.root).unwrap_or(file);
        match below.to_str() {
            Some(path) if std::path::MAIN_SEPARATOR == '/' => path.into(),
            _ => {
                let parts: Vec<_> =
                    below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
                parts.join("/").into()
            }
        }
    }
}
