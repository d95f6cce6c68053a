//! Rows down: everything in the order in which a bench needs it, then every row that changed, in the
//! order of the transactions that changed it.
//!
//! Rows are told only up to the oldest transaction that is still running: one that began earlier and
//! commits later would otherwise write its rows behind the back of a bench that has read on.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use tokio_postgres::Row as Columns;
use tokio_postgres::types::Type;

use super::books::Head;
use super::load;
use super::records;
use super::session::Session;
use super::trouble::Fault;
use crate::domain::feed::{Cursor, Place, Pulled, Row};
use crate::master::MasterError;
use crate::master::load::Load;
use crate::sqlite::{column, count};

/// Rows fetched at once at most while a bench reads a long way: some dozen megabytes.
const SLICE_MOST: u64 = 20_000;

/// Rows fetched at once at least.
const SLICE_LEAST: u64 = 500;

/// A slice that came within this time is followed by one twice as long; a slow line gets short ones,
/// because whatever else the bench has to ask waits so long.
const SOON: Duration = Duration::from_millis(400);

/// From how many rows on a way is long: rows are read ahead as a stream, and what remains is counted down.
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
    /// Rows of the next slice of a long way.
    slice: u64,
}

/// A row that was read and is not told yet.
#[derive(Debug)]
struct Waiting {
    /// How far the bench is once it has the row.
    then: Then,
    topic: String,
    key: String,
    body: String,
}

#[derive(Debug)]
enum Then {
    /// It goes on loading behind this.
    Load(Load),
    /// It follows the feed from this place on.
    Feed(Place),
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
        let load = cursor.load.as_deref().map(Load::of_text);
        let goes_on =
            cursor.ledger == head.name && cursor.place >= head.floor && load != Some(None);
        let (place, load) = if goes_on {
            (cursor.place, load.flatten())
        } else {
            (horizon(session)?, Some(Load::begin()))
        };
        *self = Self {
            at: Cursor {
                ledger: head.name,
                place,
                load: load.as_ref().map(Load::to_text),
            },
            slice: self.slice.max(limit).max(SLICE_LEAST),
            ..Self::default()
        };
        self.fill(session, load, limit, counted)?;
        let mut pulled = self.tell(limit)?;
        // A bench that never pulled has nothing that could be gone.
        pulled.start_again = !goes_on && !cursor.ledger.is_empty();
        Ok(pulled)
    }

    fn fill(
        &mut self,
        session: &mut Session,
        load: Option<Load>,
        limit: u64,
        counted: Option<u64>,
    ) -> Result<(), Fault> {
        let is_through = match &load {
            Some(load) => self.load_on(session, load.clone(), limit)?,
            None => true,
        };
        let loaded = self.fetched();
        let is_all = if is_through && loaded < limit {
            self.follow(session, limit - loaded, counted)?
        } else {
            false
        };
        let got = self.fetched();
        self.behind = if is_all {
            Some(got)
        } else if let Some(rows) = counted.filter(|rows| *rows > got.saturating_add(MANY)) {
            Some(rows)
        } else {
            Some(self.count_behind(session, load.as_ref())?)
        };
        Ok(())
    }

    /// Reads the next slice of all rows. Answers whether these are the last.
    fn load_on(
        &mut self,
        session: &mut Session,
        mut load: Load,
        limit: u64,
    ) -> Result<bool, Fault> {
        let horizon = self.at.place;
        // One more than is told now shows whether there is more.
        let wanted = self.slice.max(limit) + 1;
        let begun = Instant::now();
        let mut is_through = false;
        while !is_through && self.fetched() < wanted {
            let room = wanted - self.fetched();
            let rows = load::slice(session, &load, horizon, room)?;
            let is_step_over = u64::try_from(rows.len()).unwrap_or(u64::MAX) < room;
            self.rows.extend(rows.into_iter().map(|row| Waiting {
                then: Then::Load(row.load),
                topic: row.topic,
                key: row.key,
                body: row.body,
            }));
            if is_step_over {
                match load.next_step() {
                    Some(next) => load = next,
                    None => is_through = true,
                }
            }
        }
        self.pace(begun.elapsed());
        if is_through {
            match self.rows.back_mut() {
                Some(last) => last.then = Then::Feed(horizon),
                None => self.at.load = None,
            }
        }
        Ok(is_through)
    }

    /// Reads on in the feed. Answers whether these are the last rows that can be told.
    fn follow(
        &mut self,
        session: &mut Session,
        room: u64,
        counted: Option<u64>,
    ) -> Result<bool, Fault> {
        // A long way is known to lie ahead only after the first slice.
        let is_long = counted.is_some_and(|rows| rows > MANY);
        let wanted = if is_long { self.slice.max(room) } else { room };
        let before = self.fetched();
        if is_long {
            let begun = Instant::now();
            self.stream(session, wanted)?;
            self.pace(begun.elapsed());
        } else {
            self.fetch(session, wanted)?;
        }
        Ok(self.fetched() - before < wanted)
    }

    /// The line is as fast as it was now.
    fn pace(&mut self, took: Duration) {
        self.slice = match took {
            took if took < SOON => (self.slice * 2).min(SLICE_MOST),
            took if took > SOON * 4 => (self.slice / 2).max(SLICE_LEAST),
            _ => self.slice,
        };
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
        self.rows.extend(found.iter().map(|columns| Waiting {
            then: Then::Feed(place(columns, 0)),
            topic: columns.get(2),
            key: columns.get(3),
            body: columns.get(4),
        }));
        Ok(())
    }

    /// The same as a stream. Only numbers of ours stand in its text.
    fn stream(&mut self, session: &mut Session, limit: u64) -> Result<(), Fault> {
        let Place { transaction, seq } = self.at.place;
        let feed = FEED
            .replace("$1", &format!("'{transaction}'"))
            .replace("$2", &seq.to_string())
            .replace("$3", &limit.to_string());
        let columns = [Type::TEXT, Type::INT8, Type::TEXT, Type::TEXT, Type::TEXT];
        let sql = format!("COPY ({feed}) TO STDOUT (FORMAT binary)");
        let found = load::patiently(session, |session| {
            session.copy_out(&sql, &columns, |row| {
                let place = Place {
                    transaction: row.try_get::<&str>(0)?.parse().unwrap_or(0),
                    seq: count(row.try_get(1)?),
                };
                Ok(Waiting {
                    then: Then::Feed(place),
                    topic: row.try_get(2)?,
                    key: row.try_get(3)?,
                    body: row.try_get(4)?,
                })
            })
        })?;
        self.rows.extend(found);
        Ok(())
    }

    fn count_behind(&self, session: &mut Session, load: Option<&Load>) -> Result<u64, Fault> {
        let from = self.at.place;
        let columns = session.one(
            "SELECT count(*) FROM record
             WHERE (record.transaction, record.seq) > ($1::TEXT::XID8, $2)
                AND record.transaction < pg_snapshot_xmin(pg_current_snapshot())",
            &[&from.transaction.to_string(), &column(from.seq)],
        )?;
        let changed = count(columns.get(0));
        Ok(match load {
            Some(load) => changed + load::count_behind(session, load, from)?,
            None => changed,
        })
    }

    /// Hands out the next rows.
    fn tell(&mut self, limit: u64) -> Result<Pulled, MasterError> {
        let mut rows: Vec<Row> = Vec::new();
        let mut told = 0;
        while told < limit {
            let Some(next) = self.rows.pop_front() else {
                break;
            };
            rows.push(records::read(&next.topic, &next.key, &next.body)?);
            match next.then {
                Then::Load(load) => self.at.load = Some(load.to_text()),
                Then::Feed(place) => {
                    self.at.place = place;
                    self.at.load = None;
                }
            }
            told += 1;
        }
        let remaining = self.behind.unwrap_or(0).saturating_sub(told);
        // A load that is under way is not over before a slice has found nothing more.
        let at_least = self.fetched().max(u64::from(self.at.load.is_some()));
        self.behind = Some(remaining.max(at_least));
        Ok(Pulled {
            rows,
            cursor: self.at.clone(),
            remaining: self.behind.unwrap_or(0),
            start_again: false,
        })
    }
}

/// The newest place up to which benches may read now.
fn horizon(session: &mut Session) -> Result<Place, Fault> {
    let found = session.maybe(
        "SELECT record.transaction::TEXT, record.seq FROM record
         WHERE record.transaction < pg_snapshot_xmin(pg_current_snapshot())
         ORDER BY record.transaction DESC, record.seq DESC LIMIT 1",
        &[],
    )?;
    Ok(found.map_or_else(Place::default, |columns| place(&columns, 0)))
}
