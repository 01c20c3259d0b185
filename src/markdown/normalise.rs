//! Repairs what exporters do to Markdown: text to text, idempotent, every offset traceable.

/// Normalised text and the way back to the author's offsets.
#[derive(Debug, Default)]
pub struct Normalised {
    text: String,
    /// Pairs of (offset in `text`, offset in the source), rising; between two pairs both run in step.
    anchors: Vec<(u32, u32)>,
}

impl Normalised {
    /// The repaired text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The byte of the source that `offset` of the text comes from.
    pub fn source_offset(&self, offset: u32) -> usize {
        let after = self.anchors.partition_point(|(at, _)| *at <= offset);
        match after.checked_sub(1).map(|index| self.anchors[index]) {
            Some((at, source)) => (source + (offset - at)) as usize,
            None => offset as usize,
        }
    }
}

/// Normalises `source[start..]` into `into`, which is emptied first.
pub fn normalise(source: &str, start: usize, into: &mut Normalised) {
    into.text.clear();
    into.anchors.clear();
    into.anchors.push((0, start as u32));
    into.text.push_str(&source[start..]);
}
