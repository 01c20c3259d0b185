//! Who is who: the printed names of one article grouped into voices.
//!
//! In come names as printed; out goes a voice for each. Invariant: numbered voices stay apart, and two names are one
//! only if one contains the other or both say the same but for part, title and separators.

use std::collections::BTreeSet;

use super::finding::{Name, NameShape};
use super::lexicon::{self, TITLES};
use super::reading::Role;

/// Which voice each name belongs to, and how each voice is called.
#[derive(Debug, Default)]
pub(super) struct Cast {
    /// Voice by name.
    pub(super) voice_of: Vec<usize>,
    pub(super) voices: Vec<Voice>,
}

/// One voice.
#[derive(Debug, Clone)]
pub(super) struct Voice {
    /// The fullest form, without its part.
    pub(super) display: String,
    /// Every form printed.
    pub(super) printed: Vec<String>,
    /// The strongest shape of its names.
    pub(super) shape: NameShape,
    /// The part that a word in its names says.
    pub(super) part: Option<Role>,
}

/// A name taken apart.
#[derive(Debug)]
struct Form {
    part: Option<Role>,
    /// Without part, parentheses and title; empty if the name is a part alone.
    base: String,
    /// What stands in parentheses.
    inner: String,
    /// What stands before them.
    outer: String,
}

impl Form {
    fn of(printed: &str) -> Self {
        let (outer, inner) = match printed.split_once(['（', '(']) {
            Some((outer, rest)) => (outer.trim(), rest.trim_end_matches(['）', ')']).trim()),
            None => (printed, ""),
        };
        let outer = outer.trim_matches(['《', '》', '「', '」', '【', '】', '“', '”']).trim();
        let (part, base) = match (lexicon::part(outer), lexicon::split_part(outer)) {
            (Some(role), _) => (Some(role), if lexicon::part(inner).is_some() { "" } else { inner }),
            (None, Some((role, rest))) => (Some(role), rest),
            (None, None) => (lexicon::part(inner), outer),
        };
        let bare = TITLES.iter().find_map(|title| base.strip_suffix(title)).filter(|rest| !rest.is_empty());
        let base = bare.unwrap_or(base).trim().to_owned();
        Self { part, base, inner: inner.to_owned(), outer: outer.to_owned() }
    }

    /// What two spellings of one name share.
    fn key(&self) -> String {
        self.base
            .chars()
            .filter(|character| !matches!(character, '·' | '・' | '•' | ' ' | '.' | '-'))
            .flat_map(char::to_lowercase)
            .collect()
    }
}

/// Groups names.
pub(super) fn gather(names: &[Name]) -> Cast {
    let forms: Vec<Form> = names.iter().map(|name| Form::of(&name.printed)).collect();
    let mut group: Vec<usize> = (0..names.len()).collect();
    for second in 0..forms.len() {
        for first in 0..second {
            if same(&forms[first], &forms[second]) {
                join(&mut group, first, second);
            }
        }
    }
    for at in 0..forms.len() {
        // Where several voices would do, the short form stays by itself.
        let longer: BTreeSet<usize> = (0..forms.len())
            .filter(|other| *other != at && contains(&forms[*other], &forms[at]))
            .map(|other| group[other])
            .filter(|root| *root != group[at])
            .collect();
        if let (1, Some(only)) = (longer.len(), longer.first()) {
            join(&mut group, *only, at);
        }
    }
    assemble(names, &forms, &group)
}

fn same(first: &Form, second: &Form) -> bool {
    if first.base.is_empty() && second.base.is_empty() {
        return first.outer == second.outer;
    }
    // `Q（主持人）` and `Q`.
    if (!first.inner.is_empty() || !second.inner.is_empty()) && first.outer == second.outer {
        return true;
    }
    !first.base.is_empty() && first.key() == second.key()
}

/// Whether `full` is a longer form of `short`: a bare part beside the one name with that part, first or last name
/// beside the whole.
fn contains(full: &Form, short: &Form) -> bool {
    if short.base.is_empty() {
        let numbered = short.outer.ends_with(|last: char| last.is_ascii_digit());
        return !numbered
            && short.part.is_some()
            && full.part == short.part
            && !full.base.is_empty()
            && matches!(short.part, Some(Role::Host | Role::Guest))
            && short.outer.chars().count() > 1
            && full.outer.starts_with(&short.outer);
    }
    if full.base.len() <= short.base.len() {
        return false;
    }
    let parts: Vec<String> = full.base.split([' ', '·', '・', '•']).map(str::to_lowercase).collect();
    let wanted = short.base.to_lowercase();
    let words = parts.len() > 1 && (parts.first() == Some(&wanted) || parts.last() == Some(&wanted));
    // ME beside Mara Ellison.
    let initials: String = parts.iter().filter_map(|part| part.chars().next()).collect();
    let initials = parts.len() > 1 && initials == wanted && short.base.chars().all(char::is_uppercase);
    // 林教授 beside 林若川.
    let titled = short.base.chars().count() == 1
        && short.outer.chars().count() > 1
        && full.base.starts_with(&short.base);
    words || initials || titled
}

fn join(group: &mut [usize], first: usize, second: usize) {
    let (to, from) = (group[first].min(group[second]), group[first].max(group[second]));
    group.iter_mut().filter(|root| **root == from).for_each(|root| *root = to);
}

fn assemble(names: &[Name], forms: &[Form], group: &[usize]) -> Cast {
    let mut cast = Cast { voice_of: vec![0; names.len()], voices: Vec::new() };
    let mut roots: Vec<usize> = Vec::new();
    for at in 0..names.len() {
        let place = roots.iter().position(|root| *root == group[at]).unwrap_or_else(|| {
            roots.push(group[at]);
            cast.voices.push(Voice {
                display: String::new(),
                printed: Vec::new(),
                shape: NameShape::Thing,
                part: None,
            });
            roots.len() - 1
        });
        cast.voice_of[at] = place;
        let voice = &mut cast.voices[place];
        let form = &forms[at];
        let shown = if form.base.is_empty() { &form.outer } else { &form.base };
        let better = form.base.chars().count() > voice.display.chars().count() || voice.display.is_empty();
        if better && (voice.display.is_empty() || !form.base.is_empty()) {
            shown.clone_into(&mut voice.display);
        } else if lexicon::part(&voice.display).is_some() && !form.base.is_empty() {
            form.base.clone_into(&mut voice.display);
        }
        voice.printed.push(names[at].printed.clone());
        let shape = if names[at].introduced && names[at].shape == NameShape::Noun {
            NameShape::Person
        } else {
            names[at].shape
        };
        voice.shape = voice.shape.max(shape);
        voice.part = voice.part.or(form.part);
    }
    cast
}
