//! Rows from outside. What was read before byte for byte is ignored, so that stock is not reset.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, params};

use super::records::{self, Numbers, Record};
use super::{ImportRow, Imported, MasterError, column};
use crate::domain::feed::{OrderRow, Row};
use crate::domain::gate::hold_of;
use crate::domain::order::Order;
use crate::domain::queue::rank_of;
use crate::domain::settings::Settings;

/// Takes the rows inside the caller's transaction.
pub(super) fn take(
    connection: &Connection,
    rows: &[ImportRow],
    now: DateTime<Utc>,
) -> Result<Imported, MasterError> {
    let before = records::settings(connection)?;
    let mut numbers = Numbers::begin(connection)?;
    let mut imported = Imported::default();
    // Settings first: the orders of the same import are ranked by them.
    let (rules, mut others): (Vec<&ImportRow>, Vec<&ImportRow>) = rows
        .iter()
        .partition(|row| matches!(row.row, Row::Setting { .. }));
    // In the order of their keys, so that an index of a million rows grows at its end, here and in
    // the cache of every bench, which reads them in this order. Of two rows with one key the later wins.
    others.sort_by_cached_key(|row| (row.row.topic(), row.row.key()));
    for row in rules {
        take_row(connection, &mut numbers, row, &before, &mut imported)?;
    }
    let settings = records::settings(connection)?;
    if before != settings {
        rank_anew(connection, &settings)?;
    }
    for row in others {
        take_row(connection, &mut numbers, row, &settings, &mut imported)?;
    }
    numbers.end(connection)?;
    connection.execute(
        "INSERT INTO import_log(at, added, changed, same) VALUES (?1, ?2, ?3, ?4)",
        params![
            now.timestamp_millis(),
            column(imported.added),
            column(imported.changed),
            column(imported.same)
        ],
    )?;
    Ok(imported)
}

fn take_row(
    connection: &Connection,
    numbers: &mut Numbers,
    new: &ImportRow,
    settings: &Settings,
    imported: &mut Imported,
) -> Result<(), MasterError> {
    let (topic, key) = (new.row.topic(), new.row.key());
    let Some(old) = records::find(connection, topic, &key)? else {
        let row = first_revision(new.row.clone());
        records::add(connection, numbers, &row, Some(&new.digest))?;
        imported.added += 1;
        return list_order(connection, &row, settings);
    };
    if old.digest.as_deref() == Some(new.digest.as_slice()) {
        imported.same += 1;
        return Ok(());
    }
    match changed_row(&old, &new.row, topic, &key)? {
        None => {
            records::read_again(connection, old.seq, &new.digest)?;
            imported.same += 1;
            Ok(())
        }
        Some(row) => {
            records::change(connection, numbers, old.seq, &row, Some(&new.digest))?;
            imported.changed += 1;
            list_order(connection, &row, settings)
        }
    }
}

fn first_revision(row: Row) -> Row {
    match row {
        Row::Order(order) => Row::Order(Box::new(OrderRow {
            revision: 1,
            ..*order
        })),
        other => other,
    }
}

/// The row to write; `None` when other bytes say the same.
///
/// A stock row is compared with what lies there now: its new text is a new count, and facts may have
/// moved the old one since.
fn changed_row(
    old: &Record,
    new: &Row,
    topic: &str,
    key: &str,
) -> Result<Option<Row>, MasterError> {
    let old = records::row(topic, key, &old.body)?;
    let row = match (&old, new) {
        (Row::Order(old), Row::Order(new)) if old.order == new.order => return Ok(None),
        (Row::Order(old), Row::Order(new)) => Row::Order(Box::new(OrderRow {
            order: new.order.clone(),
            revision: old.revision + 1,
        })),
        (_, new) => new.clone(),
    };
    Ok((row != old).then_some(row))
}

/// Place of an unpaid order: behind all others.
const LAST: i64 = i64::MAX;

fn rank(order: &Order, settings: &Settings) -> (i64, u8, i64) {
    rank_of(order, settings).map_or((LAST, u8::MAX, LAST), |rank| {
        (
            rank.cutoff.timestamp_millis(),
            rank.calm,
            rank.paid_at.timestamp_millis(),
        )
    })
}

/// Enters an order into the list from which benches claim.
fn list_order(connection: &Connection, row: &Row, settings: &Settings) -> Result<(), MasterError> {
    let Row::Order(row) = row else { return Ok(()) };
    let (cutoff, calm, paid_at) = rank(&row.order, settings);
    connection
        .prepare_cached(
            "INSERT INTO order_ledger(order_no, ready, cutoff, calm, paid_at) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (order_no) DO UPDATE SET ready = excluded.ready, cutoff = excluded.cutoff,
                calm = excluded.calm, paid_at = excluded.paid_at",
        )?
        .execute(params![row.order.order_no.as_str(), hold_of(&row.order).is_none(), cutoff, calm, paid_at])?;
    Ok(())
}

/// The shop moved a cut-off: every order gets its place anew.
fn rank_anew(connection: &Connection, settings: &Settings) -> Result<(), MasterError> {
    let mut query =
        connection.prepare_cached("SELECT key, body FROM record WHERE topic = 'order'")?;
    let mut found = query.query([])?;
    while let Some(columns) = found.next()? {
        let (key, body): (String, String) = (columns.get(0)?, columns.get(1)?);
        list_order(connection, &records::row("order", &key, &body)?, settings)?;
    }
    Ok(())
}
