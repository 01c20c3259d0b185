//! A made-up article: what it says about itself and what it looks like in a file.

use std::fmt::Write;

use proptest::prelude::*;

use super::{ARTICLES, Change};

/// What an article says.
#[derive(Debug, Clone)]
pub(crate) struct Article {
    title: usize,
    /// A day in a month that is the article's own.
    date: Option<u8>,
    tags: Vec<&'static str>,
    slug: Option<&'static str>,
    series: bool,
    alias: bool,
    draft: bool,
    page: bool,
    account: bool,
    guest: &'static str,
    /// How its labels are printed.
    label: usize,
    questions: usize,
    links: Vec<usize>,
    related: Vec<usize>,
    tail: bool,
    code: bool,
}

pub(super) fn date() -> impl Strategy<Value = Option<u8>> {
    prop::option::weighted(0.9, 1..28u8)
}

pub(super) fn tags() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(vec!["模型", "医院", "农业", "AI"]), 0..3)
}

pub(super) fn guest() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["林若川", "周砚", "Ada Lin", "林若川教授"])
}

pub(super) fn related() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..ARTICLES, 0..3)
}

pub(super) fn slug() -> impl Strategy<Value = Option<&'static str>> {
    prop::option::weighted(0.3, prop::sample::select(vec!["one", "two", "three"]))
}

/// Any article.
pub(crate) fn article() -> impl Strategy<Value = Article> {
    let head = (0..3usize, date(), tags(), slug());
    let rare = || prop::bool::weighted(0.15);
    let flags = (rare(), rare(), rare(), rare(), rare(), any::<bool>(), any::<bool>());
    let body = (guest(), 0..3usize, 0..4usize, prop::collection::vec(0..ARTICLES, 0..2), related());
    (head, flags, body).prop_map(
        |(
            (title, date, tags, slug),
            (series, alias, draft, page, code, account, tail),
            (guest, label, questions, links, related),
        )| Article {
            title,
            date,
            tags,
            slug,
            series,
            alias,
            draft,
            page,
            account,
            guest,
            label,
            questions,
            links,
            related,
            tail,
            code,
        },
    )
}

fn address(article: usize) -> String {
    format!("http://mp.weixin.qq.com/s?__biz=MzAw&mid=100{article}&idx=1&sn=f00")
}

impl Article {
    pub(super) fn change(&mut self, what: &Change) {
        match what {
            Change::Title(title) => self.title = *title,
            Change::Date(date) => self.date = *date,
            Change::Tags(tags) => self.tags.clone_from(tags),
            Change::Label(guest, label) => (self.guest, self.label) = (guest, *label),
            Change::Questions(questions) => self.questions = *questions,
            Change::Draft(draft) => self.draft = *draft,
            Change::Related(related) => self.related.clone_from(related),
            Change::Tail(tail) => self.tail = *tail,
            Change::Slug(slug) => self.slug = *slug,
        }
    }

    /// The file of the article with this number.
    pub(super) fn markdown(&self, number: usize) -> String {
        let mut out = String::from("---\n");
        self.front_matter(number, &mut out);
        out.push_str("---\n\n导语第一句。![图](picture.png)\n\n![](https://pictures.example/1)\n\n");
        for link in &self.links {
            let _ = writeln!(out, "参见[前文]({})和[另一篇](article-{link}.md)。\n", address(*link));
        }
        for question in 0..self.questions {
            let label = |name: &str| ["**{}：**", "{}：", "**{}**："][self.label].replace("{}", name);
            let (host, guest) = (label("记者"), label(self.guest));
            let _ = writeln!(out, "{host}第{question}个问题是什么？\n\n{guest}第{question}个回答。\n");
        }
        if self.code {
            out.push_str("```rust\nfn main() {}\n```\n\n");
        }
        if !self.related.is_empty() {
            out.push_str("**往期回顾**\n\n");
            for (place, related) in self.related.iter().enumerate() {
                let _ = writeln!(out, "[{}、旧文](<{}>)\n", place + 1, address(*related));
            }
        }
        if self.tail {
            out.push_str("扫描下方二维码，关注我们。\n\n点赞、在看、转发，是最大的支持。\n");
        }
        out
    }

    fn front_matter(&self, number: usize, out: &mut String) {
        let _ = writeln!(out, "title: {}", ["为什么", "怎么办", "是什么"][self.title]);
        if let Some(day) = self.date {
            let _ = writeln!(out, "date: 2026-0{}-{day:02} 10:00", number + 1);
        }
        let _ = writeln!(out, "tags: [{}]", self.tags.join(", "));
        if let Some(slug) = self.slug {
            let _ = writeln!(out, "slug: {slug}-{number}");
        }
        let source = format!("source: {}", address(number));
        let alias = format!("aliases: [/old-{number}/]");
        for (is, line) in [
            (self.series, "series: 系列"),
            (self.alias, &alias),
            (self.draft, "draft: true"),
            (self.page, "kind: page"),
            (self.account, &source),
        ] {
            if is {
                let _ = writeln!(out, "{line}");
            }
        }
    }
}
