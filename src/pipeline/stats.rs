//! How long a run took, stage by stage, and how much of it was remembered.

use std::time::{Duration, Instant, SystemTime};

/// A stage, or two that overlap.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Walking `content/`.
    Scan,
    /// Loading what an earlier process remembered.
    Recall,
    /// Reading articles, and finding what each shows by itself.
    Read,
    /// Evidence of the whole site, and settling.
    Settle,
    /// Linking articles, speakers and tags.
    Link,
    /// Planning every address.
    Plan,
    /// Rendering pages, and giving them to the sink.
    Render,
    /// Making the search index.
    Search,
    /// Moving what was written into place.
    Write,
}

impl Stage {
    /// The name that is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Scan => "scan",
            Self::Recall => "recall",
            Self::Read => "read",
            Self::Settle => "settle",
            Self::Link => "link",
            Self::Plan => "plan",
            Self::Render => "render",
            Self::Search => "search",
            Self::Write => "write",
        }
    }

    /// Runs `work`; what it came to, and how long it took.
    pub(super) fn clocked<T>(self, work: impl FnOnce() -> T) -> (T, (Self, Duration)) {
        let start = Instant::now();
        let result = work();
        (result, (self, start.elapsed()))
    }
}

/// Times and counts of one run.
#[derive(Debug, Clone, Default)]
pub struct Stats {
    /// Each stage with its time, in order.
    pub stages: Vec<(Stage, Duration)>,
    /// When the first article was looked into, at the earliest.
    pub(super) began: Option<SystemTime>,
    /// Files whose bytes were read in the first pass.
    pub read: usize,
    /// Files that were understood anew.
    pub found: usize,
    /// Pages that were rendered.
    pub rendered: usize,
}

impl Stats {
    /// Runs `work` and notes how long it took.
    pub(super) fn time<T>(&mut self, stage: Stage, work: impl FnOnce() -> T) -> T {
        let (result, took) = stage.clocked(work);
        self.stages.push(took);
        result
    }
}
