//! What one order adds to the counts of mis-picks, from the facts of all benches that are here.
//!
//! It depends on which facts are here, and never on the order in which they came: what a late fact changes
//! is the difference between the order without it and the order with it.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};

use super::StoreError;
use super::rows::{from_json, millis, time};
use crate::domain::all_benches::FactName;
use crate::domain::ids::{Badge, OrderNo, Sku, StationId};
use crate::domain::location::Location;
use crate::domain::mis_pick::account::{OrderAccount, OrderReader};
use crate::domain::mis_pick::{Dimension, MisPick, MisPickKind, Tally};
use crate::domain::session::Stamp;
use crate::domain::session::fact::Fact;
use crate::sqlite::{column, count};

/// The shortest slot. Midnight of every time zone in use is at the edge of one.
pub(super) const QUARTER_MILLIS: i64 = 15 * 60 * 1_000;

/// The levels, and how many quarters of an hour a slot of each has.
pub(super) const LEVELS: [(i64, i64); 3] = [(0, 1), (1, 96), (2, 96 * 32)];

/// The bench that stands for all of them together.
pub(super) const ALL_BENCHES: &str = "";

/// Whose journal this is, and up to where it counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Journal<'a> {
    pub(super) connection: &'a Connection,
    pub(super) station: &'a StationId,
    pub(super) epoch: u64,
    /// Facts of this bench from this number on do not count yet.
    pub(super) below: u64,
}

impl Journal<'_> {
    /// What the order adds; nothing as long as no bench has closed it and nobody complained.
    pub(super) fn contribution(self, order: &OrderNo) -> Result<Contribution, StoreError> {
        let is_counted: bool = self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM fact WHERE order_no IS NOT NULL AND order_no = ?1
                    AND kind = 'OrderClosed' AND number < ?2)
                 OR EXISTS (SELECT 1 FROM foreign_fact WHERE order_no IS NOT NULL AND order_no = ?1
                    AND kind = 'OrderClosed')
                 OR EXISTS (SELECT 1 FROM complaint WHERE order_no = ?1)",
            )?
            .query_row(params![order.as_str(), column(self.below)], |row| {
                row.get(0)
            })?;
        if is_counted {
            Contribution::of(self, order)
        } else {
            Ok(Contribution::default())
        }
    }

    /// Counts every order that was closed or complained of, into empty counts.
    pub(super) fn count_all(self) -> Result<(), StoreError> {
        let orders: Vec<String> = self
            .connection
            .prepare(
                "SELECT order_no FROM fact WHERE kind = 'OrderClosed' AND order_no IS NOT NULL
                 UNION SELECT order_no FROM foreign_fact WHERE kind = 'OrderClosed' AND order_no IS NOT NULL
                 UNION SELECT order_no FROM complaint",
            )?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let none = Contribution::default();
        for order in orders {
            let order = OrderNo(order);
            let now = self.contribution(&order)?;
            now.replace(&none, &order, self.connection)?;
        }
        Ok(())
    }
}

/// A slot of a count.
type Slot = (String, Dimension, i64, String);

/// What one order adds.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Contribution {
    slots: BTreeMap<Slot, Tally>,
    mis_picks: BTreeMap<FactName, Found>,
}

/// A mis-pick and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    bench: StationId,
    mis_pick: MisPick,
    handed_out: HandedOut,
}

/// What one bench did with the order, by number.
struct Stream {
    station: StationId,
    epoch: u64,
    facts: Vec<(u64, Stamp, Fact)>,
}

/// What of an order's pick list matters here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct HandedOut {
    picker: Option<String>,
    wave: Option<String>,
}

/// A moment at a bench: its fact, and the time of it in milliseconds.
type Moment = (FactName, i64);

/// A complaint about the order.
struct Complaint {
    moment: Moment,
    sku: Option<Sku>,
    came: Option<Sku>,
}

/// Everything that is known of one order.
struct Known {
    streams: Vec<Stream>,
    lists: Vec<(Moment, HandedOut)>,
    complaints: Vec<Complaint>,
}

/// By time, then by name: an order that all who know the same facts agree on.
fn by_time(one: &Moment, other: &Moment) -> Ordering {
    (one.1, &one.0).cmp(&(other.1, &other.0))
}

/// Whether this was said before that. Within one journal its numbers say so, and never the clock.
fn is_before(this: &Moment, that: &Moment) -> bool {
    let same = (&this.0.station, this.0.epoch) == (&that.0.station, that.0.epoch);
    if same {
        this.0.number < that.0.number
    } else {
        by_time(this, that) == Ordering::Less
    }
}

impl Stream {
    fn moment(&self, number: u64, stamp: &Stamp) -> Moment {
        let name = FactName {
            station: self.station.clone(),
            epoch: self.epoch,
            number,
        };
        (name, millis(stamp.at))
    }

    /// The fact by which the order was closed last before this moment.
    fn closed_before(&self, moment: &Moment) -> Option<Moment> {
        let closed = self.facts.iter().rev();
        let mut closed = closed
            .filter(|(_, _, fact)| matches!(fact, Fact::OrderClosed { .. }))
            .map(|(number, stamp, _)| self.moment(*number, stamp));
        closed.find(|closed| is_before(closed, moment))
    }

    /// What its facts say up to this one.
    fn account(&self, last: u64) -> OrderAccount {
        let mut reader = OrderReader::default();
        for (number, stamp, fact) in &self.facts {
            if *number <= last {
                reader.read(*number, fact, stamp);
            }
        }
        reader.account()
    }
}

impl Contribution {
    /// What the order adds now.
    fn of(journal: Journal<'_>, order: &OrderNo) -> Result<Self, StoreError> {
        let known = Known::of(journal, order)?;
        let mut sum = Self::default();
        for stream in &known.streams {
            sum.count_closings(&known, stream);
        }
        sum.count_complaints(&known);
        Ok(sum)
    }

    /// All of the order at its first closing at a bench, later only what was found since.
    fn count_closings(&mut self, known: &Known, stream: &Stream) {
        let mut counted = None;
        for (number, stamp, fact) in &stream.facts {
            if !matches!(fact, Fact::OrderClosed { .. }) {
                continue;
            }
            let account = stream.account(*number);
            let moment = stream.moment(*number, stamp);
            let handed_out = known.handed_out(&moment);
            let mut sheet = Sheet {
                bench: stream.station.as_str(),
                handed_out: &handed_out,
                slots: &mut self.slots,
            };
            if counted.is_none() {
                sheet.count_chances(moment.1, &account);
            }
            for one in account.mis_picks {
                if counted.is_some_and(|counted| one.fact <= counted) {
                    continue;
                }
                sheet.count_mis_pick(&one);
                let name = FactName {
                    number: one.fact,
                    ..moment.0.clone()
                };
                let found = Found {
                    bench: stream.station.clone(),
                    mis_pick: one,
                    handed_out: handed_out.clone(),
                };
                self.mis_picks.insert(name, found);
            }
            counted = Some(*number);
        }
    }

    /// The same complaint counts once. It belongs to the bench that closed the order last before.
    fn count_complaints(&mut self, known: &Known) {
        let mut told = BTreeSet::new();
        for Complaint { moment, sku, came } in &known.complaints {
            if !told.insert((sku, came)) {
                continue;
            }
            let packed_by = known.packed_by(moment);
            let account = packed_by
                .as_ref()
                .map(|(stream, closed)| stream.account(*closed));
            let lines = account.map(|account| account.lines).unwrap_or_default();
            let mut lines = lines.iter();
            let line = lines.find(|line| sku.as_ref().is_none_or(|sku| line.sku == *sku));
            let place = line.filter(|_| sku.is_some());
            let found = Found {
                bench: packed_by
                    .map_or(&moment.0.station, |(stream, _)| &stream.station)
                    .clone(),
                mis_pick: MisPick {
                    fact: moment.0.number,
                    at: line.map_or_else(|| time(moment.1), |line| line.at),
                    kind: MisPickKind::FoundByCustomer,
                    packer: line.and_then(|line| line.packer.clone()),
                    wrong: came.clone(),
                    right: sku.clone(),
                    location: place.and_then(|line| line.location.clone()),
                },
                handed_out: known.handed_out(moment),
            };
            self.mis_picks.insert(moment.0.clone(), found);
        }
    }

    /// Brings the counts from what the order added before to what it adds now.
    pub(super) fn replace(
        &self,
        before: &Self,
        order: &OrderNo,
        connection: &Connection,
    ) -> Result<(), StoreError> {
        for (slot, tally) in &before.slots {
            if self.slots.get(slot) != Some(tally) {
                add(connection, slot, *tally, -1)?;
            }
        }
        for (slot, tally) in &self.slots {
            if before.slots.get(slot) != Some(tally) {
                add(connection, slot, *tally, 1)?;
            }
        }
        for (name, found) in &before.mis_picks {
            if self.mis_picks.get(name) != Some(found) {
                connection
                    .prepare_cached(
                        "DELETE FROM mis_pick WHERE station = ?1 AND epoch = ?2 AND fact = ?3",
                    )?
                    .execute(params![
                        name.station.as_str(),
                        column(name.epoch),
                        column(name.number)
                    ])?;
            }
        }
        for (name, found) in &self.mis_picks {
            if before.mis_picks.get(name) != Some(found) {
                keep(connection, name, found, order)?;
            }
        }
        Ok(())
    }
}

impl Known {
    fn of(journal: Journal<'_>, order: &OrderNo) -> Result<Self, StoreError> {
        let mut streams = vec![own(journal, order)?];
        streams.extend(foreign(journal.connection, order)?);
        let mut complaints = complaints(journal.connection, order)?;
        complaints.sort_by(|one, other| by_time(&one.moment, &other.moment));
        Ok(Self {
            streams,
            lists: lists(journal.connection, order)?,
            complaints,
        })
    }

    /// Of the pick lists handed out before this moment the last one.
    fn handed_out(&self, moment: &Moment) -> HandedOut {
        let before = self.lists.iter().filter(|(at, _)| is_before(at, moment));
        let last = before.max_by(|(one, _), (other, _)| by_time(one, other));
        last.map(|(_, list)| list.clone()).unwrap_or_default()
    }

    /// The bench that closed the order last before this moment, and by which fact.
    fn packed_by(&self, moment: &Moment) -> Option<(&Stream, u64)> {
        let closed = self.streams.iter().filter_map(|stream| {
            let closed = stream.closed_before(moment)?;
            Some((stream, closed))
        });
        let last = closed.max_by(|(_, one), (_, other)| by_time(one, other));
        last.map(|(stream, closed)| (stream, closed.0.number))
    }
}

fn own(journal: Journal<'_>, order: &OrderNo) -> Result<Stream, StoreError> {
    let mut query = journal.connection.prepare_cached(
        "SELECT number, at, worker, body FROM fact
         WHERE order_no IS NOT NULL AND order_no = ?1 AND number < ?2 ORDER BY number",
    )?;
    let mut found = query.query(params![order.as_str(), column(journal.below)])?;
    let mut facts = Vec::new();
    while let Some(row) = found.next()? {
        let number = count(row.get(0)?);
        let fact = from_json(&row.get::<_, String>(3)?, "fact", &number.to_string())?;
        let stamp = Stamp {
            at: time(row.get(1)?),
            worker: row.get::<_, Option<String>>(2)?.map(Badge),
        };
        facts.push((number, stamp, fact));
    }
    Ok(Stream {
        station: journal.station.clone(),
        epoch: journal.epoch,
        facts,
    })
}

/// What other benches did with the order. What a newer program tells and this one does not know is left out.
fn foreign(connection: &Connection, order: &OrderNo) -> Result<Vec<Stream>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT station, epoch, number, at, worker, body FROM foreign_fact
         WHERE order_no IS NOT NULL AND order_no = ?1 ORDER BY station, epoch, number",
    )?;
    let mut found = query.query([order.as_str()])?;
    let mut streams: Vec<Stream> = Vec::new();
    while let Some(row) = found.next()? {
        let station = StationId(row.get(0)?);
        let epoch = count(row.get(1)?);
        let Ok(fact) = serde_json::from_str::<Fact>(&row.get::<_, String>(5)?) else {
            continue;
        };
        let stamp = Stamp {
            at: time(row.get(3)?),
            worker: row.get::<_, Option<String>>(4)?.map(Badge),
        };
        let is_next = |last: &&mut Stream| last.station == station && last.epoch == epoch;
        let fact = (count(row.get(2)?), stamp, fact);
        match streams.last_mut().filter(is_next) {
            Some(stream) => stream.facts.push(fact),
            None => streams.push(Stream {
                station,
                epoch,
                facts: vec![fact],
            }),
        }
    }
    Ok(streams)
}

fn lists(connection: &Connection, order: &OrderNo) -> Result<Vec<(Moment, HandedOut)>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT station, epoch, fact, at, picker, wave FROM handed_out WHERE order_no = ?1",
    )?;
    let found = query.query_map([order.as_str()], |row| {
        let list = HandedOut {
            picker: row.get(4)?,
            wave: row.get(5)?,
        };
        Ok((moment(row)?, list))
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn complaints(connection: &Connection, order: &OrderNo) -> Result<Vec<Complaint>, StoreError> {
    let mut query = connection.prepare_cached(
        "SELECT station, epoch, fact, at, wanted, came FROM complaint WHERE order_no = ?1",
    )?;
    let found = query.query_map([order.as_str()], |row| {
        Ok(Complaint {
            moment: moment(row)?,
            sku: row.get::<_, Option<String>>(4)?.map(Sku),
            came: row.get::<_, Option<String>>(5)?.map(Sku),
        })
    })?;
    Ok(found.collect::<Result<_, _>>()?)
}

fn moment(row: &rusqlite::Row<'_>) -> rusqlite::Result<Moment> {
    let name = FactName {
        station: StationId(row.get(0)?),
        epoch: count(row.get(1)?),
        number: count(row.get(2)?),
    };
    Ok((name, row.get(3)?))
}

/// Adds a count to its slots of all lengths, or takes it away; what is empty then is gone.
fn add(
    connection: &Connection,
    (bench, dimension, quarter, key): &Slot,
    tally: Tally,
    sign: i64,
) -> Result<(), StoreError> {
    for bench in [ALL_BENCHES, bench.as_str()] {
        for (level, length) in LEVELS {
            let slot = quarter.div_euclid(length);
            connection
                .prepare_cached(
                    "INSERT INTO tally(bench, level, dimension, slot, key, orders, lines, scans, mis_picks)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
                     ON CONFLICT (bench, level, dimension, slot, key) DO UPDATE SET
                        orders = orders + excluded.orders, lines = lines + excluded.lines,
                        scans = scans + excluded.scans, mis_picks = mis_picks + excluded.mis_picks",
                )?
                .execute(params![
                    bench,
                    level,
                    dimension.name(),
                    slot,
                    key,
                    sign * column(tally.orders),
                    sign * column(tally.lines),
                    sign * column(tally.scans),
                    sign * column(tally.mis_picks)
                ])?;
            if sign < 0 {
                connection
                    .prepare_cached(
                        "DELETE FROM tally
                         WHERE bench = ?1 AND level = ?2 AND dimension = ?3 AND slot = ?4 AND key = ?5
                            AND orders = 0 AND lines = 0 AND scans = 0 AND mis_picks = 0",
                    )?
                    .execute(params![bench, level, dimension.name(), slot, key])?;
            }
        }
    }
    Ok(())
}

fn keep(
    connection: &Connection,
    name: &FactName,
    found: &Found,
    order: &OrderNo,
) -> Result<(), StoreError> {
    let Found {
        bench,
        mis_pick: one,
        handed_out,
    } = found;
    let location: Option<&Location> = one.location.as_ref();
    connection
        .prepare_cached(
            "INSERT INTO mis_pick(station, epoch, fact, bench, at, order_no, kind, packer, picker, wave, wrong, wanted,
                aisle, shelf, bin)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(params![
            name.station.as_str(),
            column(name.epoch),
            column(name.number),
            bench.as_str(),
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
        ])?;
    Ok(())
}

/// What one closing adds, by bench, dimension, quarter of an hour and key.
struct Sheet<'a> {
    bench: &'a str,
    handed_out: &'a HandedOut,
    slots: &'a mut BTreeMap<Slot, Tally>,
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
            if let Some(sku) = &scan.sku {
                self.put(millis(scan.at), Dimension::Product, sku.as_str(), one);
            }
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
        let slot = (self.bench.to_owned(), dimension, quarter, key.to_owned());
        let sum = self.slots.entry(slot).or_default();
        *sum = sum.plus(tally);
    }
}
