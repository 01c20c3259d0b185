//! How many connections are open, and which of them does nothing.
//!
//! Invariant: no more than [`MOST`] are open; where one more comes, the one that has done nothing for longest goes. So
//! neither idle connections nor slow ones keep a reader out, and their memory is bounded.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// Connections at once. Small systems give a process 256 files, and a site is read from some, too.
const MOST: usize = 192;

/// All open connections.
#[derive(Debug, Clone, Default)]
pub(super) struct Crowd {
    inside: Arc<Mutex<Inside>>,
}

#[derive(Debug, Default)]
struct Inside {
    open: usize,
    clock: u64,
    /// Those that wait for their next request, by when they began to.
    idle: BTreeMap<u64, Arc<Notify>>,
}

/// One open connection; dropped when it closes.
#[derive(Debug)]
pub(super) struct Guest {
    crowd: Crowd,
    leave: Arc<Notify>,
    idle: Mutex<Option<u64>>,
}

impl Crowd {
    /// Lets one more in; `None` if all others are at work.
    pub(super) fn enter(&self) -> Option<Arc<Guest>> {
        let mut inside = self.lock();
        if inside.open >= MOST {
            inside.idle.pop_first()?.1.notify_one();
        }
        inside.open += 1;
        drop(inside);
        let guest = Guest { crowd: self.clone(), leave: Arc::default(), idle: Mutex::default() };
        guest.rest();
        Some(Arc::new(guest))
    }

    fn lock(&self) -> MutexGuard<'_, Inside> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guest {
    /// It is at work: it is not asked to leave.
    pub(super) fn work(&self) {
        if let Some(since) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).take() {
            self.crowd.lock().idle.remove(&since);
        }
    }

    /// It waits for its next request.
    pub(super) fn rest(&self) {
        self.work();
        let mut inside = self.crowd.lock();
        inside.clock += 1;
        let since = inside.clock;
        inside.idle.insert(since, self.leave.clone());
        *self.idle.lock().unwrap_or_else(PoisonError::into_inner) = Some(since);
    }

    /// Ends when it is asked to leave.
    pub(super) async fn asked_to_leave(&self) {
        self.leave.notified().await;
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.work();
        self.crowd.lock().open -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_done_nothing_for_longest_makes_room() {
        let crowd = Crowd::default();
        let guests: Vec<_> = (0..MOST).map(|_| crowd.enter().unwrap()).collect();
        guests[0].work();
        guests[0].rest();
        guests[1].work();
        let _one_more = crowd.enter().unwrap();
        let asked = |guest: &Guest| !crowd.lock().idle.values().any(|leave| Arc::ptr_eq(leave, &guest.leave));
        assert!(asked(&guests[2]) && !asked(&guests[0]) && !asked(&guests[3]));
        for guest in &guests {
            guest.work();
        }
        assert!(crowd.enter().is_some(), "the one that came last does nothing");
        drop(guests);
        assert!(crowd.lock().open <= 2);
    }
}
