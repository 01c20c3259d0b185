//! How large a picture shows, from the first bytes of its file.

use super::{Kind, avif, jpeg, svg};

/// Width and height in pixels, as a browser shows the picture.
pub type Size = (u32, u32);

/// The size that the picture's head names; `None` if it names none, or one that no picture has.
pub fn size(bytes: &[u8]) -> Option<Size> {
    let (width, height) = match Kind::of(bytes)? {
        Kind::Avif => avif::size(bytes)?,
        Kind::Bmp => bmp(bytes)?,
        Kind::Gif => (u32::from(little16(bytes, 6)?), u32::from(little16(bytes, 8)?)),
        Kind::Jpeg => jpeg::size(bytes)?,
        Kind::Png => png(bytes)?,
        Kind::Svg => svg::size(bytes)?,
        Kind::WebP => webp(bytes)?,
    };
    (width > 0 && height > 0).then_some((width, height))
}

/// PNG (W3C, Third Edition) §11.2.1: the header is the first chunk.
fn png(bytes: &[u8]) -> Option<Size> {
    let header = bytes.get(12..24)?.strip_prefix(b"IHDR")?;
    Some((big32(header, 0)?, big32(header, 4)?))
}

/// A negative height means rows from the top.
fn bmp(bytes: &[u8]) -> Option<Size> {
    let signed = |at| Some(i32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    Some((signed(18)?.unsigned_abs(), signed(22)?.unsigned_abs()))
}

/// RFC 9649: the three kinds of first chunk.
fn webp(bytes: &[u8]) -> Option<Size> {
    let little24 = |at: usize| Some(u32::from(little16(bytes, at)?) | u32::from(*bytes.get(at + 2)?) << 16);
    match bytes.get(12..16)? {
        b"VP8X" => Some((little24(24)? + 1, little24(27)? + 1)),
        b"VP8L" => {
            let bits = little32(bytes, 21)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8 " => Some((u32::from(little16(bytes, 26)? & 0x3fff), u32::from(little16(bytes, 28)? & 0x3fff))),
        _ => None,
    }
}

pub(super) fn big32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

pub(super) fn big16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

pub(super) fn little32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

pub(super) fn little16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}
