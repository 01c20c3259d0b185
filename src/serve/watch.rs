//! Waits for edits, and for questions.
//!
//! Events of the file system name paths early; a look through all folders behind them is the truth. A file that was
//! closed or renamed is told at once; one that is still written to, is empty or gone for a moment is waited for.
//! Invariant: an edit that was made before [`Watcher::next`] returns and after the run before it began is seen by the
//! next run or told by a later call.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::{Duration, Instant};
use std::{io, thread};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{EventKind, RecursiveMode, Watcher as _};

use super::Watch;
use super::desk::Ask;
use crate::pipeline::sweep::{FOLDERS, Sweep};
use crate::source::is_ignored;

/// How long a file that was opened for writing may stay so: where the system says when it is closed, a writer may take
/// its time.
const OPEN: Duration = Duration::from_millis(if cfg!(target_os = "linux") { 2000 } else { 60 });
/// How long a file may be gone or empty: some editors move the old one away or truncate it before they write.
const GONE: Duration = Duration::from_millis(60);
/// How often the folders are looked through beside the events, and how long nothing has to happen before everything is
/// looked at again.
const SWEEP: Duration = Duration::from_secs(2);
/// How often the folders are looked through instead of events.
const POLL: Duration = Duration::from_millis(250);
/// Longer than anybody serves.
const NEVER: Duration = Duration::from_secs(10 * 365 * 24 * 3600);
/// What a look through the folders found has to hold for so long.
const STEADY: Duration = Duration::from_millis(40);

/// What the loop waits for.
#[derive(Debug)]
pub(super) enum Message {
    /// A file changed.
    Change(Change),
    /// Somebody asks for a page.
    Ask(Ask),
    /// The author has had enough.
    Stop,
}

/// What the file system says of one path.
#[derive(Debug)]
pub(super) struct Change {
    path: PathBuf,
    /// Whether the file is whole, as far as the event says.
    whole: bool,
}

/// What is to be done.
#[derive(Debug)]
pub(super) enum News {
    /// To answer.
    Ask(Ask),
    /// To run; the paths are those that are known to have changed, from the root, and there may be others if there are
    /// none.
    Changed(Vec<PathBuf>),
    /// To look at everything again, as nothing happens.
    Quiet,
    /// To end.
    Stop,
}

/// Waits for edits to one site.
#[derive(Debug)]
pub(super) struct Watcher {
    root: PathBuf,
    config: PathBuf,
    /// Kept, because dropping it ends the events.
    system: Option<notify::RecommendedWatcher>,
    sender: Sender<Message>,
    every: Duration,
    /// All files as the last look at everything found them; `None` if there was a run since.
    seen: Option<Sweep>,
    /// What a look found that may yet change.
    found: Option<Sweep>,
    looks_at: Instant,
    ready: Vec<PathBuf>,
    /// Files that are being written or replaced, and until when they are waited for.
    open: BTreeMap<PathBuf, Instant>,
    asks: VecDeque<Ask>,
    /// Questions that nothing can be said about before something changes.
    put_off: Vec<Ask>,
    reason: Option<String>,
}

impl Watcher {
    /// Begins to watch.
    pub(super) fn start(root: &Path, config: Option<&Path>, watch: Watch, sender: Sender<Message>) -> Self {
        let every = match watch {
            Watch::Poll(every) => every,
            Watch::Events => SWEEP,
            Watch::Off => NEVER,
        };
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let config = config.map_or_else(|| root.join("fangtan.toml"), Path::to_owned);
        let config = config.canonicalize().unwrap_or(config);
        let mut watcher = Self {
            root,
            config,
            system: None,
            sender,
            every,
            seen: None,
            found: None,
            looks_at: Instant::now() + every,
            ready: Vec::new(),
            open: BTreeMap::new(),
            asks: VecDeque::new(),
            put_off: Vec::new(),
            reason: None,
        };
        let subscribed = if watch == Watch::Events { watcher.subscribe() } else { Ok(()) };
        if let Err(error) = subscribed {
            watcher.system = None;
            watcher.every = POLL;
            watcher.reason = Some(error.to_string());
        }
        watcher
    }

    /// Why the folders are looked through instead of waiting for events, where that was not asked for.
    pub(super) fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// Whether a file is being written just now.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Takes up what was put off.
    pub(super) fn take_up(&mut self) {
        self.asks.extend(self.put_off.drain(..));
    }

    /// Files that are being written just now, from the root: what is in them is nobody's to read.
    pub(super) fn open(&self) -> Vec<PathBuf> {
        self.open.keys().cloned().collect()
    }

    /// Puts a question off until something changes.
    pub(super) fn put_off(&mut self, ask: Ask) {
        self.put_off.push(ask);
    }

    /// Waits for what is to be done next.
    pub(super) fn next(&mut self, inbox: &Receiver<Message>) -> News {
        loop {
            let message = if self.ready.is_empty() && self.asks.is_empty() {
                inbox.recv_timeout(self.wake().saturating_duration_since(Instant::now()))
            } else {
                inbox.try_recv().map_err(|error| match error {
                    TryRecvError::Empty => RecvTimeoutError::Timeout,
                    TryRecvError::Disconnected => RecvTimeoutError::Disconnected,
                })
            };
            match message {
                Ok(Message::Ask(ask)) => self.asks.push_back(ask),
                Ok(Message::Change(Change { path, whole })) => self.take(path, whole),
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return News::Stop,
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(news) = self.due() {
                        return news;
                    }
                }
            }
        }
    }

    /// When there is something to do even if nothing comes.
    fn wake(&self) -> Instant {
        self.open.values().copied().chain([self.looks_at]).min().unwrap_or(self.looks_at)
    }

    /// What is to be done, now that nothing more has come.
    fn due(&mut self) -> Option<News> {
        let now = Instant::now();
        let over: Vec<PathBuf> =
            self.open.iter().filter(|(_, until)| **until <= now).map(|(path, _)| path.clone()).collect();
        for path in over {
            self.open.remove(&path);
            self.ready.push(path);
        }
        if !self.ready.is_empty() {
            (self.seen, self.looks_at) = (None, now + self.every.min(SWEEP));
            self.asks.extend(self.put_off.drain(..));
            let mut paths = std::mem::take(&mut self.ready);
            paths.sort_unstable();
            paths.dedup();
            if paths.iter().any(|path| path.parent() == Some(Path::new("")) && self.root.join(path).is_dir())
            {
                // A folder that was made after the watch began.
                let _ = self.subscribe();
            }
            return Some(News::Changed(paths));
        }
        if let Some(ask) = self.asks.pop_front() {
            return Some(News::Ask(ask));
        }
        if self.looks_at <= now && self.open.is_empty() { self.look() } else { None }
    }

    /// Looks through all folders.
    fn look(&mut self) -> Option<News> {
        let start = Instant::now();
        let now = Sweep::of(&self.root, &self.config);
        // On a large or slow disk looking must not become the machine's work.
        self.every = self.every.max(start.elapsed() * 50);
        self.looks_at = Instant::now() + self.every;
        let Some(seen) = self.seen else {
            self.seen = Some(now);
            return Some(News::Quiet);
        };
        if seen.sum == now.sum {
            self.found = None;
            return None;
        }
        if self.found.is_some_and(|found| found.sum == now.sum) {
            (self.seen, self.found) = (Some(now), None);
            return Some(News::Changed(Vec::new()));
        }
        self.found = Some(now);
        self.looks_at = Instant::now() + STEADY;
        None
    }

    /// Takes note of a change.
    fn take(&mut self, path: PathBuf, whole: bool) {
        let Some(path) = self.below(&path).filter(|path| self.matters(path)) else { return };
        let found = std::fs::symlink_metadata(self.root.join(&path)).ok();
        let is_file = found.as_ref().is_some_and(std::fs::Metadata::is_file);
        let until = match found {
            Some(found) if is_file && found.len() == 0 && whole => GONE,
            Some(_) if is_file && !whole => OPEN,
            Some(_) => {
                self.open.remove(&path);
                self.ready.push(path);
                return;
            }
            None => GONE,
        };
        self.ready.retain(|ready| *ready != path);
        self.open.insert(path, Instant::now() + until);
    }

    /// A path from the root; the configuration may lie elsewhere.
    fn below(&self, path: &Path) -> Option<PathBuf> {
        if path == self.config {
            return Some(path.strip_prefix(&self.root).unwrap_or(path).to_owned());
        }
        path.strip_prefix(&self.root).ok().map(Path::to_owned)
    }

    /// Whether a build reads this path.
    fn matters(&self, path: &Path) -> bool {
        if self.root.join(path) == self.config {
            return true;
        }
        let mut parts = path.components().map(|part| part.as_os_str().to_string_lossy());
        parts.next().is_some_and(|first| FOLDERS.contains(&&*first)) && !parts.any(|part| is_ignored(&part))
    }

    fn subscribe(&mut self) -> notify::Result<()> {
        spare_thread().map_err(notify::Error::io)?;
        let sender = self.sender.clone();
        let mut system = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let Ok(event) = event else { return };
            let Some(whole) = is_whole(event.kind) else { return };
            for path in event.paths {
                // The receiver goes with the process.
                let _ = sender.send(Message::Change(Change { path, whole }));
            }
        })?;
        system.watch(&self.root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS.iter().map(|folder| self.root.join(folder)).filter(|folder| folder.is_dir()) {
            system.watch(&folder, RecursiveMode::Recursive)?;
        }
        if let Some(folder) = self.config.parent().filter(|folder| *folder != self.root && folder.is_dir()) {
            system.watch(folder, RecursiveMode::NonRecursive)?;
        }
        self.system = Some(system);
        Ok(())
    }
}

/// Whether the system gives another thread: without its own, notify falls over at the first folder that it is to watch.
/// Two are asked for, since one that has ended may be counted for a moment.
fn spare_thread() -> io::Result<()> {
    thread::scope(|scope| {
        let begin = || thread::Builder::new().spawn_scoped(scope, || {});
        begin().and(begin()).map(drop)
    })
}

/// Whether after an event of this kind a file is whole; `None` if the event says nothing of its bytes. Reading a file
/// is an event too, and must not count.
fn is_whole(kind: EventKind) -> Option<bool> {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Remove(_)
        | EventKind::Modify(ModifyKind::Name(_)) => Some(true),
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Any) => Some(false),
        _ => None,
    }
}
