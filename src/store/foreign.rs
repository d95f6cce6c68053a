//! What other benches did, at a lead's station: kept beside the journal, and counted by the same code.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::about_orders::AboutOrders;
use super::counting::{Contribution, Journal, QUARTER_MILLIS};
use super::report::NO_WORK;
use super::rows::{listed, millis, time};
use super::{Store, StoreError, about_orders, desk, figures, pair_actions, records};
use crate::domain::all_benches::{FactCursor, FactName, FactPage, KnownBench, ToldFact};
use crate::domain::closed_parcels::ParcelReader;
use crate::domain::desk::reader::MAY_OPEN;
use crate::domain::ids::{Badge, OrderNo, StationId};
use crate::domain::session::fact::Fact;
use crate::sqlite::{self, column, count};

/// One bench's work on one order.
type Work = (StationId, u64, OrderNo);

/// What the facts of a page change, beside being there.
#[derive(Debug, Default)]
struct Touched {
    /// Orders whose counts may be others now.
    counts: BTreeSet<OrderNo>,
    /// Work whose parcels may be others now.
    parcels: BTreeSet<Work>,
    /// Work whose entries on the exceptions desk may be others now.
    desk: BTreeSet<Work>,
    /// Numbers of the facts, by work.
    numbers: BTreeMap<Work, u64>,
    /// Quarters of an hour in which something happened.
    quarters: BTreeSet<(StationId, i64)>,
    newest: BTreeMap<StationId, i64>,
}

impl Store {
    /// How far the facts of all benches have been read.
    pub fn fact_cursor(&self) -> Result<FactCursor, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT ledger, taken_by, station, epoch, number FROM fact_cursor WHERE id = 1",
            )?
            .query_row([], |row| {
                let station: Option<String> = row.get(2)?;
                let after = match station {
                    Some(station) => Some(FactName {
                        station: StationId(station),
                        epoch: count(row.get(3)?),
                        number: count(row.get(4)?),
                    }),
                    None => None,
                };
                Ok(FactCursor {
                    ledger: row.get(0)?,
                    taken_by: count(row.get(1)?),
                    after,
                })
            })?)
    }

    /// Keeps a page of facts, what they change in the counts, and how far was read: all of it or nothing. Answers
    /// how many of them were new.
    ///
    /// What this bench's own journal has is passed over, and what is known already too.
    pub fn take_facts(&mut self, page: &FactPage) -> Result<u64, StoreError> {
        self.guard()?;
        let taken = sqlite::set_waiting(&self.connection, false)
            .map_err(StoreError::from)
            .and_then(|()| self.write_facts(page));
        let waits = sqlite::set_waiting(&self.connection, true).map_err(StoreError::from);
        // A bench whose commits do not wait any more acknowledges nothing.
        self.broken |= waits.is_err();
        let taken = match (taken, waits) {
            (Ok(taken), Ok(())) => Ok(taken),
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        self.watch(taken)
    }

    /// The same while somebody scans: the page waits for the disk here and now, so that no scan has to carry it there.
    pub fn take_facts_beside_work(&mut self, page: &FactPage) -> Result<u64, StoreError> {
        self.guard()?;
        let taken = self.write_facts(page);
        self.watch(taken)
    }

    fn write_facts(&mut self, page: &FactPage) -> Result<u64, StoreError> {
        let step = self.connection.transaction()?;
        let journal = Journal {
            connection: &step,
            station: &self.station,
            epoch: self.epoch,
            below: u64::MAX,
        };
        let mut new = Vec::new();
        let mut names = BTreeSet::new();
        for fact in &page.facts {
            if names.insert(&fact.name) && is_new(&step, &fact.name)? {
                new.push(fact);
            }
        }
        let mut touched = Touched::default();
        let mut about = Vec::new();
        for fact in &new {
            if let Some(told) = touched.note(fact) {
                about.push((fact, told));
            }
        }
        touched.heed_what_is_counted(&step)?;
        let mut before: Vec<(&OrderNo, Contribution)> = Vec::new();
        for order in &touched.counts {
            before.push((order, journal.contribution(order)?));
        }
        for fact in &new {
            keep(&step, fact)?;
        }
        for (fact, told) in &about {
            let worker = fact.worker.as_ref().map(Badge::as_str);
            keep_told(&step, &fact.name, (millis(fact.at), worker), told)?;
        }
        note_figures(&step, &new)?;
        touched.keep(&step)?;
        for (order, before) in before {
            journal
                .contribution(order)?
                .replace(&before, order, &step)?;
        }
        move_on(&step, page, &self.station)?;
        step.commit()?;
        Ok(u64::try_from(new.len()).unwrap_or(u64::MAX))
    }

    /// The other benches of which anything is known here, and how far, by name.
    pub fn known_benches(&self) -> Result<Vec<KnownBench>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT station, until, unsent FROM foreign_bench WHERE station <> ?1 ORDER BY station",
        )?;
        let found = query.query_map([self.station.as_str()], |row| {
            Ok(KnownBench {
                station: StationId(row.get(0)?),
                until: row.get::<_, Option<i64>>(1)?.map(time),
                unsent: row.get(2)?,
            })
        })?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// When the facts of all benches were read to their end last; `None` where that never happened.
    pub fn facts_read_at(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        let at: Option<i64> = self
            .connection
            .prepare_cached("SELECT read_at FROM fact_cursor WHERE id = 1")?
            .query_row([], |row| row.get(0))?;
        Ok(at.map(time))
    }
}

impl Touched {
    /// Notes what a fact touches; answers it where it says something about orders beside its own.
    fn note(&mut self, told: &ToldFact) -> Option<Fact> {
        let station = &told.name.station;
        let at = millis(told.at);
        if !NO_WORK.contains(&told.kind.as_str()) {
            self.quarters
                .insert((station.clone(), at.div_euclid(QUARTER_MILLIS)));
        }
        let newest = self.newest.entry(station.clone()).or_insert(at);
        *newest = (*newest).max(at);
        if let Some(order) = &told.order {
            let work = (station.clone(), told.name.epoch, order.clone());
            if CHANGES_PARCELS.contains(&told.kind.as_str()) {
                self.parcels.insert(work.clone());
            }
            if desk::may_change(&told.kind) {
                self.desk.insert(work.clone());
            }
            if told.kind == "OrderClosed" {
                self.counts.insert(order.clone());
            }
            let least = self.numbers.entry(work).or_insert(told.name.number);
            *least = (*least).min(told.name.number);
        }
        if !told_kinds().any(|kind| kind == told.kind) {
            return None;
        }
        let fact = serde_json::from_str(&told.body).ok()?;
        if let Some(about) = AboutOrders::told_by(&fact) {
            let counted = about.counted_otherwise();
            self.counts.extend(counted.iter().cloned());
        }
        Some(fact)
    }

    /// A fact that came late belongs to what was counted already.
    fn heed_what_is_counted(&mut self, connection: &Connection) -> Result<(), StoreError> {
        let mut query = connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM foreign_fact INDEXED BY foreign_fact_of_order
                WHERE order_no IS NOT NULL AND order_no = ?1 AND station = ?2 AND epoch = ?3 AND number > ?4 AND kind = 'OrderClosed')",
        )?;
        for ((station, epoch, order), least) in &self.numbers {
            if self.counts.contains(order) {
                continue;
            }
            let is_counted: bool = query.query_row(
                params![
                    order.as_str(),
                    station.as_str(),
                    column(*epoch),
                    column(*least)
                ],
                |row| row.get(0),
            )?;
            if is_counted {
                self.counts.insert(order.clone());
            }
        }
        Ok(())
    }

    fn keep(&self, connection: &Connection) -> Result<(), StoreError> {
        for work in &self.parcels {
            keep_parcels(connection, work)?;
        }
        for (station, epoch, order) in &self.desk {
            desk::make_foreign(connection, (station, *epoch, order))?;
        }
        for (station, quarter) in &self.quarters {
            keep_quarter(connection, station.as_str(), *quarter)?;
        }
        for (station, newest) in &self.newest {
            connection
                .prepare_cached(
                    "INSERT INTO foreign_bench(station, newest) VALUES (?1, ?2)
                     ON CONFLICT (station) DO UPDATE SET newest = max(coalesce(newest, excluded.newest), excluded.newest)",
                )?
                .execute(params![station.as_str(), newest])?;
        }
        Ok(())
    }
}

/// Facts that change what [`ParcelReader`] reads.
const CHANGES_PARCELS: [&str; 8] = [
    "LabelPaid",
    "OrderClosed",
    "OrderOpened",
    "OrderPutAside",
    "OrderReopened",
    "OrderResumed",
    "OrderWithdrawn",
    "ParcelClosed",
];

/// Kinds of the facts that say something beside what happened to their own order.
fn told_kinds() -> impl Iterator<Item = &'static str> {
    let desk = desk::WORDS.into_iter().chain(pair_actions::WORDS);
    let words = desk.chain(records::WORDS);
    about_orders::KINDS.into_iter().chain(words)
}

/// Keeps what such a fact of this name, time in milliseconds and worker says.
fn keep_told(
    connection: &Connection,
    name: &FactName,
    said: (i64, Option<&str>),
    fact: &Fact,
) -> Result<(), StoreError> {
    if let Some(about) = AboutOrders::told_by(fact) {
        about.keep(connection, name, said.0)?;
    }
    desk::note_word(connection, name, said, fact)?;
    pair_actions::note(connection, name, said, fact)?;
    records::note(connection, name, said, fact)
}

/// Whether neither this bench's journal nor what others told has the fact.
fn is_new(connection: &Connection, name: &FactName) -> Result<bool, StoreError> {
    let (station, epoch, number) = (
        name.station.as_str(),
        column(name.epoch),
        column(name.number),
    );
    Ok(connection
        .prepare_cached(
            "SELECT NOT EXISTS (SELECT 1 FROM fact WHERE number = ?3 AND epoch = ?2 AND station = ?1)
             AND NOT EXISTS (SELECT 1 FROM foreign_fact WHERE station = ?1 AND epoch = ?2 AND number = ?3)",
        )?
        .query_row(params![station, epoch, number], |row| row.get(0))?)
}

fn keep(connection: &Connection, fact: &ToldFact) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "INSERT INTO foreign_fact(station, epoch, number, at, worker, fence, kind, order_no, body, hash)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            fact.name.station.as_str(),
            column(fact.name.epoch),
            column(fact.name.number),
            millis(fact.at),
            fact.worker.as_ref().map(Badge::as_str),
            column(fact.fence),
            fact.kind,
            fact.order.as_ref().map(OrderNo::as_str),
            fact.body,
            fact.hash,
        ])?;
    Ok(())
}

/// What new facts change in the figures; they are kept already.
fn note_figures(connection: &Connection, new: &[&ToldFact]) -> Result<(), StoreError> {
    let mut works: BTreeMap<Work, bool> = BTreeMap::new();
    for fact in new {
        let (station, worker) = (&fact.name.station, fact.worker.as_ref());
        let at = millis(fact.at);
        figures::note_work(connection, station, worker.map(Badge::as_str), at)?;
        if figures::says_beside(&fact.kind)
            && let Ok(told) = serde_json::from_str(&fact.body)
        {
            figures::note_beside(connection, &fact.name, at, &told)?;
        }
        if let Some(order) = &fact.order {
            let work = (station.clone(), fact.name.epoch, order.clone());
            let closes = figures::closes(&fact.kind);
            *works.entry(work).or_default() |= closes;
        }
    }
    for ((station, epoch, order), closes) in &works {
        let work = figures::Work {
            order,
            station,
            epoch: *epoch,
        };
        if *closes || figures::is_kept(connection, work)? {
            figures::count_told(connection, work)?;
        }
    }
    Ok(())
}

fn keep_quarter(connection: &Connection, station: &str, quarter: i64) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO foreign_quarter(station, quarter) VALUES (?1, ?2)")?
        .execute(params![station, quarter])?;
    Ok(())
}

/// Makes the parcels of an order at one bench again, from all facts of it that are here.
fn keep_parcels(connection: &Connection, (station, epoch, order): &Work) -> Result<(), StoreError> {
    let key = params![order.as_str(), station.as_str(), column(*epoch)];
    connection
        .prepare_cached(
            "DELETE FROM foreign_parcel WHERE order_no = ?1 AND station = ?2 AND epoch = ?3",
        )?
        .execute(key)?;
    let mut reader = ParcelReader::default();
    let mut query = connection.prepare_cached(
        "SELECT at, kind, body FROM foreign_fact INDEXED BY foreign_fact_of_order
         WHERE order_no IS NOT NULL AND order_no = ?1 AND station = ?2 AND epoch = ?3 ORDER BY number",
    )?;
    let mut found = query.query(key)?;
    while let Some(row) = found.next()? {
        let kind: String = row.get(1)?;
        if !CHANGES_PARCELS.contains(&kind.as_str()) {
            continue;
        }
        if let Ok(fact) = serde_json::from_str(&row.get::<_, String>(2)?) {
            reader.read(time(row.get(0)?), &fact);
        }
    }
    for parcel in reader.parcels() {
        connection
            .prepare_cached(
                "INSERT INTO foreign_parcel(order_no, station, epoch, parcel, packaging, gross, tracking, closed_at,
                    service)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                order.as_str(),
                station.as_str(),
                column(*epoch),
                parcel.parcel,
                parcel.packaging.as_str(),
                parcel.gross.0,
                parcel.tracking.as_str(),
                parcel.closed_at.map(millis),
                parcel.service
            ])?;
    }
    Ok(())
}

/// Makes what was derived from other benches' facts again, but for the counts.
pub(super) fn make_again(connection: &Connection) -> Result<(), StoreError> {
    let mut query = connection.prepare(&format!(
        "SELECT station, epoch, number, at, body, worker FROM foreign_fact WHERE kind IN ({})",
        listed(told_kinds())
    ))?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let name = FactName {
            station: StationId(row.get(0)?),
            epoch: count(row.get(1)?),
            number: count(row.get(2)?),
        };
        let worker: Option<String> = row.get(5)?;
        let said = (row.get(3)?, worker.as_deref());
        if let Ok(fact) = serde_json::from_str(&row.get::<_, String>(4)?) {
            keep_told(connection, &name, said, &fact)?;
        }
    }
    connection.execute(
        "INSERT OR IGNORE INTO foreign_quarter(station, quarter)
         SELECT station, (at - ((at % ?1) + ?1) % ?1) / ?1 FROM foreign_fact
         WHERE kind NOT IN ('PersonalDataErased', 'WorkerErased')",
        [QUARTER_MILLIS],
    )?;
    for work in works_with(connection, &["ParcelClosed"])? {
        keep_parcels(connection, &work)?;
    }
    for (station, epoch, order) in works_with(connection, &MAY_OPEN)? {
        desk::make_foreign(connection, (&station, epoch, &order))?;
    }
    Ok(())
}

/// All work of which there is a fact of one of these kinds.
fn works_with(connection: &Connection, kinds: &[&str]) -> Result<Vec<Work>, StoreError> {
    let mut query = connection.prepare(&format!(
        "SELECT DISTINCT station, epoch, order_no FROM foreign_fact
         WHERE order_no IS NOT NULL AND kind IN ({})",
        listed(kinds.iter().copied())
    ))?;
    let works = query.query_map([], |row| {
        Ok((
            StationId(row.get(0)?),
            count(row.get(1)?),
            OrderNo(row.get(2)?),
        ))
    })?;
    Ok(works.collect::<Result<_, _>>()?)
}

/// Notes how far was read, and how far each bench is known.
fn move_on(connection: &Connection, page: &FactPage, here: &StationId) -> Result<(), StoreError> {
    let FactCursor {
        ledger,
        taken_by,
        after,
    } = &page.cursor;
    let read_at = (!page.more).then(|| millis(page.at));
    connection
        .prepare_cached(
            "UPDATE fact_cursor SET ledger = ?1, taken_by = ?2, station = ?3, epoch = ?4, number = ?5,
                read_at = coalesce(?6, read_at) WHERE id = 1",
        )?
        .execute(params![
            ledger,
            column(*taken_by),
            after.as_ref().map(|after| after.station.as_str()),
            after.as_ref().map(|after| column(after.epoch)),
            after.as_ref().map(|after| column(after.number)),
            read_at
        ])?;
    for bench in page.benches.iter().filter(|bench| bench.station != *here) {
        // A bench that had sent everything is known until it spoke last, once all of that is here.
        let is_whole = !page.more && bench.unsent == 0;
        let spoke = bench.last_seen.filter(|_| is_whole).map(millis);
        connection
            .prepare_cached("INSERT OR IGNORE INTO foreign_bench(station) VALUES (?1)")?
            .execute([bench.station.as_str()])?;
        connection
            .prepare_cached(
                "UPDATE foreign_bench SET unsent = ?2,
                    until = nullif(max(coalesce(until, ?4), coalesce(newest, ?4), coalesce(?3, ?4)), ?4)
                 WHERE station = ?1",
            )?
            .execute(params![
                bench.station.as_str(),
                bench.unsent > 0,
                spoke,
                i64::MIN
            ])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;
    use crate::domain::session::fact::OpenedBy;
    use crate::domain::tariff::Way;

    /// A bench packs orders from this number on: opened and closed.
    fn page(from: u64, orders: u64) -> FactPage {
        let facts = (from..from + orders).flat_map(|at| {
            let order = OrderNo(format!("O-{at:05}"));
            let opened = Fact::OrderOpened {
                order: order.clone(),
                revision: 0,
                lines: vec![],
                way: Way::default(),
                planned_parcels: 1,
                documents: vec![],
                opened: OpenedBy::Number,
                promise: None,
                verification: None,
            };
            let closed = Fact::OrderClosed { order, parcels: 1 };
            (0..)
                .zip([opened, closed])
                .map(move |(second, fact)| ToldFact {
                    name: FactName {
                        station: "bench-2".into(),
                        epoch: 1,
                        number: at * 2 + second,
                    },
                    at: DateTime::UNIX_EPOCH,
                    worker: None,
                    fence: 0,
                    kind: fact.kind().to_owned(),
                    order: fact.order().cloned(),
                    body: serde_json::to_string(&fact).unwrap(),
                    hash: vec![],
                })
        });
        FactPage {
            facts: facts.collect(),
            ..FactPage::default()
        }
    }

    /// Steps of the database's machine that taking this in costs.
    fn steps(store: &mut Store, page: &FactPage) -> u64 {
        let steps = Arc::new(AtomicU64::new(0));
        let counted = Arc::clone(&steps);
        let count = move || {
            counted.fetch_add(1, Ordering::Relaxed);
            false
        };
        store.connection.progress_handler(100, Some(count)).unwrap();
        store.take_facts(page).unwrap();
        store
            .connection
            .progress_handler(0, None::<fn() -> bool>)
            .unwrap();
        steps.load(Ordering::Relaxed) * 100
    }

    #[test]
    fn an_order_costs_the_same_however_much_its_bench_has_packed_before() {
        let mut store = Store::open_in_memory().unwrap();
        let early = steps(&mut store, &page(0, 20));
        store.take_facts(&page(20, 2_000)).unwrap();
        let late = steps(&mut store, &page(2_020, 20));
        assert!(late < early * 2, "{early} steps, then {late}");
    }
}
