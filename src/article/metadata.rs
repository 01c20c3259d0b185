//! What an article says about itself, whichever way it was written down.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Identity, Published};
use crate::config::DeclaredSpeaker;

/// Front matter and export header in one; where both speak, front matter has won.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// Plain text, never empty: without a title, the file's stem.
    pub title: Box<str>,
    /// When it was published.
    pub date: Option<Published>,
    /// When it was last changed in earnest.
    pub updated: Option<Published>,
    /// The byline: writer or account.
    pub author: Option<Box<str>>,
    /// Who translated it.
    pub translator: Option<Box<str>>,
    /// Who edited it.
    pub editor: Option<Box<str>>,
    /// Where it was published from; `未知地区` counts as absent.
    pub place: Option<Box<str>>,
    /// The address it was first published at, `https` where it was WeChat's `http`.
    pub source: Option<Box<str>>,
    /// The WeChat identity of `source`, where it is one.
    pub identity: Option<Identity>,
    /// A short WeChat address (`/s/<token>`) that is the same article.
    pub wechat_short: Option<Box<str>>,
    /// Address of the cover picture.
    pub cover: Option<Box<str>>,
    /// A sentence or two for lists, as the author wrote it.
    pub summary: Option<Box<str>>,
    /// Tags as written, without doubles.
    pub tags: Box<[Box<str>]>,
    /// The series that it belongs to.
    pub series: Option<Box<str>>,
    /// Wanted last part of the address.
    pub slug: Option<Box<str>>,
    /// Former addresses.
    pub aliases: Vec<String>,
    /// Article or page of its own.
    pub kind: Kind,
    /// Left out of a build unless asked for.
    pub draft: bool,
    /// The author's word on whether this is an interview.
    pub interview: Option<bool>,
    /// Who asks, by the author's word.
    pub hosts: Vec<String>,
    /// Who speaks, by the author's word.
    pub speakers: Vec<DeclaredSpeaker>,
    /// The author's word that nothing at the end is to be cut.
    pub keep_tail: bool,
    /// The author's own list of related articles (addresses or paths), instead of the one found in the text.
    pub related: Option<Vec<String>>,
    /// BCP 47 tag, where it differs from the site's.
    pub lang: Option<Box<str>>,
    /// Licence or reprint notice.
    pub license: Option<Box<str>>,
    /// Keys that nothing here knows; templates see them.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// Byte offset in the file where the body begins.
    pub body_start: u32,
}

/// What a content file is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Dated, in lists and feeds.
    #[default]
    Article,
    /// A page of its own: at its slug, in no list, feed or archive.
    Page,
}
