//! What a printed name shows by itself: a part, a person's name, or a noun.
//!
//! In comes the text before a colon; out goes its [`Class`]. Invariant: pure, and no list of people or outlets.

#[cfg(test)]
mod tests;
pub(super) mod words;

use super::reading::Role;

/// What a printed name is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Class<'n> {
    /// The part that a word of it names.
    pub(super) role: Option<Role>,
    /// The word that names the part: `主持人`.
    pub(super) word: &'n str,
    /// The name itself, without role word, title, quotes and brackets; empty if there is only the part.
    pub(super) core: &'n str,
    /// The core with its title: `Dr. Okoro`.
    pub(super) titled: &'n str,
    /// What stands in brackets behind it.
    pub(super) note: &'n str,
    /// What the core looks like.
    pub(super) shape: Shape,
    /// A numbered voice: `观众2`.
    pub(super) numbered: bool,
}

/// What a name looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// No name can look like this, or it is a word that never speaks.
    Never,
    /// Any other noun.
    Noun,
    /// A person's name, or an outlet's in quotes.
    Person,
    /// No name: the part stands alone.
    Part,
    /// A question with a number and no name.
    Question,
    /// An answer with or without a number.
    Answer,
}

impl<'n> Class<'n> {
    /// Looks at a printed name.
    pub(super) fn of(printed: &'n str) -> Self {
        if let Some((name, role)) = asks_or_answers(printed) {
            let class = Self::of(name);
            return Self { role: class.role.or(Some(role)), ..class };
        }
        let (bare, note) = split_note(printed);
        let quoted = bare.starts_with(['「', '《', '【', '『', '“', '[']);
        let bare =
            bare.trim_matches(['「', '」', '《', '》', '【', '】', '『', '』', '“', '”', '[', ']', ' ']);
        let noted = role_of_note(note);
        if let Some(shape) = question_or_answer(bare) {
            let role = if shape == Shape::Question { Role::Host } else { Role::Guest };
            let numbered = bare.ends_with(is_number);
            return Self { role: Some(role), word: bare, core: "", titled: "", note, shape, numbered };
        }
        if let Some((role, word, rest)) = role_word(bare) {
            let core = strip_title(rest);
            if core.is_empty() || core.chars().all(|letter| is_number(letter) || matches!(letter, ' ' | '#'))
            {
                let numbered = !core.is_empty();
                return Self { role, word: bare, core: "", titled: "", note, shape: Shape::Part, numbered };
            }
            if is_tag(core) {
                return Self { role, word, core, titled: rest, note, shape: Shape::Part, numbered: true };
            }
            if shape(core) > Shape::Never && !is_noun(bare) {
                return Self { role, word, core, titled: rest, note, shape: Shape::Person, numbered: false };
            }
        }
        if let Some(core) = beside_job(bare) {
            let shape = Shape::Person;
            return Self { role: noted, word: "", core, titled: core, note, shape, numbered: false };
        }
        let core = strip_title(bare);
        let titled = core.len() < bare.len();
        let mut shape = if is_noun(bare) { Shape::Never } else { shape(core) };
        if shape == Shape::Noun && (quoted || titled || noted.is_some()) {
            shape = Shape::Person;
        }
        let numbered = bare.ends_with(|letter: char| letter.is_ascii_digit());
        Self { role: noted, word: "", core, titled: bare, note, shape, numbered }
    }

    /// The name itself: the core, or what stands in brackets behind a word for a part: `Q（林若川）`.
    pub(super) fn name(&self) -> &'n str {
        let named = self.shape >= Shape::Part && self.core.is_empty() && shape(self.note) == Shape::Person;
        if named && role_of_note(self.note).is_none() {
            return self.note;
        }
        // A title is part of how somebody with one word of a name is called.
        let alone = !self.core.contains([' ', '·', '・', '•']) && self.core.chars().all(is_latin);
        if alone || self.core.chars().count() < 2 { self.titled } else { self.core }
    }
}

/// `林若川答`, `记者问`: the name, and the part that the verb says.
pub(super) fn asks_or_answers(printed: &str) -> Option<(&str, Role)> {
    /// Letters of a name that no shorter one and a verb may be: 素问 is a given name.
    const LEAST: usize = 3;
    let (name, role) = printed
        .strip_suffix('问')
        .map(|name| (name.trim_end_matches('提'), Role::Host))
        .or_else(|| printed.strip_suffix('答').map(|name| (name.trim_end_matches('回'), Role::Guest)))?;
    let is_person =
        || name.chars().count() >= LEAST && name.chars().all(is_han) && shape(name) == Shape::Person;
    (!name.is_empty() && (words::is_part(name) || is_person())).then_some((name, role))
}

/// The name and what stands in brackets behind it.
pub(super) fn split_note(printed: &str) -> (&str, &str) {
    let Some(open) = printed.find(['（', '(', '，', ',']) else { return (printed, "") };
    let note = printed[open..].trim_matches(['（', '(', '）', ')', ' ', '，', ',']);
    (printed[..open].trim_end(), note)
}

/// The short form that a name says for itself: `林若川（以下简称“林”）`.
pub(super) fn short_form(printed: &str) -> Option<&str> {
    let (_, note) = split_note(printed);
    let (_, short) = ["简称", "下称", "簡稱"].iter().find_map(|word| note.split_once(word))?;
    Some(short.trim_start_matches(['为', '作', '：', ':']))
}

fn role_of_note(note: &str) -> Option<Role> {
    let roles = [Role::Host, Role::Guest, Role::Audience];
    roles.into_iter().find(|role| !note.is_empty() && words::names_part(note, *role))
}

/// A number, also in Chinese.
fn is_number(letter: char) -> bool {
    letter.is_ascii_digit() || "一二三四五六七八九十百〇零两".contains(letter)
}

fn question_or_answer(bare: &str) -> Option<Shape> {
    let stem = bare.trim_end_matches(|letter: char| is_number(letter) || letter == ' ' || letter == '.');
    let numbered = stem.len() < bare.len();
    let is = |list: &[&str]| list.iter().any(|word| stem.eq_ignore_ascii_case(word));
    // 问题 and 提问 alone are nouns; a number, or a word of one letter, makes them the label of a question.
    let short = matches!(stem, "Q" | "q" | "A" | "a" | "问" | "答");
    match () {
        () if is(words::QUESTION) && (numbered || short) => Some(Shape::Question),
        () if is(words::ANSWER) && (numbered || short) => Some(Shape::Answer),
        () => None,
    }
}

/// The part that a word at the beginning or end names: part, word, the rest.
fn role_word(bare: &str) -> Option<(Option<Role>, &str, &str)> {
    if let Some((end, role)) = words::part_before(bare) {
        let (word, rest) = bare.split_at(end);
        let parted = word.is_ascii() || word.chars().count() == 1;
        if !(parted && rest.starts_with(char::is_alphabetic)) {
            return Some((role, word, rest.trim_matches([' ', '·', '-', '/', '｜', '|', '—', '_'])));
        }
    }
    let (start, role) = words::part_behind(bare)?;
    let (rest, word) = (bare[..start].trim_end(), &bare[start..]);
    let told = word.chars().count() > 1 && role.is_some() && shape(rest) > Shape::Noun;
    told.then_some((role, word, rest))
}

/// A letter or two that tell voices of one kind apart: `主持人A`.
fn is_tag(core: &str) -> bool {
    core.len() <= 2
        && core.starts_with(|letter: char| letter.is_ascii_uppercase())
        && core.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        || matches!(core, "甲" | "乙" | "丙" | "丁")
}

/// The person's name beside what they do: `北窗科技创始人林若川`, `林若川 北窗科技创始人`.
fn beside_job(bare: &str) -> Option<&str> {
    let job = words::job_end(bare)?;
    let is_person = |name: &&str| shape(name) == Shape::Person;
    let behind = bare[job..].trim_matches([' ', '·', '、', '/']);
    let before = || bare.split([' ', '\u{3000}']).next().unwrap_or_default();
    Some(behind).filter(is_person).or_else(|| {
        let told = job == bare.len() && before().len() < bare.len() && before().chars().all(is_han);
        Some(before()).filter(|name| told && is_person(name))
    })
}

/// A name without 教授 and the like.
pub(super) fn strip_title(name: &str) -> &str {
    let name = name.trim();
    let stripped = words::TITLES.iter().find_map(|title| name.strip_suffix(title)).map(str::trim_end);
    let name = stripped.filter(|rest| !rest.is_empty()).unwrap_or(name);
    for honorific in words::HONORIFICS {
        if let Some(rest) = name.strip_prefix(honorific) {
            let after = rest.trim_start_matches('.').trim_start();
            if after.len() < rest.len() && !after.is_empty() {
                return after;
            }
        }
    }
    name
}

/// Whether the text is a word that never speaks, or ends with one.
fn is_noun(bare: &str) -> bool {
    let stem = bare.trim_end_matches(|letter: char| is_number(letter) || matches!(letter, ' ' | '#' | '.'));
    let ordinal = bare.strip_prefix('第').is_some_and(|rest| rest.starts_with(is_number));
    stem.is_empty() || ordinal || words::is_noun(stem)
}

/// What a name without part and title looks like.
fn shape(core: &str) -> Shape {
    let length = core.chars().count();
    if length == 0 || length > 26 || is_noun(core) {
        return Shape::Never;
    }
    let han = core.chars().filter(|letter| is_han(*letter)).count();
    let latin = core.chars().filter(|letter| is_latin(*letter)).count();
    if han == 0 && latin == 0 {
        return Shape::Never;
    }
    match () {
        () if han == 0 => latin_shape(core),
        () if core.contains(['·', '・', '•']) => Shape::Person,
        () if latin > 0 => Shape::Noun,
        () if han == length => han_shape(core, length),
        () => Shape::Noun,
    }
}

fn han_shape(core: &str, length: usize) -> Shape {
    let family = words::surname(core).filter(|family| core.len() > *family);
    match family {
        Some(family) if (1..=2).contains(&(core[family..].chars().count())) => Shape::Person,
        _ if (2..=7).contains(&length) && words::is_foreign(core) => Shape::Person,
        _ if length <= 8 => Shape::Noun,
        _ => Shape::Never,
    }
}

/// Words that begin with capitals, or few letters in capitals.
fn latin_shape(core: &str) -> Shape {
    const PARTICLES: &[&str] = &["de", "van", "von", "der", "da", "di", "del", "el", "al", "bin", "la", "le"];
    let mut count = 0;
    for word in core.split([' ', '·', '・', '-']).filter(|word| !word.is_empty()) {
        count += 1;
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let lettered = word.chars().all(|letter| is_latin(letter) || matches!(letter, '.' | '\'' | '’'));
        if !(lettered && (capital || PARTICLES.contains(&word))) {
            return if count == 1 && core.len() <= 16 && core.chars().all(is_handle) {
                Shape::Noun
            } else {
                Shape::Never
            };
        }
    }
    if count <= 4 { Shape::Person } else { Shape::Never }
}

/// What nicknames on the web are made of.
fn is_handle(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '_' | '-' | '.' | '@')
}

/// A letter of Latin script.
pub(super) fn is_latin(letter: char) -> bool {
    letter.is_alphabetic() && (letter as u32) < 0x250
}

/// A Chinese letter.
pub(super) fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}
