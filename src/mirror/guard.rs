//! Which machines may be asked.
//!
//! A host's name is looked up once, and what it means is looked at before the connection is made to that very address; so
//! a name that means one thing when it is looked at and another when it is used gains nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::mpsc;
use std::{fmt, io, thread};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;
use ureq::unversioned::transport::time::Duration;

/// Whether addresses of this machine and of its networks may be asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Private {
    /// None.
    #[default]
    Refused,
    /// These and no others.
    These(Vec<IpAddr>),
    /// Any.
    Allowed,
}

impl Private {
    fn allows(&self, address: IpAddr) -> bool {
        match self {
            Self::Refused => false,
            Self::These(trusted) => trusted.contains(&address),
            Self::Allowed => true,
        }
    }
}

/// Looks names up, and refuses those that mean a private address.
#[derive(Debug, Default)]
pub(super) struct Guard {
    private: Private,
}

/// An address that may not be asked.
#[derive(Debug)]
pub(super) struct Refused(pub(super) IpAddr);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is a private address", self.0)
    }
}

impl std::error::Error for Refused {}

impl Guard {
    pub(super) fn new(private: Private) -> Self {
        Self { private }
    }
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = look_up(uri, config, timeout)?;
        let refused = |address: &IpAddr| is_private(*address) && !self.private.allows(*address);
        match found.iter().map(|address| address.ip()).find(refused) {
            Some(address) => Err(ureq::Error::Io(io::Error::other(Refused(address)))),
            None => Ok(found),
        }
    }
}

/// Looks a name up in a thread that is left behind once time is up. Where the system gives no thread, for which the
/// resolver's own way to keep time would panic, it is done here, however long it takes.
fn look_up(uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
    let without_end = NextTimeout { after: Duration::NotHappening, ..timeout };
    let (sender, found) = mpsc::channel();
    let (name, by) = (uri.clone(), config.clone());
    let look = move || drop(sender.send(DefaultResolver::default().resolve(&name, &by, without_end)));
    match thread::Builder::new().spawn(look) {
        Ok(_) => found.recv_timeout(*timeout.after).unwrap_or(Err(ureq::Error::Timeout(timeout.reason))),
        Err(_) => DefaultResolver::default().resolve(uri, config, without_end),
    }
}

/// Whether an address is none of the public internet (IANA's registries of special-purpose addresses).
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_private_v4(address),
        IpAddr::V6(address) => is_private_v6(address),
    }
}

fn is_private_v4(address: Ipv4Addr) -> bool {
    let [first, second, third, _] = address.octets();
    address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || first == 0
        || first >= 240
        || (first == 100 && second & 0xc0 == 64)
        || (first == 198 && second & 0xfe == 18)
        || (first == 192 && second == 0 && third == 0)
}

fn is_private_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_private_v4(Ipv4Addr::new(a, b, c, d))
    };
    address.is_loopback()
        || address.is_unspecified()
        || address.is_multicast()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        // Site-local, discarding, documentation.
        || parts[0] & 0xffc0 == 0xfec0
        || parts[..4] == [0x100, 0, 0, 0]
        || parts[..2] == [0x2001, 0xdb8]
        // Addresses that hold one of the other kind: mapped, compatible, translated, 6to4, Teredo.
        || (parts[..5] == [0; 5] && matches!(parts[5], 0 | 0xffff) && embedded(parts[6], parts[7]))
        || (parts[..6] == [0x64, 0xff9b, 0, 0, 0, 0] && embedded(parts[6], parts[7]))
        || parts[..3] == [0x64, 0xff9b, 1]
        || (parts[0] == 0x2002 && embedded(parts[1], parts[2]))
        || parts[..2] == [0x2001, 0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_inside_is_told_from_what_lies_outside() {
        for inside in [
            "127.0.0.1",
            "127.8.8.8",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "100.127.0.1",
            "198.18.0.1",
            "198.19.9.9",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "fec0::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
        ] {
            assert!(is_private(inside.parse().unwrap()), "{inside}");
        }
        for outside in [
            "1.1.1.1",
            "100.63.0.1",
            "100.128.0.1",
            "172.32.0.1",
            "198.20.0.1",
            "203.205.1.1",
            "2400:3200::1",
            "64:ff9b::101:101",
            "::ffff:1.1.1.1",
        ] {
            assert!(!is_private(outside.parse().unwrap()), "{outside}");
        }
    }
}
