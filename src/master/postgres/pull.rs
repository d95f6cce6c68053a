//! The feed: every row once, in the order of the transactions that changed it.
//!
//! Rows are told only up to the oldest transaction that is still running: one that began earlier and
//! commits later would otherwise write its rows behind the back of a bench that has read on.

use std::collections::VecDeque;

use tokio_postgres::Row as Columns;

use super::books::Head;
use super::records;
use super::session::Session;
use super::trouble::Fault;
use crate::domain::feed::{Cursor, Place, Pulled, Row};
use crate::master::MasterError;
use crate::sqlite::{column, count};

/// Rows fetched at once while a bench reads a long way: some megabytes.
const AHEAD: u64 = 10_000;

/// From how many rows on a way is long: rows are read ahead, and what remains is counted down.
///
/// Counting a million rows takes longer than reading a slice of them.
const MANY: u64 = 20_000;

/// Rows read ahead, and how many there are behind the reader.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// Where the bench stands that these rows are for.
    at: Cursor,
    rows: VecDeque<Waiting>,
    /// Rows behind `at`, as counted or counted down.
    behind: Option<u64>,
}

/// A row that was read and is not told yet.
#[derive(Debug)]
struct Waiting {
    place: Place,
    topic: String,
    key: String,
    body: String,
}

/// The place in two columns from `first` on: a transaction as text, because its number has no sign,
/// and the row's number.
pub(super) fn place(columns: &Columns, first: usize) -> Place {
    Place {
        transaction: columns.get::<_, &str>(first).parse().unwrap_or(0),
        seq: count(columns.get(first + 1)),
    }
}

/// The statement of the feed, for the bench and for whoever looks at its plan.
pub(super) const FEED: &str =
    "SELECT record.transaction::TEXT, record.seq, record.topic, record.key, record.body
     FROM record
     WHERE (record.transaction, record.seq) > ($1::TEXT::XID8, $2)
        AND record.transaction < pg_snapshot_xmin(pg_current_snapshot())
     ORDER BY record.transaction, record.seq LIMIT $3";

impl Ahead {
    /// The next rows after `cursor`, if they were read ahead.
    pub(super) fn waiting(
        &mut self,
        cursor: &Cursor,
        limit: u32,
    ) -> Result<Option<Pulled>, MasterError> {
        if self.rows.is_empty() || self.at != *cursor {
            return Ok(None);
        }
        self.tell(u64::from(limit)).map(Some)
    }

    /// The next rows after `cursor`, from the server.
    pub(super) fn read_on(
        &mut self,
        session: &mut Session,
        cursor: &Cursor,
        limit: u32,
    ) -> Result<Pulled, Fault> {
        let limit = u64::from(limit);
        let counted = self.behind.filter(|_| self.at == *cursor);
        let head = Head::read(session)?;
        // A bench that never pulled has no ledger: it starts at the start anyway.
        let start_again = !cursor.ledger.is_empty() && cursor.ledger != head.name;
        let place = if cursor.ledger == head.name {
            cursor.place
        } else {
            Place::default()
        };
        *self = Self {
            at: Cursor {
                ledger: head.name,
                place,
            },
            ..Self::default()
        };
        self.fill(session, limit, counted)?;
        let mut pulled = self.tell(limit)?;
        pulled.start_again = start_again;
        Ok(pulled)
    }

    fn fill(
        &mut self,
        session: &mut Session,
        limit: u64,
        counted: Option<u64>,
    ) -> Result<(), Fault> {
        // A long way is known to lie ahead only after the first slice.
        let wanted = if counted.is_some_and(|rows| rows > MANY) {
            limit.max(AHEAD)
        } else {
            limit
        };
        self.fetch(session, wanted)?;
        let got = self.fetched();
        self.behind = if got < wanted {
            Some(got)
        } else if let Some(rows) = counted.filter(|rows| *rows > got.saturating_add(MANY)) {
            Some(rows)
        } else {
            let behind = self.count_from(session)?;
            Some(behind)
        };
        Ok(())
    }

    fn fetched(&self) -> u64 {
        u64::try_from(self.rows.len()).unwrap_or(u64::MAX)
    }

    fn fetch(&mut self, session: &mut Session, limit: u64) -> Result<(), Fault> {
        let from = self.at.place;
        let found = session.query(
            FEED,
            &[
                &from.transaction.to_string(),
                &column(from.seq),
                &column(limit),
            ],
        )?;
        self.rows = found
            .iter()
            .map(|columns| Waiting {
                place: place(columns, 0),
                topic: columns.get(2),
                key: columns.get(3),
                body: columns.get(4),
            })
            .collect();
        Ok(())
    }

    fn count_from(&self, session: &mut Session) -> Result<u64, Fault> {
        let from = self.at.place;
        let columns = session.one(
            "SELECT count(*) FROM record
             WHERE (record.transaction, record.seq) > ($1::TEXT::XID8, $2)
                AND record.transaction < pg_snapshot_xmin(pg_current_snapshot())",
            &[&from.transaction.to_string(), &column(from.seq)],
        )?;
        Ok(count(columns.get(0)))
    }

    /// Hands out the next rows.
    fn tell(&mut self, limit: u64) -> Result<Pulled, MasterError> {
        let mut rows: Vec<Row> = Vec::new();
        let mut place = self.at.place;
        let mut told = 0;
        while told < limit {
            let Some(next) = self.rows.pop_front() else {
                break;
            };
            rows.push(records::read(&next.topic, &next.key, &next.body)?);
            place = next.place;
            told += 1;
        }
        self.at.place = place;
        let remaining = self.behind.unwrap_or(0).saturating_sub(told);
        self.behind = Some(remaining.max(self.fetched()));
        Ok(Pulled {
            rows,
            cursor: self.at.clone(),
            remaining,
            start_again: false,
        })
    }
}
