//! The second half of a run: link, plan, and give the sink every file of the site.

use std::path::Path;
use std::sync::Arc;

use super::beside::{self, Asset};
use super::foreign;
use super::indexing::Indexing;
use super::menu;
use super::pointed;
use super::press::Press;
use super::references::References;
use super::texts::Files;
use super::understand::path_of;
use super::{Aside, Outcome, Pipeline, Site, Stage, Stats, Unpublished};
use crate::config::Config;
use crate::diagnostic::{self, Counts, Diagnostic, Place};
use crate::graph::{self, Graph};
use crate::output::{self, Sink, binary};
use crate::page::{self, PageKind, Plan};
use crate::render::{Renderer, Theme};

/// Why a run ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// A file changed between the passes.
    Stale,
    /// The sink failed.
    Output(output::Error),
}

impl Pipeline {
    /// Everything from the graph to the sink. With errors nothing more is given to the sink.
    pub(super) fn produce(
        &self,
        site: Site,
        now: i64,
        sink: &impl Sink,
        aside: &mut Aside<'_>,
        mut outcome: Outcome,
    ) -> Result<Outcome, Stop> {
        let Site { config, mut assets, included, until, cut, mut diagnostics } = site;
        let stats = &mut outcome.stats;
        let linked = || stats.time(Stage::Link, || graph::link(self.memo.entries(&included), &config));
        let (graph, theme) = rayon::join(linked, || Theme::load(&self.root, &config));
        let graph = graph.collect(&mut diagnostics);
        if let Some(survey) = &mut aside.survey {
            self.look_through(&graph, &config, survey);
        }
        let theme = theme.collect(&mut diagnostics);
        let pictures = Arc::new(self.pictures(&mut assets, &theme, &mut diagnostics));
        let plan =
            stats.time(Stage::Plan, || page::plan(&graph, &config, pictures)).collect(&mut diagnostics);
        if let Some(published) = aside.published.as_deref_mut() {
            published.compare(&graph, &plan, &mut diagnostics);
        }
        (outcome.articles, outcome.pages) = (included.len(), plan.pages.len());
        let assets = beside::addressed(&assets, &theme, &plan, &mut diagnostics);
        (outcome.until, outcome.cut) = (until, Some(cut));
        outcome.base = path_of(&config.base_url).to_owned();
        outcome.unpublished = unpublished(&graph, &plan, now);
        let mut rendered = Vec::new();
        let failed = Counts::of(&diagnostics).errors > 0;
        // A build that fails has no time for links; who only looks wants to know all.
        if !failed || aside.survey.is_some() {
            let (config, theme, graph, plan, assets) = (&config, &theme, &graph, &plan, &assets);
            let texts = Files { root: &self.root, changed: Some(&self.memo.changed) };
            let renderer = &Renderer::new(theme, config, graph, plan);
            let whole = Whole { texts, config, theme, graph, plan, renderer, assets, index: aside.index };
            diagnostics.extend(whole.leading_nowhere()?);
            if !failed {
                rendered = whole.put(sink, stats, &mut diagnostics)?;
            }
        }
        pointed::add(&graph, &plan.addresses, &mut diagnostics);
        let Plan { mut pages, .. } = plan;
        outcome.rendered = rendered.into_iter().map(|place| std::mem::take(&mut pages[place].path)).collect();
        outcome.rendered.sort_unstable();
        locate(&self.root, &mut diagnostics);
        diagnostic::sort(&mut diagnostics);
        diagnostics.dedup();
        outcome.diagnostics = diagnostics;
        Ok(outcome)
    }
}

/// A site that is ready to be rendered.
struct Whole<'a> {
    texts: Files<'a>,
    config: &'a Config,
    theme: &'a Theme,
    graph: &'a Graph<'a>,
    plan: &'a Plan,
    renderer: &'a Renderer<'a>,
    assets: &'a [Asset<'a>],
    /// Where the search index is remembered, if one is made.
    index: Option<&'a Path>,
}

impl Whole<'_> {
    /// Links of the menu and of articles that lead nowhere, and pictures that readers of feeds do not get.
    fn leading_nowhere(&self) -> Result<Vec<Diagnostic>, Stop> {
        let Self { texts, config, theme, graph, plan, renderer, assets, .. } = *self;
        let mut files: Vec<&str> = assets.iter().map(|asset| asset.path).collect();
        files.extend(theme.assets().iter().map(|asset| asset.path.as_str()));
        files.sort_unstable();
        let mut lost = menu::check(config, plan, &files);
        lost.extend(foreign::check(graph, &plan.addresses, config, &texts));
        lost.extend(References { graph, plan, renderer, texts: &texts, files }.check()?);
        Ok(lost)
    }

    /// Gives the sink every file of the site; the places of the pages that were rendered.
    fn put(
        &self,
        sink: &impl Sink,
        stats: &mut Stats,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Result<Vec<usize>, Stop> {
        let Self { texts, config, theme, graph, plan, renderer, assets, index } = *self;
        let index = index.filter(|_| config.output.search);
        let open = |folder| Indexing::open(folder, graph, &plan.addresses, config);
        let mut index = index.map(open).transpose().map_err(Stop::Output)?;
        let told = stats.time(Stage::Render, || {
            diagnostics.extend(beside::copy(assets, sink, texts.changed)?);
            beside::put_static(theme, assets, sink).map_err(Stop::Output)?;
            let (pages, index) = (&plan.pages[..], index.as_ref());
            Press { pages, renderer, texts, sink, index, binary: binary() }.run()
        })?;
        if let Some(index) = index.as_mut().filter(|_| Counts::of(&told.diagnostics).errors == 0) {
            stats.time(Stage::Search, || index.write(sink))?;
        }
        stats.rendered = told.rendered.len();
        diagnostics.extend(told.diagnostics);
        Ok(told.rendered)
    }
}

/// Finds the lines of faults that were told without the file's text at hand.
pub(super) fn locate(root: &Path, diagnostics: &mut [Diagnostic]) {
    for place in sought(diagnostics) {
        if let Ok(text) = std::fs::read_to_string(root.join(&*place.path)) {
            place.look_in(&text);
        }
    }
}

/// The places of faults that were told without the file's text at hand.
pub(super) fn sought(diagnostics: &mut [Diagnostic]) -> impl Iterator<Item = &mut Place> {
    let places = diagnostics.iter_mut().flat_map(|fault| {
        let others = fault.others.iter_mut().map(|(place, _)| place);
        let mended = fault.fix.iter_mut().flat_map(|fix| &mut fix.elsewhere);
        fault.place.iter_mut().chain(others).chain(mended)
    });
    places.filter(|place| place.is_sought())
}

/// Pages of drafts and of articles that lie in the future.
pub(super) fn unpublished(graph: &Graph<'_>, plan: &Plan, now: i64) -> Vec<(String, Unpublished)> {
    let why = |place: u32| {
        let metadata = graph.entries().get(place as usize)?.metadata;
        if metadata.draft {
            return Some(Unpublished::Draft);
        }
        metadata.date.filter(|date| date.seconds() > now).map(|_| Unpublished::Future)
    };
    let pages = plan.pages.iter().filter_map(|page| match &page.kind {
        PageKind::Article(id) => Some((page.path.clone(), why(id.0)?)),
        _ => None,
    });
    let mut pages: Vec<_> = pages.collect();
    pages.sort_unstable_by(|a, b| a.0.cmp(&b.0));
    pages
}
