//! Who is asked for what, and when.
//!
//! In come jobs; out go, to each thread that asks, the next that may be done. Invariant: no host has more than two
//! requests at once, redirected ones counted where they lead; a host that asks for a pause gets it; a host that never
//! answers is asked a few times, not once for each picture.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use super::failure::{Failure, Reason};
use super::fetch::Answer;
use super::{Error, Patience, address};

/// Requests at once to one host.
const AT_ONCE: usize = 2;
/// Threads, however many hosts there are.
const MOST_WORKERS: usize = 16;
/// Redirects that are followed.
const MOST_HOPS: usize = 5;
/// Requests in a row that got no answer at all, after which a host is left alone.
const MOST_SILENT: usize = 6;

/// One picture, and where it may be found.
#[derive(Debug)]
pub(crate) struct Job {
    address: String,
    /// Where to ask next, and after that.
    candidates: VecDeque<String>,
    /// Addresses that led here.
    hops: Vec<String>,
    attempts: u32,
}

impl Job {
    /// The original is asked for first; what the article names is there, too.
    pub(super) fn new(address: &str) -> Self {
        let candidates = address::original(address).into_iter().chain([address.to_owned()]).collect();
        Self { address: address.to_owned(), candidates, hops: Vec::new(), attempts: 0 }
    }

    /// What lies at an address, and nowhere else.
    pub(crate) fn of_link(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            candidates: VecDeque::from([address.to_owned()]),
            hops: Vec::new(),
            attempts: 0,
        }
    }

    /// As articles name it.
    pub(super) fn address(&self) -> &str {
        &self.address
    }

    fn next(&self) -> &str {
        self.candidates.front().map_or("", String::as_str)
    }
}

/// All jobs that are not done.
#[derive(Debug)]
pub(crate) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
    patience: Patience,
}

#[derive(Debug, Default)]
struct State {
    hosts: BTreeMap<String, Host>,
    /// Jobs that are with a thread.
    busy: usize,
    waiting: usize,
    ended: usize,
    failures: Vec<Failure>,
    /// What keeps anything from being kept.
    error: Option<Error>,
}

#[derive(Debug, Default)]
struct Host {
    jobs: VecDeque<Job>,
    busy: usize,
    not_before: Option<Instant>,
    silent: usize,
    /// Why nothing more is asked for.
    given_up: Option<Reason>,
}

impl Queue {
    pub(crate) fn new(jobs: impl Iterator<Item = Job>, patience: Patience) -> Self {
        let mut state = State::default();
        jobs.for_each(|job| state.push_back(job));
        Self { state: Mutex::new(state), changed: Condvar::new(), patience }
    }

    /// Lets as many threads work as have something to do and as the system gives; this one, if it gives none.
    pub(crate) fn work(&self, work: impl Fn() + Sync) {
        let workers = {
            let state = self.lock();
            (AT_ONCE * state.hosts.len()).min(state.waiting).clamp(1, MOST_WORKERS)
        };
        thread::scope(|scope| {
            let begin = || thread::Builder::new().spawn_scoped(scope, &work);
            if (0..workers).take_while(|_| begin().is_ok()).count() == 0 {
                work();
            }
        });
    }

    /// How many jobs have come to an end.
    pub(crate) fn ended(&self) -> usize {
        self.lock().ended
    }

    /// The next job, as soon as one may be done; `None` once all are.
    pub(crate) fn next(&self) -> Option<Job> {
        let mut state = self.lock();
        loop {
            if state.error.is_some() || state.waiting + state.busy == 0 {
                return None;
            }
            let now = Instant::now();
            if let Some(job) = state.take(now) {
                return Some(job);
            }
            let pauses =
                state.hosts.values().filter(|host| !host.jobs.is_empty()).filter_map(|it| it.not_before);
            state = match pauses.filter(|until| *until > now).min() {
                Some(until) => {
                    let waited = self.changed.wait_timeout(state, until - now);
                    waited.unwrap_or_else(PoisonError::into_inner).0
                }
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
            };
        }
    }

    /// Does a job with `fetch` and `keep`; true if it has come to an end.
    pub(crate) fn settle<T>(
        &self,
        mut job: Job,
        fetch: impl FnOnce(&str) -> Answer<T>,
        keep: impl FnOnce(&Job, T) -> Result<(), Error>,
    ) -> bool {
        let host = address::host(job.next());
        let answer = fetch(job.next());
        let kept = match answer {
            Answer::Found(found) => Ok(keep(&job, found)),
            Answer::Elsewhere(to) => Err((self.follow(&mut job, to), None)),
            Answer::Nothing(reason, wait) => Err((Some(reason), wait)),
        };
        let mut state = self.lock();
        state.busy -= 1;
        let reason = match kept {
            Ok(Ok(())) => {
                state.answered(&host);
                state.ended += 1;
                None
            }
            Ok(Err(error)) => {
                state.error.get_or_insert(error);
                None
            }
            Err((None, _)) => {
                state.answered(&host);
                state.push_front(job);
                self.changed.notify_all();
                return false;
            }
            Err((Some(reason), wait)) => Some((reason, wait)),
        };
        let ended = reason.is_none_or(|(reason, wait)| state.fail(job, &host, reason, wait, self.patience));
        self.changed.notify_all();
        ended
    }

    /// Why the jobs that failed did, sorted by address.
    pub(crate) fn into_failures(self) -> Result<Vec<Failure>, Error> {
        let mut state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        state.failures.sort_by(|one, other| one.address.cmp(&other.address));
        state.error.map_or(Ok(state.failures), Err)
    }

    /// Lets a job go on elsewhere, or says why not.
    fn follow(&self, job: &mut Job, to: String) -> Option<Reason> {
        let from = job.candidates.pop_front().unwrap_or_default();
        job.hops.push(from);
        let circle = job.hops.len() > MOST_HOPS || job.hops.contains(&to);
        job.attempts = 0;
        job.candidates.push_front(to);
        circle.then_some(Reason::Circle)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn push_back(&mut self, job: Job) {
        self.waiting += 1;
        self.hosts.entry(address::host(job.next())).or_default().jobs.push_back(job);
    }

    fn push_front(&mut self, job: Job) {
        self.waiting += 1;
        self.hosts.entry(address::host(job.next())).or_default().jobs.push_front(job);
    }

    /// A job of a host that may be asked now; the hosts with least to do first, so that all are asked at once.
    fn take(&mut self, now: Instant) -> Option<Job> {
        let may = |host: &&mut Host| {
            !host.jobs.is_empty() && host.busy < AT_ONCE && host.not_before.is_none_or(|until| until <= now)
        };
        let host = self.hosts.values_mut().filter(may).min_by_key(|host| host.busy)?;
        let job = host.jobs.pop_front()?;
        host.busy += 1;
        self.busy += 1;
        self.waiting -= 1;
        Some(job)
    }

    /// The host has done one of its jobs, and said something.
    fn answered(&mut self, host: &str) {
        if let Some(host) = self.hosts.get_mut(host) {
            host.busy -= 1;
            host.silent = 0;
        }
    }

    /// Puts a job that got nothing back, or lets it end; true if it ended.
    fn fail(
        &mut self,
        mut job: Job,
        name: &str,
        reason: Reason,
        wait: Option<Duration>,
        patience: Patience,
    ) -> bool {
        let Some(host) = self.hosts.get_mut(name) else { return true };
        host.busy -= 1;
        let silent = matches!(reason, Reason::Late | Reason::Broken(_) | Reason::UnknownHost);
        host.silent = if silent { host.silent + 1 } else { 0 };
        let too_long = wait.filter(|wait| *wait > patience.longest_pause && reason.passes());
        if host.silent >= MOST_SILENT {
            host.given_up = Some(Reason::Silent);
        } else if let Some(wait) = too_long {
            host.given_up = Some(Reason::Busy(wait));
        }
        if host.given_up.is_some() {
            return self.give_up(name, job, reason);
        }
        job.attempts += 1;
        if reason.passes() && job.attempts < patience.attempts {
            let pause = wait.unwrap_or(patience.pause * (1 << (job.attempts - 1)));
            let until = Instant::now() + pause;
            // Only what the host says about itself is a pause for all that it is asked.
            if matches!(reason, Reason::Status(_)) || silent {
                host.not_before = Some(host.not_before.map_or(until, |earlier| earlier.max(until)));
            }
            self.push_back(job);
            return false;
        }
        job.candidates.pop_front();
        (job.attempts, job.hops) = (0, Vec::new());
        if job.candidates.is_empty() {
            self.end(job.address, reason);
            return true;
        }
        self.push_front(job);
        false
    }

    /// Ends everything that is wanted of a host.
    fn give_up(&mut self, name: &str, job: Job, reason: Reason) -> bool {
        let Some(host) = self.hosts.get_mut(name) else { return true };
        let jobs = std::mem::take(&mut host.jobs);
        let why = host.given_up.clone().unwrap_or(Reason::Silent);
        self.waiting -= jobs.len();
        self.end(job.address, if matches!(reason, Reason::Status(_)) { why.clone() } else { reason });
        jobs.into_iter().for_each(|job| self.end(job.address, why.clone()));
        true
    }

    fn end(&mut self, address: String, reason: Reason) {
        self.ended += 1;
        self.failures.push(Failure { address, reason });
    }
}
