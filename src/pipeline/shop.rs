//! A site whose pages are made when they are asked for, for the server that shows it while it is written.
//!
//! In come a site's folder and a visitor; the visitor is shown the site after each run and says what happened since.
//! Invariant: a page that is made here has the bytes that a build would write.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::mem::{Discriminant, discriminant};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::amend::{Amending, Later};
use super::beside::{Asset, addressed};
use super::foreign;
use super::produce::{Stop, locate, unpublished};
use super::references::References;
use super::texts::Files;
use super::understand::path_of;
use super::{ATTEMPTS, Error, Outcome, Pipeline, Site, Stage, menu};
use crate::config::Config;
use crate::diagnostic::{self, Counts, Diagnostic, Place};
use crate::graph::{self, Graph, Name};
use crate::interview::Tally;
use crate::output::Stamp;
use crate::page::{self, PageKind, Plan};
use crate::render::{Fault, Renderer, Scratch, Theme};
use crate::source::fingerprint;

/// What happened since the visitor was shown the site.
#[derive(Debug)]
pub enum Next {
    /// Something changed.
    Changed {
        /// What, by paths from the root; if none is named, there is no telling.
        files: Vec<PathBuf>,
        /// Files that are being written to just now: they are what they were.
        open: Vec<PathBuf>,
    },
    /// Nothing for a while: time to look at everything again, and to remember it.
    Rest,
    /// The visitor goes.
    Stop,
}

/// A site that is ready to be asked for pages.
#[derive(Debug)]
pub struct Shop<'s> {
    /// What there is to say.
    pub outcome: &'s Outcome,
    /// Whether only what was named was looked at since the last look at everything.
    pub amended: bool,
    pub(super) root: &'s Path,
    pub(super) graph: &'s Graph<'s>,
    pub(super) plan: &'s Plan,
    theme: &'s Theme,
    assets: &'s [Asset<'s>],
    renderer: &'s Renderer<'s>,
    places: &'s OnceCell<Vec<(u64, u32)>>,
    scratch: Scratch<'s>,
}

/// A file of the site that is no page.
#[derive(Debug)]
pub struct Held<'s> {
    /// From the output folder.
    pub path: &'s str,
    /// Changes when the bytes do.
    pub version: u128,
    /// Where it lies, if it is not in memory.
    pub file: Option<&'s Path>,
    /// Its bytes, if they are.
    pub bytes: &'s [u8],
}

impl Pipeline {
    /// Shows the site to `visit`, again after everything that it says has happened, until it stops.
    ///
    /// # Errors
    /// [`Error::Restless`] if files keep changing under a run; to visit again is then the thing to do.
    pub fn attend(
        &mut self,
        clock: fn() -> i64,
        visit: &mut dyn FnMut(&mut Shop<'_>) -> Next,
    ) -> Result<(), Error> {
        let mut stops = false;
        loop {
            match self.open(clock(), visit)? {
                Next::Changed { files, open } => {
                    self.doubt(&files);
                    self.memo.open = open.iter().filter_map(|it| it.to_str().map(Into::into)).collect();
                    continue;
                }
                Next::Rest => self.memo.open.clear(),
                Next::Stop => stops = true,
            }
            // A site that cannot be written to is served all the same.
            let _ = self.save();
            if stops {
                return Ok(());
            }
        }
    }

    fn open(&mut self, now: i64, visit: &mut dyn FnMut(&mut Shop<'_>) -> Next) -> Result<Next, Error> {
        for _ in 0..ATTEMPTS {
            let mut outcome = Outcome::default();
            let site = self.understand(now, false, None, &mut outcome.stats)?;
            let (later, tally) = (Later::default(), std::mem::take(&mut self.memo.tally));
            let next = self.show(site, now, outcome, (&later, tally), visit);
            self.memo.adopt(later);
            match next {
                Ok(next) => return Ok(next),
                Err(Stop::Stale) => self.memo.doubted = true,
                Err(Stop::Output(error)) => return Err(Error::Output(error)),
            }
        }
        Err(Error::Restless)
    }

    /// Shows one state of the site, and the next ones for as long as what changes leaves graph and addresses as they
    /// are.
    fn show<'a>(
        &'a self,
        site: Site,
        now: i64,
        mut outcome: Outcome,
        (later, mut tally): (&'a Later, Tally),
        visit: &mut dyn FnMut(&mut Shop<'_>) -> Next,
    ) -> Result<Next, Stop> {
        let Site { config, mut assets, included, until, mut diagnostics, .. } = site;
        let stats = &mut outcome.stats;
        let linked = || stats.time(Stage::Link, || graph::link(self.memo.entries(&included), &config));
        let (graph, theme) = rayon::join(linked, || Theme::load(&self.root, &config));
        let mut graph = graph.collect(&mut diagnostics);
        let theme = theme.collect(&mut diagnostics);
        let pictures = Arc::new(self.pictures(&mut assets, &theme, &mut diagnostics));
        let plan = stats.time(Stage::Plan, || page::lay(&graph, &config, pictures));
        let plan = plan.collect(&mut diagnostics);
        let assets = addressed(&assets, &theme, &plan, &mut diagnostics);
        (outcome.articles, outcome.pages, outcome.until) = (included.len(), plan.pages.len(), until);
        outcome.base = path_of(&config.base_url).to_owned();
        outcome.unpublished = unpublished(&graph, &plan, now);
        let (places, mut amended) = (OnceCell::new(), false);
        loop {
            let renderer = Renderer::new(&theme, &config, &graph, &plan);
            if !amended {
                self.judge((&config, &theme, &assets), (&graph, &plan), &renderer, &mut diagnostics)?;
                outcome.diagnostics = std::mem::take(&mut diagnostics);
            }
            let next = visit(&mut Shop {
                outcome: &outcome,
                amended,
                root: &self.root,
                graph: &graph,
                plan: &plan,
                theme: &theme,
                assets: &assets,
                renderer: &renderer,
                places: &places,
                scratch: Scratch::default(),
            });
            drop(renderer);
            let Next::Changed { files, .. } = &next else { return Ok(next) };
            let mut amending = Amending {
                memo: &self.memo,
                root: &self.root,
                rules: &config.rules,
                later,
                tally: &mut tally,
            };
            if !amending.amend(files, &mut graph, &mut outcome.diagnostics) {
                return Ok(next);
            }
            amended = true;
        }
    }

    /// Adds what there is to say about the site as a whole, and puts everything in order.
    fn judge<'r>(
        &self,
        (config, theme, assets): (&Config, &Theme, &[Asset<'_>]),
        (graph, plan): (&'r Graph<'r>, &'r Plan),
        renderer: &'r Renderer<'r>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<(), Stop> {
        if Counts::of(diagnostics).errors == 0 {
            let texts = Files { root: &self.root, changed: None };
            let mut files: Vec<String> = assets.iter().map(|asset| asset.path.to_owned()).collect();
            files.extend(theme.assets().iter().map(|asset| asset.path.clone()));
            files.sort_unstable();
            let files: Vec<&str> = files.iter().map(String::as_str).collect();
            diagnostics.extend(menu::check(config, plan, &files));
            diagnostics.extend(foreign::check(graph, &plan.addresses, config, &texts));
            let references = References { graph, plan, renderer, texts: &texts, files };
            diagnostics.extend(references.check()?);
        }
        locate(&self.root, diagnostics);
        diagnostic::sort(diagnostics);
        diagnostics.dedup();
        Ok(())
    }
}

impl<'s> Shop<'s> {
    /// The page that is written to a path, if there is one.
    pub fn find(&self, path: &str) -> Option<usize> {
        let places = self.places.get_or_init(|| {
            let hashed = self.plan.pages.iter().enumerate();
            let mut places: Vec<(u64, u32)> =
                hashed.map(|(place, page)| (xxh3_64(page.path.as_bytes()), place as u32)).collect();
            places.sort_unstable();
            places
        });
        let hash = xxh3_64(path.as_bytes());
        let from = places.partition_point(|(other, _)| *other < hash);
        let same = places[from..].iter().take_while(|(other, _)| *other == hash);
        same.map(|(_, place)| *place as usize).find(|place| self.plan.pages[*place].path == path)
    }

    /// How many pages there are; each is known by a number below.
    pub fn pages(&self) -> usize {
        self.plan.pages.len()
    }

    /// Where a page is written.
    pub fn path(&self, page: usize) -> &'s str {
        &self.plan.pages[page].path
    }

    /// What a page's bytes depend on: equal keys, equal bytes. `asked` is what it asked for when it was made.
    pub fn key(&self, page: usize, asked: &[u128]) -> u128 {
        let names: Vec<Name> = asked.iter().map(|name| Name::from_number(*name)).collect();
        self.renderer.key_at(page, &names)
    }

    /// Makes a page; what it asked for comes back.
    ///
    /// # Errors
    /// [`Fault`], if a source changed since or a template is wrong.
    pub fn render(&mut self, page: usize, out: &mut Vec<u8>) -> Result<Box<[u128]>, Fault> {
        let texts = Files { root: self.root, changed: None };
        let it = &self.plan.pages[page];
        match self.renderer.render(it, &texts, &mut self.scratch, out) {
            Ok(()) => Ok(self.scratch.asked().iter().map(|name| name.number()).collect()),
            Err(Fault::Stale) => Err(Fault::Stale),
            Err(Fault::Diagnostics(faults)) => {
                let address = it.path.strip_suffix("index.html").unwrap_or(&it.path);
                let place = Place::file(&self.renderer.origin(it));
                let with_page =
                    |fault: Diagnostic| fault.and(place.clone(), format!("while rendering /{address}"));
                Err(Fault::Diagnostics(faults.into_iter().map(with_page).collect()))
            }
        }
    }

    /// Where a page that is a former address leads.
    pub fn leads_to(&self, page: usize) -> Option<Cow<'s, str>> {
        match &self.plan.pages[page].kind {
            PageKind::Redirect { to, .. } => Some(Cow::Borrowed(self.plan.addresses.article(*to))),
            PageKind::Moved(place) => Some(self.renderer.moved_to(*place)),
            _ => None,
        }
    }

    /// The file that a page is made from, if it is an article's.
    pub fn source(&self, page: usize) -> Option<&'s str> {
        match &self.plan.pages[page].kind {
            PageKind::Article(id) | PageKind::ArticleJson(id) | PageKind::ArticleMarkdown(id) => {
                Some(self.graph.entry(*id).path)
            }
            _ => None,
        }
    }

    /// One page of each kind that goes through templates: a template's fault shows in them.
    pub fn samples(&self) -> Vec<usize> {
        let mut first: Vec<(Discriminant<PageKind>, usize)> = Vec::new();
        for (place, page) in self.plan.pages.iter().enumerate() {
            let templated = !page.kind.is_machine_file() && !page.kind.is_companion();
            let kind = discriminant(&page.kind);
            if templated && !first.iter().any(|(known, _)| *known == kind) {
                first.push((kind, place));
            }
        }
        first.into_iter().map(|(_, place)| place).collect()
    }

    /// Every file of the site that is no page, by path.
    pub fn files(&self) -> BTreeMap<&'s str, Held<'s>> {
        let of_theme = self.theme.assets().iter();
        let of_theme =
            of_theme.map(|it| Held { path: &it.path, version: it.key, file: None, bytes: &it.bytes });
        let own = self.assets.iter().map(|it| {
            let stamp = Stamp::new(it.source.len, it.source.modified);
            let version = fingerprint(format!("{stamp:?}").as_bytes());
            Held { path: it.path, version, file: Some(&it.source.file), bytes: &[] }
        });
        // What the author put beside the articles stands over the theme's.
        of_theme.chain(own).map(|held| (held.path, held)).collect()
    }

    /// Whether the run found an error.
    pub fn failed(&self) -> bool {
        Counts::of(&self.outcome.diagnostics).errors > 0
    }
}
