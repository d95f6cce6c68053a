//! The feed: every row once, numbered by its last change. A changed row moves to the end.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::{MasterError, body_of, column, count};
use crate::domain::feed::Row;
use crate::domain::ids::Sku;
use crate::domain::settings::Settings;

/// A stored row.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) seq: i64,
    pub(super) digest: Option<Vec<u8>>,
    pub(super) body: String,
}

/// Number of the newest change.
pub(super) fn newest(connection: &Connection) -> Result<u64, MasterError> {
    let seq: i64 = connection
        .prepare_cached("SELECT seq FROM ledger WHERE id = 1")?
        .query_row([], |row| row.get(0))?;
    Ok(count(seq))
}

/// Numbers for changes, taken from the ledger at the start and given back at the end.
///
/// One transaction takes many; writing the counter for each would double its work.
pub(super) struct Numbers {
    last: u64,
}

impl Numbers {
    pub(super) fn begin(connection: &Connection) -> Result<Self, MasterError> {
        Ok(Self {
            last: newest(connection)?,
        })
    }

    fn next(&mut self) -> i64 {
        self.last += 1;
        column(self.last)
    }

    pub(super) fn end(self, connection: &Connection) -> Result<(), MasterError> {
        connection
            .prepare_cached("UPDATE ledger SET seq = ?1 WHERE id = 1")?
            .execute([column(self.last)])?;
        Ok(())
    }
}

/// The record of a row, if there is one.
pub(super) fn find(
    connection: &Connection,
    topic: &str,
    key: &str,
) -> Result<Option<Record>, MasterError> {
    let record = connection
        .prepare_cached("SELECT seq, digest, body FROM record WHERE topic = ?1 AND key = ?2")?
        .query_row([topic, key], |row| {
            Ok(Record {
                seq: row.get(0)?,
                digest: row.get(1)?,
                body: row.get(2)?,
            })
        })
        .optional()?;
    Ok(record)
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

/// Writes a row that was not there before.
pub(super) fn add(
    connection: &Connection,
    numbers: &mut Numbers,
    row: &Row,
    digest: Option<&[u8]>,
) -> Result<(), MasterError> {
    connection
        .prepare_cached(
            "INSERT INTO record(seq, topic, key, digest, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            numbers.next(),
            row.topic(),
            row.key(),
            digest,
            body_of(row)
        ])?;
    Ok(())
}

/// Writes a row anew and moves it to the end of the feed; its digest stays when none is given.
pub(super) fn change(
    connection: &Connection,
    numbers: &mut Numbers,
    seq: i64,
    row: &Row,
    digest: Option<&[u8]>,
) -> Result<(), MasterError> {
    connection
        .prepare_cached(
            "UPDATE record SET seq = ?2, digest = coalesce(?3, digest), body = ?4 WHERE seq = ?1",
        )?
        .execute(params![seq, numbers.next(), digest, body_of(row)])?;
    Ok(())
}

/// Writes a row, whether it was there or not; nothing changes when it is the same.
pub(super) fn put(
    connection: &Connection,
    numbers: &mut Numbers,
    row: &Row,
) -> Result<(), MasterError> {
    match find(connection, row.topic(), &row.key())? {
        None => add(connection, numbers, row, None),
        Some(record) if record.body == body_of(row) => Ok(()),
        Some(record) => change(connection, numbers, record.seq, row, None),
    }
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
) -> Result<Vec<(i64, Row)>, MasterError> {
    let mut query = connection.prepare_cached(
        "SELECT seq, key, body FROM record WHERE topic = ?1 AND key >= ?2 AND key < ?2 || char(1114111) ORDER BY key",
    )?;
    let mut found = query.query([topic, prefix])?;
    let mut rows = Vec::new();
    while let Some(columns) = found.next()? {
        let (key, body): (String, String) = (columns.get(1)?, columns.get(2)?);
        rows.push((columns.get(0)?, row(topic, &key, &body)?));
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
