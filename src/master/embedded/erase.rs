//! Takes out of rows who a customer or a worker is, see [`crate::master::privacy`].

use rusqlite::{Connection, OptionalExtension as _, params};

use super::MasterError;
use super::records::{self, Feed};
use crate::domain::feed::{OrderRow, Row};
use crate::domain::ids::{Badge, OrderNo};
use crate::master::ledger::mark_of;
use crate::master::privacy::{digest_of, without_person};

/// Erases the customer of an order. One that was taken away has nothing left.
pub(super) fn customer(feed: &mut Feed<'_>, order: &OrderNo) -> Result<(), MasterError> {
    let Some(record) = records::find(feed.connection, "order", order.as_str())? else {
        return Ok(());
    };
    let Row::Order(row) = records::row("order", order.as_str(), &record.body)? else {
        return Ok(());
    };
    let erased = without_person(&row);
    let (digest, mark) = (digest_of(&erased.order), mark_of(&erased.order));
    feed.change(&record, &Row::Order(Box::new(erased)), Some(&digest))?;
    // The marks are digests of the address too.
    feed.connection
        .prepare_cached(
            "UPDATE order_ledger SET packed_mark = iif(packed_mark = mark, ?2, NULL), mark = ?2 WHERE order_no = ?1",
        )?
        .execute(params![order.as_str(), mark.cast_signed()])?;
    Ok(())
}

/// Erases the name of a worker who has left, and what the PIN is proved by.
pub(super) fn worker(feed: &mut Feed<'_>, badge: &Badge) -> Result<(), MasterError> {
    let Some(record) = records::find(feed.connection, "worker", badge.as_str())? else {
        return Ok(());
    };
    match records::row("worker", badge.as_str(), &record.body)? {
        Row::Worker(worker) if !worker.has_left() => {
            feed.change(&record, &Row::Worker(worker.left()), Some(&[]))
        }
        _ => Ok(()),
    }
}

/// Whether the shop's order comes without its customer: they were erased, and it is done.
pub(super) fn is_erased(connection: &Connection, row: &OrderRow) -> Result<bool, MasterError> {
    let known: Option<bool> = connection
        .prepare_cached(
            "SELECT state = 'closed' OR ?2 FROM order_ledger WHERE order_no = ?1 AND to_erase = 1",
        )?
        .query_row(
            params![row.order.order_no.as_str(), row.order.cancelled],
            |row| row.get(0),
        )
        .optional()?;
    Ok(known == Some(true))
}
