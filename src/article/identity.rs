//! What one WeChat article is called in every spelling of its address.
//!
//! The rule is that of RSSHub's `lib/utils/wechat-mp.ts`: `__biz`, `mid` and `idx` (older: `appmsgid`, `itemidx`) name
//! the article; everything else in the query is tracking.

use serde::{Deserialize, Serialize};

/// The identity of a WeChat article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Identity {
    /// A long address.
    Long {
        /// The account, base64, percent-decoded.
        biz: String,
        /// The message.
        mid: String,
        /// The article's number in its message.
        idx: u32,
        /// The signature, where the address has one; not part of what is compared by [`Identity::key`].
        sn: Option<String>,
    },
    /// A short address, `/s/<token>`.
    Short {
        /// What follows `/s/`.
        token: String,
    },
}

impl Identity {
    /// Reads an address in any of its spellings; `None` if it is no WeChat article.
    pub fn parse(url: &str) -> Option<Self> {
        let _ = url;
        None
    }
}
