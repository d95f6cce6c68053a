//! The same rules written a second time, as slowly and plainly as they are told to an installer.

use chrono::{
    DateTime, Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc, Weekday,
};
use pakownia::domain::calendar::Holiday;

/// A row of the file, as it stands there.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// `*` or `dpd`.
    pub(super) service: &'static str,
    /// Monday first; none named: all `false`.
    pub(super) days: [bool; 7],
    pub(super) dates: Option<(NaiveDate, NaiveDate)>,
    /// `None`: closed.
    pub(super) cutoff: Option<NaiveTime>,
}

#[derive(Debug, Clone)]
pub(super) struct Shop {
    pub(super) rows: Vec<Row>,
    pub(super) own_cutoff: Option<NaiveTime>,
    pub(super) default_cutoff: NaiveTime,
    pub(super) holidays: bool,
}

/// Whether this row is worth more than that one, of the same kind.
fn beats(this: &Row, that: &Row) -> bool {
    let length = |row: &Row| row.dates.map_or(0, |(from, to)| (to - from).num_days());
    let named = |row: &Row| match row.days.iter().filter(|day| **day).count() {
        0 => 8,
        some => some,
    };
    let start = |row: &Row| row.dates.map(|(from, _)| from);
    if this.service != that.service {
        return this.service != "*";
    }
    if length(this) != length(that) {
        return length(this) < length(that);
    }
    if named(this) != named(that) {
        return named(this) < named(that);
    }
    if start(this) != start(that) {
        return start(this) > start(that);
    }
    // Of rows that differ in nothing else, the one whose last day of the week is the earlier.
    let mask = |row: &Row| (0..7).map(|at| u32::from(row.days[at]) << at).sum::<u32>();
    mask(this) <= mask(that)
}

fn best<'a>(rows: impl Iterator<Item = &'a Row>) -> Option<&'a Row> {
    let rows: Vec<&Row> = rows.collect();
    let is_best = |this: &&Row| rows.iter().all(|that| beats(this, that));
    rows.iter().copied().find(is_best)
}

impl Shop {
    /// The cut-off on a day, by the clock on the wall; `None` on a day without a lorry.
    pub(super) fn cutoff_on(&self, day: NaiveDate) -> Option<NaiveTime> {
        let weekday = usize::try_from(day.weekday().num_days_from_monday()).unwrap();
        let in_dates = |row: &&Row| row.dates.is_some_and(|(from, to)| from <= day && day <= to);
        let one_day = |row: &&Row| row.dates.is_some_and(|(from, to)| from == to);
        if let Some(row) = best(self.rows.iter().filter(in_dates).filter(one_day)) {
            return row.cutoff;
        }
        if self.holidays && Holiday::on(day).is_some() {
            return None;
        }
        let usual = self.usual_cutoff(weekday);
        let season = self
            .rows
            .iter()
            .filter(in_dates)
            .filter(|row| !one_day(row));
        let season = season.filter(|row| {
            let names_none = row.days.iter().all(|day| !day);
            row.days[weekday] || (names_none && (row.cutoff.is_none() || usual.is_some()))
        });
        best(season).map_or(usual, |row| row.cutoff)
    }

    fn usual_cutoff(&self, weekday: usize) -> Option<NaiveTime> {
        let is_workday = weekday < 5;
        let week = self.rows.iter().filter(|row| row.dates.is_none());
        let week = week.filter(|row| row.days[weekday]);
        if let Some(own) = best(week.clone().filter(|row| row.service != "*")) {
            return own.cutoff;
        }
        if is_workday && self.own_cutoff.is_some() {
            return self.own_cutoff;
        }
        match best(week) {
            Some(all) => all.cutoff,
            None => is_workday.then_some(self.default_cutoff),
        }
    }

    /// The first minute at or after `at` that is a cut-off, walking minute by minute.
    pub(super) fn first_cutoff(&self, at: DateTime<Utc>, days: i64) -> Option<DateTime<Utc>> {
        let whole = at.timestamp().div_euclid(60) * 60;
        let mut minute = DateTime::from_timestamp(whole, 0).unwrap();
        if minute < at {
            minute += TimeDelta::minutes(1);
        }
        let end = at + TimeDelta::days(days);
        let mut known: Option<(NaiveDate, Option<DateTime<Utc>>)> = None;
        while minute < end {
            let day = wall(minute).date();
            let cutoff = match known {
                Some((known_day, cutoff)) if known_day == day => cutoff,
                _ => self.cutoff_on(day).map(|time| instant(day.and_time(time))),
            };
            known = Some((day, cutoff));
            if cutoff == Some(minute) {
                return Some(minute);
            }
            minute += TimeDelta::minutes(1);
        }
        None
    }
}

/// The last Sunday of a month, at one o'clock UTC.
///
/// Source: Directive 2000/84/EC, articles 2 and 3.
pub(super) fn clocks_jump(year: i32, month: u32) -> DateTime<Utc> {
    let mut day = NaiveDate::from_ymd_opt(year, month, 31).unwrap();
    while day.weekday() != Weekday::Sun {
        day = day.pred_opt().unwrap();
    }
    day.and_hms_opt(1, 0, 0).unwrap().and_utc()
}

/// What a clock on a Polish wall shows, by the directive and not by a table of time zones.
pub(super) fn wall(at: DateTime<Utc>) -> NaiveDateTime {
    let year = at.year();
    let is_summer = clocks_jump(year, 3) <= at && at < clocks_jump(year, 10);
    at.naive_utc() + TimeDelta::hours(if is_summer { 2 } else { 1 })
}

/// The first minute at which the wall shows this; when it never does, an hour later.
pub(super) fn instant(shown: NaiveDateTime) -> DateTime<Utc> {
    let from = shown.and_utc() - TimeDelta::hours(4);
    let shows = |shown: NaiveDateTime| {
        (0..8 * 60)
            .map(|minutes| from + TimeDelta::minutes(minutes))
            .find(|minute| wall(*minute) == shown)
    };
    shows(shown)
        .or_else(|| shows(shown + TimeDelta::hours(1)))
        .unwrap()
}
