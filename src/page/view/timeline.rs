//! One person's conversations along the years.

use serde::Serialize;

use super::{Date, Views};
use crate::article::Published;
use crate::graph::SpeakerId;
use crate::page::lanes::Axis;

/// A line of time with what happened on it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Timeline<'a> {
    /// Where years begin.
    pub marks: Vec<YearMark>,
    /// The conversations, newest first; those too near to each other to be told apart are one.
    pub points: Vec<TimelinePoint<'a>>,
}

/// The beginning of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct YearMark {
    /// The year.
    pub year: i16,
    /// Where, of 1000.
    pub at: u32,
}

/// A conversation on the line.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct TimelinePoint<'a> {
    /// Where, of 1000.
    pub at: u32,
    /// The newest article there.
    pub title: &'a str,
    /// Link to it.
    pub url: &'a str,
    /// When it was published.
    pub date: Date,
    /// How many there are.
    pub count: u32,
}

/// A moment's day, since 1970.
pub(super) fn day_of(date: Published) -> i64 {
    date.seconds().div_euclid(86_400)
}

impl<'a> Views<'a> {
    /// A person's line; `None` where all was said on one day.
    pub(super) fn timeline(&self, id: SpeakerId) -> Option<Timeline<'a>> {
        let articles = self.graph.cast.articles(id).iter();
        let dated = articles.filter_map(|id| Some((*id, self.graph.entry(*id).metadata.date?)));
        let axis = Axis::over(dated.clone().map(|(_, date)| day_of(date)))?;
        let mut points: Vec<TimelinePoint<'a>> = Vec::new();
        for (article, date) in dated {
            let at = axis.at(day_of(date));
            match points.last_mut() {
                Some(last) if last.at == at => last.count += 1,
                _ => points.push(TimelinePoint {
                    at,
                    title: &self.graph.entry(article).metadata.title,
                    url: self.addresses.article(article),
                    date: Date(date),
                    count: 1,
                }),
            }
        }
        Some(Timeline {
            marks: axis.marks().into_iter().map(|(year, at)| YearMark { year, at }).collect(),
            points,
        })
    }
}
