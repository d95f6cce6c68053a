//! The rows that benches cache, in the order of the transactions that changed them.

use std::collections::BTreeMap;

use super::session::{Session, given};
use super::trouble::Fault;
use crate::domain::feed::{Row, row_mark};
use crate::domain::settings::Settings;
use crate::domain::shipping_rules::{self, RuleSet};
use crate::master::MasterError;

/// Writes rows; a changed one moves to the end of the feed, and one that is the same stays where it is.
pub(super) const PUT: &str = "INSERT INTO record(topic, key, mark, body)
     SELECT topic, key, mark, body
     FROM unnest($1::TEXT[], $2::TEXT[], $3::BIGINT[], $4::TEXT[]) AS new(topic, key, mark, body)
     ORDER BY topic COLLATE \"C\", key COLLATE \"C\"
     ON CONFLICT (topic, key) DO UPDATE
     SET mark = excluded.mark, body = excluded.body,
     transaction = excluded.transaction, seq = excluded.seq
     WHERE record.body <> excluded.body";

/// A row as it is sent to benches.
pub(super) fn body_of(row: &Row) -> String {
    serde_json::to_string(row).expect("the words of the domain have a JSON text")
}

/// The row's text in one number, in the sign of a column.
pub(super) fn mark_of(body: &str) -> i64 {
    row_mark(body).cast_signed()
}

/// The row whose text is stored.
pub(super) fn read(topic: &str, key: &str, body: &str) -> Result<Row, MasterError> {
    serde_json::from_str(body).map_err(|source| MasterError::Unreadable {
        topic: topic.to_owned(),
        key: key.to_owned(),
        source,
    })
}

/// Columns of many rows, as the server takes them apart again.
#[derive(Default)]
struct Columns {
    topics: Vec<&'static str>,
    keys: Vec<String>,
    marks: Vec<i64>,
    bodies: Vec<String>,
}

impl<'a> FromIterator<&'a Row> for Columns {
    fn from_iter<I: IntoIterator<Item = &'a Row>>(rows: I) -> Self {
        // Of two rows with one key the later counts, and the server would refuse the two.
        let rows: BTreeMap<(&'static str, String), &Row> = rows
            .into_iter()
            .map(|row| ((row.topic(), row.key()), row))
            .collect();
        let mut columns = Self::default();
        for ((topic, key), row) in rows {
            let body = body_of(row);
            columns.topics.push(topic);
            columns.keys.push(key);
            columns.marks.push(mark_of(&body));
            columns.bodies.push(body);
        }
        columns
    }
}

/// Writes rows, whether they were there or not; a changed one moves to the end of the feed, and one
/// that is the same stays where it is.
///
/// In the order of their keys, so that two benches never wait for each other crosswise.
pub(super) fn put(session: &mut Session, rows: &[Row]) -> Result<(), Fault> {
    if rows.is_empty() {
        return Ok(());
    }
    let columns: Columns = rows.iter().collect();
    session.put_off(
        PUT,
        given![columns.topics, columns.keys, columns.marks, columns.bodies],
    )
}

/// Writes the rows that are not there yet.
pub(super) fn add_new(session: &mut Session, rows: &[Row]) -> Result<(), Fault> {
    if rows.is_empty() {
        return Ok(());
    }
    let columns: Columns = rows.iter().collect();
    session.put_off(
        "INSERT INTO record(topic, key, mark, body)
         SELECT topic, key, mark, body
         FROM unnest($1::TEXT[], $2::TEXT[], $3::BIGINT[], $4::TEXT[]) AS new(topic, key, mark, body)
         ORDER BY topic COLLATE \"C\", key COLLATE \"C\"
         ON CONFLICT (topic, key) DO NOTHING",
        given![columns.topics, columns.keys, columns.marks, columns.bodies],
    )
}

/// Rows with these keys, kept from others until the transaction ends.
pub(super) const LOCK: &str =
    "SELECT key, body FROM record WHERE topic = $1 AND key = ANY($2) ORDER BY key FOR UPDATE";

/// The rows with these keys, kept from others until the transaction ends.
pub(super) fn lock(
    session: &mut Session,
    topic: &str,
    keys: &[String],
) -> Result<BTreeMap<String, Row>, Fault> {
    if keys.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found = session.query(LOCK, &[&topic, &keys])?;
    locked(topic, &found)
}

/// What [`LOCK`] found.
pub(super) fn locked(
    topic: &str,
    found: &[tokio_postgres::Row],
) -> Result<BTreeMap<String, Row>, Fault> {
    let mut rows = BTreeMap::new();
    for columns in found {
        let (key, body): (String, String) = (columns.get(0), columns.get(1));
        let row = read(topic, &key, &body)?;
        rows.insert(key, row);
    }
    Ok(rows)
}

/// All rows of a topic whose keys begin with one of `prefixes`.
pub(super) fn beginning(
    session: &mut Session,
    topic: &str,
    prefixes: &[String],
) -> Result<Vec<Row>, Fault> {
    if prefixes.is_empty() {
        return Ok(vec![]);
    }
    // Keys sort byte by byte, and no code holds the character that ends the range.
    let found = session.query(
        "SELECT record.key, record.body
         FROM unnest($2::TEXT[]) AS wanted(prefix)
         JOIN record ON record.topic = $1 AND record.key >= wanted.prefix COLLATE \"C\"
            AND record.key < (wanted.prefix || chr(1114111)) COLLATE \"C\"
         ORDER BY record.key",
        &[&topic, &prefixes],
    )?;
    let mut rows = Vec::new();
    for columns in found {
        let (key, body): (String, String) = (columns.get(0), columns.get(1));
        rows.push(read(topic, &key, &body)?);
    }
    Ok(rows)
}

/// Keeps the shipping rules from others until the transaction ends. Whoever locks anything else does it later.
pub(super) fn keep_rules(session: &mut Session) -> Result<(), Fault> {
    session.execute(
        "SELECT pg_advisory_xact_lock(hashtextextended('pakownia rules ' || current_schema(), 0))",
        &[],
    )?;
    Ok(())
}

/// The shipping rules.
pub(super) fn rules(session: &mut Session) -> Result<RuleSet, Fault> {
    let mut settings = Settings::default();
    for row in beginning(session, "setting", &[shipping_rules::SETTING.to_owned()])? {
        heed_setting(&mut settings, row);
    }
    Ok(settings.shipping)
}

/// The settings; what nobody set, or nobody knows any more, has its default.
pub(super) fn settings(session: &mut Session) -> Result<Settings, Fault> {
    let mut settings = Settings::default();
    for row in beginning(session, "setting", &[String::new()])? {
        heed_setting(&mut settings, row);
    }
    Ok(settings)
}

/// Takes a row's setting over; one that nobody knows any more is left.
pub(super) fn heed_setting(settings: &mut Settings, row: Row) {
    if let Row::Setting { key, value } = row
        && let Err(why) = settings.set(&key, &value)
    {
        tracing::warn!(key, %why, "a setting is not used");
    }
}
