//! The ledger of copies: which file below `pictures/` was found at which addresses.
//!
//! In comes `pictures/pictures.toml`, out goes the same, sorted by file. Invariant: a file that is killed while it grows
//! is whole again when what stands behind the last whole entry is dropped; two entries of one file are one.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{Error, ErrorKind};
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;

use super::{Kind, Size};
use crate::config::toml_string;
use crate::diagnostic::{Code, Diagnostic, Place, Reported};

/// The folder of the copies, in the site's root and on the site.
pub const FOLDER: &str = "pictures";
/// The ledger's path from the site's root.
pub const LEDGER: &str = "pictures/pictures.toml";
const HEAD: &str = "# Where the pictures of this folder were found. `fangtan mirror` writes it; keep it under version\n\
                    # control beside them. An entry that is taken out is downloaded again.\n";

/// What is known of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// What its bytes are.
    pub kind: Kind,
    /// Width and height, if its head names them.
    pub size: Option<Size>,
    /// Length in bytes.
    pub bytes: u64,
    /// Addresses that gave it, as articles name them.
    pub from: Vec<String>,
}

/// Copies by the names of their files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ledger {
    /// Sorted by name.
    pub files: BTreeMap<String, Copied>,
}

#[derive(Deserialize)]
struct Toml {
    #[serde(default)]
    picture: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    file: String,
    width: Option<u32>,
    height: Option<u32>,
    bytes: u64,
    from: Vec<String>,
}

impl Ledger {
    /// Reads the ledger below a site's root; a site without one has an empty one. What is wrong is a warning, and the
    /// pictures of which it speaks stay where they were.
    pub fn load(root: &Path) -> Reported<Self> {
        let file = root.join(LEDGER);
        // A pipe or a device might never end.
        let is_regular = !file.exists() || file.is_file();
        let text = if is_regular {
            std::fs::read_to_string(file)
        } else {
            Err(Error::other("it is no regular file"))
        };
        match text {
            Ok(text) => Self::read(&text),
            Err(error) if error.kind() == ErrorKind::NotFound => Reported::clean(Self::default()),
            Err(error) => {
                let fault = Diagnostic::warning(Code::BadLedger, format!("cannot be read: {error}"));
                Reported { value: Self::default(), diagnostics: vec![fault.at(Place::file(&LEDGER.into()))] }
            }
        }
    }

    /// Reads a ledger's text.
    pub fn read(text: &str) -> Reported<Self> {
        let path: Arc<str> = LEDGER.into();
        let toml: Toml = match toml::from_str(text) {
            Ok(toml) => toml,
            Err(error) => {
                let fault =
                    Diagnostic::warning(Code::BadLedger, format!("no valid TOML: {}", error.message()));
                let place = Place::in_text(&path, text, error.span().unwrap_or(0..0));
                let help = "mend it by hand; a picture that has no entry is copied again";
                return Reported { value: Self::default(), diagnostics: vec![fault.at(place).help(help)] };
            }
        };
        let (mut ledger, mut diagnostics) = (Self::default(), Vec::new());
        for Entry { file, width, height, bytes, from } in toml.picture {
            match kind_of_name(&file) {
                Some(kind) => {
                    let size = width.zip(height);
                    from.into_iter().for_each(|from| ledger.note(&file, (kind, size, bytes), &from));
                }
                None => {
                    let fault =
                        Diagnostic::warning(Code::BadLedger, format!("\"{file}\" is no picture's name"));
                    let place = Place::value(&path, "file", &file);
                    diagnostics.push(fault.at(place).help("take the entry out"));
                }
            }
        }
        Reported { value: ledger, diagnostics }
    }

    /// Notes that `file` was found at `from`.
    pub fn note(&mut self, file: &str, (kind, size, bytes): (Kind, Option<Size>, u64), from: &str) {
        let copied = self.files.entry(file.to_owned()).or_insert_with(|| Copied {
            kind,
            size,
            bytes,
            from: Vec::new(),
        });
        if let Err(place) = copied.from.binary_search_by(|known| known.as_str().cmp(from)) {
            copied.from.insert(place, from.to_owned());
        }
    }

    /// The ledger as text.
    pub fn to_text(&self) -> String {
        let mut text = HEAD.to_owned();
        self.files.iter().for_each(|(file, copied)| text.push_str(&entry(file, copied)));
        text
    }
}

/// One entry, with the empty line before it.
pub(super) fn entry(file: &str, copied: &Copied) -> String {
    let mut text = format!("\n[[picture]]\nfile = {}\n", toml_string(file));
    if let Some((width, height)) = copied.size {
        let _ = writeln!(text, "width = {width}\nheight = {height}");
    }
    let _ = writeln!(text, "type = \"{}\"\nbytes = {}\nfrom = [", copied.kind.media_type(), copied.bytes);
    copied.from.iter().for_each(|from| {
        let _ = writeln!(text, "  {},", toml_string(from));
    });
    text.push_str("]\n");
    text
}

impl Copied {
    /// The entry that is added to a ledger which has others.
    pub fn to_entry(&self, file: &str) -> String {
        entry(file, self)
    }
}

/// A plain name with the ending of a kind: nothing that leads out of the folder.
fn kind_of_name(file: &str) -> Option<Kind> {
    let (stem, ending) = file.split_once('.')?;
    let plain = !stem.is_empty() && stem.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    Kind::named(ending).filter(|_| plain)
}
