//! Guard, parse and HTML of one made-up interview of about 10 KB, as bytes a second and allocations.

use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher, black_box};
use fangtan::article::Body;
use fangtan::config::HtmlPolicy;
use fangtan::interview::{
    Emphasis, Exchange, Interview, Reading, Role, SegmentKind, Segments, Speaker, SpeakerIndex, Turn, Voice,
};
use fangtan::markdown::html::{Dialect, GuardRules, Options, push_guarded, to_html};
use fangtan::render::body::{self, BodyScratch};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

const QUESTION: &str = "你们在旧仓库里试了三年，**“慢一点”**是策略还是无奈？Harbor Lab 的团队怎么看？";
const ANSWER: &str = "起初是无奈。我们有 12 台机器、4 个人，**先把一件事做对。**然后才谈规模——这不是口号。\n\n\
    第二年我们把 Lantern 2 的训练日志全部公开（见[当时的记录](https://example.com/log?a=1&b=2)），读者写信来指出 37 处错误。\
    我到今天还记得其中一封：它只有一行，却让我们重做了整个评测。原文在 https://example.com/letters/37，公开可查。\n\n\
    “如果一个系统不能解释自己，那就先不要发布。”这句话贴在门口。_强调一遍：_先不要发布。";

const LABELS: [&str; 2] = ["**记者：**", "**Mara Ellison：**"];

fn interview() -> String {
    let mut text = String::from("![](https://img.example.com/cover/640)\n\n一个下午，在河边的旧仓库。\n\n");
    let mut turns = 0;
    while text.len() < 10_000 {
        if turns % 8 == 4 {
            text.push_str("## 第二部分\n\n![](https://img.example.com/mid/640)\n\n###### △ 仓库里的白板\n\n");
        }
        for (label, words) in LABELS.iter().zip([QUESTION, ANSWER]) {
            turns += 1;
            text.extend([label, words, "\n\n"]);
        }
    }
    text
}

/// Where turns begin in a text, with the length of their labels.
fn turns(text: &str) -> Vec<(usize, usize)> {
    let mut starts: Vec<(usize, usize)> = LABELS
        .iter()
        .flat_map(|label| text.match_indices(label).map(|(at, label)| (at, label.len())))
        .collect();
    starts.sort_unstable();
    starts
}

fn reading(text: &str, starts: &[(usize, usize)]) -> Reading {
    let turn = |(index, (start, label)): (usize, &(usize, usize))| Turn {
        voice: Voice::Printed(SpeakerIndex((index % 2) as u16)),
        start: *start as u32,
        words: (start + label) as u32,
        open: Emphasis::None,
        line: 1,
    };
    let speaker = |name: &str, role| Speaker {
        name: name.into(),
        role,
        aliases: [name.into()].into(),
        reason: Box::default(),
    };
    let count = starts.len() as u32;
    let speakers = [speaker("记者", Role::Host), speaker("Mara Ellison", Role::Guest)].into();
    let turns = starts.iter().enumerate().map(turn).collect();
    let exchange = |index| Exchange { first: index * 2, end: index * 2 + 2, anchor: None };
    let exchanges = (0..count / 2).map(exchange).collect();
    Reading {
        interview: Some(Interview::new(speakers, &turns, &exchanges, Box::default())),
        segments: Segments::new(
            starts
                .iter()
                .enumerate()
                .map(|(index, (start, _))| (*start as u32, SegmentKind::Turn(index as u32)))
                .collect(),
            text.len() as u32,
        ),
        ..Reading::default()
    }
}

/// The pass before parsing alone.
#[divan::bench]
fn guard(bencher: Bencher<'_, '_>) {
    let text = interview();
    let mut out = String::new();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        out.clear();
        push_guarded(black_box(&text), GuardRules::article(HtmlPolicy::Safe), &mut out);
        out.len()
    });
}

/// The parser and its own writer, for comparison.
#[divan::bench(args = [Dialect::Plain, Dialect::Chinese, Dialect::Article])]
fn html(bencher: Bencher<'_, '_>, dialect: Dialect) {
    let text = interview();
    let mut out = String::new();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        out.clear();
        to_html(black_box(&text), dialect, &Options::default(), &mut out);
        out.len()
    });
}

/// A whole body as parts.
#[divan::bench]
fn parts(bencher: Bencher<'_, '_>) {
    let text = interview();
    let mut read = Body::default();
    read.fill(&text, 0);
    let reading = reading(read.text(), &turns(read.text()));
    let mut scratch = BodyScratch::default();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| body::render(black_box(&read), &reading, &Options::default(), &mut scratch));
}

fn main() {
    divan::main();
}
