//! Everything that may happen to a site between two builds, at random, and a hand that does it.

mod article;
mod hand;

pub(crate) use article::{Article, article};
pub(crate) use hand::Hand;

use proptest::prelude::*;

/// Articles of a generated site.
pub(crate) const ARTICLES: usize = 8;

/// Something that happens between two builds.
#[derive(Debug, Clone)]
pub(crate) enum Edit {
    /// An article is written, a new one or over an old one.
    Write { article: usize, text: Article },
    /// One thing about an article changes.
    Change { article: usize, what: Change },
    /// An article is removed.
    Delete { article: usize },
    /// An article's file gets another name.
    Rename { article: usize, name: &'static str },
    /// Two files take each other's place, times and all.
    Swap { one: usize, other: usize },
    /// A file's time changes and its bytes do not.
    Touch { article: usize, years: u64 },
    /// A file becomes what no article is.
    Spoil { article: usize, how: Spoiled },
    /// The configuration is written.
    Config(Settings),
    /// A template of the site is written, or taken away.
    Template { name: &'static str, text: Option<&'static str> },
    /// A template of the site's own theme is written, or taken away.
    Theme { name: &'static str, text: Option<&'static str> },
    /// A static file is written, or taken away.
    Static { css: Option<&'static str> },
    /// A picture is written; or a file where a page may want to be.
    Asset { path: &'static str, bytes: &'static str },
    /// The copy of a picture that lies elsewhere comes or goes, and the ledger of copies is written, or taken away.
    Copy { there: bool, width: Option<u8> },
    /// A page of the last build is damaged.
    Damage { page: usize, how: Damage },
    /// What builds remember is damaged; the next one is of a new process.
    Confuse { file: usize, how: Damage },
    /// Time has passed, or the clock was set back.
    Clock { month: i64 },
    /// The next build is one of a new process, with other options.
    Restart { drafts: bool, future: bool, elsewhere: bool },
    /// The next build is one of a new process, and output and memory are lost.
    Forget,
}

/// One thing about an article.
#[derive(Debug, Clone)]
pub(crate) enum Change {
    Title(usize),
    Date(Option<u8>),
    Tags(Vec<&'static str>),
    /// Who answers, and how that is printed.
    Label(&'static str, usize),
    Questions(usize),
    Draft(bool),
    Related(Vec<usize>),
    Tail(bool),
    Slug(Option<&'static str>),
}

/// What can happen to a written file.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Damage {
    Removed,
    Changed,
    Emptied,
    Halved,
}

/// What is no article.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Spoiled {
    NotUtf8,
    Empty,
    BadYaml,
}

/// What a configuration says.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    by: usize,
    title: &'static str,
    offset: &'static str,
    permalink: &'static str,
    switches: [bool; 7],
    html: &'static str,
    fill: usize,
    feeds: &'static str,
    theme: bool,
    lead: bool,
    host: bool,
}

fn settings() -> impl Strategy<Value = Settings> {
    let words = (
        prop::sample::select(vec!["谈", "再谈"]),
        prop::sample::select(vec!["+08:00", "+00:00"]),
        prop::sample::select(vec!["/:slug/", "/:slug/", "/:year/:slug/"]),
        prop::sample::select(vec!["safe", "text", "raw"]),
        prop::sample::select(vec!["", "\"rss\"", "\"atom\", \"json\""]),
    );
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (1..4usize, words, any::<[bool; 7]>(), 0..4usize, flags).prop_map(
        |(by, (title, offset, permalink, html, feeds), switches, fill, (theme, lead, host))| Settings {
            by,
            title,
            offset,
            permalink,
            switches,
            html,
            fill,
            feeds,
            theme,
            lead,
            host,
        },
    )
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (0..3usize).prop_map(Change::Title),
        article::date().prop_map(Change::Date),
        article::tags().prop_map(Change::Tags),
        (article::guest(), 0..3usize).prop_map(|(name, label)| Change::Label(name, label)),
        (0..5usize).prop_map(Change::Questions),
        any::<bool>().prop_map(Change::Draft),
        article::related().prop_map(Change::Related),
        any::<bool>().prop_map(Change::Tail),
        article::slug().prop_map(Change::Slug),
    ]
}

/// Any edit, the usual ones more often.
pub(crate) fn edit() -> impl Strategy<Value = Edit> {
    let place = || 0..ARTICLES;
    let damage =
        || prop::sample::select(vec![Damage::Removed, Damage::Changed, Damage::Emptied, Damage::Halved]);
    let spoiled = prop::sample::select(vec![Spoiled::NotUtf8, Spoiled::Empty, Spoiled::BadYaml]);
    let name = prop::sample::select(vec!["article-{}", "又一篇-{}", "2026/article-{}", "2026/a/{}"]);
    let template = |texts: &'static [(&'static str, &'static str)]| {
        (prop::sample::select(texts), any::<bool>()).prop_map(|((name, text), is)| (name, is.then_some(text)))
    };
    let assets = vec!["picture.png", "picture.png", "2026/picture.png", "one-1/index.html"];
    prop_oneof![
        4 => (place(), article()).prop_map(|(article, text)| Edit::Write { article, text }),
        12 => (place(), change()).prop_map(|(article, what)| Edit::Change { article, what }),
        2 => place().prop_map(|article| Edit::Delete { article }),
        2 => (place(), name).prop_map(|(article, name)| Edit::Rename { article, name }),
        1 => (place(), place()).prop_map(|(one, other)| Edit::Swap { one, other }),
        1 => (place(), 0..70u64).prop_map(|(article, years)| Edit::Touch { article, years }),
        1 => (place(), spoiled).prop_map(|(article, how)| Edit::Spoil { article, how }),
        2 => settings().prop_map(Edit::Config),
        2 => template(TEMPLATES).prop_map(|(name, text)| Edit::Template { name, text }),
        1 => template(THEMED).prop_map(|(name, text)| Edit::Theme { name, text }),
        1 => prop::option::of(prop::sample::select(vec!["p{}", "b{}"])).prop_map(|css| Edit::Static { css }),
        1 => (prop::sample::select(assets), prop::sample::select(DRAWINGS))
            .prop_map(|(path, bytes)| Edit::Asset { path, bytes }),
        1 => (any::<bool>(), prop::option::of(0..3u8)).prop_map(|(there, width)| Edit::Copy { there, width }),
        1 => (any::<usize>(), damage()).prop_map(|(page, how)| Edit::Damage { page, how }),
        1 => (any::<usize>(), damage()).prop_map(|(file, how)| Edit::Confuse { file, how }),
        1 => (0..12i64).prop_map(|month| Edit::Clock { month }),
        2 => any::<(bool, bool, bool)>()
            .prop_map(|(drafts, future, elsewhere)| Edit::Restart { drafts, future, elsewhere }),
        1 => Just(Edit::Forget),
    ]
}

/// What pictures hold: two of one length and another size, and none.
const DRAWINGS: &[&str] = &["a", "<svg width='3' height='2'/>", "<svg width='2' height='3'/>"];

/// Templates of the site itself: some stand alone, some over the default's, one is wrong.
const TEMPLATES: &[(&str, &str)] = &[
    ("404.html", "<p>{{ site.title }}</p>"),
    ("404.html", "<p>{{ site.title }}"),
    ("article-end.html", "<p>{{ article.title }} {{ article.questions }}</p>"),
    ("footer.html", "<footer>{{ page.url }}</footer>"),
    ("home.html", "{% extends \"default/home.html\" %}{% block after %}<i>{{ page.kind }}</i>{% endblock %}"),
    ("term.html", "{{ nothing"),
];

/// Templates of the theme that a configuration may name.
const THEMED: &[(&str, &str)] = &[
    ("theme.toml", "name = \"own\"\nextends = \"default\"\n[options]\nlead = false\n"),
    ("templates/footer.html", "<footer>own</footer>"),
    (
        "templates/related.html",
        "{% for it in article.related %}<a href=\"{{ it.url }}\">{{ it.title }}</a>{% endfor %}",
    ),
    ("static/site.css", "i{}"),
];
