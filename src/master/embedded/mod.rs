//! The master of a shop without a server: one SQLite file beside the bench's own.

mod claim;
mod import;
mod push;
mod records;

use std::path::Path;

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, TransactionBehavior, params};

use super::{
    Audit, Claim, Cursor, Greeting, ImportRow, Imported, Master, MasterError, NumberRange,
    Overview, Place, Pulled, PushOutcome, Report, Seat, Wanted, Welcome,
};
use crate::domain::feed::Row;
use crate::domain::ids::{OrderNo, Sku, StationId};
use crate::domain::journal::Entry;
use crate::domain::settings::Settings;
use crate::sqlite::{self, Migration, SchemaError, column, count};

const MIGRATIONS: &[Migration] = &[Migration {
    name: "0001_begin.sql",
    sql: include_str!("../migrations/0001_begin.sql"),
}];

/// Digits of an SSCC before its check digit, less the extension digit: company prefix and serial share them.
///
/// Source: GS1 General Specifications, 2.6.5 (SSCC, AI 00).
const PREFIX_AND_SERIAL: u32 = 16;

/// The embedded master.
#[derive(Debug)]
pub struct EmbeddedMaster {
    connection: Connection,
    ledger: String,
    /// Rows behind this place of the feed, as long as nothing has changed since it was counted.
    behind: Option<Behind>,
}

/// How many rows stand behind a place of the feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Behind {
    place: u64,
    newest: u64,
    rows: u64,
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
    pub fn open(dir: &Path) -> Result<Self, MasterError> {
        Self::over(sqlite::open(Some(&dir.join("master.db")))?)
    }

    /// A master that is gone with the process, for tests.
    pub fn open_in_memory() -> Result<Self, MasterError> {
        Self::over(sqlite::open(None)?)
    }

    fn over(mut connection: Connection) -> Result<Self, MasterError> {
        sqlite::migrate(&mut connection, MIGRATIONS)?;
        let known: Option<String> = connection
            .query_row("SELECT name FROM ledger WHERE id = 1", [], |row| row.get(0))
            .optional()?;
        let ledger = if let Some(name) = known {
            name
        } else {
            let name = format!("{:016x}", getrandom::u64().map_err(MasterError::NoRandom)?);
            connection.execute("INSERT INTO ledger(id, name) VALUES (1, ?1)", [&name])?;
            name
        };
        Ok(Self {
            connection,
            ledger,
            behind: None,
        })
    }

    /// Idle work: carries the write-ahead log into the database, so that no claim has to.
    pub fn checkpoint(&self) -> Result<(), MasterError> {
        Ok(self
            .connection
            .query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_row| Ok(()))?)
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

    /// Rows behind `place` of a feed whose newest change is `newest`.
    ///
    /// Counting a million rows takes longer than reading a slice of them, so a bench that reads on
    /// from where it stopped is told the last count less what it got.
    fn rows_behind(&self, place: u64, newest: u64) -> Result<u64, MasterError> {
        if let Some(behind) = self.behind
            && (behind.place, behind.newest) == (place, newest)
        {
            return Ok(behind.rows);
        }
        let rows: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM record WHERE seq > ?1")?
            .query_row([column(place)], |row| row.get(0))?;
        Ok(count(rows))
    }
}

impl Master for EmbeddedMaster {
    fn greet(&mut self, greeting: &Greeting) -> Result<Welcome, MasterError> {
        let has_up_to: i64 = self.connection.query_row(
            "SELECT coalesce(max(number), 0) FROM inbox WHERE station = ?1 AND epoch = ?2",
            params![greeting.seat.station.as_str(), column(greeting.seat.epoch)],
            |row| row.get(0),
        )?;
        Ok(Welcome {
            ledger: self.ledger.clone(),
            has_up_to: count(has_up_to),
            lease: chrono::TimeDelta::hours(12),
            lost: vec![],
        })
    }

    fn report(&mut self, _seat: &Seat, _report: &Report) -> Result<Vec<OrderNo>, MasterError> {
        Ok(vec![])
    }

    fn audit(&mut self) -> Result<Audit, MasterError> {
        Ok(Audit {
            unsettled: true,
            ..Audit::default()
        })
    }

    fn overview(&mut self) -> Result<Overview, MasterError> {
        Ok(Overview::default())
    }

    fn pull(&mut self, cursor: &Cursor, limit: u32) -> Result<Pulled, MasterError> {
        // A bench that never pulled has no ledger: it starts at the start anyway.
        let start_again = !cursor.ledger.is_empty() && cursor.ledger != self.ledger;
        let from = if cursor.ledger == self.ledger {
            cursor.place.seq
        } else {
            0
        };
        let newest = records::newest(&self.connection)?;
        let behind = self.rows_behind(from, newest)?;
        let mut place = from;
        let mut rows = Vec::new();
        {
            let mut query = self.connection.prepare_cached(
                "SELECT seq, topic, key, body FROM record WHERE seq > ?1 ORDER BY seq LIMIT ?2",
            )?;
            let mut found = query.query(params![column(from), limit])?;
            while let Some(row) = found.next()? {
                place = count(row.get(0)?);
                let (topic, key, body): (String, String, String) =
                    (row.get(1)?, row.get(2)?, row.get(3)?);
                rows.push(records::row(&topic, &key, &body)?);
            }
        }
        let taken = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let remaining = behind.saturating_sub(taken);
        self.behind = Some(Behind {
            place,
            newest,
            rows: remaining,
        });
        Ok(Pulled {
            rows,
            cursor: Cursor {
                ledger: self.ledger.clone(),
                place: Place {
                    transaction: 0,
                    seq: place,
                },
            },
            remaining,
            start_again,
        })
    }

    fn has_product(&mut self, sku: &Sku) -> Result<bool, MasterError> {
        Ok(records::find(&self.connection, "product", sku.as_str())?.is_some())
    }

    fn has_kit(&mut self, sku: &Sku) -> Result<bool, MasterError> {
        records::has_part(&self.connection, sku)
    }

    fn push(&mut self, _seat: &Seat, entries: &[Entry]) -> Result<Vec<PushOutcome>, MasterError> {
        let step = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let outcomes = entries
            .iter()
            .map(|entry| push::take(&step, entry))
            .collect::<Result<_, _>>()?;
        step.commit()?;
        Ok(outcomes)
    }

    fn claim(&mut self, seat: &Seat, wanted: &Wanted) -> Result<Vec<Claim>, MasterError> {
        let station = &seat.station;
        let step = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let claims = match wanted {
            Wanted::Order(order) => claim::one(&step, station, order)?.into_iter().collect(),
            Wanted::Best(count) => claim::best(&step, station, *count)?,
        };
        step.commit()?;
        Ok(claims)
    }

    fn release(&mut self, seat: &Seat, orders: &[OrderNo]) -> Result<(), MasterError> {
        let station = &seat.station;
        let step = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        for order in orders {
            claim::release(&step, station, order)?;
        }
        step.commit()?;
        Ok(())
    }

    fn number_range(&mut self, seat: &Seat, count: u64) -> Result<NumberRange, MasterError> {
        let station = &seat.station;
        let step = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let settings = records::settings(&step)?;
        let range = take_numbers(&step, &settings, station, count)?;
        step.commit()?;
        Ok(range)
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

/// Moves the company-wide counter on.
fn take_numbers(
    connection: &Connection,
    settings: &Settings,
    station: &StationId,
    wanted: u64,
) -> Result<NumberRange, MasterError> {
    let prefix = u32::try_from(settings.gs1_company_prefix.len()).unwrap_or(PREFIX_AND_SERIAL);
    let last_of_all = 10_u64.pow(PREFIX_AND_SERIAL.saturating_sub(prefix)) - 1;
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
