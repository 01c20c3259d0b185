//! Why a picture was not copied.

use std::fmt;
use std::net::IpAddr;
use std::time::Duration;

use crate::picture::{Harm, Kind};

/// A picture that was not copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// As articles name it.
    pub address: String,
    /// Why.
    pub reason: Reason,
}

/// Why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// It is not of `http` or `https`, or has no host that could be asked.
    NoAddress,
    /// It lies in a network that only this machine can reach.
    Private(IpAddr),
    /// The name of the host means nothing.
    UnknownHost,
    /// The host did not answer in time.
    Late,
    /// The host answered nothing at all, several times.
    Silent,
    /// The connection broke or never came about.
    Broken(String),
    /// The host answered with something else than a picture.
    Status(u16),
    /// The host asks to come back later than is waited for.
    Busy(Duration),
    /// It leads from address to address and back, or too far.
    Circle,
    /// It is longer than what may be copied.
    TooLong(u64),
    /// The end is missing.
    CutOff,
    /// It is none; what it begins with.
    NoPicture(String),
    /// It is of a kind that is not wanted.
    Unwanted(Kind),
    /// It is an SVG that does more than draw.
    Harm(Harm),
}

impl Reason {
    /// Whether asking again later may help.
    pub(super) fn passes(&self) -> bool {
        match self {
            Self::Late | Self::Broken(_) | Self::CutOff => true,
            Self::Status(status) => matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504),
            _ => false,
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoAddress => f.write_str("this is no address that could be asked"),
            Self::Private(address) => write!(f, "it lies at {address}, inside a private network"),
            Self::UnknownHost => f.write_str("there is no host of this name"),
            Self::Late => f.write_str("the host did not answer in time"),
            Self::Silent => f.write_str("the host does not answer"),
            Self::Broken(why) => write!(f, "the connection failed: {why}"),
            Self::Status(status) => write!(f, "the host answered {status}{}", words(*status)),
            Self::Busy(wait) => write!(f, "the host asks to come back in {} s", wait.as_secs()),
            Self::Circle => f.write_str("the host leads in a circle"),
            Self::TooLong(most) => write!(f, "it is larger than {}", size(*most)),
            Self::CutOff => f.write_str("the end of the picture is missing"),
            Self::NoPicture(begin) if begin.is_empty() => f.write_str("the host sent nothing"),
            Self::NoPicture(begin) => write!(f, "the host sent no picture but \"{begin}\""),
            Self::Unwanted(kind) => write!(f, "it is {}, which is not wanted", kind.media_type()),
            Self::Harm(harm) => harm.fmt(f),
        }
    }
}

/// What the commonest numbers mean.
fn words(status: u16) -> &'static str {
    match status {
        401 => " (not without a password)",
        403 => " (forbidden)",
        404 => " (not found)",
        410 => " (gone)",
        429 => " (too many requests)",
        500..=599 => " (a fault of its own)",
        _ => "",
    }
}

/// A number of bytes for people.
fn size(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{} KiB", bytes >> 10) } else { format!("{} MiB", bytes >> 20) }
}
