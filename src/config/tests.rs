//! `fangtan.toml` as publishers write it.

use super::{Config, DeclaredRole, FeedKind, HtmlPolicy, Rules};
use crate::diagnostic::{Code, Diagnostic, Reported, Severity};

fn parse(text: &str) -> Reported<Config> {
    Config::parse(&"fangtan.toml".into(), text)
}

/// With a `base_url`, so that its absence is no fault.
fn with(text: &str) -> Reported<Config> {
    parse(&format!("base_url = \"https://example.com/\"\n{text}"))
}

fn clean(text: &str) -> Config {
    let reported = with(text);
    assert_eq!(reported.diagnostics, [], "{text}");
    reported.value
}

/// Code, line, column, marked text and help of every fault.
fn faults(reported: &Reported<Config>) -> Vec<(Code, u32, u32, &str, &str)> {
    reported.diagnostics.iter().map(located).collect()
}

fn located(fault: &Diagnostic) -> (Code, u32, u32, &str, &str) {
    let place = fault.place.as_ref().unwrap();
    let marked = &place.text[place.marked.clone()];
    (fault.code, place.line, place.column, marked, fault.help.as_deref().unwrap_or(""))
}

const WHOLE: &str = r#"
title = "北窗"
description = "关于耐心"
language = "zh-Hans"
author = "某人"
timezone = "Asia/Tokyo"
[output]
markdown = false
json = false
search = false
speakers = false
questions = false
map = false
llms = false
feeds = ["rss"]
[paginate]
by = 10
[feed]
items = 50
[permalink]
article = "/:year/:slug/"
[interview]
hosts = ["北窗"]
ignore = ["注"]
keep_tail = true
[speakers."林若川"]
aliases = ["若川", "Lin"]
role = "guest"
url = "https://example.org/"
bio = "写代码的人"
[speakers.Kai]
[related]
headings = ["再读"]
fill = 0
[markdown]
html = "raw"
[theme]
name = "broadsheet"
accent = "red"
columns = { wide = 3 }
[site]
icp = "ICP 1"
police = "公安 2"
license = "CC BY 4.0"
menu = [{ name = "关于", url = "/about/" }, { name = "源", url = "https://example.org/" }]
"#;

#[test]
fn the_whole_contract() {
    let config = clean(WHOLE);
    assert_eq!((config.title.as_str(), config.base_url.as_str()), ("北窗", "https://example.com/"));
    assert_eq!((config.description.as_str(), config.language.as_str()), ("关于耐心", "zh-Hans"));
    assert_eq!((config.author.as_str(), config.offset, config.rules.offset), ("某人", 32_400, 32_400));
    let output = &config.output;
    let switches = [
        output.markdown,
        output.json,
        output.search,
        output.speakers,
        output.questions,
        output.map,
        output.llms,
    ];
    assert_eq!((switches, output.feeds.as_slice()), ([false; 7], &[FeedKind::Rss][..]));
    assert_eq!((config.paginate_by, config.feed_items, config.permalink.as_str()), (10, 50, "/:year/:slug/"));
    assert_eq!((config.rules.hosts, config.rules.ignore), (vec!["北窗".to_owned()], vec!["注".to_owned()]));
    assert!(config.rules.keep_tail);
    let lin = config.rules.speakers.iter().find(|speaker| speaker.name == "林若川").unwrap();
    assert_eq!(
        (lin.role, lin.aliases.as_slice()),
        (Some(DeclaredRole::Guest), &["若川".to_owned(), "Lin".to_owned()][..])
    );
    assert_eq!(config.speakers["林若川"].bio.as_deref(), Some("写代码的人"));
    assert_eq!(config.speakers["Kai"].url, None);
    assert_eq!((config.rules.related_headings, config.related_fill), (vec!["再读".to_owned()], 0));
    assert_eq!((config.html, config.theme.as_str()), (HtmlPolicy::Raw, "broadsheet"));
    assert_eq!(config.theme_options["accent"].as_str(), Some("red"));
    assert_eq!(config.theme_options["columns"]["wide"].as_integer(), Some(3));
    assert_eq!((config.icp.as_deref(), config.police.as_deref()), (Some("ICP 1"), Some("公安 2")));
    assert_eq!(config.license.as_deref(), Some("CC BY 4.0"));
    assert_eq!((config.menu.len(), config.menu[1].url.as_str()), (2, "https://example.org/"));
}

#[test]
fn without_a_file_the_defaults_stand() {
    let root = tempfile::tempdir().unwrap();
    let Reported { value, diagnostics } = Config::load(root.path(), None);
    assert_eq!((value.rules.clone(), value), (Rules::default(), Config::default()));
    assert_eq!((diagnostics.len(), diagnostics[0].code), (1, Code::NoBaseUrl));
    assert_eq!(diagnostics[0].severity, Severity::Warning);
}

#[test]
fn a_file_that_was_asked_for_must_be_there() {
    let root = tempfile::tempdir().unwrap();
    let missing = root.path().join("other.toml");
    let fault = &Config::load(root.path(), Some(&missing)).diagnostics[0];
    assert_eq!((fault.code, fault.severity), (Code::BadConfig, Severity::Error));
    std::fs::write(&missing, "title = \"甲\"\nbase_url = \"http://localhost/\"").unwrap();
    assert_eq!(Config::load(root.path(), Some(&missing)).value.title, "甲");
}

#[test]
fn a_file_that_is_not_utf8_is_shown_with_its_first_bad_byte() {
    let root = tempfile::tempdir().unwrap();
    std::fs::write(
        root.path().join("fangtan.toml"),
        b"base_url = \"https://example.com/\"\ntitle = \"\xc4\xe3\"\n",
    )
    .unwrap();
    let reported = Config::load(root.path(), None);
    assert_eq!(faults(&reported)[0], (Code::BadConfig, 2, 10, "\u{fffd}", "save the file as UTF-8"));
}

#[test]
fn a_base_url_has_a_scheme_a_host_and_a_slash() {
    for (written, used) in [
        ("https://example.com", "https://example.com/"),
        ("https://example.com/blog//", "https://example.com/blog/"),
        ("http://localhost:4000/", "http://localhost:4000/"),
        ("https://example.com/博客", "https://example.com/%E5%8D%9A%E5%AE%A2/"),
    ] {
        assert_eq!(Config::normal_base_url(written).as_deref(), Some(used));
    }
    for written in [
        "",
        "example.com",
        "//example.com",
        "ftp://example.com",
        "https://",
        "https://a.b/?q",
        "https:///x",
        "https://a b/",
        "https://a.b/../c",
    ] {
        assert_eq!(Config::normal_base_url(written), None, "{written}");
    }
    let reported = parse("title = \"x\"\nbase_url = \"example.com/\"\n");
    let wanted = (Code::BadConfig, 2, 12, "\"example.com/\"", "write `base_url = \"https://example.com/\"`");
    assert_eq!(faults(&reported), [wanted]);
    assert_eq!(reported.value.base_url, Config::default().base_url);
}

#[test]
fn every_wrong_value_is_reported_and_its_default_stands() {
    let reported = with(
        "title = 3\ntimezone = \"东八区\"\n[output]\nmap = \"no\"\nfeeds = [\"rss\", \"xml\", 1]\n[paginate]\nby = 0\n\
         [feed]\nitems = \"many\"\n[permalink]\narticle = \"slug\"\n[speakers.'甲']\nrole = \"boss\"\n[markdown]\nhtml = \"none\"\n\
         [site]\nmenu = [{ name = \"关于\" }, 1]\n",
    );
    let at: Vec<_> = faults(&reported)
        .iter()
        .map(|(code, line, _, marked, _)| (*code, *line, marked.to_string()))
        .collect();
    let wanted = [
        (2, "3"),
        (3, "\"东八区\""),
        (5, "\"no\""),
        (6, "\"xml\""),
        (6, "1"),
        (8, "0"),
        (10, "\"many\""),
        (12, "\"slug\""),
        (14, "\"boss\""),
        (16, "\"none\""),
        (18, "{ name = \"关于\" }"),
        (18, "1"),
    ];
    assert_eq!(at, wanted.map(|(line, marked)| (Code::BadConfig, line, marked.to_owned())));
    let fallback = reported.value;
    assert_eq!(fallback.output.feeds, [FeedKind::Rss]);
    assert_eq!(
        (fallback.title, fallback.paginate_by, fallback.permalink.as_str()),
        (Config::default().title, 20, "/:slug/")
    );
    assert!(fallback.output.map && fallback.menu.is_empty());
}

#[test]
fn a_message_says_what_is_taken_and_what_was_given() {
    let reported = with("[paginate]\nby = -1\n[output]\nmap = 1\n");
    let messages: Vec<_> = reported.diagnostics.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "\"paginate.by\" takes a whole number from 1 on, not -1",
            "\"output.map\" takes `true` or `false`, not a number",
        ]
    );
}

#[test]
fn an_unknown_key_is_named_with_the_one_that_was_meant() {
    let reported = with(
        "titel = \"x\"\nmood = 1\n[output]\nmarkdwn = true\ntitle = \"x\"\n[speakers.\"甲\"]\nalias = []\n[otuput]\n",
    );
    assert!(reported.diagnostics.iter().all(|fault| fault.severity == Severity::Warning));
    let known = "known here: title, description, language, author, base_url, timezone, output, paginate, feed, \
                 permalink, interview, speakers, related, markdown, theme, site, redirects";
    let wanted = [
        (Code::UnknownConfigKey, 2, 1, "titel", "write `title`"),
        (Code::UnknownConfigKey, 3, 1, "mood", known),
        (Code::UnknownConfigKey, 5, 1, "markdwn", "write `markdown`"),
        (Code::UnknownConfigKey, 6, 1, "title", "move `title` above the first `[…]` line"),
        (Code::UnknownConfigKey, 8, 1, "alias", "known in [speakers.\"甲\"]: aliases, role, url, bio"),
        (Code::UnknownConfigKey, 9, 2, "otuput", "write `output`"),
    ];
    assert_eq!(faults(&reported), wanted);
}

#[test]
fn all_that_is_no_toml_is_reported_at_once_and_the_rest_is_read() {
    let reported =
        with("title = “北窗”\nauthor = \"某人\"\n[paginate]\nby = 7\nby = 8\n[speakers.甲]\nurl: \"x\"\n");
    let found = faults(&reported);
    let lines: Vec<_> = found.iter().map(|(code, line, ..)| (*code, *line)).collect();
    assert_eq!(lines, [2, 6, 7, 8].map(|line| (Code::BadConfig, line)));
    assert_eq!(found[2].4, "put the name in quotes: `[speakers.\"…\"]`");
    assert_eq!(found[0].4, "write quotation marks, brackets, commas and `=` as plain (half-width) ones");
    assert_eq!((reported.value.author.as_str(), reported.value.paginate_by), ("某人", 7));
}

#[test]
fn a_value_where_a_section_belongs_is_named() {
    let reported = with("theme = \"broadsheet\"\nspeakers = []\n");
    let wanted = [
        (Code::BadConfig, 2, 9, "\"broadsheet\"", "write `[theme]` and its keys below"),
        (Code::BadConfig, 3, 12, "[]", "write `[speakers]` and its keys below"),
    ];
    assert_eq!(faults(&reported), wanted);
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_configuration(text in "([a-z_]{0,8}( ?= ?)?[\"\\[\\]{}0-9a-z：“=.,\n]{0,12}\n?){0,12}\\PC{0,10}") {
        let config = parse(&text).value;
        proptest::prop_assert!(config.base_url.ends_with('/') && config.paginate_by > 0);
    }
}

#[test]
fn a_pattern_of_addresses_names_folders_from_the_root() {
    for pattern in ["/../:slug/", "/:slug//x/", ":slug", "/x/"] {
        let text = format!("[permalink]\narticle = \"{pattern}\"\n");
        let reported = with(&text);
        let wrong = [(Code::BadConfig, 3, 11, &*format!("\"{pattern}\""), "write `article = \"/:slug/\"`")];
        assert_eq!(faults(&reported), wrong);
        assert_eq!(reported.value.permalink, "/:slug/");
    }
    assert_eq!(clean("[permalink]\narticle = \"/:year/:slug/\"\n").permalink, "/:year/:slug/");
}
