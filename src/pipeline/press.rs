//! Renders and writes the pages of one run, overlapped over all threads.
//!
//! A thread renders into its one buffer and gives the bytes to the sink at once; nothing is held. Invariant: what comes
//! out does not depend on which thread took which page.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::indexing::Indexing;
use super::produce::Stop;
use super::texts::Files;
use crate::diagnostic::{Diagnostic, Place};
use crate::graph::Name;
use crate::output::{Made, Sink};
use crate::page::{Page, PageKind};
use crate::render::{Fault, Renderer, Scratch, Stale};
use crate::search::Reader;

/// What all threads share.
pub(super) struct Press<'p, S> {
    pub(super) pages: &'p [Page],
    pub(super) renderer: &'p Renderer<'p>,
    pub(super) texts: Files<'p>,
    pub(super) sink: &'p S,
    /// The search index, if one is made.
    pub(super) index: Option<&'p Indexing<'p>>,
    /// Another build of the program may render otherwise.
    pub(super) binary: u128,
}

/// What one thread has to tell.
#[derive(Debug, Default)]
pub(super) struct Told {
    /// Places of the pages that were rendered.
    pub(super) rendered: Vec<usize>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// Faults, each with the place of the page that was being rendered.
    faults: Vec<(usize, Diagnostic)>,
    stop: Option<Stop>,
}

/// What one thread works with.
#[derive(Debug, Default)]
struct Desk<'p> {
    told: Told,
    scratch: Scratch<'p>,
    bytes: Vec<u8>,
    asked: Vec<u128>,
    reader: Reader,
}

impl<'p, S: Sink> Press<'p, S> {
    /// Brings every page up to date in the sink.
    pub(super) fn run(&self) -> Result<Told, Stop> {
        let (next, ended) = (AtomicUsize::new(0), AtomicBool::new(false));
        let all = Mutex::new(Told::default());
        let work = || {
            let mut desk = Desk::default();
            while !ended.load(Ordering::Relaxed) {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(page) = self.pages.get(place) else { break };
                // Whoever makes an article's page makes what stands behind it from the same text.
                if !page.kind.is_companion() {
                    self.bring(place, page, &mut desk);
                    self.index(page, &mut desk);
                    let behind = self.pages.iter().enumerate().skip(place + 1);
                    for (place, page) in behind.take_while(|(_, page)| page.kind.is_companion()) {
                        self.bring(place, page, &mut desk);
                    }
                }
                ended.fetch_or(desk.told.stop.is_some(), Ordering::Relaxed);
            }
            all.lock().unwrap_or_else(PoisonError::into_inner).merge(desk.told);
        };
        rayon::scope(|scope| {
            for _ in 0..rayon::current_num_threads() {
                scope.spawn(|_| work());
            }
        });
        let mut told = all.into_inner().unwrap_or_else(PoisonError::into_inner);
        told.diagnostics = self.with_pages(std::mem::take(&mut told.faults));
        told.stop.take().map_or(Ok(told), Err)
    }

    /// Faults, each once, with the first page that shows it and how many others do.
    fn with_pages(&self, mut faults: Vec<(usize, Diagnostic)>) -> Vec<Diagnostic> {
        faults.sort_by_key(|(place, _)| *place);
        let mut each: Vec<(Diagnostic, &Page, usize)> = Vec::new();
        for (place, fault) in faults {
            match each.iter_mut().find(|(known, ..)| *known == fault) {
                Some((_, _, count)) => *count += 1,
                None => each.push((fault, &self.pages[place], 0)),
            }
        }
        let with_page = |(fault, page, others): (Diagnostic, &Page, usize)| {
            let address = page.path.strip_suffix("index.html").unwrap_or(&page.path);
            let words = match others {
                0 => format!("while rendering /{address}"),
                1 => format!("while rendering /{address} and one more page"),
                _ => format!("while rendering /{address} and {others} more pages"),
            };
            fault.and(Place::file(&self.renderer.origin(page)), words)
        };
        each.into_iter().map(with_page).collect()
    }

    /// Brings one page up to date.
    fn bring(&self, place: usize, page: &Page, desk: &mut Desk<'p>) {
        if self.sink.keeps(&page.path, &|asked| self.key(page, asked)) {
            return;
        }
        let Desk { told, scratch, bytes, asked, .. } = desk;
        told.rendered.push(place);
        match self.renderer.render(page, &self.texts, scratch, bytes) {
            Ok(()) => {
                asked.clear();
                asked.extend(scratch.asked().iter().map(|name| name.number()));
                let made = Made { key: self.key(page, asked), asked };
                told.stop = self.sink.put(&page.path, made, bytes).err().map(Stop::Output);
            }
            Err(Fault::Stale) => told.stop = Some(Stop::Stale),
            Err(Fault::Diagnostics(faults)) => {
                told.faults.extend(faults.into_iter().map(|fault| (place, fault)));
            }
        }
    }

    /// Takes the terms of an article that the index does not know.
    fn index(&self, page: &Page, desk: &mut Desk<'p>) {
        let (PageKind::Article(id), Some(index), None) = (&page.kind, self.index, &desk.told.stop) else {
            return;
        };
        let Some(article) = index.unread(*id) else { return };
        let Desk { told, scratch, reader, .. } = desk;
        let mut read = Ok(());
        let heard = self.renderer.read(*id, &self.texts, scratch, &mut |body| {
            read = index.read(article, body, reader);
        });
        told.stop = heard.map_err(|Stale| Stop::Stale).and(read).err();
    }

    fn key(&self, page: &Page, asked: &[u128]) -> u128 {
        let names: Vec<Name> = asked.iter().map(|name| Name::from_number(*name)).collect();
        self.renderer.key(page, &names) ^ self.binary
    }
}

impl Told {
    fn merge(&mut self, other: Self) {
        self.rendered.extend(other.rendered);
        self.faults.extend(other.faults);
        self.stop = self.stop.take().or(other.stop);
    }
}
