//! JSON-LD: what a page is, who made it, what it is a copy of.
//!
//! Invariant: only what the page shows is said; an interview is an `Article`, never a `QAPage` (schema.org means pages
//! where readers answer).

mod article;
mod person;

pub(super) use article::of as of_article;
pub(super) use person::{of_home, of_person};

use serde::Serialize;

/// Several things that one page is about.
#[derive(Debug, Serialize)]
struct Graph<Thing: Serialize> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    things: Thing,
}

/// A person or an organisation.
#[derive(Debug, Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// The way from the home page to a page.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Breadcrumbs<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item_list_element: Vec<Breadcrumb<'a>>,
}

#[derive(Debug, Serialize)]
struct Breadcrumb<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    position: usize,
    name: &'a str,
    item: String,
}

impl<'a> Breadcrumbs<'a> {
    /// Names and whole addresses, the home page first.
    fn of(steps: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let steps = steps.into_iter().enumerate().map(|(place, (name, item))| Breadcrumb {
            kind: "ListItem",
            position: place + 1,
            name,
            item,
        });
        Self { kind: "BreadcrumbList", item_list_element: steps.collect() }
    }
}

/// Things as JSON for a `script` element.
fn text(things: impl Serialize) -> String {
    let graph = Graph { context: "https://schema.org", things };
    serde_json::to_string(&graph).map_or_else(|_| "{}".to_owned(), |text| escaped(&text))
}

/// JSON that cannot end the `script` element that it stands in.
pub(super) fn escaped(json: &str) -> String {
    json.replace('<', "\\u003c")
}
