//! A sink that looks and forgets, for `check`.

use super::{Error, Made, Sink};
use crate::source::Source;

/// Takes everything, stores nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Discard;

impl Sink for Discard {
    fn keeps(&self, _: &str, _: &dyn Fn(&[u128]) -> u128) -> bool {
        false
    }

    fn put(&self, _: &str, _: Made<'_>, _: &[u8]) -> Result<(), Error> {
        Ok(())
    }

    fn copy(&self, _: &str, _: &Source) -> Result<(), Error> {
        Ok(())
    }

    fn restart(&mut self) {}
}
