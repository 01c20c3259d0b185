//! Which port is listened on.
//!
//! In come the address and the port that are wanted; out go listeners. Invariant: where `localhost` is listened on, both
//! its addresses are, so that a browser which asks the other one first does not reach somebody else's server.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::path::Path;
use std::time::Duration;
use std::{fs, io};

use super::{Error, Event};
use crate::output::state_folder;

/// The file in `.fangtan/` that says where the site is served.
const NOTE: &str = "served";

/// The port that is tried first where none is asked for.
const FIRST: u16 = 4000;
/// How many are tried.
const TRIED: u16 = 32;

/// Listens on the wanted port, or on the first after it that is free.
pub(super) fn listen(
    host: IpAddr,
    port: Option<u16>,
    told: &mut dyn FnMut(Event<'_>),
) -> Result<Vec<TcpListener>, Error> {
    let first = port.unwrap_or(FIRST);
    let mut port = first;
    loop {
        match bind(host, port) {
            Ok(listeners) => return Ok(listeners),
            Err(source) => {
                let next = port.checked_add(1).filter(|next| next - first < TRIED);
                match next.filter(|_| source.kind() == io::ErrorKind::AddrInUse) {
                    Some(next) => {
                        told(Event::Busy(port));
                        port = next;
                    }
                    None => return Err(Error::Port { port, source }),
                }
            }
        }
    }
}

fn bind(host: IpAddr, port: u16) -> io::Result<Vec<TcpListener>> {
    let listener = TcpListener::bind(SocketAddr::new(host, port))?;
    let port = listener.local_addr()?.port();
    let twin = match host {
        IpAddr::V4(Ipv4Addr::LOCALHOST) => IpAddr::V6(Ipv6Addr::LOCALHOST),
        _ => return Ok(vec![listener]),
    };
    match TcpListener::bind(SocketAddr::new(twin, port)) {
        Ok(other) => Ok(vec![listener, other]),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => Err(error),
        // A machine without IPv6.
        Err(_) => Ok(vec![listener]),
    }
}

/// `http://localhost:4000`, by a name that a browser on this machine can use.
pub(super) fn origin(address: SocketAddr) -> String {
    if address.ip().is_unspecified() || address.ip() == IpAddr::from([127, 0, 0, 1]) {
        format!("http://localhost:{}", address.port())
    } else {
        format!("http://{address}")
    }
}

/// Notes where the site is served, for commands that want to show something of it.
pub(super) fn note(root: &Path, origin: &str) {
    // A site that cannot be written to is served all the same.
    let _ = state_folder(root).map(|folder| fs::write(folder.join(NOTE), origin));
}

/// Takes the note away.
pub(super) fn forget(root: &Path) {
    let _ = fs::remove_file(root.join(".fangtan").join(NOTE));
}

/// Where a site is being served by another process, if it is: `http://localhost:4000`.
pub fn served_at(root: &Path) -> Option<String> {
    let origin = fs::read_to_string(root.join(".fangtan").join(NOTE)).ok()?;
    let host = origin.strip_prefix("http://")?;
    let mut addresses = host.to_socket_addrs().ok()?;
    let answers =
        |address: SocketAddr| TcpStream::connect_timeout(&address, Duration::from_millis(300)).is_ok();
    addresses.any(answers).then_some(origin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_that_is_taken_is_named_and_the_next_is_had() {
        let host = IpAddr::V4(Ipv4Addr::LOCALHOST);
        let taken = bind(host, 0).unwrap();
        let port = taken[0].local_addr().unwrap().port();
        let mut busy = Vec::new();
        let mut told = |event: Event<'_>| {
            if let Event::Busy(port) = event {
                busy.push(port);
            }
        };
        let had = listen(host, Some(port), &mut told).unwrap();
        let had = had[0].local_addr().unwrap().port();
        assert_eq!(busy, (port..had).collect::<Vec<_>>());
        assert!(had > port);
    }

    #[test]
    fn a_note_counts_while_somebody_answers() {
        let root = tempfile::tempdir().unwrap();
        assert_eq!(served_at(root.path()), None);
        let listeners = bind(IpAddr::V4(Ipv4Addr::LOCALHOST), 0).unwrap();
        let origin = origin(listeners[0].local_addr().unwrap());
        note(root.path(), &origin);
        assert_eq!(served_at(root.path()), Some(origin));
        drop(listeners);
        assert_eq!(served_at(root.path()), None);
        forget(root.path());
        assert_eq!(served_at(root.path()), None);
    }
}
