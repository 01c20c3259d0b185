//! JSON-LD of a speaker's page and of the home page.

use serde::Serialize;

use super::{Breadcrumbs, text};
use crate::config::Config;
use crate::page::Base;
use crate::page::view::PersonView;

/// schema.org's `Person`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Person<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    alternate_name: &'a [&'a str],
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    same_as: Option<&'a str>,
}

/// schema.org's `WebSite`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Site<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    url: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    in_language: &'a str,
}

/// What a speaker's page says.
pub(in crate::render) fn of_person(person: &PersonView<'_>, config: &Config, base: &Base) -> String {
    let url = base.absolute(person.url);
    let about = Person {
        kind: "Person",
        name: person.name,
        alternate_name: person.aliases,
        description: person.bio,
        url: url.clone(),
        same_as: person.link,
    };
    let people = base.absolute(base.permalink("speakers/").as_str());
    let way = [(config.title.as_str(), config.base_url.clone()), ("人物", people), (person.name, url)];
    text((about, Breadcrumbs::of(way)))
}

/// What the home page says.
pub(in crate::render) fn of_home(config: &Config) -> String {
    text([Site {
        kind: "WebSite",
        name: &config.title,
        url: &config.base_url,
        description: &config.description,
        in_language: &config.language,
    }])
}
