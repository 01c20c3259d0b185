//! What the tests share: stories as text, and sites in temporary folders.

#![allow(dead_code, unused_imports, reason = "each test program uses its own part")]

pub(crate) mod edits;
pub(crate) mod host;
#[cfg(feature = "serve")]
pub(crate) mod server;
pub(crate) mod site;
pub(crate) mod story;
pub(crate) mod tree;
pub(crate) mod txtar;
