//! Copies of the pictures that articles show from elsewhere.
//!
//! In come the addresses that articles name; out go files below `pictures/` and their ledger. Invariant: a file is there
//! whole or not at all, under the name of its content, and stands in the ledger from then on; whenever the work is broken
//! off, what was copied stays copied.

mod address;
mod failure;
mod fetch;
mod guard;
mod prune;
mod queue;
mod store;

pub use failure::{Failure, Reason};
pub(crate) use fetch::Asker;
pub use guard::Private;
pub use prune::{Unused, remove, unused};
pub(crate) use queue::{Job, Queue};
pub use store::Error;

use std::collections::BTreeSet;
use std::path::Path;
use std::time::Duration;

use crate::picture::{Kind, name_of_address};
use fetch::Client;
use store::Store;

/// What is wanted, and how far to go for it.
#[derive(Debug, Clone)]
pub struct Order<'o> {
    /// The site's folder.
    pub root: &'o Path,
    /// Longest file, in bytes.
    pub most_bytes: u64,
    /// Kinds that are wanted.
    pub kinds: Vec<Kind>,
    /// Whether addresses of this machine and of its networks may be asked.
    pub private: Private,
    /// Say what would be copied, and ask nobody.
    pub dry_run: bool,
    /// How long to wait for what.
    pub patience: Patience,
}

/// How long to wait, and how often to ask.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a connection.
    pub connection: Duration,
    /// For the head of an answer.
    pub answer: Duration,
    /// For the next bytes.
    pub bytes: Duration,
    /// For one picture altogether.
    pub whole: Duration,
    /// Before the second attempt; each further one waits twice as long.
    pub pause: Duration,
    /// Longest wait that a host may ask for.
    pub longest_pause: Duration,
    /// Attempts at one address.
    pub attempts: u32,
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self {
            connection: seconds(10),
            answer: seconds(20),
            bytes: seconds(15),
            whole: seconds(180),
            pause: seconds(1),
            longest_pause: seconds(60),
            attempts: 3,
        }
    }
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Report {
    /// Pictures that were there before.
    pub there: usize,
    /// Addresses that were asked and gave a picture; in a dry run, those that would be asked.
    pub copied: Vec<String>,
    /// Of those, how many gave what another address had given.
    pub same: usize,
    /// Bytes of new files.
    pub bytes: u64,
    /// Why the others were not copied, in the order of their addresses.
    pub failures: Vec<Failure>,
    /// Files that came from suspiciously many addresses, with their number: what a host shows instead of a picture.
    pub stand_ins: Vec<(String, usize)>,
}

/// Copies what of `wanted` is not there yet. `told` hears how many are done, and of how many.
///
/// # Errors
/// If the folder of copies or its ledger cannot be read or written.
pub fn mirror(
    order: &Order<'_>,
    wanted: &[String],
    told: &(dyn Fn(usize, usize) + Sync),
) -> Result<Report, Error> {
    let store = Store::open(order.root)?;
    let mut report = Report::default();
    let mut seen = BTreeSet::new();
    let mut missing = Vec::new();
    for address in wanted.iter().filter(|address| seen.insert(name_of_address(address))) {
        if store.has(address) {
            report.there += 1;
        } else {
            missing.push(address);
        }
    }
    if order.dry_run {
        report.copied = missing.into_iter().cloned().collect();
        return Ok(report);
    }
    if missing.is_empty() {
        return store.finish(report);
    }
    let client = Client::new(order);
    let queue = Queue::new(missing.iter().map(|address| Job::new(address)), order.patience);
    let all = missing.len();
    queue.work(|| {
        while let Some(job) = queue.next() {
            let ended = queue.settle(
                job,
                |address| client.fetch(address),
                |job, fetched| store.keep(job.address(), &fetched),
            );
            if ended {
                told(queue.ended(), all);
            }
        }
    });
    report.failures = queue.into_failures()?;
    store.finish(report)
}
