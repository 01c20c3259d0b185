//! Whether the addresses that articles link to still answer.
//!
//! In come addresses; out goes why some do not answer. Invariant: an address is called dead only if its host says so, or if
//! there is no such host; one that refuses programs (401, 403, 429 and the like) may be alive for readers.
//! What answered is not asked again for a week; what did not is asked each time.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::mirror::{Asker, Failure, Job, Patience, Private, Queue, Reason};
use crate::output::{self, Error};

/// The form of what is remembered.
const FORM: u128 = 1;
/// How long an answer holds, in seconds.
const HOLDS: i64 = 7 * 24 * 3600;
/// What hosts answer to who is not let in; a reader may be.
const CLOSED: &[u16] = &[401, 402, 403, 405, 406, 407, 418, 421, 429, 451, 999];

/// Whom to ask, and how.
#[derive(Debug)]
pub struct Order {
    /// The site's folder, where answers are remembered.
    pub root: PathBuf,
    /// Whether addresses of this machine and of its networks may be asked.
    pub private: Private,
    /// How long to wait for what.
    pub patience: Patience,
    /// Seconds since 1970.
    pub now: i64,
}

/// Asks for each address, and says of which there was no good answer, sorted by address. `told` hears how many are done,
/// and of how many.
///
/// # Errors
/// If what was answered cannot be remembered.
pub fn check(
    order: &Order,
    addresses: impl IntoIterator<Item = String>,
    told: &(dyn Fn(usize, usize) + Sync),
) -> Result<Vec<Failure>, Error> {
    let file = output::state_folder(&order.root)?.join("links");
    let known = std::fs::read(&file).ok().and_then(|bytes| output::decode(&bytes, FORM).ok()?);
    let mut known: BTreeMap<String, i64> = known.unwrap_or_default();
    known.retain(|_, asked| (order.now - HOLDS..=order.now).contains(asked));
    let mut missing: Vec<String> =
        addresses.into_iter().filter(|address| !known.contains_key(address)).collect();
    missing.sort();
    missing.dedup();
    let failures = ask(order, &missing, told);
    let failed = |address: &String| failures.binary_search_by(|it| it.address.cmp(address)).is_ok();
    known.extend(missing.into_iter().filter(|address| !failed(address)).map(|address| (address, order.now)));
    if let Some(bytes) = output::encode(&known, FORM) {
        output::replace(&file, &bytes)?;
    }
    Ok(failures.into_iter().filter(|it| !is_closed(&it.reason)).collect())
}

fn ask(order: &Order, addresses: &[String], told: &(dyn Fn(usize, usize) + Sync)) -> Vec<Failure> {
    if addresses.is_empty() {
        return Vec::new();
    }
    let asker = Asker::new(order.patience, order.private.clone());
    let queue = Queue::new(addresses.iter().map(|address| Job::of_link(address)), order.patience);
    queue.work(|| {
        while let Some(job) = queue.next() {
            // The head of the answer is all that is read.
            let head = |address: &str| asker.ask(address, "text/html,*/*;q=0.5", |_| Ok(()));
            if queue.settle(job, head, |_, ()| Ok(())) {
                told(queue.ended(), addresses.len());
            }
        }
    });
    // It is keeping alone that can fail, and nothing is kept.
    queue.into_failures().unwrap_or_default()
}

/// Whether the host is there and lets programs not in.
fn is_closed(reason: &Reason) -> bool {
    matches!(reason, Reason::Status(status) if CLOSED.contains(status)) || matches!(reason, Reason::Busy(_))
}
