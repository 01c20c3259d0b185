//! The reader's eye: how the site's articles were read, for who has to check many of them.
//!
//! In come a [`Shop`] and an address below [`OWN`]; out goes a page. Invariant: what an article holds is text here,
//! never markup, and every page reads whole without a script.

use percent_encoding::utf8_percent_encode;

use super::editor::{Editor, PATH};
use super::faults;
use super::html::{Html, SPOKEN, escape};
use super::live::{OWN, Published};
use crate::article::Block;
use crate::diagnostic::Counts;
use crate::interview::{self, Cut, CutKind, Interview, Role, Voice};
use crate::pipeline::{Inspection, Look, Shop};

/// Articles of a page of the list.
const LISTED: usize = 200;

/// A page of the eye; `None` if there is none at that address (below `/_fangtan/`, decoded).
pub(super) fn page(shop: &Shop<'_>, address: &str, now: &Published) -> Option<String> {
    if let Some(path) = address.strip_prefix("article/") {
        return shop.inspect(path).map(|inspection| article(&inspection, now.editor()));
    }
    match address {
        "" => Some(list(shop, 0)),
        "faults/" => Some(all_faults(now)),
        _ => {
            let number: usize = address.strip_prefix("page/")?.strip_suffix('/')?.parse().ok()?;
            let number = number.checked_sub(1)?;
            (number * LISTED < shop.looks().len().max(1)).then(|| list(shop, number))
        }
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Host => "提问",
        Role::Guest => "回答",
        Role::Audience => "听众",
        Role::Unknown => "不明",
    }
}

fn link_to(path: &str) -> String {
    format!("{OWN}article/{}", utf8_percent_encode(path, PATH))
}

/// The links of every page.
fn navigation(here: &str, html: &mut Html) {
    let link = |address: &str, name: &str| {
        let current = if name == here { " aria-current=\"page\"" } else { "" };
        format!("<a href=\"{address}\"{current}>{name}</a>")
    };
    let faults = format!("{OWN}faults/");
    html.push(&format!(
        "<nav aria-label=\"审读\">{} {} {}</nav>",
        link(OWN, "审读"),
        link(&faults, "错误与提醒"),
        link("/", "回到网站")
    ));
}

fn list(shop: &Shop<'_>, number: usize) -> String {
    let doubts = shop.looks();
    let mut html = Html::new("审读");
    navigation("审读", &mut html);
    let (doubtful, read) = (doubts.iter().filter(|it| it.points >= DOUBTFUL).count(), doubts.len());
    html.push("<h1>审读</h1>");
    html.push(&format!(
        "<p class=\"dek\">共 {read} 篇，其中 {doubtful} 篇值得先看。越靠前的越没有把握；每一分都写明了原因。</p>"
    ));
    html.push(
        "<table><thead><tr><th class=\"figure\">存疑</th><th>文章</th><th>说话人</th><th class=\"figure\">段数</th>\
         <th class=\"figure\">略去</th></tr></thead><tbody>",
    );
    for doubt in doubts.iter().skip(number * LISTED).take(LISTED) {
        html.push(&row(doubt));
    }
    html.push("</tbody></table>");
    let pages = read.div_ceil(LISTED);
    if pages > 1 {
        let link = |page: usize| {
            let address = if page == 0 { OWN.to_owned() } else { format!("{OWN}page/{}/", page + 1) };
            let current = if page == number { " aria-current=\"page\"" } else { "" };
            format!("<a href=\"{address}\"{current}>{}</a>", page + 1)
        };
        let links: Vec<String> = (0..pages).map(link).collect();
        html.push(&format!("<nav aria-label=\"分页\">{}</nav>", links.join(" ")));
    }
    html.finish()
}

/// From how many points on an article is worth a look.
const DOUBTFUL: u32 = 10;

fn row(doubt: &Look<'_>) -> String {
    let class = if doubt.points >= DOUBTFUL { "doubt" } else { "sure" };
    let speaker = |(name, role): &(&str, Role)| {
        format!(
            "<li>{} <span class=\"role {}\">{}</span></li>",
            escape(name),
            role.as_str(),
            role_name(*role)
        )
    };
    let speakers: String = doubt.speakers.iter().take(8).map(speaker).collect();
    let speakers = if speakers.is_empty() {
        "<span class=\"quiet\">—</span>".into()
    } else {
        format!("<ul>{speakers}</ul>")
    };
    format!(
        "<tr><td class=\"figure {class}\" data-name=\"存疑\">{}</td><td><a href=\"{}\">{}</a>\
         <p class=\"reason quiet\">{}</p></td><td>{speakers}</td><td class=\"figure\" data-name=\"段数\">{}</td>\
         <td class=\"figure\" data-name=\"略去行数\">{}</td></tr>",
        doubt.points,
        link_to(doubt.path),
        escape(doubt.title),
        escape(&doubt.reasons.join("；")),
        doubt.turns,
        doubt.cut
    )
}

fn all_faults(now: &Published) -> String {
    let mut html = Html::new("错误与提醒");
    navigation("错误与提醒", &mut html);
    html.push("<h1>错误与提醒</h1>");
    match now.faults() {
        [] => html.push("<p class=\"dek\">没有。</p>"),
        all => {
            let counts = Counts::of(all);
            html.push(&format!(
                "<p class=\"dek\">{} 处错误，{} 处提醒。</p>",
                counts.errors, counts.warnings
            ));
            faults::list(all, now.editor(), &mut html);
        }
    }
    html.finish()
}

fn article(inspection: &Inspection, editor: &Editor) -> String {
    let Inspection { metadata, reading, .. } = inspection;
    let mut html = Html::new(&format!("审读：{}", metadata.title));
    navigation("", &mut html);
    html.push(&format!("<h1>{}</h1>", escape(&metadata.title)));
    let about = [
        metadata.date.map(|date| date.rfc3339()),
        metadata.author.as_deref().map(str::to_owned),
        metadata.place.as_deref().map(str::to_owned),
        Some(format!("{} 字", reading.characters + reading.words)),
    ];
    let about: Vec<String> = about.into_iter().flatten().map(|it| escape(&it)).collect();
    html.push(&format!("<p class=\"dek\">{}</p>", about.join("　")));
    html.push(&format!(
        "<p class=\"place\"><a href=\"{}\">{}</a>　<a href=\"{}\">打开网页</a></p>",
        escape(&editor.link(&inspection.path, 1, 1)),
        escape(&inspection.path),
        escape(inspection.permalink.as_deref().unwrap_or("/"))
    ));
    if !inspection.diagnostics.is_empty() {
        html.push("<h2>错误、提醒与说明</h2>");
        faults::list(&inspection.diagnostics, editor, &mut html);
    }
    match &reading.interview {
        Some(interview) => {
            speakers(interview, &mut html);
            cuts(inspection, editor, &mut html);
            links(inspection, &mut html);
            turns(inspection, interview, editor, &mut html);
        }
        None => {
            html.push("<h2>说话人</h2><p>没有认出对话：按普通文章排版。若是访谈，在文章开头写 <code>interview: true</code>，或用 <code>speakers:</code> 列出说话的人。</p>");
            cuts(inspection, editor, &mut html);
            links(inspection, &mut html);
        }
    }
    html.finish()
}

fn speakers(interview: &Interview, html: &mut Html) {
    let turns = interview.turns();
    html.push("<h2>说话人</h2><ul class=\"list\">");
    for (place, speaker) in interview.speakers.iter().enumerate() {
        let own = |voice: Voice| matches!(voice, Voice::Printed(index) if usize::from(index.0) == place);
        let count = turns.iter().filter(|turn| own(turn.voice)).count();
        let others: Vec<&str> =
            speaker.aliases.iter().map(|alias| &**alias).filter(|alias| *alias != &*speaker.name).collect();
        let others =
            if others.is_empty() { String::new() } else { format!("，又作 {}", others.join("、")) };
        html.push(&format!(
            "<li><b>{}</b> <span class=\"role {}\">{}</span> {count} 段 <span class=\"reason quiet\">{}{}</span></li>",
            escape(&speaker.name),
            speaker.role.as_str(),
            role_name(speaker.role),
            escape(&SPOKEN.say(&speaker.reason)),
            escape(&others)
        ));
    }
    html.push("</ul><p class=\"quiet\">读错了？在文章开头写 <code>hosts: [名字]</code> 说明谁在提问，或用 <code>speakers:</code> 列出每个人。</p>");
}

fn turns(inspection: &Inspection, interview: &Interview, editor: &Editor, html: &mut Html) {
    let turns = interview.turns();
    html.push(&format!("<h2>对话（{} 段）</h2>", turns.len()));
    let texts = interview::spoken(&inspection.body, &inspection.reading, interview);
    for (turn, text) in turns.iter().zip(texts) {
        let (name, role, printed) = match turn.voice {
            Voice::Printed(index) => {
                let speaker = &interview.speakers[usize::from(index.0)];
                (&*speaker.name, speaker.role, "")
            }
            Voice::Unprinted(role) => ("未印名字", role, " unprinted"),
        };
        let edit = escape(&editor.link(&inspection.path, turn.line, 1));
        html.push(&format!(
            "<div class=\"turn{printed}\"><a class=\"line\" href=\"{edit}\">{}</a><span class=\"name {}\">{}</span>\
             <div class=\"words\">{}</div></div>",
            turn.line,
            role.as_str(),
            escape(name),
            words(&text)
        ));
    }
}

/// Letters of a turn that are shown before it is opened.
const FIRST: usize = 120;

fn words(text: &str) -> String {
    match text.char_indices().nth(FIRST) {
        None => format!("<p class=\"more\">{}</p>", escape(text)),
        Some((end, _)) => format!(
            "<details><summary><span class=\"first\">{}…</span><span class=\"quiet\"> 共 {} 字</span></summary>\
             <p class=\"more\">{}</p></details>",
            escape(&text[..end]),
            text.chars().count(),
            escape(text)
        ),
    }
}

fn cuts(inspection: &Inspection, editor: &Editor, html: &mut Html) {
    let shown: Vec<&Cut> = inspection.reading.cuts.iter().collect();
    if shown.is_empty() {
        return;
    }
    let lines: u32 = shown.iter().map(|cut| cut.to + 1 - cut.from).sum();
    html.push(&format!("<h2>略去的内容（{lines} 行）</h2>"));
    html.push(
        "<p>若不该略去，在文章开头加一行 <code>keep_tail: true</code>，这些内容就会原样回到网页上。</p>",
    );
    for cut in shown {
        let kind = match cut.kind {
            CutKind::Promotion => "推广",
            CutKind::Plea => "求关注",
            CutKind::Notice => "提示",
            CutKind::Divider => "分隔",
            CutKind::Decoration => "装饰",
        };
        let edit = escape(&editor.link(&inspection.path, cut.from, 1));
        let range =
            if cut.from == cut.to { cut.from.to_string() } else { format!("{}–{}", cut.from, cut.to) };
        html.push(&format!(
            "<div class=\"cut\"><p class=\"quiet\"><a href=\"{edit}\">第 {range} 行</a>　{kind}　{}</p><del>{}</del></div>",
            escape(&SPOKEN.say(&cut.reason)),
            escape(&text_of(cut, inspection))
        ));
    }
}

/// The words of what was cut, a line each.
fn text_of(cut: &Cut, inspection: &Inspection) -> String {
    let body = &inspection.body;
    let lines = body.lines().iter().filter(|line| (cut.from..=cut.to).contains(&line.number));
    let lines = lines.filter(|line| line.block != Block::Blank);
    let words: Vec<String> = lines
        .map(|line| {
            let words = interview::plain_text(body.line(line));
            if words.is_empty() { body.line(line).trim().to_owned() } else { words }
        })
        .collect();
    words.join("\n")
}

fn links(inspection: &Inspection, html: &mut Html) {
    let related = inspection.reading.related.iter().zip(&inspection.local);
    let (here, waiting): (Vec<_>, Vec<_>) = related.partition(|(_, local)| local.is_some());
    if !here.is_empty() || !waiting.is_empty() {
        html.push("<h2>往期回顾</h2><ul class=\"list\">");
        for (related, local) in here.iter().chain(&waiting) {
            let title = if related.title.is_empty() { &related.url } else { &related.title };
            let (to, word) = match local {
                Some(local) => (local.as_str(), "在本站"),
                None if related.identity.is_some() => (&*related.url, "还不在本站：收进来以后会自动连上"),
                None => (&*related.url, "站外"),
            };
            html.push(&format!(
                "<li>{} <span class=\"quiet\">第 {} 行　{word}</span></li>",
                anchor(to, title),
                related.line
            ));
        }
        html.push("</ul>");
    }
    let remote = remote_pictures(inspection);
    if !remote.is_empty() {
        html.push(&format!("<h2>还在别处的图片（{}）</h2>", remote.len()));
        html.push("<p class=\"quiet\">它们在别人的服务器上，随时可能打不开；搬到 <code>content/</code> 或 <code>static/</code> 里更稳妥。</p><ul class=\"list\">");
        for (line, address) in remote {
            html.push(&format!(
                "<li>{} <span class=\"quiet\">{line}</span></li>",
                anchor(&address, &address)
            ));
        }
        html.push("</ul>");
    }
}

/// A link, if the address is one of the web or of this site; else its words.
fn anchor(address: &str, words: &str) -> String {
    let is_safe = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
        || address.starts_with('/') && !address.starts_with("//");
    if is_safe {
        format!("<a href=\"{}\" rel=\"noreferrer\">{}</a>", escape(address), escape(words))
    } else {
        escape(words)
    }
}

/// Pictures on other hosts: where, and the address.
fn remote_pictures(inspection: &Inspection) -> Vec<(String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let remote = |address: &str| address.starts_with("http://") || address.starts_with("https://");
    if let Some(cover) = inspection.metadata.cover.as_deref().filter(|cover| remote(cover)) {
        found.push(("封面".to_owned(), cover.to_owned()));
    }
    let cut = |line: u32| inspection.reading.cuts.iter().any(|cut| (cut.from..=cut.to).contains(&line));
    for line in inspection.body.lines().iter().filter(|line| line.block != Block::Code && !cut(line.number)) {
        for part in inspection.body.line(line).split("![").skip(1) {
            let address = part.split_once("](").map_or("", |(_, rest)| rest.trim_start_matches('<'));
            let end = address.find([')', ' ', '>']).unwrap_or(address.len());
            if remote(&address[..end]) {
                found.push((format!("第 {} 行", line.number), address[..end].to_owned()));
            }
        }
    }
    found
}
