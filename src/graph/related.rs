//! Where the end of an article leads: what its author printed, and what the site adds.

use std::collections::HashMap;

use super::{ArticleId, Cast, Entry, Identities, Rows, Taxonomy};
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::interview::Related;

/// One entry of an article's 往期回顾.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Link<'a> {
    /// An article of this site.
    Local {
        /// Which.
        to: ArticleId,
        /// What the two share, if the site added it; none if the author printed it.
        filled: Option<Kinship>,
    },
    /// An article elsewhere.
    External {
        /// As printed; empty where only a picture was.
        title: &'a str,
        /// Where it is.
        url: &'a str,
        /// The card's picture.
        image: Option<&'a str>,
    },
}

/// What an article shares with another that the site adds to its list; the closest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kinship {
    /// The series.
    Series,
    /// A guest.
    Guest,
    /// A tag.
    Tag,
}

impl Kinship {
    /// The name that templates see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Series => "series",
            Self::Guest => "guest",
            Self::Tag => "tag",
        }
    }

    fn points(self) -> u32 {
        match self {
            Self::Series => 8,
            Self::Guest => 4,
            Self::Tag => 1,
        }
    }
}

impl Link<'_> {
    /// Whether the author printed it.
    pub fn is_printed(&self) -> bool {
        !matches!(self, Self::Local { filled: Some(_), .. })
    }

    fn local(&self) -> Option<ArticleId> {
        match self {
            Self::Local { to, .. } => Some(*to),
            Self::External { .. } => None,
        }
    }
}

/// What the author of each article printed, this site's articles first, each at most once.
pub(super) fn printed<'a>(
    entries: &[Entry<'a>],
    identities: &Identities,
    diagnostics: &mut Vec<Diagnostic>,
) -> Rows<Link<'a>> {
    let paths = Paths::gather(entries);
    let mut rows = Rows::default();
    let mut row: Vec<Link<'a>> = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        row.clear();
        match &entry.metadata.related {
            Some(own) => {
                let links = own.iter().filter_map(|it| named(it, entry, identities, &paths, diagnostics));
                row.extend(links);
            }
            None => row.extend(entry.reading.related.iter().map(|related| found(related, identities))),
        }
        row.retain(|link| link.local() != Some(ArticleId(place as u32)));
        row.sort_by_key(|link| link.local().is_none());
        let mut kept: Vec<Link<'a>> = Vec::with_capacity(row.len());
        for link in &row {
            if !kept.contains(link) {
                kept.push(*link);
            }
        }
        rows.push(kept);
    }
    rows
}

/// An entry of the text's own list.
fn found<'a>(related: &'a Related, identities: &Identities) -> Link<'a> {
    let identity = related.identity.as_ref();
    match identity.map_or_else(|| identities.resolve(&related.url), |identity| identities.find(identity)) {
        Some(to) => Link::Local { to, filled: None },
        None => Link::External { title: &related.title, url: &related.url, image: related.image.as_deref() },
    }
}

/// An entry of `related:` in front matter: an address, or an article of the site by its file.
fn named<'a>(
    reference: &'a str,
    entry: &Entry<'a>,
    identities: &Identities,
    paths: &Paths<'a>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Link<'a>> {
    let external = reference.contains("://") || reference.starts_with("mp.weixin.qq.com/");
    let found = if external { identities.resolve(reference) } else { paths.find(reference) };
    if let Some(to) = found {
        return Some(Link::Local { to, filled: None });
    }
    if external {
        return Some(Link::External { title: "", url: reference, image: None });
    }
    diagnostics.push(
        Diagnostic::warning(
            Code::BrokenLink,
            format!("\"{reference}\" in `related` is no article of this site"),
        )
        .at(Place::value(entry.path, "related", reference))
        .help("write the path of a file below content/, or a whole address"),
    );
    None
}

/// Articles by file, as authors may write it: with or without `content/` and `.md`, or the file's name alone.
#[derive(Default)]
struct Paths<'a> {
    known: HashMap<&'a str, ArticleId>,
}

impl<'a> Paths<'a> {
    /// Gathers the names; none are needed where no author uses one.
    fn gather(entries: &[Entry<'a>]) -> Self {
        let mut paths = Self::default();
        if entries.iter().all(|entry| entry.metadata.related.is_none()) {
            return paths;
        }
        for (place, entry) in entries.iter().enumerate() {
            let whole = bare(entry.path);
            let stem = whole.rsplit('/').next().unwrap_or(whole);
            paths.known.entry(stem).or_insert(ArticleId(place as u32));
        }
        for (place, entry) in entries.iter().enumerate() {
            paths.known.insert(bare(entry.path), ArticleId(place as u32));
        }
        paths
    }

    fn find(&self, reference: &str) -> Option<ArticleId> {
        self.known.get(bare(reference.trim_matches('/'))).copied()
    }
}

fn bare(path: &str) -> &str {
    let path = path.strip_prefix("./").unwrap_or(path);
    let path = path.strip_prefix("content/").unwrap_or(path);
    path.strip_suffix(".md").unwrap_or(path)
}

/// The later articles that point to each article, newest first. Only printed links count.
pub(super) fn backlinks(count: usize, printed: &Rows<Link<'_>>) -> Rows<ArticleId> {
    let mut pairs = Vec::new();
    for (from, row) in printed.iter().enumerate() {
        pairs.extend(row.iter().filter_map(Link::local).map(|to| (to.0 as usize, ArticleId(from as u32))));
    }
    Rows::from_pairs(count, pairs)
}

/// How many of a term's articles on either side of an article are looked at: a bound, so that a tag of the whole site
/// does not make filling quadratic.
const REACH: usize = 6;

/// Fills each article's row up to `limit` with articles of the same series, guests and tags.
pub(super) fn fill<'a>(
    printed: Rows<Link<'a>>,
    articles: usize,
    limit: usize,
    (series, tags, cast): (&Taxonomy<'a>, &Taxonomy<'a>, &Cast<'a>),
) -> Rows<Link<'a>> {
    let mut filled = Rows::default();
    let mut scores: Vec<Score> = Vec::new();
    for (place, row) in printed.iter().enumerate() {
        let id = ArticleId(place as u32);
        let wanted = if place < articles { limit.saturating_sub(row.len()) } else { 0 };
        scores.clear();
        if wanted > 0 {
            let mut score = |members: &[ArticleId], kin| score(&mut scores, id, members, kin);
            series.of(id).iter().for_each(|term| score(series.articles(*term), Kinship::Series));
            cast.guests_of(id).for_each(|guest| score(cast.articles(guest), Kinship::Guest));
            tags.of(id).iter().for_each(|term| score(tags.articles(*term), Kinship::Tag));
            scores.retain(|score| row.iter().all(|link| link.local() != Some(score.to)));
            // Of equals the nearer in time, of those the newer.
            scores.sort_by_key(|it| (std::cmp::Reverse(it.points), it.to.0.abs_diff(id.0), it.to));
        }
        let locals = row.iter().copied().filter(|link| link.local().is_some());
        let added = scores.iter().take(wanted).map(|it| Link::Local { to: it.to, filled: Some(it.kin) });
        let externals = row.iter().copied().filter(|link| link.local().is_none());
        filled.push(locals.chain(added).chain(externals));
    }
    filled.shrink();
    filled
}

/// How near another article is.
struct Score {
    to: ArticleId,
    points: u32,
    /// The closest that the two share.
    kin: Kinship,
}

fn score(scores: &mut Vec<Score>, id: ArticleId, members: &[ArticleId], kin: Kinship) {
    for member in near(members, id, REACH) {
        match scores.iter_mut().find(|score| score.to == *member) {
            Some(score) => score.points += kin.points(),
            None => scores.push(Score { to: *member, points: kin.points(), kin }),
        }
    }
}

/// The members next to an article in time, at most `reach` on either side, in their order.
pub(super) fn near(members: &[ArticleId], id: ArticleId, reach: usize) -> impl Iterator<Item = &ArticleId> {
    let own = members.partition_point(|member| *member < id);
    let near = own.saturating_sub(reach)..(own + 1 + reach).min(members.len());
    members[near].iter().filter(move |member| **member != id)
}
