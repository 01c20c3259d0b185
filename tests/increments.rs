//! An incremental build is a clean build: the same bytes and the same diagnostics, whatever was edited before.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod support;

use proptest::prelude::*;
use support::site::Site;
use support::tree;

/// Articles of a generated site.
const ARTICLES: usize = 8;

/// What a publisher may leave out.
const OUTPUTS: &[&str] = &[
    "",
    "speakers = false",
    "questions = false",
    "json = false",
    "markdown = false\nllms = false",
    "feeds = [\"json\"]",
    "feeds = []",
];

/// Something that an author does between two builds.
#[derive(Debug, Clone)]
enum Edit {
    /// Writes an article.
    Write { article: usize, text: Text },
    /// Removes an article.
    Delete { article: usize },
    /// Writes the configuration.
    Config { by: usize, title: &'static str, offset: &'static str, output: &'static str, html: &'static str },
    /// Overrides a template, or takes the override away.
    Template { marked: bool },
    /// Overrides a static file, or takes the override away.
    Static { css: Option<&'static str> },
    /// Writes a picture.
    Picture { bytes: &'static str },
    /// Damages a page of the last build.
    Damage { page: usize, how: Damage },
    /// The next build is one of a new process.
    Restart,
    /// The next build is one of a new process, and `.fangtan` is lost.
    Forget,
}

/// What can happen to a written file.
#[derive(Debug, Clone, Copy)]
enum Damage {
    Removed,
    Changed,
    Emptied,
}

/// What an article says.
#[derive(Debug, Clone)]
struct Text {
    title: usize,
    date: Option<u8>,
    tags: Vec<&'static str>,
    slug: Option<&'static str>,
    alias: bool,
    draft: bool,
    page: bool,
    account: bool,
    guest: &'static str,
    questions: usize,
    links: Vec<usize>,
    related: Vec<usize>,
    tail: bool,
    series: Option<&'static str>,
    updated: Option<u8>,
}

fn text() -> impl Strategy<Value = Text> {
    let names = prop::sample::select(vec!["林若川", "周砚", "Ada Lin"]);
    let tags = prop::collection::vec(prop::sample::select(vec!["模型", "医院", "农业", "AI"]), 0..3);
    let head = (0..3usize, prop::option::weighted(0.9, 1..28u8), tags);
    let slug = prop::option::weighted(0.3, prop::sample::select(vec!["one", "two", "three"]));
    let flags =
        (prop::bool::weighted(0.2), prop::bool::weighted(0.15), prop::bool::weighted(0.1), any::<bool>());
    let body = (
        names,
        0..4usize,
        prop::collection::vec(0..ARTICLES, 0..2),
        prop::collection::vec(0..ARTICLES, 0..3),
    );
    let series = prop::option::weighted(0.3, prop::sample::select(vec!["长谈", "短谈"]));
    let more = (series, prop::option::weighted(0.3, 1..28u8));
    (head, slug, flags, body, any::<bool>(), more).prop_map(|(head, slug, flags, body, tail, more)| Text {
        title: head.0,
        date: head.1,
        tags: head.2,
        slug,
        alias: flags.0,
        draft: flags.1,
        page: flags.2,
        account: flags.3,
        guest: body.0,
        questions: body.1,
        links: body.2,
        related: body.3,
        tail,
        series: more.0,
        updated: more.1,
    })
}

fn edit() -> impl Strategy<Value = Edit> {
    let config = (
        1..4usize,
        prop::sample::select(vec!["谈", "再谈"]),
        prop::sample::select(vec!["+08:00", "+00:00"]),
        prop::sample::select(OUTPUTS.to_vec()),
        prop::sample::select(vec!["safe", "text"]),
    );
    let damage = prop::sample::select(vec![Damage::Removed, Damage::Changed, Damage::Emptied]);
    prop_oneof![
        8 => (0..ARTICLES, text()).prop_map(|(article, text)| Edit::Write { article, text }),
        2 => (0..ARTICLES).prop_map(|article| Edit::Delete { article }),
        1 => config.prop_map(|(by, title, offset, output, html)| Edit::Config { by, title, offset, output, html }),
        1 => any::<bool>().prop_map(|marked| Edit::Template { marked }),
        1 => prop::option::of(prop::sample::select(vec!["p{}", "b{}"])).prop_map(|css| Edit::Static { css }),
        1 => prop::sample::select(vec!["a", "b", "cc"]).prop_map(|bytes| Edit::Picture { bytes }),
        1 => (any::<usize>(), damage).prop_map(|(page, how)| Edit::Damage { page, how }),
        2 => Just(Edit::Restart),
        1 => Just(Edit::Forget),
    ]
}

fn address(article: usize) -> String {
    format!("http://mp.weixin.qq.com/s?__biz=MzAw&mid=100{article}&idx=1&sn=f00")
}

fn markdown(article: usize, text: &Text) -> String {
    use std::fmt::Write;
    let mut out = String::from("---\n");
    let _ = writeln!(out, "title: {}", ["为什么", "怎么办", "是什么"][text.title]);
    if let Some(day) = text.date {
        let _ = writeln!(out, "date: 2026-0{}-{day:02} 10:00", article + 1);
    }
    let _ = writeln!(out, "tags: [{}]", text.tags.join(", "));
    text.slug.map(|slug| writeln!(out, "slug: {slug}-{article}"));
    text.series.map(|series| writeln!(out, "series: {series}"));
    text.updated.map(|day| writeln!(out, "updated: 2026-11-{day:02}"));
    for (is, line) in
        [(text.alias, "aliases: [/old/]"), (text.draft, "draft: true"), (text.page, "kind: page")]
    {
        let line = line.replace("/old/", &format!("/old-{article}/"));
        is.then(|| writeln!(out, "{line}"));
    }
    text.account.then(|| writeln!(out, "source: {}", address(article)));
    let _ = writeln!(out, "---\n\n导语第一句。![图](picture.png)\n");
    for link in &text.links {
        let _ = writeln!(out, "参见[前文]({})和[另一篇](article-{link}.md)。\n", address(*link));
    }
    for question in 0..text.questions {
        let _ = writeln!(
            out,
            "**记者：**第{question}个问题是什么？\n\n**{}：**第{question}个回答。\n",
            text.guest
        );
    }
    if !text.related.is_empty() {
        out.push_str("**往期回顾**\n\n");
        for (number, related) in text.related.iter().enumerate() {
            let _ = writeln!(out, "[{}、旧文](<{}>)\n", number + 1, address(*related));
        }
    }
    if text.tail {
        out.push_str("扫描下方二维码，关注我们。\n\n点赞、在看、转发，是最大的支持。\n");
    }
    out
}

fn apply(site: &mut Site, edit: &Edit) {
    let remove = |site: &Site, path: &str| {
        if site.file(path).exists() {
            site.delete(path);
        }
    };
    match edit {
        Edit::Write { article, text } => {
            site.write(&format!("content/article-{article}.md"), markdown(*article, text).as_bytes());
        }
        Edit::Delete { article } => remove(site, &format!("content/article-{article}.md")),
        Edit::Config { by, title, offset, output, html } => {
            let config = format!(
                "title = \"{title}\"\nbase_url = \"https://example.org/\"\ntimezone = \"{offset}\"\n\
                 [output]\n{output}\n[related]\nfill = 0\n[paginate]\nby = {by}\n[markdown]\nhtml = \"{html}\"\n"
            );
            site.write("fangtan.toml", config.as_bytes());
        }
        Edit::Template { marked: true } => {
            site.write("templates/404.html", "<p>{{ site.title }}</p>".as_bytes());
        }
        Edit::Template { marked: false } => remove(site, "templates/404.html"),
        Edit::Static { css: Some(css) } => site.write("static/site.css", css.as_bytes()),
        Edit::Static { css: None } => remove(site, "static/site.css"),
        Edit::Picture { bytes } => site.write("content/picture.png", bytes.as_bytes()),
        Edit::Damage { page, how } => damage(site, *page, *how),
        Edit::Restart => site.restart(),
        Edit::Forget => {
            remove(site, ".fangtan");
            remove(site, "public");
            site.restart();
        }
    }
}

fn damage(site: &Site, page: usize, how: Damage) {
    let pages: Vec<String> = tree::read(&site.file("public")).into_keys().collect();
    let Some(path) = pages.get(page % pages.len().max(1)) else { return };
    let file = site.file("public").join(path);
    match how {
        Damage::Removed => std::fs::remove_file(file).unwrap(),
        Damage::Changed => {
            let mut bytes = std::fs::read(&file).unwrap();
            bytes.reverse();
            std::fs::write(file, bytes).unwrap();
        }
        Damage::Emptied => std::fs::write(file, "").unwrap(),
    }
}

/// Builds, and compares with a clean build; a site with errors is left as it was.
fn check(site: &mut Site, once: bool) -> Result<(), TestCaseError> {
    let before = tree::read(&site.file("public"));
    let build = |site: &mut Site| if once { site.build_once() } else { site.build() };
    let built = build(site);
    let (clean, said) = site.clean_build();
    let there = tree::read(&site.file("public"));
    prop_assert_eq!(built.stderr(), said);
    let wanted = if built.outcome.failed() { before } else { clean };
    prop_assert_eq!(tree::difference(&there, &wanted), None);
    if !built.outcome.failed() {
        let again = build(site);
        prop_assert_eq!(again.rendered(), "", "nothing changed since");
        prop_assert_eq!(again.written, Some(fangtan::output::Written::default()));
        prop_assert_eq!(again.stderr(), built.stderr());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_lead_where_a_clean_build_leads(
        aged: bool,
        texts in prop::collection::vec(text(), ARTICLES),
        edits in prop::collection::vec((edit(), any::<bool>()), 1..16),
    ) {
        let mut site = Site::new();
        site.aged = aged;
        for (article, text) in texts.iter().enumerate() {
            apply(&mut site, &Edit::Write { article, text: text.clone() });
        }
        check(&mut site, false)?;
        for (edit, once) in &edits {
            apply(&mut site, edit);
            check(&mut site, *once)?;
        }
    }
}

fn article(title: &str, date: &str) -> String {
    format!("---\ntitle: {title}\ndate: {date}\n---\n\n正文。\n")
}

#[test]
fn a_site_that_nobody_touched_is_not_even_read() {
    let mut site = Site::new();
    site.aged = true;
    site.write("fangtan.toml", "base_url = \"https://example.org/\"\n".as_bytes());
    site.write("content/a.md", article("甲", "2026-01-02").as_bytes());
    site.write("content/b.md", article("乙", "2027-03-01").as_bytes());
    let is_read = |site: &mut Site| !site.build_once().outcome.stats.stages.is_empty();
    assert!(is_read(&mut site));
    assert!(!is_read(&mut site), "nothing changed");
    site.now += 59 * 24 * 3600;
    assert!(
        is_read(&mut site) && site.read("public/b/index.html").is_some(),
        "the second article's day has come"
    );
    assert!(!is_read(&mut site));
    site.delete("public/a/index.html");
    assert!(is_read(&mut site) && site.read("public/a/index.html").is_some(), "a page was lost");
    assert!(!is_read(&mut site));
    site.options.base_url = Some("https://example.com/".into());
    assert!(is_read(&mut site), "other options");
    site.write("templates/404.html", b"none");
    assert!(is_read(&mut site), "a template");
    site.now -= 1;
    assert!(is_read(&mut site), "the clock was set back");
}
