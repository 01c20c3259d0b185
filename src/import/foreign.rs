//! One article of another generator's site as one of ours.
//!
//! In comes its text; out go front matter in our words and a body in Markdown, and what did not come along. Invariant:
//! no two articles of an import want one address.

use std::collections::BTreeSet;

use super::dialect;
use super::fields::Fields;
use super::generator::{Foreign, Generator};
use super::report::Remark;
use super::shortcode;
use crate::config::Rules;

/// Translates an article; `None` if its front matter cannot be read.
pub(super) fn article(
    foreign: &Foreign,
    to: &str,
    text: &str,
    rules: &Rules,
    slugs: &mut BTreeSet<String>,
) -> Option<(String, Vec<Remark>)> {
    let split = dialect::split(text)?;
    let mut fields = Fields::read(foreign, split.values, rules.offset);
    let slug = fields.slug.take().map(|slug| free(slug, foreign, slugs));
    let (body, remarks) = shortcode::translate(foreign, to, split.body, split.line);
    let body = beside(foreign, to, body);
    let mut all = fields.remarks.clone();
    all.extend(remarks);
    let front_matter = fields.front_matter(slug.as_deref());
    Some((format!("{front_matter}\n{}", body.trim_start_matches(['\r', '\n'])), all))
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

/// Hexo's `![](a.png)` is in a folder that is named like the article.
fn beside(foreign: &Foreign, to: &str, body: String) -> String {
    let Some(stem) = to.rsplit('/').next().and_then(|name| name.strip_suffix(".md")) else { return body };
    if foreign.site.settings.generator != Generator::Hexo {
        return body;
    }
    let folder = foreign.below.rsplit_once('.').map_or("", |(bare, _)| bare);
    let mut body = body;
    let prefix = format!("{folder}/");
    for picture in foreign.site.beside.iter().filter_map(|path| path.strip_prefix(&prefix)) {
        body = body.replace(&format!("]({picture}"), &format!("]({}/{picture}", stem.replace(' ', "%20")));
    }
    body
}
