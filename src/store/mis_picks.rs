//! Mis-picks and the chances for them, kept ready for asking: from the journal, order by order as they are closed.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, Utc};
use rusqlite::params;

use super::projections::Projector;
use super::rows::{from_json, millis, time};
use super::{Store, StoreError};
use crate::domain::ids::{Badge, OrderNo, Sku};
use crate::domain::location::Location;
use crate::domain::mis_pick::account::{OrderAccount, OrderReader};
use crate::domain::mis_pick::{Dimension, MisPick, MisPickKind, Tally};
use crate::domain::session::Stamp;
use crate::domain::session::fact::Fact;
use crate::sqlite::{column, count};

/// The shortest slot. Midnight of every time zone in use is at the edge of one.
const QUARTER_MILLIS: i64 = 15 * 60 * 1_000;

/// The levels, and how many quarters of an hour a slot of each has.
const LEVELS: [(i64, i64); 3] = [(0, 1), (1, 96), (2, 96 * 32)];

/// A mis-pick with what the order's pick list tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MisPickRow {
    /// The order.
    pub order: OrderNo,
    /// Who picked, where a pick list was handed out.
    pub picker: Option<Badge>,
    /// The wave.
    pub wave: Option<String>,
    /// What was wrong.
    pub mis_pick: MisPick,
}

/// What of an order's pick list matters here.
#[derive(Debug, Default)]
struct HandedOut {
    picker: Option<String>,
    wave: Option<String>,
}

impl Projector<'_> {
    /// Notes who picks these orders.
    pub(super) fn hand_out(
        &self,
        orders: &[OrderNo],
        picker: Option<&Badge>,
        wave: Option<&str>,
    ) -> Result<(), StoreError> {
        for order in orders {
            self.run(
                "INSERT OR REPLACE INTO handed_out(order_no, picker, wave) VALUES (?1, ?2, ?3)",
                params![order.as_str(), picker.map(Badge::as_str), wave],
            )?;
        }
        Ok(())
    }

    /// Counts an order that this fact closes: all of it the first time, later only what was found since.
    pub(super) fn count_order(
        &self,
        number: u64,
        at: i64,
        order: &OrderNo,
    ) -> Result<(), StoreError> {
        let (account, counted) = self.account(number, order)?;
        let handed_out = self.handed_out(order)?;
        let mut sheet = Sheet {
            handed_out: &handed_out,
            slots: BTreeMap::new(),
        };
        if counted.is_none() {
            sheet.count_chances(at, &account);
        }
        let new = |one: &&MisPick| counted.is_none_or(|counted| one.fact > counted);
        for one in account.mis_picks.iter().filter(new) {
            sheet.count_mis_pick(one);
            self.keep_mis_pick(order, one, &handed_out)?;
        }
        for ((dimension, quarter, key), tally) in &sheet.slots {
            for (level, length) in LEVELS {
                self.add((level, *dimension, quarter.div_euclid(length), key), *tally)?;
            }
        }
        Ok(())
    }

    /// Links a complaint to the order; the same one is counted once.
    pub(super) fn complain(&self, number: u64, at: i64, fact: &Fact) -> Result<(), StoreError> {
        let Fact::ComplaintTaken {
            complained: order,
            sku,
            came,
            ..
        } = fact
        else {
            return Ok(());
        };
        let product = |sku: &Option<Sku>| sku.as_ref().map(|sku| sku.as_str().to_owned());
        let kind = MisPickKind::FoundByCustomer;
        let is_known: bool = self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM mis_pick
                 WHERE order_no = ?1 AND kind = ?2 AND wanted IS ?3 AND wrong IS ?4)",
            )?
            .query_row(
                params![order.as_str(), kind.name(), product(sku), product(came)],
                |row| row.get(0),
            )?;
        if is_known {
            return Ok(());
        }
        let (account, _) = self.account(number, order)?;
        let line = account
            .lines
            .iter()
            .find(|line| sku.as_ref().is_none_or(|sku| line.sku == *sku));
        let packed_at = line.map_or_else(|| time(at), |line| line.at);
        let found = MisPick {
            fact: number,
            at: packed_at,
            kind,
            packer: line.and_then(|line| line.packer.clone()),
            wrong: came.clone(),
            right: sku.clone(),
            location: line
                .filter(|_| sku.is_some())
                .and_then(|line| line.location.clone()),
        };
        self.keep_mis_pick(order, &found, &self.handed_out(order)?)
    }

    /// What the facts of the order say, up to this one, and the fact by which it was closed before.
    fn account(
        &self,
        number: u64,
        order: &OrderNo,
    ) -> Result<(OrderAccount, Option<u64>), StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT number, at, worker, body FROM fact
             WHERE order_no IS NOT NULL AND order_no = ?1 AND number <= ?2 ORDER BY number",
        )?;
        let mut found = query.query(params![order.as_str(), column(number)])?;
        let mut reader = OrderReader::default();
        let mut counted = None;
        while let Some(row) = found.next()? {
            let at = count(row.get(0)?);
            let fact: Fact = from_json(&row.get::<_, String>(3)?, "fact", &at.to_string())?;
            let stamp = Stamp {
                at: time(row.get(1)?),
                worker: row.get::<_, Option<String>>(2)?.map(Badge),
            };
            if matches!(fact, Fact::OrderClosed { .. }) && at < number {
                counted = Some(at);
            }
            reader.read(at, &fact, &stamp);
        }
        Ok((reader.account(), counted))
    }

    fn handed_out(&self, order: &OrderNo) -> Result<HandedOut, StoreError> {
        let mut query = self
            .connection
            .prepare_cached("SELECT picker, wave FROM handed_out WHERE order_no = ?1")?;
        let mut found = query.query([order.as_str()])?;
        Ok(match found.next()? {
            Some(row) => HandedOut {
                picker: row.get(0)?,
                wave: row.get(1)?,
            },
            None => HandedOut::default(),
        })
    }

    fn keep_mis_pick(
        &self,
        order: &OrderNo,
        one: &MisPick,
        handed_out: &HandedOut,
    ) -> Result<(), StoreError> {
        let location = one.location.as_ref();
        self.run(
            "INSERT INTO mis_pick(fact, at, order_no, kind, packer, picker, wave, wrong, wanted, aisle, shelf, bin)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            params![
                column(one.fact),
                millis(one.at),
                order.as_str(),
                one.kind.name(),
                one.packer.as_ref().map(Badge::as_str),
                handed_out.picker,
                handed_out.wave,
                one.wrong.as_ref().map(Sku::as_str),
                one.right.as_ref().map(Sku::as_str),
                location.map(|place| &place.aisle),
                location.map(|place| &place.shelf),
                location.map(|place| &place.bin),
            ],
        )
    }

    fn add(
        &self,
        (level, dimension, slot, key): (i64, Dimension, i64, &str),
        tally: Tally,
    ) -> Result<(), StoreError> {
        self.run(
            "INSERT INTO tally(level, dimension, slot, key, orders, lines, scans, mis_picks)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
             ON CONFLICT (level, dimension, slot, key) DO UPDATE SET orders = orders + excluded.orders,
                lines = lines + excluded.lines, scans = scans + excluded.scans,
                mis_picks = mis_picks + excluded.mis_picks",
            params![
                level,
                dimension.name(),
                slot,
                key,
                column(tally.orders),
                column(tally.lines),
                column(tally.scans),
                column(tally.mis_picks)
            ],
        )
    }
}

/// What one order adds, by dimension, quarter of an hour and key.
struct Sheet<'a> {
    handed_out: &'a HandedOut,
    slots: BTreeMap<(Dimension, i64, String), Tally>,
}

impl Sheet<'_> {
    fn count_chances(&mut self, closed_at: i64, account: &OrderAccount) {
        let closed_by = account.scans.last().and_then(|scan| scan.packer.as_ref());
        let order = Tally {
            orders: 1,
            ..Tally::default()
        };
        self.count(closed_at, closed_by, order);
        for line in &account.lines {
            let one = Tally {
                lines: 1,
                ..Tally::default()
            };
            let at = millis(line.at);
            self.count(at, line.packer.as_ref(), one);
            self.put(at, Dimension::Product, line.sku.as_str(), one);
            if let Some(location) = &line.location {
                self.put(at, Dimension::Location, &location.to_string(), one);
            }
        }
        for scan in &account.scans {
            let one = Tally {
                scans: 1,
                ..Tally::default()
            };
            self.count(millis(scan.at), scan.packer.as_ref(), one);
        }
    }

    fn count_mis_pick(&mut self, mis_pick: &MisPick) {
        let one = Tally {
            mis_picks: 1,
            ..Tally::default()
        };
        let at = millis(mis_pick.at);
        self.count(at, mis_pick.packer.as_ref(), one);
        if let Some(sku) = &mis_pick.right {
            self.put(at, Dimension::Product, sku.as_str(), one);
        }
        if let Some(location) = &mis_pick.location {
            self.put(at, Dimension::Location, &location.to_string(), one);
        }
    }

    /// In all dimensions that belong to the whole order.
    fn count(&mut self, at: i64, packer: Option<&Badge>, tally: Tally) {
        self.put(at, Dimension::All, "", tally);
        if let Some(packer) = packer {
            self.put(at, Dimension::Packer, packer.as_str(), tally);
        }
        let handed_out = self.handed_out;
        if let Some(picker) = &handed_out.picker {
            self.put(at, Dimension::Picker, picker, tally);
        }
        if let Some(wave) = &handed_out.wave {
            self.put(at, Dimension::Wave, wave, tally);
        }
    }

    fn put(&mut self, at: i64, dimension: Dimension, key: &str, tally: Tally) {
        let quarter = at.div_euclid(QUARTER_MILLIS);
        let slot = self
            .slots
            .entry((dimension, quarter, key.to_owned()))
            .or_default();
        *slot = slot.plus(tally);
    }
}

impl Store {
    /// What went through between two moments, by key of a dimension, in the order of the keys.
    ///
    /// Both moments are taken as the quarter of an hour they lie in.
    pub fn tallies(
        &self,
        dimension: Dimension,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<(String, Tally)>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT key, sum(orders), sum(lines), sum(scans), sum(mis_picks) FROM tally
             WHERE level = ?1 AND dimension = ?2 AND slot >= ?3 AND slot < ?4 GROUP BY key",
        )?;
        let mut sums: BTreeMap<String, Tally> = BTreeMap::new();
        for (level, slots) in whole_slots(quarter(from)..quarter(to)) {
            let mut found =
                query.query(params![level, dimension.name(), slots.start, slots.end])?;
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

    /// What went through in each quarter of an hour in which something did, oldest first.
    pub fn tally_by_quarter(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<(DateTime<Utc>, Tally)>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT slot, orders, lines, scans, mis_picks FROM tally
             WHERE level = 0 AND dimension = ?1 AND slot >= ?2 AND slot < ?3 ORDER BY slot",
        )?;
        let mut found = query.query(params![Dimension::All.name(), quarter(from), quarter(to)])?;
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
                 OR EXISTS (SELECT 1 FROM standing_parcel WHERE order_no = ?1)",
            )?
            .query_row([order.as_str()], |row| row.get(0))?)
    }

    /// The mis-picks between two moments, oldest first.
    pub fn mis_picks(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<MisPickRow>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT fact, at, order_no, kind, packer, picker, wave, wrong, wanted, aisle, shelf, bin FROM mis_pick
             WHERE at >= ?1 AND at < ?2 ORDER BY at, fact",
        )?;
        let mut found = query.query(params![
            quarter(from) * QUARTER_MILLIS,
            quarter(to) * QUARTER_MILLIS
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
