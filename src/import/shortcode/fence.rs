//! The words behind a code fence, as other generators read them.
//!
//! In comes the first line of fenced code; out goes the same line in our words, and what of it says nothing here.
//! Invariant: a line that is understood as it stands is not touched, and no code is.

use crate::import::generator::Generator;
use crate::markdown::{Fence, Unread};

/// What only says how the old theme laid code out, in lower case.
const LAYOUT: &[&str] = &[
    "anchorlinenos",
    "copy",
    "guesssyntax",
    "hide_lines",
    "hl_inline",
    "hl_style",
    "lineanchors",
    "linenos",
    "linenostart",
    "lineno",
    "lineseparator",
    "nobackground",
    "noclasses",
    "style",
    "tabwidth",
    "wrapperclass",
    "line_number",
    "first_line",
    "wrap",
    "mark",
    "true",
    "false",
    "table",
];

/// The words as ours, and those that are lost; `None` if they are understood as they stand.
pub(super) fn translate(words: &str, generator: Generator) -> Option<(String, Vec<String>)> {
    let named =
        if generator == Generator::Zola { words.replace("name=", "title=") } else { words.to_owned() };
    let mut unknown: Vec<&str> = Vec::new();
    let fence = Fence::read(&named, |why, at| {
        if why == Unread::Unknown {
            unknown.push(&named[at]);
        }
    });
    if unknown.is_empty() && named == words {
        return None;
    }
    let is_layout = |word: &str| {
        let name = word.split(':').next().unwrap_or(word).to_ascii_lowercase();
        LAYOUT.contains(&name.as_str())
    };
    unknown.retain(|word| !is_layout(word));
    // Hexo: `language title address link text`.
    let is_hexo = generator == Generator::Hexo && fence.title.is_empty();
    let title = unknown.first().copied().filter(|word| is_hexo && !word.contains([':', '"', '\'']));
    if title.is_some() {
        unknown.remove(0);
    }
    let mut line = fence.language.to_owned();
    let title = title.unwrap_or(fence.title);
    if !title.is_empty() {
        line.push_str(&format!(" title=\"{}\"", title.replace('"', "”")));
    }
    let runs = fence.marked.iter();
    let runs =
        runs.map(|(first, last)| if first == last { format!("{first}") } else { format!("{first}-{last}") });
    let runs = runs.collect::<Vec<_>>().join(",");
    if !runs.is_empty() {
        line.push_str(&format!(" {{{runs}}}"));
    }
    Some((line, unknown.into_iter().map(ToOwned::to_owned).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_how_code_was_laid_out_goes() {
        let of = |words, generator| {
            translate(words, generator).map(|(line, lost)| format!("{line}|{}", lost.join(" ")))
        };
        for (generator, words, wanted) in [
            (Generator::Hugo, "go {linenos=table,hl_lines=[1,\"3-4\"],linenostart=199}", Some("go {1,3-4}|")),
            (Generator::Zola, "rust,linenos,hl_lines=1 3-4,name=a.rs", Some("rust title=\"a.rs\" {1,3-4}|")),
            (Generator::Zola, "name=a.rs", Some(" title=\"a.rs\"|")),
            (
                Generator::Hexo,
                "js 一段.js https://a.example/ 看",
                Some("js title=\"一段.js\"|https://a.example/ 看"),
            ),
            (Generator::Jekyll, "ruby mine=3 {2}", Some("ruby {2}|mine")),
            (Generator::Hugo, "go {hl_lines=[1]}", None),
            (Generator::Hexo, "js", None),
            (Generator::Hugo, "", None),
        ] {
            assert_eq!(of(words, generator).as_deref(), wanted, "{words}");
        }
    }
}
