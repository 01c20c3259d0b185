//! A moment as a publisher writes one: with the offset from UTC that it was written in.
//!
//! In comes a date of front matter or an export header in one of its many spellings; out go a moment and the ways in
//! which pages, feeds and templates print it. Invariant: what is printed is the clock that the author read.

use jiff::civil::{DateTime, date};
use jiff::fmt::strtime;
use serde::{Deserialize, Serialize};

/// A moment and its offset; ordered by moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Published {
    /// Seconds since 1970-01-01 UTC.
    seconds: i64,
    /// Seconds east of UTC.
    offset: i32,
}

/// Spellings with the month's English name; the last two carry their own offset.
const ENGLISH: &[&str] = &[
    "%b %d, %Y, %I:%M %p",
    "%b %d, %Y %I:%M %p",
    "%b %d, %Y %H:%M",
    "%b %d, %Y",
    "%d %b %Y %H:%M",
    "%d %b %Y",
];
const ENGLISH_WITH_OFFSET: &[&str] = &["%a, %d %b %Y %H:%M:%S %z", "%d %b %Y %H:%M:%S %z"];

impl Published {
    /// Reads the forms that front matter and export headers use; a time without a zone is at `offset` seconds east of
    /// UTC, a date without a time is its midnight. `None` if it is no date.
    pub fn parse(text: &str, offset: i32) -> Option<Self> {
        let text = text.trim();
        let first = text.chars().next()?;
        if first.is_ascii_digit() {
            numeric(text, offset).or_else(|| english(text, offset))
        } else {
            english(text, offset)
        }
    }

    /// Seconds since 1970-01-01 UTC.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// The year on the author's clock.
    pub fn year(self) -> i16 {
        self.clock().year()
    }

    /// The month on the author's clock, 1 to 12.
    pub fn month(self) -> i8 {
        self.clock().month()
    }

    /// The day of the month on the author's clock.
    pub fn day(self) -> i8 {
        self.clock().day()
    }

    /// `2024-06-25T10:00:00+08:00` (RFC 3339), for Atom, JSON Feed, sitemaps and `<time datetime>`.
    pub fn rfc3339(self) -> String {
        let clock = self.clock();
        let (sign, hours, minutes) = self.sign_hours_minutes();
        format!("{}T{}{sign}{hours:02}:{minutes:02}", clock.date(), clock.time())
    }

    /// `Tue, 25 Jun 2024 10:00:00 +0800` (RFC 2822), for RSS.
    pub fn rfc2822(self) -> String {
        let (sign, hours, minutes) = self.sign_hours_minutes();
        format!("{} {sign}{hours:02}{minutes:02}", self.clock().strftime("%a, %d %b %Y %H:%M:%S"))
    }

    /// The date by a `strftime` pattern (`%Y年%-m月%-d日`); `None` if the pattern is wrong.
    pub fn format(self, pattern: &str) -> Option<String> {
        strtime::format(pattern, self.clock()).ok()
    }

    fn new(clock: DateTime, offset: i32) -> Option<Self> {
        let utc = jiff::tz::Offset::from_seconds(offset).ok()?.to_timestamp(clock).ok()?;
        Some(Self { seconds: utc.as_second(), offset })
    }

    fn clock(self) -> DateTime {
        let offset = jiff::tz::Offset::from_seconds(self.offset).unwrap_or(jiff::tz::Offset::UTC);
        offset.to_datetime(jiff::Timestamp::from_second(self.seconds).unwrap_or_default())
    }

    fn sign_hours_minutes(self) -> (char, i32, i32) {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.abs() / 60;
        (sign, minutes / 60, minutes % 60)
    }
}

/// Year, month, day and perhaps a time, whatever stands between the numbers.
fn numeric(text: &str, offset: i32) -> Option<Published> {
    let mut scan = Scan { rest: text };
    let year = scan.number(4, 4)?;
    let separator = scan.any(&["-", "/", ".", "年"]);
    let month = scan.number(if separator.is_some() { 1 } else { 2 }, 2)?;
    match separator {
        Some("年") => scan.any(&["月"])?,
        Some(mark) => scan.any(&[mark])?,
        None => "",
    };
    let day = scan.number(if separator.is_some() { 1 } else { 2 }, 2)?;
    if separator == Some("年") {
        scan.any(&["日", "号"]);
    }
    let day = date_of(year, month, day)?;
    if scan.blank().rest.is_empty() {
        return Published::new(day.at(0, 0, 0, 0), offset);
    }
    scan.any(&["T", "t", ","]);
    let (clock, own) = scan.time(day)?;
    scan.blank().rest.is_empty().then_some(())?;
    Published::new(clock, own.unwrap_or(offset))
}

fn date_of(year: u32, month: u32, day: u32) -> Option<jiff::civil::Date> {
    jiff::civil::Date::new(year as i16, month as i8, day as i8).ok().filter(|it| *it >= date(1900, 1, 1))
}

fn english(text: &str, offset: i32) -> Option<Published> {
    let with_offset = ENGLISH_WITH_OFFSET.iter().find_map(|pattern| strtime::parse(pattern, text).ok());
    if let Some(parsed) = with_offset {
        return Published::new(parsed.to_datetime().ok()?, parsed.offset()?.seconds());
    }
    let parsed = ENGLISH.iter().find_map(|pattern| strtime::parse(pattern, text).ok())?;
    let clock = parsed.to_datetime().or_else(|_| parsed.to_date().map(|day| day.at(0, 0, 0, 0))).ok()?;
    Published::new(clock, offset)
}

/// What is left of a date while it is read from the left.
struct Scan<'a> {
    rest: &'a str,
}

impl Scan<'_> {
    fn blank(&mut self) -> &mut Self {
        self.rest = self.rest.trim_start();
        self
    }

    fn number(&mut self, least: usize, most: usize) -> Option<u32> {
        let len = self.rest.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(len);
        self.rest = rest;
        (len >= least).then(|| digits.parse().ok())?
    }

    fn any<'m>(&mut self, marks: &[&'m str]) -> Option<&'m str> {
        let mark = marks.iter().find(|mark| self.rest.starts_with(**mark))?;
        self.rest = &self.rest[mark.len()..];
        Some(mark)
    }

    /// Hours, minutes, perhaps seconds, and the offset if one is given.
    fn time(&mut self, day: jiff::civil::Date) -> Option<(DateTime, Option<i32>)> {
        let half = self.blank().any(&["上午", "下午", "晚上"]);
        let mut hour = self.blank().number(1, 2)?;
        self.any(&[":", "：", "时", "点"])?;
        let minute = self.number(2, 2)?;
        self.any(&["分"]);
        let second = if self.any(&[":", "："]).is_some() { self.number(2, 2)? } else { 0 };
        if self.any(&["."]).is_some() {
            self.number(1, 9)?;
        }
        let half = self.blank().any(&["AM", "PM", "am", "pm"]).or(half);
        if matches!(half, Some("PM" | "pm" | "下午" | "晚上")) && hour < 12 {
            hour += 12;
        }
        if matches!(half, Some("AM" | "am" | "上午")) && hour == 12 {
            hour = 0;
        }
        let time = jiff::civil::Time::new(hour as i8, minute as i8, second as i8, 0).ok()?;
        Some((day.to_datetime(time), self.offset()?))
    }

    /// `Some(None)` where no offset is given, `None` where what stands there is none.
    fn offset(&mut self) -> Option<Option<i32>> {
        if self.blank().rest.is_empty() {
            return Some(None);
        }
        if self.any(&["Z", "z", "UTC", "GMT"]).is_some() {
            return Some(Some(0));
        }
        let sign = if self.any(&["+", "-"])? == "-" { -1 } else { 1 };
        let hours = self.number(2, 2)?;
        self.any(&[":"]);
        let minutes = if self.rest.is_empty() { 0 } else { self.number(2, 2)? };
        (hours < 24 && minutes < 60).then_some(Some(sign * (hours * 3600 + minutes * 60) as i32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINA: i32 = 8 * 3600;

    fn read(text: &str) -> Option<String> {
        Published::parse(text, CHINA).map(Published::rfc3339)
    }

    #[test]
    fn one_moment_in_every_spelling() {
        for text in [
            "2024-06-05 09:05",
            "2024-06-05 09:05:00",
            "2024/6/5 9:05",
            "2024.6.5 9:05",
            "2024年6月5日 9:05",
            "2024年6月5日 09时05分",
            "2024年6月5日 上午9:05",
            "2024-06-05T09:05:00+08:00",
            "2024-06-05T01:05:00.123+00:00",
            "2024-06-05T01:05Z",
            "2024-06-05 09:05 +0800",
            "20240605 09:05",
            " 2024-06-05\t09:05 ",
            "Jun 5, 2024, 9:05 AM",
            "Jun 5, 2024 09:05",
            "5 Jun 2024 09:05",
            "Wed, 05 Jun 2024 09:05:00 +0800",
        ] {
            let moment = Published::parse(text, CHINA).map(Published::seconds);
            assert_eq!(moment, Some(1_717_549_500), "{text}");
        }
    }

    #[test]
    fn a_date_alone_is_its_midnight() {
        for text in ["2024-06-25", "2024/6/25", "2024年6月25日", "20240625", "Jun 25, 2024"] {
            assert_eq!(read(text).as_deref(), Some("2024-06-25T00:00:00+08:00"), "{text}");
        }
    }

    #[test]
    fn noon_and_midnight_of_the_twelve_hour_clock() {
        assert_eq!(read("Sep 23, 2026, 12:37 PM").as_deref(), Some("2026-09-23T12:37:00+08:00"));
        assert_eq!(read("2026年9月23日 上午12:37").as_deref(), Some("2026-09-23T00:37:00+08:00"));
        assert_eq!(read("2026-09-23 3:37 pm").as_deref(), Some("2026-09-23T15:37:00+08:00"));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "昨天",
            "2024",
            "2024-06",
            "2024-13-01",
            "2024-02-30",
            "2023-02-29",
            "24-06-25",
            "2024-06-25 25:00",
            "2024-06-25 10:61",
            "2024-06-25 晚",
            "2024-06-25 10:00 somewhere",
            "2024-06/25",
            "0024-06-25",
            "soon, 2024",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn the_author_s_clock_is_printed() {
        let there = Published::parse("2024-01-01T00:30:00+08:00", 0);
        assert_eq!(there.map(|it| (it.year(), it.month(), it.day())), Some((2024, 1, 1)));
        assert_eq!(there.map(Published::rfc2822).as_deref(), Some("Mon, 01 Jan 2024 00:30:00 +0800"));
        assert_eq!(there.and_then(|it| it.format("%Y年%-m月%-d日")).as_deref(), Some("2024年1月1日"));
        assert_eq!(there.and_then(|it| it.format("%Q%")), None);
        let west = Published::parse("2024-01-01 10:00", -(3 * 3600 + 1800));
        assert_eq!(west.map(Published::rfc3339).as_deref(), Some("2024-01-01T10:00:00-03:30"));
    }

    #[test]
    fn moments_are_ordered_whatever_their_offset() {
        let early = Published::parse("2024-01-01T10:00:00+08:00", 0);
        let late = Published::parse("2024-01-01T03:00:00Z", 0);
        assert!(early < late);
    }
}
