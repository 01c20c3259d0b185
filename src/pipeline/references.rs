//! Checks where the links of running text lead inside the site: to an article, to a place in it, to a file.
//!
//! In come the linked and planned site; out go located warnings. Invariant: an article is parsed here only if a link
//! names a place in it that is no question, and a file is read again only for a link that is dead.

use std::collections::BTreeMap;

use super::produce::Stop;
use super::shown;
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::graph::{ArticleId, Graph, Name};
use crate::interview::{Interview, Reference};
use crate::page::{PageKind, Plan};
use crate::render::{Renderer, Scratch, Stale, Texts};

/// Faults of one article that are told; who makes as many is no person.
const MOST: usize = 100;
/// What is said of the last of them.
const MORE: &str = "mend these first; there are more in this article";

/// What links may lead to.
pub(super) struct References<'r> {
    pub(super) graph: &'r Graph<'r>,
    pub(super) plan: &'r Plan,
    pub(super) renderer: &'r Renderer<'r>,
    pub(super) texts: &'r dyn Texts,
    /// Files that are no pages, sorted.
    pub(super) files: Vec<&'r str>,
}

/// Where a link leads.
enum Aim {
    Article(ArticleId),
    /// There, and nothing that has places.
    There,
    /// Nothing that this site speaks for.
    Elsewhere,
    Nowhere,
    /// At a picture or a note that is not there.
    Missing(Box<Diagnostic>),
}

/// What was rendered for its places, and a buffer.
#[derive(Default)]
struct Desk<'r> {
    places: BTreeMap<ArticleId, Vec<String>>,
    scratch: Scratch<'r>,
    text: Vec<u8>,
}

impl From<Stale> for Stop {
    fn from(Stale: Stale) -> Self {
        Self::Stale
    }
}

impl<'r> References<'r> {
    /// Warns of every link that leads nowhere.
    pub(super) fn check(&self) -> Result<Vec<Diagnostic>, Stop> {
        let mut diagnostics = Vec::new();
        let mut desk = Desk::default();
        let mut pages: Option<BTreeMap<&str, &PageKind>> = None;
        for id in self.graph.ids() {
            diagnostics.extend(self.cover(id));
            let mut told = 0;
            for reference in &self.graph.entry(id).reading.references {
                let aim = self.aim(id, reference, &mut pages);
                let fault = match aim {
                    Aim::Elsewhere | Aim::There => None,
                    Aim::Nowhere => Some(self.nowhere(&reference.url)),
                    Aim::Missing(fault) => Some(*fault),
                    Aim::Article(to) => self.place(to, &reference.url, &mut desk)?,
                };
                told += usize::from(fault.is_some());
                let fault = match told {
                    ..MOST => fault,
                    MOST => fault.map(|fault| fault.help(MORE)),
                    _ => break,
                };
                if let Some(fault) = fault {
                    let entry = self.graph.entry(id);
                    let text = self.texts.text(entry, &mut desk.text)?;
                    let (start, end) = reference.source;
                    let range = start as usize..end as usize;
                    diagnostics.push(fault.at(Place::in_text(entry.path, text, range)));
                }
            }
        }
        Ok(diagnostics)
    }

    fn aim<'s>(
        &'s self,
        from: ArticleId,
        reference: &Reference,
        pages: &mut Option<BTreeMap<&'s str, &'s PageKind>>,
    ) -> Aim {
        let (file, url) = (self.graph.entry(from).path, &*reference.url);
        if reference.shown {
            let fault = shown::check(&self.plan.addresses, file, url, &self.files);
            return fault.map_or(Aim::There, |fault| Aim::Missing(Box::new(fault)));
        }
        if url.starts_with("[^") {
            return Aim::Missing(Box::new(note(url)));
        }
        if url.starts_with('#') {
            return Aim::Article(from);
        }
        if let Some(name) = Name::of(file, url) {
            return match self.graph.named(name) {
                Some(to) if !url.contains("//") => Aim::Article(to),
                None if !url.contains("//") => Aim::Nowhere,
                _ => Aim::Elsewhere,
            };
        }
        let Some(path) = self.plan.addresses.path_of(file, url) else { return Aim::Elsewhere };
        let pages = pages.get_or_insert_with(|| {
            self.plan.pages.iter().map(|page| (page.path.as_str(), &page.kind)).collect()
        });
        let path = path.trim_matches('/');
        let index = if path.is_empty() { "index.html".to_owned() } else { format!("{path}/index.html") };
        match pages.get(index.as_str()).or_else(|| pages.get(path)) {
            Some(PageKind::Article(to)) => Aim::Article(*to),
            Some(_) => Aim::There,
            None if self.files.binary_search(&path).is_ok() => Aim::There,
            None => Aim::Nowhere,
        }
    }

    /// What is wrong with an article's own cover.
    fn cover(&self, id: ArticleId) -> Option<Diagnostic> {
        let entry = self.graph.entry(id);
        let cover = entry.metadata.cover.as_deref()?;
        let fault = shown::check(&self.plan.addresses, entry.path, cover, &self.files)?;
        Some(fault.at(Place::value(entry.path, "cover", cover)))
    }

    fn nowhere(&self, url: &str) -> Diagnostic {
        let path = url.split(['?', '#']).next().unwrap_or(url);
        let fault =
            Diagnostic::warning(Code::BrokenLink, format!("\"{path}\" leads to nothing on this site"));
        if path.starts_with('/') {
            return fault
                .help("write the address of a page, or the path of a file below content/ or static/");
        }
        let file = path.rsplit('/').next().unwrap_or(path);
        let there =
            self.graph.entries().iter().map(|entry| entry.path.rsplit('/').next().unwrap_or_default());
        fault.help(match nearest(file, there) {
            Some(meant) => format!("the site has an article \"{meant}\""),
            None if path.starts_with("www.") => format!("write \"https://{url}\""),
            None => "write the path of a file below content/, seen from this one's folder".to_owned(),
        })
    }

    /// What is wrong with the place in the article that an address names, if it names one.
    fn place(&self, to: ArticleId, url: &str, desk: &mut Desk<'r>) -> Result<Option<Diagnostic>, Stale> {
        let Some((_, wanted)) = url.split_once('#').filter(|(_, wanted)| !wanted.is_empty()) else {
            return Ok(None);
        };
        let wanted = decoded(wanted);
        let entry = self.graph.entry(to);
        let exchanges = entry.reading.interview.as_ref().map_or_else(Vec::new, Interview::exchanges);
        let mut questions = exchanges.into_iter().filter_map(|exchange| exchange.anchor);
        if wanted == "top" || questions.any(|anchor| anchor.to_string() == wanted) {
            return Ok(None);
        }
        if !desk.places.contains_key(&to) {
            let places = self.renderer.places(to, self.texts, &mut desk.scratch)?;
            desk.places.insert(to, places);
        }
        let places = desk.places.get(&to).map_or(&[][..], Vec::as_slice);
        if places.contains(&wanted) {
            return Ok(None);
        }
        let fault = Diagnostic::warning(
            Code::BrokenLink,
            format!("\"{}\" has no place \"#{wanted}\"", entry.metadata.title),
        );
        Ok(Some(match nearest(&wanted, places.iter().map(String::as_str)) {
            Some(meant) => fault.help(format!("write \"#{meant}\"")),
            None => {
                fault.help(format!("open {} and copy the link of the place", self.plan.addresses.article(to)))
            }
        }))
    }
}

/// What is wrong with a reference to a note, or with a note, whose colon stands behind it.
fn note(written: &str) -> Diagnostic {
    match written.strip_suffix(':') {
        Some(label) => {
            let message = format!("nothing refers to the note \"{label}\", so it is not shown");
            let fault = Diagnostic::warning(Code::BrokenLink, message);
            fault.help(format!("put `{label}` behind the words that it explains"))
        }
        None => {
            let message = format!("the note \"{written}\" is written nowhere");
            let fault = Diagnostic::warning(Code::BrokenLink, message);
            fault.help(format!("write it on a line of its own: `{written}: …`"))
        }
    }
}

fn decoded(part: &str) -> String {
    percent_encoding::percent_decode_str(part).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{MORE, MOST};
    use crate::output::Discard;
    use crate::pipeline::{Options, Pipeline};

    #[test]
    fn of_thousands_of_dead_links_some_are_told() {
        let root = tempfile::tempdir().unwrap();
        let article = format!("---\ntitle: 题\n---\n{}\n", "![](a.png)".repeat(3000));
        std::fs::create_dir(root.path().join("content")).unwrap();
        std::fs::write(root.path().join("content/a.md"), article).unwrap();
        let outcome = Pipeline::new(root.path(), Options::default()).run(0, &mut Discard).unwrap();
        let told = outcome.diagnostics.iter().filter(|fault| fault.message.contains("a.png"));
        let helps: Vec<_> = told.map(|fault| fault.help.as_deref() == Some(MORE)).collect();
        assert_eq!((helps.len(), helps.iter().filter(|more| **more).count()), (MOST, 1));
        assert_eq!(helps.last(), Some(&true));
    }
}
