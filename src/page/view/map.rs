//! The map of the conversations: who is referred to, and who comes back.
//!
//! What is tied stands a row an article, newest first, references as arcs beside the rows, returning guests as lines. A
//! site with more than that shows its people along the years instead, and a page a year. Invariant: no page grows without
//! bound, and what a picture leaves out is counted.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::timeline::{YearMark, day_of};
use super::{Card, Date, Views, YearLink};
use crate::graph::{ArticleId, SpeakerId};
use crate::page::MapSpan;
use crate::page::lanes::{Axis, lanes, reach};

/// Articles of one picture.
pub(in crate::page) const ROWS: usize = 100;
/// People of one picture.
const LIVES: usize = 40;
/// Lines side by side.
const LANES: usize = 10;
/// References between people in one picture.
const CROSSINGS: usize = 200;

/// The map, or a year of it.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct MapView<'a> {
    /// Link to this page.
    pub url: String,
    /// The year that the page is about; 0 where it is about all of them.
    pub year: i16,
    /// The years that have pages of their own, newest first, with their articles; none where one page shows all.
    pub all_years: Vec<YearLink>,
    /// Articles that something ties to another, on the whole site.
    pub articles: u32,
    /// References from article to article, on the whole site.
    pub references: u32,
    /// Guests of more than one conversation, on the whole site.
    pub guests: u32,
    /// Rows of the picture, the years' headings among them.
    pub height: u32,
    /// Its articles, by year.
    pub years: Vec<MapYear<'a>>,
    /// Its references.
    pub arcs: Vec<MapArc>,
    /// Its returning guests.
    pub people: Vec<MapPerson<'a>>,
    /// How many lines run side by side.
    pub lanes: u32,
    /// Articles that are too many for the picture, those with the fewest ties.
    pub left_out: u32,
    /// The people of a large site along the years, in place of the articles.
    pub overview: Option<MapOverview<'a>>,
}

/// A year's articles.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct MapYear<'a> {
    /// 0 gathers articles without a date.
    pub year: i16,
    /// The row of its heading, from 0.
    pub place: u32,
    /// Its articles, newest first.
    pub rows: Vec<MapRow<'a>>,
}

/// An article of the map.
#[derive(Debug, Clone, PartialEq, Hash, Serialize)]
pub struct MapRow<'a> {
    /// The article.
    pub card: Card<'a>,
    /// Its row, from 0.
    pub place: u32,
    /// What it refers to, wherever that stands.
    pub refers: Vec<Card<'a>>,
    /// How many refer to it.
    pub cited: u32,
}

/// A reference, drawn.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MapArc {
    /// The row of the article that refers.
    pub from: u32,
    /// The row of the other.
    pub to: u32,
    /// How far it swings out, of 100.
    pub reach: u32,
}

/// A guest who comes back, drawn as a line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MapPerson<'a> {
    /// The fullest spelling.
    pub name: &'a str,
    /// Link to the person's page, if there is one.
    pub url: Option<&'a str>,
    /// Which of the lines side by side, from 0.
    pub lane: u32,
    /// The rows of the conversations, from the top.
    pub places: Vec<u32>,
}

/// The people of a large site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MapOverview<'a> {
    /// Where years begin.
    pub marks: Vec<YearMark>,
    /// The guests with the most conversations, a row each.
    pub lives: Vec<MapLife<'a>>,
    /// References from a conversation with one to a conversation with another.
    pub crossings: Vec<MapCrossing>,
}

/// A guest along the years.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct MapLife<'a> {
    /// The fullest spelling.
    pub name: &'a str,
    /// Link to the person's page, if there is one.
    pub url: Option<&'a str>,
    /// How many conversations.
    pub talks: u32,
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// When there were some, of 1000, each once.
    pub at: Vec<u32>,
}

/// A reference between two rows of people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct MapCrossing {
    /// The row of the one who is spoken with where the other is referred to, from 0.
    pub from: u32,
    /// When, of 1000.
    pub from_at: u32,
    /// The row of the other.
    pub to: u32,
    /// When, of 1000.
    pub to_at: u32,
}

impl<'a> Views<'a> {
    /// The map, or a year of it.
    pub fn map(&self, span: MapSpan) -> MapView<'a> {
        let ties = self.addresses.ties();
        let years = self.addresses.map_years();
        let overview = if span == MapSpan::Whole && !years.is_empty() { self.overview() } else { None };
        let (shown, left_out) = if overview.is_some() { (Vec::new(), 0) } else { self.shown(span) };
        let mut view = MapView {
            url: self.addresses.map(span),
            year: if let MapSpan::Year(year) = span { year.unwrap_or_default() } else { 0 },
            all_years: years
                .iter()
                .map(|(year, count)| YearLink {
                    year: year.unwrap_or_default(),
                    url: self.addresses.map(MapSpan::Year(*year)),
                    count: *count,
                })
                .collect(),
            articles: ties.articles.len() as u32,
            references: ties.references.len() as u32,
            guests: ties.guests.len() as u32,
            height: 0,
            years: Vec::new(),
            arcs: Vec::new(),
            people: Vec::new(),
            lanes: 0,
            left_out,
            overview,
        };
        self.draw(&shown, &mut view);
        view
    }

    /// The articles of a picture, newest first, and how many it leaves out.
    fn shown(&self, span: MapSpan) -> (Vec<ArticleId>, u32) {
        let ties = self.addresses.ties();
        let is_shown = |id: ArticleId| match span {
            MapSpan::Whole => true,
            MapSpan::Year(year) => self.year_of(id) == year,
        };
        let weighed = ties.articles.iter().zip(ties.weights());
        let mut shown: Vec<(ArticleId, u32)> =
            weighed.map(|(id, weight)| (*id, weight)).filter(|(id, _)| is_shown(*id)).collect();
        let left_out = shown.len().saturating_sub(ROWS) as u32;
        if left_out > 0 {
            shown.sort_by_key(|(id, weight)| (std::cmp::Reverse(*weight), *id));
            shown.truncate(ROWS);
            shown.sort_unstable();
        }
        (shown.into_iter().map(|(id, _)| id).collect(), left_out)
    }

    fn year_of(&self, id: ArticleId) -> Option<i16> {
        self.graph.entry(id).metadata.date.map(|date| date.year())
    }

    /// Gives every article its row, and what ties them its lines.
    fn draw(&self, shown: &[ArticleId], view: &mut MapView<'a>) {
        let mut places: BTreeMap<ArticleId, u32> = BTreeMap::new();
        for id in shown {
            let year = self.year_of(*id).unwrap_or_default();
            if view.years.last().is_none_or(|last| last.year != year) {
                view.years.push(MapYear { year, place: view.height, rows: Vec::new() });
                view.height += 1;
            }
            if let Some(last) = view.years.last_mut() {
                last.rows.push(self.map_row(*id, view.height));
                places.insert(*id, view.height);
                view.height += 1;
            }
        }
        let ties = self.addresses.ties();
        let drawn =
            ties.references.iter().filter_map(|(from, to)| Some((*places.get(from)?, *places.get(to)?)));
        let drawn: Vec<(u32, u32)> = drawn.collect();
        let longest = drawn.iter().map(|(from, to)| from.abs_diff(*to)).max().unwrap_or_default();
        let arc = |(from, to): (u32, u32)| MapArc { from, to, reach: reach(from.abs_diff(to), longest) };
        view.arcs = drawn.into_iter().map(arc).collect();
        self.draw_people(&places, view);
    }

    fn map_row(&self, id: ArticleId, place: u32) -> MapRow<'a> {
        let refers = self.graph.printed(id).filter(|to| !self.graph.is_page(*to));
        let cited = self.graph.backlinks(id).iter().filter(|from| !self.graph.is_page(**from)).count();
        MapRow { card: self.card(id), place, refers: self.cards(refers), cited: cited as u32 }
    }

    fn draw_people(&self, places: &BTreeMap<ArticleId, u32>, view: &mut MapView<'a>) {
        let ties = self.addresses.ties();
        let line = |(guest, talks): &(SpeakerId, Vec<ArticleId>)| {
            let rows: Vec<u32> = talks.iter().filter_map(|id| places.get(id).copied()).collect();
            (rows.len() > 1).then_some((*guest, rows))
        };
        let mut lines: Vec<(SpeakerId, Vec<u32>)> = ties.guests.iter().filter_map(line).collect();
        lines.sort_by_key(|(guest, rows)| (rows[0], *guest));
        let lanes = lanes(lines.iter().map(|(_, rows)| (rows[0], rows[rows.len() - 1])), LANES);
        view.lanes = lanes.iter().flatten().max().map_or(0, |last| last + 1);
        let person = |((guest, places), lane): ((SpeakerId, Vec<u32>), Option<u32>)| {
            let url = self.addresses.speaker(guest);
            Some(MapPerson { name: self.graph.cast.name(guest), url, lane: lane?, places })
        };
        view.people = lines.into_iter().zip(lanes).filter_map(person).collect();
    }

    /// Those who came back most often; `None` where nobody did, or all at once.
    fn overview(&self) -> Option<MapOverview<'a>> {
        let mut often: Vec<&(SpeakerId, Vec<ArticleId>)> = self.addresses.ties().guests.iter().collect();
        often.sort_by_key(|(guest, talks)| (std::cmp::Reverse(talks.len()), talks[0], *guest));
        often.truncate(LIVES);
        let day = |id: &ArticleId| self.graph.entry(*id).metadata.date.map(day_of);
        let axis = Axis::over(often.iter().flat_map(|(_, talks)| talks).filter_map(day))?;
        let lives: Vec<MapLife<'a>> =
            often.iter().filter_map(|(guest, talks)| self.life(*guest, talks, axis)).collect();
        let mut rows: BTreeMap<ArticleId, u32> = BTreeMap::new();
        for (row, (_, talks)) in often.iter().enumerate() {
            for id in talks {
                rows.entry(*id).or_insert(row as u32);
            }
        }
        let end = |id: &ArticleId| Some((*rows.get(id)?, axis.at(day(id)?)));
        let crossing = |(from, to): &(ArticleId, ArticleId)| {
            let ((from, from_at), (to, to_at)) = (end(from)?, end(to)?);
            (from != to).then_some(MapCrossing { from, from_at, to, to_at })
        };
        let crossings: BTreeSet<MapCrossing> =
            self.addresses.ties().references.iter().filter_map(crossing).take(CROSSINGS).collect();
        let marks = axis.marks().into_iter().map(|(year, at)| YearMark { year, at }).collect();
        Some(MapOverview { marks, lives, crossings: crossings.into_iter().collect() })
    }

    fn life(&self, guest: SpeakerId, talks: &[ArticleId], axis: Axis) -> Option<MapLife<'a>> {
        let dates = talks.iter().filter_map(|id| self.graph.entry(*id).metadata.date);
        let at: BTreeSet<u32> = dates.clone().map(|date| axis.at(day_of(date))).collect();
        Some(MapLife {
            name: self.graph.cast.name(guest),
            url: self.addresses.speaker(guest),
            talks: talks.len() as u32,
            first: dates.clone().min().map(Date)?,
            last: dates.max().map(Date)?,
            at: at.into_iter().collect(),
        })
    }
}
