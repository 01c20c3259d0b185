//! The development server: pages made when they are asked for, made again as the site is edited, with every fault in
//! the open page.
//!
//! In comes a [`Plan`]; what happens is told to a callback. One loop owns the site: it waits for the file system and for
//! questions of the network side, and publishes what changed. Invariant: what is shown is one state of the site; while
//! it has errors the last good pages stay.

mod answer;
mod body;
mod cache;
mod crowd;
mod desk;
mod editor;
mod error;
mod eye;
mod faults;
mod finder;
mod gate;
mod hosts;
mod html;
mod http;
mod kinds;
mod live;
mod pack;
mod ports;
mod range;
mod stand;
#[cfg(test)]
mod tests;
mod watch;

pub use editor::Editor;
pub use error::Error;
pub use ports::served_at;

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::pipeline::{Options, Outcome, Pipeline};
use finder::Finder;
use stand::Stand;

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
    /// What the links of faults open.
    pub editor: Editor,
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
    /// The site can be seen as it is after a change of these files, so long after it was noticed; none are named where
    /// everything was looked at.
    Shown(&'a Outcome, &'a [PathBuf], Duration),
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
    let listeners = ports::listen(plan.host, plan.port, told)?;
    let address = listeners.first().and_then(|it| it.local_addr().ok());
    let address = address.ok_or_else(|| Error::Network(std::io::ErrorKind::AddrNotAvailable.into()))?;
    let origin = ports::origin(address);
    // Before the first run, so that no edit falls between the two.
    let options = Options { origin: Some(origin), drafts: true, future: true, ..plan.options.clone() };
    let finder = Finder::new(plan.root.clone(), options.clone(), address.port(), plan.clock);
    let mut stand = Stand::new(&plan, listeners, address, finder);
    if let Some(reason) = stand.watcher.reason() {
        told(Event::Polling(reason));
    }
    let mut pipeline = Pipeline::new(plan.root, options);
    loop {
        match pipeline.attend(plan.clock, &mut |shop| stand.show(shop, told)) {
            Ok(()) => return stand.close(told),
            Err(error) => told(Event::Stumbled(&error)),
        }
    }
}
