//! JSON-LD of an article, or of a page of its own.

use serde::Serialize;

use super::{Breadcrumbs, Named, text};
use crate::config::Config;
use crate::page::Base;
use crate::page::view::{ArticleView, Date, Participant};

/// schema.org's `Article`, or `WebPage` for a page of its own and for what has no date: search engines take an `Article`
/// for something that was published at a time.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Article<'a> {
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
    #[serde(skip_serializing_if = "Vec::is_empty")]
    translator: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    editor: Vec<Named<'a>>,
    publisher: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_part_of: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_based_on: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copyright_notice: Option<&'a str>,
}

/// The article's JSON, ready for a `script` element; `picture` is the link of the one that stands for it.
pub(in crate::render) fn of(
    article: &ArticleView<'_>,
    picture: Option<&str>,
    config: &Config,
    base: &Base,
) -> String {
    let about = about(article, picture, config, base);
    if article.page {
        return text([about]);
    }
    let part = match &article.series {
        Some(series) => Some((series.name, base.absolute(series.url))),
        None => article.tags.first().map(|tag| (tag.name, base.absolute(tag.url))),
    };
    let home = (config.title.as_str(), config.base_url.clone());
    let here = (article.title, article.absolute_url.clone());
    text((about, Breadcrumbs::of([Some(home), part, Some(here)].into_iter().flatten())))
}

fn about<'a>(
    article: &'a ArticleView<'a>,
    picture: Option<&str>,
    config: &'a Config,
    base: &Base,
) -> Article<'a> {
    let publisher = if config.author.is_empty() { &config.title } else { &config.author };
    let author = article.author.or((!config.author.is_empty()).then_some(config.author.as_str()));
    let known = |author: &&str| *author == config.title || *author == config.author;
    let dated = article.date.is_some() && !article.page;
    let (headline, name) = if dated { (Some(article.title), None) } else { (None, Some(article.title)) };
    Article {
        kind: if dated { "Article" } else { "WebPage" },
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
            url: known(&name).then(|| config.base_url.clone()),
        }),
        translator: credited(article.translator),
        editor: credited(article.editor),
        publisher: Named { kind: "Organization", name: publisher, url: Some(config.base_url.clone()) },
        image: picture.map(|link| if link.starts_with('/') { base.absolute(link) } else { link.to_owned() }),
        about: people(article, base, |it| it.role == "guest"),
        mentions: people(article, base, |it| it.role != "guest"),
        is_part_of: article.series.as_ref().map(|series| Named {
            kind: "CreativeWorkSeries",
            name: series.name,
            url: Some(base.absolute(series.url)),
        }),
        is_based_on: article.source.as_deref(),
        keywords: article.tags.iter().map(|tag| tag.name).collect(),
        copyright_notice: article.license.or(config.license.as_deref()),
    }
}

/// The people of a credit, which is printed as one text.
fn credited(names: Option<&str>) -> Vec<Named<'_>> {
    let names = names.unwrap_or_default().split('、').filter(|name| !name.is_empty());
    names.map(|name| Named { kind: "Person", name, url: None }).collect()
}

/// Those who speak under a name of their own, and of whom `wanted` is true.
fn people<'a>(
    article: &ArticleView<'a>,
    base: &Base,
    wanted: impl Fn(&Participant<'a>) -> bool,
) -> Vec<Named<'a>> {
    let named = article.participants.iter().filter(|it| it.named && wanted(it));
    named
        .map(|it| Named { kind: "Person", name: it.name, url: it.url.map(|url| base.absolute(url)) })
        .collect()
}
