//! The development server: the site from memory, rebuilt as it is edited, with every fault in the open page.
//!
//! In comes a [`Plan`]; what happens is told to a callback. One loop: wait for the file system, run the pipeline,
//! publish, tell the open pages. Invariant: what is published is one run's whole site; while a run has errors the last
//! good site stays.

mod answer;
mod body;
mod crowd;
mod error;
mod finder;
mod gate;
mod hosts;
mod http;
mod kinds;
mod live;
mod memory;
mod pack;
mod ports;
mod range;
#[cfg(test)]
mod tests;
mod watch;

pub use error::Error;

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use tokio::sync::watch::{Sender, channel};

use crate::pipeline::{Options, Outcome, Pipeline};
use finder::Finder;
use hosts::Hosts;
use live::Published;
use memory::Memory;
use watch::Watcher;

/// What is to be served, and how.
#[derive(Debug)]
pub struct Plan {
    /// The site's folder.
    pub root: PathBuf,
    /// What of the site.
    pub options: Options,
    /// The address to listen on.
    pub host: IpAddr,
    /// The port that is tried first, 4000 if none is named; if it is taken, the next that is free is.
    pub port: Option<u16>,
    /// Whether and how edits are noticed.
    pub watch: Watch,
    /// Seconds since 1970.
    pub clock: fn() -> i64,
}

/// Whether and how edits are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Watch {
    /// The site stays as it is.
    Off,
    /// The file system says what changes.
    Events,
    /// The folders are looked through every so often.
    Poll(Duration),
}

/// What happened.
#[derive(Debug)]
pub enum Event<'a> {
    /// The site can be visited at this address.
    Listening(&'a str),
    /// A run has ended; after this many milliseconds its site can be seen.
    Built(&'a Outcome, Duration),
    /// A run came to no end, which the next may.
    Stumbled(&'a dyn std::error::Error),
    /// A port is taken by somebody else, and another is tried.
    Busy(u16),
    /// It ends, as it was asked to.
    Stopped,
    /// The file system cannot say what changes, and the folders are looked through instead.
    Polling(&'a str),
}

/// Serves until it is interrupted.
///
/// # Errors
/// [`Error`] if no port can be had, or if nothing is watched and the site has errors.
pub fn run(plan: Plan, told: &mut dyn FnMut(Event<'_>)) -> Result<(), Error> {
    let mut listeners = Some(ports::listen(plan.host, plan.port, told)?);
    let address = listeners.iter().flatten().find_map(|it| it.local_addr().ok());
    let address = address.ok_or_else(|| Error::Network(std::io::ErrorKind::AddrNotAvailable.into()))?;
    let origin = ports::origin(address);
    let (messages, inbox) = mpsc::channel();
    // Before the first run, so that no edit falls between the two.
    let mut watcher =
        Watcher::start(&plan.root, plan.options.config.as_deref(), plan.watch, messages.clone());
    if let Some(reason) = watcher.as_ref().and_then(Watcher::reason) {
        told(Event::Polling(reason));
    }
    let options = Options { origin: Some(origin.clone()), drafts: true, future: true, ..plan.options };
    let finder = Finder::new(plan.root.clone(), options.clone(), address.port(), plan.clock);
    let mut pipeline = Pipeline::new(plan.root, options);
    let (sender, receiver) = channel(Arc::new(Published::nothing(watcher.is_some())));
    loop {
        build(&mut pipeline, (plan.clock)(), &sender, told);
        let published = sender.borrow().clone();
        if let Some(listeners) = listeners.take() {
            if watcher.is_none() && published.has_faults() {
                return Err(Error::Faulty);
            }
            let hosts = Hosts::new(address);
            http::start(listeners, receiver.clone(), hosts, finder.clone(), messages.clone())?;
            told(Event::Listening(&format!("{origin}{}", published.base())));
        }
        let changed = match &mut watcher {
            Some(watcher) => watcher.wait(&inbox),
            None => inbox.recv().ok().and(None),
        };
        match changed {
            Some(paths) => pipeline.doubt(&paths),
            None => {
                told(Event::Stopped);
                return Ok(());
            }
        }
    }
}

/// One run, published if it has no errors; if it has, they are.
fn build(
    pipeline: &mut Pipeline,
    now: i64,
    sender: &Sender<Arc<Published>>,
    told: &mut dyn FnMut(Event<'_>),
) {
    let start = std::time::Instant::now();
    let last = sender.borrow().clone();
    let mut memory = Memory::new(last.site());
    match pipeline.run(now, &mut memory) {
        Ok(outcome) => {
            let next = if outcome.failed() {
                last.with_faults(&outcome.diagnostics)
            } else {
                last.with_site(memory.finish(&outcome), &outcome.base)
            };
            sender.send_replace(Arc::new(next));
            told(Event::Built(&outcome, start.elapsed()));
            // A site that cannot be written to is served all the same.
            let _ = pipeline.save();
        }
        Err(error) => told(Event::Stumbled(&error)),
    }
}
