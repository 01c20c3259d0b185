//! `_headers`: what static hosts (Netlify, Cloudflare Pages) send with each file.
//!
//! Invariant: the policy allows what the theme's pages do and nothing else: scripts and styles are files of the site, and
//! no element carries either. Pictures may come from elsewhere, since articles show them from where they were exported.

use std::io::Write;

use crate::config::{Config, HtmlPolicy};
use crate::page::Base;

/// What each kind of content may come from.
const SOURCES: &[(&str, &str)] = &[
    ("default-src", "'self'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
    ("img-src", "'self' https: http: data:"),
    ("media-src", "'self' https:"),
    ("object-src", "'none'"),
    ("base-uri", "'none'"),
    ("form-action", "'self'"),
    ("frame-ancestors", "'self'"),
];

/// Writes the file.
pub(super) fn write(config: &Config, base: &Base, out: &mut Vec<u8>) {
    let path = base.path();
    let policy = policy(config.html);
    let _ = write!(
        out,
        "{path}*
  Content-Security-Policy: {policy}
  X-Content-Type-Options: nosniff
  Referrer-Policy: strict-origin-when-cross-origin

{path}assets/*
  Cache-Control: public, max-age=31536000, immutable
"
    );
}

/// The content security policy. A publisher who lets all HTML pass lets it style itself and frame films, too; scripts
/// stay out.
fn policy(html: HtmlPolicy) -> String {
    let raw = html == HtmlPolicy::Raw;
    let sources = SOURCES.iter().map(|(kind, from)| match *kind {
        "style-src" if raw => format!("{kind} {from} 'unsafe-inline'"),
        _ => format!("{kind} {from}"),
    });
    let frames = raw.then(|| "frame-src https:".to_owned());
    sources.chain(frames).collect::<Vec<_>>().join("; ")
}
