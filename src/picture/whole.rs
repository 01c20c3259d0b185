//! Whether a picture is there to its end.

use memchr::memmem;

use super::size::{big32, little32};
use super::{Kind, avif, jpeg, svg};

/// Whether the bytes hold a picture of this kind from its head to its end. Something behind the end does no harm: some
/// cameras and editors put it there.
pub fn is_whole(kind: Kind, bytes: &[u8]) -> bool {
    match kind {
        Kind::Avif => avif::is_whole(bytes),
        Kind::Bmp => little32(bytes, 2).is_some_and(|length| length as usize <= bytes.len()),
        Kind::Gif => gif(bytes).is_some(),
        Kind::Jpeg => {
            jpeg::scan(bytes).is_some_and(|data| memmem::rfind(&bytes[data..], &[0xff, 0xd9]).is_some())
        }
        Kind::Png => png(bytes).is_some(),
        Kind::Svg => svg::is_whole(bytes),
        Kind::WebP => little32(bytes, 4).is_some_and(|length| length as usize + 8 <= bytes.len()),
    }
}

/// Goes from chunk to chunk to the last.
fn png(bytes: &[u8]) -> Option<()> {
    let mut at = 8;
    loop {
        let (length, kind) = (big32(bytes, at)? as usize, bytes.get(at + 4..at + 8)?);
        let end = at.checked_add(12)?.checked_add(length)?;
        if end > bytes.len() {
            return None;
        }
        if kind == b"IEND" {
            return Some(());
        }
        at = end;
    }
}

/// Goes from block to block to the trailer (the `GIF89a` standard, appendix A).
fn gif(bytes: &[u8]) -> Option<()> {
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 6 << (flags & 7) };
    let mut at = 13 + table(*bytes.get(10)?);
    loop {
        at += match *bytes.get(at)? {
            0x3b => return Some(()),
            0x21 => 2,
            0x2c => 11 + table(*bytes.get(at + 9)?),
            _ => return None,
        };
        loop {
            let length = usize::from(*bytes.get(at)?);
            at += 1 + length;
            if length == 0 {
                break;
            }
        }
    }
}
