//! What one WeChat article is called in every spelling of its address.
//!
//! The rule is that of RSSHub's `lib/utils/wechat-mp.ts`: `__biz`, `mid` and `idx` (older: `appmsgid`, `itemidx`) name
//! the article, `sn` (older: `sign`) proves it; everything else in the query is tracking. In comes an address, out goes
//! an [`Identity`] or nothing. Invariant: all spellings of one address have one [`Identity::key`].

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// The identity of a WeChat article.
///
/// One text, and where its parts end: `biz/mid/idx/sn` of a long address, `/s/token` of a short one. An archive has four
/// of them for each article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Identity {
    text: Box<str>,
    /// Bytes of the account; a short address names none.
    biz: u16,
    /// Bytes up to the end of the message.
    mid: u16,
    /// Bytes of what all spellings share.
    key: u16,
}

/// An identity as JSON shows it; a short address has only a token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdentityView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    biz: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    idx: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sn: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    short: Option<&'a str>,
}

impl<'a> From<&'a Identity> for IdentityView<'a> {
    fn from(identity: &'a Identity) -> Self {
        let (mid, idx) = identity.message().unzip();
        Self { biz: identity.account(), mid, idx, sn: identity.signature(), short: identity.token() }
    }
}

impl Identity {
    /// Reads an address in any of its spellings; `None` if it is no WeChat article.
    pub fn parse(url: &str) -> Option<Self> {
        let path = path_on_wechat(url.trim())?;
        let path = path.split('#').next().unwrap_or(path);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        match path.strip_prefix("/s/") {
            Some("") => Self::long(query),
            Some(token) => Self::short(token),
            None if matches!(path, "/s" | "/mp/appmsg/show") => Self::long(query),
            None => None,
        }
    }

    /// What all spellings of one article's address share; the signature is no part of it.
    pub fn key(&self) -> &str {
        &self.text[..usize::from(self.key)]
    }

    /// The account (`__biz`), base64, percent-decoded.
    pub fn account(&self) -> Option<&str> {
        (self.biz > 0).then(|| &self.text[..usize::from(self.biz)])
    }

    /// The message (`mid`) and the article's number in it (`idx`).
    pub fn message(&self) -> Option<(&str, u32)> {
        let (biz, mid) = (usize::from(self.biz), usize::from(self.mid));
        let idx = self.key().get(mid + 1..)?.parse().ok()?;
        (biz > 0).then(|| (&self.text[biz + 1..mid], idx))
    }

    /// The signature (`sn`), where the address has one; not part of what is compared by [`Identity::key`].
    pub fn signature(&self) -> Option<&str> {
        self.text.get(usize::from(self.key) + 1..)
    }

    /// What follows `/s/` in a short address.
    pub fn token(&self) -> Option<&str> {
        (self.biz == 0).then(|| self.text.strip_prefix(SHORT))?
    }

    fn short(token: &str) -> Option<Self> {
        let token = token.trim_end_matches('/');
        let plain = token.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        let text = format!("{SHORT}{token}").into_boxed_str();
        let key = u16::try_from(text.len()).ok()?;
        (plain && !token.is_empty()).then_some(Self { text, biz: 0, mid: 0, key })
    }

    fn long(query: &str) -> Option<Self> {
        let biz = parameter(query, &["__biz"]).filter(|biz| !biz.is_empty())?;
        let mid = parameter(query, &["mid", "appmsgid"])?;
        let idx: u32 = parameter(query, &["idx", "itemidx"])?.parse().ok()?;
        if mid.is_empty() || !mid.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut text = format!("{biz}/{mid}/{idx}");
        let key = text.len();
        if let Some(sn) = parameter(query, &["sn", "sign"]).filter(|sn| !sn.is_empty()) {
            text.extend(["/", &*sn]);
        }
        let [biz, mid, key] = [biz.len(), biz.len() + 1 + mid.len(), key].map(|end| u16::try_from(end).ok());
        Some(Self { text: text.into(), biz: biz?, mid: mid?, key: key? })
    }
}

/// What the path of a short address begins with.
const SHORT: &str = "/s/";

/// What follows the host of an address on `mp.weixin.qq.com`.
fn path_on_wechat(url: &str) -> Option<&str> {
    const HOST: &str = "mp.weixin.qq.com";
    let after_scheme = match url.split_once("//") {
        Some((scheme, rest)) if is_http(scheme) => rest,
        Some(_) => return None,
        None => url,
    };
    let host = after_scheme.get(..HOST.len())?;
    let path = after_scheme[HOST.len()..].trim_start_matches(":443").trim_start_matches(":80");
    (host.eq_ignore_ascii_case(HOST) && path.starts_with('/')).then_some(path)
}

fn is_http(scheme: &str) -> bool {
    scheme.is_empty() || scheme.eq_ignore_ascii_case("http:") || scheme.eq_ignore_ascii_case("https:")
}

/// The first parameter that has one of the names, in the order of the names. HTML's `&amp;` separates as `&` does.
fn parameter<'a>(query: &'a str, names: &[&str]) -> Option<Cow<'a, str>> {
    names.iter().find_map(|name| {
        query.split('&').find_map(|pair| {
            let pair = pair.strip_prefix("amp;").unwrap_or(pair);
            let value = pair.strip_prefix(name)?.strip_prefix('=')?;
            percent_encoding::percent_decode_str(value).decode_utf8().ok()
        })
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(url: &str) -> Option<String> {
        Identity::parse(url).map(|identity| identity.key().to_owned())
    }

    #[test]
    fn one_article_in_every_spelling() {
        for url in [
            "https://mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMA==&mid=2650000001&idx=2&sn=abc",
            "http://mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMA==&mid=2650000001&idx=2&sn=abc&chksm=f00#rd",
            "http://mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMA==&amp;mid=2650000001&amp;idx=2&amp;sn=abc&amp;scene=21#wechat_redirect",
            "//mp.weixin.qq.com/s?idx=2&sn=zzz&mid=2650000001&__biz=MzAwMDAwMDAwMA%3D%3D",
            "mp.weixin.qq.com/s?__biz=MzAwMDAwMDAwMA==&mid=2650000001&idx=2",
            "HTTPS://MP.WEIXIN.QQ.COM/s/?__biz=MzAwMDAwMDAwMA%3d%3d&mid=2650000001&idx=2",
            "http://mp.weixin.qq.com/mp/appmsg/show?__biz=MzAwMDAwMDAwMA==&appmsgid=2650000001&itemidx=2&sign=abc",
            " https://mp.weixin.qq.com:443/s?scene=1&__biz=MzAwMDAwMDAwMA==&mid=2650000001&idx=2 ",
        ] {
            assert_eq!(key(url).as_deref(), Some("MzAwMDAwMDAwMA==/2650000001/2"), "{url}");
        }
    }

    #[test]
    fn a_short_address_is_its_token() {
        for url in [
            "https://mp.weixin.qq.com/s/a-B_c9",
            "http://mp.weixin.qq.com/s/a-B_c9?scene=21&from=timeline#rd",
            "https://mp.weixin.qq.com/s/a-B_c9?__biz=MzAw==&mid=1&idx=1",
        ] {
            assert_eq!(key(url).as_deref(), Some("/s/a-B_c9"), "{url}");
        }
    }

    #[test]
    fn what_is_no_article_has_no_identity() {
        for url in [
            "",
            "https://example.com/s?__biz=MzAw==&mid=1&idx=1",
            "https://mp.weixin.qq.com.example.com/s/abc",
            "ftp://mp.weixin.qq.com/s/abc",
            "https://mp.weixin.qq.com/mp/appmsgalbum?__biz=MzAw==&action=getalbum&album_id=1",
            "https://mp.weixin.qq.com/s?__biz=MzAw==&mid=1",
            "https://mp.weixin.qq.com/s?__biz=MzAw==&mid=x&idx=1",
            "https://mp.weixin.qq.com/s?src=11&timestamp=1&ver=1&signature=x",
            "https://mp.weixin.qq.com/s/",
            "https://mp.weixin.qq.com/s/好",
            "https://mp.weixin.qq.com",
        ] {
            assert_eq!(key(url), None, "{url}");
        }
    }

    #[test]
    fn the_parts_of_an_address_are_found_again() {
        let parts = |url: &str| {
            let identity = Identity::parse(url).unwrap();
            serde_json::to_string(&IdentityView::from(&identity)).unwrap()
        };
        let long = "https://mp.weixin.qq.com/s?__biz=Mz/w%3D%3D&mid=265&idx=02&sn=5a";
        assert_eq!(parts(long), r#"{"biz":"Mz/w==","mid":"265","idx":2,"sn":"5a"}"#);
        assert_eq!(parts(&long[..long.len() - 6]), r#"{"biz":"Mz/w==","mid":"265","idx":2}"#);
        assert_eq!(parts("https://mp.weixin.qq.com/s/a-B_c9"), r#"{"short":"a-B_c9"}"#);
    }

    #[test]
    fn the_signature_is_kept_but_not_compared() {
        let signed = Identity::parse("https://mp.weixin.qq.com/s?__biz=MzAw&mid=1&idx=1&sn=5a");
        assert_eq!(signed.as_ref().and_then(Identity::signature), Some("5a"));
        assert_eq!(
            signed.map(|it| it.key().to_owned()),
            key("https://mp.weixin.qq.com/s?__biz=MzAw&mid=1&idx=1&sn=6b")
        );
    }

    proptest! {
        #[test]
        fn order_tracking_and_escapes_do_not_matter(
            biz in "[A-Za-z0-9]{14}={0,2}",
            mid in 1u64..9_999_999_999,
            idx in 1u32..9,
            tracking in prop::collection::vec(("(chksm|scene|srcid|mpshare|lang)", "[a-z0-9]{0,8}"), 0..5),
            shuffle in any::<u64>(),
            (https, amp, escaped, old, fragment) in any::<(bool, bool, bool, bool, bool)>(),
        ) {
            let written = if escaped { biz.replace('=', "%3D") } else { biz.clone() };
            let mut pairs = vec![
                format!("__biz={written}"),
                format!("{}={mid}", if old { "appmsgid" } else { "mid" }),
                format!("{}={idx}", if old { "itemidx" } else { "idx" }),
            ];
            pairs.extend(tracking.into_iter().map(|(name, value)| format!("{name}={value}")));
            let turns = shuffle as usize % pairs.len();
            pairs.rotate_left(turns);
            if shuffle & 1 == 1 {
                pairs.reverse();
            }
            let query = pairs.join(if amp { "&amp;" } else { "&" });
            let scheme = if https { "https" } else { "http" };
            let url = format!("{scheme}://mp.weixin.qq.com/s?{query}{}", if fragment { "#rd" } else { "" });
            prop_assert_eq!(key(&url), Some(format!("{biz}/{mid}/{idx}")));
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in "\\PC{0,80}") {
            let _ = Identity::parse(&text);
            let _ = Identity::parse(&format!("https://mp.weixin.qq.com{text}"));
        }
    }
}
