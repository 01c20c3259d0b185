//! AVIF: boxes of ISO/IEC 14496-12, and in them what HEIF says of the picture.

use super::Size;
use super::size::big32;

/// The brands of AV1 pictures, still and moving.
const BRANDS: [&[u8]; 2] = [b"avif", b"avis"];

/// Whether the first box names an AV1 brand.
pub(super) fn is_avif(bytes: &[u8]) -> bool {
    let Some((kind, brands, _)) = boxes(bytes).next() else { return false };
    kind == b"ftyp" && brands.chunks_exact(4).any(|brand| BRANDS.contains(&brand))
}

/// The largest size among the properties: that of the picture itself, not of tiles or thumbnails; turned as they say.
pub(super) fn size(bytes: &[u8]) -> Option<Size> {
    let meta = find(bytes, b"meta")?.get(4..)?;
    let properties = find(find(meta, b"iprp")?, b"ipco")?;
    let sizes = boxes(properties).filter(|(kind, ..)| kind == b"ispe");
    let largest = sizes.filter_map(|(_, body, _)| Some((big32(body, 4)?, big32(body, 8)?)));
    let (width, height) = largest.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))?;
    let turned = find(properties, b"irot").and_then(|body| body.first()).is_some_and(|angle| angle & 1 == 1);
    Some(if turned { (height, width) } else { (width, height) })
}

/// Whether the last box ends where the file does.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    boxes(bytes).last().is_some_and(|(.., end)| end == bytes.len())
}

fn find<'b>(bytes: &'b [u8], wanted: &[u8; 4]) -> Option<&'b [u8]> {
    boxes(bytes).find(|(kind, ..)| kind == wanted).map(|(_, body, _)| body)
}

/// Boxes with their kind and where they end; a box that is not whole has what is there of it, and ends past the bytes.
fn boxes(bytes: &[u8]) -> impl Iterator<Item = (&[u8], &[u8], usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let kind = bytes.get(at + 4..at + 8)?;
        let (length, head) = match big32(bytes, at)? {
            0 => (bytes.len() - at, 8),
            1 => {
                (usize::try_from(u64::from_be_bytes(bytes.get(at + 8..at + 16)?.try_into().ok()?)).ok()?, 16)
            }
            length => (length as usize, 8),
        };
        let end = at.checked_add(length.max(head))?;
        let body = &bytes[(at + head).min(bytes.len())..end.min(bytes.len())];
        at = end;
        Some((kind, body, end))
    })
}
