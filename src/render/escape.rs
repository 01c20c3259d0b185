//! Values of templates into HTML.

use std::io::{self, Write};

/// What templates escape with: the five characters that mean something in elements or attributes.
pub(super) fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    pieces(text, |piece| out.write_all(piece.as_bytes()))
}

/// The same into text.
pub(crate) fn push_escaped(text: &str, out: &mut String) {
    let pushed: Result<(), std::convert::Infallible> = pieces(text, |piece| {
        out.push_str(piece);
        Ok(())
    });
    let Ok(()) = pushed;
}

fn pieces<E>(text: &str, mut put: impl FnMut(&str) -> Result<(), E>) -> Result<(), E> {
    let mut rest = text;
    while let Some((at, written)) =
        rest.bytes().enumerate().find_map(|(at, byte)| replacement(byte).map(|written| (at, written)))
    {
        if at > 0 {
            put(&rest[..at])?;
        }
        put(written)?;
        rest = &rest[at + 1..];
    }
    put(rest)
}

fn replacement(byte: u8) -> Option<&'static str> {
    // One comparison passes over what Chinese is made of.
    if byte > b'>' {
        return None;
    }
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::push_escaped;

    #[test]
    fn what_means_something_in_html_is_escaped() {
        for (text, escaped) in
            [("", ""), ("谈", "谈"), ("a<b>&\"c'", "a&lt;b&gt;&amp;&quot;c&#39;"), ("'谈'", "&#39;谈&#39;")]
        {
            let mut out = String::new();
            push_escaped(text, &mut out);
            assert_eq!(out, escaped);
        }
    }
}
