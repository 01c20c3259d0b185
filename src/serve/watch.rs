//! Waits for edits.
//!
//! Events of the file system name paths early; a look through all folders behind them is the truth. A save that is
//! complete is told at once; a burst is gathered while it lasts. Invariant: an edit that was made before `wait` returns
//! and after the run before it began is seen by the next run or by the next `wait`.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{EventKind, RecursiveMode, Watcher as _};

use super::Watch;
use crate::pipeline::sweep::{FOLDERS, Sweep};
use crate::source::is_ignored;

/// A burst is over when nothing came for this long.
const QUIET: Duration = Duration::from_millis(5);
/// A file that was opened for writing may stay half written for this long.
const WRITING: Duration = Duration::from_millis(60);
/// However long a burst lasts, it is told after this.
const BURST: Duration = Duration::from_millis(250);
/// How often the folders are looked through beside the events.
const SWEEP: Duration = Duration::from_secs(2);

/// What the loop waits for.
#[derive(Debug)]
pub(super) enum Message {
    /// A file changed.
    Change(Change),
    /// The reader has had enough.
    Stop,
}

/// What the file system says of one path.
#[derive(Debug)]
pub(super) struct Change {
    path: PathBuf,
    /// Whether the file is whole, as far as the event says.
    whole: bool,
}

/// What came with a change.
enum Gathered {
    /// None of it matters.
    Nothing,
    /// These paths changed.
    Paths(Vec<PathBuf>),
    /// It is to end.
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
    seen: Sweep,
    reason: Option<String>,
}

impl Watcher {
    /// Begins to watch; `None` if that is not wanted.
    pub(super) fn start(
        root: &Path,
        config: Option<&Path>,
        watch: Watch,
        sender: Sender<Message>,
    ) -> Option<Self> {
        let every = match watch {
            Watch::Off => return None,
            Watch::Events => SWEEP,
            Watch::Poll(every) => every,
        };
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let config = config.map_or_else(|| root.join("fangtan.toml"), Path::to_owned);
        let seen = Sweep::of(&root, &config);
        let (system, reason) = (None, None);
        let mut watcher = Self { root, config, system, sender, every, seen, reason };
        let subscribed = if watch == Watch::Events { watcher.subscribe() } else { Ok(()) };
        if let Err(error) = subscribed {
            watcher.system = None;
            watcher.every = BURST;
            watcher.reason = Some(error.to_string());
        }
        Some(watcher)
    }

    /// Why the folders are looked through instead of waiting for events, where that was not asked for.
    pub(super) fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// Waits until something changes; the paths that are known to have changed come back, and there may be others.
    /// `None` if it is to end.
    pub(super) fn wait(&mut self, inbox: &Receiver<Message>) -> Option<Vec<PathBuf>> {
        loop {
            match inbox.recv_timeout(self.every) {
                Ok(Message::Change(change)) => match self.gather(change, inbox) {
                    Gathered::Nothing => {}
                    Gathered::Stop => return None,
                    Gathered::Paths(paths) => {
                        self.seen = Sweep::of(&self.root, &self.config);
                        return Some(paths);
                    }
                },
                Err(RecvTimeoutError::Timeout) => {
                    let start = Instant::now();
                    let now = Sweep::of(&self.root, &self.config);
                    // On a large or slow disk looking must not become the machine's work.
                    self.every = self.every.max(start.elapsed() * 50);
                    if std::mem::replace(&mut self.seen, now).sum != now.sum {
                        return Some(Vec::new());
                    }
                }
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return None,
            }
        }
    }

    /// Gathers what comes with a change.
    fn gather(&mut self, first: Change, inbox: &Receiver<Message>) -> Gathered {
        let end = Instant::now() + BURST;
        let mut paths: Vec<PathBuf> = Vec::new();
        let mut writing: Vec<PathBuf> = Vec::new();
        let mut next = Some(Message::Change(first));
        while let Some(message) = next.take() {
            let Message::Change(Change { path, whole }) = message else { return Gathered::Stop };
            if self.matters(&path) {
                writing.retain(|it| *it != path);
                if !whole {
                    writing.push(path.clone());
                }
                if !paths.contains(&path) {
                    paths.push(path);
                }
            }
            let quiet = if writing.is_empty() { QUIET } else { WRITING };
            let left = end.saturating_duration_since(Instant::now());
            next = inbox.recv_timeout(quiet.min(left)).ok();
        }
        if paths.iter().any(|path| self.is_new_folder(path)) {
            // A folder that was made after the watch began.
            let _ = self.subscribe();
        }
        if paths.is_empty() { Gathered::Nothing } else { Gathered::Paths(paths) }
    }

    fn is_new_folder(&self, path: &Path) -> bool {
        path.parent() == Some(&self.root) && path.is_dir()
    }

    /// Whether a build reads this path.
    fn matters(&self, path: &Path) -> bool {
        if path == self.config {
            return true;
        }
        let Ok(below) = path.strip_prefix(&self.root) else { return false };
        let mut parts = below.components().map(|part| part.as_os_str().to_string_lossy());
        parts.next().is_some_and(|first| FOLDERS.contains(&&*first)) && !parts.any(|part| is_ignored(&part))
    }

    fn subscribe(&mut self) -> notify::Result<()> {
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
