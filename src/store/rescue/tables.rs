//! What the bench owns beside its journal: numbers, claims, labels, print queue, answers, the link.
//!
//! Read table by table from the damaged file as far as SQLite can. A table that could be read whole
//! replaces the copy's; of another one, every row that can be read is laid over the copy's rows.

use std::collections::BTreeSet;

use rusqlite::types::Value as Column;
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};

use super::facts::Identity;
use super::pages::Pages;
use super::records::{Row, Value, each_row};
use crate::sqlite::count;
use crate::store::projections;
use crate::store::{EMPTY_CACHE, StoreError, commitment};

/// What came of the tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TablesFound {
    /// Tables that could not be read whole.
    pub(super) torn: Vec<String>,
    /// Tracking numbers that are given up, because they may have been used.
    pub(super) numbers_given_up: u64,
    /// Labels that the journal speaks of and that are gone.
    pub(super) labels_missing: u64,
}

/// Carries the tables over into `into`, whose journal is complete already.
pub(super) fn carry(
    damaged: Option<&Connection>,
    pages: &mut Pages,
    into: &Connection,
) -> Result<TablesFound, StoreError> {
    let mut found = TablesFound::default();
    for table in owned(into)? {
        let columns = columns(into, &table)?;
        let known = match damaged.map(|damaged| self::columns(damaged, &table)) {
            Some(Ok(known)) => known,
            _ => vec![],
        };
        let shared: Vec<String> = columns
            .into_iter()
            .filter(|column| known.contains(column))
            .collect();
        let is_whole = match damaged {
            Some(damaged) if !shared.is_empty() => take(damaged, into, &table, &shared)?,
            _ => false,
        };
        if !is_whole {
            found.torn.push(table);
        }
    }
    let torn = found.torn.clone();
    let is_torn = |table: &str| torn.iter().any(|torn| torn == table);
    if is_torn("number_range") {
        found.numbers_given_up = give_numbers_up(into)?;
    }
    if is_torn("print_job") {
        into.execute("DELETE FROM print_job", [])?;
    }
    if is_torn("label") {
        carve_labels(pages, into)?;
    }
    if is_torn("claim") {
        hold_what_is_begun(into)?;
    }
    use_no_number_twice(into)?;
    found.labels_missing = labels_missing(into)?;
    Ok(found)
}

/// Who the bench is, and up to which fact the master has acknowledged; `None` when that cannot be read.
pub(super) fn bench_row(damaged: &Connection) -> Option<(Identity, u64)> {
    damaged
        .query_row(
            "SELECT station, epoch, acknowledged FROM bench WHERE id = 1",
            [],
            |row| {
                let whose = Identity {
                    station: row.get(0)?,
                    epoch: count(row.get(1)?),
                };
                Ok((whose, count(row.get(2)?)))
            },
        )
        .optional()
        .ok()
        .flatten()
}

/// All tables but the journal, the cache, and what is made from the journal. The bench's own row is taken by itself.
fn owned(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let cache: BTreeSet<&str> = EMPTY_CACHE
        .lines()
        .filter_map(|line| line.strip_prefix("DROP TABLE IF EXISTS "))
        .map(|name| name.trim_end_matches(';'))
        .collect();
    let mut query = connection.prepare(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name",
    )?;
    let tables = query.query_map([], |row| row.get::<_, String>(0))?;
    let tables = tables.collect::<Result<Vec<_>, _>>()?;
    let is_owned = |table: &String| {
        let table = table.as_str();
        !cache.contains(table)
            && !projections::TABLES.contains(&table)
            && ![
                "fact",
                "bench",
                "schema_migration",
                "standing_parcel",
                // The master tells them again, from where the copy stands.
                "foreign_fact",
                "foreign_bench",
                "fact_cursor",
            ]
            .contains(&table)
    };
    Ok(tables.into_iter().filter(is_owned).collect())
}

fn columns(connection: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let mut query = connection.prepare("SELECT name FROM pragma_table_info(?1) ORDER BY cid")?;
    let names = query.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

/// Takes a table's rows; answers whether all of them could be read.
fn take(
    damaged: &Connection,
    into: &Connection,
    table: &str,
    columns: &[String],
) -> Result<bool, StoreError> {
    let names = columns.join(", ");
    let forth = format!("SELECT {names} FROM {table}");
    let is_whole = each_of(damaged, &forth, |_values| Ok(()))?;
    if is_whole {
        into.execute(&format!("DELETE FROM {table}"), [])?;
    }
    let places = vec!["?"; columns.len()].join(", ");
    let insert = format!("INSERT OR REPLACE INTO {table}({names}) VALUES ({places})");
    let mut keep = |values: Vec<Column>| -> Result<(), StoreError> {
        into.prepare_cached(&insert)?
            .execute(params_from_iter(values))?;
        Ok(())
    };
    each_of(damaged, &forth, &mut keep)?;
    if !is_whole {
        // Behind the damaged page there may be more: read from the other end.
        let key = key_of(damaged, table).unwrap_or_else(|| "rowid".to_owned());
        let back = format!("SELECT {names} FROM {table} ORDER BY {key} DESC");
        each_of(damaged, &back, &mut keep)?;
    }
    Ok(is_whole)
}

fn key_of(connection: &Connection, table: &str) -> Option<String> {
    connection
        .query_row(
            "SELECT name FROM pragma_table_info(?1) WHERE pk = 1",
            [table],
            |row| row.get(0),
        )
        .ok()
}

/// Hands rows over until one cannot be read; answers whether none was such.
fn each_of(
    damaged: &Connection,
    sql: &str,
    mut seen: impl FnMut(Vec<Column>) -> Result<(), StoreError>,
) -> Result<bool, StoreError> {
    let Ok(mut query) = damaged.prepare(sql) else {
        return Ok(false);
    };
    let count = query.column_count();
    let Ok(mut rows) = query.query([]) else {
        return Ok(false);
    };
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(true),
            Err(_damaged) => return Ok(false),
        };
        let values: Result<Vec<Column>, _> = (0..count).map(|at| row.get(at)).collect();
        match values {
            Ok(values) => seen(values)?,
            Err(_damaged) => return Ok(false),
        }
    }
}

/// A tracking number that may stand on a parcel already must not stand on another: what is left is given up.
fn give_numbers_up(into: &Connection) -> Result<u64, StoreError> {
    let left: i64 = into.query_row(
        "SELECT coalesce(sum(last - next + 1), 0) FROM number_range WHERE next <= last",
        [],
        |row| row.get(0),
    )?;
    into.execute("UPDATE number_range SET next = last + 1", [])?;
    Ok(count(left))
}

/// Whatever a range says, it goes on behind the last number that the journal has given away.
fn use_no_number_twice(into: &Connection) -> Result<(), StoreError> {
    into.execute(
        "UPDATE number_range SET next = max(next, coalesce((
            SELECT max(body ->> 'serial') + 1 FROM fact
            WHERE kind = 'ParcelClosed' AND body ->> 'serial' BETWEEN first AND last), next))",
        [],
    )?;
    Ok(())
}

/// An order in the packers' hands keeps its claim: its own facts carry the fence.
fn hold_what_is_begun(into: &Connection) -> Result<(), StoreError> {
    into.execute(
        "INSERT INTO claim(order_no, fence)
            SELECT order_no, max(fence) FROM fact WHERE order_no IS NOT NULL AND fence > 0 GROUP BY order_no
         ON CONFLICT (order_no) DO UPDATE SET fence = max(fence, excluded.fence)",
        [],
    )?;
    Ok(())
}

/// Labels byte for byte from the pages, each proved by what its fact commits to.
fn carve_labels(pages: &mut Pages, into: &Connection) -> Result<(), StoreError> {
    let mut fault = None;
    each_row(pages, |_at, row| {
        if fault.is_none() {
            fault = keep_label(into, &row).err();
        }
    });
    fault.map_or(Ok(()), Err)
}

fn keep_label(into: &Connection, row: &Row) -> Result<(), StoreError> {
    let [
        Value::Text(order),
        Value::Whole(parcel),
        Value::Whole(revision),
        Value::Whole(void),
        Value::Text(format),
        Value::Bytes(salt),
        Value::Bytes(bytes),
        Value::Bytes(picture),
    ] = row.values.as_slice()
    else {
        return Ok(());
    };
    let is_promised: bool = into
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM fact WHERE order_no IS NOT NULL AND order_no = ?1
                AND kind = 'LabelStored' AND parcel = ?2
                AND body ->> 'revision' = ?3 AND body ->> 'commitment' = ?4)",
        )?
        .query_row(
            params![order, parcel, revision, commitment(salt, bytes)],
            |row| row.get(0),
        )?;
    if is_promised {
        into.prepare_cached(
            "INSERT OR IGNORE INTO label(order_no, parcel, revision, void, format, salt, bytes, picture)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![order, parcel, revision, void, format, salt, bytes, picture])?;
    }
    Ok(())
}

/// Newest labels that the journal speaks of and nobody has.
fn labels_missing(into: &Connection) -> Result<u64, StoreError> {
    let missing: i64 = into.query_row(
        "SELECT count(*) FROM (
            SELECT order_no, parcel, max(body ->> 'revision') AS revision FROM fact
            WHERE kind = 'LabelStored' GROUP BY order_no, parcel) AS stored
         WHERE NOT EXISTS (SELECT 1 FROM label WHERE label.order_no = stored.order_no
            AND label.parcel = stored.parcel AND label.revision = stored.revision)",
        [],
        |row| row.get(0),
    )?;
    Ok(count(missing))
}
