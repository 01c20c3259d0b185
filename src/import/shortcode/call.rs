//! One shortcode or tag, as each generator writes them.
//!
//! Hugo: `{{< name a="b" >}}`, `{{% name %}}`. Zola: `{{ name(a="b") }}`, `{% name(a="b") %}…{% end %}`. Hexo and Jekyll:
//! `{% name a b %}…{% endname %}`, `{{ expression }}`.

use crate::import::generator::Generator;

/// A call.
#[derive(Debug)]
pub(super) struct Call<'t> {
    generator: Generator,
    pub(super) name: &'t str,
    /// Arguments without names, quotes taken off.
    pub(super) plain: Vec<String>,
    /// Arguments with names.
    pub(super) named: Vec<(String, String)>,
    /// Everything between name and closing mark, as it stands.
    pub(super) raw: &'t str,
    /// `{{ … }}` of a language in which that is an expression.
    pub(super) expression: bool,
    /// Bytes of the call itself.
    pub(super) length: usize,
}

impl<'t> Call<'t> {
    /// Reads the call that `rest` begins with.
    pub(super) fn parse(generator: Generator, rest: &'t str) -> Option<Self> {
        let (open, close) = match generator {
            Generator::Hugo if rest.starts_with("{{<") => ("{{<", ">}}"),
            Generator::Hugo if rest.starts_with("{{%") => ("{{%", "%}}"),
            Generator::Hugo => return None,
            _ if rest.starts_with("{%") => ("{%", "%}"),
            _ => ("{{", "}}"),
        };
        let end = rest.find(close)?;
        let inside = rest[open.len()..end].trim_matches(['-', ' ', '\t', '\n', '\r']);
        // `{{</* figure */>}}` shows a call and is none.
        if inside.is_empty() || inside.starts_with("/*") {
            return None;
        }
        let inside = inside.strip_suffix('/').unwrap_or(inside).trim_end();
        let cut = inside.find(|letter: char| letter.is_whitespace() || letter == '(').unwrap_or(inside.len());
        let (name, raw) = inside.split_at(cut);
        let raw = raw.trim();
        let raw = raw.strip_prefix('(').and_then(|raw| raw.strip_suffix(')')).unwrap_or(raw);
        let expression = open == "{{" && generator != Generator::Zola;
        let (plain, named) = arguments(raw);
        Some(Self { generator, name, plain, named, raw, expression, length: end + close.len() })
    }

    /// An argument by its name, or by its place.
    pub(super) fn argument(&self, name: &str, place: usize) -> Option<&str> {
        let named = self.named.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
        named.or_else(|| self.plain.get(place).map(String::as_str))
    }

    /// What stands between this call, which `rest` begins with, and its closing one, and the length of all three.
    pub(super) fn inner<'r>(&self, rest: &'r str) -> Option<(&'r str, usize)> {
        let after = &rest[self.length..];
        let mut at = 0;
        while let Some(found) = after[at..].find('{') {
            let here = at + found;
            let length = self.closing(&after[here..]);
            if length > 0 {
                return Some((&after[..here], self.length + here + length));
            }
            at = here + 1;
        }
        None
    }

    /// The length of the closing call that `rest` begins with, or 0.
    fn closing(&self, rest: &str) -> usize {
        let (open, close) = match self.generator {
            Generator::Hugo if rest.starts_with("{{<") => ("{{<", ">}}"),
            Generator::Hugo => ("{{%", "%}}"),
            _ => ("{%", "%}"),
        };
        let Some(inside) = rest.strip_prefix(open) else { return 0 };
        let Some(end) = inside.find(close) else { return 0 };
        let word = inside[..end].trim_matches(['-', ' ', '\t']);
        let closes = match self.generator {
            Generator::Hugo => word.strip_prefix('/').map(str::trim) == Some(self.name),
            Generator::Zola => word == "end",
            _ => word.strip_prefix("end") == Some(self.name),
        };
        if closes { open.len() + end + close.len() } else { 0 }
    }
}

/// Arguments with and without names; quoted ones may hold spaces.
fn arguments(raw: &str) -> (Vec<String>, Vec<(String, String)>) {
    let (mut plain, mut named) = (Vec::new(), Vec::new());
    let mut rest = raw.trim();
    while !rest.is_empty() {
        let (word, after) = word(rest);
        if let Some(after) = after.trim_start().strip_prefix('=') {
            let (value, after) = self::word(after.trim_start());
            named.push((word, value));
            rest = after;
        } else if word.is_empty() {
            // A comma, or a quote that never ends.
            rest = after.get(1..).unwrap_or_default();
            continue;
        } else {
            plain.push(word);
            rest = after;
        }
        rest = rest.trim_start_matches([',', ' ', '\t', '\n', '\r']);
    }
    (plain, named)
}

fn word(text: &str) -> (String, &str) {
    for quote in ['"', '\'', '`'] {
        if let Some(inner) = text.strip_prefix(quote)
            && let Some(end) = inner.find(quote)
        {
            return (inner[..end].to_owned(), &inner[end + 1..]);
        }
    }
    let end = text.find([' ', '\t', '\n', '=', ',']).unwrap_or(text.len());
    // An address has `=` in its query.
    let end =
        if text[..end].contains("://") { text.find([' ', '\t', '\n']).unwrap_or(text.len()) } else { end };
    (text[..end].to_owned(), &text[end..])
}
