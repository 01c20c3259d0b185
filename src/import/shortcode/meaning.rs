//! What each known shortcode says in Markdown.
//!
//! The lists are those of the generators' own documentation; a theme's shortcodes are nobody's but the theme's.

use super::call::Call;
use super::{Scene, picture};
use crate::import::generator::{Foreign, Generator};

/// What a call becomes.
pub(super) enum Meaning {
    /// This text.
    Text(String),
    /// What it encloses, as it stands, between two marks.
    Verbatim { open: String, close: String },
    /// A block quote of what it encloses, and a line of credit.
    Quote(String),
    /// What it encloses.
    Inner,
}

/// What the call means; `None` if nobody knows.
pub(super) fn of(call: &Call<'_>, scene: &Scene<'_>) -> Option<Meaning> {
    if call.expression {
        return expression(call).map(Meaning::Text);
    }
    let foreign = scene.foreign;
    let generator = foreign.site.settings.generator;
    let text = match call.name {
        "highlight" | "codeblock" | "code" if generator != Generator::Zola => {
            return Some(code(call, generator));
        }
        "raw" => return Some(Meaning::Verbatim { open: String::new(), close: String::new() }),
        "blockquote" | "quote" | "note" | "pullquote" | "centerquote" | "cq" | "alert" | "admonition"
        | "notice" | "callout" => {
            return Some(Meaning::Quote(credit(call)));
        }
        "rawhtml" | "center" | "wrap" => return Some(Meaning::Inner),
        "youtube" => link("YouTube", "https://www.youtube.com/watch?v=", call.argument("id", 0)?),
        "vimeo" => link("Vimeo", "https://vimeo.com/", call.argument("id", 0)?),
        "bilibili" => link("bilibili", "https://www.bilibili.com/video/", call.argument("id", 0)?),
        "gist" => gist(call)?,
        "tweet" | "x" | "twitter" => tweet(call)?,
        "iframe" => format!("<{}>", call.argument("src", 0)?),
        "figure" | "image" | "resize_image" | "img" => figure(call, scene)?,
        "asset_img" | "asset_path" | "asset_link" => asset(call, scene)?,
        "ref" | "relref" | "post_link" | "post_path" | "post_url" | "link" => reference(call, foreign)?,
        _ => return None,
    };
    Some(Meaning::Text(text))
}

/// `{{ site.baseurl }}`, `{{ "/a.png" | relative_url }}`: addresses are from the site's root here.
fn expression(call: &Call<'_>) -> Option<String> {
    let whole = format!("{} {}", call.name, call.raw);
    let (value, filters) = whole.split_once('|').unwrap_or((&whole, ""));
    let value = value.trim();
    if matches!(value, "site.baseurl" | "site.url" | "site.url }}{{ site.baseurl" | "config.root") {
        return Some(String::new());
    }
    let literal = value.strip_prefix(['"', '\''])?.strip_suffix(['"', '\''])?;
    let filter = filters.trim();
    (filter.is_empty() || matches!(filter, "relative_url" | "absolute_url")).then(|| literal.to_owned())
}

/// Hexo: `codeblock [title] [lang:language] [url] …`; Hugo and Jekyll: `highlight language …`.
fn code(call: &Call<'_>, generator: Generator) -> Meaning {
    let language = match generator {
        Generator::Hexo => call.plain.iter().find_map(|word| word.strip_prefix("lang:")),
        _ => call.plain.first().map(String::as_str),
    };
    Meaning::Verbatim { open: format!("```{}\n", language.unwrap_or_default()), close: "\n```".into() }
}

/// Who is quoted: `blockquote author, source link`, `quote(author="…")`.
fn credit(call: &Call<'_>) -> String {
    let author = call.named.iter().find(|(key, _)| key == "author").map(|(_, name)| name.as_str());
    let plain = match call.name {
        "blockquote" => call.plain.join(" "),
        _ => String::new(),
    };
    match author.unwrap_or(&plain) {
        "" => String::new(),
        name => format!("—— {name}"),
    }
}

fn link(name: &str, before: &str, id: &str) -> String {
    if id.contains("://") { format!("[{name}]({id})") } else { format!("[{name}]({before}{id})") }
}

fn gist(call: &Call<'_>) -> Option<String> {
    let (first, second) = (call.plain.first()?, call.plain.get(1));
    let id = second.map_or_else(|| first.clone(), |id| format!("{first}/{id}"));
    Some(format!("[Gist](https://gist.github.com/{id})"))
}

fn tweet(call: &Call<'_>) -> Option<String> {
    let id = call.argument("id", 0)?;
    let user = call.argument("user", usize::MAX).unwrap_or("i/web");
    Some(format!("[X](https://x.com/{user}/status/{id})"))
}

/// A picture with its words: `figure src= alt= caption=`, Hexo's `img [class] source [width] [height] [title [alt]]`.
fn figure(call: &Call<'_>, scene: &Scene<'_>) -> Option<String> {
    let generator = scene.foreign.site.settings.generator;
    let words: &[String] = &call.plain;
    let is_source = |word: &&String| word.contains('/') || word.contains('.');
    let source = call.argument("src", usize::MAX).or_else(|| call.argument("path", usize::MAX));
    let source = source.or_else(|| words.iter().find(is_source).map(String::as_str))?;
    let named = |name: &str| call.named.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let title = named("caption").or_else(|| named("title"));
    let title =
        title.or_else(|| (generator == Generator::Hexo).then(|| words.last()).flatten().map(String::as_str));
    let title = title.filter(|title| *title != source && title.parse::<f64>().is_err());
    let beside = scene.assets.as_ref().and_then(|assets| assets.find(source));
    let alt = named("alt").or(title).unwrap_or_default();
    Some(picture::markdown(alt, beside.as_deref().unwrap_or(source), title))
}

/// Hexo keeps the pictures of `a.md` in a folder `a` beside it.
fn asset(call: &Call<'_>, scene: &Scene<'_>) -> Option<String> {
    let name = call.plain.iter().find(|word| word.contains('.'))?;
    let assets = scene.assets.as_ref()?;
    let source = assets.find(name).unwrap_or_else(|| assets.address(name));
    let words = call
        .plain
        .iter()
        .skip_while(|word| *word != name)
        .skip(1)
        .filter(|word| word.parse::<f64>().is_err());
    let title = words.map(String::as_str).collect::<Vec<_>>().join(" ");
    Some(match call.name {
        "asset_path" => source,
        "asset_link" => format!("[{}]({source})", if title.is_empty() { name } else { &title }),
        _ => picture::markdown(&title, &source, None),
    })
}

/// A link to another article: by its file, which leads to its page wherever that is.
fn reference(call: &Call<'_>, foreign: &Foreign) -> Option<String> {
    let first =
        call.plain.first().map(|name| name.trim_start_matches('/')).or_else(|| call.argument("path", 0))?;
    if call.name == "link" && foreign.site.settings.generator == Generator::Hexo {
        let address = call.plain.iter().find(|word| word.contains("://"))?;
        let text: Vec<&str> =
            call.plain.iter().take_while(|word| *word != address).map(String::as_str).collect();
        return Some(format!("[{}]({address})", text.join(" ")));
    }
    let (name, fragment) = first.split_at(first.find('#').unwrap_or(first.len()));
    let stem = name.strip_suffix(".md").or_else(|| name.strip_suffix(".markdown")).unwrap_or(name);
    let names = &foreign.site.names;
    let to = names.get(name).or_else(|| names.get(stem))?;
    let address = format!("/{to}{fragment}").replace(' ', "%20");
    if call.name != "post_link" {
        return Some(address);
    }
    let title = call.plain[1..].iter().filter(|word| !matches!(word.as_str(), "true" | "false"));
    let title = title.map(String::as_str).collect::<Vec<_>>().join(" ");
    let title = Some(title).filter(|title| !title.is_empty()).or_else(|| foreign.site.title_of(to));
    Some(format!("[{}]({address})", title.as_deref().unwrap_or(stem).replace(['[', ']'], "")))
}
