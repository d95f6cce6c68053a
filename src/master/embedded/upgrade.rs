//! Fills in, once, what a file of an older program lacks and SQL alone cannot compute.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, TransactionBehavior};

use super::books::Books;
use super::records::{self, Feed};
use super::{MasterError, effects, import};
use crate::domain::exception::{Exception, ExceptionKind};
use crate::domain::feed::Row;
use crate::domain::ids::{OrderNo, StationId};

/// Marks of all rows, needs and reservations of all orders, an exception for each rejected fact.
pub(super) fn fill(connection: &mut Connection, now: DateTime<Utc>) -> Result<(), MasterError> {
    let is_filled: bool =
        connection.query_row("SELECT is_filled FROM ledger WHERE id = 1", [], |row| {
            row.get(0)
        })?;
    if is_filled {
        return Ok(());
    }
    let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut feed = Feed::begin(&step)?;
    count_rows(&mut feed)?;
    take_orders(&mut feed, now)?;
    tell_rejections(&mut feed)?;
    feed.end()?;
    step.execute("UPDATE ledger SET is_filled = 1 WHERE id = 1", [])?;
    step.commit()?;
    Ok(())
}

/// The places of orders that came before there was a calendar.
pub(super) fn rank(connection: &mut Connection) -> Result<(), MasterError> {
    let is_ranked: bool =
        connection.query_row("SELECT is_ranked FROM ledger WHERE id = 1", [], |row| {
            row.get(0)
        })?;
    if is_ranked {
        return Ok(());
    }
    let step = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    import::rank_anew(&step, &records::settings(&step)?)?;
    step.execute("UPDATE ledger SET is_ranked = 1 WHERE id = 1", [])?;
    step.commit()?;
    Ok(())
}

fn count_rows(feed: &mut Feed<'_>) -> Result<(), MasterError> {
    let mut query = feed
        .connection
        .prepare("SELECT seq, topic, key, body FROM record ORDER BY seq")?;
    let mut found = query.query([])?;
    while let Some(columns) = found.next()? {
        let (topic, key, body): (String, String, String) =
            (columns.get(1)?, columns.get(2)?, columns.get(3)?);
        let row = records::row(&topic, &key, &body)?;
        feed.count_in(columns.get(0)?, &row)?;
    }
    Ok(())
}

/// What the shop says of each order, as if it had come now.
fn take_orders(feed: &mut Feed<'_>, now: DateTime<Utc>) -> Result<(), MasterError> {
    for (_, row) in records::beginning(feed.connection, "order", "")? {
        let Row::Order(row) = row else { continue };
        let order = &row.order.order_no;
        let needs = import::needs(feed.connection, &row.order)?;
        let mut books = Books::of_the_shop(feed.connection);
        books.load_order(order)?;
        books.ledger.order_changed(&row, needs, now);
        // Whether something was packed before the shop changed it, nobody wrote down then.
        books.ledger.effects.exceptions.clear();
        if let Some(book) = books.ledger.orders.get_mut(order)
            && book.packed_revision == row.revision
        {
            book.packed_mark = Some(book.mark);
        }
        books.save(feed, now)?;
    }
    Ok(())
}

/// A rejected fact is something that a person has to look at.
fn tell_rejections(feed: &mut Feed<'_>) -> Result<(), MasterError> {
    let mut query = feed.connection.prepare(
        "SELECT station, epoch, number, kind, order_no, rejected, at FROM inbox
         WHERE rejected IS NOT NULL ORDER BY station, epoch, number",
    )?;
    let mut found = query.query([])?;
    while let Some(row) = found.next()? {
        let (station, epoch, number): (String, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let why: String = row.get(5)?;
        let exception = Exception {
            id: format!("fact/{station}/{epoch}/{number}"),
            kind: ExceptionKind::FactRejected {
                why: serde_json::from_str(&why).map_err(|source| MasterError::Unreadable {
                    topic: "inbox".to_owned(),
                    key: number.to_string(),
                    source,
                })?,
                fact: row.get(3)?,
            },
            order: row.get::<_, Option<String>>(4)?.map(OrderNo),
            parcel: None,
            station: Some(StationId(station)),
            opened_at: DateTime::from_timestamp_millis(row.get(6)?).unwrap_or_default(),
            settled: None,
        };
        effects::open(feed, exception)?;
    }
    Ok(())
}
