//! Where the system gives less than is asked for: memory, threads, room in a file.
//!
//! Invariant: a command that cannot go on ends with a message and [`Exit::Failed`](super::Exit::Failed), and no signal.

use std::sync::mpsc::{self, Sender};
use std::thread::JoinHandle;
use std::{env, io, thread};

use rayon::{ThreadBuilder, ThreadPoolBuilder};

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
    let mut begun = begin_threads(threads()).map_err(|error| format!("cannot begin threads: {error}"))?;
    let pool = ThreadPoolBuilder::new().num_threads(begun.len()).spawn_handler(|work| {
        // A thread that waits here has begun, and there is one for each of the pool's.
        let _ = begun.pop().map(|(thread, _)| thread.send(work));
        Ok(())
    });
    // The one error that is left is that the pool is there already.
    let _ = pool.build_global();
    Ok(())
}

/// A thread that waits for its work, and where it is told.
type Begun = (Sender<ThreadBuilder>, JoinHandle<()>);

/// Begins as many threads as are asked for. Where the system gives fewer, half of them go back, since others need one, and
/// memory, later. A pool that begins its own threads has all that it asks for or none.
fn begin_threads(most: usize) -> io::Result<Vec<Begun>> {
    let mut begun: Vec<Begun> = Vec::new();
    while begun.len() < most {
        let (sender, work) = mpsc::channel::<ThreadBuilder>();
        let (ready, is_ready) = mpsc::channel();
        let run = move || {
            let _ = ready.send(());
            work.into_iter().for_each(ThreadBuilder::run);
        };
        match thread::Builder::new().spawn(run) {
            Ok(thread) => {
                // It takes memory when it begins, which the next must not have taken.
                let _ = is_ready.recv();
                begun.push((sender, thread));
            }
            Err(error) if begun.is_empty() => return Err(error),
            Err(_) => {
                for (sender, thread) in begun.split_off(begun.len().div_ceil(2)) {
                    drop(sender);
                    let _ = thread.join();
                }
                break;
            }
        }
    }
    Ok(begun)
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
