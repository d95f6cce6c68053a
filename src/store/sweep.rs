//! What a load of everything did not bring is gone: it is looked for in small steps, so that no scan waits.
//!
//! Until then it stays, and the bench packs on with it. That an order is not packed twice is the
//! master's word anyway, not the cache's.

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter};
use serde::{Deserialize, Serialize};

use super::duplicates::{alike_of, requeue_others};
use super::queue::requeue;
use super::rows::{from_json, to_json};
use super::{Store, StoreError, cache};
use crate::domain::feed::Pulled;
use crate::sqlite::column;

/// Every table of the cache with its key.
const TABLES: [(&str, &[&str]); 12] = [
    ("setting", &["key"]),
    ("worker", &["badge"]),
    ("packaging", &["code"]),
    ("customer_rule", &["customer"]),
    ("tote", &["code"]),
    ("kit_part", &["kit", "part"]),
    ("product", &["sku"]),
    ("barcode", &["code", "sku"]),
    ("stock_place", &["sku", "aisle", "shelf", "bin"]),
    ("customer_order", &["order_no"]),
    ("order_standing", &["order_no"]),
    ("exception", &["id"]),
];

/// How far the cache has been looked through.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Sweep {
    /// A table that is not here any more ends it: an older program may read this.
    table: usize,
    after: Vec<String>,
}

/// Writes the place where to go on. Answers the number of the load that is the newest one from now on.
///
/// When everything comes again, a load begins, and what is not brought by it will be looked for.
pub(super) fn move_on(connection: &Connection, pulled: &Pulled) -> Result<i64, StoreError> {
    let cursor = &pulled.cursor;
    connection
        .prepare_cached(
            "INSERT INTO pull_cursor(id, ledger, writer, seq, load, loads, sweep)
             VALUES (1, ?1, ?2, ?3, ?4, 0, NULL)
             ON CONFLICT (id) DO UPDATE SET ledger = excluded.ledger, writer = excluded.writer,
                seq = excluded.seq, load = excluded.load",
        )?
        .execute(params![
            cursor.ledger,
            column(cursor.place.transaction),
            column(cursor.place.seq),
            cursor.load,
        ])?;
    if pulled.start_again {
        connection
            .prepare_cached("UPDATE pull_cursor SET loads = loads + 1, sweep = ?1 WHERE id = 1")?
            .execute([to_json(&Sweep::default())])?;
    }
    Ok(connection
        .prepare_cached("SELECT loads FROM pull_cursor WHERE id = 1")?
        .query_row([], |row| row.get(0))?)
}

impl Store {
    /// Looks through at most `rows` rows of the cache for those that the newest load did not bring,
    /// once it is through, and drops them. `false` when there is nothing left to look through.
    pub fn sweep(&mut self, rows: u32) -> Result<bool, StoreError> {
        self.guard()?;
        let swept = self.sweep_on(rows);
        self.watch(swept)
    }

    fn sweep_on(&mut self, rows: u32) -> Result<bool, StoreError> {
        let waiting: Option<(i64, String)> = self
            .connection
            .prepare_cached(
                "SELECT loads, sweep FROM pull_cursor WHERE id = 1 AND load IS NULL AND sweep IS NOT NULL",
            )?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((load, sweep)) = waiting else {
            return Ok(false);
        };
        let sweep: Sweep = from_json(&sweep, "pull_cursor", "sweep")?;
        let step = self.connection.transaction()?;
        let next = match TABLES.get(sweep.table) {
            Some((table, keys)) => {
                let (seen, gone) = look_through(&step, table, keys, &sweep.after, load, rows)?;
                let rules = (*table == "setting" && !gone.is_empty())
                    .then(|| cache::settings(&step))
                    .transpose()?;
                for key in gone {
                    let alike = match (*table, key.as_slice()) {
                        ("customer_order", [order]) => alike_of(&step, order)?,
                        _ => None,
                    };
                    drop_row(&step, table, keys, &key)?;
                    requeue_others(&step, &self.station, alike.as_ref())?;
                    if let (&"order_standing", [order]) = (table, key.as_slice()) {
                        step.prepare_cached("DELETE FROM standing_parcel WHERE order_no = ?1")?
                            .execute([order])?;
                        requeue(&step, &self.station, order)?;
                    }
                }
                if let Some(before) = rules {
                    cache::rank_by(&step, &self.station, &before)?;
                }
                Some(match seen {
                    Some(after) => Sweep { after, ..sweep },
                    None => Sweep {
                        table: sweep.table + 1,
                        after: vec![],
                    },
                })
            }
            None => None,
        };
        step.prepare_cached("UPDATE pull_cursor SET sweep = ?1 WHERE id = 1")?
            .execute([next.as_ref().map(to_json)])?;
        step.commit()?;
        Ok(next.is_some())
    }
}

type Key = Vec<String>;

/// The next rows of a table by their key: the last one that was looked at, unless the table ends
/// here, and those that are older than `load`.
fn look_through(
    connection: &Connection,
    table: &str,
    keys: &[&str],
    after: &[String],
    load: i64,
    rows: u32,
) -> Result<(Option<Key>, Vec<Key>), StoreError> {
    let columns = keys.join(", ");
    let behind = if after.is_empty() {
        "TRUE".to_owned()
    } else {
        let marks = vec!["?"; keys.len()].join(", ");
        format!("({columns}) > ({marks})")
    };
    let mut query = connection.prepare_cached(&format!(
        "SELECT {columns}, load FROM {table} WHERE {behind} ORDER BY {columns} LIMIT ?"
    ))?;
    let values = after
        .iter()
        .map(|key| Value::from(key.clone()))
        .chain([Value::from(i64::from(rows))]);
    let mut found = query.query(params_from_iter(values))?;
    let (mut last, mut seen, mut gone) = (None, 0, Vec::new());
    while let Some(row) = found.next()? {
        let key = (0..keys.len())
            .map(|at| row.get(at))
            .collect::<Result<Key, _>>()?;
        seen += 1;
        if row.get::<_, i64>(keys.len())? != load {
            gone.push(key.clone());
        }
        last = Some(key);
    }
    Ok((last.filter(|_| seen == rows), gone))
}

fn drop_row(
    connection: &Connection,
    table: &str,
    keys: &[&str],
    key: &[String],
) -> Result<(), StoreError> {
    let marks = vec!["?"; keys.len()].join(", ");
    connection
        .prepare_cached(&format!(
            "DELETE FROM {table} WHERE ({}) = ({marks})",
            keys.join(", ")
        ))?
        .execute(params_from_iter(key))?;
    Ok(())
}
