//! The development server in this process, and a client that speaks to it byte by byte.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::PathBuf;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use fangtan::pipeline::Options;
use fangtan::serve::{self, Editor, Event, Plan, Watch};

/// A site that is served until the test ends.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    folder: tempfile::TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        let mut lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.find(|(key, _)| key.eq_ignore_ascii_case(name)).map_or("", |(_, value)| value)
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

impl Server {
    /// Serves a small site as it is.
    pub(crate) fn start() -> Self {
        let files: [(&str, &[u8]); 4] = [
            ("fangtan.toml", b"title = \"t\"\n"),
            ("content/a.md", "---\ntitle: \u{7532}\nslug: a\ndate: 2026-01-02\naliases: [/old/, /older.html]\n---\n\n\u{6b63}\u{6587}\u{3002}\n".as_bytes()),
            ("content/pictures/a.mp3", b"0123456789"),
            ("secret.txt", b"secret"),
        ];
        Self::serve(&files, Watch::Off)
    }

    /// Serves a site of these files.
    pub(crate) fn serve(files: &[(&str, &[u8])], watch: Watch) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut server = Self { address: SocketAddr::new(Ipv4Addr::LOCALHOST.into(), 0), folder };
        files.iter().for_each(|(path, bytes)| server.write(path, bytes));
        let root = server.folder.path().to_owned();
        let (sender, receiver) = mpsc::channel();
        std::thread::spawn(move || {
            let plan = Plan {
                root,
                options: Options::default(),
                host: Ipv4Addr::LOCALHOST.into(),
                port: Some(0),
                watch,
                editor: Editor::default(),
                clock: || 1_798_761_600,
            };
            serve::run(plan, &mut |event| {
                if let Event::Listening(address) = event {
                    sender.send(address.to_owned()).unwrap();
                }
            })
        });
        let address = receiver.recv().unwrap();
        server.address.set_port(address.trim_end_matches('/').rsplit(':').next().unwrap().parse().unwrap());
        server
    }

    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file of the site.
    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let file = self.file(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, bytes).unwrap();
    }

    /// What stands at an address, as text.
    pub(crate) fn get(&self, path: &str) -> String {
        String::from_utf8(self.ask("GET", path, "").body).unwrap()
    }

    /// Asks again until an answer is right; what was answered comes back, the right answer last.
    pub(crate) fn until(&self, path: &str, is_right: impl Fn(&Answer) -> bool) -> Vec<Answer> {
        let start = Instant::now();
        let mut answers = Vec::new();
        loop {
            let answer = self.ask("GET", path, "");
            let done = is_right(&answer);
            answers.push(answer);
            if done {
                return answers;
            }
            assert!(
                start.elapsed() < Duration::from_secs(30),
                "{path} stays {}",
                answers.pop().unwrap().text()
            );
        }
    }

    /// Asks again until an answer holds a text.
    pub(crate) fn shows(&self, path: &str, text: &str) {
        self.until(path, |answer| answer.text().contains(text));
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.set_nodelay(true).unwrap();
        stream
    }

    /// Sends bytes; what comes back, if anything does before the connection closes.
    pub(crate) fn raw(&self, bytes: &[u8]) -> Option<Answer> {
        let mut stream = self.connect();
        // A server that refuses may close before everything is sent.
        let _ = stream.write_all(bytes);
        read_answer(&mut stream, bytes.starts_with(b"HEAD"))
    }

    /// A whole request; headers end in a line break each.
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &str) -> Answer {
        let request = format!("{method} {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");
        self.raw(request.as_bytes()).unwrap()
    }

    pub(crate) fn status(&self, request: &str) -> u16 {
        self.raw(request.as_bytes()).map_or(0, |answer| answer.status)
    }
}

pub(crate) fn read_answer(stream: &mut TcpStream, is_head: bool) -> Option<Answer> {
    let mut head = Vec::new();
    let mut byte = [0];
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read(&mut byte) {
            Ok(1) => head.push(byte[0]),
            Ok(_) => return None,
            Err(error) if error.kind() == ErrorKind::ConnectionReset => return None,
            Err(error) => panic!("nothing comes: {error}"),
        }
    }
    let head = String::from_utf8(head).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let mut answer = Answer { status, head, body: Vec::new() };
    if !is_head && status != 304 {
        let length = answer.header("content-length").parse().unwrap_or(0);
        answer.body = vec![0; length];
        stream.read_exact(&mut answer.body).unwrap();
    }
    Some(answer)
}
