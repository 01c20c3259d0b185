//! What a theme's templates ask for: so that what none of them uses need not be made.

use super::TemplateSource;
use super::builtin::FILES;

/// What of a body is made for the templates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::render) struct Wants {
    /// Some template goes through `body.parts`, or hands the whole body on.
    pub(in crate::render) parts: bool,
    /// Exchanges or turns are not written as the default theme writes them.
    pub(in crate::render) own_components: bool,
}

impl Wants {
    pub(super) fn of(sources: &[TemplateSource]) -> Self {
        let builtin = FILES.iter().find(|(path, _)| *path == "templates/components.html");
        let is_builtin = |text: &str| builtin.is_some_and(|(_, bytes)| *bytes == text.as_bytes());
        let has_components = |text: &str| {
            tags(text).any(|tag| {
                let mut words = words(tag).map(|(_, word)| word);
                words.next() == Some("component") && matches!(words.next(), Some("exchange" | "turn"))
            })
        };
        Self {
            parts: sources.iter().any(|source| tags(&source.text).any(wants_parts)),
            own_components: sources
                .iter()
                .any(|source| !is_builtin(&source.text) && has_components(&source.text)),
        }
    }
}

/// Whether a tag names the parts, or a body without one of its fields. Of quoted texts, only a field's name counts.
fn wants_parts(tag: &str) -> bool {
    let named = |code: &str| {
        words(code).any(|(at, word)| match word {
            "parts" | "__tera_context" => true,
            "body" => !code[at + word.len()..].starts_with('.'),
            _ => false,
        })
    };
    let mut rest = tag;
    while let Some(at) = rest.find(['"', '\'', '`']) {
        let (code, quote, text) = (&rest[..at], &rest[at..=at], &rest[at + 1..]);
        let (text, behind) = text.split_once(quote).unwrap_or((text, ""));
        if named(code) || text == "parts" {
            return true;
        }
        rest = behind;
    }
    named(rest)
}

/// What stands inside the tags of a template.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    let starts = memchr::memchr_iter(b'{', text.as_bytes());
    starts.filter_map(|at| {
        let rest = &text[at + 1..];
        let end = match rest.as_bytes().first()? {
            b'{' => "}}",
            b'%' => "%}",
            _ => return None,
        };
        let inside = &rest[1..];
        Some(&inside[..inside.find(end).unwrap_or(inside.len())])
    })
}

/// The words of a tag, and where each begins.
fn words(tag: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80;
    let mut at = 0;
    std::iter::from_fn(move || {
        let bytes = tag.as_bytes();
        at += bytes[at..].iter().take_while(|byte| !is_word(**byte)).count();
        let length = bytes[at..].iter().take_while(|byte| is_word(**byte)).count();
        let start = at;
        at += length;
        (length > 0).then(|| (start, &tag[start..at]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wants(text: &str) -> (bool, bool) {
        let source = TemplateSource { name: "x.html".into(), path: "x.html".into(), text: text.into() };
        let wants = Wants::of(&[source]);
        (wants.parts, wants.own_components)
    }

    #[test]
    fn what_templates_name_is_made_for_them() {
        for text in [
            "{% for part in body.parts %}{% endfor %}",
            "{{ body[\"parts\"] }}",
            "{{ body | json }}",
            "{{ <mine body={body} /> }}",
            "{%- set it = body -%}",
            "{{ __tera_context }}",
        ] {
            assert_eq!(wants(text), (true, false), "{text}");
        }
        let files = FILES.iter().filter(|(path, _)| path.ends_with(".html"));
        for (path, bytes) in files {
            assert_eq!(wants(std::str::from_utf8(bytes).unwrap()), (false, false), "{path}");
        }
        for text in [
            "<body class=\"{{ page.kind }}\"></body>",
            "{% include \"body-end.html\" %}",
            "{{ body.html | safe }}",
        ] {
            assert_eq!(wants(text), (false, false), "{text}");
        }
    }

    #[test]
    fn components_of_ones_own_are_seen() {
        assert_eq!(wants("{% component turn(turn) %}x{% endcomponent turn %}"), (false, true));
        assert_eq!(wants("{%- component exchange (part) -%}x{% endcomponent %}"), (false, true));
        assert_eq!(
            wants("{% component return() %}{{ <turn turn={turn} /> }}{% endcomponent %}"),
            (false, false)
        );
    }
}
