//! The end of what a template may do without printing: how often loops go round is counted, page by page.
//!
//! In comes what a loop will go through; out goes the same, unless it is one too many. Invariant: rounds are counted and no
//! time, so that a page is refused everywhere or nowhere. A page is rendered by one thread, and the count is that thread's.

use std::cell::Cell;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Rounds of all loops of one page, those of loops in loops included.
const MOST: usize = 2_000_000;

thread_local! {
    static LEFT: Cell<usize> = const { Cell::new(MOST) };
}

/// Begins a page.
pub(super) fn begin() {
    LEFT.set(MOST);
}

/// Whether the page's loops went round too often.
pub(super) fn are_spent() -> bool {
    LEFT.get() == 0
}

/// Registers what counts.
pub(super) fn register(templates: &mut Tera) {
    templates.register_filter("counted", |list: &Value, _: Kwargs, _: &State| counted(list.clone()));
}

fn counted(list: Value) -> TeraResult<Value> {
    let rounds = list.len().unwrap_or(0);
    // A loop over nothing takes its time, too.
    let left = LEFT.get().saturating_sub(rounds + 1);
    LEFT.set(left);
    if left == 0 {
        return Err(Error::message(format!("loops go round more than {MOST} times on one page")));
    }
    Ok(list)
}
