//! Why nothing can be served.

use std::fmt;
use std::io;

/// The world failed, or there is nothing to serve.
#[derive(Debug)]
pub enum Error {
    /// The port cannot be had.
    Port {
        /// The port.
        port: u16,
        /// What the system says.
        source: io::Error,
    },
    /// The system gives no network or no thread.
    Network(io::Error),
    /// The site has errors, and nothing is watched that could mend them.
    Faulty,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Port { port, source } => write!(f, "cannot listen on port {port}: {source}"),
            Self::Network(source) => write!(f, "cannot serve: {source}"),
            Self::Faulty => f.write_str("the site has errors"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Port { source, .. } | Self::Network(source) => Some(source),
            Self::Faulty => None,
        }
    }
}
