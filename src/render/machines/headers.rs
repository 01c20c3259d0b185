//! `_headers`: what static hosts (Netlify, Cloudflare Pages) send with each file.
//!
//! Invariant: the policy allows what the theme's pages do and nothing else: scripts and styles are files of the site, and
//! no element carries either. Pictures may come from elsewhere, since articles show them from where they were exported.

use std::io::Write;

use crate::config::{Config, HtmlPolicy};
use crate::page::Base;
use crate::picture::FOLDER;
use crate::render::theme::Policy;

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
pub(super) fn write(config: &Config, theme: &Policy, base: &Base, out: &mut Vec<u8>) {
    let path = base.path();
    let policy = policy(config.html, theme);
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
    // Copies are named by their content; what people put beside them is not.
    let _ = write!(
        out,
        "
{path}{FOLDER}/*
  Cache-Control: public, max-age=2592000
"
    );
}

/// The policy of a site that allows no more than the default: what `init` writes into a server's configuration.
pub fn plain_policy() -> String {
    policy(HtmlPolicy::default(), &Policy::default())
}

/// The content security policy: the site's own files, and what the theme's options that are on need. A publisher who lets
/// all HTML pass lets it style itself and frame films, too; scripts stay out.
fn policy(html: HtmlPolicy, theme: &Policy) -> String {
    let mut directives: Vec<(&str, String)> =
        SOURCES.iter().map(|(directive, sources)| (*directive, (*sources).to_owned())).collect();
    let mut allow = |directive, source: &str| {
        let place = directives.iter().position(|(known, _)| *known == directive).unwrap_or_else(|| {
            directives.push((directive, "'self'".to_owned()));
            directives.len() - 1
        });
        let sources = &mut directives[place].1;
        if !sources.split(' ').any(|known| known == source) {
            sources.push(' ');
            sources.push_str(source);
        }
    };
    if html == HtmlPolicy::Raw {
        allow("style-src", "'unsafe-inline'");
        allow("frame-src", "https:");
    }
    for (directive, sources) in theme {
        sources.iter().for_each(|source| allow(directive, source));
    }
    directives
        .iter()
        .map(|(directive, sources)| format!("{directive} {sources}"))
        .collect::<Vec<_>>()
        .join("; ")
}
