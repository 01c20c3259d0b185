//! Links that open a file in the author's editor, by the addresses that editors register with the system.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What a path may hold as it is.
pub(super) const PATH: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Editors by name, each with the address that opens a file in it.
const KNOWN: &[(&[&str], &str)] = &[
    (&["vscode", "code"], "vscode://file{path}:{line}:{column}"),
    (&["vscode-insiders", "code-insiders"], "vscode-insiders://file{path}:{line}:{column}"),
    (&["vscodium", "codium"], "vscodium://file{path}:{line}:{column}"),
    (&["cursor"], "cursor://file{path}:{line}:{column}"),
    (&["windsurf"], "windsurf://file{path}:{line}:{column}"),
    (&["zed"], "zed://file{path}:{line}:{column}"),
    (&["idea", "intellij"], "idea://open?file={path}&line={line}&column={column}"),
    (&["webstorm"], "webstorm://open?file={path}&line={line}&column={column}"),
    (&["sublime", "subl"], "subl://open?url=file://{path}&line={line}&column={column}"),
    (&["textmate", "mate"], "txmt://open?url=file://{path}&line={line}&column={column}"),
    (&["vim", "macvim", "mvim"], "mvim://open?url=file://{path}&line={line}&column={column}"),
    (&["emacs"], "emacs://open?url=file://{path}&line={line}&column={column}"),
];

/// How a file is opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Editor {
    /// An address with `{path}`, `{line}` and `{column}`.
    template: String,
    root: PathBuf,
}

impl Editor {
    /// The same editor for files of a site.
    #[must_use]
    pub fn at(self, root: &Path) -> Self {
        Self { root: root.canonicalize().unwrap_or_else(|_| root.to_owned()), ..self }
    }

    /// The address that opens a file, by its path from the site's root, at a place; 0 is a place that is not known.
    pub fn link(&self, path: &str, line: u32, column: u32) -> String {
        let file = self.root.join(path);
        let file = file.to_string_lossy().replace('\\', "/");
        let slash = if file.starts_with('/') { "" } else { "/" };
        let path = format!("{slash}{}", utf8_percent_encode(&file, PATH));
        self.template
            .replace("{line}", &line.max(1).to_string())
            .replace("{column}", &column.max(1).to_string())
            .replace("{path}", &path)
    }
}

impl Default for Editor {
    fn default() -> Self {
        Self { template: KNOWN[0].1.to_owned(), root: PathBuf::new() }
    }
}

impl FromStr for Editor {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = KNOWN.iter().find(|(names, _)| names.contains(&name));
        let scheme = name.split_once(':').is_some_and(|(scheme, _)| {
            !scheme.is_empty()
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        });
        let template = match known {
            Some((_, template)) => (*template).to_owned(),
            None if name.contains("{path}") && scheme && !name.starts_with("javascript:") => name.to_owned(),
            None => {
                let names: Vec<&str> = KNOWN.iter().map(|(names, _)| names[0]).collect();
                return Err(format!(
                    "write {}, or an address with {{path}}, {{line}} and {{column}}",
                    names.join(", ")
                ));
            }
        };
        Ok(Self { template, root: PathBuf::new() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(editor: &str, path: &str) -> String {
        let editor: Editor = editor.parse().unwrap();
        Editor { root: "/site 1".into(), ..editor }.link(path, 3, 0)
    }

    #[test]
    fn every_editor_has_its_address() {
        assert_eq!(link("vscode", "content/a.md"), "vscode://file/site%201/content/a.md:3:1");
        assert_eq!(link("zed", "a.md"), "zed://file/site%201/a.md:3:1");
        assert_eq!(link("idea", "甲&b.md"), "idea://open?file=/site%201/%E7%94%B2%26b.md&line=3&column=1");
        assert_eq!(link("my-editor:{path}#L{line}", "a.md"), "my-editor:/site%201/a.md#L3");
        let default = Editor { root: "/site 1".into(), ..Editor::default() };
        assert_eq!(default.link("a.md", 3, 0), link("code", "a.md"));
    }

    #[test]
    fn what_opens_nothing_is_no_editor() {
        for wrong in ["", "nano", "{path}", "vscode://file", "javascript:{path}", "/usr/bin/vi {path}"] {
            assert!(wrong.parse::<Editor>().is_err(), "{wrong}");
        }
    }
}
