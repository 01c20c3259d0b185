//! JSON-LD of an article: what it is, who made it, what it is a copy of.
//!
//! Invariant: only what the page shows is said; an interview is an `Article`, never a `QAPage` (schema.org means pages
//! where readers answer).

use serde::Serialize;

use crate::config::Config;
use crate::page::Base;
use crate::page::view::{ArticleView, Date};

/// schema.org's `Article`, or `WebPage` for a page of its own.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Article<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    headline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    url: &'a str,
    main_entity_of_page: &'a str,
    in_language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<Named<'a>>,
    publisher: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// The article's JSON, ready for a `script` element; `picture` is the link of the one that stands for it.
pub(super) fn of(article: &ArticleView<'_>, picture: Option<&str>, config: &Config, base: &Base) -> String {
    let publisher = if config.author.is_empty() { &config.title } else { &config.author };
    let author = article.author.or((!config.author.is_empty()).then_some(config.author.as_str()));
    let known = |author: &&str| *author == config.title || *author == config.author;
    let (headline, name) =
        if article.page { (None, Some(article.title)) } else { (Some(article.title), None) };
    let linked = |link: &str| if link.starts_with('/') { base.absolute(link) } else { link.to_owned() };
    let data = Article {
        context: "https://schema.org",
        kind: if article.page { "WebPage" } else { "Article" },
        headline,
        name,
        description: article.description,
        url: &article.absolute_url,
        main_entity_of_page: &article.absolute_url,
        in_language: article.lang,
        date_published: article.date,
        date_modified: article.updated.or(article.date),
        author: author.map(|name| Named {
            kind: if known(&name) { "Organization" } else { "Person" },
            name,
            url: known(&name).then_some(config.base_url.as_str()),
        }),
        publisher: Named { kind: "Organization", name: publisher, url: Some(&config.base_url) },
        image: picture.map(linked),
        is_based_on: article.source.as_deref(),
    };
    serde_json::to_string(&data).map_or_else(|_| "{}".to_owned(), |text| escaped(&text))
}

/// JSON that cannot end the `script` element that it stands in.
pub(super) fn escaped(json: &str) -> String {
    json.replace('<', "\\u003c")
}
