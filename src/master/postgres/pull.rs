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
use crate::master::load::{Load, Step};
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

#[derive(Debug, Clone, Copy)]
enum Then {
    /// It goes on loading behind this row, which this step brought at this rank.
    Load(Step, [i64; 3]),
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

/// Where rows are read on.
#[derive(Debug, Clone)]
struct End {
    /// Where the feed goes on; while everything is loaded, the horizon.
    place: Place,
    load: Option<Load>,
}

impl Waiting {
    /// Where it goes on behind this row.
    fn moves(&self, end: &mut End) {
        match self.then {
            Then::Load(step, rank) => {
                end.load = Some(load::behind(step, rank, &self.topic, &self.key));
            }
            Then::Feed(place) => *end = End { place, load: None },
        }
    }
}

impl Ahead {
    /// The next rows after `cursor`, if they were read ahead. What remains behind the last of these
    /// the server alone knows.
    pub(super) fn waiting(
        &mut self,
        cursor: &Cursor,
        limit: u32,
    ) -> Result<Option<Pulled>, MasterError> {
        let limit = u64::from(limit);
        if self.fetched() <= limit || self.at != *cursor {
            return Ok(None);
        }
        self.tell(limit).map(Some)
    }

    /// The next rows after `cursor`, from the server.
    pub(super) fn read_on(
        &mut self,
        session: &mut Session,
        cursor: &Cursor,
        limit: u32,
    ) -> Result<Pulled, Fault> {
        let limit = u64::from(limit);
        let head = Head::read(session)?;
        let load = cursor.load.as_deref().map(Load::of_text);
        let goes_on =
            cursor.ledger == head.name && cursor.place >= head.floor && load != Some(None);
        let mut end = if goes_on {
            End {
                place: cursor.place,
                load: load.flatten(),
            }
        } else {
            End {
                place: horizon(session)?,
                load: Some(Load::begin()),
            }
        };
        if goes_on && self.at == *cursor {
            if let Some(last) = self.rows.back() {
                last.moves(&mut end);
            }
        } else {
            let load = end.load.as_ref().map(Load::to_text);
            *self = Self {
                at: Cursor {
                    ledger: head.name,
                    place: end.place,
                    load,
                },
                slice: self.slice,
                ..Self::default()
            };
        }
        self.slice = self.slice.max(limit).max(SLICE_LEAST);
        self.fill(session, end, limit)?;
        let mut pulled = self.tell(limit)?;
        // A bench that never pulled has nothing that could be gone.
        pulled.start_again = !goes_on && !cursor.ledger.is_empty();
        Ok(pulled)
    }

    fn fill(&mut self, session: &mut Session, mut end: End, limit: u64) -> Result<(), Fault> {
        let counted = self.behind.take();
        self.load_on(session, &mut end, limit)?;
        let is_all = self.follow(session, &mut end, limit, counted)?;
        let got = self.fetched();
        self.behind = Some(if is_all {
            got
        } else if let Some(rows) = counted.filter(|rows| *rows > got.saturating_add(MANY)) {
            rows
        } else {
            got + count_behind(session, &end)?
        });
        Ok(())
    }

    /// Reads the next slice of all rows, while there is one.
    fn load_on(&mut self, session: &mut Session, end: &mut End, limit: u64) -> Result<(), Fault> {
        // One more than is told now shows whether there is more.
        let wanted = self.slice.max(limit) + 1;
        let begun = Instant::now();
        let mut is_through = false;
        while let Some(load) = &mut end.load
            && self.fetched() < wanted
        {
            let room = wanted - self.fetched();
            let rows = load::slice(session, load, end.place, room)?;
            let is_step_over = u64::try_from(rows.len()).unwrap_or(u64::MAX) < room;
            if let Some(last) = rows.last() {
                *load = load::behind(last.step, last.rank, &last.topic, &last.key);
            }
            self.rows.extend(rows.into_iter().map(|row| Waiting {
                then: Then::Load(row.step, row.rank),
                topic: row.topic,
                key: row.key,
                body: row.body,
            }));
            if is_step_over {
                end.load = load.next_step();
                is_through = end.load.is_none();
            }
        }
        if is_through {
            match self.rows.back_mut() {
                Some(last) => last.then = Then::Feed(end.place),
                None => self.at.load = None,
            }
        }
        self.pace(begun.elapsed());
        Ok(())
    }

    /// Reads on in the feed, once everything is loaded. Answers whether these are the last rows that
    /// can be told.
    fn follow(
        &mut self,
        session: &mut Session,
        end: &mut End,
        limit: u64,
        counted: Option<u64>,
    ) -> Result<bool, Fault> {
        let before = self.fetched();
        if end.load.is_some() || before > limit {
            return Ok(false);
        }
        // A long way is known to lie ahead only after the first slice.
        let is_long = counted.is_some_and(|rows| rows > MANY);
        let most = if is_long { self.slice } else { limit };
        let wanted = most - before.min(most) + 1;
        if is_long {
            let begun = Instant::now();
            self.stream(session, end.place, wanted)?;
            self.pace(begun.elapsed());
        } else {
            self.fetch(session, end.place, wanted)?;
        }
        if let Some(last) = self.rows.back() {
            last.moves(end);
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

    fn fetch(&mut self, session: &mut Session, from: Place, limit: u64) -> Result<(), Fault> {
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
    fn stream(&mut self, session: &mut Session, from: Place, limit: u64) -> Result<(), Fault> {
        let feed = FEED
            .replace("$1", &format!("'{}'", from.transaction))
            .replace("$2", &from.seq.to_string())
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

    /// Hands out the next rows.
    fn tell(&mut self, limit: u64) -> Result<Pulled, MasterError> {
        let told = limit.min(self.fetched());
        let next: Vec<Waiting> = self
            .rows
            .drain(..usize::try_from(told).unwrap_or(usize::MAX))
            .collect();
        let rows = next
            .iter()
            .map(|next| records::read(&next.topic, &next.key, &next.body))
            .collect::<Result<Vec<Row>, _>>()?;
        if let Some(last) = next.last() {
            let mut end = End {
                place: self.at.place,
                load: None,
            };
            last.moves(&mut end);
            self.at.place = end.place;
            self.at.load = end.load.as_ref().map(Load::to_text);
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

/// Rows behind this end that can be told.
fn count_behind(session: &mut Session, end: &End) -> Result<u64, Fault> {
    let columns = session.one(
        "SELECT count(*) FROM record
         WHERE (record.transaction, record.seq) > ($1::TEXT::XID8, $2)
            AND record.transaction < pg_snapshot_xmin(pg_current_snapshot())",
        &[&end.place.transaction.to_string(), &column(end.place.seq)],
    )?;
    let changed = count(columns.get(0));
    Ok(match &end.load {
        Some(load) => changed + load::count_behind(session, load, end.place)?,
        None => changed,
    })
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
