//! Spellings of one name: prefixes, family names, given names, initials, titles, brackets, separators, slips.
//!
//! In come printed names; out goes for each the number of its group. Invariant: a name joins another only if it can be
//! a spelling of no third.

use super::super::names::{Class, Shape, is_han, is_latin, short_form, split_note, words};
use crate::config::DeclaredSpeaker;

/// A printed name, taken apart.
#[derive(Debug, Clone)]
pub(super) struct Spelling<'n> {
    pub(super) class: Class<'n>,
    printed: &'n str,
    /// The core without separators, small letters.
    folded: String,
    /// The parts of the core: 名·姓, given and family names.
    tokens: Vec<String>,
    /// What stands in brackets behind it, or the short form that it gives there; folded.
    noted: String,
    /// It gives a short form.
    is_short: bool,
}

impl<'n> Spelling<'n> {
    pub(super) fn of(printed: &'n str) -> Self {
        let class = Class::of(printed);
        let folded = fold(class.core);
        let parted = |letter: char| letter.is_whitespace() || matches!(letter, '·' | '・' | '•' | '-' | '.');
        let tokens = class.core.split(parted).map(fold).filter(|token| !token.is_empty()).collect();
        let short = short_form(printed);
        let noted = fold(short.unwrap_or(class.note));
        Self { class, printed, folded, tokens, noted, is_short: short.is_some() }
    }

    /// Letters of the name, for telling the fuller form.
    fn length(&self) -> usize {
        self.class.core.chars().count()
    }

    fn is_person(&self) -> bool {
        !self.folded.is_empty()
    }
}

fn fold(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a printed name is one of the spellings that the publisher declares.
pub(super) fn is_declared_as(spelling: &Spelling<'_>, speaker: &DeclaredSpeaker) -> bool {
    std::iter::once(&speaker.name).chain(&speaker.aliases).any(|name| {
        let declared = Spelling::of(name);
        name == spelling.printed
            || fold(name) == fold(spelling.printed)
            || (declared.is_person() && declared.folded == spelling.folded && !spelling.class.numbered)
    })
}

/// Groups of spellings, numbered in the order of their first name.
pub(super) fn group(spellings: &[Spelling<'_>], declared: &[&DeclaredSpeaker]) -> Vec<u16> {
    let mut groups = Groups((0..spellings.len()).collect());
    for (index, spelling) in spellings.iter().enumerate() {
        let before = spellings[..index].iter().enumerate();
        before.filter(|(_, other)| is_same(spelling, other)).for_each(|(other, _)| groups.join(index, other));
    }
    for speaker in declared {
        let named = |index: &usize| is_declared_as(&spellings[*index], speaker);
        let all: Vec<usize> = (0..spellings.len()).filter(named).collect();
        all.windows(2).for_each(|pair| groups.join(pair[1], pair[0]));
    }
    let mut shorter: Vec<usize> = (0..spellings.len()).collect();
    shorter.sort_by_key(|index| (std::cmp::Reverse(spellings[*index].length()), *index));
    for index in shorter {
        let fuller = |other: &usize| *other != index && is_variant(&spellings[index], &spellings[*other]);
        let mut roots: Vec<usize> =
            (0..spellings.len()).filter(fuller).map(|other| groups.root(other)).collect();
        roots.sort_unstable();
        roots.dedup();
        if let [only] = roots[..] {
            groups.join(index, only);
        }
    }
    groups.numbers()
}

/// Who belongs together; each points to one before it or to itself.
struct Groups(Vec<usize>);

impl Groups {
    fn root(&self, mut index: usize) -> usize {
        while self.0[index] != index {
            index = self.0[index];
        }
        index
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }

    fn numbers(&self) -> Vec<u16> {
        let mut numbers: Vec<u16> = Vec::with_capacity(self.0.len());
        let mut next = 0;
        for index in 0..self.0.len() {
            let root = self.root(index);
            if root == index {
                numbers.push(next);
                next += 1;
            } else {
                numbers.push(numbers[root]);
            }
        }
        numbers
    }
}

/// One name, written the same but for titles, brackets, separators and capitals.
fn is_same(one: &Spelling<'_>, other: &Spelling<'_>) -> bool {
    if one.class.numbered || other.class.numbered {
        return one.printed == other.printed;
    }
    if one.is_person() || other.is_person() {
        return one.folded == other.folded;
    }
    let bare = |spelling: &Spelling<'_>| fold(split_note(spelling.printed).0);
    let noted = [one, other].map(|spelling| fold(spelling.class.name()));
    let differ = noted.iter().all(|name| !name.is_empty()) && noted[0] != noted[1];
    bare(one) == bare(other) && !differ
}

/// Whether `short` may be a shorter form of `long`.
fn is_variant(short: &Spelling<'_>, long: &Spelling<'_>) -> bool {
    if short.class.numbered || long.class.numbered || !long.is_person() {
        return false;
    }
    if !short.is_person() {
        // 主持人 alone is the only 主持人 with a name.
        let same = !long.class.word.is_empty() && short.class.word == long.class.word;
        return (short.class.shape == Shape::Part && same) || noted_as(long, short);
    }
    if short.folded == long.folded || short.length() >= long.length() {
        return noted_as(short, long) || noted_as(long, short) || is_slip(short, long);
    }
    let outer = [long.tokens.first(), long.tokens.last()];
    let token = short.tokens.len() == 1 && outer.into_iter().flatten().any(|token| *token == short.folded);
    let inside = short.tokens.len() > 1 && short.tokens.iter().all(|token| long.tokens.contains(token));
    long.tokens.len() > 1 && (token || inside || is_initials(short, long))
        || is_part_of_han_name(short, long)
        || noted_as(short, long)
        || is_slip(short, long)
}

/// `LR` of `Leila Rao`.
fn is_initials(short: &Spelling<'_>, long: &Spelling<'_>) -> bool {
    let letters = short.class.core;
    let initials: String = long.tokens.iter().filter_map(|token| token.chars().next()).collect();
    (2..=4).contains(&letters.len())
        && letters.chars().all(|letter| letter.is_ascii_uppercase())
        && initials.eq_ignore_ascii_case(letters)
}

/// 若川, 林老师, 林总, 老林 of 林若川; a foreign name's beginning.
fn is_part_of_han_name(short: &Spelling<'_>, long: &Spelling<'_>) -> bool {
    let (name, full) = (short.class.core, long.class.core);
    if !full.chars().all(is_han) || !name.chars().all(is_han) {
        return false;
    }
    let letters = short.length();
    let family = words::surname(full).map_or("", |length| &full[..length]);
    let addressed = name
        .strip_suffix('总')
        .or_else(|| name.strip_prefix('老'))
        .or_else(|| name.strip_prefix('小'))
        .or_else(|| (letters == 1).then_some(name));
    (letters >= 2 && full.ends_with(name))
        || (letters >= 2 && long.length() >= 4 && full.starts_with(name) && words::is_foreign(full))
        || (!family.is_empty() && addressed == Some(family))
}

/// `Mara Ellison（玛拉）` and `玛拉`.
fn noted_as(one: &Spelling<'_>, other: &Spelling<'_>) -> bool {
    if other.noted.is_empty() {
        return false;
    }
    let parts = || other.class.note.split([' ', '·', '-']).map(fold);
    let is_part = || {
        one.tokens.len() == 1
            && one.folded.len() > 2
            && one.folded.chars().all(is_latin)
            && [parts().next(), parts().next_back()].into_iter().flatten().any(|part| part == one.folded)
    };
    other.noted == one.folded || other.is_short && other.noted == fold(one.printed) || is_part()
}

/// One letter off in a long name: a slip, or another transliteration.
fn is_slip(one: &Spelling<'_>, other: &Spelling<'_>) -> bool {
    let latin = one.folded.chars().all(is_latin) && other.folded.chars().all(is_latin);
    let least = if latin { 6 } else { 4 };
    let (a, b): (Vec<char>, Vec<char>) = (one.folded.chars().collect(), other.folded.chars().collect());
    if a.len().min(b.len()) < least || a.len().abs_diff(b.len()) > 1 || a[0] != b[0] || a == b {
        return false;
    }
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let rest = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    same + rest + 1 >= a.len().max(b.len())
}
