//! Rows down: everything in the order in which a bench needs it, then what has changed since.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Cursor, MasterError, Pulled, column, count, records};
use crate::domain::feed::Row;
use crate::master::load::{Load, Step};

/// How many rows stand behind a bench that stands here, as long as nothing has changed since.
///
/// Counting a million rows takes longer than reading a slice of them, so a bench that reads on
/// from where it stopped is told the last count less what it got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Behind {
    at: Cursor,
    newest: u64,
    rows: u64,
}

/// Whether a row was told with the urgent orders, and is what it was then. `?3` is the horizon.
macro_rules! surely_told {
    () => {
        "EXISTS (SELECT 1 FROM order_ledger
            WHERE order_no = record.key AND state <> 'closed' AND cancelled = 0)
         AND NOT EXISTS (SELECT 1 FROM record AS touched
            WHERE touched.topic IN ('order', 'standing') AND touched.key = record.key AND touched.seq > ?3)
         AND NOT EXISTS (SELECT 1 FROM record AS rule WHERE rule.topic = 'setting' AND rule.seq > ?3)"
    };
}

/// The next rows for a bench that stands at `cursor`, at most `limit`.
pub(super) fn pull(
    connection: &Connection,
    cursor: &Cursor,
    limit: u32,
    known: &mut Option<Behind>,
) -> Result<Pulled, MasterError> {
    let (name, newest, floor) = head(connection)?;
    let load = cursor.load.as_deref().map(Load::of_text);
    let goes_on = cursor.ledger == name && cursor.place.seq >= floor && load != Some(None);
    let (place, load) = if goes_on {
        (cursor.place.seq, load.flatten())
    } else {
        (newest, Some(Load::begin()))
    };
    let mut reader = Reader {
        connection,
        name,
        place,
        load,
        limit: u64::from(limit),
        rows: vec![],
    };
    let behind = match known.take() {
        Some(behind)
            if behind.at == reader.cursor()
                && (behind.newest == newest || reader.load.is_some()) =>
        {
            // While everything is loaded, what is new comes on top.
            behind.rows + newest.saturating_sub(behind.newest)
        }
        _ => reader.count_behind()?,
    };
    let was_loading = reader.load.is_some();
    reader.load_on()?;
    reader.follow()?;
    let left = behind.saturating_sub(reader.told());
    let remaining = match &reader.load {
        // There is one more at least.
        Some(_) => left.max(1),
        None if was_loading => reader.count_behind()?,
        None => left,
    };
    *known = Some(Behind {
        at: reader.cursor(),
        newest,
        rows: remaining,
    });
    Ok(Pulled {
        cursor: reader.cursor(),
        rows: reader.rows,
        remaining,
        // A bench that never pulled has nothing that could be gone.
        start_again: !goes_on && !cursor.ledger.is_empty(),
    })
}

/// The ledger's name, its newest change, and where its feed begins.
fn head(connection: &Connection) -> Result<(String, u64, u64), MasterError> {
    Ok(connection
        .prepare_cached("SELECT name, seq, floor FROM ledger WHERE id = 1")?
        .query_row([], |row| {
            Ok((row.get(0)?, count(row.get(1)?), count(row.get(2)?)))
        })?)
}

/// A bench reading.
struct Reader<'a> {
    connection: &'a Connection,
    name: String,
    /// Where the feed goes on; while everything is loaded, the horizon.
    place: u64,
    load: Option<Load>,
    limit: u64,
    rows: Vec<Row>,
}

impl Reader<'_> {
    fn cursor(&self) -> Cursor {
        Cursor {
            ledger: self.name.clone(),
            place: records::place(self.place),
            load: self.load.as_ref().map(Load::to_text),
        }
    }

    fn told(&self) -> u64 {
        u64::try_from(self.rows.len()).unwrap_or(u64::MAX)
    }

    fn room(&self) -> u64 {
        self.limit.saturating_sub(self.told())
    }

    /// Loads on until the slice is full, and looks whether that was all.
    fn load_on(&mut self) -> Result<(), MasterError> {
        while let Some(load) = self.load.clone() {
            // One more than there is room for tells whether the step has an end here.
            let wanted = self.room() + 1;
            let found = match load.step.topic() {
                None => self.urgent(&load, wanted)?,
                Some(topic) if load.step.is_rest() => self.rest(&load, topic, wanted)?,
                Some(topic) => self.of_kind(&load, topic, wanted)?,
            };
            let is_all = u64::try_from(found.len()).unwrap_or(u64::MAX) < wanted;
            let room = usize::try_from(self.room()).unwrap_or(usize::MAX);
            for (behind, row) in found.into_iter().take(room) {
                self.load = Some(behind);
                self.rows.push(row);
            }
            if !is_all {
                return Ok(());
            }
            self.load = load.next_step();
        }
        Ok(())
    }

    fn of_kind(
        &self,
        load: &Load,
        topic: &str,
        wanted: u64,
    ) -> Result<Vec<(Load, Row)>, MasterError> {
        self.keyed(
            "SELECT key, body FROM record WHERE topic = ?1 AND key > ?2 ORDER BY key LIMIT ?3",
            params![topic, load.key, column(wanted)],
            load.step,
            topic,
        )
    }

    fn rest(&self, load: &Load, topic: &str, wanted: u64) -> Result<Vec<(Load, Row)>, MasterError> {
        let sql = concat!(
            "SELECT key, body FROM record WHERE topic = ?1 AND key > ?2 AND seq <= ?3 AND NOT (",
            surely_told!(),
            ") ORDER BY key LIMIT ?4"
        );
        let values = params![topic, load.key, column(self.place), column(wanted)];
        self.keyed(sql, values, load.step, topic)
    }

    fn keyed(
        &self,
        sql: &str,
        values: impl rusqlite::Params,
        step: Step,
        topic: &str,
    ) -> Result<Vec<(Load, Row)>, MasterError> {
        let mut query = self.connection.prepare_cached(sql)?;
        let mut found = query.query(values)?;
        let mut rows = Vec::new();
        while let Some(columns) = found.next()? {
            let (key, body): (String, String) = (columns.get(0)?, columns.get(1)?);
            let row = records::row(topic, &key, &body)?;
            rows.push((Load::behind(step, &key), row));
        }
        Ok(rows)
    }

    /// Orders to be packed in their rank, each with its standing behind it.
    fn urgent(&self, load: &Load, wanted: u64) -> Result<Vec<(Load, Row)>, MasterError> {
        let mut rows = Vec::new();
        if load.topic == "order" {
            self.put("standing", load, &mut rows)?;
        }
        let mut query = self.connection.prepare_cached(
            "SELECT cutoff, calm, paid_at, order_no FROM order_ledger
             WHERE state <> 'closed' AND cancelled = 0
                AND (cutoff, calm, paid_at, order_no) > (?1, ?2, ?3, ?4)
             ORDER BY cutoff, calm, paid_at, order_no",
        )?;
        let [cutoff, calm, paid_at] = load.rank;
        let mut found = query.query(params![cutoff, calm, paid_at, load.key])?;
        while u64::try_from(rows.len()).unwrap_or(u64::MAX) < wanted
            && let Some(columns) = found.next()?
        {
            let order: String = columns.get(3)?;
            let here = Load {
                rank: [columns.get(0)?, columns.get(1)?, columns.get(2)?],
                ..Load::behind(Step::Urgent, &order)
            };
            self.put("order", &here, &mut rows)?;
            self.put("standing", &here, &mut rows)?;
        }
        rows.truncate(usize::try_from(wanted).unwrap_or(usize::MAX));
        Ok(rows)
    }

    /// The row of this kind about the order at hand, if there is one.
    fn put(
        &self,
        topic: &str,
        here: &Load,
        rows: &mut Vec<(Load, Row)>,
    ) -> Result<(), MasterError> {
        let body: Option<String> = self
            .connection
            .prepare_cached("SELECT body FROM record WHERE topic = ?1 AND key = ?2")?
            .query_row(params![topic, here.key], |row| row.get(0))
            .optional()?;
        if let Some(body) = body {
            let load = Load {
                topic: topic.to_owned(),
                ..here.clone()
            };
            rows.push((load, records::row(topic, &here.key, &body)?));
        }
        Ok(())
    }

    /// What has changed behind the place, once everything is loaded.
    fn follow(&mut self) -> Result<(), MasterError> {
        if self.load.is_some() || self.room() == 0 {
            return Ok(());
        }
        let mut query = self.connection.prepare_cached(
            "SELECT seq, topic, key, body FROM record WHERE seq > ?1 ORDER BY seq LIMIT ?2",
        )?;
        let mut found = query.query([column(self.place), column(self.room())])?;
        while let Some(columns) = found.next()? {
            self.place = count(columns.get(0)?);
            let (topic, key, body): (String, String, String) =
                (columns.get(1)?, columns.get(2)?, columns.get(3)?);
            self.rows.push(records::row(&topic, &key, &body)?);
        }
        Ok(())
    }

    /// Rows that the bench has not got yet. While it loads, a row that may have to be told twice
    /// counts once, for nobody wants to read all of them for a number.
    fn count_behind(&self) -> Result<u64, MasterError> {
        let place = column(self.place);
        let behind = self.one("SELECT count(*) FROM record WHERE seq > ?1", [place])?;
        let Some(load) = &self.load else {
            return Ok(behind);
        };
        let of = |topic: &str, key: &str| {
            self.one(
                "SELECT count(*) FROM record WHERE topic = ?1 AND key > ?2 AND seq <= ?3",
                params![topic, key, place],
            )
        };
        let mut rows = behind;
        for topic in load.step.topics_behind() {
            rows += of(topic, "")?;
        }
        if let Some(topic) = load.step.topic() {
            return Ok(rows + of(topic, &load.key)?);
        }
        let [cutoff, calm, paid_at] = load.rank;
        let told = self.one(
            "SELECT count(*) FROM order_ledger WHERE state <> 'closed' AND cancelled = 0
                AND (cutoff, calm, paid_at, order_no) <= (?1, ?2, ?3, ?4)",
            params![cutoff, calm, paid_at, load.key],
        )?;
        Ok(rows + of("order", "")?.saturating_sub(told) + of("standing", "")?)
    }

    fn one(&self, sql: &str, values: impl rusqlite::Params) -> Result<u64, MasterError> {
        let rows: i64 = self
            .connection
            .prepare_cached(sql)?
            .query_row(values, |row| row.get(0))?;
        Ok(count(rows))
    }
}
