//! Pages that go through a template.
//!
//! Every template sees `page` (this page's address) and one view, under the name that the table in [`Renderer::list`]
//! gives it, beside the globals `site`, `theme` and `assets`.

use serde::Serialize;
use tera::{Context, Value};

use super::{Fault, Renderer, faults};
use crate::page::{Page, PageKind};

/// Ids of the default theme's own elements.
pub(super) const RESERVED_IDS: &[&str] = &["main", "outline", "related", "backlinks", "questions-only"];

/// What a page is and where it stands.
#[derive(Debug, Serialize)]
struct PageView<'a> {
    /// `article`, `home`, …
    kind: &'a str,
    /// Link to this page.
    url: &'a str,
    /// The same with scheme and host.
    absolute_url: &'a str,
}

impl Renderer<'_> {
    /// Every page that holds no body.
    pub(super) fn list(&self, page: &Page, out: &mut Vec<u8>) -> Result<(), Fault> {
        let views = &self.views;
        let (template, name, view) = match &page.kind {
            PageKind::Home(number) => ("home.html", "home", value(&views.home(*number))),
            PageKind::Speakers => ("people.html", "people", value(&views.people())),
            PageKind::Speaker(id) => ("person.html", "person", value(&views.person(*id))),
            PageKind::Tags => ("tags.html", "tags", value(&views.tags())),
            PageKind::Tag(id) => ("term.html", "term", value(&views.tag(*id))),
            PageKind::Series(id) => ("term.html", "term", value(&views.series(*id))),
            PageKind::Archive(span) => ("archive.html", "archive", value(&views.archive(*span))),
            PageKind::Redirect { to, .. } => ("redirect.html", "redirect", value(&views.redirect(*to))),
            _ => ("404.html", "missing", value(&views.not_found())),
        };
        let mut context = self.context(page, name);
        context.insert_value(name, view);
        self.through(template, &context, out)
    }

    pub(super) fn context(&self, page: &Page, kind: &str) -> Context {
        let base = self.plan.addresses.base();
        let link = page.link(base);
        let absolute_url = base.absolute(link.as_str());
        let mut context = Context::new();
        context.insert("page", &PageView { kind, url: link.as_str(), absolute_url: &absolute_url });
        context
    }

    pub(super) fn through(&self, template: &str, context: &Context, out: &mut Vec<u8>) -> Result<(), Fault> {
        self.templates
            .render_to(template, context, out)
            .map_err(|error| Fault::Diagnostics(faults::of_rendering(&error, &self.theme.sources)))
    }
}

fn value(view: &impl Serialize) -> Value {
    Value::from_serializable(view)
}
