//! Pass 1 by stage, as bytes a second and allocations: metadata, repair, finding, settling, and all of them, over made-up
//! articles; over the files of a folder if `FANGTAN_ARTICLES` names one.

#![allow(clippy::unwrap_used, reason = "a measurement that cannot go on has failed")]

#[path = "corpus/mod.rs"]
#[allow(dead_code, reason = "only the writer of an archive asks for paths")]
mod corpus;

use std::path::Path;
use std::sync::Arc;

use corpus::Corpus;
use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher, black_box};
use fangtan::article::{self, Body, Metadata};
use fangtan::config::Rules;
use fangtan::interview::{self, Evidence, Finding};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const ARTICLES: u64 = 100;

fn texts() -> Vec<String> {
    if let Some(folder) = std::env::var_os("FANGTAN_ARTICLES") {
        let mut texts = Vec::new();
        collect(Path::new(&folder), &mut texts);
        return texts;
    }
    let corpus = Corpus { seed: 1, articles: ARTICLES };
    let write = |number| {
        let mut text = String::new();
        corpus.write(number, &mut text);
        text
    };
    (0..ARTICLES).map(write).collect()
}

fn collect(folder: &Path, into: &mut Vec<String>) {
    let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            collect(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            into.push(std::fs::read_to_string(path).unwrap());
        }
    }
}

fn bytes(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

fn path() -> Arc<str> {
    "content/a.md".into()
}

fn understood(text: &str, body: &mut Body) -> (Metadata, Finding) {
    let rules = Rules::default();
    let metadata = article::read(&path(), text, &rules).value;
    body.fill(text, metadata.body_start);
    let finding = interview::read(&path(), &metadata, body, &rules).value;
    (metadata, finding)
}

/// Front matter and export header.
#[divan::bench]
fn metadata(bencher: Bencher<'_, '_>) {
    let (texts, path, rules) = (texts(), path(), Rules::default());
    bencher.counter(bytes(&texts)).bench_local(|| {
        for text in &texts {
            black_box(article::read(&path, text, &rules));
        }
    });
}

/// The repair of what exporters do.
#[divan::bench]
fn normalise(bencher: Bencher<'_, '_>) {
    let texts = texts();
    let mut body = Body::default();
    bencher.counter(bytes(&texts)).bench_local(|| {
        for text in &texts {
            body.fill(black_box(text), 0);
        }
    });
}

/// What each file shows by itself.
#[divan::bench]
fn find(bencher: Bencher<'_, '_>) {
    let (texts, path, rules) = (texts(), path(), Rules::default());
    let prepare = |text: &String| {
        let mut body = Body::default();
        let (metadata, _) = understood(text, &mut body);
        (metadata, body)
    };
    let prepared: Vec<(Metadata, Body)> = texts.iter().map(prepare).collect();
    bencher.counter(bytes(&texts)).bench_local(|| {
        for (metadata, body) in &prepared {
            black_box(interview::read(&path, metadata, body, &rules));
        }
    });
}

/// The reading in the light of all.
#[divan::bench]
fn settle(bencher: Bencher<'_, '_>) {
    let (texts, path, rules) = (texts(), path(), Rules::default());
    let mut body = Body::default();
    let found: Vec<(Metadata, Finding)> = texts.iter().map(|text| understood(text, &mut body)).collect();
    let evidence = Evidence::gather(found.iter().map(|(metadata, finding)| (metadata, finding)));
    bencher.counter(bytes(&texts)).bench_local(|| {
        for (metadata, finding) in &found {
            black_box(interview::settle(&path, metadata, finding, &evidence, &rules));
        }
    });
}

/// All of pass 1.
#[divan::bench]
fn whole(bencher: Bencher<'_, '_>) {
    let (texts, path, rules) = (texts(), path(), Rules::default());
    let mut body = Body::default();
    bencher.counter(bytes(&texts)).bench_local(|| {
        let found: Vec<(Metadata, Finding)> = texts.iter().map(|text| understood(text, &mut body)).collect();
        let evidence = Evidence::gather(found.iter().map(|(metadata, finding)| (metadata, finding)));
        for (metadata, finding) in &found {
            black_box(interview::settle(&path, metadata, finding, &evidence, &rules));
        }
    });
}

fn main() {
    divan::main();
}
