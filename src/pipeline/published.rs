//! Addresses that were published and lead nowhere now.
//!
//! In come the addresses that articles had in an output folder, and the plan; out go a warning for each article that
//! can be found elsewhere only, and the addresses to remember. Invariant: an address is remembered until something
//! stands there again or its article is gone, so that a warning stays as long as its cause.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::graph::Graph;
use crate::output::{self, Saver, Writer};
use crate::page::{PageKind, Plan};

/// Changes when the form of the file does.
const FORM: u128 = 2;
/// Articles that are named one by one; a new pattern of permalinks moves all there are.
const NAMED: usize = 12;

/// The addresses of articles in one output folder.
#[derive(Debug, Default)]
pub(super) struct Published {
    file: PathBuf,
    /// As they were after the last build.
    former: Vec<Address>,
    /// As they will be after this one.
    now: Vec<Address>,
}

/// Where an article stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Address {
    /// From the output folder.
    page: String,
    /// The article's file, from the site's root.
    source: String,
    /// Of its bytes.
    #[serde(with = "postcard::fixint::le")]
    hash: u128,
}

impl Published {
    /// What is known of the writer's folder; nothing, if in doubt.
    pub(super) fn load(writer: &Writer) -> Self {
        let file = writer.beside("published");
        let former = output::load(&file, FORM).ok().flatten();
        Self { file, former: former.unwrap_or_default(), now: Vec::new() }
    }

    /// Compares with what will be published.
    pub(super) fn compare(&mut self, graph: &Graph<'_>, plan: &Plan, diagnostics: &mut Vec<Diagnostic>) {
        self.now = addresses(graph, plan);
        let gone = self.vanished(plan);
        if gone.is_empty() {
            return;
        }
        let moved: Vec<(&Address, usize)> = {
            let by_source: BTreeMap<&str, usize> =
                self.now.iter().enumerate().map(|(place, it)| (it.source.as_str(), place)).collect();
            let by_hash: BTreeMap<u128, usize> =
                self.now.iter().enumerate().map(|(place, it)| (it.hash, place)).collect();
            let found =
                |it: &Address| by_source.get(it.source.as_str()).or_else(|| by_hash.get(&it.hash)).copied();
            gone.into_iter().filter_map(|it| Some((it, found(it)?))).collect()
        };
        diagnostics.extend(moved.iter().take(NAMED).map(|(old, new)| warning(old, &self.now[*new])));
        if let Some(more) = moved.len().checked_sub(NAMED).filter(|more| *more > 0) {
            let message = format!("{more} more articles are no longer where they were published");
            diagnostics.push(Diagnostic::warning(Code::VanishedAddress, message).help(
                "if the pattern of permalinks has changed, change it back, or let the host redirect the old addresses",
            ));
        }
        // A file that was renamed is known by its new name from now on.
        let moved: Vec<Address> = moved
            .into_iter()
            .map(|(old, new)| {
                let Address { source, hash, .. } = self.now[new].clone();
                Address { page: old.page.clone(), source, hash }
            })
            .collect();
        self.now.extend(moved);
        self.now.sort_unstable();
        self.now.dedup();
    }

    /// Former addresses of which the plan knows nothing.
    fn vanished(&self, plan: &Plan) -> Vec<&Address> {
        // Both are sorted, and most addresses are the same.
        let mut now = self.now.iter().peekable();
        let is_new = |it: &&Address| {
            while now.next_if(|other| other.page < it.page).is_some() {}
            now.peek().is_none_or(|other| other.page != it.page)
        };
        let moved: Vec<&Address> = self.former.iter().filter(is_new).collect();
        if moved.is_empty() {
            return moved;
        }
        let pages: HashSet<&str> = plan.pages.iter().map(|page| page.path.as_str()).collect();
        moved.into_iter().filter(|it| !pages.contains(it.page.as_str())).collect()
    }

    /// Remembers, if anything is new.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub(super) fn save(&self) -> Result<(), output::Error> {
        if self.now == self.former {
            return Ok(());
        }
        let mut saver = Saver::begin(&self.file, FORM)?;
        self.now.iter().try_for_each(|address| saver.add(address))?;
        saver.finish()
    }
}

/// Where all articles stand, sorted.
fn addresses(graph: &Graph<'_>, plan: &Plan) -> Vec<Address> {
    let articles = plan.pages.iter().filter_map(|page| match page.kind {
        PageKind::Article(id) => Some((page, graph.entry(id))),
        _ => None,
    });
    let mut addresses = Vec::with_capacity(graph.entries().len());
    addresses.extend(articles.map(|(page, entry)| Address {
        page: page.path.clone(),
        source: entry.path.to_string(),
        hash: entry.hash,
    }));
    addresses.sort_unstable();
    addresses
}

fn warning(old: &Address, new: &Address) -> Diagnostic {
    let link =
        |address: &Address| format!("/{}", address.page.strip_suffix("index.html").unwrap_or(&address.page));
    let (was, is) = (link(old), link(new));
    Diagnostic::warning(
        Code::VanishedAddress,
        format!("was published at \"{was}\", where nothing is now; it is at \"{is}\""),
    )
    .at(Place::file(&Arc::from(new.source.as_str())))
    .help(format!("lead its readers on with this line in the front matter: aliases: [\"{was}\"]"))
}
