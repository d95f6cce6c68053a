//! Takes old orders away, see [`crate::master::prune`].

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::records::{self, Feed};
use super::{MasterError, books, random_name};
use crate::domain::feed::{GONE, OrderRow, Row};
use crate::domain::ids::OrderNo;
use crate::master::ledger::mark_of;
use crate::master::prune::{self, Pruned};

/// Takes orders away that were closed before `before`, inside the caller's transaction.
pub(super) fn prune(
    connection: &Connection,
    before: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Pruned, MasterError> {
    let mut feed = Feed::begin(connection)?;
    let exceptions: Vec<_> = records::beginning(connection, "exception", "")?
        .into_iter()
        .filter_map(|(_, row)| match row {
            Row::Exception(exception) => Some(*exception),
            _ => None,
        })
        .collect();
    let gone = prune::gone(
        &closed_before(connection, before)?,
        &exceptions,
        now,
        &random_name()?,
    );
    let pruned = prune::sum(&gone);
    for gone in gone {
        for order in &gone.orders {
            feed.remove("order", order.as_str())?;
            feed.remove("standing", order.as_str())?;
            connection
                .prepare_cached("UPDATE order_ledger SET pruned = 1 WHERE order_no = ?1")?
                .execute([order.as_str()])?;
        }
        for exception in &gone.exceptions {
            feed.remove("exception", exception)?;
        }
        feed.add(&Row::Gone(Box::new(gone)), None)?;
    }
    forget_old(&mut feed, now)?;
    feed.end()?;
    Ok(pruned)
}

/// Orders that are done since then, as far as benches still have them.
fn closed_before(
    connection: &Connection,
    before: DateTime<Utc>,
) -> Result<Vec<OrderNo>, MasterError> {
    let mut query = connection.prepare(
        "SELECT order_ledger.order_no FROM order_ledger
         JOIN (SELECT order_no, max(at) AS at FROM inbox WHERE order_no IS NOT NULL GROUP BY order_no) AS last
            USING (order_no)
         WHERE state IN ('closed', 'withdrawn') AND last.at < ?1 AND EXISTS (
            SELECT 1 FROM record WHERE topic IN ('order', 'standing') AND key = order_ledger.order_no)
         ORDER BY order_ledger.order_no",
    )?;
    let orders = query.query_map([before.timestamp_millis()], |row| Ok(OrderNo(row.get(0)?)))?;
    Ok(orders.collect::<Result<_, _>>()?)
}

/// What was told long enough is forgotten; the feed begins behind it. Its newest row stays, because
/// by it a bench finds out whether the master was set back.
fn forget_old(feed: &mut Feed<'_>, now: DateTime<Utc>) -> Result<(), MasterError> {
    let old: Vec<(i64, String)> = feed
        .connection
        .prepare_cached(
            "SELECT seq, key FROM record
             WHERE topic = ?1 AND key < ?2 AND seq < (SELECT max(seq) FROM record)",
        )?
        .query_map([GONE, &prune::told_before(now)], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?
        .collect::<Result<_, _>>()?;
    for (_, key) in &old {
        feed.remove(GONE, key)?;
    }
    if let Some((floor, _)) = old.iter().max() {
        feed.connection
            .prepare_cached("UPDATE ledger SET floor = max(floor, ?1) WHERE id = 1")?
            .execute([floor])?;
    }
    Ok(())
}

/// What the shop's order is to a master that has taken it away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// It has not: the order is new, or there.
    No,
    /// It says the same as then.
    Same,
    /// It says something else, and has to come back.
    Changed,
}

/// Whether the order was taken away and is done still.
pub(super) fn known(connection: &Connection, row: &OrderRow) -> Result<Known, MasterError> {
    let mark: Option<i64> = connection
        .prepare_cached(
            "SELECT mark FROM order_ledger
             WHERE order_no = ?1 AND pruned = 1 AND state IN ('closed', 'withdrawn')",
        )?
        .query_row([row.order.order_no.as_str()], |row| row.get(0))
        .optional()?;
    Ok(match mark {
        None => Known::No,
        Some(mark) if mark.cast_unsigned() == mark_of(&row.order) => Known::Same,
        Some(_) => Known::Changed,
    })
}

/// An order comes back: benches hear again where it stands.
pub(super) fn bring_back(feed: &mut Feed<'_>, order: &OrderNo) -> Result<(), MasterError> {
    feed.connection
        .prepare_cached("UPDATE order_ledger SET pruned = 0 WHERE order_no = ?1")?
        .execute(params![order.as_str()])?;
    books::tell_again(feed, order)
}
