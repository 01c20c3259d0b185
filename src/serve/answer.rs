//! What a request is answered with.
//!
//! In come a request's head and what was found at its address; out goes a response. Invariant: what is found is one of
//! the site's files, so nothing outside the site can be asked for.

use std::fs::File;
use std::io::{self, Seek};
use std::ops::Range;

use hyper::body::Bytes;
use hyper::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_RANGE, CONTENT_TYPE, ETAG,
    HeaderMap, HeaderName, HeaderValue, IF_NONE_MATCH, IF_RANGE, LOCATION, RANGE, VARY,
};
use hyper::{Method, Response, StatusCode};

use super::body::Reply;
use super::desk::{Content, Found, FoundFile};
use super::kinds::media_type;
use super::live::Published;
use super::pack;
use super::range::{Wanted, wanted};
use crate::source::fingerprint;

/// A text file on the disk that is shorter is read whole, to be sent compressed.
const SHORT: u64 = 1 << 20;

/// Answers a GET or HEAD with what was found.
pub(super) fn answer(
    published: &Published,
    found: Found,
    method: &Method,
    headers: &HeaderMap,
) -> Response<Reply> {
    match found {
        Found::File(file) => serve(published, file, method, headers),
        Found::Moved(to) => redirect(&to),
        Found::Missing(file) => missing(published, file, headers),
        Found::Own(html) => page(StatusCode::OK, html.into(), headers),
        Found::Broken => page(StatusCode::INTERNAL_SERVER_ERROR, published.placeholder(), headers),
    }
}

fn missing(published: &Published, file: Option<FoundFile>, headers: &HeaderMap) -> Response<Reply> {
    match file {
        Some(FoundFile { path, version, content: Content::Memory(bytes) }) => {
            page(StatusCode::NOT_FOUND, published.dress(&path, version, &bytes).into(), headers)
        }
        _ => text(StatusCode::NOT_FOUND, "404: there is no such page\n"),
    }
}

fn serve(published: &Published, file: FoundFile, method: &Method, headers: &HeaderMap) -> Response<Reply> {
    let FoundFile { path, version, content } = file;
    let kind = media_type(&path);
    let (body, version) = match content {
        Content::Memory(bytes) if kind.starts_with("text/html") => {
            let bytes = published.dress(&path, version, &bytes);
            let version = fingerprint(&bytes);
            (Stock::Memory(bytes.into()), version)
        }
        Content::Memory(bytes) => (Stock::Memory(bytes), version),
        Content::Disk(place) => match Stock::of_file(&place, kind) {
            Ok(stock) => (stock, version),
            Err(_) => return missing(published, None, headers),
        },
    };
    let tag = format!("\"{version:032x}\"");
    let mut response = match header(headers, IF_NONE_MATCH) {
        Some(known) if knows(known, &tag) => reply(StatusCode::NOT_MODIFIED, kind, Bytes::new()),
        _ => send(body, kind, &tag, method, headers),
    };
    insert(&mut response, ETAG, &tag);
    response.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    vary(&mut response, kind);
    response
}

/// What a file's bytes are taken from.
enum Stock {
    Memory(Bytes),
    Disk(File, u64),
}

impl Stock {
    fn of_file(place: &std::path::Path, kind: &str) -> io::Result<Self> {
        let file = File::open(place)?;
        let length = file.metadata()?.len();
        if length <= SHORT && pack::packs(kind) {
            return std::fs::read(place).map(|bytes| Self::Memory(bytes.into()));
        }
        Ok(Self::Disk(file, length))
    }

    fn length(&self) -> u64 {
        match self {
            Self::Memory(bytes) => bytes.len() as u64,
            Self::Disk(_, length) => *length,
        }
    }

    fn part(self, range: Range<u64>) -> io::Result<Reply> {
        Ok(match self {
            Self::Memory(bytes) => Reply::Whole(bytes.slice(range.start as usize..range.end as usize)),
            Self::Disk(mut file, _) => {
                file.seek(io::SeekFrom::Start(range.start))?;
                Reply::File(file, range.end - range.start)
            }
        })
    }
}

/// A file, or the part of it that is asked for.
fn send(
    stock: Stock,
    kind: &'static str,
    tag: &str,
    method: &Method,
    headers: &HeaderMap,
) -> Response<Reply> {
    let length = stock.length();
    // RFC 9110 §14.2: a range is of a GET alone, and §13.1.5: of the version that the browser has the rest of.
    let is_same = header(headers, IF_RANGE).is_none_or(|known| known == tag);
    let asked = header(headers, RANGE).filter(|_| *method == Method::GET && is_same);
    match asked.map_or(Wanted::Whole, |asked| wanted(asked, length)) {
        Wanted::Whole => match stock {
            Stock::Memory(bytes) => packed(StatusCode::OK, kind, bytes, headers),
            Stock::Disk(file, length) => {
                let mut response = reply(StatusCode::OK, kind, Bytes::new());
                *response.body_mut() = Reply::File(file, length);
                response
            }
        },
        Wanted::Part(range) => {
            let told = format!("bytes {}-{}/{length}", range.start, range.end - 1);
            let mut response = reply(StatusCode::PARTIAL_CONTENT, kind, Bytes::new());
            match stock.part(range) {
                Ok(part) => *response.body_mut() = part,
                Err(_) => return text(StatusCode::NOT_FOUND, "404: the file cannot be read\n"),
            }
            insert(&mut response, CONTENT_RANGE, &told);
            response
        }
        Wanted::Nothing => {
            let mut response = text(StatusCode::RANGE_NOT_SATISFIABLE, "416: there are no such bytes\n");
            insert(&mut response, CONTENT_RANGE, &format!("bytes */{length}"));
            response
        }
    }
}

/// Bytes, compressed where that pays.
fn packed(status: StatusCode, kind: &'static str, bytes: Bytes, headers: &HeaderMap) -> Response<Reply> {
    let takes = pack::packs(kind) && header(headers, ACCEPT_ENCODING).is_some_and(pack::takes_gzip);
    match pack::gzip(&bytes).filter(|_| takes) {
        Some(packed) => {
            let mut response = reply(status, kind, packed);
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            response
        }
        None => reply(status, kind, bytes),
    }
}

fn vary(response: &mut Response<Reply>, kind: &str) {
    if pack::packs(kind) {
        response.headers_mut().insert(VARY, HeaderValue::from_static("accept-encoding"));
    }
}

/// Whether an `If-None-Match` header names the version.
fn knows(known: &str, tag: &str) -> bool {
    known.trim() == "*" || known.split(',').any(|one| one.trim().trim_start_matches("W/") == tag)
}

fn header(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn redirect(to: &str) -> Response<Reply> {
    let mut response = text(StatusCode::MOVED_PERMANENTLY, "301\n");
    insert(&mut response, LOCATION, to);
    response
}

/// A page of HTML.
pub(super) fn page(status: StatusCode, html: Bytes, headers: &HeaderMap) -> Response<Reply> {
    let kind = "text/html; charset=utf-8";
    let mut response = packed(status, kind, html, headers);
    vary(&mut response, kind);
    response
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

fn insert(response: &mut Response<Reply>, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_bytes(value.as_bytes()) {
        response.headers_mut().insert(name, value);
    }
}
