//! Pages that go through a template.
//!
//! Every template sees `page` (this page's address) and one view, under the name that the table in [`Renderer::list`]
//! gives it, beside the globals `site`, `theme` and `assets`.

use serde::Serialize;
use tera::{Context, TeraResult, Value};

use super::bounded::Bounded;
use super::{Fault, Renderer, Scratch, Texts, faults, rounds, structured_data};
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
    /// BCP 47: an article's, else the site's.
    lang: &'a str,
}

impl<'r> Renderer<'r> {
    /// Every page that is no article.
    pub(super) fn list(
        &self,
        page: &Page,
        texts: &dyn Texts,
        scratch: &mut Scratch<'r>,
        out: &mut Vec<u8>,
    ) -> Result<(), Fault> {
        let (views, base) = (&self.views, self.plan.addresses.base());
        let mut data = None;
        let (template, name, view) = match &page.kind {
            PageKind::Home(number) => {
                data = Some(structured_data::of_home(self.config));
                ("home.html", "home", value(&views.home(*number)))
            }
            PageKind::Speakers(number) => ("people.html", "people", value(&views.people(*number))),
            PageKind::Speaker(id, number) => {
                let person = self.person(*id, *number, texts, scratch)?;
                data = Some(structured_data::of_person(&person, self.config, base));
                ("person.html", "person", value(&person))
            }
            PageKind::Questions { year, number } => {
                ("questions.html", "questions", value(&self.questions(*year, *number, texts, scratch)?))
            }
            PageKind::Map(span) => ("map.html", "map", value(&views.map(*span))),
            PageKind::Tags(number) => ("tags.html", "tags", value(&views.tags(*number))),
            PageKind::Tag(id, number) => ("term.html", "term", value(&views.tag(*id, *number))),
            PageKind::Series(id, number) => ("term.html", "term", value(&views.series(*id, *number))),
            PageKind::Backlinks(id, number) => ("term.html", "term", value(&views.backlinks(*id, *number))),
            PageKind::Archive(span) => ("archive.html", "archive", value(&views.archive(*span))),
            PageKind::Search => ("search.html", "search", value(&views.search())),
            PageKind::Redirect { to, .. } => ("redirect.html", "redirect", value(&views.redirect(*to))),
            PageKind::Moved(place) => ("redirect.html", "redirect", value(&views.moved(*place))),
            _ => ("404.html", "missing", value(&views.not_found())),
        };
        let mut context = self.context(page, name);
        context.insert_value(name, view);
        if let Some(data) = data {
            context.insert_value("structured_data", Value::safe_string(&data));
        }
        self.through(template, &context, out)
    }

    pub(super) fn context(&self, page: &Page, kind: &str) -> Context {
        let base = self.plan.addresses.base();
        let link = page.link(base);
        let absolute_url = base.absolute(link.as_str());
        let mut context = Context::new();
        let lang = match &page.kind {
            PageKind::Article(id) => self.views.lang(*id),
            _ => &self.config.language,
        };
        context.insert("page", &PageView { kind, url: link.as_str(), absolute_url: &absolute_url, lang });
        context
    }

    pub(super) fn through(&self, template: &str, context: &Context, out: &mut Vec<u8>) -> Result<(), Fault> {
        self.bounded(template, out, |out| self.templates.render_to(template, context, out))
    }

    /// Lets a template print; where it has no end, no page is begun with it again.
    fn bounded(
        &self,
        template: &str,
        out: &mut Vec<u8>,
        print: impl FnOnce(&mut Bounded<'_>) -> TeraResult<()>,
    ) -> Result<(), Fault> {
        if self.endless.get().is_some() {
            return Err(Fault::Diagnostics(Vec::new()));
        }
        rounds::begin();
        let mut bounded = Bounded::new(out);
        let Err(error) = print(&mut bounded) else { return Ok(()) };
        let printed_too_much = bounded.is_spent();
        let mut found = if printed_too_much {
            out.clear();
            vec![faults::endless(template, &self.theme.sources)]
        } else {
            faults::of_rendering(&error, template, &self.theme.sources)
        };
        if printed_too_much || rounds::are_spent() {
            // Said once: how many pages are begun before the others hear of it is chance.
            found.truncate(usize::from(self.endless.set(()).is_ok()));
        }
        Err(Fault::Diagnostics(found))
    }

    /// Appends what a component makes of one value.
    pub(super) fn component(
        &self,
        name: &str,
        argument: &'static str,
        value: &impl Serialize,
        out: &mut String,
    ) -> Result<(), Fault> {
        let mut context = Context::new();
        context.insert(argument, value);
        let mut made = Vec::new();
        self.bounded(name, &mut made, |made| {
            self.templates.render_component_to(name, &context, None, true, made)
        })?;
        out.push_str(&String::from_utf8_lossy(&made));
        Ok(())
    }
}

fn value(view: &impl Serialize) -> Value {
    Value::from_serializable(view)
}
