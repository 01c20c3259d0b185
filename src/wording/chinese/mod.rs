//! The Chinese of every message, by where it is said.

mod commands;
mod content;
mod help;
mod pictures;
mod reading;
mod site;

/// All pairs: an English pattern, its Chinese.
pub(super) fn all() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    [content::PAIRS, site::PAIRS, reading::PAIRS, commands::PAIRS, help::PAIRS, pictures::PAIRS]
        .into_iter()
        .flatten()
}
