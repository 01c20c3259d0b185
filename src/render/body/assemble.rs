//! Blocks into parts: prose, headings between turns, exchanges with their turns.

use super::compose::Composed;
use super::rendered::{OutlineEntry, Part, RenderedBody, RenderedTurn};
use super::{label, question};
use crate::article::Body;
use crate::interview::{Exchange, Interview, Reading, Role, SegmentKind, Turn, Voice};
use crate::markdown::html::{Document, Heading, Options, Written};

/// The parts of one body, as they come.
pub(super) struct Assembly<'a, 'b> {
    body: &'b Body,
    interview: Option<&'a Interview>,
    turns: Vec<Turn>,
    exchanges: Vec<Exchange>,
    /// Each speaker's place among those who are no hosts, from 1.
    guests: Vec<Option<u16>>,
    rendered: RenderedBody<'a>,
    /// The exchange that the last part belongs to.
    exchange: Option<usize>,
    /// The turn that ends the last part.
    turn: Option<u32>,
}

/// Writes every piece of `composed` and puts the parts in order.
pub(super) fn assemble<'a>(
    body: &Body,
    reading: &'a Reading,
    composed: &Composed,
    options: &Options<'_>,
) -> RenderedBody<'a> {
    let mut assembly = Assembly::new(body, reading.interview.as_ref());
    let mut document = Document::new(&composed.text, options);
    for (index, seam) in composed.seams.iter().enumerate() {
        let end = composed.seams.get(index + 1).map_or(usize::MAX, |next| next.start);
        // A heading behind a picture may be its caption.
        let captions = match composed.seams.get(index + 1) {
            Some(next) if next.kind == SegmentKind::Heading => {
                composed.seams.get(index + 2).map_or(usize::MAX, |after| after.start)
            }
            _ => end,
        };
        let length = end.min(composed.text.len()) - seam.start;
        let mut html = String::with_capacity(length + length / 8 + 64);
        while document.next_start().is_some_and(|start| start < end) {
            if let Written::Heading(heading) = document.block(captions, &mut html) {
                assembly.heading(seam.kind, heading, &mut html);
            }
        }
        document.seal(&mut html);
        assembly.close(seam.kind, html);
    }
    let mut notes = String::new();
    document.notes(&mut notes);
    assembly.prose(notes);
    (assembly.rendered.pictures, assembly.rendered.first_picture) = document.pictures();
    assembly.rendered
}

impl<'a, 'b> Assembly<'a, 'b> {
    fn new(body: &'b Body, interview: Option<&'a Interview>) -> Self {
        let mut count = 0;
        let guests = interview.map_or_else(Vec::new, |interview| {
            let number = |role: Role| {
                (role != Role::Host).then(|| {
                    count += 1;
                    count
                })
            };
            interview.speakers.iter().map(|speaker| speaker.role).map(number).collect()
        });
        let turns = interview.map_or_else(Vec::new, Interview::turns);
        let exchanges = interview.map_or_else(Vec::new, Interview::exchanges);
        Self {
            body,
            interview,
            turns,
            exchanges,
            guests,
            rendered: RenderedBody::default(),
            exchange: None,
            turn: None,
        }
    }

    /// Takes note of a heading that was just written to `html`; between turns it is a part of its own.
    fn heading(&mut self, kind: SegmentKind, heading: Heading, html: &mut String) {
        if matches!(kind, SegmentKind::Aside | SegmentKind::Credit) {
            return;
        }
        let Heading { level, id, class, text, inner } = heading;
        let entry = OutlineEntry { id: id.clone().into(), text, number: None, level, answers: Vec::new() };
        self.rendered.outline.push(entry);
        if kind == SegmentKind::Heading {
            let content = html[inner.clone()].to_owned();
            html.truncate(html[..inner.start].rfind('<').unwrap_or(0));
            self.prose(std::mem::take(html));
            self.part(Part::Heading { level, id, class, html: content });
        }
    }

    fn close(&mut self, kind: SegmentKind, html: String) {
        match kind {
            SegmentKind::Turn(index) => self.turn(index, html, false),
            SegmentKind::Continued(index) => self.turn(index, html, true),
            SegmentKind::Aside if !html.is_empty() => self.part(Part::Aside { html }),
            SegmentKind::Credit if !html.is_empty() => self.part(Part::Credit { html }),
            _ => self.prose(html),
        }
    }

    fn prose(&mut self, html: String) {
        if !html.is_empty() {
            self.part(Part::Prose { html });
        }
    }

    fn part(&mut self, part: Part<'a>) {
        self.rendered.parts.push(part);
        self.exchange = None;
        self.turn = None;
    }

    fn turn(&mut self, index: u32, mut html: String, continued: bool) {
        let Some((interview, turn)) =
            self.interview.and_then(|all| Some((all, *self.turns.get(index as usize)?)))
        else {
            return self.prose(html);
        };
        if continued && html.is_empty() {
            return;
        }
        let (name, role, speaker) = match turn.voice {
            Voice::Unprinted(role) => ("", role, None),
            Voice::Printed(place) => match interview.speakers.get(usize::from(place.0)) {
                Some(speaker) => (&*speaker.name, speaker.role, Some(place.0)),
                None => ("", Role::Unknown, None),
            },
        };
        if role.asks() {
            question::drop_whole_emphasis(&mut html);
        }
        if continued && self.turn == Some(index) && self.extend_last_turn(&html) {
            return;
        }
        let (label, colon) = match turn.voice {
            _ if !continued => {
                let written = self.body.text().get(turn.start as usize..turn.words as usize);
                label::printed(written.unwrap_or_default())
            }
            _ => (String::new(), ""),
        };
        let guest = speaker.and_then(|place| self.guests.get(usize::from(place)).copied().flatten());
        self.put(
            interview,
            index,
            RenderedTurn { name, role, speaker, guest, label, colon, html, continued },
        );
    }

    /// Nothing is shown between a turn and more of it: they are one.
    fn extend_last_turn(&mut self, html: &str) -> bool {
        let Some(Part::Exchange { turns, .. }) = self.rendered.parts.last_mut() else { return false };
        let Some(turn) = turns.last_mut() else { return false };
        turn.html.push_str(html);
        true
    }

    fn put(&mut self, interview: &'a Interview, index: u32, turn: RenderedTurn<'a>) {
        let place = self.exchanges.partition_point(|exchange| exchange.first <= index).checked_sub(1);
        let exchange = place.and_then(|place| self.exchanges.get(place)).copied();
        let exchange = exchange.filter(|exchange| index < exchange.end);
        let begins = !turn.continued && exchange.is_some_and(|exchange| exchange.first == index);
        let anchor = exchange.filter(|_| begins).and_then(|exchange| exchange.anchor);
        if let (Some(anchor), Some(exchange)) = (anchor, exchange) {
            self.rendered.questions += 1;
            self.rendered.outline.push(OutlineEntry {
                id: anchor.to_string().into(),
                text: question::short_text(&turn.html),
                number: Some(self.rendered.questions),
                level: 0,
                answers: interview.answering(
                    self.turns.get(exchange.first as usize..exchange.end as usize).unwrap_or_default(),
                ),
            });
        }
        match self.rendered.parts.last_mut() {
            Some(Part::Exchange { turns, .. }) if self.exchange == place && place.is_some() => {
                turns.push(turn);
            }
            _ => {
                let number = anchor.map(|_| self.rendered.questions);
                let continued = !begins && exchange.is_some();
                self.part(Part::Exchange { anchor, number, continued, turns: vec![turn] });
            }
        }
        self.exchange = place;
        self.turn = Some(index);
    }
}
