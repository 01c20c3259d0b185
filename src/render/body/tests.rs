//! What templates rely on.

use std::num::NonZeroU32;

use proptest::prelude::*;

use super::*;
use crate::interview::{
    Anchor, CutKind, Emphasis, Exchange, Interview, Role, Segment, SegmentKind, Segments, Speaker,
    SpeakerIndex, Turn, Voice,
};
use crate::markdown::html::{Dialect, Flavour, to_html};

/// A reading made by hand: pieces of text with what they are.
#[derive(Default)]
struct Script {
    text: String,
    starts: Vec<(u32, SegmentKind)>,
    turns: Vec<Turn>,
}

impl Script {
    fn piece(mut self, kind: SegmentKind, text: &str) -> Self {
        self.starts.push((self.text.len() as u32, kind));
        self.text.push_str(text);
        self.text.push_str("\n\n");
        self
    }

    /// A turn of speaker 0 (host) or 1 (guest) whose label is `label`.
    fn turn(mut self, speaker: u16, label: &str, open: Emphasis, words: &str) -> Self {
        let start = self.text.len() as u32;
        let voice = Voice::Printed(SpeakerIndex(speaker));
        self.turns.push(Turn { voice, start, words: start, open, line: 1 });
        let kind = SegmentKind::Turn(self.turns.len() as u32 - 1);
        self.piece(kind, &format!("{label}{words}"))
    }

    /// A turn without a label.
    fn unprinted(mut self, role: Role, text: &str) -> Self {
        let start = self.text.len() as u32;
        let voice = Voice::Unprinted(role);
        self.turns.push(Turn { voice, start, words: start, open: Emphasis::None, line: 1 });
        let kind = SegmentKind::Turn(self.turns.len() as u32 - 1);
        self.piece(kind, text)
    }

    fn read(mut self) -> (Body, Reading) {
        let mut body = Body::default();
        body.fill(&self.text, 0);
        let length = body.text().len() as u32;
        // The script counts bytes of its own text, a reading those of the normalised one.
        let place =
            |at: u32| (0..length).find(|to| body.in_source(*to..*to).start >= at as usize).unwrap_or(length);
        self.starts.iter_mut().for_each(|(start, _)| *start = place(*start));
        for turn in &mut self.turns {
            turn.start = place(turn.start);
            if let Voice::Unprinted(_) = turn.voice {
                turn.words = turn.start;
                continue;
            }
            let (length, open) = label(&body.text()[turn.start as usize..], turn.open);
            (turn.words, turn.open) = (turn.start + length as u32, open);
        }
        let speaker = |name: &str, role| Speaker {
            name: name.into(),
            role,
            aliases: [].into(),
            reason: Box::default(),
        };
        let mut exchanges: Vec<Exchange> = Vec::new();
        for (index, turn) in self.turns.iter().enumerate() {
            let asks =
                turn.voice == Voice::Printed(SpeakerIndex(0)) || turn.voice == Voice::Unprinted(Role::Host);
            match exchanges.last_mut() {
                Some(last) if !asks => last.end = index as u32 + 1,
                _ => exchanges.push(Exchange {
                    first: index as u32,
                    end: index as u32 + 1,
                    anchor: asks.then(|| Anchor::new(index as u32, NonZeroU32::MIN)),
                }),
            }
        }
        let speakers = [speaker("记者", Role::Host), speaker("Mara Ellison", Role::Guest)].into();
        let interview = Interview::new(speakers, &self.turns, &exchanges, Box::default());
        let segments = Segments::new(self.starts, length);
        (body, Reading { interview: Some(interview), segments, ..Reading::default() })
    }

    /// The parts in short: `kind` and HTML, turns with their labels.
    fn shown(self) -> Vec<String> {
        let (body, reading) = self.read();
        let rendered = render(&body, &reading, &Options::default(), &mut BodyScratch::default());
        rendered.parts.iter().map(in_short).collect()
    }
}

/// Bytes of the label that `text` begins with (colons, the end of its emphasis, white space), and the emphasis that
/// goes on: as the script says, or because the label's and the words' were joined.
fn label(text: &str, open: Emphasis) -> (usize, Emphasis) {
    let (colon, _) = text.char_indices().find(|(_, character)| matches!(character, '：' | ':')).unwrap();
    let rest = text[colon..].trim_start_matches(['：', ':']);
    let run = |text: &str| text.bytes().take_while(|byte| matches!(byte, b'*' | b'_')).count();
    let (marks, closing) = (run(text), run(rest).min(run(text)));
    if open != Emphasis::None {
        return (text.len() - rest.trim_start().len(), open);
    }
    let open = [Emphasis::None, Emphasis::Em, Emphasis::Strong, Emphasis::StrongEm][marks - closing];
    (text.len() - rest[closing..].trim_start().len(), open)
}

fn in_short(part: &Part<'_>) -> String {
    let html = |html: &str| html.trim_end().replace('\n', "");
    match part {
        Part::Prose { html: text } => format!("prose {}", html(text)),
        Part::Heading { level, id, html: text, .. } => format!("h{level}#{id} {}", html(text)),
        Part::Aside { html: text } => format!("aside {}", html(text)),
        Part::Credit { html: text } => format!("credit {}", html(text)),
        Part::Exchange { anchor, number, continued, turns } => {
            let turn = |turn: &RenderedTurn<'_>| {
                let sign = if turn.continued { "…" } else { "" };
                format!("{}{}{}[{}]", turn.label, turn.colon, sign, html(&turn.html))
            };
            let turns: Vec<String> = turns.iter().map(turn).collect();
            let number = number.map_or(String::new(), |number| number.to_string());
            let sign = if *continued { "…" } else { "" };
            format!(
                "{}#{number}{sign} {}",
                anchor.map_or("-".into(), |anchor| anchor.to_string()),
                turns.join(" ")
            )
        }
    }
}

#[test]
fn a_conversation_becomes_exchanges_between_its_headings() {
    let shown = Script::default()
        .piece(SegmentKind::Prose, "导语。")
        .turn(0, "**记者：** ", Emphasis::None, "为什么？")
        .turn(1, "**Mara Ellison :**\n", Emphasis::None, "因为。\n\n还有。")
        .piece(SegmentKind::Heading, "# 未来")
        .piece(SegmentKind::Continued(1), "接着说。")
        .turn(0, "**记者：", Emphasis::Strong, "真的**吗？")
        .piece(SegmentKind::Aside, "> 编者注")
        .piece(SegmentKind::Cut(CutKind::Plea), "请关注")
        .piece(SegmentKind::Related, "往期")
        .piece(SegmentKind::Credit, "_原文：https://a.com/b_c_")
        .shown();
    assert_eq!(
        shown,
        [
            "prose <p>导语。</p>",
            "q-000000#1 记者：[<p>为什么？</p>] Mara Ellison:[<p>因为。</p><p>还有。</p>]",
            "h2#未来 未来",
            "-#… …[<p>接着说。</p>]",
            "q-200000#2 记者：[<p><strong>真的</strong>吗？</p>]",
            "aside <blockquote><p>编者注</p></blockquote>",
            "credit <p><em>原文：<a href=\"https://a.com/b_c\" rel=\"noopener\">https://a.com/b_c</a></em></p>",
        ]
    );
}

#[test]
fn a_question_all_in_bold_loses_the_bold() {
    let shown = Script::default()
        .turn(0, "**记者：", Emphasis::Strong, "“重点”是什么？**")
        .turn(1, "M：", Emphasis::None, "**是的。**")
        .shown();
    assert_eq!(shown, ["q-000000#1 记者：[<p>“重点”是什么？</p>] M：[<p><strong>是的。</strong></p>]"]);
}

#[test]
fn a_question_without_a_label_is_a_turn_whatever_it_was_written_as() {
    let shown = Script::default()
        .unprinted(Role::Host, "### 1. 为什么？")
        .unprinted(Role::Guest, "因为。")
        .unprinted(Role::Host, "_**真的吗？**_")
        .unprinted(Role::Guest, "* 一\n* 二")
        .shown();
    assert_eq!(
        shown,
        [
            "q-000000#1 [<p>1. 为什么？</p>] [<p>因为。</p>]",
            "q-200000#2 [<p>真的吗？</p>] [<ul><li>一</li><li>二</li></ul>]"
        ]
    );
}

#[test]
fn emphasis_that_the_label_opens_goes_on() {
    let shown = Script::default()
        .turn(1, "_**M：", Emphasis::StrongEm, "是的。**_ 然后")
        .turn(1, "**M：", Emphasis::Strong, "** 然后")
        .turn(1, "### M：", Emphasis::None, "为什么？\n答。")
        .shown();
    let want = "-# M：[<p><em><strong>是的。</strong></em>然后</p>] M：[<p>然后</p>] \
                M：[<p>为什么？</p><p>答。</p>]";
    assert_eq!(shown, [want]);
}

#[test]
fn words_behind_a_label_stay_words() {
    for words in ["1. 首先", "# 号", "> 大于", "- 减", "* 星", "+ 加", "---", "```", "[a]: b", "2) 其次"]
    {
        let (body, reading) = Script::default().turn(1, "**M：** ", Emphasis::None, words).read();
        let rendered = render(&body, &reading, &Options::default(), &mut BodyScratch::default());
        let Part::Exchange { turns, .. } = &rendered.parts[0] else { panic!("{words}") };
        assert_eq!(turns[0].text(), words);
        assert!(turns[0].html.starts_with("<p>") && !turns[0].html.contains('\u{E000}'), "{words}");
    }
}

#[test]
fn a_list_ends_where_the_piece_ends() {
    let shown = Script::default()
        .piece(SegmentKind::Prose, "* a")
        .piece(SegmentKind::Aside, "* b")
        .piece(SegmentKind::Credit, "  缩进")
        .shown();
    assert_eq!(shown, ["prose <ul><li>a</li></ul>", "aside <ul><li>b</li></ul>", "credit <p>缩进</p>"]);
}

#[test]
fn links_and_notes_work_across_the_article() {
    let (body, reading) = Script::default()
        .turn(0, "问：", Emphasis::None, "见[一][x]和注[^n]？")
        .turn(1, "答：", Emphasis::None, "好[^n]。")
        .piece(SegmentKind::Prose, "[x]: https://a.com\n[^n]: 注文")
        .read();
    let rendered = render(&body, &reading, &Options::default(), &mut BodyScratch::default());
    let shown: Vec<String> = rendered.parts.iter().map(in_short).collect();
    assert!(shown[0].contains("<a href=\"https://a.com\" rel=\"noopener\">一</a>"), "{shown:?}");
    assert!(shown[0].contains("href=\"#fn-1\" id=\"fnref-1\"") && shown[0].contains("id=\"fnref-1-2\""));
    assert!(shown[1].contains("<li id=\"fn-1\"><p>注文 <a href=\"#fnref-1\""), "{shown:?}");
    assert_eq!(rendered.outline[0].answers, ["Mara Ellison"]);
    assert_eq!(rendered.outline[0].text, "见一和注1？");
}

#[test]
fn the_feed_prints_speakers_and_whole_addresses() {
    let (body, reading) = Script::default()
        .turn(0, "**记者：** ", Emphasis::None, "看[这](/a/)？")
        .turn(1, "**M :** ", Emphasis::None, "\n\n* 一")
        .piece(SegmentKind::Heading, "## 题")
        .read();
    let options = Options { flavour: Flavour::Feed { page: "https://x.org/b/" }, ..Options::default() };
    let rendered = render(&body, &reading, &options, &mut BodyScratch::default());
    let mut html = String::new();
    push_feed_html(&rendered, &mut html);
    assert_eq!(
        html,
        "<p><strong>记者：</strong>看<a href=\"https://x.org/a/\">这</a>？</p>\n\
         <p><strong>M:</strong></p>\n<ul>\n<li>一</li>\n</ul>\n<h2>题</h2>\n"
    );
}

#[test]
fn templates_tell_parts_by_kind() {
    let (body, reading) = Script::default().turn(0, "问：", Emphasis::None, "好？").read();
    let rendered = render(&body, &reading, &Options::default(), &mut BodyScratch::default());
    let value = serde_json::to_value(&rendered).unwrap();
    assert_eq!(value["parts"][0]["kind"], "exchange");
    assert_eq!(value["parts"][0]["turns"][0]["role"], "host");
}

#[test]
fn a_fence_that_never_ends_ends_with_its_piece() {
    let mut body = Body::default();
    body.fill("~~~~\n代码\n~~~\n\n来源：甲\n", 0);
    let start = body.text().find("来源").unwrap() as u32;
    let starts = vec![(0, SegmentKind::Prose), (start, SegmentKind::Credit)];
    let reading = Reading { segments: Segments::new(starts, body.text().len() as u32), ..Reading::default() };
    let rendered = render(&body, &reading, &Options::default(), &mut BodyScratch::default());
    assert_eq!(in_short(&rendered.parts[1]), "credit <p>来源：甲</p>");
}

/// The visible text of HTML, without white space.
fn visible(html: &str) -> String {
    let mut text = crate::markdown::html::text_of(html);
    text.retain(|character| !character.is_whitespace());
    text
}

fn visible_markdown(text: &str) -> String {
    let mut html = String::new();
    to_html(text, Dialect::Article, &Options::default(), &mut html);
    visible(&html)
}

fn visible_part(part: &Part<'_>) -> String {
    match part {
        Part::Prose { html } | Part::Heading { html, .. } | Part::Aside { html } | Part::Credit { html } => {
            visible(html)
        }
        Part::Exchange { turns, .. } => turns
            .iter()
            .map(|turn| {
                let label: String = turn.label.split_whitespace().collect();
                format!("{label}{}{}", turn.colon, visible(&turn.html))
            })
            .collect(),
    }
}

/// A piece of an article: what it is, a label if it is a turn, and Markdown.
fn piece() -> impl Strategy<Value = (usize, usize, String)> {
    const BLOCKS: &[&str] = &[
        "他说**“重点。”**然后走了。",
        "第一行  \n第二行",
        "* 一\n* 二",
        "1. 甲\n2. 乙",
        "> 引文",
        "代码：\n\n```\n代码 **x**\n```",
        "表：\n\n|a|b|\n|-|-|\n|1|2|",
        "![](a.png)",
        "![](a.png)\n\n###### △ 说明",
        "见 https://a.com/b_c 。",
        "[链接](https://a.com)后",
        "1. 首先",
        "# 题",
        "- 减",
        "* * *",
        "**整段粗体？**",
        "_斜体_与<kbd>K</kbd>",
        "<details>\n<summary>题</summary>\n\n文\n\n</details>",
        "2 < 3 & 4",
        "    缩进代码",
        "\\* 星",
    ];
    let blocks = proptest::collection::vec(proptest::sample::select(BLOCKS), 1..4);
    (0..8_usize, 0..6_usize, blocks).prop_map(|(kind, label, blocks)| (kind, label, blocks.join("\n\n")))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, ..ProptestConfig::default() })]

    #[test]
    fn what_is_not_cut_is_shown(pieces in proptest::collection::vec(piece(), 1..8)) {
        const LABELS: [&str; 6] = ["**记者：** ", "Mara Ellison：", "**N :**  \n", "_**林：**_ ", "**M·N：**", "问: "];
        let mut script = Script::default();
        for (kind, label, text) in &pieces {
            script = match kind {
                0 => script.piece(SegmentKind::Prose, text),
                1 => script.piece(SegmentKind::Heading, text),
                2 => script.piece(SegmentKind::Aside, text),
                3 => script.piece(SegmentKind::Credit, text),
                4 => script.piece(SegmentKind::Cut(CutKind::Plea), text),
                5 => script.piece(SegmentKind::Related, text),
                _ => script.turn(*kind as u16 - 6, LABELS[*label], Emphasis::None, text),
            };
        }
        let (body, reading) = script.read();
        let rendered = render(&body, &reading, &Options::default(), &mut BodyScratch::default());
        let is_shown = |segment: &Segment| !matches!(segment.kind, SegmentKind::Cut(_) | SegmentKind::Related);
        let text = |segment: Segment| visible_markdown(&body.text()[segment.start as usize..segment.end as usize]);
        let wanted: String = reading.segments.iter().filter(is_shown).map(text).collect();
        let shown: String = rendered.parts.iter().map(visible_part).collect();
        prop_assert_eq!(shown, wanted, "{}", body.text());
        let pieces: String = reading.segments.iter().map(text).collect();
        prop_assert_eq!(pieces, visible_markdown(body.text()));
    }
}
