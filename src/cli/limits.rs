//! Where the system gives less than is asked for: memory, threads, room in a file.
//!
//! Invariant: a command that cannot go on ends with a message and [`Exit::Failed`](super::Exit::Failed), and no signal.

use std::error::Error;
use std::{env, thread};

use super::Failure;

/// More than these, and more than there are cores, only wait for each other: 2,000 take ten seconds to do nothing.
const MOST_THREADS: usize = 64;

/// Prepares for less than is asked for.
///
/// # Errors
/// If the system gives no threads.
pub(super) fn expect() -> Result<(), Failure> {
    #[cfg(unix)]
    expect_signals();
    match rayon::ThreadPoolBuilder::new().num_threads(threads()).build_global() {
        // Without a source it says that the threads are there already.
        Err(error) if error.source().is_some() => Err(format!("cannot begin threads: {error}").into()),
        _ => Ok(()),
    }
}

/// How many threads to begin: as many as the environment asks for within reason, else one a core.
fn threads() -> usize {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let asked = env::var("RAYON_NUM_THREADS").ok().and_then(|number| number.parse().ok());
    asked.filter(|number| *number > 0).unwrap_or(cores).min(MOST_THREADS.max(cores))
}

#[cfg(unix)]
fn expect_signals() {
    use signal_hook::consts::{SIGABRT, SIGXFSZ};
    use signal_hook::flag;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    // Without memory the standard library says so and aborts.
    let code = i32::from(super::Exit::Failed.code());
    let _ = flag::register_conditional_shutdown(SIGABRT, code, Arc::new(AtomicBool::new(true)));
    // A file that may grow no further is an error of the write, once the signal is taken.
    let _ = flag::register(SIGXFSZ, Arc::default());
}
