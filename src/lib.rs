//! fangtan (访谈): a static site generator that understands interviews.
//!
//! A build is seven stages, and data flows through them one way:
//!
//! 1. [`source`]: what files there are (names and stats, no text);
//! 2. [`article`]: one file's metadata and the logical lines of its body;
//! 3. [`interview`]: who asks and who answers, what is related, what is promotion;
//! 4. [`graph`]: how articles, speakers and tags refer to each other;
//! 5. [`page`]: every address of the site and the closed view behind it;
//! 6. [`render`]: views through templates into bytes;
//! 7. [`output`]: bytes into the output folder, atomically and only where they changed.
//!
//! Below them lie [`wording`], [`diagnostic`], [`config`], [`markdown`] and [`picture`]; above them [`pipeline`] runs the stages, [`import`]
//! brings articles in, `mirror` the pictures that they show, `serve` and [`cli`] run the pipeline. No module imports from a later one (`tests/architecture.rs` holds that).

pub mod article;
pub mod cli;
pub mod config;
pub mod diagnostic;
#[cfg(feature = "mirror")]
pub mod external;
pub mod graph;
pub mod import;
pub mod interview;
pub mod markdown;
#[cfg(feature = "mirror")]
pub mod mirror;
pub mod output;
pub mod page;
pub mod picture;
pub mod pipeline;
pub mod render;
pub mod review;
pub mod search;
#[cfg(feature = "serve")]
pub mod serve;
pub mod source;
pub mod wording;
