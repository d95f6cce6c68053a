//! The first statistics for leads, computed from the journal and from what other benches told.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Timelike as _, Utc};
use chrono_tz::Tz;
use rusqlite::params;
use serde::Deserialize;

use super::counting::QUARTER_MILLIS;
use super::mis_picks::bench_of;
use super::rows::{DAY_MILLIS, millis, time};
use super::{Store, StoreError};
use crate::domain::all_benches::BenchChoice;
use crate::domain::ids::{OrderNo, PackagingCode, Sku, StationId};
use crate::domain::session::fact::Fact;

/// The figures of some time, of one bench or of several.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// First local day, `YYYY-MM-DD`.
    pub from: String,
    /// Last local day, `YYYY-MM-DD`.
    pub to: String,
    /// Orders closed in that time; one that was re-opened and closed again counts once.
    pub orders: u64,
    /// Parcels closed in that time; each once.
    pub parcels: u64,
    /// Pick lines with at least one unit packed in that time and not taken out again.
    pub lines: u64,
    /// Units packed in that time, less those taken out again.
    pub units: u64,
    /// Inputs that were turned down.
    pub refusals: u64,
    /// Of the orders closed: those at which no mis-pick was ever refused, in thousandths. `None` without orders.
    pub first_pass_yield_permille: Option<u32>,
    /// Tenths of orders closed per working hour. A working hour is a clock hour of one bench with at least one fact.
    pub orders_per_hour_tenths: Option<u32>,
    /// Tenths of lines packed per working hour.
    pub lines_per_hour_tenths: Option<u32>,
    /// Refusals by kind, most frequent first.
    pub by_kind: Vec<(String, u64)>,
    /// Refusals by badge of the packer, most frequent first; refusals while nobody was signed in are left out.
    pub by_packer: Vec<(String, u64)>,
    /// Refusals by product, most frequent first; refusals that concern no product are left out.
    pub by_product: Vec<(String, u64)>,
    /// Packagings that were taken instead of the proposed one, with the reason, most frequent first:
    /// `KAR-S > KAR-M: too tight`. They tell where sizes in the catalogue, or the boxes at hand, are not right.
    pub other_packagings: Vec<(String, u64)>,
    /// For each local hour of the day, 0 to 23: hour, refusals, orders closed, lines packed.
    ///
    /// An order counts in the hour of its last closing, a line in the hour of its first unit.
    pub by_hour: Vec<(u32, u64, u64, u64)>,
}

impl Store {
    /// The figures of the time from `from` (included) to `to` (not included), told in the local time of `zone`.
    ///
    /// Of each bench its own hours are working hours: what is told for an hour is told for an hour of one bench.
    pub fn report(
        &self,
        benches: &BenchChoice,
        (from, to): (DateTime<Utc>, DateTime<Utc>),
        zone: Tz,
    ) -> Result<Report, StoreError> {
        let mut tally = Tally::new(zone);
        if benches.has(&self.station) {
            for (first, end) in self.runs(from, to)? {
                self.tally_run(&mut tally, (first, end), (millis(from), millis(to)))?;
            }
        }
        self.tally_others(&mut tally, benches, (millis(from), millis(to)))?;
        let mis_picked = self.mis_picked(&tally, benches)?;
        let day = |at: DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%d").to_string();
        Ok(Report {
            from: day(from),
            to: day((to - TimeDelta::milliseconds(1)).max(from)),
            ..tally.report(mis_picked)
        })
    }

    /// Runs of facts, first and behind the last, that may hold facts of that time.
    pub(super) fn runs(
        &self,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<(i64, i64)>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT first_fact, day, lead(first_fact, 1, 9223372036854775807) OVER (ORDER BY first_fact) FROM day_run",
        )?;
        let mut found = query.query([])?;
        let days = millis(from).div_euclid(DAY_MILLIS)..=millis(to).div_euclid(DAY_MILLIS);
        let mut runs = Vec::new();
        while let Some(row) = found.next()? {
            if days.contains(&row.get(1)?) {
                runs.push((row.get(0)?, row.get(2)?));
            }
        }
        Ok(runs)
    }

    fn tally_run(
        &self,
        tally: &mut Tally,
        run: (i64, i64),
        within: (i64, i64),
    ) -> Result<(), StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT at, worker, kind, number, body FROM fact
             WHERE number >= ?1 AND number < ?2 AND at >= ?3 AND at < ?4 ORDER BY number",
        )?;
        let mut found = query.query(params![run.0, run.1, within.0, within.1])?;
        while let Some(row) = found.next()? {
            let at = row.get(0)?;
            let kind: String = row.get(2)?;
            if NO_WORK.contains(&kind.as_str()) {
                continue;
            }
            let hour = tally.hour(&self.station, time(at));
            if !COUNTED.contains(&kind.as_str()) {
                continue;
            }
            let number: i64 = row.get(3)?;
            let body: String = row.get(4)?;
            let told = tally.read((&kind, &body), row.get(1)?, (at, hour));
            told.map_err(|source| StoreError::Unreadable {
                table: "fact",
                key: number.to_string(),
                source,
            })?;
        }
        Ok(())
    }

    /// The same of what other benches told.
    fn tally_others(
        &self,
        tally: &mut Tally,
        benches: &BenchChoice,
        (from, to): (i64, i64),
    ) -> Result<(), StoreError> {
        let one = bench_of(benches);
        let mut query = self.connection.prepare_cached(
            "SELECT station, quarter FROM foreign_quarter
             WHERE quarter >= ?1 AND quarter < ?2 AND ?3 IN ('', station)",
        )?;
        let quarters = [from, to].map(|at| at.div_euclid(QUARTER_MILLIS));
        let mut found = query.query(params![quarters[0], quarters[1], one])?;
        while let Some(row) = found.next()? {
            let quarter: i64 = row.get(1)?;
            tally.hour(&StationId(row.get(0)?), time(quarter * QUARTER_MILLIS));
        }
        // The words of the index `foreign_fact_counted`.
        let mut query = self.connection.prepare_cached(
            "SELECT at, worker, kind, body FROM foreign_fact
             WHERE kind IN ('OrderClosed', 'PackagingTaken', 'ParcelClosed', 'Refused', 'UnitsPacked', 'UnitsTakenOut')
                AND at >= ?1 AND at < ?2 AND ?3 IN ('', station) ORDER BY at, station, epoch, number",
        )?;
        let mut found = query.query(params![from, to, one])?;
        while let Some(row) = found.next()? {
            let at = row.get(0)?;
            // What a newer program told is counted by that one.
            let (kind, body): (String, String) = (row.get(2)?, row.get(3)?);
            let moment = (at, tally.hour_of_day(time(at)));
            drop(tally.read((&kind, &body), row.get(1)?, moment));
        }
        Ok(())
    }

    /// How many of the closed orders ever had a mis-pick refused, in this time or before.
    fn mis_picked(&self, tally: &Tally, benches: &BenchChoice) -> Result<u64, StoreError> {
        let mut orders = BTreeSet::new();
        for refused in [
            "SELECT order_no, body FROM fact INDEXED BY fact_refused
             WHERE kind = 'Refused' AND order_no IS NOT NULL AND ?1 IN ('', station)",
            "SELECT order_no, body FROM foreign_fact INDEXED BY foreign_fact_refused
             WHERE kind = 'Refused' AND order_no IS NOT NULL AND ?1 IN ('', station)",
        ] {
            let mut query = self.connection.prepare_cached(refused)?;
            let mut found = query.query([bench_of(benches)])?;
            while let Some(row) = found.next()? {
                let order = OrderNo(row.get(0)?);
                if !tally.closed.contains_key(&order) || orders.contains(&order) {
                    continue;
                }
                let fact = serde_json::from_str(&row.get::<_, String>(1)?);
                if matches!(fact, Ok(Fact::Refused { refusal, .. }) if refusal.is_mis_pick()) {
                    orders.insert(order);
                }
            }
        }
        Ok(length(orders.len()))
    }
}

/// Kinds of facts that make no hour a working hour: what is counted is the same before people are forgotten and after.
pub(super) const NO_WORK: [&str; 2] = ["PersonalDataErased", "WorkerErased"];

/// Kinds of facts that are read for a report; of the others only the hour counts.
const COUNTED: [&str; 6] = [
    "OrderClosed",
    "PackagingTaken",
    "ParcelClosed",
    "Refused",
    "UnitsPacked",
    "UnitsTakenOut",
];

/// A time in milliseconds since 1970, and the hour of the day that it was then here.
type Moment = (i64, u32);

/// A pick line, by order and place in the list.
type LineKey = (OrderNo, usize);

/// What is read of units that were packed or taken out.
#[derive(Deserialize)]
struct MovedUnits {
    order: OrderNo,
    takes: Vec<LineUnits>,
}

/// Units of one line, by its place in the list.
#[derive(Deserialize)]
struct LineUnits {
    at: usize,
    units: u32,
}

/// What is read of an order that was closed.
#[derive(Deserialize)]
struct Closed {
    order: OrderNo,
}

/// What is read of a parcel that was closed.
#[derive(Deserialize)]
struct ClosedParcel {
    order: OrderNo,
    parcel: u32,
}

/// What is read of a packaging that was taken.
#[derive(Deserialize)]
struct TakenPackaging {
    packaging: PackagingCode,
    suggested: Option<PackagingCode>,
    reason: Option<String>,
}

/// What is counted while facts go by.
struct Tally {
    zone: Tz,
    /// Clock hours of each bench with at least one fact, in hours since 1970 of the local clock.
    working_hours: BTreeSet<(StationId, i64)>,
    /// Closed orders with their last closing.
    closed: BTreeMap<OrderNo, Moment>,
    parcels: BTreeSet<(OrderNo, u32)>,
    /// Units packed less taken out, and the first.
    lines: BTreeMap<LineKey, (i64, Moment)>,
    refusals: u64,
    by_kind: BTreeMap<String, u64>,
    by_packer: BTreeMap<String, u64>,
    by_product: BTreeMap<Sku, u64>,
    other_packagings: BTreeMap<String, u64>,
    refusals_by_hour: BTreeMap<u32, u64>,
}

impl Tally {
    fn new(zone: Tz) -> Self {
        Self {
            zone,
            working_hours: BTreeSet::new(),
            closed: BTreeMap::new(),
            parcels: BTreeSet::new(),
            lines: BTreeMap::new(),
            refusals: 0,
            by_kind: BTreeMap::new(),
            by_packer: BTreeMap::new(),
            by_product: BTreeMap::new(),
            other_packagings: BTreeMap::new(),
            refusals_by_hour: BTreeMap::new(),
        }
    }

    /// Notes that something happened there and then, and answers the local hour of the day.
    fn hour(&mut self, station: &StationId, at: DateTime<Utc>) -> u32 {
        let local = at.with_timezone(&self.zone).naive_local();
        let hour = local.and_utc().timestamp().div_euclid(3_600);
        self.working_hours.insert((station.clone(), hour));
        local.hour()
    }

    fn hour_of_day(&self, at: DateTime<Utc>) -> u32 {
        at.with_timezone(&self.zone).hour()
    }

    /// Takes in a fact by its kind: of the many only what is counted is read.
    fn read(
        &mut self,
        (kind, body): (&str, &str),
        worker: Option<String>,
        moment: Moment,
    ) -> serde_json::Result<()> {
        match kind {
            "UnitsPacked" => self.move_units(&serde_json::from_str(body)?, 1, moment),
            "UnitsTakenOut" => self.move_units(&serde_json::from_str(body)?, -1, moment),
            "OrderClosed" => {
                let Closed { order } = serde_json::from_str(body)?;
                let last = self.closed.entry(order).or_insert(moment);
                *last = moment.max(*last);
            }
            "ParcelClosed" => {
                let ClosedParcel { order, parcel } = serde_json::from_str(body)?;
                self.parcels.insert((order, parcel));
            }
            "PackagingTaken" => self.count_packaging(serde_json::from_str(body)?),
            _ => self.count_refusal(serde_json::from_str(body)?, worker, moment),
        }
        Ok(())
    }

    fn count_packaging(&mut self, taken: TakenPackaging) {
        let TakenPackaging {
            packaging,
            suggested,
            reason,
        } = taken;
        let suggested = suggested.filter(|suggested| *suggested != packaging);
        if let (Some(suggested), Some(reason)) = (suggested, reason) {
            let change = format!("{suggested} > {packaging}: {reason}");
            *self.other_packagings.entry(change).or_default() += 1;
        }
    }

    fn count_refusal(&mut self, fact: Fact, worker: Option<String>, moment: Moment) {
        let Fact::Refused { sku, refusal, .. } = fact else {
            return;
        };
        self.refusals += 1;
        *self.by_kind.entry(refusal.name().to_owned()).or_default() += 1;
        *self.refusals_by_hour.entry(moment.1).or_default() += 1;
        if let Some(worker) = worker {
            *self.by_packer.entry(worker).or_default() += 1;
        }
        if let Some(sku) = sku {
            *self.by_product.entry(sku).or_default() += 1;
        }
    }

    fn move_units(&mut self, moved: &MovedUnits, sign: i64, moment: Moment) {
        for take in &moved.takes {
            let line = self
                .lines
                .entry((moved.order.clone(), take.at))
                .or_insert((0, moment));
            line.1 = moment.min(line.1);
            line.0 += sign * i64::from(take.units);
        }
    }

    fn report(self, mis_picked: u64) -> Report {
        let orders = length(self.closed.len());
        let packed: Vec<(u64, u32)> = self
            .lines
            .values()
            .filter_map(|(units, (_, hour))| {
                Some((
                    u64::try_from(*units).ok().filter(|units| *units > 0)?,
                    *hour,
                ))
            })
            .collect();
        let lines = length(packed.len());
        let hours = length(self.working_hours.len());
        let by_hour = (0..24)
            .map(|hour| {
                (
                    hour,
                    self.refusals_by_hour.get(&hour).copied().unwrap_or(0),
                    length(self.closed.values().filter(|(_, at)| *at == hour).count()),
                    length(packed.iter().filter(|(_, at)| *at == hour).count()),
                )
            })
            .collect();
        Report {
            from: String::new(),
            to: String::new(),
            orders,
            parcels: length(self.parcels.len()),
            lines,
            units: packed.iter().map(|(units, _)| units).sum(),
            refusals: self.refusals,
            first_pass_yield_permille: share(orders.saturating_sub(mis_picked), orders, 1_000),
            orders_per_hour_tenths: share(orders, hours, 10),
            lines_per_hour_tenths: share(lines, hours, 10),
            by_kind: most_first(self.by_kind),
            by_packer: most_first(self.by_packer),
            by_product: most_first(
                self.by_product
                    .into_iter()
                    .map(|(sku, count)| (sku.0, count))
                    .collect(),
            ),
            other_packagings: most_first(self.other_packagings),
            by_hour,
        }
    }
}

fn length(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// `part` of `whole` in units of one `scale`th, rounded half up; `None` of nothing.
fn share(part: u64, whole: u64, scale: u64) -> Option<u32> {
    let rounded = (part * scale * 2 + whole).checked_div(whole * 2)?;
    Some(u32::try_from(rounded).unwrap_or(u32::MAX))
}

fn most_first(counts: BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    // Stable, so that equal counts stay in the order of their names.
    counts.sort_by_key(|(_, count)| Reverse(*count));
    counts
}
