//! The part of the books that one call is about: read, and kept from others until the call ends.
//!
//! Everybody locks in one order: benches, then orders by number, then the rows that benches cache by
//! key, and the ledger's own line last. So no two calls wait for each other crosswise.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use tokio_postgres::Row as Columns;

use super::records;
use super::schema;
use super::session::{Session, Values};
use super::trouble::Fault;
use crate::domain::feed::{LinkTrouble, Place};
use crate::domain::ids::{OrderNo, Sku, StationId};
use crate::domain::journal::Entry;
use crate::domain::settings::Settings;
use crate::master::ledger::{
    BenchBook, BookState, FactKey, KnownFact, Ledger, OrderBook, ParcelBook, Terms, benches_of,
};
use crate::master::{MasterError, Seat};
use crate::sqlite::{column, count};

/// The ledger's own line.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// The ledger's name.
    pub(super) name: String,
    /// When the master was set back, until every bench has told.
    pub(super) recovering_since: Option<DateTime<Utc>>,
    /// What time it is, by the server's clock.
    pub(super) now: DateTime<Utc>,
    /// Where the feed begins: what was taken away before is not told any more.
    pub(super) floor: Place,
}

/// The columns of the ledger's own line, in the order in which [`Head::of`] reads them.
macro_rules! head_columns {
    () => {
        "ledger.name, ledger.recovering_since, date_trunc('milliseconds', clock_timestamp()),
         (SELECT max(version) FROM schema_migration), ledger.floor_transaction::TEXT, ledger.floor_seq"
    };
}

/// Asks for the ledger's own line.
pub(super) const HEAD: &str = concat!("SELECT ", head_columns!(), " FROM ledger");

impl Head {
    /// Reads it, and sees that the tables are those of this program.
    pub(super) fn read(session: &mut Session) -> Result<Self, Fault> {
        Self::of(session.maybe(HEAD, &[])?.as_ref())
    }

    fn of(found: Option<&Columns>) -> Result<Self, Fault> {
        let Some(columns) = found else {
            return Err(MasterError::Link {
                trouble: LinkTrouble::NotSetUp,
                said: None,
            }
            .into());
        };
        schema::judge(columns.get::<_, Option<i64>>(3).unwrap_or(0))?;
        Ok(Self {
            name: columns.get(0),
            recovering_since: columns.get(1),
            now: columns.get(2),
            floor: super::pull::place(columns, 4),
        })
    }
}

/// A part of the books: as it was read, and as the call leaves it.
#[derive(Debug, Clone)]
pub(super) struct Books {
    pub(super) head: Head,
    locked: BTreeSet<StationId>,
    pub(super) before: Ledger,
    pub(super) ledger: Ledger,
}

/// The columns of a bench, in the order in which [`bench_of`] reads them.
macro_rules! bench_columns {
    () => {
        "station, run, last_seen, drained_at, unsent, quarantined, program, past_runs, waited_for"
    };
}

/// The columns of an order, in the order in which [`order_of`] reads them.
macro_rules! order_columns {
    () => {
        "order_no, holder, fence, lease_end, state, ready, cancelled, revision, packed_revision, taken_over, needs, mark, packed_mark, both_wanted, to_erase"
    };
}

/// Orders that can be claimed, the most urgent first.
macro_rules! best_orders {
    () => {
        " FROM order_book
         WHERE ready AND NOT cancelled AND holder IS NULL AND state = 'waiting'
         ORDER BY cutoff, calm, paid_at, order_no"
    };
}
pub(super) use best_orders;

/// Benches, kept from others until the transaction ends.
pub(super) const LOCK_BENCHES: &str = concat!(
    "SELECT ",
    bench_columns!(),
    " FROM bench WHERE station = ANY($1) ORDER BY station FOR UPDATE"
);

/// Their lives. Asked after the benches, so that it sees what the one before us has written.
pub(super) const LIVES: &str =
    "SELECT station, epoch, has_up_to FROM bench_life WHERE station = ANY($1)";

/// The bench that speaks, kept from others until the transaction ends, with the ledger's own line and
/// how long claims last. Of its lives only the one that speaks is read, and only whether it is known.
pub(super) const WHO: &str = concat!(
    "SELECT ",
    head_columns!(),
    ", ARRAY(SELECT body FROM record WHERE topic = 'setting'
            AND key = ANY('{claim_grace_seconds,claim_lease_seconds}')),
        (SELECT has_up_to FROM bench_life WHERE bench_life.station = $1 AND bench_life.epoch = $2), ",
    bench_columns!(),
    " FROM ledger, bench WHERE bench.station = $1 FOR UPDATE OF bench"
);

/// The first column of the bench in [`WHO`].
const BENCH_IN_WHO: usize = 8;

/// Orders, kept from others until the transaction ends.
pub(super) const LOCK_ORDERS: &str = concat!(
    "SELECT ",
    order_columns!(),
    " FROM order_book WHERE order_no = ANY($1) ORDER BY order_no FOR UPDATE"
);

/// The numbers of the orders that a bench holds and has not packed, and of those that it lists.
macro_rules! held {
    () => {
        "ANY(ARRAY(SELECT order_no FROM order_book
            WHERE holder = $1 AND holder IS NOT NULL AND state <> 'closed') || $2::TEXT[])"
    };
}

/// Those orders as they are at this moment.
pub(super) const HELD: &str = concat!(
    "SELECT ",
    order_columns!(),
    " FROM order_book WHERE order_no = ",
    held!()
);

/// The same, kept from others until the transaction ends.
const LOCK_HELD: &str = concat!(
    "SELECT ",
    order_columns!(),
    " FROM order_book WHERE order_no = ",
    held!(),
    " ORDER BY order_no FOR UPDATE"
);

/// What is in their parcels.
pub(super) const HELD_PARCELS: &str = concat!(
    "SELECT order_no, parcel, packaging, contents, label FROM parcel_book WHERE order_no = ",
    held!()
);

/// The most urgent orders that nobody holds, kept from others until the transaction ends, without
/// waiting for those that somebody else is just getting. In their rank.
///
/// Nobody holds them, so there is nothing in their parcels, see [`Ledger::claim`]. The inner limit
/// tells the planner of any number of orders that they are few; no more are locked than the outer takes.
pub(super) const LOCK_BEST: &str = concat!(
    "SELECT * FROM (SELECT ",
    order_columns!(),
    best_orders!(),
    " LIMIT 1000 FOR UPDATE SKIP LOCKED) AS best LIMIT $1"
);

/// Whether any order is free, once those are let go that others keep: an import that moves the
/// cut-off keeps all of them for a while.
pub(super) const WAIT_FOR_BEST: &str =
    concat!("SELECT order_no", best_orders!(), " LIMIT 1 FOR UPDATE");

/// What is in the parcels of orders. Asked after the orders are locked.
pub(super) const PARCELS: &str =
    "SELECT order_no, parcel, packaging, contents, label FROM parcel_book WHERE order_no = ANY($1)";

/// Facts that arrived earlier: those of each life between two numbers.
pub(super) const KNOWN: &str = "SELECT inbox.station, inbox.epoch, inbox.number, inbox.hash, inbox.rejected
     FROM unnest($1::TEXT[], $2::BIGINT[], $3::BIGINT[], $4::BIGINT[]) AS sent(station, epoch, first, last)
     JOIN inbox ON inbox.station = sent.station COLLATE \"C\" AND inbox.epoch = sent.epoch
        AND inbox.number BETWEEN sent.first AND sent.last";

impl Books {
    /// The books with nothing of them read.
    pub(super) fn begin(session: &mut Session) -> Result<Self, Fault> {
        Ok(Self::empty(Head::read(session)?))
    }

    fn empty(head: Head) -> Self {
        let ledger = Ledger {
            recovering_since: head.recovering_since,
            ..Ledger::default()
        };
        Self {
            head,
            locked: BTreeSet::new(),
            before: ledger.clone(),
            ledger,
        }
    }

    /// The books with the bench that speaks, read and locked, and how long claims last. What else is
    /// asked travels with it: one way to the server and back.
    pub(super) fn of_bench(
        session: &mut Session,
        seat: &Seat,
        asked: &[(&'static str, Values<'_>)],
    ) -> Result<(Self, Terms, Vec<Vec<Columns>>), Fault> {
        let (station, epoch) = (seat.station.as_str(), column(seat.epoch));
        let who: Values<'_> = &[&station, &epoch];
        let mut together = vec![(WHO, who)];
        together.extend_from_slice(asked);
        let mut found = session.queries(&together)?;
        let others = found.split_off(1);
        let Some(columns) = found.pop().and_then(|mut rows| rows.pop()) else {
            // A bench that never greeted, if the tables are there.
            let books = Self::begin(session)?;
            return Ok((books, Terms::from(&Settings::default()), others));
        };
        let mut books = Self::empty(Head::of(Some(&columns))?);
        let mut settings = Settings::default();
        for body in columns.get::<_, Vec<&str>>(6) {
            records::heed_setting(&mut settings, records::read("setting", "", body)?);
        }
        let (station, mut bench) = bench_of(&columns, BENCH_IN_WHO);
        if let Some(has_up_to) = columns.get::<_, Option<i64>>(7) {
            bench.has_up_to.insert(seat.epoch, count(has_up_to));
        }
        books.locked.insert(station.clone());
        books.before.benches.insert(station.clone(), bench.clone());
        books.ledger.benches.insert(station, bench);
        Ok((books, Terms::from(&settings), others))
    }

    /// The books with everything that these facts are about, all of it locked: one way to the server
    /// and back.
    pub(super) fn for_facts(
        session: &mut Session,
        speaking: &StationId,
        entries: &[Entry],
        orders: &[OrderNo],
    ) -> Result<Self, Fault> {
        let mut stations = benches_of(entries);
        stations.push(speaking.clone());
        stations.sort();
        stations.dedup();
        let names: Vec<&str> = stations.iter().map(StationId::as_str).collect();
        let numbers: Vec<&str> = orders.iter().map(OrderNo::as_str).collect();
        let sent = Sent::of(entries);
        let mut found = session
            .queries(&[
                (HEAD, &[]),
                (LOCK_BENCHES, &[&names]),
                (LIVES, &[&names]),
                (
                    KNOWN,
                    &[&sent.stations, &sent.epochs, &sent.first, &sent.last],
                ),
                (LOCK_ORDERS, &[&numbers]),
                (PARCELS, &[&numbers]),
            ])?
            .into_iter();
        let mut next = || found.next().unwrap_or_default();
        let mut books = Self::empty(Head::of(next().first())?);
        let benches = next();
        books.add_benches(&benches, &next());
        books.locked.extend(stations);
        books.add_known(&next())?;
        books.add_orders(&next())?;
        books.add_parcels(&next())?;
        Ok(books)
    }

    /// Reads and locks benches.
    pub(super) fn lock_benches(
        &mut self,
        session: &mut Session,
        stations: &[StationId],
    ) -> Result<(), Fault> {
        let names: Vec<&str> = stations.iter().map(StationId::as_str).collect();
        self.locked.extend(stations.iter().cloned());
        let found = session.queries(&[(LOCK_BENCHES, &[&names]), (LIVES, &[&names])])?;
        if let [benches, lives] = found.as_slice() {
            self.add_benches(benches, lives);
        }
        Ok(())
    }

    /// Locks the benches that have changed and were only looked at, and sees that they are still as
    /// they were then.
    pub(super) fn lock_changed_benches(&self, session: &mut Session) -> Result<(), Fault> {
        let changed: Vec<&str> = self
            .ledger
            .benches
            .iter()
            .filter(|(station, bench)| {
                !self.locked.contains(*station)
                    && self
                        .before
                        .benches
                        .get(*station)
                        .is_some_and(|old| old != *bench)
            })
            .map(|(station, _)| station.as_str())
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        let found = session.query(LOCK_BENCHES, &[&changed])?;
        for columns in &found {
            let (station, mut bench) = bench_of(columns, 0);
            let seen = self
                .before
                .benches
                .get(&station)
                .cloned()
                .unwrap_or_default();
            bench.has_up_to.clone_from(&seen.has_up_to);
            if bench != seen {
                return Err(Fault::Overtaken);
            }
        }
        Ok(())
    }

    /// Reads all benches that are not read yet, as they are at this moment.
    pub(super) fn read_all_benches(&mut self, session: &mut Session) -> Result<(), Fault> {
        let found = session.queries(&[
            (concat!("SELECT ", bench_columns!(), " FROM bench"), &[]),
            ("SELECT station, epoch, has_up_to FROM bench_life", &[]),
        ])?;
        if let [benches, lives] = found.as_slice() {
            self.add_benches(benches, lives);
        }
        Ok(())
    }

    /// Reads the benches that hold the orders read so far, as they are at this moment.
    pub(super) fn read_holders(&mut self, session: &mut Session) -> Result<(), Fault> {
        let holders: BTreeSet<&str> = self
            .ledger
            .orders
            .values()
            .filter_map(|book| book.holder.as_ref())
            .filter(|holder| !self.ledger.benches.contains_key(*holder))
            .map(StationId::as_str)
            .collect();
        if holders.is_empty() {
            return Ok(());
        }
        let holders: Vec<&str> = holders.into_iter().collect();
        let found = session.query(
            concat!(
                "SELECT ",
                bench_columns!(),
                " FROM bench WHERE station = ANY($1)"
            ),
            &[&holders],
        )?;
        self.add_benches(&found, &[]);
        Ok(())
    }

    fn add_benches(&mut self, found: &[Columns], lives: &[Columns]) {
        let mut benches: BTreeMap<StationId, BenchBook> =
            found.iter().map(|columns| bench_of(columns, 0)).collect();
        for columns in lives {
            if let Some(bench) = benches.get_mut(&StationId(columns.get(0))) {
                bench
                    .has_up_to
                    .insert(count(columns.get(1)), count(columns.get(2)));
            }
        }
        for (station, bench) in benches {
            if !self.before.benches.contains_key(&station) {
                self.before.benches.insert(station.clone(), bench.clone());
                self.ledger.benches.insert(station, bench);
            }
        }
    }

    /// Reads and locks orders with their parcels.
    pub(super) fn lock_orders(
        &mut self,
        session: &mut Session,
        orders: &[OrderNo],
    ) -> Result<(), Fault> {
        if orders.is_empty() {
            return Ok(());
        }
        let wanted: Vec<&str> = orders.iter().map(OrderNo::as_str).collect();
        let found = session.queries(&[(LOCK_ORDERS, &[&wanted]), (PARCELS, &[&wanted])])?;
        self.add_orders_with_parcels(&found)
    }

    /// Takes in what [`LOCK_ORDERS`] or its like found, and what [`PARCELS`] or its like did.
    pub(super) fn add_orders_with_parcels(&mut self, found: &[Vec<Columns>]) -> Result<(), Fault> {
        if let [orders, parcels] = found {
            self.add_orders(orders)?;
            self.add_parcels(parcels)?;
        }
        Ok(())
    }

    /// Reads and locks the orders that a bench holds and has not packed, and those that it lists.
    pub(super) fn lock_held(
        &mut self,
        session: &mut Session,
        station: &StationId,
        listed: &[&str],
    ) -> Result<(), Fault> {
        let held: Values<'_> = &[&station.as_str(), &listed];
        let found = session.queries(&[(LOCK_HELD, held), (HELD_PARCELS, held)])?;
        self.add_orders_with_parcels(&found)
    }

    /// Takes in orders that were found.
    pub(super) fn add_orders(&mut self, found: &[Columns]) -> Result<(), Fault> {
        for columns in found {
            let (order, book) = order_of(columns)?;
            self.before.orders.insert(order.clone(), book.clone());
            self.ledger.orders.insert(order, book);
        }
        Ok(())
    }

    fn add_parcels(&mut self, found: &[Columns]) -> Result<(), Fault> {
        for columns in found {
            let order = OrderNo(columns.get(0));
            let parcel = u32::try_from(columns.get::<_, i64>(1)).unwrap_or(u32::MAX);
            let book = ParcelBook {
                packaging: columns
                    .get::<_, Option<String>>(2)
                    .map(crate::domain::ids::PackagingCode),
                contents: parse("parcel_book", order.as_str(), columns.get(3))?,
                label: columns
                    .get::<_, Option<&str>>(4)
                    .map(|text| parse("parcel_book", order.as_str(), text))
                    .transpose()?,
            };
            for ledger in [&mut self.before, &mut self.ledger] {
                if let Some(known) = ledger.orders.get_mut(&order) {
                    known.parcels.insert(parcel, book.clone());
                }
            }
        }
        Ok(())
    }

    fn add_known(&mut self, found: &[Columns]) -> Result<(), Fault> {
        for columns in found {
            let key = FactKey {
                station: StationId(columns.get(0)),
                epoch: count(columns.get(1)),
                number: count(columns.get(2)),
            };
            let rejected: Option<&str> = columns.get(4);
            let known = KnownFact {
                hash: columns.get::<_, &[u8]>(3).try_into().unwrap_or_default(),
                rejected: rejected
                    .map(|text| parse("inbox", key.station.as_str(), text))
                    .transpose()?,
            };
            self.ledger.known.insert(key, known);
        }
        Ok(())
    }
}

/// Reads a JSON text of a table.
fn parse<T: serde::de::DeserializeOwned>(
    table: &str,
    key: &str,
    text: &str,
) -> Result<T, MasterError> {
    serde_json::from_str(text).map_err(|source| MasterError::Unreadable {
        topic: table.to_owned(),
        key: key.to_owned(),
        source,
    })
}

/// The facts that are sent, as [`KNOWN`] asks for them: of each life the first and the last.
#[derive(Default)]
struct Sent<'a> {
    stations: Vec<&'a str>,
    epochs: Vec<i64>,
    first: Vec<i64>,
    last: Vec<i64>,
}

impl<'a> Sent<'a> {
    fn of(entries: &'a [Entry]) -> Self {
        let mut lives: BTreeMap<(&str, u64), (u64, u64)> = BTreeMap::new();
        for entry in entries {
            let number = entry.number;
            let (first, last) = lives
                .entry((entry.station.as_str(), entry.epoch))
                .or_insert((number, number));
            (*first, *last) = ((*first).min(number), (*last).max(number));
        }
        let mut sent = Self::default();
        for ((station, epoch), (first, last)) in lives {
            sent.stations.push(station);
            sent.epochs.push(column(epoch));
            sent.first.push(column(first));
            sent.last.push(column(last));
        }
        sent
    }
}

/// A bench whose columns begin at `first`.
fn bench_of(columns: &Columns, first: usize) -> (StationId, BenchBook) {
    let book = BenchBook {
        run: columns.get(first + 1),
        has_up_to: BTreeMap::new(),
        last_seen: columns.get(first + 2),
        drained_at: columns.get(first + 3),
        unsent: count(columns.get(first + 4)),
        quarantined: columns.get(first + 5),
        program: columns.get(first + 6),
        past_runs: columns
            .get::<_, &str>(first + 7)
            .lines()
            .map(str::to_owned)
            .collect(),
        waited_for: columns.get(first + 8),
    };
    (StationId(columns.get(first)), book)
}

fn order_of(columns: &Columns) -> Result<(OrderNo, OrderBook), MasterError> {
    let order = OrderNo(columns.get(0));
    let needs: BTreeMap<Sku, u32> = parse("order_book", order.as_str(), columns.get(10))?;
    let book = OrderBook {
        holder: columns.get::<_, Option<String>>(1).map(StationId),
        fence: count(columns.get(2)),
        lease_end: columns.get(3),
        state: state_of(columns.get(4)),
        ready: columns.get(5),
        cancelled: columns.get(6),
        revision: count(columns.get(7)),
        packed_revision: count(columns.get(8)),
        taken_over: columns.get(9),
        mark: columns.get::<_, i64>(11).cast_unsigned(),
        packed_mark: columns.get::<_, Option<i64>>(12).map(i64::cast_unsigned),
        both_wanted: columns.get(13),
        to_erase: columns.get(14),
        needs,
        parcels: BTreeMap::new(),
    };
    Ok((order, book))
}

/// A state as the table writes it.
pub(super) fn word_of(state: BookState) -> &'static str {
    match state {
        BookState::Waiting => "waiting",
        BookState::Open => "open",
        BookState::PutAside => "put_aside",
        BookState::Closed => "closed",
        BookState::Withdrawn => "withdrawn",
    }
}

fn state_of(word: &str) -> BookState {
    match word {
        "open" => BookState::Open,
        "put_aside" => BookState::PutAside,
        "closed" => BookState::Closed,
        "withdrawn" => BookState::Withdrawn,
        _ => BookState::Waiting,
    }
}
