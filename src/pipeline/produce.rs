//! The second half of a run: link, plan, and for each page render and write, overlapped over all threads.
//!
//! A thread renders into its one buffer and gives the bytes to the sink at once; nothing is held.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::texts::Files;
use super::understand::path_of;
use super::{Outcome, Pipeline, Site, Stage, Unpublished};
use crate::diagnostic::{self, Counts, Diagnostic};
use crate::graph::{self, Graph};
use crate::output::{self, Sink};
use crate::page::{self, PageKind, Plan};
use crate::render::{Fault, Renderer, Scratch, Theme};
use crate::source::Source;

/// Why a run ended early.
#[derive(Debug)]
pub(super) enum Stop {
    /// A file changed between the passes.
    Stale,
    /// The sink failed.
    Output(output::Error),
}

/// What one thread has to tell.
#[derive(Debug, Default)]
struct Told {
    rendered: Vec<usize>,
    diagnostics: Vec<Diagnostic>,
    stop: Option<Stop>,
}

impl Pipeline {
    /// Everything from the graph to the sink. With errors nothing more is given to the sink.
    pub(super) fn produce(
        &self,
        site: Site,
        now: i64,
        sink: &impl Sink,
        mut outcome: Outcome,
    ) -> Result<Outcome, Stop> {
        let Site { config, assets, included, mut diagnostics } = site;
        let stats = &mut outcome.stats;
        let graph = stats.time(Stage::Link, || graph::link(self.memo.entries(&included), &config));
        let graph = graph.collect(&mut diagnostics);
        let plan = stats.time(Stage::Plan, || page::plan(&graph, &config)).collect(&mut diagnostics);
        let theme = Theme::load(&self.root, &config).collect(&mut diagnostics);
        (outcome.articles, outcome.pages) = (included.len(), plan.pages.len());
        outcome.base = path_of(&config.base_url).to_owned();
        outcome.unpublished = unpublished(&graph, &plan, now);
        if Counts::of(&diagnostics).errors == 0 {
            let renderer = Renderer::new(&theme, &config, &graph, &plan);
            let told = stats.time(Stage::Render, || {
                copy(&assets, sink)?;
                put_static(&theme, &assets, sink)?;
                self.render(&renderer, &plan, sink)
            })?;
            stats.rendered = told.rendered.len();
            outcome.rendered = told.rendered.iter().map(|index| plan.pages[*index].path.clone()).collect();
            outcome.rendered.sort_unstable();
            diagnostics.extend(told.diagnostics);
        }
        diagnostic::sort(&mut diagnostics);
        diagnostics.dedup();
        outcome.diagnostics = diagnostics;
        Ok(outcome)
    }

    fn render(&self, renderer: &Renderer<'_>, plan: &Plan, sink: &impl Sink) -> Result<Told, Stop> {
        let texts = Files { root: &self.root };
        let (next, ended) = (AtomicUsize::new(0), AtomicBool::new(false));
        let all = Mutex::new(Told::default());
        let work = || {
            let (mut told, mut scratch, mut bytes) = (Told::default(), Scratch::default(), Vec::new());
            while !ended.load(Ordering::Relaxed) {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(page) = plan.pages.get(index) else { break };
                let key = renderer.key(page);
                if sink.keeps(&page.path, key) {
                    continue;
                }
                told.rendered.push(index);
                match renderer.render(page, &texts, &mut scratch, &mut bytes) {
                    Ok(()) => told.stop = sink.put(&page.path, key, &bytes).err().map(Stop::Output),
                    Err(Fault::Stale) => told.stop = Some(Stop::Stale),
                    Err(Fault::Diagnostics(faults)) => told.diagnostics.extend(faults),
                }
                if told.stop.is_some() {
                    ended.store(true, Ordering::Relaxed);
                }
            }
            all.lock().unwrap_or_else(PoisonError::into_inner).merge(told);
        };
        rayon::scope(|scope| {
            for _ in 0..rayon::current_num_threads() {
                scope.spawn(|_| work());
            }
        });
        let mut told = all.into_inner().unwrap_or_else(PoisonError::into_inner);
        match told.stop.take() {
            Some(stop) => Err(stop),
            None => Ok(told),
        }
    }
}

impl Told {
    fn merge(&mut self, other: Self) {
        self.rendered.extend(other.rendered);
        self.diagnostics.extend(other.diagnostics);
        self.stop = self.stop.take().or(other.stop);
    }
}

/// Gives the sink what the author put beside the articles.
fn copy(assets: &[Source], sink: &impl Sink) -> Result<(), Stop> {
    for asset in assets {
        let path = asset.path.strip_prefix("content/").unwrap_or(&asset.path);
        sink.copy(path, asset).map_err(Stop::Output)?;
    }
    Ok(())
}

/// Pages of drafts and of articles that lie in the future.
fn unpublished(graph: &Graph<'_>, plan: &Plan, now: i64) -> Vec<(String, Unpublished)> {
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

/// Gives the sink the static files of theme and site; what the author put beside the articles stands over them.
fn put_static(theme: &Theme, assets: &[Source], sink: &impl Sink) -> Result<(), Stop> {
    let own = |path: &str| assets.iter().any(|asset| asset.path.strip_prefix("content/") == Some(path));
    for asset in theme.assets().iter().filter(|asset| !own(&asset.path)) {
        if !sink.keeps(&asset.path, asset.key) {
            sink.put(&asset.path, asset.key, &asset.bytes).map_err(Stop::Output)?;
        }
    }
    Ok(())
}
