//! A saved page of a WeChat article.
//!
//! In comes the page's HTML; out go front matter from the page's own data and its text as Markdown. The page keeps its
//! data in three places: variables of its scripts, `meta` elements, and elements with well-known `id`s; a page that was
//! saved by a browser has all, one that was fetched lacks the last. Invariant: what Markdown cannot hold is reported.

use htmd::element_handler::Handlers;
use htmd::{Element, HtmlToMarkdown};

use super::html::{self, value};
use super::report::Remark;
use super::yaml;
use crate::article::{Metadata, Published};
use crate::config::Rules;

/// What a page may hold that a Markdown file cannot, by the name of its element.
const LOST: &[(&str, &str)] = &[
    ("mpvoice", "a recording"),
    ("mp-common-mpaudio", "a recording"),
    ("mp-common-profile", "the card of an account"),
    ("mp-common-miniprogram", "a mini program"),
    ("mp-miniprogram", "a mini program"),
    ("mp-common-product", "a shop's card"),
    ("mp-common-videosnap", "a channel's video"),
    ("video", "a video"),
    ("audio", "a recording"),
];

/// Translates a page; `None` if it is no WeChat article.
pub(super) fn article(html: &str, rules: &Rules) -> Option<(String, Vec<Remark>)> {
    let content = element(html, "js_content")?;
    let metadata = metadata(html, rules)?;
    let body = converter().convert(content).ok()?;
    let body = body.replace('\u{a0}', " ").replace('\u{200b}', "");
    Some((format!("{}\n{}\n", yaml::front_matter(&metadata, rules.offset), body.trim()), lost(html, content)))
}

fn metadata(html: &str, rules: &Rules) -> Option<Metadata> {
    let title = variable(html, "msg_title").or_else(|| meta(html, "og:title"));
    let title = title.or_else(|| Some(inner_text(element(html, "activity-name")?)))?;
    let account = variable(html, "nickname").or_else(|| Some(inner_text(element(html, "js_name")?)));
    let writer = meta(html, "author").filter(|writer| Some(writer) != account.as_ref());
    let summary = variable(html, "msg_desc").or_else(|| meta(html, "og:description"));
    let mut metadata = Metadata {
        title: title.into(),
        date: published(html, rules.offset),
        author: account.filter(|it| !it.is_empty()).map(Into::into),
        place: place(html).map(Into::into),
        source: source(html).map(Into::into),
        cover: variable(html, "msg_cdn_url").or_else(|| meta(html, "og:image")).map(|it| secure(&it).into()),
        summary: summary.filter(|it| !it.is_empty()).map(|it| it.replace("\\x0a", " ").into()),
        ..Metadata::default()
    };
    if let Some(writer) = writer.filter(|it| !it.is_empty()) {
        metadata.extra.insert("writer".into(), writer.into());
    }
    Some(metadata)
}

/// The moment in `ct`, in seconds, or what stands on the page.
fn published(html: &str, offset: i32) -> Option<Published> {
    let seconds = variable(html, "ct").and_then(|seconds| seconds.parse::<i64>().ok());
    let moment =
        seconds.filter(|seconds| *seconds > 0).and_then(|seconds| jiff::Timestamp::from_second(seconds).ok());
    if let (Some(moment), Ok(zone)) = (moment, jiff::tz::Offset::from_seconds(offset)) {
        let written = zone.to_datetime(moment).strftime("%Y-%m-%d %H:%M").to_string();
        return Published::parse(&written, offset);
    }
    Published::parse(&inner_text(element(html, "publish_time")?), offset)
}

fn place(html: &str) -> Option<String> {
    let at = html.find("provinceName:")?;
    let value = quoted(html[at + "provinceName:".len()..].trim_start())?;
    Some(decoded(value)).filter(|place| !place.is_empty())
}

/// The long address, which names account and message; else the one that the page was saved from.
fn source(html: &str) -> Option<String> {
    let long = variable(html, "msg_link").or_else(|| {
        let part = |name: &str| variable(html, name).filter(|part| !part.is_empty());
        let (biz, mid, idx) = (part("biz")?, part("mid")?, part("idx")?);
        let sn = part("sn").map(|sn| format!("&sn={sn}")).unwrap_or_default();
        Some(format!("https://mp.weixin.qq.com/s?__biz={biz}&mid={mid}&idx={idx}{sn}"))
    });
    let url = long.filter(|url| !url.is_empty()).or_else(|| meta(html, "og:url"))?;
    Some(secure(url.trim_end_matches("#rd")))
}

fn secure(url: &str) -> String {
    url.strip_prefix("http://").map_or_else(|| url.to_owned(), |rest| format!("https://{rest}"))
}

/// A variable of the page's scripts: `var ct = "1719";`, `var biz = "" || "Mz";`, `var nickname = htmlDecode("…");`.
fn variable(html: &str, name: &str) -> Option<String> {
    for (at, _) in html.match_indices(&format!("var {name}")) {
        let rest = html[at + 4 + name.len()..].trim_start();
        let Some(value) = rest.strip_prefix('=') else { continue };
        let line = value.split(['\n', ';']).next().unwrap_or_default();
        // A text may hold a semicolon: `&amp;` in addresses.
        let line = if line.matches(['"', '\'']).count() % 2 == 1 {
            value.split('\n').next().unwrap_or(line)
        } else {
            line
        };
        let mut rest = line;
        while let Some(start) = rest.find(['"', '\'']) {
            let Some(text) = quoted(&rest[start..]) else { break };
            if !text.is_empty() {
                return Some(decoded(text));
            }
            rest = &rest[start + text.len() + 2..];
        }
    }
    None
}

/// What stands between the quotes that `text` begins with.
fn quoted(text: &str) -> Option<&str> {
    let quote = text.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let mut escaped = false;
    let end = text[1..].find(|letter| {
        let ends = letter == quote && !escaped;
        escaped = letter == '\\' && !escaped;
        ends
    })?;
    Some(&text[1..=end])
}

/// The `content` of a `meta` element.
fn meta(html: &str, name: &str) -> Option<String> {
    for tag in html.split("<meta").skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
        let named = attribute(tag, "property").or_else(|| attribute(tag, "name"));
        if named == Some(name) {
            return attribute(tag, "content").map(decoded).filter(|content| !content.is_empty());
        }
    }
    None
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag.find(&format!(" {name}="))?;
    quoted(&tag[at + name.len() + 2..])
}

/// The inside of the element with this `id`, found by counting elements of its kind.
fn element<'t>(html: &'t str, id: &str) -> Option<&'t str> {
    let at = html.find(&format!("id=\"{id}\""))?;
    let open = html[..at].rfind('<')?;
    let name = html[open + 1..].split([' ', '\n', '\t', '>']).next()?;
    let start = at + html[at..].find('>')? + 1;
    let (opening, closing) = (format!("<{name}"), format!("</{name}"));
    let (mut depth, mut from) = (1, start);
    while depth > 0 {
        let next = from + html[from..].find('<')?;
        if html[next..].starts_with(&closing) {
            depth -= 1;
        } else if html[next..].starts_with(&opening) {
            depth += 1;
        }
        if depth == 0 {
            return Some(&html[start..next]);
        }
        from = next + 1;
    }
    None
}

fn inner_text(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for letter in html.chars() {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => text.push(letter),
            _ => {}
        }
    }
    decoded(text.trim())
}

/// Escapes of HTML and of scripts undone.
fn decoded(text: &str) -> String {
    let mut out = text.to_owned();
    for (from, to) in [
        ("\\x26", "&"),
        ("\\x0a", " "),
        ("\\x22", "\""),
        ("\\x27", "'"),
        ("\\x3c", "<"),
        ("\\x3e", ">"),
        ("\\x5c", "\\"),
        ("\\/", "/"),
        ("\\\"", "\""),
        ("\\'", "'"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        if out.contains(from) {
            out = out.replace(from, to);
        }
    }
    out.trim().to_owned()
}

fn converter() -> HtmlToMarkdown {
    let picture = |_: &dyn Handlers, element: Element<'_>| {
        let of = |name: &str| value(&element, name);
        let source = of("data-src").or_else(|| of("src")).filter(|source| !source.starts_with("data:"))?;
        let alt = of("alt").filter(|alt| !matches!(alt.as_str(), "图片" | "Image")).unwrap_or_default();
        Some(format!("![{}]({})", alt.replace(['[', ']'], ""), secure(&source)).into())
    };
    let video = |_: &dyn Handlers, element: Element<'_>| {
        let source = value(&element, "data-src").or_else(|| value(&element, "src"))?;
        source.starts_with("http").then(|| format!("\n\n[视频]({})\n\n", secure(&source)).into())
    };
    html::converter(&["mpvoice"]).add_handler(vec!["img"], picture).add_handler(vec!["iframe"], video).build()
}

/// What the text has lost, by lines of the page.
fn lost(html: &str, content: &str) -> Vec<Remark> {
    let before = content.as_ptr() as usize - html.as_ptr() as usize;
    html::lost(content, html[..before].matches('\n').count() as u32 + 1, LOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html><head>
<meta name="author" content="沈一" />
<meta property="og:title" content="慢一点：对话林若川" />
<meta property="og:image" content="http://mmbiz.qpic.cn/mmbiz_jpg/a/0?wx_fmt=jpeg" />
<script>
var biz = "" || "MzA5MDAw";
var sn = "" || "" || "abcd";
var mid = "" || "" || "2247";
var idx = "" || "" || "1";
var nickname = htmlDecode("北窗科技");
var msg_title = '慢一点：&quot;对话&quot;林若川'.html(false);
var ct = "1719280800";
var msg_link = "http://mp.weixin.qq.com/s?__biz=MzA5MDAw&amp;mid=2247&amp;idx=1&amp;sn=abcd&amp;chksm=c#rd";
window.ip_wording = { countryName: '中国', provinceName: '北京' };
</script></head><body>
<h1 id="activity-name">慢一点</h1>
<div class="rich_media_content" id="js_content" style="visibility: hidden;"><section><p><span>导语，</span><span>两句。</span></p></section>
<section><section><p><strong><span>主持人：</span></strong><span>为什么？</span></p></section><p><strong>林若川：</strong>不为什么。<br/>真的。</p></section>
<p><img class="rich_pages" data-src="http://mmbiz.qpic.cn/b/640?wx_fmt=png" src="data:image/gif;base64,x" alt="图片"></p>
<div><h2>往期回顾</h2></div><p><a href="http://mp.weixin.qq.com/s?__biz=MzA5MDAw&amp;mid=2240&amp;idx=1">快一点</a></p>
<mpvoice name="x"></mpvoice><iframe class="video_iframe" data-src="https://v.qq.com/x/1"></iframe>
</div><div>页脚</div></body></html>"#;

    #[test]
    fn a_saved_page_becomes_an_article() {
        let (text, remarks) = article(PAGE, &Rules::default()).unwrap();
        assert_eq!(
            text,
            "---\ntitle: \"慢一点：\\\"对话\\\"林若川\"\ndate: 2024-06-25 10:00\nauthor: 北窗科技\nplace: 北京\n\
             source: https://mp.weixin.qq.com/s?__biz=MzA5MDAw&mid=2247&idx=1&sn=abcd&chksm=c\n\
             cover: https://mmbiz.qpic.cn/mmbiz_jpg/a/0?wx_fmt=jpeg\nwriter: 沈一\n---\n\n\
             导语，两句。\n\n**主持人：**为什么？\n\n**林若川：**不为什么。  \n真的。\n\n\
             ![](https://mmbiz.qpic.cn/b/640?wx_fmt=png)\n\n## 往期回顾\n\n\
             [快一点](http://mp.weixin.qq.com/s?__biz=MzA5MDAw&mid=2240&idx=1)\n\n[视频](https://v.qq.com/x/1)\n"
        );
        let told: Vec<(u32, &str)> = remarks.iter().map(|it| (it.line, it.text.as_str())).collect();
        assert_eq!(told, [(21, "a recording")]);
    }

    #[test]
    fn what_is_no_wechat_page_is_none_of_ours() {
        assert!(article("<html><h1>x</h1></html>", &Rules::default()).is_none());
    }

    #[test]
    fn a_page_without_scripts_is_read_from_its_elements() {
        let page = r#"<h1 id="activity-name"> 题 </h1><a id="js_name">某号</a><em id="publish_time">2024年06月25日 10:00</em>
<div id="js_content"><p>正文</p></div>"#;
        let (text, _) = article(page, &Rules::default()).unwrap();
        assert_eq!(text, "---\ntitle: 题\ndate: 2024-06-25 10:00\nauthor: 某号\n---\n\n正文\n");
    }
}
