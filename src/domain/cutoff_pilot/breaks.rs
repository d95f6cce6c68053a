//! The breaks of a day, in which nobody packs: time that neither counts as slow work nor is counted on.

use std::fmt;

use chrono::{DateTime, NaiveTime, TimeDelta, Timelike as _, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::domain::calendar::instant;

/// Most breaks that a day can have. Assumption: three shifts with two each.
const MOST: usize = 6;

/// Minutes of a day.
const DAY: u32 = 24 * 60;

/// The planned breaks of a day in local time, from and to, by their beginnings. One may last past midnight.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breaks(Vec<(NaiveTime, NaiveTime)>);

impl Breaks {
    /// Up to six, such as `10:00-10:15 13:00-13:30`, with blanks or commas between; none where nothing is written.
    /// `None` for what is no time of day, for a break without length, and for two that overlap.
    pub fn read(text: &str) -> Option<Self> {
        let parts = text.split(|sign: char| sign.is_whitespace() || sign == ',');
        let read = |part: &str| {
            let (from, to) = part.split_once(['-', '–'])?;
            Some((time(from)?, time(to)?))
        };
        let breaks: Option<Vec<_>> = parts.filter(|part| !part.is_empty()).map(read).collect();
        let mut breaks = breaks?;
        breaks.sort_unstable();
        let lengths = breaks.iter().map(|(from, to)| length(*from, *to));
        let ends_after = |(at, length): (usize, u32)| {
            let begin = |at: usize| breaks.get(at).map(|(from, _)| minute(*from));
            let next = begin(at + 1).or_else(|| Some(begin(0)? + DAY));
            length > 0 && begin(at).map(|begin| begin + length) <= next
        };
        let fit = lengths.enumerate().all(ends_after);
        (fit && breaks.len() <= MOST).then_some(Self(breaks))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those between two moments, in a warehouse of this time zone.
    pub fn between(&self, (from, to): (DateTime<Utc>, DateTime<Utc>), zone: Tz) -> Pauses {
        let day_of = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        // One that began the evening before may last still.
        let first = day_of(from).pred_opt().unwrap_or_else(|| day_of(from));
        let days = first.iter_days().take_while(|day| *day <= day_of(to));
        let mut pauses = Pauses::default();
        for day in days {
            for (begin, end) in &self.0 {
                let last = if end > begin {
                    Some(day)
                } else {
                    day.succ_opt()
                };
                let Some(last) = last else { continue };
                let begin = instant(day.and_time(*begin), zone).max(from);
                let end = instant(last.and_time(*end), zone).min(to);
                pauses.add(begin, end);
            }
        }
        pauses
    }
}

impl fmt::Display for Breaks {
    /// As people write them: `10:00–10:15, 13:00–13:30`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, (from, to)) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(
                out,
                "{comma}{}–{}",
                from.format("%H:%M"),
                to.format("%H:%M")
            )?;
        }
        Ok(())
    }
}

fn time(text: &str) -> Option<NaiveTime> {
    NaiveTime::parse_from_str(text, "%H:%M").ok()
}

fn minute(time: NaiveTime) -> u32 {
    time.num_seconds_from_midnight() / 60
}

/// How long, in minutes; past midnight where it ends before it begins.
fn length(from: NaiveTime, to: NaiveTime) -> u32 {
    (minute(to) + DAY - minute(from)) % DAY
}

/// The breaks of some days as moments, the earliest first; none touches another one's inside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pauses(Vec<(DateTime<Utc>, DateTime<Utc>)>);

impl Pauses {
    /// Adds one that is not earlier than those before; what of it they have already counts once.
    fn add(&mut self, begin: DateTime<Utc>, end: DateTime<Utc>) {
        let begin = self.0.last().map_or(begin, |(_, last)| begin.max(*last));
        if begin < end {
            self.0.push((begin, end));
        }
    }

    /// Each, from and to.
    pub fn iter(&self) -> impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>)> + '_ {
        self.0.iter().copied()
    }

    /// How much time there is for work between two moments; nothing where the second comes first.
    pub fn working(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> TimeDelta {
        let all = (to - from).max(TimeDelta::zero());
        let lost = self.iter().map(|(begin, end)| {
            let shared = end.min(to) - begin.max(from);
            shared.max(TimeDelta::zero())
        });
        all - lost.sum()
    }

    /// When `work` is done that begins at `from`.
    pub fn after(&self, from: DateTime<Utc>, work: TimeDelta) -> DateTime<Utc> {
        let mut done = from + work;
        for (begin, end) in self.iter() {
            if end > from && begin < done {
                done += end - begin.max(from);
            }
        }
        done
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    const WARSAW: Tz = chrono_tz::Europe::Warsaw;

    #[test]
    fn breaks_are_read_as_people_write_them_and_such_as_cannot_be_are_not() {
        let breaks = Breaks::read("13:00-13:30, 10:00-10:15").unwrap();
        assert_eq!(breaks.to_string(), "10:00–10:15, 13:00–13:30");
        assert_eq!(Breaks::read("").unwrap(), Breaks::default());
        assert!(Breaks::read("23:50-00:10 00:10-00:20").is_some());
        for wrong in [
            "10:00",
            "10:00-10:00",
            "10:00-11:00 10:30-10:45",
            "23:50-00:10 00:05-00:20",
            "9-10",
            "25:00-26:00",
            "01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00 11:00-12:00 13:00-14:00",
        ] {
            assert_eq!(Breaks::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn nobody_works_in_a_break_whichever_the_season() {
        let breaks = Breaks::read("10:00-10:15 13:00-13:30 23:45-00:15").unwrap();
        let span = (at("2026-11-19T22:00:00Z"), at("2026-11-21T00:00:00Z"));
        let pauses = breaks.between(span, WARSAW);
        // The one of the evening before, in winter an hour from Greenwich.
        let nine = at("2026-11-20T08:30:00Z");
        assert_eq!(pauses.iter().count(), 4, "{pauses:?}");
        assert_eq!(
            pauses.working(nine, nine + TimeDelta::hours(1)),
            TimeDelta::minutes(45)
        );
        assert_eq!(
            pauses.working(at("2026-11-20T09:05:00Z"), at("2026-11-20T09:10:00Z")),
            TimeDelta::zero()
        );
        assert_eq!(
            pauses.after(nine, TimeDelta::minutes(45)),
            at("2026-11-20T09:30:00Z")
        );
        assert_eq!(
            pauses.after(at("2026-11-20T09:05:00Z"), TimeDelta::minutes(1)),
            at("2026-11-20T09:16:00Z")
        );
        let summer = (at("2026-07-20T00:00:00Z"), at("2026-07-21T00:00:00Z"));
        let pauses = breaks.between(summer, WARSAW);
        assert_eq!(
            pauses.working(at("2026-07-20T08:00:00Z"), at("2026-07-20T09:00:00Z")),
            TimeDelta::minutes(45)
        );
    }

    #[test]
    fn what_is_done_after_some_work_took_that_work() {
        let breaks = Breaks::read("10:00-10:15 13:00-13:30").unwrap();
        let from = at("2026-11-20T06:00:00Z");
        let pauses = breaks.between((from, from + TimeDelta::days(1)), WARSAW);
        for minutes in (0..600).step_by(7) {
            let work = TimeDelta::minutes(minutes);
            let done = pauses.after(from, work);
            assert_eq!(pauses.working(from, done), work, "{minutes}");
        }
    }
}
