//! Pictures that authors write as HTML, for their size: `<img src="a.png" width="300">`.
//!
//! In comes a text that begins with one; out goes the same picture in Markdown, which pages show without being told to
//! trust HTML. Invariant: a picture among other elements is theirs and stays.

use super::{Mark, next_mark};

/// Bytes around a picture that are looked at.
const NEAR: usize = 2000;

/// A picture, taken apart.
struct Picture<'t> {
    source: &'t str,
    alt: &'t str,
    title: Option<&'t str>,
    /// Bytes of the whole element.
    length: usize,
}

/// A text with the pictures of its running text in Markdown.
pub(super) fn in_markdown(text: String) -> String {
    if !text.contains("<img") {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((next, mark)) = next_mark(&text[at..], out.is_empty() || out.ends_with('\n')) {
        let start = at + next;
        out.push_str(&text[at..start]);
        let (written, length) = match mark {
            Mark::Code(length) => (None, length),
            Mark::Picture => self::at(&text, start).map_or((None, 1), |picture| {
                (Some(markdown(picture.alt, picture.source, picture.title)), picture.length)
            }),
            _ => (None, 1),
        };
        at = start + length;
        out.push_str(written.as_deref().unwrap_or(&text[start..at]));
    }
    out.push_str(&text[at..]);
    out
}

/// A picture with its words.
pub(super) fn markdown(alt: &str, source: &str, title: Option<&str>) -> String {
    let alt = alt.replace(['[', ']'], "");
    let source = source.replace(' ', "%20");
    match title {
        Some(title) => format!("![{alt}]({source} \"{}\")", title.replace('"', "”")),
        None => format!("![{alt}]({source})"),
    }
}

/// The picture at byte `at` of `whole`, if it stands in running text.
fn at(whole: &str, at: usize) -> Option<Picture<'_>> {
    let rest = &whole[at..];
    let inside = rest.strip_prefix("<img")?;
    let length = rest.find('>')? + 1;
    let tag = &rest[..length];
    if !inside.starts_with(char::is_whitespace) || !is_alone(whole, at) {
        return None;
    }
    let source = attribute(tag, "src").filter(|source| !source.is_empty() && !source.contains(['{', '<']))?;
    Some(Picture {
        source,
        alt: attribute(tag, "alt").unwrap_or_default(),
        title: attribute(tag, "title").filter(|title| !title.is_empty()),
        length,
    })
}

/// Whether the paragraph around byte `at` has no elements but pictures and line breaks.
fn is_alone(whole: &str, at: usize) -> bool {
    let before = &whole[whole.floor_char_boundary(at.saturating_sub(NEAR))..at];
    let behind = &whole[at..whole.floor_char_boundary(at + NEAR)];
    let before = before.rfind("\n\n").map_or(before, |blank| &before[blank + 2..]);
    let behind = behind.find("\n\n").map_or(behind, |blank| &behind[..blank]);
    let mut elements = [before, behind].into_iter().flat_map(|near| near.split('<').skip(1));
    elements.all(|element| element.starts_with("img") || element.starts_with("br"))
}

/// The value of a tag's attribute.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let mut names = tag.match_indices(name);
    names.find_map(|(at, _)| {
        let value = tag[at + name.len()..].trim_start().strip_prefix('=')?.trim_start();
        let is_name = tag[..at].ends_with(char::is_whitespace);
        let value = match value.chars().next().filter(|_| is_name)? {
            quote @ ('"' | '\'') => value[1..].split(quote).next()?,
            _ => value.split([' ', '\t', '\n', '>']).next()?,
        };
        Some(value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&str, &str, Option<&str>)> {
        let picture = at(text, text.find("<img")?)?;
        Some((picture.source, picture.alt, picture.title))
    }

    #[test]
    fn a_picture_in_running_text_is_taken_apart() {
        assert_eq!(
            found("图<img data-src=\"b\" src = 'a.png' alt=\"灯\" title=\"题\"/>。"),
            Some(("a.png", "灯", Some("题")))
        );
        assert_eq!(found("<img\n src=a.png width=3>"), Some(("a.png", "", None)));
        assert_eq!(found("<div>\n\n字\n\n<img src=\"a.png\"><br/>\n\n</div>"), Some(("a.png", "", None)));
    }

    #[test]
    fn what_stands_in_other_elements_stays_theirs() {
        for text in [
            "<div><img src=\"a.png\"></div>",
            "<a href=\"b\">\n<img src=\"a.png\"></a>",
            "<img alt=\"x\">",
            "<img src=\"{{ x }}\">",
            "<imgs src=\"a.png\">",
            "<img src=\"a.png\"",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
