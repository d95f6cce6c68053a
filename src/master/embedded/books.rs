//! The part of the books that one call is about: loaded, handed to the rules, and written back.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::de::DeserializeOwned;

use super::records::Feed;
use super::{MasterError, column, count, effects, erase};
use crate::domain::feed::Row;
use crate::domain::ids::{OrderNo, PackagingCode, Sku, StationId, TrackingNo};
use crate::domain::journal::Entry;
use crate::master::ledger::{BenchBook, FactKey, KnownFact, Ledger, OrderBook, ParcelBook};

/// Place of an order that is in no queue: behind all others.
pub(super) const LAST: (i64, u8, i64) = (i64::MAX, u8::MAX, i64::MAX);

/// What was loaded, and what became of it.
pub(super) struct Books<'a> {
    connection: &'a Connection,
    before: Ledger,
    pub(super) ledger: Ledger,
}

impl<'a> Books<'a> {
    /// Books for what the shop says, which does not ask for any bench.
    pub(super) fn of_the_shop(connection: &'a Connection) -> Self {
        Self {
            connection,
            before: Ledger::default(),
            ledger: Ledger::default(),
        }
    }

    /// Books for what a bench says. During a recovery all benches are loaded.
    pub(super) fn of_benches(connection: &'a Connection) -> Result<Self, MasterError> {
        let mut books = Self::of_the_shop(connection);
        let since: Option<i64> = connection
            .prepare_cached("SELECT recovering_since FROM ledger WHERE id = 1")?
            .query_row([], |row| row.get(0))?;
        books.before.recovering_since = since.map(time);
        books.ledger.recovering_since = books.before.recovering_since;
        if since.is_some() {
            books.load_all_benches()?;
        }
        Ok(books)
    }

    pub(super) fn load_all_benches(&mut self) -> Result<(), MasterError> {
        for station in stations(self.connection)? {
            self.load_bench(&station)?;
        }
        Ok(())
    }

    pub(super) fn load_bench(&mut self, station: &StationId) -> Result<(), MasterError> {
        if self.ledger.benches.contains_key(station) {
            return Ok(());
        }
        if let Some(bench) = bench(self.connection, station)? {
            self.before.benches.insert(station.clone(), bench.clone());
            self.ledger.benches.insert(station.clone(), bench);
        }
        Ok(())
    }

    /// An order, with the bench that holds it.
    pub(super) fn load_order(&mut self, order: &OrderNo) -> Result<(), MasterError> {
        if self.ledger.orders.contains_key(order) {
            return Ok(());
        }
        let Some(book) = order_book(self.connection, order)? else {
            return Ok(());
        };
        if let Some(holder) = &book.holder {
            self.load_bench(holder)?;
        }
        self.before.orders.insert(order.clone(), book.clone());
        self.ledger.orders.insert(order.clone(), book);
        Ok(())
    }

    /// Parcels by the number on their label, with their orders.
    pub(super) fn load_parcels(&mut self, numbers: &[TrackingNo]) -> Result<(), MasterError> {
        for number in numbers {
            let found = self
                .connection
                .prepare_cached("SELECT order_no, parcel FROM parcel_ledger WHERE tracking = ?1")?
                .query_row([number.as_str()], |row| {
                    Ok((OrderNo(row.get(0)?), row.get(1)?))
                })
                .optional()?;
            if let Some((order, parcel)) = found {
                self.load_order(&order)?;
                self.ledger.parcels.insert(number.clone(), (order, parcel));
            }
        }
        Ok(())
    }

    /// All orders that a bench holds and has not packed.
    pub(super) fn load_held(&mut self, station: &StationId) -> Result<(), MasterError> {
        for (order, _) in held(self.connection, station)? {
            self.load_order(&order)?;
        }
        Ok(())
    }

    /// Which of these facts arrived earlier.
    pub(super) fn load_known(&mut self, entries: &[Entry]) -> Result<(), MasterError> {
        let mut query = self.connection.prepare_cached(
            "SELECT hash, rejected FROM inbox WHERE station = ?1 AND epoch = ?2 AND number = ?3",
        )?;
        for entry in entries {
            let key = FactKey::of(entry);
            let found = query
                .query_row(
                    params![key.station.as_str(), column(key.epoch), column(key.number)],
                    |row| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?)),
                )
                .optional()?;
            if let Some((hash, rejected)) = found {
                let rejected = rejected
                    .map(|text| from_text("inbox", &entry.number.to_string(), &text))
                    .transpose()?;
                self.ledger.known.insert(key, KnownFact { hash, rejected });
            }
        }
        Ok(())
    }

    /// Writes what differs from what was loaded, and what the call added.
    pub(super) fn save(self, feed: &mut Feed<'_>, now: DateTime<Utc>) -> Result<(), MasterError> {
        self.save_ranked(feed, now, None)
    }

    /// The same; a rank moves the orders within the queue.
    pub(super) fn save_ranked(
        mut self,
        feed: &mut Feed<'_>,
        now: DateTime<Utc>,
        rank: Option<(i64, u8, i64)>,
    ) -> Result<(), MasterError> {
        if self.ledger.recovering_since != self.before.recovering_since {
            self.connection.execute(
                "UPDATE ledger SET recovering_since = ?1 WHERE id = 1",
                [self.ledger.recovering_since.map(|at| at.timestamp_millis())],
            )?;
        }
        for (station, bench) in &self.ledger.benches {
            let before = self.before.benches.get(station);
            if before != Some(bench) {
                save_bench(self.connection, station, before, bench)?;
            }
        }
        for (order, book) in &self.ledger.orders {
            let before = self.before.orders.get(order);
            if before != Some(book) || rank.is_some() {
                save_order(self.connection, order, book, rank)?;
            }
            if before != Some(book) {
                let before = before.cloned().unwrap_or_default();
                save_parcels(self.connection, order, &before, book)?;
                save_reservations(self.connection, order, &before, book)?;
                tell(feed, order, &before, book)?;
                if book.is_erased() && !before.is_erased() {
                    erase::customer(feed, order)?;
                }
            }
        }
        effects::keep(feed, std::mem::take(&mut self.ledger.effects), now)
    }
}

/// Tells all benches once more where an order stands, if anything has become of it.
pub(super) fn tell_again(feed: &mut Feed<'_>, order: &OrderNo) -> Result<(), MasterError> {
    match order_book(feed.connection, order)? {
        Some(book) => tell(feed, order, &OrderBook::default(), &book),
        None => Ok(()),
    }
}

/// Lets all benches know where an order stands now.
fn tell(
    feed: &mut Feed<'_>,
    order: &OrderNo,
    before: &OrderBook,
    now: &OrderBook,
) -> Result<(), MasterError> {
    let now = now.standing(order);
    if now == before.standing(order) {
        return Ok(());
    }
    feed.put(&Row::Standing(now))
}

/// All benches by name.
pub(super) fn stations(connection: &Connection) -> Result<Vec<StationId>, MasterError> {
    let mut query = connection.prepare_cached("SELECT station FROM bench ORDER BY station")?;
    let stations = query.query_map([], |row| Ok(StationId(row.get(0)?)))?;
    Ok(stations.collect::<Result<_, _>>()?)
}

/// What is known of a bench; `None` when it never spoke.
pub(super) fn bench(
    connection: &Connection,
    station: &StationId,
) -> Result<Option<BenchBook>, MasterError> {
    let found: Option<(BenchBook, String)> = connection
        .prepare_cached(
            "SELECT run, past_runs, last_seen, drained_at, unsent, quarantined, waited_for, program
             FROM bench WHERE station = ?1",
        )?
        .query_row([station.as_str()], |row| {
            let bench = BenchBook {
                run: row.get(0)?,
                last_seen: row.get::<_, Option<i64>>(2)?.map(time),
                drained_at: row.get::<_, Option<i64>>(3)?.map(time),
                unsent: count(row.get(4)?),
                quarantined: row.get(5)?,
                waited_for: row.get(6)?,
                program: row.get(7)?,
                ..BenchBook::default()
            };
            Ok((bench, row.get(1)?))
        })
        .optional()?;
    let Some((mut bench, past_runs)) = found else {
        return Ok(None);
    };
    bench.past_runs = from_text("bench", station.as_str(), &past_runs)?;
    let mut query =
        connection.prepare_cached("SELECT epoch, has_up_to FROM bench_life WHERE station = ?1")?;
    bench.has_up_to = query
        .query_map([station.as_str()], |row| {
            Ok((count(row.get(0)?), count(row.get(1)?)))
        })?
        .collect::<Result<_, _>>()?;
    Ok(Some(bench))
}

/// An order that a bench holds, with the end of its lease.
type Held = (OrderNo, Option<DateTime<Utc>>);

/// Orders that a bench holds and has not packed.
pub(super) fn held(connection: &Connection, station: &StationId) -> Result<Vec<Held>, MasterError> {
    let mut query = connection.prepare_cached(
        "SELECT order_no, lease_end FROM order_ledger
         WHERE holder = ?1 AND holder IS NOT NULL AND state <> 'closed' ORDER BY order_no",
    )?;
    let held = query.query_map([station.as_str()], |row| {
        Ok((
            OrderNo(row.get(0)?),
            row.get::<_, Option<i64>>(1)?.map(time),
        ))
    })?;
    Ok(held.collect::<Result<_, _>>()?)
}

fn order_book(connection: &Connection, order: &OrderNo) -> Result<Option<OrderBook>, MasterError> {
    let found: Option<(OrderBook, String, String)> = connection
        .prepare_cached(
            "SELECT holder, fence, lease_end, state, ready, cancelled, revision, mark, packed_revision,
                packed_mark, taken_over, needs, both_wanted, to_erase
             FROM order_ledger WHERE order_no = ?1",
        )?
        .query_row([order.as_str()], |row| {
            let book = OrderBook {
                holder: row.get::<_, Option<String>>(0)?.map(StationId),
                fence: count(row.get(1)?),
                lease_end: row.get::<_, Option<i64>>(2)?.map(time),
                ready: row.get(4)?,
                cancelled: row.get(5)?,
                revision: count(row.get(6)?),
                mark: row.get::<_, i64>(7)?.cast_unsigned(),
                packed_revision: count(row.get(8)?),
                packed_mark: row.get::<_, Option<i64>>(9)?.map(i64::cast_unsigned),
                taken_over: row.get(10)?,
                both_wanted: row.get(12)?,
                to_erase: row.get(13)?,
                ..OrderBook::default()
            };
            Ok((book, row.get(3)?, row.get(11)?))
        })
        .optional()?;
    let Some((mut book, state, needs)) = found else {
        return Ok(None);
    };
    book.state = from_text("order_ledger", order.as_str(), &format!("\"{state}\""))?;
    book.needs = from_text("order_ledger", order.as_str(), &needs)?;
    let mut query = connection.prepare_cached(
        "SELECT parcel, packaging, contents, label FROM parcel_ledger WHERE order_no = ?1",
    )?;
    let mut found = query.query([order.as_str()])?;
    while let Some(row) = found.next()? {
        let contents: String = row.get(2)?;
        let parcel = ParcelBook {
            packaging: row.get::<_, Option<String>>(1)?.map(PackagingCode),
            contents: from_text("parcel_ledger", order.as_str(), &contents)?,
            label: row
                .get::<_, Option<String>>(3)?
                .map(|text| from_text("parcel_ledger", order.as_str(), &text))
                .transpose()?,
        };
        book.parcels.insert(row.get(0)?, parcel);
    }
    Ok(Some(book))
}

fn save_bench(
    connection: &Connection,
    station: &StationId,
    before: Option<&BenchBook>,
    bench: &BenchBook,
) -> Result<(), MasterError> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO bench(
                station, run, past_runs, last_seen, drained_at, unsent, quarantined, waited_for, program)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            station.as_str(),
            bench.run,
            to_text(&bench.past_runs),
            bench.last_seen.map(|at| at.timestamp_millis()),
            bench.drained_at.map(|at| at.timestamp_millis()),
            column(bench.unsent),
            bench.quarantined,
            bench.waited_for,
            bench.program,
        ])?;
    for (epoch, has_up_to) in &bench.has_up_to {
        if before.and_then(|before| before.has_up_to.get(epoch)) != Some(has_up_to) {
            connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO bench_life(station, epoch, has_up_to) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![station.as_str(), column(*epoch), column(*has_up_to)])?;
        }
    }
    Ok(())
}

fn save_order(
    connection: &Connection,
    order: &OrderNo,
    book: &OrderBook,
    rank: Option<(i64, u8, i64)>,
) -> Result<(), MasterError> {
    let (cutoff, calm, paid_at) = rank.unwrap_or(LAST);
    let state = to_text(&book.state);
    connection
        .prepare_cached(
            "INSERT INTO order_ledger(
                order_no, holder, fence, lease_end, state, ready, cancelled, revision, mark,
                packed_revision, packed_mark, taken_over, needs, cutoff, calm, paid_at, both_wanted, to_erase)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?18, ?19)
             ON CONFLICT (order_no) DO UPDATE SET holder = ?2, fence = ?3, lease_end = ?4, state = ?5,
                ready = ?6, cancelled = ?7, revision = ?8, mark = ?9, packed_revision = ?10,
                packed_mark = ?11, taken_over = ?12, needs = ?13, both_wanted = ?18, to_erase = ?19,
                cutoff = iif(?17, ?14, cutoff), calm = iif(?17, ?15, calm), paid_at = iif(?17, ?16, paid_at)",
        )?
        .execute(params![
            order.as_str(),
            book.holder.as_ref().map(StationId::as_str),
            column(book.fence),
            book.lease_end.map(|at| at.timestamp_millis()),
            state.trim_matches('"'),
            book.ready,
            book.cancelled,
            column(book.revision),
            book.mark.cast_signed(),
            column(book.packed_revision),
            book.packed_mark.map(u64::cast_signed),
            book.taken_over,
            to_text(&book.needs),
            cutoff,
            calm,
            paid_at,
            rank.is_some(),
            book.both_wanted,
            book.to_erase,
        ])?;
    Ok(())
}

fn save_parcels(
    connection: &Connection,
    order: &OrderNo,
    before: &OrderBook,
    now: &OrderBook,
) -> Result<(), MasterError> {
    for (number, parcel) in &now.parcels {
        if before.parcels.get(number) == Some(parcel) {
            continue;
        }
        connection
            .prepare_cached(
                "INSERT OR REPLACE INTO parcel_ledger(order_no, parcel, packaging, contents, label, tracking)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                order.as_str(),
                number,
                parcel.packaging.as_ref().map(PackagingCode::as_str),
                to_text(&parcel.contents),
                parcel.label.as_ref().map(to_text),
                parcel.label.as_ref().map(|label| label.tracking.as_str()),
            ])?;
    }
    Ok(())
}

fn save_reservations(
    connection: &Connection,
    order: &OrderNo,
    before: &OrderBook,
    now: &OrderBook,
) -> Result<(), MasterError> {
    let (before, now) = (before.reserved(), now.reserved());
    let skus: BTreeSet<&Sku> = before.keys().chain(now.keys()).collect();
    for sku in skus {
        match now.get(sku) {
            units if units == before.get(sku) => {}
            Some(units) => {
                connection
                    .prepare_cached(
                        "INSERT OR REPLACE INTO reservation(sku, order_no, units) VALUES (?1, ?2, ?3)",
                    )?
                    .execute(params![sku.as_str(), order.as_str(), units])?;
            }
            None => {
                connection
                    .prepare_cached("DELETE FROM reservation WHERE sku = ?1 AND order_no = ?2")?
                    .execute([sku.as_str(), order.as_str()])?;
            }
        }
    }
    Ok(())
}

/// Units of a product that are set aside for orders.
pub(super) fn reserved(connection: &Connection, sku: &Sku) -> Result<u64, MasterError> {
    let units: i64 = connection
        .prepare_cached("SELECT coalesce(sum(units), 0) FROM reservation WHERE sku = ?1")?
        .query_row([sku.as_str()], |row| row.get(0))?;
    Ok(count(units))
}

/// A time from a column. What no calendar holds is its beginning.
fn time(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

pub(super) fn to_text(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("the words of the domain have a JSON text")
}

fn from_text<T: DeserializeOwned>(table: &str, key: &str, text: &str) -> Result<T, MasterError> {
    serde_json::from_str(text).map_err(|source| MasterError::Unreadable {
        topic: table.to_owned(),
        key: key.to_owned(),
        source,
    })
}
