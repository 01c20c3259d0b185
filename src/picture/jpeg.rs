//! JPEG: the size in its frame header, turned as Exif says.
//!
//! Invariant: linear time whatever the bytes.

use super::Size;
use super::size::{big16, big32, little16, little32};

/// The markers that begin a frame (ITU-T T.81, table B.1).
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// Width and height; turned by a quarter, they change places, and so do they in browsers.
pub(super) fn size(bytes: &[u8]) -> Option<Size> {
    let mut turned = false;
    for (marker, segment) in segments(bytes) {
        if marker == 0xe1 {
            turned |= orientation(segment).is_some_and(|orientation| (5..=8).contains(&orientation));
        } else if is_frame(marker) {
            let (height, width) = (u32::from(big16(segment, 1)?), u32::from(big16(segment, 3)?));
            return Some(if turned { (height, width) } else { (width, height) });
        }
    }
    None
}

/// Segments with their markers, up to the first that is not whole or begins a scan.
fn segments(bytes: &[u8]) -> impl Iterator<Item = (u8, &[u8])> {
    let mut at = 2;
    std::iter::from_fn(move || {
        while bytes.get(at) == Some(&0xff) && bytes.get(at + 1) == Some(&0xff) {
            at += 1;
        }
        let (0xff, marker) = (*bytes.get(at)?, *bytes.get(at + 1)?) else { return None };
        let length = usize::from(big16(bytes, at + 2)?);
        let segment = bytes.get(at + 4..at + 2 + length.max(2))?;
        at += 2 + length.max(2);
        (marker != 0xda && marker != 0xd9).then_some((marker, segment))
    })
}

/// Where the picture's data begin, behind the header of its first scan.
pub(super) fn scan(bytes: &[u8]) -> Option<usize> {
    let mut at = 2;
    for (_, segment) in segments(bytes) {
        // Fill bytes before a marker are skipped by `segments`; here they only make the place come out early.
        at += 4 + segment.len();
    }
    (at < bytes.len()).then_some(at)
}

/// The orientation in the first directory of Exif (CIPA DC-008, 4.6.4).
fn orientation(segment: &[u8]) -> Option<u16> {
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let little = tiff.starts_with(b"II*\0");
    if !little && !tiff.starts_with(b"MM\0*") {
        return None;
    }
    let short = |at| if little { little16(tiff, at) } else { big16(tiff, at) };
    let first = if little { little32(tiff, 4) } else { big32(tiff, 4) }? as usize;
    let entries = usize::from(short(first)?);
    let places = (0..entries).map(|entry| first + 2 + 12 * entry);
    let of = places.take_while(|at| at + 12 <= tiff.len()).find(|at| short(*at) == Some(0x0112))?;
    short(of + 8)
}
