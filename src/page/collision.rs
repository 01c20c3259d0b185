//! Two things at one address: an error that names both, before anything is written.

use rayon::prelude::*;

use super::{Page, PageKind, moved};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::graph::{ArticleId, Graph};

/// Reports every address that two pages claim. Case does not tell addresses apart (file systems of phones and laptops do
/// not), and what is a file cannot be a folder too.
pub(super) fn check(pages: &[Page], graph: &Graph<'_>, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    // A file sorts right before what would lie in a folder of its name, because NUL sorts before all else.
    let mut claims: Vec<(String, &Page)> =
        pages.par_iter().map(|page| (page.path.to_lowercase().replace('/', "\0"), page)).collect();
    claims.par_sort_by(|one, other| one.0.cmp(&other.0));
    for pair in claims.windows(2) {
        let [(first, one), (second, other)] = pair else { continue };
        let inside = second.strip_prefix(first.as_str()).is_some_and(|rest| rest.starts_with('\0'));
        // Where these meet, the pages that they stand beside do, too.
        let beside = |page: &Page| {
            page.kind.is_companion() || matches!(page.kind, PageKind::TagFeed(_) | PageKind::SpeakerFeed(_))
        };
        let told = beside(one) && beside(other);
        let told = told || leads_there(one, other, config) || leads_there(other, one, config);
        if (first == second || inside) && !told {
            diagnostics.push(report(one, other, graph, config));
        }
    }
}

/// Whether a page leads to another that is called the same but for case.
fn leads_there(page: &Page, other: &Page, config: &Config) -> bool {
    let PageKind::Moved(place) = page.kind else { return false };
    let to = config.redirects.get(place as usize).map_or("", |redirect| redirect.to.as_str());
    page.path != other.path && moved::differs_in_case(&page.path, to)
}

fn report(one: &Page, other: &Page, graph: &Graph<'_>, config: &Config) -> Diagnostic {
    let address = format!("/{}", other.path.strip_suffix("index.html").unwrap_or(&other.path));
    let former = [one, other].iter().any(|page| matches!(page.kind, PageKind::Redirect { .. }));
    let moved = [one, other].iter().any(|page| matches!(page.kind, PageKind::Moved(_)));
    let help = match () {
        () if moved => "take the line out of [redirects]",
        () if former => "take the alias out",
        () if has_name(&one.kind) && has_name(&other.kind) => {
            "write both alike, or let more than a sign tell them apart"
        }
        () => "give one of them a `slug` of its own",
    };
    let (one, other) = (claimant(&one.kind, graph, config), claimant(&other.kind, graph, config));
    let mut places = [one.1, other.1].into_iter().flatten();
    let mut report = Diagnostic::error(
        Code::Collision,
        format!("{} and {} both claim the address \"{address}\"", one.0, other.0),
    )
    .help(help);
    if let Some(place) = places.next() {
        report = report.at(place);
    }
    match places.next() {
        Some(place) => report.and(place, "claims it too"),
        None => report,
    }
}

/// Whether a page's address comes from a name, which no `slug` can change.
fn has_name(kind: &PageKind) -> bool {
    use PageKind::{Series, Speaker, SpeakerFeed, Tag, TagFeed};
    matches!(kind, Speaker(..) | SpeakerFeed(_) | Tag(..) | TagFeed(_) | Series(..))
}

/// What a page is called in a message, and the file that it comes from.
fn claimant(kind: &PageKind, graph: &Graph<'_>, config: &Config) -> (String, Option<Place>) {
    let file = |id: ArticleId| {
        let entry = graph.entry(id);
        let slug = entry.metadata.slug.as_deref();
        Some(slug.map_or_else(|| Place::file(entry.path), |slug| Place::value(entry.path, "slug", slug)))
    };
    let first = |articles: &[ArticleId], key: &str, name: &str| {
        articles.first().map(|id| Place::value(graph.entry(*id).path, key, name))
    };
    match kind {
        PageKind::Article(id) | PageKind::ArticleJson(id) | PageKind::ArticleMarkdown(id) => {
            (format!("\"{}\"", graph.entry(*id).path), file(*id))
        }
        PageKind::Redirect { to, alias } => {
            let entry = graph.entry(*to);
            let alias = entry.metadata.aliases.get(*alias as usize).map_or("", String::as_str);
            let place = Place::value(entry.path, "aliases", alias);
            (format!("an alias of \"{}\"", entry.path), Some(place))
        }
        PageKind::Moved(place) => {
            let place = config.redirects.get(*place as usize).map(|redirect| redirect.place.clone());
            ("a redirect".to_owned(), place)
        }
        PageKind::Speaker(id, _) | PageKind::SpeakerFeed(id) => {
            let name = graph.cast.name(*id);
            (format!("the speaker \"{name}\""), first(graph.cast.articles(*id), "", name))
        }
        PageKind::Tag(id, _) | PageKind::TagFeed(id) => {
            let name = graph.tags.name(*id);
            (format!("the tag \"{name}\""), first(graph.tags.articles(*id), "tags", name))
        }
        PageKind::Series(id, _) => {
            let name = graph.series.name(*id);
            (format!("the series \"{name}\""), first(graph.series.articles(*id), "series", name))
        }
        PageKind::Backlinks(id, _) => (format!("what points to \"{}\"", graph.entry(*id).path), file(*id)),
        PageKind::Home(_) => ("the home list".to_owned(), None),
        PageKind::Speakers(_) => ("the list of speakers".to_owned(), None),
        PageKind::Questions { .. } => ("the list of questions".to_owned(), None),
        PageKind::Map(_) => ("the map of the conversations".to_owned(), None),
        PageKind::Tags(_) => ("the list of tags".to_owned(), None),
        PageKind::Archive(_) => ("the archive".to_owned(), None),
        PageKind::Search => ("the search page".to_owned(), None),
        PageKind::NotFound => ("the page for missing addresses".to_owned(), None),
        PageKind::Feed(_) => ("a feed".to_owned(), None),
        PageKind::Sitemap(_) => ("the sitemap".to_owned(), None),
        PageKind::Llms | PageKind::Headers | PageKind::Redirects | PageKind::Robots | PageKind::NoJekyll => {
            ("a file for machines".to_owned(), None)
        }
    }
}
