//! The guard against the reference implementation of the rule, and against itself.

use proptest::prelude::*;
use pulldown_cmark::{Options, Parser, html};

use super::*;

/// HTML by the parser alone.
fn by_parser(text: &str) -> String {
    let mut out = String::new();
    html::push_html(&mut out, Parser::new_ext(text, Options::ENABLE_STRIKETHROUGH));
    out
}

fn guarded(text: &str, rules: GuardRules) -> String {
    let mut with_guards = String::new();
    push(text, rules, &mut with_guards);
    strip(&by_parser(&with_guards)).into_owned()
}

/// HTML by comrak, which implements markdown-cjk-friendly.
fn reference(text: &str, cjk: bool) -> String {
    let mut options = comrak::Options::default();
    options.extension.strikethrough = true;
    options.extension.cjk_friendly_emphasis = cjk;
    options.render.r#unsafe = true;
    comrak::markdown_to_html(text, &options)
}

/// Strings full of emphasis beside everything that it may stand beside, but for the punctuation that Chinese and Latin
/// share.
fn emphasis(atoms: &'static [&'static str]) -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(atoms), 1..24).prop_map(|atoms| atoms.concat() + "\n")
}

const ATOMS: &[&str] = &[
    "*",
    "**",
    "**",
    "**",
    "***",
    "_",
    "__",
    "中",
    "文",
    "。",
    "，",
    "（",
    "）",
    "《",
    "》",
    "：",
    "！",
    "a",
    "B2",
    " ",
    " ",
    ".",
    "(",
    ")",
    "!",
    "`x`",
    "[l](u)",
    "한",
    "𠮷",
    "é",
    "€",
    "、",
    "　",
    "\n",
    "\\",
    "\\*",
    "ｱ",
    "\u{fe00}中",
    "。\u{fe01}",
    "“\u{fe01}",
    "\u{fe00}",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 8192, ..ProptestConfig::default() })]

    #[test]
    fn emphasis_is_read_as_the_specification_says(text in emphasis(ATOMS)) {
        // Where the two parsers differ without any rule for Chinese, nothing can be told.
        prop_assume!(by_parser(&text) == reference(&text, false));
        let rules = GuardRules { strikethrough: true, ..GuardRules::SPECIFICATION };
        prop_assert_eq!(guarded(&text, rules), reference(&text, true));
    }
}

#[test]
fn every_bold_of_a_chinese_publisher_is_bold() {
    let article = GuardRules::article(HtmlPolicy::Safe);
    for (text, want) in [
        ("**“重点。”**然后", "<strong>“重点。”</strong>然后"),
        ("他说**“引号”**AI 系统", "他说<strong>“引号”</strong>AI 系统"),
        ("模型Claude**“引号”**GPT", "模型Claude<strong>“引号”</strong>GPT"),
        (
            "**第一**，**“第二”**和**第三。**完",
            "<strong>第一</strong>，<strong>“第二”</strong>和<strong>第三。</strong>完",
        ),
        ("AI**（人工智能）**是", "AI<strong>（人工智能）</strong>是"),
        ("使用**`code`**函数", "使用<strong><code>code</code></strong>函数"),
        ("价格**¥100**元", "价格<strong>¥100</strong>元"),
        ("**重点……**然后", "<strong>重点……</strong>然后"),
        ("**重点——**Then", "<strong>重点——</strong>Then"),
        ("~~删除。~~继续", "<del>删除。</del>继续"),
        ("***“粗斜”***继续", "<em><strong>“粗斜”</strong></em>继续"),
        ("**_强调_**中 中**_强调_**", "<strong><em>强调</em></strong>中 中<strong><em>强调</em></strong>"),
        ("_**强调。**_", "<em><strong>强调。</strong></em>"),
        ("中_强调_文", "中_强调_文"),
    ] {
        assert_eq!(guarded(text, article), format!("<p>{want}</p>\n"));
    }
}

#[test]
fn code_and_addresses_come_out_as_they_went_in() {
    let article = GuardRules::article(HtmlPolicy::Safe);
    assert_eq!(guarded("`**“x”**然`", article), "<p><code>**“x”**然</code></p>\n");
    assert_eq!(
        guarded("```\n中**。**文<b>\n```", article),
        "<pre><code>中**。**文&lt;b&gt;\n</code></pre>\n"
    );
    assert_eq!(
        guarded("* 项\n* **项**", article),
        "<ul>\n<li>项</li>\n<li><strong>项</strong></li>\n</ul>\n"
    );
    assert_eq!(guarded("a\u{E000}b\u{FFFE}￥", article), "<p>ab￥</p>\n");
}

#[test]
fn html_that_is_text_opens_no_block() {
    let article = GuardRules::article(HtmlPolicy::Safe);
    assert_eq!(guarded("<div>\n**重点**", article), "<p>&lt;div&gt;\n<strong>重点</strong></p>\n");
    assert_eq!(
        guarded("<!-- 无尽\n\n**重点**", article),
        "<p>&lt;!-- 无尽</p>\n<p><strong>重点</strong></p>\n"
    );
    assert_eq!(
        guarded("<pad> 3 < 4 <https://a.com>", article),
        "<p>&lt;pad&gt; 3 &lt; 4 <a href=\"https://a.com\">https://a.com</a></p>\n"
    );
    assert_eq!(guarded("<kbd>Ctrl</kbd>", article), "<p><kbd>Ctrl</kbd></p>\n");
    assert_eq!(guarded("<kbd>", GuardRules::article(HtmlPolicy::Text)), "<p>&lt;kbd&gt;</p>\n");
}
