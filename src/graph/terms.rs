//! Tags and series: words that gather articles.
//!
//! In come the words as authors wrote them; out go terms with their articles. Invariant: spellings that differ only in
//! case or width are one term, under the spelling that most articles use, and each rarer spelling is reported once.

use std::collections::BTreeMap;

use super::{ArticleId, Entry, Rows, fold};
use crate::article::Metadata;
use crate::diagnostic::{Code, Diagnostic, Fix, Place};

/// A place in `Taxonomy::names`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(u32);

impl TermId {
    /// The place.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// One way of gathering articles: all tags, or all series.
#[derive(Debug, Default)]
pub struct Taxonomy<'a> {
    names: Vec<&'a str>,
    articles: Rows<ArticleId>,
    of: Rows<TermId>,
}

impl<'a> Taxonomy<'a> {
    /// Gathers the terms that `words` finds in each article. Terms with more articles come first.
    pub(super) fn gather(
        articles: &[Entry<'a>],
        words: impl Fn(&'a Metadata) -> &'a [Box<str>],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut written: Spellings<'a> = BTreeMap::new();
        for (place, entry) in articles.iter().enumerate() {
            for word in words(entry.metadata) {
                written.entry(word).or_default().push(ArticleId(place as u32));
            }
        }
        let mut spelled: BTreeMap<String, Spellings<'a>> = BTreeMap::new();
        for (word, members) in written {
            spelled.entry(fold(word).into_owned()).or_default().insert(word, members);
        }
        report_long(&spelled, articles, diagnostics);
        let mut terms: Vec<(&'a str, Vec<ArticleId>)> =
            spelled.into_values().map(|spellings| settle(spellings, articles, diagnostics)).collect();
        terms.sort_by(|(name, one), (other_name, other)| {
            other.len().cmp(&one.len()).then_with(|| name.cmp(other_name))
        });
        let mut pairs = Vec::new();
        let mut taxonomy = Self::default();
        for (place, (name, members)) in terms.into_iter().enumerate() {
            pairs.extend(members.iter().map(|id| (id.0 as usize, TermId(place as u32))));
            taxonomy.names.push(name);
            taxonomy.articles.push(members);
        }
        taxonomy.of = Rows::from_pairs(articles.len(), pairs);
        taxonomy
    }

    /// Every term.
    pub fn ids(&self) -> impl ExactSizeIterator<Item = TermId> + use<> {
        (0..self.names.len() as u32).map(TermId)
    }

    /// The name as most articles spell it.
    pub fn name(&self, term: TermId) -> &'a str {
        self.names[term.index()]
    }

    /// The articles of a term, newest first.
    pub fn articles(&self, term: TermId) -> &[ArticleId] {
        self.articles.row(term.index())
    }

    /// The terms of an article.
    pub fn of(&self, article: ArticleId) -> &[TermId] {
        self.of.row(article.0 as usize)
    }
}

/// Letters past which a tag is a sentence that lost its way.
const LONG: usize = 60;

/// Reports words that are too long to be one.
fn report_long(
    spelled: &BTreeMap<String, Spellings<'_>>,
    articles: &[Entry<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (word, members) in spelled.values().flatten() {
        let letters = word.chars().count();
        let Some(first) = members.first().filter(|_| letters > LONG) else { continue };
        let begun: String = word.chars().take(20).collect();
        diagnostics.push(
            Diagnostic::warning(Code::LongTag, format!("\"{begun}…\" has {letters} letters"))
                .at(Place::value(articles[first.0 as usize].path, "tags", &begun))
                .help("write a word or two; a list needs commas between its words: `tags: [a, b]`"),
        );
    }
}

type Spellings<'a> = BTreeMap<&'a str, Vec<ArticleId>>;

/// The spelling of most articles (of equals, the first in byte order) and all articles.
fn settle<'a>(
    spellings: Spellings<'a>,
    articles: &[Entry<'a>],
    diagnostics: &mut Vec<Diagnostic>,
) -> (&'a str, Vec<ArticleId>) {
    let name = spellings.iter().rev().max_by_key(|(_, members)| members.len()).map_or("", |(name, _)| name);
    let first = |members: &[ArticleId]| members.first().map(|id| articles[id.0 as usize].path);
    let usual = spellings.get(name).and_then(|members| first(members));
    for (other, members) in spellings.iter().filter(|(other, _)| **other != name) {
        let (Some(path), Some(usual)) = (first(members), usual) else { continue };
        let mut fault =
            Diagnostic::warning(Code::SimilarTags, format!("\"{other}\" is spelled \"{name}\" elsewhere"))
                .at(Place::value(path, "tags", other))
                .and(Place::value(usual, "tags", name), format!("\"{name}\" stands here"))
                .help(format!("write \"{name}\""));
        // A name that YAML would read as something else needs a person.
        if name.chars().all(|letter| letter.is_alphanumeric() || letter == ' ' || letter == '-') {
            let place = |id: &ArticleId| Place::value(articles[id.0 as usize].path, "tags", other);
            let elsewhere = members[1..].iter().map(place).collect();
            fault.fix = Some(Fix { text: name.to_owned(), elsewhere });
        }
        diagnostics.push(fault);
    }
    let mut all: Vec<ArticleId> = spellings.into_values().flatten().collect();
    all.sort_unstable();
    all.dedup();
    (name, all)
}
