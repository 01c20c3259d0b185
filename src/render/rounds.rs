//! The end of what a template may do without printing: how often loops go round is counted, page by page.
//!
//! In comes what a loop will go through; out goes the same, unless it is one too many. Invariant: rounds are counted and no
//! time, so that a page is refused everywhere or nowhere. A page is rendered by one thread, and the count is that thread's.

use std::cell::Cell;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

/// Rounds of all loops of one page, those of loops in loops included.
const MOST: usize = 2_000_000;

/// Bytes of a text in a variable.
const LONGEST: usize = 64 << 20;

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
    templates.register_filter("counted", |list: &Value, _: Kwargs, _: &State| counted(list));
    templates.register_filter("held", |value: &Value, _: Kwargs, _: &State| held(value));
}

/// What a variable is given: a text that doubles in a loop would be the machine's memory in no time.
fn held(value: &Value) -> TeraResult<Value> {
    match value.as_str() {
        Some(text) if text.len() > LONGEST => {
            LEFT.set(0);
            Err(Error::message(format!("a text grows to more than {LONGEST} bytes")))
        }
        Some(text) => spend(text.len() >> 10).map(|()| value.clone()),
        None => spend(value.len().unwrap_or(0)).map(|()| value.clone()),
    }
}

fn counted(list: &Value) -> TeraResult<Value> {
    // A loop over nothing takes its time, too.
    spend(list.len().unwrap_or(0) + 1).map(|()| list.clone())
}

fn spend(rounds: usize) -> TeraResult<()> {
    let left = LEFT.get().saturating_sub(rounds);
    LEFT.set(left);
    if left == 0 {
        return Err(Error::message(format!("loops go round more than {MOST} times on one page")));
    }
    Ok(())
}
