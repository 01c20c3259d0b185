//! Compression, where a browser takes it and it pays.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use hyper::body::Bytes;

/// Less than this goes in one packet as it is.
const LEAST: usize = 1400;
/// More than this would keep other answers waiting.
const MOST: usize = 4 << 20;

/// Whether files of this media type become much smaller.
pub(super) fn packs(kind: &str) -> bool {
    kind.contains("charset=") || kind == "application/wasm"
}

/// Whether an `Accept-Encoding` header takes gzip.
pub(super) fn takes_gzip(header: &str) -> bool {
    let weight = |names: &[&str]| {
        header.split(',').find_map(|one| {
            let (name, rest) = one.split_once(';').unwrap_or((one, ""));
            let named = names.iter().any(|known| name.trim().eq_ignore_ascii_case(known));
            named.then(|| {
                let weight = rest.trim().strip_prefix("q=").map_or("1", str::trim);
                weight.parse::<f32>().is_ok_and(|weight| weight > 0.0)
            })
        })
    };
    weight(&["gzip", "x-gzip"]).or_else(|| weight(&["*"])).unwrap_or(false)
}

/// The bytes as gzip; `None` where that does not pay.
pub(super) fn gzip(bytes: &[u8]) -> Option<Bytes> {
    if !(LEAST..=MOST).contains(&bytes.len()) {
        return None;
    }
    let mut packed = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
    packed.write_all(bytes).ok()?;
    packed.finish().ok().filter(|packed| packed.len() < bytes.len()).map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_sent_to_those_who_take_it() {
        for takes in ["gzip", "br, GZIP;q=0.5", "*", "deflate, gzip;q=1.0, *;q=0.5"] {
            assert!(takes_gzip(takes), "{takes}");
        }
        for not in ["", "br", "gzip;q=0", "gzip;q=0, *", "*;q=0", "gzip;q=x"] {
            assert!(!takes_gzip(not), "{not}");
        }
    }

    #[test]
    fn what_does_not_become_smaller_is_sent_as_it_is() {
        assert_eq!(gzip(&[b'a'; 100]), None);
        assert!(gzip(&[b'a'; 2000]).is_some_and(|packed| packed.len() < 100));
        let noise: Vec<u8> = (0..500u32)
            .flat_map(|number| xxhash_rust::xxh3::xxh3_64(&number.to_le_bytes()).to_le_bytes())
            .collect();
        assert_eq!(gzip(&noise), None);
    }
}
