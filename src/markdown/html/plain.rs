//! The visible text of HTML that this module's parent wrote: for outlines, ids, search and machines.

/// Appends the visible text of `html`: entities decoded, a line end after each block, nothing for pictures.
pub fn push_text(html: &str, out: &mut String) {
    let bytes = html.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'<', b'&', &bytes[at..]) {
        let mark = at + found;
        out.push_str(&html[at..mark]);
        at = if bytes[mark] == b'<' { tag(html, mark, out) } else { entity(html, mark, out) };
    }
    out.push_str(&html[at..]);
}

/// The visible text of `html`, white space at both ends removed.
pub fn text_of(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    push_text(html, &mut out);
    let end = out.trim_end().len();
    out.truncate(end);
    let start = out.len() - out.trim_start().len();
    out.drain(..start);
    out
}

/// What stands inside, if one element `name` without attributes holds all of `html`.
pub fn without_wrapper<'h>(html: &'h str, name: &str) -> Option<&'h str> {
    let inner = html.strip_prefix('<')?.strip_prefix(name)?.strip_prefix('>')?;
    let inner = inner.strip_suffix('>')?.strip_suffix(name)?.strip_suffix("</")?;
    let closes_early = inner.match_indices("</").any(|(at, _)| inner[at + 2..].starts_with(name));
    (!closes_early).then_some(inner)
}

/// Passes over a tag; returns where it ends.
fn tag(html: &str, mark: usize, out: &mut String) -> usize {
    let end = html[mark..].find('>').map_or(html.len(), |end| mark + end + 1);
    let name = html[mark + 1..end].trim_end_matches(['>', '/']);
    let breaks = matches!(
        name,
        "/p" | "/li"
            | "/h1"
            | "/h2"
            | "/h3"
            | "/h4"
            | "/h5"
            | "/h6"
            | "/figcaption"
            | "/tr"
            | "/summary"
            | "/pre"
            | "br"
    );
    if breaks && !out.ends_with('\n') {
        out.push('\n');
    } else if matches!(name, "/td" | "/th") {
        out.push('\t');
    }
    // The line ends between elements are the writer's, not the author's.
    if html[end..].starts_with('\n') && !name.starts_with("/strong") && out.ends_with('\n') {
        end + 1
    } else {
        end
    }
}

fn entity(html: &str, mark: usize, out: &mut String) -> usize {
    for (written, character) in
        [("&amp;", '&'), ("&lt;", '<'), ("&gt;", '>'), ("&quot;", '"'), ("&#39;", '\'')]
    {
        if html[mark..].starts_with(written) {
            out.push(character);
            return mark + written.len();
        }
    }
    out.push('&');
    mark + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_become_lines_and_entities_characters() {
        assert_eq!(
            text_of("<p>a &amp; <strong>b</strong>&lt;</p>\n<ul>\n<li>c<br>\nd</li>\n</ul>\n"),
            "a & b<\nc\nd"
        );
        assert_eq!(text_of("<p>&amp;lt; &x</p>"), "&lt; &x");
    }
}
