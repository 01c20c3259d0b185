//! SVG: its size, and whether it is a picture and nothing more.
//!
//! In an `img` no browser runs its scripts, but it is a document of its own at its own address on the site's host, where
//! they would run. Invariant: what passes [`harm`] neither runs anything nor asks anybody for anything.

use std::fmt;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::Size;

/// Elements that run, hold or fetch something that is no drawing.
const REFUSED: &[&str] = &[
    "script",
    "foreignobject",
    "iframe",
    "object",
    "embed",
    "audio",
    "video",
    "handler",
    "listener",
    "link",
    "meta",
];
const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// Why an SVG file may not be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Harm {
    /// It is no well-formed XML, or its outermost element is not `svg`.
    Broken,
    /// An element that does more than draw.
    Element(String),
    /// An attribute that is a script.
    Handler(String),
    /// Something that lies elsewhere.
    External(String),
}

impl fmt::Display for Harm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Broken => f.write_str("it is no whole SVG document"),
            Self::Element(name) => write!(f, "it holds <{name}>, which is more than a drawing"),
            Self::Handler(name) => write!(f, "it holds a script in {name}"),
            Self::External(what) => write!(f, "it takes in something from elsewhere: {what}"),
        }
    }
}

/// Whether the bytes begin as SVG: the outermost element is `svg`.
pub(super) fn is_svg(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    text.first() == Some(&b'<') && root(bytes, |_| ()).is_some()
}

/// Whether every element that is opened is closed.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    walk(bytes, &mut |_| Ok(())).is_ok()
}

/// What is wrong with an SVG file, if anything is.
pub fn harm(bytes: &[u8]) -> Option<Harm> {
    let mut in_style = false;
    walk(bytes, &mut |event| match event {
        Event::Start(element) | Event::Empty(element) => {
            in_style = matches!(event, Event::Start(_))
                && local(element.name().as_ref()).eq_ignore_ascii_case("style");
            element_harm(element)
        }
        Event::End(_) => {
            in_style = false;
            Ok(())
        }
        Event::Text(text) if in_style => style_harm(text),
        Event::CData(text) if in_style => style_harm(text),
        Event::GeneralRef(_) if in_style => Err(Harm::External("a style in disguise".into())),
        Event::DocType(kind) if kind.contains('[') => Err(Harm::External("entities of its own".into())),
        Event::PI(told) if told.target() == "xml-stylesheet" => Err(Harm::External("a style sheet".into())),
        _ => Ok(()),
    })
    .err()
}

/// Calls `look` for everything in the document.
fn walk(bytes: &[u8], look: &mut dyn FnMut(&Event<'_>) -> Result<(), Harm>) -> Result<(), Harm> {
    let text = std::str::from_utf8(bytes).map_err(|_| Harm::Broken)?;
    let mut reader = Reader::from_str(text);
    let (mut depth, mut roots) = (0_usize, 0);
    loop {
        let event = reader.read_event().map_err(|_| Harm::Broken)?;
        match &event {
            Event::Start(element) | Event::Empty(element) if depth == 0 => {
                roots += 1;
                if roots > 1 || local(element.name().as_ref()) != "svg" {
                    return Err(Harm::Broken);
                }
            }
            Event::Eof => return if depth == 0 && roots == 1 { Ok(()) } else { Err(Harm::Broken) },
            _ => {}
        }
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.checked_sub(1).ok_or(Harm::Broken)?,
            _ => {}
        }
        look(&event)?;
    }
}

fn element_harm(element: &BytesStart<'_>) -> Result<(), Harm> {
    let name = local(element.name().as_ref()).to_ascii_lowercase();
    if REFUSED.contains(&name.as_str()) {
        return Err(Harm::Element(name));
    }
    let moves = name == "set" || name.starts_with("animate");
    for attribute in element.attributes() {
        let attribute = attribute.map_err(|_| Harm::Broken)?;
        let whole = attribute.key.as_ref().to_ascii_lowercase();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| Harm::Broken)?;
        let value = value.trim();
        let key = local(&whole);
        if key.starts_with("on") || moves && key == "attributename" && local(value).starts_with("on") {
            return Err(Harm::Handler(whole));
        }
        let leads = matches!(key, "href" | "src") && !is_inside(value);
        let moves_link = moves && key == "attributename" && local(value).eq_ignore_ascii_case("href");
        if leads || moves_link || whole == "xml:base" || value == XHTML {
            return Err(Harm::External(value.chars().take(80).collect()));
        }
        if key == "style" || value.to_ascii_lowercase().contains("url") {
            style_harm(value)?;
        }
    }
    Ok(())
}

/// Whether an address means a part of the document, or a picture that it holds itself.
fn is_inside(address: &str) -> bool {
    const HELD: [&str; 4] = ["data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"];
    address.is_empty() || address.starts_with('#') || HELD.iter().any(|held| address.starts_with(held))
}

/// Styles may name parts of the document; nothing in them may be disguised by an escape.
fn style_harm(style: &str) -> Result<(), Harm> {
    let lower = style.to_ascii_lowercase();
    let named = lower.match_indices("url").all(|(at, _)| {
        let after = lower[at + 3..].trim_start();
        after
            .strip_prefix('(')
            .is_none_or(|inner| is_inside(inner.trim_start_matches(['"', '\'', ' ']).trim_start()))
    });
    if named && !lower.contains("@import") && !lower.contains("image-set") && !lower.contains('\\') {
        Ok(())
    } else {
        Err(Harm::External(style.trim().chars().take(80).collect()))
    }
}

/// Width and height in pixels; where they are missing or relative, those of the view box.
pub(super) fn size(bytes: &[u8]) -> Option<Size> {
    root(bytes, |svg| {
        let value = |key: &str| {
            let attribute = svg.try_get_attribute(key).ok()??;
            Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
        };
        let boxed = value("viewBox").and_then(|view| view_box(&view));
        match (value("width").and_then(|it| pixels(&it)), value("height").and_then(|it| pixels(&it))) {
            (Some(width), Some(height)) => Some((whole(width)?, whole(height)?)),
            // One of the two and the ratio give the other.
            (Some(width), None) => boxed.and_then(|(w, h)| Some((whole(width)?, whole(width * h / w)?))),
            (None, Some(height)) => boxed.and_then(|(w, h)| Some((whole(height * w / h)?, whole(height)?))),
            (None, None) => boxed.and_then(|(w, h)| Some((whole(w)?, whole(h)?))),
        }
    })?
}

/// What `look` makes of the outermost element, if that is `svg`.
fn root<T>(bytes: &[u8], look: impl FnOnce(&BytesStart<'_>) -> T) -> Option<T> {
    // A head may end within a character.
    let valid = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?,
    };
    let mut reader = Reader::from_str(valid);
    loop {
        match reader.read_event().ok()? {
            Event::Start(element) | Event::Empty(element) => {
                return (local(element.name().as_ref()) == "svg").then(|| look(&element));
            }
            Event::Text(text) if !text.trim_start_matches('\u{feff}').trim().is_empty() => return None,
            Event::Eof | Event::CData(_) | Event::GeneralRef(_) | Event::End(_) => return None,
            _ => {}
        }
    }
}

/// A name without the prefix of its namespace.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// Lengths as CSS has them at 96 pixels an inch; `%`, `em` and the like depend on the page.
fn pixels(length: &str) -> Option<f64> {
    let length = length.trim();
    let end = length.find(|it: char| !matches!(it, '0'..='9' | '.' | '-' | '+')).unwrap_or(length.len());
    let unit = match &length[end..] {
        "" | "px" => 1.0,
        "pt" => 96.0 / 72.0,
        "pc" => 16.0,
        "in" => 96.0,
        "cm" => 96.0 / 2.54,
        "mm" => 96.0 / 25.4,
        _ => return None,
    };
    length[..end].parse::<f64>().ok().map(|number| number * unit)
}

fn view_box(value: &str) -> Option<(f64, f64)> {
    let mut numbers = value.split([',', ' ', '\t', '\n']).filter(|part| !part.is_empty()).skip(2);
    let (width, height) = (numbers.next()?.parse::<f64>().ok()?, numbers.next()?.parse::<f64>().ok()?);
    (width > 0.0 && height > 0.0).then_some((width, height))
}

fn whole(length: f64) -> Option<u32> {
    let length = length.round();
    (1.0..=1e6).contains(&length).then_some(length as u32)
}
