//! Which requests are answered at all.
//!
//! In comes a request's head; out goes why it is refused, if it is. Invariant: what is admitted is a GET or HEAD without
//! a body that calls this server by a name of its own, and comes from no page of another site.

use hyper::header::TRANSFER_ENCODING;
use hyper::header::{ALLOW, CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue, ORIGIN};
use hyper::http::request::Parts;
use hyper::{Method, Response, StatusCode, Version};

use super::answer::text;
use super::body::Reply;
use super::hosts::Hosts;

/// Refuses what is not to be answered.
pub(super) fn refuse(request: &Parts, hosts: Hosts) -> Option<Response<Reply>> {
    let refusal = refusal(request, hosts)?;
    let mut response = text(refusal.0, refusal.1);
    if refusal.0 == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    // Whatever follows on this connection is not to be taken for a request.
    response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    Some(response)
}

fn refusal(request: &Parts, hosts: Hosts) -> Option<(StatusCode, &'static str)> {
    let headers = &request.headers;
    match only(headers, HOST) {
        // RFC 9112 §3.2: without a name, or with several, it is a bad request.
        Err(()) => return Some((StatusCode::BAD_REQUEST, "400: one Host header is needed\n")),
        Ok(None) if request.version >= Version::HTTP_11 => {
            return Some((StatusCode::BAD_REQUEST, "400: a Host header is needed\n"));
        }
        Ok(host) => {
            // RFC 9112 §3.2.2: the address of a whole request stands over its Host header; both have to be ours.
            let names = [host, request.uri.authority().map(|authority| authority.as_str())];
            if !names.iter().flatten().all(|name| hosts.allows(name)) || names == [None, None] {
                return Some((StatusCode::FORBIDDEN, "403: this server does not go by that name\n"));
            }
        }
    }
    match only(headers, ORIGIN) {
        Ok(None) => {}
        Ok(Some(origin)) if hosts.allows_origin(origin) => {}
        _ => return Some((StatusCode::FORBIDDEN, "403: a page of another site asks\n")),
    }
    if request.method != Method::GET && request.method != Method::HEAD {
        return Some((StatusCode::METHOD_NOT_ALLOWED, "405: GET and HEAD alone are answered\n"));
    }
    let length = headers.get(CONTENT_LENGTH).is_some_and(|length| length != "0");
    if length || headers.contains_key(TRANSFER_ENCODING) {
        return Some((StatusCode::PAYLOAD_TOO_LARGE, "413: a request has no body here\n"));
    }
    None
}

/// The header of which there may be one; an error if there are several, or one that is no text.
fn only(headers: &HeaderMap, name: HeaderName) -> Result<Option<&str>, ()> {
    let mut all = headers.get_all(name).iter();
    let (first, second) = (all.next(), all.next());
    match (first.map(|value| value.to_str()).transpose(), second) {
        (Ok(value), None) => Ok(value),
        _ => Err(()),
    }
}
