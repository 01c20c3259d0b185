//! The development server: the site from memory, rebuilt as it is edited, with every fault in the open page.
//!
//! In comes a [`Plan`]; what happens is told to a callback. One loop: wait for the file system, run the pipeline,
//! publish, tell the open pages. Invariant: what is published is one run's whole site; while a run has errors the last
//! good site stays.

mod answer;
mod body;
mod error;
mod hosts;
mod http;
mod kinds;
mod live;
mod memory;
#[cfg(test)]
mod tests;
mod watch;

pub use error::Error;

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch::{Sender, channel};

use crate::pipeline::{Options, Outcome, Pipeline};
use hosts::Hosts;
use live::Published;
use memory::Memory;
use watch::Watcher;

/// The port that is tried first, and how many after it, where none is asked for.
const PORTS: std::ops::Range<u16> = 4000..4032;

/// What is to be served, and how.
#[derive(Debug)]
pub struct Plan {
    /// The site's folder.
    pub root: PathBuf,
    /// What of the site.
    pub options: Options,
    /// The address to listen on.
    pub host: IpAddr,
    /// The port; `None` takes the first that is free.
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
    /// The file system cannot say what changes, and the folders are looked through instead.
    Polling(&'a str),
}

/// Serves until the process ends.
///
/// # Errors
/// [`Error`] if the port cannot be had, or if nothing is watched and the site has errors.
pub fn run(plan: Plan, told: &mut dyn FnMut(Event<'_>)) -> Result<(), Error> {
    let listener = listen(plan.host, plan.port)?;
    let address = listener.local_addr().map_err(Error::Network)?;
    let origin = origin(address);
    // Before the first run, so that no edit falls between the two.
    let mut watcher = Watcher::start(&plan.root, plan.options.config.as_deref(), plan.watch);
    if let Some(reason) = watcher.as_ref().and_then(Watcher::reason) {
        told(Event::Polling(reason));
    }
    let options = Options { origin: Some(origin.clone()), drafts: true, future: true, ..plan.options };
    let mut pipeline = Pipeline::new(plan.root, options);
    let (sender, receiver) = channel(Arc::new(Published::nothing(watcher.is_some())));
    let mut listener = Some(listener);
    loop {
        build(&mut pipeline, (plan.clock)(), &sender, told);
        let published = sender.borrow().clone();
        if let Some(listener) = listener.take() {
            if watcher.is_none() && published.has_faults() {
                return Err(Error::Faulty);
            }
            http::start(listener, receiver.clone(), Hosts::new(address))?;
            told(Event::Listening(&format!("{origin}{}", published.base())));
        }
        match &mut watcher {
            Some(watcher) => pipeline.doubt(&watcher.wait()),
            None => std::thread::park(),
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

fn listen(host: IpAddr, port: Option<u16>) -> Result<TcpListener, Error> {
    let bind = |port| TcpListener::bind(SocketAddr::new(host, port));
    match port {
        Some(port) => bind(port).map_err(|source| Error::Port { port, source }),
        None => {
            let mut tried = PORTS.map(|port| bind(port).map_err(|source| Error::Port { port, source }));
            let first = tried.next().unwrap_or(Err(Error::Faulty));
            first.or_else(|error| tried.find_map(Result::ok).ok_or(error))
        }
    }
}

/// `http://127.0.0.1:4000`, by a name that a browser on this machine can use.
fn origin(address: SocketAddr) -> String {
    if address.ip().is_unspecified() || address.ip() == IpAddr::from([127, 0, 0, 1]) {
        format!("http://localhost:{}", address.port())
    } else {
        format!("http://{address}")
    }
}
