//! What templates rely on.

use super::*;
use crate::interview::{
    CutKind, Emphasis, Exchange, Interview, Role, SegmentKind, Segments, Speaker, SpeakerIndex, Turn, Voice,
};
use crate::markdown::html::Flavour;

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
        self.turns.push(Turn { voice, start, words: start + label.len() as u32, open, line: 1 });
        let kind = SegmentKind::Turn(self.turns.len() as u32 - 1);
        self.piece(kind, &format!("{label}{words}"))
    }

    fn read(self) -> (Body, Reading) {
        let mut body = Body::default();
        body.fill(&self.text, 0);
        let length = self.text.len() as u32;
        let speaker =
            |name: &str, role| Speaker { name: name.into(), role, aliases: vec![], reason: String::new() };
        let mut exchanges: Vec<Exchange> = Vec::new();
        for (index, turn) in self.turns.iter().enumerate() {
            let asks =
                turn.voice == Voice::Printed(SpeakerIndex(0)) || turn.voice == Voice::Unprinted(Role::Host);
            match exchanges.last_mut() {
                Some(last) if !asks => last.end = index as u32 + 1,
                _ => exchanges.push(Exchange {
                    first: index as u32,
                    end: index as u32 + 1,
                    anchor: asks.then(|| serde_json::from_value(format!("q-{index}").into()).unwrap()),
                }),
            }
        }
        let interview = Interview {
            speakers: vec![speaker("记者", Role::Host), speaker("Mara Ellison", Role::Guest)],
            turns: self.turns,
            exchanges,
            opening: String::new(),
        };
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

fn in_short(part: &Part<'_>) -> String {
    let html = |html: &str| html.trim_end().replace('\n', "");
    match part {
        Part::Prose { html: text } => format!("prose {}", html(text)),
        Part::Heading { level, id, html: text } => format!("h{level}#{id} {}", html(text)),
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
            format!("{}#{number}{sign} {}", anchor.unwrap_or("-"), turns.join(" "))
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
        .turn(0, "**记者：", Emphasis::Strong, "真的**吗？**")
        .piece(SegmentKind::Aside, "> 编者注")
        .piece(SegmentKind::Cut(CutKind::Plea), "请关注")
        .piece(SegmentKind::Related, "往期")
        .piece(SegmentKind::Credit, "_原文：https://a.com/b_c_")
        .shown();
    assert_eq!(
        shown,
        [
            "prose <p>导语。</p>",
            "q-0#1 记者：[<p>为什么？</p>] Mara Ellison:[<p>因为。</p><p>还有。</p>]",
            "h2#未来 未来",
            "-#… …[<p>接着说。</p>]",
            "q-2#2 记者：[<p><strong>真的</strong>吗？**</p>]",
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
    assert_eq!(shown, ["q-0#1 记者：[<p>“重点”是什么？</p>] M：[<p><strong>是的。</strong></p>]"]);
}

#[test]
fn emphasis_that_the_label_opens_goes_on() {
    let shown = Script::default()
        .turn(1, "_**M：", Emphasis::StrongEm, "是的。**_ 然后")
        .turn(1, "**M：", Emphasis::Strong, "** 然后")
        .turn(1, "### **M：", Emphasis::Strong, "为什么？**\n答。")
        .shown();
    let want = "-# M：[<p><em><strong>是的。</strong></em> 然后</p>] M：[<p>然后</p>] \
                M：[<p><strong>为什么？</strong></p><p>答。</p>]";
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
