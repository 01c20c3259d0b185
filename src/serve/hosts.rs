//! Which names a request may call this server by.
//!
//! A page of another site can make a browser ask this server under a name of its own (DNS rebinding); such a request
//! carries that name in its `Host` header.

use std::net::{IpAddr, SocketAddr};

/// The names that are answered.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hosts {
    listening: IpAddr,
}

impl Hosts {
    /// The names of a server that listens at `address`.
    pub(super) fn new(address: SocketAddr) -> Self {
        Self { listening: address.ip() }
    }

    /// Whether a request with this `Host` header is answered.
    pub(super) fn allows(self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        // An address is no name that anybody else could have pointed here.
        let address: Option<IpAddr> = name.trim_start_matches('[').trim_end_matches(']').parse().ok();
        address.is_some_and(|address| {
            address.is_loopback() || address == self.listening || self.listening.is_unspecified()
        })
    }

    /// Whether a request with this `Origin` header is answered: one of this server's own pages made it. A page without
    /// an origin (`null`) is not one of them.
    pub(super) fn allows_origin(self, origin: &str) -> bool {
        let host = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
        host.is_some_and(|host| self.allows(host))
    }
}
