//! Footnotes: numbered in the order in which the text refers to them, listed at its end.

use std::collections::HashMap;

/// The footnotes of one document.
#[derive(Debug, Default)]
pub(super) struct Notes {
    places: HashMap<String, usize>,
    notes: Vec<Note>,
}

#[derive(Debug, Default)]
struct Note {
    references: u32,
    html: String,
}

impl Notes {
    pub(super) fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// Counts one more reference to `name`; the note's number and which reference to it this is, both from 1.
    pub(super) fn refer(&mut self, name: &str) -> (usize, u32) {
        let place = self.place(name);
        self.notes[place].references += 1;
        (place + 1, self.notes[place].references)
    }

    /// Takes the text of a definition; a second one of the same name is added to the first.
    pub(super) fn define(&mut self, name: &str, html: &str) {
        let place = self.place(name);
        self.notes[place].html.push_str(html);
    }

    fn place(&mut self, name: &str) -> usize {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        self.places.insert(name.to_owned(), self.notes.len());
        self.notes.push(Note::default());
        self.notes.len() - 1
    }

    /// Writes the list, with a way back from each note where the page has ids.
    pub(super) fn write(&self, label: &str, back: Option<&str>, out: &mut String) {
        match back {
            Some(_) => {
                out.push_str("<div class=\"notes\" role=\"doc-endnotes\" aria-label=\"");
                out.push_str(label);
                out.push_str("\">\n<ol>\n");
            }
            None => out.push_str("<hr>\n<ol>\n"),
        }
        for (index, note) in self.notes.iter().enumerate() {
            note.write(index + 1, back, out);
        }
        out.push_str(if back.is_some() { "</ol>\n</div>\n" } else { "</ol>\n" });
    }
}

impl Note {
    fn write(&self, number: usize, back: Option<&str>, out: &mut String) {
        match back {
            Some(_) => out.push_str(&format!("<li id=\"fn-{number}\">")),
            None => out.push_str("<li>"),
        }
        // The way back belongs into the last paragraph, not on a line of its own.
        let (body, end) = match self.html.strip_suffix("</p>\n") {
            Some(body) => (body, "</p>"),
            None => (self.html.trim_end(), ""),
        };
        out.push_str(body);
        for reference in 1..=back.map_or(0, |_| self.references) {
            out.push_str(&format!(
                " <a href=\"#{}\" role=\"doc-backlink\" aria-label=\"{}{}\">↩</a>",
                reference_id(number, reference),
                back.unwrap_or_default(),
                if self.references > 1 { format!(" {reference}") } else { String::new() },
            ));
        }
        out.push_str(end);
        out.push_str("</li>\n");
    }
}

/// The `id` of a reference.
pub(super) fn reference_id(number: usize, reference: u32) -> String {
    if reference == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{reference}") }
}
