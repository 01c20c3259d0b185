//! What an import did, file by file.

use std::path::PathBuf;

use super::{Candidate, Kind};

/// What an import did, or would do.
#[derive(Debug, Default)]
pub struct Report {
    /// Every file that was to come in, in order.
    pub rows: Vec<Row>,
    /// Files that are neither articles nor pictures, and so were left where they are.
    pub left: Vec<PathBuf>,
    /// Former addresses of lists and feeds that were added to the configuration.
    pub redirects: usize,
    /// Those that the publisher has to add: lines of `[redirects]`.
    pub redirects_left: Vec<String>,
}

/// What became of one file.
#[derive(Debug)]
pub struct Row {
    /// Where it came from.
    pub from: PathBuf,
    /// Where it went, from the site's root.
    pub to: String,
    /// Whether it is an article, and not a picture beside one.
    pub article: bool,
    /// What became of it.
    pub fate: Fate,
    /// What did not come along, or not as it was.
    pub remarks: Vec<Remark>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// It is new to the site.
    New,
    /// It is there already, byte for byte.
    Same,
    /// Another file is there, which stays.
    Different,
    /// Another file of this import has the same name.
    Taken,
    /// It was a list of the old theme; the site has its own.
    List,
    /// It is no UTF-8 text, or holds no article.
    Unreadable,
}

/// Something that did not come along, or not as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// 1-based line of the file that it came from.
    pub line: u32,
    /// What happened to it.
    pub what: What,
    /// The text itself.
    pub text: String,
}

/// What happened to a piece of an imported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// Front matter has no place for it, or has it already.
    Dropped,
    /// It would read differently as front matter, so the whole file stays as it is.
    Unconverted,
    /// A build will leave it out.
    Cut,
    /// It is the other generator's own and stays as text.
    Foreign,
}

impl What {
    /// The words of a report.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dropped => "not carried over",
            Self::Unconverted => "kept as it is",
            Self::Cut => "a build leaves out",
            Self::Foreign => "not understood",
        }
    }
}

impl Row {
    pub(super) fn new(candidate: &Candidate, fate: Fate) -> Self {
        Self {
            from: candidate.from.clone(),
            to: candidate.to.clone(),
            article: !matches!(candidate.kind, Kind::Copy),
            fate,
            remarks: Vec::new(),
        }
    }
}
