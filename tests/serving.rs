//! The development server on the wire: what it answers to honest requests, and to those that are none.

#![cfg(feature = "serve")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use std::fs;
use std::io::Write;
use std::net::TcpStream;

use support::server::{Server, read_answer};

#[test]
fn files_are_served_with_their_types() {
    let server = Server::start();
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/a/", "text/html; charset=utf-8"),
        ("/a/index.json", "application/json; charset=utf-8"),
        ("/a/index.md", "text/markdown; charset=utf-8"),
        ("/rss.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/favicon.svg", "image/svg+xml; charset=utf-8"),
        ("/pictures/a.mp3", "audio/mpeg"),
    ] {
        let answer = server.ask("GET", path, "");
        assert_eq!((answer.status, answer.header("content-type")), (200, kind), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        let head = server.ask("HEAD", path, "");
        assert_eq!(head.status, 200);
        assert_eq!(head.header("content-length"), answer.body.len().to_string(), "{path}");
        let known =
            server.ask("GET", path, &format!("If-None-Match: \"x\", W/{}\r\n", answer.header("etag")));
        assert_eq!((known.status, known.header("etag")), (304, answer.header("etag")), "{path}");
        assert_eq!(server.ask("GET", path, "If-None-Match: \"x\"\r\n").status, 200);
    }
    let missing = server.ask("GET", "/nothing/", "");
    assert_eq!((missing.status, missing.header("content-type")), (404, "text/html; charset=utf-8"));
    assert!(missing.text().contains("<h1"), "the site's own page");
    let folder = server.ask("GET", "/a", "");
    assert_eq!((folder.status, folder.header("location")), (301, "/a/"));
    for former in ["/old/", "/older.html"] {
        let answer = server.ask("GET", former, "");
        assert_eq!((answer.status, answer.header("location")), (301, "/a/"), "{former}");
    }
    assert_eq!(server.ask("GET", "/pictures/", "").status, 404, "no listing");
    assert_eq!(server.ask("GET", "/pictures", "").status, 404, "no listing");
    assert_eq!(server.ask("GET", "/secret.txt", "").status, 404);
    assert_eq!(server.ask("GET", "/fangtan.toml", "").status, 404);
}

#[test]
fn whoever_searches_gets_an_index() {
    let server = Server::start();
    let catalogue = server.ask("GET", "/search/index.json", "");
    assert_eq!(
        (catalogue.status, catalogue.header("content-type")),
        (200, "application/json; charset=utf-8")
    );
    let catalogue: serde_json::Value = serde_json::from_slice(&catalogue.body).unwrap();
    assert_eq!(catalogue["articles"], 1);
    for start in catalogue["shards"].as_array().unwrap() {
        assert!(!server.ask("GET", &format!("/search/{start}.bin"), "").body.is_empty());
    }
    assert!(server.ask("GET", "/search/articles-0.json", "").text().contains("\u{7532}"));
    assert_eq!(server.ask("GET", "/search/1.bin", "").status, 404);
}

#[test]
fn ranges_and_compression_are_as_asked() {
    let server = Server::start();
    let part = |range: &str| {
        let answer = server.ask("GET", "/pictures/a.mp3", &format!("Range: {range}\r\n"));
        (answer.status, answer.header("content-range").to_owned(), answer.body)
    };
    assert_eq!(part("bytes=2-4"), (206, "bytes 2-4/10".into(), b"234".to_vec()));
    assert_eq!(part("bytes=-3"), (206, "bytes 7-9/10".into(), b"789".to_vec()));
    assert_eq!(part("bytes=9-"), (206, "bytes 9-9/10".into(), b"9".to_vec()));
    for wrong in ["bytes=10-", "bytes=4-2", "bytes=-0", "bytes=a-b"] {
        let (status, range, _) = part(wrong);
        assert_eq!((status, range.as_str()), (416, "bytes */10"), "{wrong}");
    }
    assert_eq!(part("bytes=0-1,4-5").0, 200);
    let head = server.ask("HEAD", "/pictures/a.mp3", "Range: bytes=2-4\r\n");
    assert_eq!((head.status, head.header("content-length")), (200, "10"));
    let other = server.ask("GET", "/pictures/a.mp3", "Range: bytes=2-4\r\nIf-Range: \"old\"\r\n");
    assert_eq!((other.status, other.body.len()), (200, 10));
    let plain = server.ask("GET", "/a/", "");
    let packed = server.ask("GET", "/a/", "Accept-Encoding: br, gzip\r\n");
    assert_eq!((plain.header("content-encoding"), packed.header("content-encoding")), ("", "gzip"));
    assert_eq!(packed.header("vary"), "accept-encoding");
    assert!(packed.body.starts_with(&[0x1f, 0x8b]) && packed.body.len() * 2 < plain.body.len());
    assert_eq!(server.ask("GET", "/a/", "Accept-Encoding: gzip;q=0\r\n").header("content-encoding"), "");
    assert_eq!(
        server.ask("GET", "/pictures/a.mp3", "Accept-Encoding: gzip\r\n").header("content-encoding"),
        ""
    );
}

/// A request and the statuses that are right.
type Request = (String, &'static [u16]);

const HOST: &str = "Host: localhost\r\n\r\n";

fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\n{HOST}")
}

fn with(headers: &str) -> String {
    format!("GET / HTTP/1.1\r\n{headers}\r\n")
}

/// Addresses that lead out of the site, or nowhere.
fn paths() -> Vec<Request> {
    let paths = "/../secret.txt /../../etc/passwd /%2e%2e/secret.txt /%2e%2e%2fsecret.txt /a/../../secret.txt \
                 /..%5csecret.txt /.%00./secret.txt /%00 /a/index.html%00.png //etc/passwd /etc/passwd /%ff%fe /%zz \
                 /% /. /./ /a// /%25%32%65%25%32%65/secret.txt /content/a.md /_fangtan/x /_fangtan/../secret.txt /_fangtan/article/../../secret.txt \
                 /a/index.html/";
    paths.split_whitespace().map(|path| (get(path), &[404][..])).collect()
}

/// Requests that are none, or not for this server.
fn heads() -> Vec<Request> {
    vec![
        (format!("\r\nGET / HTTP/1.1\r\n{HOST}"), &[200]),
        (get("/?q=%00&../.."), &[200]),
        (get("http://localhost/"), &[200]),
        (get("http://localhost:9/a/"), &[200]),
        (get("http://example.org/"), &[403]),
        (get("example.org:80"), &[403]),
        ("GET /\r\n\r\n".into(), &[400]),
        ("GET / \r\n\r\n".into(), &[400]),
        (format!("GET  / HTTP/1.1\r\n{HOST}"), &[400]),
        (format!("GET / HTTP/9.9\r\n{HOST}"), &[400, 505]),
        (format!("GET / HTTQ/1.1\r\n{HOST}"), &[400]),
        (format!("G\0T / HTTP/1.1\r\n{HOST}"), &[400]),
        (format!("GET /\0 HTTP/1.1\r\n{HOST}"), &[400]),
        (format!(" / HTTP/1.1\r\n{HOST}"), &[400]),
        ("\u{16}\u{3}\u{1}\0\u{5}\u{1}\0\0\r\n\r\n".into(), &[400]),
        (with("Host: localhost\r\nA: b\r\n folded\r\n"), &[400]),
        (with("Host: localhost\r\nno colon\r\n"), &[400]),
        (with("Host : localhost\r\n"), &[400]),
        (with(""), &[400]),
        (with("Host: localhost\r\nHost: localhost\r\n"), &[400]),
        (with("Host:\r\n"), &[403]),
        (with("Host: example.org\r\n"), &[403]),
        (with("Host: localhost.example.org\r\n"), &[403]),
        (with("Host: localhost@example.org\r\n"), &[403]),
        (with("Host: 192.0.2.1\r\n"), &[403]),
        (with("Host: [::1]:4000\r\n"), &[200]),
        ("GET / HTTP/1.0\r\n\r\n".into(), &[403]),
        ("GET / HTTP/1.0\r\nHost: localhost\r\n\r\n".into(), &[200]),
        (with("Host: localhost\r\nOrigin: http://example.org\r\n"), &[403]),
        (with("Host: localhost\r\nOrigin: null\r\n"), &[403]),
        (with("Host: localhost\r\nOrigin: http://localhost:4000\r\n"), &[200]),
    ]
}

/// Requests that bring something, and such as never end.
fn burdens() -> Vec<Request> {
    let long = |length| "a".repeat(length);
    let mut all: Vec<Request> = vec![
        (with("Host: localhost\r\nContent-Length: 5\r\n"), &[413]),
        (with("Host: localhost\r\nTransfer-Encoding: chunked\r\n"), &[413]),
        (with("Host: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n"), &[400, 413]),
        (with("Host: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n"), &[400]),
        (with("Host: localhost\r\nContent-Length: -1\r\n"), &[400]),
        (with("Host: localhost\r\nContent-Length: 99999999999999999999999\r\n"), &[400]),
        (with("Host: localhost\r\nTransfer-Encoding: gzip\r\n"), &[400, 413]),
        (get(&format!("/{}", long(100_000))), &[414, 431]),
        (with(&format!("Host: localhost\r\nA: {}\r\n", long(100_000))), &[431]),
        (with(&format!("Host: localhost\r\n{}", "A: b\r\n".repeat(1000))), &[431]),
        (with(&format!("Host: localhost\r\n{}: b\r\n", long(70_000))), &[400, 431]),
        (format!("OPTIONS * HTTP/1.1\r\n{HOST}"), &[405]),
        (format!("CONNECT localhost:80 HTTP/1.1\r\n{HOST}"), &[405]),
        (format!("POST /_fangtan/events HTTP/1.1\r\n{HOST}"), &[405]),
        (format!("POST / HTTP/1.1\r\nContent-Length: 1000000000\r\n{HOST}"), &[405]),
    ];
    for method in ["POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "get", "PROPFIND"] {
        all.push((format!("{method} / HTTP/1.1\r\n{HOST}"), &[405]));
    }
    all
}

#[test]
fn hostile_requests_are_answered_rightly() {
    let server = Server::start();
    let all: Vec<Request> = [paths(), heads(), burdens()].concat();
    let fire = || {
        let answered = all.iter().map(|(request, right)| (server.status(request), right, request));
        let wrong: Vec<String> = answered
            .filter(|(status, right, _)| !right.contains(status))
            .map(|(status, right, request)| format!("{status} instead of {right:?}: {request:.200?}"))
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    };
    fire();
    let before = memory();
    for _ in 0..10 {
        fire();
    }
    assert!(memory() < before + (24 << 20), "memory stays as it is");
    assert!(!server.ask("GET", "/../secret.txt", "").text().contains("secret"));
}

/// Bytes of memory that this process has, where the system says so.
fn memory() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<usize>().ok()).unwrap_or(0) << 10
}

#[test]
fn a_connection_is_used_again_until_something_is_refused() {
    let server = Server::start();
    let mut stream = server.connect();
    let pipelined = [get("/a/"), get("/nothing/"), get("/robots.txt")].concat();
    stream.write_all(pipelined.as_bytes()).unwrap();
    for status in [200, 404, 200] {
        assert_eq!(read_answer(&mut stream, false).unwrap().status, status);
    }
    for byte in get("/a/").as_bytes() {
        stream.write_all(&[*byte]).unwrap();
    }
    assert_eq!(read_answer(&mut stream, false).unwrap().status, 200);
    let smuggled = format!("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n{}", get("/a/"));
    stream.write_all(smuggled.as_bytes()).unwrap();
    assert_eq!(read_answer(&mut stream, false).unwrap().status, 405);
    assert!(read_answer(&mut stream, false).is_none(), "what follows a refused body is no request");
}

#[test]
fn a_head_that_never_ends_is_not_waited_for() {
    let server = Server::start();
    let mut half = server.connect();
    half.write_all(b"GET / HTTP/1.1\r\nHost: loc").unwrap();
    let mut nothing = server.connect();
    assert_eq!(server.ask("GET", "/", "").status, 200, "others are served meanwhile");
    for stream in [&mut half, &mut nothing] {
        assert!(read_answer(stream, false).is_none_or(|answer| answer.status == 408));
    }
}

#[test]
fn a_thousand_idle_connections_keep_nobody_out() {
    let server = Server::start();
    let mut idle = Vec::new();
    for _ in 0..1000 {
        match TcpStream::connect(server.address) {
            Ok(stream) => idle.push(stream),
            // This process may not have so many files.
            Err(_) => break,
        }
    }
    idle.truncate(idle.len().saturating_sub(50));
    assert!(idle.len() > 100);
    for path in ["/", "/a/", "/pictures/a.mp3"] {
        assert_eq!(server.ask("GET", path, "").status, 200);
    }
}
