//! What a page gets for what an author writes.

use proptest::prelude::*;

use super::*;
use crate::config::HtmlPolicy;

fn html(text: &str) -> String {
    with(text, &Options::default())
}

fn with(text: &str, options: &Options<'_>) -> String {
    let mut out = String::new();
    to_html(text, Dialect::Article, options, &mut out);
    out
}

/// Knows one article and one picture.
struct Known;

impl Links for Known {
    fn link(&self, url: &str) -> Option<Target<'_>> {
        url.contains("mid=1").then_some(Target { url: "/a/".into(), title: Some("《甲》") })
    }

    fn picture(&self, url: &str) -> Option<Picture<'_>> {
        url.ends_with("/640").then_some(Picture { url: "/img/1.png".into(), size: Some((640, 480)) })
    }
}

#[test]
fn a_picture_alone_is_a_figure_and_two_are_a_pair() {
    assert_eq!(
        html("![](https://p.cn/1)\n\n![](b.png) ![](c.png)"),
        "<figure><img src=\"https://p.cn/1\" alt=\"\" decoding=\"async\" referrerpolicy=\"no-referrer\"></figure>\n\
         <figure class=\"pair\"><img src=\"b.png\" alt=\"\" loading=\"lazy\" decoding=\"async\">\
         <img src=\"c.png\" alt=\"\" loading=\"lazy\" decoding=\"async\"></figure>\n"
    );
}

#[test]
fn words_behind_a_picture_are_its_caption() {
    for text in [
        "![](a.png)\n△ 图中人",
        "![](a.png)\n\n###### △ 图中人",
        "![](a.png)\n\n**△ 图中人**",
        "![图片](a.png)  \n_△ 图中人_",
        "**![](a.png)**\n\n_△ 图中人_",
    ] {
        let figure = "<figure><img src=\"a.png\" alt=\"△ 图中人\" decoding=\"async\"><figcaption>△ 图中人</figcaption></figure>\n";
        assert_eq!(html(text), figure, "{text}");
    }
    for (text, words) in [
        ("![](a.png)\n\n_图中人_", "图中人"),
        ("![](a.png)\n图源：某报", "图源：某报"),
        ("![](a.png)\n\n设想图 | 来源：某社", "设想图 | 来源：某社"),
        ("![](a.png) 短说明", "短说明"),
    ] {
        assert!(html(text).contains(&format!("<figcaption>{words}</figcaption>")), "{text}");
    }
    for text in [
        "![](a.png)\n\n图中人",
        "![](a.png)\n这是一句话。",
        "![](a.png)\n\n▲点击上方卡片",
        "![](a.png)\n\n_他问我：为什么？_",
    ] {
        assert!(!html(text).contains("figcaption"), "{text}");
    }
}

#[test]
fn a_picture_behind_a_colon_parts_the_sentence_and_one_inside_does_not() {
    let picture = "<img src=\"a.png\" alt=\"\" decoding=\"async\">";
    assert_eq!(
        html("见图：![](a.png)他又说。"),
        format!("<p>见图：</p>\n<figure>{picture}</figure>\n<p>他又说。</p>\n")
    );
    let exported = "<img src=\"//p.cn/1\" alt=\"\" decoding=\"async\" referrerpolicy=\"no-referrer\">";
    let parted = format!("<p>前</p>\n<figure>{exported}</figure>\n<p>后文，</p>\n");
    assert_eq!(html("前![](//p.cn/1)后文，"), parted);
    assert_eq!(html("按![](a.png)键。"), format!("<p>按{picture}键。</p>\n"));
    assert_eq!(html("* 按![](a.png)"), format!("<ul>\n<li>按{picture}</li>\n</ul>\n"));
}

#[test]
fn a_table_that_the_parser_gives_up_ends_before_what_follows() {
    let head = format!("|{}\n|{}\n", "a|".repeat(2000), "-|".repeat(2000));
    let html = html(&(head + &"|b\n".repeat(500) + "\n甲\n"));
    let (table, rest) = html.split_once("</tbody></table></div>\n").unwrap();
    assert!(!table.contains("<p>") && rest.starts_with("<p>|b"), "{rest:.80}");
    assert!(rest.ends_with("<p>甲</p>\n") && !rest.contains("</table>"), "{rest:.80}");
}

#[test]
fn known_addresses_lead_into_the_site() {
    let options = Options { links: &Known, ..Options::default() };
    assert_eq!(with("[旧文](https://w.cn/s?mid=1)", &options), "<p><a href=\"/a/\">旧文</a></p>\n");
    assert_eq!(
        with("[![](https://p.cn/640)](https://w.cn/s?mid=1)", &options),
        "<figure><a href=\"/a/\"><img src=\"/img/1.png\" alt=\"《甲》\" width=\"640\" height=\"480\" decoding=\"async\"></a></figure>\n"
    );
    assert!(html("[![](a.png)](https://b.cn/c)").contains("alt=\"图片链接 b.cn\""));
}

#[test]
fn an_address_that_may_not_pass_leaves_its_words() {
    assert_eq!(html("[甲](javascript:alert(1)) [乙]() [](https://a.com)丙"), "<p>甲 乙 丙</p>\n");
    assert_eq!(html("![丁](data:image/png;base64,xx)"), "<p>丁</p>\n");
    assert_eq!(html("<javascript:alert(1)>"), "<p>javascript:alert(1)</p>\n");
    assert_eq!(
        html("[a](<//x.com/\" onclick=y>)"),
        "<p><a href=\"//x.com/%22%20onclick=y\" rel=\"noopener\">a</a></p>\n"
    );
}

#[test]
fn a_bare_address_is_found_whole() {
    let link = |url: &str| format!("<a href=\"{url}\" rel=\"noopener\">{url}</a>");
    assert_eq!(
        html("见https://a.com/x_y_z*b，好"),
        format!("<p>见{}，好</p>\n", link("https://a.com/x_y_z*b"))
    );
    assert_eq!(
        html("_**原文：https://a.com/b/**_"),
        format!("<p><em><strong>原文：{}</strong></em></p>\n", link("https://a.com/b/"))
    );
    assert_eq!(html("[https://a.com](/b)"), "<p><a href=\"/b\">https://a.com</a></p>\n");
    assert_eq!(html("`https://a.com`"), "<p><code>https://a.com</code></p>\n");
}

#[test]
fn harmless_elements_pass_balanced_and_all_else_is_text() {
    for (text, want) in [
        ("按<kbd>Ctrl</kbd>", "<p>按<kbd>Ctrl</kbd></p>\n"),
        ("按<kbd class=x onclick=y>Ctrl", "<p>按<kbd>Ctrl</kbd></p>\n"),
        ("**<mark>a**</mark>", "<p><strong><mark>a</mark></strong>&lt;/mark&gt;</p>\n"),
        ("<ruby lang=zh>汉<rt>hàn</rt></ruby>", "<p><ruby lang=\"zh\">汉<rt>hàn</rt></ruby></p>\n"),
        ("<ruby>汉</ruby>", "<p>汉</p>\n"),
        ("<rt>x</rt>", "<p>&lt;rt&gt;x&lt;/rt&gt;</p>\n"),
        ("a<br/>b", "<p>a<br>b</p>\n"),
        ("a <script>x</script>", "<p>a &lt;script&gt;x&lt;/script&gt;</p>\n"),
        ("a <!-- 注 --> b", "<p>a  b</p>\n"),
        ("<!--> 甲 -->乙", "<p> 甲 --&gt;乙</p>\n"),
        ("<!---> 甲 -->乙", "<p> 甲 --&gt;乙</p>\n"),
        ("a <!--> 甲 -->乙", "<p>a  甲 --&gt;乙</p>\n"),
        ("a <details>b", "<p>a &lt;details&gt;b</p>\n"),
        (
            "<details open>\n<summary>题</summary>\n\n文\n\n</details>",
            "<details open><summary>题</summary>\n<p>文</p>\n</details>\n",
        ),
        ("<details>\n\n**文**", "<details>\n<summary>详情</summary><p><strong>文</strong></p>\n</details>"),
        (
            "<details>字<summary>题",
            "<details><summary>详情</summary><p>字</p><p>&lt;summary&gt;题</p>\n</details>",
        ),
        ("<summary>题</summary>", "<p>&lt;summary&gt;题&lt;/summary&gt;</p>\n"),
    ] {
        assert_eq!(html(text).replace("\n</p>", "</p>\n"), want, "{text}");
    }
    let raw = Options { policy: HtmlPolicy::Raw, ..Options::default() };
    assert_eq!(with("<div class=x>a</div>", &raw), "<div class=x>a</div>\n");
}

#[test]
fn line_ends_vanish_only_in_chinese() {
    assert_eq!(html("中文\n中文\nAI\n系统。\nGPT"), "<p>中文中文\nAI\n系统。GPT</p>\n");
    assert_eq!(html("中**文**\n**中**文"), "<p>中<strong>文</strong><strong>中</strong>文</p>\n");
}

#[test]
fn a_hard_break_parts_prose_and_breaks_verse() {
    let long = "长".repeat(40);
    assert_eq!(html("静夜  \n思"), "<p>静夜<br>\n思</p>\n");
    assert_eq!(html(&format!("{long}  \n短")), format!("<p>{long}</p>\n<p>短</p>\n"));
}

#[test]
fn tables_code_lists_and_notes_are_whole() {
    assert!(html("|a|\n|-|\n|1|\n\n|a|\n|-|\n").contains("aria-label=\"表格 2\""));
    assert!(html("||b|\n|-|:-:|\n|1|2|").contains("<tr><td></td><th class=\"center\">b</th></tr>"));
    assert_eq!(
        html("- [x] 做"),
        "<ul>\n<li><input type=\"checkbox\" disabled aria-label=\"已完成\" checked> 做</li>\n</ul>\n"
    );
    assert_eq!(html("3. 丙"), "<ol start=\"3\">\n<li>丙</li>\n</ol>\n");
    assert!(html("> [!TIP]\n> 好").starts_with("<div class=\"note\" data-kind=\"tip\" role=\"note\">"));
    assert_eq!(html("    中\u{a0}文"), "<pre class=\"code\" tabindex=\"0\"><code>中 文</code></pre>\n");
    assert_eq!(html("约~5天，~~错~~"), "<p>约~5天，<del>错</del></p>\n");
    assert!(
        html("甲[^x]\n\n[^x]: 乙\n")
            .contains("<li id=\"fn-1\"><p>乙 <a href=\"#fnref-1\" role=\"doc-backlink\"")
    );
}

#[test]
fn headings_nest_below_the_title_of_the_page() {
    assert_eq!(
        html("# 甲\n\n### 乙\n\n#\n\n# 甲"),
        "<h2 id=\"甲\">甲</h2>\n<h3 id=\"乙\">乙</h3>\n<h2 id=\"甲-2\">甲</h2>\n"
    );
    assert_eq!(html("# ![](a.png)"), "<figure><img src=\"a.png\" alt=\"\" decoding=\"async\"></figure>\n");
}

/// The visible text that the parser finds, without white space.
fn by_parser(text: &str) -> String {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    let mut guarded = String::new();
    push_guarded(text, GuardRules::article(HtmlPolicy::Text), &mut guarded);
    let mut pictures = 0;
    let mut out = String::new();
    for event in Parser::new_ext(&guarded, dialect::article_extensions()) {
        match event {
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures -= 1,
            Event::Text(text) | Event::Code(text) if pictures == 0 => out.push_str(&text),
            _ => {}
        }
    }
    out.retain(|character| {
        !character.is_whitespace() && !matches!(character, '\u{E000}' | '\u{10AF6}' | '\u{1}' | '~')
    });
    out
}

/// Everything that could go wrong, in pieces.
const ATOMS: &[&str] = &[
    "*",
    "**",
    "_",
    "~~",
    "~",
    "`",
    "```\n",
    "中",
    "文。",
    "“",
    "”",
    "a",
    " ",
    "  \n",
    "\n",
    "\n\n",
    "# ",
    "###### △",
    "> ",
    "> [!NOTE]\n> ",
    "* ",
    "1. ",
    "    ",
    "![](a.png)",
    "![图](https://p.cn/1)",
    "[",
    "]",
    "(u)",
    "(javascript:x)",
    "[^1]",
    "[^1]: ",
    "|",
    "|a|\n|-|\n",
    "<",
    ">",
    "<kbd>",
    "</kbd>",
    "<ruby>",
    "<rt>",
    "</rt>",
    "</ruby>",
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<br>",
    "<div>",
    "</div>",
    "<!--",
    "-->",
    "&",
    "&lt;",
    "https://a.com/b_c",
    "\\",
    "- [ ] ",
    "---\n",
    "\u{E000}",
    "\u{10AF6}",
    "\u{1}",
];

/// Text full of everything that could go wrong.
fn anything() -> impl Strategy<Value = String> {
    anything_but(&[])
}

/// The same without what holds one of `left_out`, whose text the writer adds to (numbers of notes, titles of alerts).
fn anything_but(left_out: &'static [&'static str]) -> impl Strategy<Value = String> {
    let atoms: Vec<&str> = ATOMS
        .iter()
        .copied()
        .filter(|atom| !left_out.iter().any(|left_out| atom.contains(left_out)))
        .collect();
    proptest::collection::vec(proptest::sample::select(atoms), 0..40).prop_map(|atoms| atoms.concat())
}

/// The first fault in the nesting of elements.
fn unbalanced(html: &str) -> Option<String> {
    let mut open: Vec<&str> = Vec::new();
    for tag in html.split('<').skip(1) {
        let name = tag.split(['>', ' ']).next().unwrap_or_default();
        match name.strip_prefix('/') {
            Some(name) if open.pop() != Some(name) => return Some(format!("</{name}>")),
            None if !matches!(name, "br" | "img" | "hr" | "input") => {
                if name == "p" && open.contains(&"p") || name == "a" && open.contains(&"a") {
                    return Some(format!("<{name}> in {open:?}"));
                }
                open.push(name);
            }
            _ => {}
        }
    }
    open.pop().map(|name| format!("<{name}> stays open"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4096, ..ProptestConfig::default() })]

    #[test]
    fn no_visible_text_is_lost_or_made_up(text in anything_but(&["[^", "[!", "<!--", "- ["])) {
        let mut shown = text_of(&with(&text, &Options { policy: HtmlPolicy::Text, ..Options::default() }));
        shown.retain(|character| !character.is_whitespace() && !matches!(character, '\u{10AF6}' | '~'));
        prop_assert_eq!(shown, by_parser(&text));
    }

    #[test]
    fn whatever_the_text_elements_are_balanced_and_guards_gone(text in anything()) {
        let html = html(&text);
        prop_assert_eq!(unbalanced(&html), None, "{}", html);
        prop_assert!(!html.contains('\u{E000}') && !html.contains("%EE%80%80"), "{}", html);
        let mut ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        prop_assert_eq!(ids.len(), count, "{}", html);
    }
}
