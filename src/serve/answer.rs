//! What a request is answered with.
//!
//! In come a request's head and what is published; out goes a response. Invariant: a path is looked up among the
//! site's files and never on the disk, so nothing outside the site can be asked for.

use std::borrow::Cow;
use std::ops::Range;

use hyper::body::Bytes;
use hyper::header::{
    ACCEPT_RANGES, ALLOW, CACHE_CONTROL, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderMap, HeaderValue,
    IF_NONE_MATCH, LOCATION, RANGE,
};
use hyper::{Method, Response, StatusCode};
use percent_encoding::percent_decode_str;

use super::body::Reply;
use super::kinds::media_type;
use super::live::Published;
use super::memory::{Content, File};

/// Answers everything but the server's own addresses.
pub(super) fn answer(
    published: &Published,
    method: &Method,
    path: &str,
    headers: &HeaderMap,
) -> Response<Reply> {
    if method != Method::GET && method != Method::HEAD {
        let mut response = text(StatusCode::METHOD_NOT_ALLOWED, "405: GET and HEAD alone are answered\n");
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    if published.is_empty() {
        return page(StatusCode::INTERNAL_SERVER_ERROR, published.placeholder());
    }
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let Some(below) = decoded.strip_prefix(published.base()) else {
        return outside(published, &decoded);
    };
    let file = match below {
        "" => Cow::from("index.html"),
        folder if folder.ends_with('/') => Cow::from(format!("{folder}index.html")),
        file => Cow::from(file),
    };
    match published.site().get(&file) {
        Some(found) => serve(published, &file, found, headers),
        None if published.site().get(&format!("{below}/index.html")).is_some() => {
            redirect(&format!("{path}/"))
        }
        None => missing(published),
    }
}

/// A path that is not below the site's own, where its address has a path.
fn outside(published: &Published, path: &str) -> Response<Reply> {
    if path == "/" || published.base().strip_suffix('/') == Some(path) {
        redirect(published.base())
    } else {
        missing(published)
    }
}

fn missing(published: &Published) -> Response<Reply> {
    match published.site().get("404.html").and_then(File::bytes) {
        Some(bytes) => page(StatusCode::NOT_FOUND, published.dress("404.html", bytes).into()),
        None => text(StatusCode::NOT_FOUND, "404: there is no such page\n"),
    }
}

fn serve(published: &Published, path: &str, file: &File, headers: &HeaderMap) -> Response<Reply> {
    let kind = media_type(path);
    let bytes = match &file.content {
        Content::Memory(bytes) if kind.starts_with("text/html") => published.dress(path, bytes).into(),
        Content::Memory(bytes) => bytes.clone(),
        Content::Disk(place) => match std::fs::read(place) {
            Ok(bytes) => bytes.into(),
            Err(_) => return missing(published),
        },
    };
    let tag = format!("\"{:032x}\"", crate::source::fingerprint(&bytes));
    let known = headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    if known.is_some_and(|known| known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)) {
        let mut response = reply(StatusCode::NOT_MODIFIED, kind, Bytes::new());
        insert(&mut response, ETAG, &tag);
        return response;
    }
    let wanted = headers.get(RANGE).and_then(|value| value.to_str().ok());
    let mut response = match wanted.and_then(|wanted| range(wanted, bytes.len())) {
        None => reply(StatusCode::OK, kind, bytes),
        Some(Some(range)) => {
            let told = format!("bytes {}-{}/{}", range.start, range.end - 1, bytes.len());
            let mut response = reply(StatusCode::PARTIAL_CONTENT, kind, bytes.slice(range));
            insert(&mut response, CONTENT_RANGE, &told);
            response
        }
        Some(None) => {
            let told = format!("bytes */{}", bytes.len());
            let mut response = text(StatusCode::RANGE_NOT_SATISFIABLE, "416: there are no such bytes\n");
            insert(&mut response, CONTENT_RANGE, &told);
            response
        }
    };
    insert(&mut response, ETAG, &tag);
    response.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    response
}

/// The bytes that a `Range` header asks for: `None` if it is to be ignored, `Some(None)` if there are none such.
/// (RFC 9110 §14.2 lets a server ignore what it does not support; several ranges at once are that.)
fn range(header: &str, length: usize) -> Option<Option<Range<usize>>> {
    let (from, to) = header.strip_prefix("bytes=")?.split_once('-')?;
    let range = match (from.parse::<usize>(), to.parse::<usize>()) {
        (Ok(from), Ok(to)) if from <= to => from..to.saturating_add(1).min(length),
        (Ok(from), Err(_)) if to.is_empty() => from..length,
        (Err(_), Ok(last)) if from.is_empty() => length.saturating_sub(last)..length,
        _ => return None,
    };
    Some((range.start < range.end).then_some(range))
}

fn redirect(to: &str) -> Response<Reply> {
    let mut response = text(StatusCode::MOVED_PERMANENTLY, "301\n");
    insert(&mut response, LOCATION, to);
    response
}

/// A page of HTML.
fn page(status: StatusCode, html: Bytes) -> Response<Reply> {
    reply(status, "text/html; charset=utf-8", html)
}

/// A line of text.
pub(super) fn text(status: StatusCode, line: &'static str) -> Response<Reply> {
    reply(status, "text/plain; charset=utf-8", Bytes::from_static(line.as_bytes()))
}

/// Any response.
pub(super) fn reply(status: StatusCode, kind: &'static str, bytes: Bytes) -> Response<Reply> {
    let mut response = Response::new(Reply::Whole(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    // A browser may keep it, and has to ask each time whether it still holds.
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    headers.insert("x-content-type-options", HeaderValue::from_static("nosniff"));
    response
}

fn insert(response: &mut Response<Reply>, name: hyper::header::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
        response.headers_mut().insert(name, value);
    }
}
