//! The feed: every row once, numbered by its last change. A changed row moves to the end.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{Cursor, MasterError, Place, body_of, column, count};
use crate::domain::catalog::KitPart;
use crate::domain::feed::{Row, TopicDigest, row_mark};
use crate::domain::ids::Sku;
use crate::domain::settings::Settings;
use crate::master::ledger::Terms;

/// A stored row.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) seq: i64,
    pub(super) digest: Option<Vec<u8>>,
    pub(super) body: String,
    mark: u64,
}

/// Where the feed stands: the ledger's name and its newest change.
pub(super) fn position(connection: &Connection) -> Result<Cursor, MasterError> {
    let position = connection
        .prepare_cached("SELECT name, seq FROM ledger WHERE id = 1")?
        .query_row([], |row| {
            Ok(Cursor {
                ledger: row.get(0)?,
                place: place(count(row.get(1)?)),
                load: None,
            })
        })?;
    Ok(position)
}

/// A place in the feed of a master with one writer at a time.
pub(super) fn place(seq: u64) -> Place {
    Place {
        transaction: 0,
        seq,
    }
}

/// Changes of one transaction. Numbers and digests are taken from the ledger at the start and given
/// back at the end, because writing them for each row would double the work.
///
/// There is one at a time, and it has to [`end`](Self::end).
pub(super) struct Feed<'a> {
    pub(super) connection: &'a Connection,
    last: u64,
    /// Rows more, and the exclusive or of old and new marks, by kind of row.
    digests: BTreeMap<&'static str, (i64, u64)>,
}

impl<'a> Feed<'a> {
    pub(super) fn begin(connection: &'a Connection) -> Result<Self, MasterError> {
        Ok(Self {
            connection,
            last: position(connection)?.place.seq,
            digests: BTreeMap::new(),
        })
    }

    /// Writes a row that was not there before.
    pub(super) fn add(&mut self, row: &Row, digest: Option<&[u8]>) -> Result<(), MasterError> {
        let body = body_of(row);
        let mark = row_mark(&body);
        let seq = self.next();
        self.connection
            .prepare_cached(
                "INSERT INTO record(seq, topic, key, digest, body, mark) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                seq,
                row.topic(),
                row.key(),
                digest,
                body,
                mark.cast_signed()
            ])?;
        self.count(row.topic(), 1, mark);
        Ok(())
    }

    /// Writes a row anew and moves it to the end of the feed; its digest stays when none is given.
    pub(super) fn change(
        &mut self,
        old: &Record,
        row: &Row,
        digest: Option<&[u8]>,
    ) -> Result<(), MasterError> {
        let body = body_of(row);
        let mark = row_mark(&body);
        let seq = self.next();
        self.connection
            .prepare_cached(
                "UPDATE record SET seq = ?2, digest = coalesce(?3, digest), body = ?4, mark = ?5 WHERE seq = ?1",
            )?
            .execute(params![old.seq, seq, digest, body, mark.cast_signed()])?;
        self.count(row.topic(), 0, mark ^ old.mark);
        Ok(())
    }

    /// Writes a row, whether it was there or not; nothing changes when it is the same.
    pub(super) fn put(&mut self, row: &Row) -> Result<(), MasterError> {
        match find(self.connection, row.topic(), &row.key())? {
            None => self.add(row, None),
            Some(record) if record.body == body_of(row) => Ok(()),
            Some(record) => self.change(&record, row, None),
        }
    }

    /// Takes a row away. Answers whether there was one.
    pub(super) fn remove(&mut self, topic: &'static str, key: &str) -> Result<bool, MasterError> {
        let Some(record) = find(self.connection, topic, key)? else {
            return Ok(false);
        };
        self.connection
            .prepare_cached("DELETE FROM record WHERE seq = ?1")?
            .execute([record.seq])?;
        self.count(topic, -1, record.mark);
        Ok(true)
    }

    /// Gives numbers and digests back.
    pub(super) fn end(self) -> Result<(), MasterError> {
        self.connection
            .prepare_cached("UPDATE ledger SET seq = ?1 WHERE id = 1 AND seq <> ?1")?
            .execute([column(self.last)])?;
        for (topic, (rows, mark)) in self.digests {
            let before: Option<(i64, i64)> = self
                .connection
                .prepare_cached("SELECT rows, mark FROM topic_digest WHERE topic = ?1")?
                .query_row([topic], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let (rows_before, mark_before) = before.unwrap_or_default();
            self.connection
                .prepare_cached(
                    "INSERT OR REPLACE INTO topic_digest(topic, rows, mark) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![
                    topic,
                    rows_before + rows,
                    mark_before ^ mark.cast_signed()
                ])?;
        }
        Ok(())
    }

    /// Counts a row that was written before rows were counted, as this program writes it.
    pub(super) fn count_in(&mut self, seq: i64, row: &Row) -> Result<(), MasterError> {
        let mark = row_mark(&body_of(row));
        self.connection
            .prepare_cached("UPDATE record SET mark = ?2 WHERE seq = ?1")?
            .execute([seq, mark.cast_signed()])?;
        self.count(row.topic(), 1, mark);
        Ok(())
    }

    fn next(&mut self) -> i64 {
        self.last += 1;
        column(self.last)
    }

    fn count(&mut self, topic: &'static str, rows: i64, mark: u64) {
        let digest = self.digests.entry(topic).or_default();
        digest.0 += rows;
        digest.1 ^= mark;
    }
}

/// All rows in a few numbers.
pub(super) fn digests(connection: &Connection) -> Result<Vec<TopicDigest>, MasterError> {
    let mut query = connection.prepare_cached(
        "SELECT topic, rows, mark FROM topic_digest WHERE rows > 0 AND topic <> 'gone' ORDER BY topic",
    )?;
    let digests = query.query_map([], |row| {
        Ok(TopicDigest {
            topic: row.get(0)?,
            rows: count(row.get(1)?),
            mark: row.get::<_, i64>(2)?.cast_unsigned(),
        })
    })?;
    Ok(digests.collect::<Result<_, _>>()?)
}

/// The record of a row, if there is one.
pub(super) fn find(
    connection: &Connection,
    topic: &str,
    key: &str,
) -> Result<Option<Record>, MasterError> {
    let record = connection
        .prepare_cached("SELECT seq, digest, body, mark FROM record WHERE topic = ?1 AND key = ?2")?
        .query_row([topic, key], record_of)
        .optional()?;
    Ok(record)
}

fn record_of(row: &rusqlite::Row<'_>) -> Result<Record, rusqlite::Error> {
    Ok(Record {
        seq: row.get(0)?,
        digest: row.get(1)?,
        body: row.get(2)?,
        mark: row.get::<_, i64>(3)?.cast_unsigned(),
    })
}

/// What a SKU consists of; nothing for one that is no kit.
pub(super) fn kit_parts(connection: &Connection, kit: &Sku) -> Result<Vec<KitPart>, MasterError> {
    let rows = beginning(connection, "kit", &format!("{kit}\u{1f}"))?;
    Ok(rows
        .into_iter()
        .filter_map(|(_, row)| match row {
            Row::Kit(part) => Some(part),
            _ => None,
        })
        .collect())
}

/// Whether a kit of this SKU has any part. The parts of a kit stand together by their key.
pub(super) fn has_part(connection: &Connection, kit: &Sku) -> Result<bool, MasterError> {
    let (first, last) = (format!("{kit}\u{1f}"), format!("{kit}\u{20}"));
    let known = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM record WHERE topic = 'kit' AND key >= ?1 AND key < ?2)",
        )?
        .query_row([first, last], |row| row.get(0))?;
    Ok(known)
}

/// Remembers that other bytes mean the same row.
pub(super) fn read_again(
    connection: &Connection,
    seq: i64,
    digest: &[u8],
) -> Result<(), MasterError> {
    connection
        .prepare_cached("UPDATE record SET digest = ?2 WHERE seq = ?1")?
        .execute(params![seq, digest])?;
    Ok(())
}

/// The row whose text is stored.
pub(super) fn row(topic: &str, key: &str, body: &str) -> Result<Row, MasterError> {
    serde_json::from_str(body).map_err(|source| MasterError::Unreadable {
        topic: topic.to_owned(),
        key: key.to_owned(),
        source,
    })
}

/// All rows of a topic whose key begins with `prefix`.
pub(super) fn beginning(
    connection: &Connection,
    topic: &str,
    prefix: &str,
) -> Result<Vec<(Record, Row)>, MasterError> {
    let mut query = connection.prepare_cached(
        "SELECT seq, digest, body, mark, key FROM record WHERE topic = ?1 AND key >= ?2 AND key < ?2 || char(1114111) ORDER BY key",
    )?;
    let mut found = query.query([topic, prefix])?;
    let mut rows = Vec::new();
    while let Some(columns) = found.next()? {
        let (key, record): (String, Record) = (columns.get(4)?, record_of(columns)?);
        let row = row(topic, &key, &record.body)?;
        rows.push((record, row));
    }
    Ok(rows)
}

/// The settings; what nobody set, or nobody knows any more, has its default.
pub(super) fn settings(connection: &Connection) -> Result<Settings, MasterError> {
    let mut settings = Settings::default();
    for (_, row) in beginning(connection, "setting", "")? {
        if let Row::Setting { key, value } = row
            && let Err(why) = settings.set(&key, &value)
        {
            tracing::warn!(key, %why, "a setting is not used");
        }
    }
    Ok(settings)
}

/// How long claims last, by the settings of the shop.
pub(super) fn terms(connection: &Connection) -> Result<Terms, MasterError> {
    let mut settings = Settings::default();
    for name in ["claim_lease_seconds", "claim_grace_seconds"] {
        if let Some(record) = find(connection, "setting", name)?
            && let Row::Setting { key, value } = row("setting", name, &record.body)?
            && let Err(why) = settings.set(&key, &value)
        {
            tracing::warn!(key, %why, "a setting is not used");
        }
    }
    Ok(Terms::from(&settings))
}
