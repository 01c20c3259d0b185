//! Runs targets without a fuzzer, on a stable Rust: `replay` over every committed corpus, `replay TARGET FILE…` over some
//! files, `replay --mutate SECONDS [TARGET…]` over inputs made from the corpora, each target for that long. An input that
//! makes a target panic is left in `fuzz/artifacts`.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What hostile text is made of.
const WORDS: &[&str] = &[
    "**", "*", "_", "`", "```\n", "[", "](", ")", "<", ">", "<!--", "-->", "&#", ";", "---\n", "\n", "\n\n", "# ", "> ", "- ",
    "| ", "：", "**记者：**", "林若川", "？", "。", "\u{e000}", "\u{200b}", "\u{feff}", "\0", "\r", "\t", " ", "  \n", "\\", "~~", "[^1]",
    "https://a.example/", "mp.weixin.qq.com/s?", "__biz=", "&mid=", "title: ", "date: ", "&a ", "*a", "{", "}", "!!", "<details>",
    "</details>", "<ruby>", "<rt>", "%2e", "../", "HTTP/1.1\r\n", "host: ", "往期回顾\n\n", "\u{1f916}", "\u{10ffff}", "é",
];

fn main() {
    let mut arguments = std::env::args().skip(1).peekable();
    if arguments.next_if(|first| first == "--mutate").is_some() {
        let seconds = arguments.next().and_then(|seconds| seconds.parse().ok()).expect("--mutate SECONDS");
        let only: Vec<String> = arguments.collect();
        for (name, target) in fangtan_fuzz::TARGETS {
            if only.is_empty() || only.iter().any(|only| only == name) {
                mutate(name, *target, Duration::from_secs(seconds));
            }
        }
        return;
    }
    let only = arguments.next();
    let files: Vec<PathBuf> = arguments.map(PathBuf::from).collect();
    for (name, target) in fangtan_fuzz::TARGETS {
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        let files = if files.is_empty() { inputs(name) } else { files.clone() };
        for file in &files {
            eprintln!("{name} {}", file.display());
            target(&std::fs::read(file).expect("an input can be read"));
        }
    }
}

fn folder(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(kind)
}

fn inputs(name: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder("corpus").join(name)).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn mutate(name: &str, target: fn(&[u8]), time: Duration) {
    let corpus: Vec<Vec<u8>> =
        inputs(name).iter().map(|file| std::fs::read(file).expect("an input can be read")).collect();
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ name.len() as u64);
    let (begun, mut runs, mut slowest) = (Instant::now(), 0u64, Duration::ZERO);
    while begun.elapsed() < time {
        let input = random.input(&corpus);
        let start = Instant::now();
        if std::panic::catch_unwind(|| target(&input)).is_err() {
            let file = folder("artifacts").join(format!("{name}-{runs}"));
            std::fs::create_dir_all(folder("artifacts")).expect("a folder can be made");
            std::fs::write(&file, &input).expect("a file can be written");
            eprintln!("{name} failed: {}", file.display());
        }
        slowest = slowest.max(start.elapsed());
        runs += 1;
    }
    eprintln!("{name}: {runs} inputs, the slowest in {slowest:?}");
}

/// Knuth's multiplier: the same inputs on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }

    fn input(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut input = corpus.get(self.below(corpus.len())).cloned().unwrap_or_default();
        for _ in 0..=self.below(12) {
            let at = self.below(input.len() + 1);
            let end = (at + self.below(24)).min(input.len());
            match self.below(7) {
                0 => drop(input.drain(at..end)),
                1 => {
                    let part = input[at..end].to_owned();
                    let times = 1 + self.below(40);
                    input.splice(at..at, part.repeat(times));
                }
                2 => {
                    let other = corpus.get(self.below(corpus.len())).cloned().unwrap_or_default();
                    let from = self.below(other.len() + 1);
                    input.splice(at..end, other[from..(from + 64).min(other.len())].iter().copied());
                }
                3 if !input.is_empty() => {
                    let at = self.below(input.len());
                    input[at] ^= 1 << self.below(8);
                }
                _ => {
                    let word = WORDS[self.below(WORDS.len())];
                    input.splice(at..at, word.bytes());
                }
            }
        }
        input
    }
}
