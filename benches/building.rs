//! Pass 2 by stage, as bytes a second and allocations: scan, graph, plan, an article's page, a feed, the search index,
//! writing; over made-up articles.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has failed")]

#[path = "corpus/mod.rs"]
#[allow(dead_code, reason = "only the writer of an archive asks for paths")]
mod corpus;

use std::sync::Arc;

use corpus::Corpus;
use divan::counter::{BytesCount, ItemsCount};
use divan::{AllocProfiler, Bencher, black_box};
use fangtan::article::{self, Body, Metadata};
use fangtan::config::{Config, FeedKind, Rules};
use fangtan::graph::{self, ArticleId, Entry, Graph};
use fangtan::interview::{self, Evidence, Finding, Reading};
use fangtan::output::{Made, Sink, Writer};
use fangtan::page::{self, PageKind, Plan};
use fangtan::render::body::RenderedBody;
use fangtan::render::{Renderer, Scratch, Stale, Texts, Theme};
use fangtan::{search, source};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const ARTICLES: u64 = 100;

/// Articles, and how they were read.
struct Archive {
    paths: Vec<Arc<str>>,
    texts: Vec<String>,
    read: Vec<(Metadata, Reading)>,
    config: Config,
}

impl Archive {
    fn new() -> Self {
        let (corpus, rules) = (Corpus { seed: 1, articles: ARTICLES }, Rules::default());
        let write = |number| {
            let mut text = String::new();
            corpus.write(number, &mut text);
            text
        };
        let texts: Vec<String> = (0..ARTICLES).map(write).collect();
        let paths: Vec<Arc<str>> =
            (0..ARTICLES).map(|number| format!("content/{number:03}.md").into()).collect();
        let mut body = Body::default();
        let mut find = |(path, text): (&Arc<str>, &String)| -> (Metadata, Finding) {
            let metadata = article::read(path, text, &rules).value;
            body.fill(text, metadata.body_start);
            let finding = interview::read(path, &metadata, &body, &rules).value;
            (metadata, finding)
        };
        let found: Vec<(Metadata, Finding)> = paths.iter().zip(&texts).map(&mut find).collect();
        let evidence = Evidence::gather(found.iter().map(|(metadata, finding)| (metadata, finding)));
        let settle = |(path, (metadata, finding)): (&Arc<str>, (Metadata, Finding))| {
            let reading = interview::settle(path, &metadata, &finding, &evidence, &rules).value;
            (metadata, reading)
        };
        let read = paths.iter().zip(found).map(settle).collect();
        Self { paths, texts, read, config: Config::default() }
    }

    fn entries(&self) -> Vec<Entry<'_>> {
        let read = self.paths.iter().zip(&self.read);
        read.map(|(path, (metadata, reading))| Entry { path, hash: 0, metadata, reading, reading_key: 0 })
            .collect()
    }

    fn bytes(&self) -> BytesCount {
        BytesCount::new(self.texts.iter().map(String::len).sum::<usize>())
    }

    /// Shows a site that is ready to be rendered.
    fn render(&self, work: impl FnOnce(&Renderer<'_>, &Graph<'_>, &Plan)) {
        let root = tempfile::tempdir().unwrap();
        let theme = Theme::load(root.path(), &self.config).value;
        let graph = graph::link(self.entries(), &self.config).value;
        let plan = page::plan(&graph, &self.config, Arc::default()).value;
        work(&Renderer::new(&theme, &self.config, &graph, &plan), &graph, &plan);
    }
}

impl Texts for Archive {
    fn text<'b>(&self, entry: &Entry<'_>, buffer: &'b mut Vec<u8>) -> Result<&'b str, Stale> {
        let place = self.paths.binary_search(entry.path).map_err(|_| Stale)?;
        buffer.clear();
        buffer.extend_from_slice(self.texts[place].as_bytes());
        std::str::from_utf8(buffer).map_err(|_| Stale)
    }
}

/// Names and stats of the files.
#[divan::bench]
fn scan(bencher: Bencher<'_, '_>) {
    let (archive, root) = (Archive::new(), tempfile::tempdir().unwrap());
    std::fs::create_dir(root.path().join("content")).unwrap();
    for (path, text) in archive.paths.iter().zip(&archive.texts) {
        std::fs::write(root.path().join(&**path), text).unwrap();
    }
    bencher.counter(ItemsCount::new(ARTICLES)).bench_local(|| source::scan(root.path()));
}

/// Who refers to whom.
#[divan::bench]
fn link(bencher: Bencher<'_, '_>) {
    let archive = Archive::new();
    bencher.counter(ItemsCount::new(ARTICLES)).bench_local(|| {
        black_box(graph::link(archive.entries(), &archive.config));
    });
}

/// Every address and every key.
#[divan::bench]
fn plan(bencher: Bencher<'_, '_>) {
    let archive = Archive::new();
    let graph = graph::link(archive.entries(), &archive.config).value;
    bencher
        .counter(ItemsCount::new(ARTICLES))
        .bench_local(|| page::plan(&graph, &archive.config, Arc::default()));
}

/// The pages of the articles: Markdown and templates.
#[divan::bench]
fn article_pages(bencher: Bencher<'_, '_>) {
    let archive = Archive::new();
    archive.render(|renderer, _, plan| {
        let (mut scratch, mut out) = (Scratch::default(), Vec::new());
        bencher.counter(archive.bytes()).bench_local(|| {
            for page in plan.pages.iter().filter(|page| matches!(page.kind, PageKind::Article(_))) {
                renderer.render(page, &archive, &mut scratch, &mut out).unwrap();
                black_box(&out);
            }
        });
    });
}

/// The feed of the newest articles.
#[divan::bench]
fn feed(bencher: Bencher<'_, '_>) {
    let archive = Archive::new();
    let kind = PageKind::Feed(FeedKind::Rss);
    archive.render(|_, graph, plan| {
        let root = tempfile::tempdir().unwrap();
        let theme = Theme::load(root.path(), &archive.config).value;
        let page = plan.pages.iter().find(|page| page.kind == kind).unwrap();
        let (mut scratch, mut out) = (Scratch::default(), Vec::new());
        // A renderer makes an article's body for a feed but once.
        let renderer = || Renderer::new(&theme, &archive.config, graph, plan);
        bencher.with_inputs(renderer).bench_local_refs(|renderer| {
            renderer.render(page, &archive, &mut scratch, &mut out).unwrap();
        });
    });
}

/// The terms of every article, and the files of the index.
#[divan::bench]
fn search_index(bencher: Bencher<'_, '_>) {
    let archive = Archive::new();
    archive.render(|renderer, graph, plan| {
        let mut scratch = Scratch::default();
        let article = |id: ArticleId| search::Article {
            path: graph.entry(id).path,
            key: u128::from(id.0),
            link: plan.addresses.article(id),
            title: &graph.entry(id).metadata.title,
            date: String::new(),
        };
        let articles: Vec<search::Article<'_>> = graph.ids().map(article).collect();
        bencher.counter(archive.bytes()).bench_local(|| {
            let folder = tempfile::tempdir().unwrap();
            let mut index = search::Index::open(&folder.path().join("index"), 0).unwrap();
            let mut reader = search::Reader::default();
            for (id, article) in graph.ids().zip(&articles) {
                let mut add = |body: &RenderedBody<'_>| index.add(article, body, &mut reader).unwrap();
                renderer.read(id, &archive, &mut scratch, &mut add).unwrap();
            }
            index.write(&articles, &fangtan::output::Discard).unwrap();
        });
    });
}

/// Files of the size of a page into a new folder.
#[divan::bench]
fn write(bencher: Bencher<'_, '_>) {
    let bytes = "一页有这么多字。".repeat(700);
    let site = || tempfile::tempdir_in(if cfg!(target_os = "linux") { "/dev/shm" } else { "." }).unwrap();
    bencher.counter(ItemsCount::new(ARTICLES)).with_inputs(site).bench_local_refs(|root| {
        std::fs::create_dir(root.path().join("content")).unwrap();
        let writer = Writer::open(root.path(), &root.path().join("public")).unwrap();
        for number in 0..ARTICLES {
            writer.put(&format!("{number}/index.html"), Made::from(1), bytes.as_bytes()).unwrap();
        }
        writer.finish().unwrap();
    });
}

fn main() {
    divan::main();
}
