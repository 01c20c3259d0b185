//! Pictures as files: what kind they are of, how large they show, whether they are whole, and where copies came from.
//!
//! In come bytes, or the ledger of copies; out go [`Kind`], [`Size`] and [`Pictures`]. Invariant: nothing is believed
//! that a name or a header says about a picture; its own bytes are asked.

mod avif;
mod jpeg;
mod kind;
mod known;
mod ledger;
mod size;
mod svg;
#[cfg(test)]
mod tests;
mod whole;

pub use kind::Kind;
pub use known::{Known, Pictures, name_of_address, name_of_file, plain_address};
pub use ledger::{Copied, FOLDER, LEDGER, Ledger};
pub use size::{Size, size};
pub use svg::{Harm, harm};
pub use whole::is_whole;
