//! The master of a shop without a server: one SQLite file beside the bench's own.

mod books;
mod claim;
mod effects;
mod erase;
mod facts;
mod import;
mod prune;
mod pull;
mod records;
mod upgrade;

use std::fmt;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use self::books::Books;
use self::pull::Behind;
use self::records::Feed;
use super::ledger::{
    Ledger, Terms, benches_of, change_rules, orders_of, parcels_asked, serial_after_set_back,
};
use super::{
    Audit, BenchSeen, Claim, Cursor, FactCursor, FactPage, Greeting, ImportRow, Imported, Master,
    MasterError, NumberRange, Overview, Place, Pruned, Pulled, PushOutcome, Report, Seat, Turned,
    Wanted, Welcome,
};
use crate::domain::feed::Row;
use crate::domain::ids::{OrderNo, Sku, StationId};
use crate::domain::journal::Entry;
use crate::domain::settings::Settings;
use crate::sqlite::{self, Migration, SchemaError, column, count};

const MIGRATIONS: &[Migration] = &[
    Migration {
        name: "0001_begin.sql",
        sql: include_str!("../migrations/0001_begin.sql"),
    },
    Migration {
        name: "0002_many_benches.sql",
        sql: include_str!("../migrations/0002_many_benches.sql"),
    },
    Migration {
        name: "0003_load.sql",
        sql: include_str!("../migrations/0003_load.sql"),
    },
    Migration {
        name: "0004_parcel_labels.sql",
        sql: include_str!("../migrations/0004_parcel_labels.sql"),
    },
    Migration {
        name: "0005_calendar.sql",
        sql: include_str!("../migrations/0005_calendar.sql"),
    },
    Migration {
        name: "0006_duplicates.sql",
        sql: include_str!("../migrations/0006_duplicates.sql"),
    },
    Migration {
        name: "0007_all_benches.sql",
        sql: include_str!("../migrations/0007_all_benches.sql"),
    },
    Migration {
        name: "0008_privacy.sql",
        sql: include_str!("../migrations/0008_privacy.sql"),
    },
];

/// Digits of an SSCC before its check digit, less the extension digit: company prefix and serial share them.
///
/// Source: GS1 General Specifications, 2.6.5 (SSCC, AI 00).
const PREFIX_AND_SERIAL: u32 = 16;

/// The embedded master.
pub struct EmbeddedMaster {
    connection: Connection,
    /// The master's own clock: the computer's, or the one of a script.
    now: Box<dyn Fn() -> DateTime<Utc> + Send>,
    /// Rows behind this place of the feed, as long as nothing has changed since it was counted.
    behind: Option<Behind>,
    /// Something was erased, and stands in the write-ahead log still.
    owes_log: bool,
    /// Something was erased, and may stand in the gaps between rows.
    owes_wiping: bool,
    file: Option<PathBuf>,
}

impl fmt::Debug for EmbeddedMaster {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EmbeddedMaster")
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}

/// The moment of a call, and how long claims last then.
#[derive(Debug, Clone, Copy)]
struct Moment {
    now: DateTime<Utc>,
    terms: Terms,
}

impl From<SchemaError> for MasterError {
    fn from(error: SchemaError) -> Self {
        match error {
            SchemaError::Database(error) => Self::Database(error),
            SchemaError::Newer { found, known } => Self::NewerSchema { found, known },
            SchemaError::Edited { name } => Self::EditedSchema { name },
        }
    }
}

impl EmbeddedMaster {
    /// Opens `master.db` in the data directory, and makes it when it is not there.
    ///
    /// The directory has to exist and to be locked already: the bench's store does both.
    pub fn open(
        dir: &Path,
        now: impl Fn() -> DateTime<Utc> + Send + 'static,
    ) -> Result<Self, MasterError> {
        let file = dir.join("master.db");
        Self::over(sqlite::open(Some(&file))?, Some(file), Box::new(now))
    }

    /// A master that is gone with the process, for tests.
    pub fn open_in_memory(
        now: impl Fn() -> DateTime<Utc> + Send + 'static,
    ) -> Result<Self, MasterError> {
        Self::over(sqlite::open(None)?, None, Box::new(now))
    }

    fn over(
        mut connection: Connection,
        file: Option<PathBuf>,
        now: Box<dyn Fn() -> DateTime<Utc> + Send>,
    ) -> Result<Self, MasterError> {
        sqlite::migrate(&mut connection, MIGRATIONS)?;
        let known: Option<String> = connection
            .query_row("SELECT name FROM ledger WHERE id = 1", [], |row| row.get(0))
            .optional()?;
        if known.is_none() {
            let name = random_name()?;
            connection.execute("INSERT INTO ledger(id, name) VALUES (1, ?1)", [&name])?;
        }
        upgrade::fill(&mut connection, now())?;
        upgrade::rank(&mut connection)?;
        Ok(Self {
            connection,
            now,
            behind: None,
            // A program that was killed may have left something in it.
            owes_log: true,
            owes_wiping: true,
            file,
        })
    }

    /// One call of a bench: what it is about is loaded, the rules answer, and what they changed is
    /// kept in the same transaction, whatever they answered.
    fn call<L, T>(
        &mut self,
        load: impl FnOnce(&Connection, &mut Books<'_>, Moment) -> Result<L, MasterError>,
        answer: impl FnOnce(&mut Ledger, L, Moment) -> Result<T, Turned>,
        and_then: impl FnOnce(&Connection, &T) -> Result<(), MasterError>,
    ) -> Result<T, MasterError> {
        let now = (self.now)();
        let step = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let moment = Moment {
            now,
            terms: records::terms(&step)?,
        };
        let mut books = Books::of_benches(&step)?;
        let loaded = load(&step, &mut books, moment)?;
        let answer = answer(&mut books.ledger, loaded, moment);
        let mut feed = Feed::begin(&step)?;
        books.save(&mut feed, now)?;
        feed.end()?;
        if let Ok(answer) = &answer {
            and_then(&step, answer)?;
        }
        step.commit()?;
        Ok(answer?)
    }

    /// Listens to a bench again whose database was taken for a copy.
    ///
    /// Where there is one bench, no other can say so: a database that was put back from yesterday
    /// looks just like a copied disk.
    pub fn let_in(&mut self, station: &StationId) -> Result<(), MasterError> {
        self.call(
            |_connection, books, _moment| books.load_bench(station),
            |ledger, (), _moment| {
                ledger.let_in(station);
                Ok(())
            },
            |_connection, ()| Ok(()),
        )
    }

    /// Idle work: carries the write-ahead log into the database, so that no claim has to.
    pub fn checkpoint(&self) -> Result<(), MasterError> {
        Ok(self
            .connection
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_row| Ok(()))?)
    }

    /// Empties the write-ahead log of what was erased; if somebody reads from it, with the next facts.
    fn empty_log(&mut self) {
        if !self.owes_log {
            return;
        }
        match sqlite::empty_log(&self.connection) {
            Ok(is_empty) => self.owes_log = !is_empty,
            Err(error) => tracing::warn!(%error, "the master’s log is not emptied yet"),
        }
    }

    fn take_rows(
        &mut self,
        rows: &[ImportRow],
        now: DateTime<Utc>,
    ) -> Result<Imported, MasterError> {
        let step = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let imported = import::take(&step, rows, now)?;
        step.commit()?;
        Ok(imported)
    }
}

impl Master for EmbeddedMaster {
    fn greet(&mut self, greeting: &Greeting) -> Result<Welcome, MasterError> {
        let fresh_name = random_name()?;
        let station = &greeting.seat.station;
        let (welcome, _) = self.call(
            |step, books, _moment| {
                books.load_all_benches()?;
                load_report(books, station, &greeting.report)?;
                records::position(step)
            },
            |ledger, here, Moment { now, terms }| {
                let welcome = ledger.greet(greeting, &here, &fresh_name, now, &terms)?;
                Ok((welcome, here))
            },
            |step, (welcome, here)| {
                if welcome.ledger == here.ledger {
                    Ok(())
                } else {
                    begin_again(step, &welcome.ledger)
                }
            },
        )?;
        Ok(welcome)
    }

    fn report(&mut self, seat: &Seat, report: &Report) -> Result<Vec<OrderNo>, MasterError> {
        self.call(
            |_step, books, _moment| load_report(books, &seat.station, report),
            |ledger, (), Moment { now, terms }| {
                ledger.check(seat)?;
                Ok(ledger.report(&seat.station, report, now, &terms))
            },
            |_step, _lost| Ok(()),
        )
    }

    fn audit(&mut self) -> Result<Audit, MasterError> {
        let step = self.connection.transaction()?;
        Ok(Audit {
            cursor: records::position(&step)?,
            topics: records::digests(&step)?,
            unsettled: false,
        })
    }

    fn overview(&mut self) -> Result<Overview, MasterError> {
        let step = self.connection.transaction()?;
        claim::overview(&step)
    }

    fn facts(&mut self, cursor: &FactCursor, limit: u32) -> Result<FactPage, MasterError> {
        let now = (self.now)();
        let step = self.connection.transaction()?;
        facts::page(&step, cursor, limit, now)
    }

    fn reserved(&mut self, sku: &Sku) -> Result<u64, MasterError> {
        books::reserved(&self.connection, sku)
    }

    fn pull(&mut self, cursor: &Cursor, limit: u32) -> Result<Pulled, MasterError> {
        // One moment for all that a slice is made of: another connection may be writing.
        let step = self.connection.transaction()?;
        pull::pull(&step, cursor, limit, &mut self.behind)
    }

    fn has_product(&mut self, sku: &Sku) -> Result<bool, MasterError> {
        Ok(records::find(&self.connection, "product", sku.as_str())?.is_some())
    }

    fn has_kit(&mut self, sku: &Sku) -> Result<bool, MasterError> {
        records::has_part(&self.connection, sku)
    }

    fn push(&mut self, seat: &Seat, entries: &[Entry]) -> Result<Vec<PushOutcome>, MasterError> {
        if entries.iter().any(|entry| entry.fact.erases()) {
            (self.owes_log, self.owes_wiping) = (true, true);
        }
        let outcomes = self.call(
            |step, books, _moment| {
                books.load_bench(&seat.station)?;
                for station in benches_of(entries) {
                    books.load_bench(&station)?;
                }
                for order in orders_of(entries) {
                    books.load_order(&order)?;
                }
                books.load_parcels(&parcels_asked(entries))?;
                if change_rules(entries) {
                    books.ledger.rules = records::settings(step)?.shipping;
                }
                books.load_known(entries)
            },
            |ledger, (), Moment { now, .. }| {
                ledger.check(seat)?;
                ledger.take(entries, now)
            },
            |_step, _outcomes| Ok(()),
        );
        self.empty_log();
        outcomes
    }

    fn claim(&mut self, seat: &Seat, wanted: &Wanted) -> Result<Vec<Claim>, MasterError> {
        let station = &seat.station;
        self.call(
            |step, books, moment| {
                books.load_bench(station)?;
                let orders = match wanted {
                    Wanted::Order(order) => vec![order.clone()],
                    Wanted::Best(count) => claim::best(step, *count, moment.now)?,
                };
                for order in &orders {
                    books.load_order(order)?;
                }
                Ok(orders)
            },
            |ledger, orders, Moment { now, terms }| {
                ledger.check(seat)?;
                let claims = orders
                    .iter()
                    .filter_map(|order| ledger.claim(station, order, now, &terms));
                Ok(claims.collect())
            },
            |_step, _claims: &Vec<Claim>| Ok(()),
        )
    }

    fn release(&mut self, seat: &Seat, orders: &[OrderNo]) -> Result<(), MasterError> {
        self.call(
            |_step, books, _moment| {
                books.load_bench(&seat.station)?;
                for order in orders {
                    books.load_order(order)?;
                }
                Ok(())
            },
            |ledger, (), _moment| {
                ledger.check(seat)?;
                ledger.release(&seat.station, orders);
                Ok(())
            },
            |_step, ()| Ok(()),
        )
    }

    fn number_range(&mut self, seat: &Seat, count: u64) -> Result<NumberRange, MasterError> {
        let station = &seat.station;
        let step = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut books = Books::of_benches(&step)?;
        books.load_bench(station)?;
        books.ledger.check(seat)?;
        let settings = records::settings(&step)?;
        let range = take_numbers(&step, &settings, station, count)?;
        step.commit()?;
        Ok(range)
    }

    fn wipe(&mut self) -> Result<(), MasterError> {
        let Some(file) = self.file.clone().filter(|_| self.owes_wiping) else {
            return Ok(());
        };
        self.empty_log();
        self.connection = Connection::open_in_memory()?;
        let wiped = sqlite::wipe_gaps(&file);
        self.connection = sqlite::open(Some(&file))?;
        match wiped {
            Ok(is_wiped) => self.owes_wiping = !is_wiped,
            Err(error) => tracing::error!(%error, "the gaps of the master’s file are not wiped"),
        }
        Ok(())
    }

    fn prune(&mut self, before: DateTime<Utc>, now: DateTime<Utc>) -> Result<Pruned, MasterError> {
        let step = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let pruned = prune::prune(&step, before, now)?;
        step.commit()?;
        Ok(pruned)
    }

    fn import(&mut self, rows: &[ImportRow], now: DateTime<Utc>) -> Result<Imported, MasterError> {
        let bulk = u64::try_from(rows.len()).is_ok_and(|rows| rows >= sqlite::BULK_ROWS);
        if !bulk {
            return self.take_rows(rows, now);
        }
        sqlite::set_bulk(&self.connection, true)?;
        let imported = self.take_rows(rows, now);
        sqlite::set_bulk(&self.connection, false)?;
        imported
    }
}

fn random_name() -> Result<String, MasterError> {
    let name = getrandom::u64().map_err(MasterError::NoRandom)?;
    Ok(format!("{name:016x}"))
}

/// What a report is about: the orders that the bench holds, and those that it thinks it holds.
fn load_report(
    books: &mut Books<'_>,
    station: &StationId,
    report: &Report,
) -> Result<(), MasterError> {
    books.load_bench(station)?;
    books.load_held(station)?;
    for claim in &report.held {
        books.load_order(&claim.order)?;
    }
    Ok(())
}

/// The master was set back: every bench reads from the start, and no serial number is given twice.
fn begin_again(connection: &Connection, name: &str) -> Result<(), MasterError> {
    let last = last_serial(&records::settings(connection)?);
    let next: i64 =
        connection.query_row("SELECT next_serial FROM ledger WHERE id = 1", [], |row| {
            row.get(0)
        })?;
    connection.execute(
        "UPDATE ledger SET name = ?1, next_serial = ?2 WHERE id = 1",
        params![name, column(serial_after_set_back(count(next), last))],
    )?;
    Ok(())
}

/// The last serial number that the company prefix leaves room for.
fn last_serial(settings: &Settings) -> u64 {
    let prefix = u32::try_from(settings.gs1_company_prefix.len()).unwrap_or(PREFIX_AND_SERIAL);
    10_u64.pow(PREFIX_AND_SERIAL.saturating_sub(prefix)) - 1
}

/// Moves the company-wide counter on.
fn take_numbers(
    connection: &Connection,
    settings: &Settings,
    station: &StationId,
    wanted: u64,
) -> Result<NumberRange, MasterError> {
    let last_of_all = last_serial(settings);
    let first: i64 =
        connection.query_row("SELECT next_serial FROM ledger WHERE id = 1", [], |row| {
            row.get(0)
        })?;
    let first = count(first);
    if wanted == 0 || first > last_of_all {
        return Err(MasterError::NumbersUsedUp);
    }
    let last = first.saturating_add(wanted - 1).min(last_of_all);
    connection.execute(
        "UPDATE ledger SET next_serial = ?1 WHERE id = 1",
        [column(last + 1)],
    )?;
    connection.execute(
        "INSERT INTO number_range(first, last, station) VALUES (?1, ?2, ?3)",
        params![column(first), column(last), station.as_str()],
    )?;
    Ok(NumberRange { first, last })
}

/// A row as it is sent to benches.
fn body_of(row: &Row) -> String {
    serde_json::to_string(row).expect("the words of the domain have a JSON text")
}
