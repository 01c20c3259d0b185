//! A host of pictures with bad manners, on this machine.
//!
//! In come requests; out go pictures, and everything that hosts do instead. What each path gives is in [`Host::answer`].
//! Invariant: it never sleeps: one that stalls waits until whoever asks has hung up.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Barrier, Condvar, Mutex};

/// A host that answers until the test ends.
pub(crate) struct Host {
    port: u16,
    told: Arc<Told>,
}

/// What it was asked.
struct Told {
    /// How often each path was asked for.
    paths: Mutex<BTreeMap<String, usize>>,
    asked: Condvar,
    now: AtomicUsize,
    most: AtomicUsize,
    /// Where requests wait for each other.
    pair: Barrier,
    /// Bytes of the endless picture that were taken.
    sent: AtomicUsize,
    healed: AtomicBool,
}

impl Host {
    pub(crate) fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let told = Arc::new(Told {
            paths: Mutex::default(),
            asked: Condvar::new(),
            now: AtomicUsize::new(0),
            most: AtomicUsize::new(0),
            pair: Barrier::new(2),
            sent: AtomicUsize::new(0),
            healed: AtomicBool::new(false),
        });
        let shared = told.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let told = shared.clone();
                std::thread::spawn(move || serve(&stream, port, &told));
            }
        });
        Self { port, told }
    }

    /// The whole address of a path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// How often a path was asked for.
    pub(crate) fn asked(&self, path: &str) -> usize {
        self.told.paths.lock().unwrap().get(path).copied().unwrap_or(0)
    }

    /// Returns as soon as a path was asked for.
    pub(crate) fn wait_for(&self, path: &str) {
        let paths = self.told.paths.lock().unwrap();
        drop(self.told.asked.wait_while(paths, |paths| !paths.contains_key(path)).unwrap());
    }

    /// From here on nothing stalls.
    pub(crate) fn heal(&self) {
        self.told.healed.store(true, Ordering::SeqCst);
    }

    /// How many requests there were.
    pub(crate) fn requests(&self) -> usize {
        self.told.paths.lock().unwrap().values().sum()
    }

    /// The most requests for `/pair-…` that were open at once.
    pub(crate) fn at_once(&self) -> usize {
        self.told.most.load(Ordering::SeqCst)
    }

    /// How many bytes of `/large.png` were sent.
    pub(crate) fn sent(&self) -> usize {
        self.told.sent.load(Ordering::SeqCst)
    }
}

/// Answers the requests of one connection, one and no more.
fn serve(stream: &TcpStream, port: u16, told: &Told) {
    let (mut stream, mut reader) = (stream, BufReader::new(stream));
    let mut head = String::new();
    while reader.read_line(&mut head).is_ok_and(|read| read > 2) {}
    let Some(path) = head.split_whitespace().nth(1).map(ToOwned::to_owned) else { return };
    let times = {
        let mut paths = told.paths.lock().unwrap();
        let times = paths.entry(path.clone()).or_default();
        *times += 1;
        *times
    };
    told.asked.notify_all();
    if path.starts_with("/pair-") {
        told.most.fetch_max(told.now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        told.pair.wait();
        // Before the answer: whoever has it may ask again at once.
        told.now.fetch_sub(1, Ordering::SeqCst);
    }
    let stalls = path.starts_with("/stalls.png") && !told.healed.load(Ordering::SeqCst);
    let name = if path.starts_with("/stalls.png") && !stalls { "/fine.png" } else { &path };
    let _ = stream.write_all(&answer(name, port, times, head.to_ascii_lowercase().contains("\nreferer:")));
    match path.as_str() {
        _ if stalls => {
            let _ = reader.read(&mut [0; 1]);
        }
        "/large.png" => {
            let piece = vec![0; 1 << 16];
            for _ in 0..800 {
                if stream.write_all(&piece).is_err() {
                    break;
                }
                told.sent.fetch_add(piece.len(), Ordering::SeqCst);
            }
        }
        _ => {}
    }
    let _ = stream.shutdown(std::net::Shutdown::Both);
}

fn answer(path: &str, port: u16, times: usize, referred: bool) -> Vec<u8> {
    let whole = png(4, 3, path.len() as u8);
    let (name, _) = path.split_once('?').unwrap_or((path, ""));
    match name {
        _ if referred => response("200 OK", "image/png", &png(1, 1, 0)),
        "/gone.png" => response("404 Not Found", "text/html", b"<html>gone</html>"),
        "/words.png" => response("200 OK", "image/png", b"<!DOCTYPE html><title>Log in</title>"),
        "/jpeg-that-is-a-png.jpg" => response("200 OK", "image/jpeg", &whole),
        "/octets" => response("200 OK", "application/octet-stream", &whole),
        "/empty.png" => response("200 OK", "image/png", b""),
        "/cut.png" => response("200 OK", "image/png", &whole[..whole.len() - 20]),
        "/longer.png" => lying(&whole, whole.len() + 100),
        "/shorter.png" => lying(&whole, whole.len() - 10),
        "/stalls.png" => lying(&whole[..20], whole.len()),
        "/large.png" => [&b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"[..], &whole[..16]].concat(),
        "/said-large.png" => lying(&whole, 50 << 20),
        "/circle" => redirect(&format!("http://127.0.0.1:{port}/circle-back")),
        "/circle-back" => redirect("/circle"),
        "/moved.png" => redirect("/pictures/new%20place.png"),
        "/to-a-file" => redirect("file:///etc/passwd"),
        "/to-metadata" => redirect("http://169.254.169.254/latest/meta-data/"),
        "/to-inside" => redirect(&format!("http://[::1]:{port}/a.png")),
        "/to-any" => redirect(&format!("//0.0.0.0:{port}/a.png")),
        "/busy.png" if times == 1 => {
            b"HTTP/1.1 429 Slow down\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .to_vec()
        }
        "/faulty.png" if times < 3 => response("500 Oh", "text/plain", b"oh"),
        "/later.png" => {
            b"HTTP/1.1 503 No\r\nRetry-After: 7200\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec()
        }
        "/script.svg" => response("200 OK", "image/svg+xml", b"<svg><script>alert(1)</script></svg>"),
        "/drawing.svg" => response(
            "200 OK",
            "image/svg+xml",
            b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='6'/>",
        ),
        "/mmbiz_png/small/0" => response("404 Not Found", "text/plain", b"no original"),
        "/mmbiz_png/large/0" => response("200 OK", "image/png", &png(40, 30, 1)),
        _ => response("200 OK", "image/png", &whole),
    }
}

fn response(status: &str, kind: &str, body: &[u8]) -> Vec<u8> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

/// An answer whose length is not what it says.
fn lying(body: &[u8], length: usize) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
    );
    [head.as_bytes(), body].concat()
}

fn redirect(to: &str) -> Vec<u8> {
    let mut head = String::new();
    let _ = write!(
        head,
        "HTTP/1.1 302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    );
    head.into_bytes()
}

/// A PNG of one grey, which browsers show.
pub(crate) fn png(width: u32, height: u32, grey: u8) -> Vec<u8> {
    let row = [vec![0], vec![grey; width as usize]].concat();
    let pixels = row.repeat(height as usize);
    // One block that is not compressed (RFC 1951 §3.2.4) in a zlib stream.
    let length = pixels.len() as u16;
    let mut data = vec![0x78, 0x01, 0x01];
    data.extend([length.to_le_bytes(), (!length).to_le_bytes()].concat());
    data.extend(&pixels);
    data.extend(adler32(&pixels).to_be_bytes());
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"IHDR", &header), &chunk(b"IDAT", &data), &chunk(b"IEND", b"")]
        .concat()
}

fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let checked = [kind, body].concat();
    [&(body.len() as u32).to_be_bytes()[..], &checked, &crc32(&checked).to_be_bytes()].concat()
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

fn adler32(bytes: &[u8]) -> u32 {
    let (one, two) = bytes.iter().fold((1_u32, 0_u32), |(one, two), byte| {
        let one = (one + u32::from(*byte)) % 65521;
        (one, (two + one) % 65521)
    });
    two << 16 | one
}
