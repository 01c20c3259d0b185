//! The network side: one thread, HTTP/1.1, server-sent events.

use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::time::Duration;

use hyper::body::{Bytes, Incoming};
use hyper::http::request::Parts;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::sync::watch::Receiver;

use super::Error;
use super::answer::{answer, reply};
use super::body::Reply;
use super::crowd::{Crowd, Guest};
use super::desk::{Ask, Found};
use super::finder::Finder;
use super::gate::refuse;
use super::hosts::Hosts;
use super::kinds::media_type;
use super::live::{OWN, Published, SCRIPT, Viewer};
use super::watch::Message;

/// How long a request's head may take to come, and how long a connection may wait for its next.
const PATIENCE: Duration = Duration::from_secs(5);
/// Bytes of a request's head.
const HEAD: usize = 16 << 10;
/// Headers of a request.
const HEADERS: usize = 64;

/// What every connection needs.
#[derive(Debug, Clone)]
struct Door {
    published: Receiver<Arc<Published>>,
    hosts: Hosts,
    finder: Finder,
    messages: Sender<Message>,
    crowd: Crowd,
}

/// Begins to serve, in a thread of its own.
pub(super) fn start(
    listeners: Vec<TcpListener>,
    published: Receiver<Arc<Published>>,
    hosts: Hosts,
    finder: Finder,
    messages: Sender<Message>,
) -> Result<(), Error> {
    let serve = move || -> io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let listeners = {
            let _inside = runtime.enter();
            let listen = |listener: TcpListener| {
                listener.set_nonblocking(true)?;
                tokio::net::TcpListener::from_std(listener)
            };
            listeners.into_iter().map(listen).collect::<io::Result<Vec<_>>>()?
        };
        let door = Door { published, hosts, finder, messages, crowd: Crowd::default() };
        std::thread::Builder::new().name("http".to_owned()).spawn(move || {
            for listener in listeners {
                runtime.spawn(accept(listener, door.clone()));
            }
            runtime.block_on(interrupted());
            // The loop goes with the process.
            let _ = door.messages.send(Message::Stop);
            runtime.block_on(std::future::pending::<()>());
        })?;
        Ok(())
    };
    serve().map_err(Error::Network)
}

/// Ends when the process is asked to.
async fn interrupted() {
    #[cfg(unix)]
    let terminated = async {
        let kind = tokio::signal::unix::SignalKind::terminate();
        match tokio::signal::unix::signal(kind) {
            Ok(mut signal) => signal.recv().await,
            Err(_) => std::future::pending().await,
        }
    };
    #[cfg(not(unix))]
    let terminated = std::future::pending::<Option<()>>();
    tokio::select! {
        done = tokio::signal::ctrl_c() => if done.is_err() { std::future::pending().await },
        _ = terminated => {}
    }
}

async fn accept(listener: tokio::net::TcpListener, door: Door) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, most likely: some will be free in a moment.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Some(guest) = door.crowd.enter() else { continue };
        // Small answers, each waited for.
        let _ = stream.set_nodelay(true);
        tokio::spawn(serve(stream, guest, door.clone()));
    }
}

/// One connection, until it closes.
async fn serve(stream: tokio::net::TcpStream, guest: Arc<Guest>, door: Door) {
    let service = service_fn(|request: Request<Incoming>| {
        let (door, guest) = (&door, &guest);
        async move {
            guest.work();
            let response = door.respond(&request.into_parts().0).await;
            if !matches!(response.body(), Reply::Events(_)) {
                guest.rest();
            }
            Ok::<_, Infallible>(response)
        }
    });
    let mut http = Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE);
    http.max_buf_size(HEAD).max_headers(HEADERS).half_close(false);
    tokio::select! {
        // A connection that breaks is the browser's affair.
        _ = http.serve_connection(TokioIo::new(stream), service) => {}
        () = guest.asked_to_leave() => {}
    }
}

impl Door {
    async fn respond(&self, request: &Parts) -> Response<Reply> {
        if let Some(refusal) = refuse(request, self.hosts) {
            return refusal;
        }
        let path = request.uri.path();
        match path.strip_prefix(OWN) {
            Some("events") if request.method == Method::GET => {
                self.events(request.uri.query().unwrap_or_default())
            }
            Some("live.js") => {
                let script = Bytes::from_static(SCRIPT.as_bytes());
                reply(StatusCode::OK, "text/javascript; charset=utf-8", script)
            }
            _ => {
                let now = self.published.borrow().clone();
                if let Some(found) = self.finder.find(path, &now).await {
                    return reply(StatusCode::OK, media_type(path), found);
                }
                let found = self.ask(path).await;
                let now = self.published.borrow().clone();
                answer(&now, found, &request.method, &request.headers)
            }
        }
    }

    /// Asks the loop what stands at an address.
    async fn ask(&self, path: &str) -> Found {
        let (answer, found) = tokio::sync::oneshot::channel();
        // A loop that has ended answers nothing.
        let _ = self.messages.send(Message::Ask(Ask { path: path.to_owned(), answer }));
        found.await.unwrap_or(Found::Missing(None))
    }

    /// Events for one open page: `page=<stamp>&at=<address>`.
    fn events(&self, query: &str) -> Response<Reply> {
        let (door, at, stamp) = (self.clone(), parameter(query, "at"), parameter(query, "page"));
        let (sender, receiver) = tokio::sync::mpsc::channel(8);
        tokio::spawn(async move {
            let mut published = door.published.clone();
            let mut viewer = Viewer::new(stamp, &published.borrow().clone());
            loop {
                let now = published.borrow_and_update().clone();
                let found = door.ask(&at).await;
                for event in viewer.see(&now, &found) {
                    if sender.send(Bytes::from(event)).await.is_err() {
                        return;
                    }
                }
                tokio::select! {
                    () = sender.closed() => return,
                    changed = published.changed() => if changed.is_err() { return },
                }
            }
        });
        let mut response = reply(StatusCode::OK, "text/event-stream; charset=utf-8", Bytes::new());
        *response.body_mut() = Reply::Events(receiver);
        response
    }
}

/// A value of a query; the address in it stays percent-encoded, as paths are.
fn parameter(query: &str, name: &str) -> String {
    let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let value = pairs.find(|(key, _)| *key == name).map_or("", |(_, value)| value);
    percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned()
}
