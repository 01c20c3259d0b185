//! The network side: one thread, HTTP/1.1, server-sent events.

use std::convert::Infallible;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use hyper::body::{Bytes, Incoming};
use hyper::header::HOST;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::sync::watch::Receiver;

use super::Error;
use super::answer::{answer, reply, text};
use super::body::Reply;
use super::hosts::Hosts;
use super::live::{OWN, Published, SCRIPT, Viewer};

/// Begins to serve, in a thread of its own.
pub(super) fn start(
    listener: TcpListener,
    published: Receiver<Arc<Published>>,
    hosts: Hosts,
) -> Result<(), Error> {
    let serve = move || -> std::io::Result<()> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        listener.set_nonblocking(true)?;
        std::thread::Builder::new()
            .name("http".to_owned())
            .spawn(move || runtime.block_on(accept(listener, published, hosts)))?;
        Ok(())
    };
    serve().map_err(Error::Network)
}

async fn accept(listener: TcpListener, published: Receiver<Arc<Published>>, hosts: Hosts) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file handles, most likely: some will be free in a moment.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let published = published.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| {
                let response = respond(&request, &published, hosts);
                async move { Ok::<_, Infallible>(response) }
            });
            // A connection that breaks is the browser's affair.
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

fn respond(
    request: &Request<Incoming>,
    published: &Receiver<Arc<Published>>,
    hosts: Hosts,
) -> Response<Reply> {
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
    if !host.is_some_and(|host| hosts.allows(host)) {
        return text(StatusCode::FORBIDDEN, "403: this server does not go by that name\n");
    }
    match request.uri().path().strip_prefix(OWN) {
        Some("events") => events(request.uri().query().unwrap_or_default(), published.clone()),
        Some("live.js") => {
            let script = Bytes::from_static(SCRIPT.as_bytes());
            reply(StatusCode::OK, "text/javascript; charset=utf-8", script)
        }
        Some(_) => text(StatusCode::NOT_FOUND, "404\n"),
        None => {
            let now = published.borrow().clone();
            answer(&now, request.method(), request.uri().path(), request.headers())
        }
    }
}

/// Events for one open page: `page=<version>&at=<address>`.
fn events(query: &str, mut published: Receiver<Arc<Published>>) -> Response<Reply> {
    let parameter = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let value = pairs.find(|(key, _)| *key == name).map_or("", |(_, value)| value);
        percent_encoding::percent_decode_str(value).decode_utf8_lossy().into_owned()
    };
    let now = published.borrow_and_update().clone();
    let mut viewer = Viewer::new(parameter("at"), parameter("page"), now.clone());
    let (sender, receiver) = tokio::sync::mpsc::channel(8);
    tokio::spawn(async move {
        let mut now = now;
        loop {
            for event in viewer.see(now) {
                if sender.send(Bytes::from(event)).await.is_err() {
                    return;
                }
            }
            tokio::select! {
                () = sender.closed() => return,
                changed = published.changed() => if changed.is_err() { return },
            }
            now = published.borrow_and_update().clone();
        }
    });
    let mut response = reply(StatusCode::OK, "text/event-stream; charset=utf-8", Bytes::new());
    *response.body_mut() = Reply::Events(receiver);
    response
}
