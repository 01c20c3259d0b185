//! One article of another generator's site as one of ours.
//!
//! In comes its text; out go front matter in our words and a body in Markdown, and what did not come along. Invariant:
//! no two articles of an import want one address.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::assets::Assets;
use super::dialect;
use super::fields::Fields;
use super::generator::{Foreign, Listed, Site, former};
use super::report::{Fate, Remark};
use super::shortcode::{self, Scene};
use crate::config::Rules;

/// What is known of the articles that came in so far.
#[derive(Default)]
pub(super) struct Arrived {
    slugs: BTreeSet<String>,
    /// Addresses that articles had, and have.
    taken: BTreeSet<String>,
    /// What each old site's lists knew.
    sites: Vec<(Arc<Site>, Vec<Listed>)>,
    /// Lists that were pages.
    lists: BTreeMap<String, String>,
}

impl Arrived {
    /// Former addresses of lists and feeds, each with what takes its place.
    pub(super) fn former(mut self) -> BTreeMap<String, String> {
        self.taken.extend(self.slugs.iter().map(|slug| format!("/{slug}/")));
        let mut all = std::mem::take(&mut self.lists);
        for (site, listed) in &self.sites {
            for (from, to) in former(site, listed, &self.taken) {
                all.entry(from).or_insert(to);
            }
        }
        all
    }

    fn note(&mut self, foreign: &Foreign, fields: &mut Fields) {
        self.taken.extend(fields.old.take());
        if self.sites.last().is_none_or(|(site, _)| !Arc::ptr_eq(site, &foreign.site)) {
            self.sites.push((foreign.site.clone(), Vec::new()));
        }
        if let Some((_, listed)) = self.sites.last_mut() {
            listed.extend(fields.listed.take());
        }
    }
}

/// Translates an article.
///
/// # Errors
/// The fate of one that does not come along.
pub(super) fn article(
    foreign: &Foreign,
    to: &str,
    text: &str,
    rules: &Rules,
    arrived: &mut Arrived,
) -> Result<(String, Vec<Remark>), Fate> {
    let split = dialect::split(text).ok_or(Fate::Unreadable)?;
    let mut fields = Fields::read(foreign, split.values, rules.offset);
    if let Some(list) = fields.list {
        let old = fields.old.filter(|old| old != list);
        arrived.lists.extend(old.map(|old| (old, list.to_owned())));
        return Err(Fate::List);
    }
    let assets = Assets::of(foreign, to, fields.old.as_deref());
    arrived.note(foreign, &mut fields);
    let slug = fields.slug.take().map(|slug| free(slug, foreign, &mut arrived.slugs));
    if let Some(assets) = &assets {
        fields.show_beside(|cover| assets.find(cover));
    }
    let (body, remarks) = shortcode::translate(Scene { foreign, assets }, split.body, split.line);
    let mut all = fields.remarks.clone();
    all.extend(remarks);
    all.sort_by_key(|remark| remark.line);
    let front_matter = fields.front_matter(slug.as_deref());
    Ok((format!("{front_matter}\n{}", body.trim_start_matches(['\r', '\n'])), all))
}

/// The slug, if nobody has it; else with its section, or a number.
fn free(slug: String, foreign: &Foreign, slugs: &mut BTreeSet<String>) -> String {
    let section = foreign.below.split_once('/').map(|(section, _)| format!("{section}-{slug}"));
    let numbered = (2..).map(|number| format!("{slug}-{number}"));
    let wishes = [slug.clone()].into_iter().chain(section).chain(numbered);
    for wish in wishes {
        if slugs.insert(wish.clone()) {
            return wish;
        }
    }
    slug
}
