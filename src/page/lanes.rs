//! Where the lines of the map run: in rows, lanes and parts of a thousand; how large those are is the theme's.
//!
//! Invariant: linear in what comes in, and the same for the same, so that a map is a page like any other.

/// A lane for each line from row to row, so that no two of a lane touch; `None` where `most` lanes are taken. The lines
/// come ordered by their first row.
pub(super) fn lanes(lines: impl IntoIterator<Item = (u32, u32)>, most: usize) -> Vec<Option<u32>> {
    let mut ends: Vec<u32> = Vec::new();
    let place = |(first, last): (u32, u32)| {
        let lane = ends.iter().position(|end| *end < first).unwrap_or(ends.len());
        if lane == most {
            return None;
        }
        if lane == ends.len() {
            ends.push(last);
        }
        ends[lane] = last;
        Some(lane as u32)
    };
    lines.into_iter().map(place).collect()
}

/// How far an arc over `span` rows swings out, of 100, where the longest spans `longest`: the root of the share, so that
/// neighbours do not lie flat.
pub(super) fn reach(span: u32, longest: u32) -> u32 {
    (u64::from(span) * 10_000 / u64::from(longest.max(1))).isqrt() as u32
}

/// A line of time, in days since 1970; a place on it is told in parts of a thousand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Axis {
    first: i64,
    days: i64,
}

/// Places on an axis: what is nearer than this cannot be told apart.
const STEPS: i64 = 60;
/// Years that are named on an axis.
const MARKS: i64 = 10;

impl Axis {
    /// From the earliest to the latest of some days; `None` where there is but one.
    pub(super) fn over(days: impl Iterator<Item = i64> + Clone) -> Option<Self> {
        let (first, last) = (days.clone().min()?, days.max()?);
        (last > first).then_some(Self { first, days: last - first })
    }

    /// Where a day stands.
    pub(super) fn at(self, day: i64) -> u32 {
        let steps = self.days.min(STEPS);
        let step = (day - self.first) * steps / self.days;
        (step * 1000 / steps).clamp(0, 1000) as u32
    }

    /// The beginnings of years, at most a few.
    pub(super) fn marks(self) -> Vec<(i16, u32)> {
        let inside = |year: &i64| (self.first..=self.first + self.days).contains(&new_year(*year));
        let from = 1970 + self.first.div_euclid(366);
        let years: Vec<i64> = (from..=from + self.days / 365 + 4).filter(inside).collect();
        let each = (years.len() as i64 - 1).max(0) / MARKS + 1;
        let at = |year: i64| ((new_year(year) - self.first) * 1000 / self.days) as u32;
        years.into_iter().step_by(each as usize).map(|year| (year as i16, at(year))).collect()
    }
}

/// The day that a year of the Gregorian calendar begins with.
fn new_year(year: i64) -> i64 {
    let before = year - 1;
    let leaps = before.div_euclid(4) - before.div_euclid(100) + before.div_euclid(400);
    before * 365 + leaps - 719_162
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_lane_do_not_touch() {
        let lines = [(0, 4), (1, 2), (2, 9), (3, 5), (5, 6)];
        assert_eq!(lanes(lines, 9), [Some(0), Some(1), Some(2), Some(1), Some(0)]);
        assert_eq!(lanes(lines, 2), [Some(0), Some(1), None, Some(1), Some(0)]);
    }

    #[test]
    fn a_longer_arc_swings_out_further() {
        assert_eq!([0, 1, 4, 25, 100].map(|span| reach(span, 100)), [0, 10, 20, 50, 100]);
        assert_eq!(reach(1, 0), 100);
    }

    #[test]
    fn years_begin_where_the_calendar_says() {
        assert_eq!([1970, 1972, 1973, 2000, 2001, 2024].map(new_year), [0, 730, 1096, 10957, 11323, 19723]);
    }

    #[test]
    fn an_axis_runs_from_the_first_day_to_the_last() {
        let (first, last) = (new_year(2024) + 91, new_year(2026) + 273);
        let axis = Axis::over([last, first].into_iter()).unwrap();
        assert_eq!((axis.at(first), axis.at(last)), (0, 1000));
        assert_eq!(axis.marks(), [(2025, 301), (2026, 700)]);
        assert_eq!(Axis::over([7, 7].into_iter()), None);
        let centuries = Axis::over([0, 70_000].into_iter()).unwrap();
        assert_eq!((centuries.marks().len(), centuries.at(70_000)), (10, 1000));
        assert!(
            (0..=70_000).map(|day| centuries.at(day)).collect::<std::collections::BTreeSet<_>>().len() <= 61
        );
    }
}
