//! The development server on the wire.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpStream};
use std::sync::{Arc, OnceLock, mpsc};
use std::time::Duration;

use fangtan::pipeline::Options;
use fangtan::serve::{self, Editor, Event, Plan, Watch};

/// One server for all inputs, with a file beside the site that nobody may ever be sent.
fn server() -> SocketAddr {
    static SERVER: OnceLock<SocketAddr> = OnceLock::new();
    *SERVER.get_or_init(|| {
        // A program of Rust lives on when whoever asked has gone; what the fuzzer begins does so only if it is told.
        signal_hook::flag::register(signal_hook::consts::SIGPIPE, Arc::default()).unwrap();
        let root = tempfile::tempdir().unwrap().keep();
        fs::create_dir(root.join("content")).unwrap();
        fs::write(root.join("content/a.md"), "---\ntitle: a\ndate: 2026-01-02\n---\n\n正文。\n").unwrap();
        fs::write(root.join("secret.txt"), "the secret").unwrap();
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            let plan = Plan {
                root,
                options: Options::default(),
                host: Ipv4Addr::LOCALHOST.into(),
                port: Some(0),
                watch: Watch::Off,
                clock: || 1_798_761_600,
                editor: Editor::default(),
            };
            serve::run(plan, &mut |event| {
                if let Event::Listening(address) = event {
                    sender.send(address.to_owned()).unwrap();
                }
            })
        });
        let address = receiver.recv().unwrap();
        let port = address.trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap();
        SocketAddr::new(Ipv4Addr::LOCALHOST.into(), port)
    })
}

/// A request, of which the bytes are all or the path: answered in HTTP or not at all, and never with what is no part
/// of the site.
pub fn http_request(bytes: &[u8]) {
    let (kind, rest) = bytes.split_first().unwrap_or((&0, &[]));
    let request = match kind % 2 {
        0 => rest.to_owned(),
        _ => [b"GET /", rest, b" HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"].concat(),
    };
    let mut stream = TcpStream::connect(server()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let _ = stream.write_all(&request).and_then(|()| stream.shutdown(Shutdown::Write));
    let mut answer = Vec::new();
    let mut buffer = [0; 1 << 14];
    // Events go on for ever; what comes first is enough.
    while let Ok(read @ 1..) = stream.read(&mut buffer) {
        answer.extend_from_slice(&buffer[..read]);
        if answer.windows(17).any(|part| part == b"text/event-stream") {
            break;
        }
    }
    assert!(answer.is_empty() || answer.starts_with(b"HTTP/1."), "{:?}", String::from_utf8_lossy(&answer));
    assert!(!answer.windows(10).any(|part| part == b"the secret"));
}
