//! What templates can do with a value, beside tera's own filters.
//!
//! Invariant: a filter is a function of its arguments and of where the site stands; none looks anything up.

use std::borrow::Cow;
use std::fmt::Write;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

use crate::article::Published;
use crate::page::Base;

/// Registers all filters.
pub(super) fn register(templates: &mut Tera, base: &Base) {
    templates.register_filter("date", date);
    templates.register_filter("json", json);
    templates.register_filter("grouped", grouped);
    templates.register_filter("encode", encode);
    templates.register_filter("host", host);
    templates.register_filter("brief", brief);
    let here = base.clone();
    templates.register_filter("link", move |path: &str, _: Kwargs, _: &State| {
        if path.contains("://") { path.to_owned() } else { here.permalink(path).as_str().to_owned() }
    });
    let here = base.clone();
    templates.register_filter("absolute", move |link: &str, _: Kwargs, _: &State| {
        if link.starts_with('/') { here.absolute(link) } else { link.to_owned() }
    });
}

/// `{{ article.date | date(format="%Y.%m.%d") }}`: a moment by a `strftime` pattern, on the clock it was written in.
fn date(moment: &str, options: Kwargs, _: &State) -> TeraResult<String> {
    let pattern: &str = options.get("format")?.unwrap_or("%Y-%m-%d");
    let moment =
        Published::parse(moment, 0).ok_or_else(|| Error::message(format!("\"{moment}\" is no date")))?;
    moment.format(pattern).ok_or_else(|| Error::message(format!("\"{pattern}\" is no pattern of a date")))
}

/// `{{ value | json }}`: JSON that may stand inside a `script` element.
fn json(value: &Value, _: Kwargs, _: &State) -> TeraResult<Value> {
    let text = serde_json::to_string(value).map_err(Error::message)?;
    Ok(Value::safe_string(&super::structured_data::escaped(&text)))
}

/// `{{ 12345 | grouped }}`: 12,345.
fn grouped(number: u64, _: Kwargs, _: &State) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// `{{ text | encode }}`: percent-encoded, for a part of an address.
fn encode(text: StringInput<'_>, _: Kwargs, _: &State) -> String {
    let mut encoded = String::new();
    let _ = write!(encoded, "{}", utf8_percent_encode(text.as_str(), NON_ALPHANUMERIC));
    encoded
}

/// `{{ url | host }}`: where an address leads, without `www.`.
fn host(url: &str, _: Kwargs, _: &State) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host).to_owned()
}

/// Columns that a search engine shows of a description, a Han character taking two.
const BRIEF: usize = 300;

/// `{{ text | brief }}`: a description for search engines and link cards. One line, not too long, that ends with a sentence
/// where one ends, and without what would look like markup there.
fn brief(text: &str, _: Kwargs, _: &State) -> String {
    let mut brief = String::new();
    for word in text.split_whitespace() {
        brief.push_str(if brief.is_empty() { "" } else { " " });
        brief.push_str(word);
    }
    for (written, shown) in [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
    {
        if brief.contains(written) {
            brief = brief.replace(written, shown);
        }
    }
    let brief = brief.replace("**", "").replace("](", "] (").replace('<', "‹").replace('>', "›");
    shortened(&brief, BRIEF).into_owned()
}

/// The beginning of a text, up to so many columns.
fn shortened(text: &str, columns: usize) -> Cow<'_, str> {
    let mut left = columns;
    let over = text.char_indices().find(|(_, letter)| {
        let width = if *letter > '\u{2e7f}' { 2 } else { 1 };
        let fits = left >= width;
        left = left.saturating_sub(width);
        !fits
    });
    let Some((end, _)) = over else { return Cow::Borrowed(text) };
    let begun = &text[..end];
    let sentence = begun.char_indices().rfind(|(_, letter)| matches!(letter, '。' | '！' | '？' | '…'));
    match sentence.filter(|(at, _)| *at > end / 2) {
        Some((at, letter)) => Cow::Borrowed(&begun[..at + letter.len_utf8()]),
        None => Cow::Owned(format!("{begun}…")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_is_one_short_line() {
        assert_eq!(printed("{{ \"一行\n  两行 **重** <b>\" | brief }}"), "一行 两行 重 ‹b›");
        let long = printed(&format!("{{{{ \"{}\" | brief }}}}", "一句十二个字的话在这里。".repeat(30)));
        assert!(long.ends_with('。') && (100..=150).contains(&long.chars().count()), "{long}");
        assert!(printed(&format!("{{{{ \"{}\" | brief }}}}", "字".repeat(400))).ends_with('…'));
    }

    fn printed(template: &str) -> String {
        let mut templates = Tera::default();
        register(&mut templates, &Base::new("https://a.example/blog/"));
        templates.render_str(template, &tera::Context::new(), false).unwrap()
    }

    #[test]
    fn values_are_printed_as_readers_expect() {
        for (template, text) in [
            ("{{ '2024-06-25T22:05:00+08:00' | date(format='%Y年%-m月%-d日') }}", "2024年6月25日"),
            ("{{ '2024-06-25T22:05:00+08:00' | date }}", "2024-06-25"),
            ("{{ 999 | grouped }} {{ 1000 | grouped }} {{ 1234567 | grouped }}", "999 1,000 1,234,567"),
            ("{{ '谈 a/b' | encode }}", "%E8%B0%88%20a%2Fb"),
            ("{{ 'https://www.a.example/x?y' | host }}", "a.example"),
            (
                "{{ '/tags/' | link }} {{ '/blog/tags/' | absolute }}",
                "/blog/tags/ https://a.example/blog/tags/",
            ),
            ("{{ '</script>' | json }}", "\"\\u003c/script>\""),
        ] {
            assert_eq!(printed(template), text, "{template}");
        }
    }

    #[test]
    fn what_is_no_date_is_said_to_be_none() {
        let mut templates = Tera::default();
        register(&mut templates, &Base::new("https://a.example/"));
        let error = templates.render_str("{{ 'soon' | date }}", &tera::Context::new(), false).unwrap_err();
        assert!(error.to_string().contains("\"soon\" is no date"), "{error}");
    }
}
