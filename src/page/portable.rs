//! Names that every file system takes: the strictest, Windows, decides for all, so that a site that builds on one machine
//! builds on every other.
//!
//! In comes a sign or a name; out goes whether it may be part of a path. Invariant: the only place that knows these rules
//! (Microsoft, "Naming Files, Paths, and Namespaces").

/// Bytes that one name may have on common file systems.
const LONGEST: usize = 255;

/// Whether a sign cannot be in a name: what a file system refuses, and what nobody sees or what turns the text around.
pub(super) fn is_refused(sign: char) -> bool {
    sign.is_control()
        || "/\\:*?\"<>|".contains(sign)
        || matches!(
            u32::from(sign),
            0x061c | 0x200b | 0x200e | 0x200f | 0x2028..=0x202e | 0x2060..=0x2069 | 0xe000..=0xf8ff | 0xfeff
        )
        || matches!(u32::from(sign), 0xfdd0..=0xfdef)
        || u32::from(sign) & 0xfffe == 0xfffe
}

/// Whether Windows keeps the name to itself, whatever ending follows.
pub(super) fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    if ["con", "prn", "aux", "nul"].iter().any(|device| stem.eq_ignore_ascii_case(device)) {
        return true;
    }
    let numbered = |kind: &str| stem.get(..3).is_some_and(|start| start.eq_ignore_ascii_case(kind));
    (numbered("com") || numbered("lpt")) && matches!(&stem.as_bytes()[3..], [b'1'..=b'9'])
}

/// Whether a name may be one part of a path.
pub(super) fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= LONGEST
        && !name.ends_with(['.', ' '])
        && !name.starts_with(' ')
        && !name.chars().any(is_refused)
        && !is_device(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_windows_refuses_is_no_name() {
        for name in ["a", "谈话", "index.html", ".well-known", "com", "com10", "console", "~", "a b", "🤖"]
        {
            assert!(is_name(name), "{name:?}");
        }
        for name in [
            "",
            ".",
            "..",
            "a.",
            "a ",
            " a",
            "con",
            "CON",
            "nul.txt",
            "Com1",
            "lpt9.x.md",
            "a:b",
            "a\\b",
            "a\u{0}",
            "a\u{202e}b",
            "\u{feff}a",
            "a\u{e000}",
        ] {
            assert!(!is_name(name), "{name:?}");
        }
        assert!(!is_name(&"长".repeat(86)) && is_name(&"长".repeat(85)));
    }
}
