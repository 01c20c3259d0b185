//! Pictures: one that stands for itself becomes a figure, two in a row a pair, and the few words behind it its caption.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::document::{Document, Located};
use super::pieces::{self, Piece, Shown};
use super::{address, escape, inline, plain};

/// What stands beside a picture.
struct Around<'a> {
    /// Describes the picture where it has no words of its own; shown by the caller.
    caption: &'a str,
    /// Its title, where nobody else shows it.
    title: &'a str,
}

impl<'t> Document<'t, '_> {
    /// Takes a paragraph's events to its end and writes them as figures and paragraphs.
    pub(super) fn picture_paragraph(&mut self, range: Range<usize>, out: &mut String) {
        let mut pieces = pieces::read(&mut self.events);
        let caption = self.take_caption(&mut pieces);
        let mut row = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Figure(shown) => row.push(shown),
                Piece::Words(words) => {
                    self.write_figures(&row, None, out);
                    row.clear();
                    self.open_paragraph(range.end, out);
                    self.write_words(words, out);
                    self.close_paragraph(out);
                }
            }
        }
        self.write_figures(&row, caption.as_deref(), out);
        self.depth -= 1;
    }

    /// The words behind the last figure, in this paragraph or the next block, as HTML, if they are its caption.
    fn take_caption(&mut self, pieces: &mut Vec<Piece<'t>>) -> Option<String> {
        let words = match &mut pieces[..] {
            [.., Piece::Figure(_)] => self.take_caption_block()?,
            [earlier @ .., Piece::Figure(_), Piece::Words(words)] => {
                let alone = earlier.iter().all(|piece| matches!(piece, Piece::Figure(_)));
                if !pieces::is_caption(&pieces::text_of(words), alone) {
                    return None;
                }
                let words = std::mem::take(words);
                pieces.pop();
                words
            }
            _ => return None,
        };
        let mut html = String::new();
        let outer = std::mem::take(&mut self.paragraph);
        self.write_words(words, &mut html);
        self.paragraph = outer;
        // A caption has a look of its own; emphasis around all of it was the exporter's way to say so.
        let inner = ["em", "strong"]
            .iter()
            .fold(html.trim(), |html, name| plain::without_wrapper(html, name).unwrap_or(html));
        Some(inner.to_owned())
    }

    /// Takes the next block if it is a caption: marked as one, a heading of level 6, or a short line all in italics.
    fn take_caption_block(&mut self) -> Option<Vec<Located<'t>>> {
        let (limit, source) = (self.limit, self.source);
        let (event, range) = self.events.peek()?;
        if range.start >= limit {
            return None;
        }
        let written = source[range.clone()].trim();
        let text = written.trim_matches(['#', '*', '_', ' ', '\u{E000}']);
        let fits = match event {
            Event::Start(Tag::Heading { level, .. }) => {
                pieces::is_marked(text) || (*level as u8 == 6 && text.chars().count() <= 80)
            }
            Event::Start(Tag::Paragraph) => pieces::is_marked(text) || pieces::is_short_italic(written),
            _ => false,
        };
        if !fits || written.contains("![") {
            return None;
        }
        self.events.next();
        let end =
            |(event, _): &Located<'t>| matches!(event, Event::End(TagEnd::Paragraph | TagEnd::Heading(_)));
        Some(self.events.by_ref().take_while(|located| !end(located)).collect())
    }

    fn write_words(&mut self, words: Vec<Located<'t>>, out: &mut String) {
        let mut words = words.into_iter().peekable();
        while let Some((event, range)) = words.next() {
            match event {
                Event::Start(tag @ Tag::Image { .. }) => {
                    let shown = pieces::read_picture(&tag, &mut words);
                    self.write_picture(&shown, Around { title: &shown.title, caption: "" }, out);
                }
                Event::Text(text) if self.link.is_none() && inline::may_hold_address(&text) => {
                    let mut whole = text.into_string();
                    while let Some((Event::Text(more), _)) =
                        words.next_if(|(event, _)| matches!(event, Event::Text(_)))
                    {
                        whole.push_str(&more);
                    }
                    self.text_with_addresses(&whole, out);
                }
                event => self.step(event, range, out),
            }
        }
        self.raw.close_from(self.depth, out);
    }

    /// A picture in running text.
    pub(super) fn inline_picture(&mut self, tag: &Tag<'t>, out: &mut String) {
        self.depth -= 1;
        let shown = pieces::read_picture(tag, &mut self.events);
        self.write_picture(&shown, Around { title: &shown.title, caption: "" }, out);
    }

    /// Two pictures in a row are a pair; more are figures of their own, the caption with the last.
    fn write_figures(&mut self, row: &[Shown], caption: Option<&str>, out: &mut String) {
        let words = caption.map(plain::text_of).unwrap_or_default();
        let pair = row.len() == 2;
        for (index, figure) in row.chunks(if pair { 2 } else { 1 }).enumerate() {
            let last = pair || index + 1 == row.len();
            let start = out.len();
            out.push_str(if pair && self.is_page() { "<figure class=\"pair\">" } else { "<figure>" });
            let caption = caption.filter(|_| last);
            let words = if last { words.as_str() } else { "" };
            let mut shown = 0;
            for (place, picture) in figure.iter().enumerate() {
                let is_caption = caption.is_none() && place == 0;
                let title = if is_caption { "" } else { picture.title.as_str() };
                shown += usize::from(self.write_picture(picture, Around { caption: words, title }, out));
            }
            if shown == 0 {
                // Nothing but words is left of a picture whose address may not pass.
                out.truncate(start);
                self.write_refused(figure, caption, out);
                continue;
            }
            match caption {
                Some(caption) => out.extend(["<figcaption>", caption, "</figcaption>"]),
                None if !figure[0].title.is_empty() => {
                    out.push_str("<figcaption>");
                    escape::text(&figure[0].title, out);
                    out.push_str("</figcaption>");
                }
                None => {}
            }
            out.push_str("</figure>\n");
        }
    }

    fn write_refused(&self, figure: &[Shown], caption: Option<&str>, out: &mut String) {
        for words in figure.iter().map(Shown::words).filter(|words| !words.is_empty()) {
            out.push_str("<p>");
            escape::text(&words, out);
            out.push_str("</p>\n");
        }
        out.extend(caption.into_iter().flat_map(|caption| ["<p>", caption, "</p>\n"]));
    }

    /// Writes a picture. If its address may not pass, its words are written instead and `false` is returned.
    fn write_picture(
        &mut self,
        shown: &Shown,
        Around { caption, title }: Around<'_>,
        out: &mut String,
    ) -> bool {
        let known = self.options.links.picture(&shown.url);
        let url = known.as_ref().map_or(shown.url.as_str(), |picture| &picture.url);
        if !address::is_picture(url) {
            escape::text(&shown.words(), out);
            return false;
        }
        let linked = shown.link.as_deref().is_some_and(|link| self.write_link_tag(link, "", out).is_some());
        out.push_str("<img src=\"");
        let source = out.len();
        address::write(url, self.options.flavour, out);
        if self.pictures == 0 {
            self.first_picture = Some(plain::text_of(&out[source..]));
        }
        out.push_str("\" alt=\"");
        match (&shown.link, if shown.alt.is_empty() { caption } else { &shown.alt }) {
            (Some(link), "") if linked => self.name_link(link, out),
            (_, alt) => escape::attribute(alt, out),
        }
        out.push('"');
        if !title.is_empty() && title != shown.alt {
            out.push_str(" title=\"");
            escape::attribute(title, out);
            out.push('"');
        }
        if let Some((width, height)) = known.as_ref().and_then(|picture| picture.size) {
            out.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
        }
        if self.is_page() {
            self.write_loading(url, out);
        }
        out.push_str(if linked { "></a>" } else { ">" });
        self.pictures += 1;
        true
    }

    fn write_loading(&self, url: &str, out: &mut String) {
        if self.pictures > 0 {
            out.push_str(" loading=\"lazy\"");
        }
        out.push_str(" decoding=\"async\"");
        if address::is_foreign(url) {
            // Picture hosts of Chinese platforms answer a foreign Referer with a placeholder.
            out.push_str(" referrerpolicy=\"no-referrer\"");
        }
    }

    /// A link needs a name, even if all that it holds is a picture.
    fn name_link(&self, link: &str, out: &mut String) {
        if let Some(title) = self.options.links.link(link).and_then(|target| target.title) {
            escape::attribute(title, out);
            return;
        }
        out.push_str(self.options.wording.picture_link);
        let host = address::host(link);
        if !host.is_empty() {
            out.push(' ');
            escape::attribute(host, out);
        }
    }
}
