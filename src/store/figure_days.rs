//! The sums of days that are over, kept beside the rows they come from: a month is read as quickly as a day.
//!
//! Sums are of a whole local day and of all benches. They are made between scans, and gone with the first change of a
//! row of their day: what is read is exactly what the rows add up to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use rusqlite::{Connection, OptionalExtension as _, params};

use super::rows::{from_json, millis, time, to_json};
use super::{Store, StoreError};
use crate::domain::all_benches::BenchChoice;
use crate::domain::calendar::midnight;
use crate::domain::figures::rows::{Counted, DaySums, Split};
use crate::domain::figures::sums::Sums;
use crate::domain::figures::whole_days::{Span, WholeDays};
use crate::domain::ids::StationId;
use crate::sqlite;

/// What is summed up: the day of all benches together, and by bench what is told apart. A day's products are as many as
/// its rows.
const SUMMED: [Split; 5] = [
    Split::Day,
    Split::Bench,
    Split::Packer,
    Split::Service,
    Split::Packaging,
];

/// So many days back are summed up by themselves: a year, and the year before to compare it with.
const DAYS_BACK: u64 = 2 * 366;

/// Longer than any local day.
const LONGEST_DAY_MILLIS: i64 = 26 * 60 * 60 * 1_000;

/// The row of a bench and a key in a day's sums.
type Kept = (StationId, String, Sums);

impl Store {
    /// What was counted from `from` (included) to `to` (not included), for this split: days that are over as they were
    /// summed up, the rest row by row.
    pub fn summed(
        &self,
        benches: &BenchChoice,
        span: Span,
        split: Split,
        (zone, now): (Tz, DateTime<Utc>),
    ) -> Result<Counted, StoreError> {
        let kept_by = match (split, benches) {
            (Split::Product, _) => return self.counted(benches, span, true),
            (Split::Day, BenchChoice::One(_)) => Split::Bench,
            _ => split,
        };
        let whole = WholeDays::of(span, zone, now);
        let mut rest = whole.rest;
        let mut days = Vec::new();
        for (day, of_day) in whole.days {
            match self.kept_sums(of_day, kept_by)? {
                Some(sums) => days.push(DaySums {
                    day,
                    sums: chosen(sums, benches),
                }),
                None => rest.push(of_day),
            }
        }
        let mut counted = self.counted_beside(benches, span)?;
        counted.days = days;
        for part in joined(rest) {
            let rows = self.packed(benches, part, false)?;
            counted.orders.extend(rows.orders);
            counted.parcels.extend(rows.parcels);
        }
        Ok(counted)
    }

    fn kept_sums(&self, (from, to): Span, split: Split) -> Result<Option<Vec<Kept>>, StoreError> {
        let text: Option<String> = self
            .connection
            .prepare_cached(
                "SELECT sums FROM figure_day WHERE from_at = ?1 AND to_at = ?2 AND split = ?3",
            )?
            .query_row(params![millis(from), millis(to), split.name()], |row| {
                row.get(0)
            })
            .optional()?;
        text.map(|text| from_json(&text, "figure_day", split.name()))
            .transpose()
    }

    /// Sums up the newest day that is over and is not summed up yet. `false` where there is none.
    pub fn sum_up_a_day(&mut self, zone: Tz, now: DateTime<Utc>) -> Result<bool, StoreError> {
        self.guard()?;
        let Some(day) = self.day_to_sum_up(zone, now)? else {
            return Ok(false);
        };
        let rows = self.packed(&BenchChoice::All, day, false)?;
        // No scan has to carry to the disk what can be made again.
        let kept = sqlite::set_waiting(&self.connection, false)
            .map_err(StoreError::from)
            .and_then(|()| keep(&mut self.connection, day, &rows, zone));
        let waits = sqlite::set_waiting(&self.connection, true).map_err(StoreError::from);
        // A bench whose commits do not wait any more acknowledges nothing.
        self.broken |= waits.is_err();
        let kept = kept.and(waits).map(|()| true);
        self.watch(kept)
    }

    fn day_to_sum_up(&self, zone: Tz, now: DateTime<Utc>) -> Result<Option<Span>, StoreError> {
        let first: Option<i64> = self
            .connection
            .prepare_cached(
                "SELECT min(at) FROM (SELECT min(closed_at) AS at FROM figure_order
                 UNION ALL SELECT min(closed_at) FROM figure_parcel)",
            )?
            .query_row([], |row| row.get(0))?;
        let Some(first) = first else {
            return Ok(None);
        };
        let local = |at: DateTime<Utc>| at.with_timezone(&zone).date_naive();
        let today = local(now);
        let oldest = today.checked_sub_days(Days::new(DAYS_BACK));
        let first = oldest.map_or(local(time(first)), |oldest| oldest.max(local(time(first))));
        let known: BTreeSet<(i64, i64)> = self
            .connection
            .prepare_cached("SELECT from_at, to_at FROM figure_day WHERE split = 'bench'")?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<Result<_, _>>()?;
        let span = |day: NaiveDate| Some((midnight(day, zone), midnight(day.succ_opt()?, zone)));
        let over = std::iter::successors(today.pred_opt(), NaiveDate::pred_opt);
        let mut spans = over.take_while(|day| *day >= first).filter_map(span);
        Ok(spans.find(|(from, to)| !known.contains(&(millis(*from), millis(*to)))))
    }
}

/// The sums of the benches that are asked for.
fn chosen(sums: Vec<Kept>, benches: &BenchChoice) -> BTreeMap<(StationId, String), Sums> {
    let sums = sums.into_iter();
    sums.filter(|(bench, _, _)| match benches {
        BenchChoice::One(one) => bench == one,
        BenchChoice::All | BenchChoice::Each => true,
    })
    .map(|(bench, key, sums)| ((bench, key), sums))
    .collect()
}

/// Times that follow one another, as one: each costs a search.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut found: Vec<Span> = Vec::new();
    for span in spans {
        match found.last_mut() {
            Some(last) if last.1 == span.0 => last.1 = span.1,
            _ => found.push(span),
        }
    }
    found
}

fn keep(
    connection: &mut Connection,
    (from, to): Span,
    rows: &Counted,
    zone: Tz,
) -> Result<(), StoreError> {
    let step = connection.transaction()?;
    for split in SUMMED {
        let kept = sums_of(rows, split, zone);
        step.prepare_cached(
            "INSERT OR REPLACE INTO figure_day(from_at, to_at, split, sums) VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            millis(from),
            millis(to),
            split.name(),
            to_json(&kept)
        ])?;
    }
    Ok(step.commit()?)
}

/// What a day's rows add up to: by bench and key, or all together.
fn sums_of(rows: &Counted, split: Split, zone: Tz) -> Vec<Kept> {
    let sums = rows.by_bench(split, zone).into_iter();
    if split != Split::Day {
        return sums
            .map(|((bench, key), sums)| (bench, key, sums))
            .collect();
    }
    let whole = sums.map(|(_, sums)| sums).reduce(|mut whole, more| {
        whole.add(more);
        whole
    });
    let together = |sums| (StationId(String::new()), String::new(), sums);
    whole.map(together).into_iter().collect()
}

/// A row of this moment becomes another one: what was summed up of its day is true no more.
pub(super) fn forget_day_of(connection: &Connection, at: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "DELETE FROM figure_day WHERE from_at > ?1 - ?2 AND from_at <= ?1 AND to_at > ?1",
        )?
        .execute(params![at, LONGEST_DAY_MILLIS])?;
    Ok(())
}
