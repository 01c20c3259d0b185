//! Why a run came to no end.

use std::fmt;

use crate::output;

/// The world failed under a run.
#[derive(Debug)]
pub enum Error {
    /// Nothing can be written.
    Output(output::Error),
    /// Articles kept changing while they were read.
    Restless,
}

impl From<output::Error> for Error {
    fn from(error: output::Error) -> Self {
        Self::Output(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Output(error) => error.fmt(f),
            Self::Restless => f.write_str("articles keep changing while they are read; try again"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Output(error) => std::error::Error::source(error),
            Self::Restless => None,
        }
    }
}
