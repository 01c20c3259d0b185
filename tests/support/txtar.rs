//! Several files in one text, as Go's txtar has it: `-- name --` begins a file that ends where the next begins.
//!
//! In comes a text, out goes an [`Archive`], and the other way round. Invariant: printing what was parsed gives the
//! same text.

/// A text in sections.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Archive {
    /// What stands above the first section: what the story is about.
    pub(crate) comment: String,
    /// The sections, in order.
    pub(crate) sections: Vec<Section>,
}

/// One section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Section {
    /// What stands between the dashes.
    pub(crate) name: String,
    /// The lines below, with their line ends.
    pub(crate) body: String,
}

impl Archive {
    pub(crate) fn parse(text: &str) -> Self {
        let mut archive = Self { comment: String::new(), sections: Vec::new() };
        for line in text.split_inclusive('\n') {
            let name = line.trim_end().strip_prefix("-- ").and_then(|line| line.strip_suffix(" --"));
            match (name, archive.sections.last_mut()) {
                (Some(name), _) => {
                    archive.sections.push(Section { name: name.trim().to_owned(), body: String::new() });
                }
                (None, Some(section)) => section.body.push_str(line),
                (None, None) => archive.comment.push_str(line),
            }
        }
        archive
    }

    pub(crate) fn print(&self) -> String {
        let section = |section: &Section| format!("-- {} --\n{}", section.name, section.body);
        let sections: String = self.sections.iter().map(section).collect();
        format!("{}{sections}", self.comment)
    }
}
