//! The part of the books that one call is about: read, and kept from others until the call ends.
//!
//! Everybody locks in one order: benches, then orders by number, then the rows that benches cache by
//! key, and the ledger's own line last. So no two calls wait for each other crosswise.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use tokio_postgres::Row as Columns;

use super::schema;
use super::session::Session;
use super::trouble::Fault;
use crate::domain::feed::{LinkTrouble, Place};
use crate::domain::ids::{OrderNo, Sku, StationId};
use crate::domain::journal::Entry;
use crate::master::MasterError;
use crate::master::ledger::{
    BenchBook, BookState, FactKey, KnownFact, Ledger, OrderBook, ParcelBook,
};
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

impl Head {
    /// Reads it, and sees that the tables are those of this program.
    pub(super) fn read(session: &mut Session) -> Result<Self, Fault> {
        let found = session.maybe(
            "SELECT name, recovering_since, date_trunc('milliseconds', clock_timestamp()),
                (SELECT max(version) FROM schema_migration), floor_transaction::TEXT, floor_seq
             FROM ledger",
            &[],
        )?;
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
            floor: super::pull::place(&columns, 4),
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
        "order_no, holder, fence, lease_end, state, ready, cancelled, revision, packed_revision, taken_over, needs, mark, packed_mark"
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

impl Books {
    /// The books with nothing of them read.
    pub(super) fn begin(session: &mut Session) -> Result<Self, Fault> {
        let head = Head::read(session)?;
        let ledger = Ledger {
            recovering_since: head.recovering_since,
            ..Ledger::default()
        };
        Ok(Self {
            head,
            locked: BTreeSet::new(),
            before: ledger.clone(),
            ledger,
        })
    }

    /// Reads and locks benches.
    pub(super) fn lock_benches(
        &mut self,
        session: &mut Session,
        stations: &[StationId],
    ) -> Result<(), Fault> {
        let names: Vec<&str> = stations.iter().map(StationId::as_str).collect();
        self.locked.extend(stations.iter().cloned());
        let found = session.query(
            concat!(
                "SELECT ",
                bench_columns!(),
                " FROM bench WHERE station = ANY($1) ORDER BY station FOR UPDATE"
            ),
            &[&names],
        )?;
        let lives = session.query(
            "SELECT station, epoch, has_up_to FROM bench_life WHERE station = ANY($1)",
            &[&names],
        )?;
        self.add_benches(&found, &lives);
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
        let found = session.query(
            concat!(
                "SELECT ",
                bench_columns!(),
                " FROM bench WHERE station = ANY($1) ORDER BY station FOR UPDATE"
            ),
            &[&changed],
        )?;
        for columns in &found {
            let (station, mut bench) = bench_of(columns);
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
        let found = session.query(concat!("SELECT ", bench_columns!(), " FROM bench"), &[])?;
        let lives = session.query("SELECT station, epoch, has_up_to FROM bench_life", &[])?;
        self.add_benches(&found, &lives);
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
        let mut benches: BTreeMap<StationId, BenchBook> = found.iter().map(bench_of).collect();
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
        let found = session.query(
            concat!(
                "SELECT ",
                order_columns!(),
                " FROM order_book WHERE order_no = ANY($1) ORDER BY order_no FOR UPDATE"
            ),
            &[&wanted],
        )?;
        self.add_orders(&found)?;
        self.read_parcels(session, &wanted)
    }

    /// Reads and locks the orders that a bench holds and has not packed, and those that it lists.
    pub(super) fn lock_held(
        &mut self,
        session: &mut Session,
        station: &StationId,
        listed: &[&str],
    ) -> Result<(), Fault> {
        let found = session.query(
            concat!(
                "SELECT ", order_columns!(), " FROM order_book
                 WHERE order_no = ANY($2) OR (holder = $1 AND holder IS NOT NULL AND state <> 'closed')
                 ORDER BY order_no FOR UPDATE"
            ),
            &[&station.as_str(), &listed],
        )?;
        self.add_orders(&found)?;
        self.read_parcels(session, &order_numbers(&found))
    }

    /// Reads and locks the most urgent orders that nobody holds, without waiting for those that
    /// somebody else is just getting. Answers them in their rank.
    pub(super) fn lock_best(
        &mut self,
        session: &mut Session,
        limit: u64,
    ) -> Result<Vec<OrderNo>, Fault> {
        let found = session.query(
            concat!(
                "SELECT ",
                order_columns!(),
                best_orders!(),
                " LIMIT $1 FOR UPDATE SKIP LOCKED"
            ),
            &[&column(limit)],
        )?;
        self.add_orders(&found)?;
        let best = order_numbers(&found);
        self.read_parcels(session, &best)?;
        Ok(best.into_iter().map(OrderNo::from).collect())
    }

    fn add_orders(&mut self, found: &[Columns]) -> Result<(), Fault> {
        for columns in found {
            let (order, book) = order_of(columns)?;
            self.before.orders.insert(order.clone(), book.clone());
            self.ledger.orders.insert(order, book);
        }
        Ok(())
    }

    fn read_parcels(&mut self, session: &mut Session, orders: &[&str]) -> Result<(), Fault> {
        if orders.is_empty() {
            return Ok(());
        }
        let found = session.query(
            "SELECT order_no, parcel, packaging, contents FROM parcel_book WHERE order_no = ANY($1)",
            &[&orders],
        )?;
        for columns in found {
            let order = OrderNo(columns.get(0));
            let parcel = u32::try_from(columns.get::<_, i64>(1)).unwrap_or(u32::MAX);
            let book = ParcelBook {
                packaging: columns
                    .get::<_, Option<String>>(2)
                    .map(crate::domain::ids::PackagingCode),
                contents: parse("parcel_book", order.as_str(), columns.get(3))?,
            };
            for ledger in [&mut self.before, &mut self.ledger] {
                if let Some(known) = ledger.orders.get_mut(&order) {
                    known.parcels.insert(parcel, book.clone());
                }
            }
        }
        Ok(())
    }

    /// Reads which of these facts arrived earlier.
    pub(super) fn read_known(
        &mut self,
        session: &mut Session,
        entries: &[Entry],
    ) -> Result<(), Fault> {
        let stations: Vec<&str> = entries.iter().map(|entry| entry.station.as_str()).collect();
        let epochs: Vec<i64> = entries.iter().map(|entry| column(entry.epoch)).collect();
        let numbers: Vec<i64> = entries.iter().map(|entry| column(entry.number)).collect();
        let found = session.query(
            "SELECT inbox.station, inbox.epoch, inbox.number, inbox.hash, inbox.rejected
             FROM unnest($1::TEXT[], $2::BIGINT[], $3::BIGINT[]) AS sent(station, epoch, number)
             JOIN inbox ON inbox.station = sent.station COLLATE \"C\"
                AND inbox.epoch = sent.epoch AND inbox.number = sent.number",
            &[&stations, &epochs, &numbers],
        )?;
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

fn order_numbers(found: &[Columns]) -> Vec<&str> {
    found.iter().map(|columns| columns.get(0)).collect()
}

fn bench_of(columns: &Columns) -> (StationId, BenchBook) {
    let book = BenchBook {
        run: columns.get(1),
        has_up_to: BTreeMap::new(),
        last_seen: columns.get(2),
        drained_at: columns.get(3),
        unsent: count(columns.get(4)),
        quarantined: columns.get(5),
        program: columns.get(6),
        past_runs: columns
            .get::<_, &str>(7)
            .lines()
            .map(str::to_owned)
            .collect(),
        waited_for: columns.get(8),
    };
    (StationId(columns.get(0)), book)
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
