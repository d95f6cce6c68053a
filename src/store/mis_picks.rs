//! Mis-picks and the chances for them, kept ready for asking: from the facts of this bench and of all others that
//! are here, order by order as they are closed.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::about_orders::AboutOrders;
use super::counting::{ALL_BENCHES, Journal, LEVELS, QUARTER_MILLIS};
use super::projections::Projector;
use super::rows::{millis, time};
use super::{Store, StoreError};
use crate::domain::all_benches::{BenchChoice, FactName};
use crate::domain::ids::{Badge, OrderNo, Sku, StationId};
use crate::domain::location::Location;
use crate::domain::mis_pick::{Dimension, MisPick, MisPickKind, Tally};
use crate::domain::session::fact::Fact;
use crate::sqlite::count;

/// A mis-pick with what the order's pick list tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisPickRow {
    /// The order.
    pub order: OrderNo,
    /// The bench that packed it.
    pub bench: StationId,
    /// Who picked, where a pick list was handed out.
    pub picker: Option<Badge>,
    /// The wave.
    pub wave: Option<String>,
    /// What was wrong.
    pub mis_pick: MisPick,
}

impl Projector<'_> {
    /// Notes what a fact says about orders beside what happened to its own.
    pub(super) fn note_about_orders(
        &self,
        number: u64,
        at: i64,
        fact: &Fact,
    ) -> Result<(), StoreError> {
        let Some(about) = AboutOrders::told_by(fact) else {
            return Ok(());
        };
        self.recount(number, about.counted_otherwise(), |name| {
            about.keep(self.connection, name, at)
        })
    }

    /// Counts an order that this fact closes.
    pub(super) fn count_order(&self, number: u64, order: &OrderNo) -> Result<(), StoreError> {
        self.recount(number, std::slice::from_ref(order), |_name| Ok(()))
    }

    /// Counts these orders again after this fact, which is in the journal already, and what it changes.
    ///
    /// While everything is made again, orders are counted at the end.
    fn recount(
        &self,
        number: u64,
        orders: &[OrderNo],
        change: impl FnOnce(&FactName) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let name = self.name(number);
        if self.counts_later {
            return change(&name);
        }
        let up_to = |below| Journal {
            connection: self.connection,
            station: self.station,
            epoch: self.epoch,
            below,
        };
        let mut before = Vec::with_capacity(orders.len());
        for order in orders {
            before.push(up_to(number).contribution(order)?);
        }
        change(&name)?;
        for (order, before) in orders.iter().zip(before) {
            let now = up_to(number.saturating_add(1)).contribution(order)?;
            now.replace(&before, order, self.connection)?;
        }
        Ok(())
    }
}

impl Store {
    /// What went through between two moments, by key of a dimension, in the order of the keys.
    ///
    /// Both moments are taken as the quarter of an hour they lie in.
    pub fn tallies(
        &self,
        benches: &BenchChoice,
        dimension: Dimension,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<Vec<(String, Tally)>, StoreError> {
        // By bench is what stands beside each bench's name.
        let by_bench = dimension == Dimension::Bench;
        let mut query = self.connection.prepare_cached(if by_bench {
            // From one bench's name to the next: what lies between is not read.
            "WITH RECURSIVE each(bench) AS (
                SELECT min(bench) FROM tally WHERE bench > ''
                UNION ALL SELECT (SELECT min(bench) FROM tally WHERE bench > each.bench) FROM each
                    WHERE each.bench IS NOT NULL
             )
             SELECT each.bench, sum(orders), sum(lines), sum(scans), sum(mis_picks)
             FROM each CROSS JOIN tally ON tally.bench = each.bench
             WHERE level = ?1 AND dimension = ?2 AND slot >= ?3 AND slot < ?4 AND ?5 IN ('', each.bench)
             GROUP BY each.bench"
        } else {
            "SELECT key, sum(orders), sum(lines), sum(scans), sum(mis_picks) FROM tally
             WHERE level = ?1 AND dimension = ?2 AND slot >= ?3 AND slot < ?4 AND bench = ?5 GROUP BY key"
        })?;
        let stored = if by_bench { Dimension::All } else { dimension };
        let mut sums: BTreeMap<String, Tally> = BTreeMap::new();
        for (level, slots) in whole_slots(quarter(from)..quarter(to)) {
            let mut found = query.query(params![
                level,
                stored.name(),
                slots.start,
                slots.end,
                bench_of(benches)
            ])?;
            while let Some(row) = found.next()? {
                let tally = Tally {
                    orders: count(row.get(1)?),
                    lines: count(row.get(2)?),
                    scans: count(row.get(3)?),
                    mis_picks: count(row.get(4)?),
                };
                let sum = sums.entry(row.get(0)?).or_default();
                *sum = sum.plus(tally);
            }
        }
        Ok(sums.into_iter().collect())
    }

    /// What went through between two moments under one key of a dimension, at all benches.
    pub fn tally_of(
        &self,
        (dimension, key): (Dimension, &str),
        (from, to): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<Tally, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT coalesce(sum(orders), 0), coalesce(sum(lines), 0), coalesce(sum(scans), 0),
                coalesce(sum(mis_picks), 0) FROM tally
             WHERE level = ?1 AND dimension = ?2 AND slot >= ?3 AND slot < ?4 AND bench = '' AND key = ?5",
        )?;
        let mut sum = Tally::default();
        for (level, slots) in whole_slots(quarter(from)..quarter(to)) {
            let values = params![level, dimension.name(), slots.start, slots.end, key];
            let tally = query.query_row(values, |row| {
                Ok(Tally {
                    orders: count(row.get(0)?),
                    lines: count(row.get(1)?),
                    scans: count(row.get(2)?),
                    mis_picks: count(row.get(3)?),
                })
            })?;
            sum = sum.plus(tally);
        }
        Ok(sum)
    }

    /// What went through in each quarter of an hour in which something did, oldest first.
    pub fn tally_by_quarter(
        &self,
        benches: &BenchChoice,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<Vec<(DateTime<Utc>, Tally)>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT slot, orders, lines, scans, mis_picks FROM tally
             WHERE level = 0 AND dimension = ?1 AND slot >= ?2 AND slot < ?3 AND bench = ?4 ORDER BY slot",
        )?;
        let mut found = query.query(params![
            Dimension::All.name(),
            quarter(from),
            quarter(to),
            bench_of(benches)
        ])?;
        let mut quarters = Vec::new();
        while let Some(row) = found.next()? {
            let slot: i64 = row.get(0)?;
            let tally = Tally {
                orders: count(row.get(1)?),
                lines: count(row.get(2)?),
                scans: count(row.get(3)?),
                mis_picks: count(row.get(4)?),
            };
            quarters.push((time(slot * QUARTER_MILLIS), tally));
        }
        Ok(quarters)
    }

    /// Whether an order was ever closed, here or, as far as the master told, elsewhere.
    pub fn was_closed(&self, order: &OrderNo) -> Result<bool, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM parcel WHERE order_no = ?1)
                 OR EXISTS (SELECT 1 FROM standing_parcel WHERE order_no = ?1)
                 OR EXISTS (SELECT 1 FROM foreign_parcel WHERE order_no = ?1)",
            )?
            .query_row([order.as_str()], |row| row.get(0))?)
    }

    /// How many mis-picks customers found of what was closed between two moments.
    pub fn found_by_customers(
        &self,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<u64, StoreError> {
        let kind = MisPickKind::FoundByCustomer.name();
        let mut query = self.connection.prepare_cached(
            "SELECT count(*) FROM mis_pick WHERE at >= ?1 AND at < ?2 AND kind = ?3",
        )?;
        let (from, to) = (quarter(from) * QUARTER_MILLIS, quarter(to) * QUARTER_MILLIS);
        Ok(count(
            query.query_row(params![from, to, kind], |row| row.get(0))?,
        ))
    }

    /// The mis-picks between two moments, oldest first.
    pub fn mis_picks(
        &self,
        benches: &BenchChoice,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
    ) -> Result<Vec<MisPickRow>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT fact, at, order_no, kind, packer, picker, wave, wrong, wanted, aisle, shelf, bin, bench FROM mis_pick
             WHERE at >= ?1 AND at < ?2 AND ?3 IN ('', bench) ORDER BY at, station, epoch, fact",
        )?;
        let mut found = query.query(params![
            quarter(from) * QUARTER_MILLIS,
            quarter(to) * QUARTER_MILLIS,
            bench_of(benches)
        ])?;
        let mut rows = Vec::new();
        while let Some(row) = found.next()? {
            // A kind that a newer program found is told by that one.
            let Some(kind) = MisPickKind::named(&row.get::<_, String>(3)?) else {
                continue;
            };
            let location = match (row.get(9)?, row.get(10)?, row.get(11)?) {
                (Some(aisle), Some(shelf), Some(bin)) => Some(Location { aisle, shelf, bin }),
                _ => None,
            };
            rows.push(MisPickRow {
                order: OrderNo(row.get(2)?),
                bench: StationId(row.get(12)?),
                picker: row.get::<_, Option<String>>(5)?.map(Badge),
                wave: row.get(6)?,
                mis_pick: MisPick {
                    fact: count(row.get(0)?),
                    at: time(row.get(1)?),
                    kind,
                    packer: row.get::<_, Option<String>>(4)?.map(Badge),
                    wrong: row.get::<_, Option<String>>(7)?.map(Sku),
                    right: row.get::<_, Option<String>>(8)?.map(Sku),
                    location,
                },
            });
        }
        Ok(rows)
    }
}

/// How the counts name whom is asked for.
pub(super) fn bench_of(benches: &BenchChoice) -> &str {
    match benches {
        BenchChoice::All | BenchChoice::Each => ALL_BENCHES,
        BenchChoice::One(station) => station.as_str(),
    }
}

fn quarter(at: DateTime<Utc>) -> i64 {
    millis(at).div_euclid(QUARTER_MILLIS)
}

/// The fewest slots that make up these quarters of an hour: long ones inside, short ones at both ends.
fn whole_slots(quarters: Range<i64>) -> Vec<(i64, Range<i64>)> {
    let mut slots = Vec::new();
    let mut rest = vec![quarters];
    for (level, length) in LEVELS.into_iter().rev() {
        let mut left = Vec::new();
        for part in rest {
            let first =
                part.start.div_euclid(length) + i64::from(part.start.rem_euclid(length) > 0);
            let end = part.end.div_euclid(length);
            if first < end {
                slots.push((level, first..end));
                left.push(part.start..first * length);
                left.push(end * length..part.end);
            } else {
                left.push(part);
            }
        }
        rest = left;
        rest.retain(|part| !part.is_empty());
    }
    slots
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whole_slots_make_up_the_time_without_gap_or_overlap(start in -50_000_i64..2_000_000, length in 0_i64..40_000) {
            let mut quarters: Vec<i64> = whole_slots(start..start + length)
                .into_iter()
                .flat_map(|(level, slots)| {
                    let (_, length) = LEVELS[usize::try_from(level).unwrap()];
                    slots.start * length..slots.end * length
                })
                .collect();
            quarters.sort_unstable();
            prop_assert_eq!(quarters, (start..start + length).collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_year_is_made_of_few_slots() {
        let slots = whole_slots(7..7 + 96 * 365);
        let count: i64 = slots.iter().map(|(_, slots)| slots.end - slots.start).sum();
        assert!(count < 11 + 2 * 31 + 2 * 95, "{count}");
    }
}
