//! Of two orders that seem to be one, which is held? The later one, at every bench in the same way.
//!
//! Two orders are alike when they have one [`duplicate_key`](crate::domain::duplicate::duplicate_key) and were paid
//! within the hours that are set. Of these the one that was paid first goes, or of two paid at once the one with the
//! smaller number; but one that is packed goes before all that are not. Once a lead has let an order go it is not
//! held any more, and as a packed one it does not go before those that were paid before it.
//!
//! Orders that are alike and were paid within the hours of each other hold all but the first of them. So whatever
//! changes about one, only the next one and the first one within the hours before it can change with it: a
//! thousand orders that are alike cost no more than two.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, params};

use super::queue::requeue_alone;
use super::rows::{from_json, time};
use super::{Store, StoreError};
use crate::domain::ids::{OrderNo, StationId};
use crate::domain::order::Order;
use crate::domain::settings::{DUPLICATE_HOURS, Settings};
use crate::domain::units::Minor;

const HOUR_MILLIS: i64 = 3_600_000;

/// What makes an order alike to others, and its place among them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Alike {
    pub(super) key: i64,
    /// Milliseconds since 1970.
    pub(super) paid_at: i64,
    pub(super) order: String,
}

/// The same of an order in the cache; `None` for one that is nobody's duplicate.
pub(super) fn alike_of(connection: &Connection, order: &str) -> Result<Option<Alike>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT duplicate_key, paid_at FROM customer_order WHERE order_no = ?1 AND duplicate_key IS NOT NULL",
        )?
        .query_row([order], |row| {
            Ok(Alike {
                key: row.get(0)?,
                paid_at: row.get(1)?,
                order: order.to_owned(),
            })
        })
        .optional()?)
}

/// Within how many milliseconds two payments are of suspected duplicates; `None` when nobody asks.
fn window(connection: &Connection) -> Result<Option<i64>, StoreError> {
    let set: Option<String> = connection
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([DUPLICATE_HOURS], |row| row.get(0))
        .optional()?;
    let mut settings = Settings::default();
    if let Some(value) = set {
        // What cannot be read was told when the settings were read.
        settings.set(DUPLICATE_HOURS, &value).unwrap_or_default();
    }
    let hours = i64::from(settings.duplicate_hours);
    Ok((hours > 0).then_some(hours * HOUR_MILLIS))
}

/// The order whose duplicate this one, which nobody has begun, seems to be.
pub(super) fn duplicate_of(
    connection: &Connection,
    alike: Option<&Alike>,
) -> Result<Option<OrderNo>, StoreError> {
    let Some(alike) = alike else { return Ok(None) };
    // Nearly always nobody is alike, and one look into the index says so.
    let has_others: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM customer_order WHERE duplicate_key = ?1 AND order_no <> ?2)",
        )?
        .query_row(params![alike.key, alike.order], |row| row.get(0))?;
    if !has_others || is_let_go(connection, &alike.order)? {
        return Ok(None);
    }
    let Some(window) = window(connection)? else {
        return Ok(None);
    };
    let paid_before = first_before(connection, alike, window)?;
    Ok(match paid_before {
        Some(order) => Some(order),
        None => packed_after(connection, alike, window)?,
    }
    .map(OrderNo))
}

/// A lead let it go, at this bench or another.
fn is_let_go(connection: &Connection, order: &str) -> Result<bool, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM let_go WHERE order_no = ?1)
                OR EXISTS (SELECT 1 FROM order_standing WHERE order_no = ?1 AND both_wanted = 1)",
        )?
        .query_row([order], |row| row.get(0))?)
}

/// The first of those that are alike and were paid within the window before.
fn first_before(
    connection: &Connection,
    alike: &Alike,
    window: i64,
) -> Result<Option<String>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT order_no FROM customer_order
             WHERE duplicate_key = ?1 AND paid_at >= ?2 - ?4 AND (paid_at, order_no) < (?2, ?3) AND order_no <> ?3
             ORDER BY paid_at, order_no LIMIT 1",
        )?
        .query_row(
            params![alike.key, alike.paid_at, alike.order, window],
            |row| row.get(0),
        )
        .optional()?)
}

/// One that was paid after this one and is packed already, unless a lead let it go.
fn packed_after(
    connection: &Connection,
    alike: &Alike,
    window: i64,
) -> Result<Option<String>, StoreError> {
    Ok(connection
        .prepare_cached(
            "SELECT order_no FROM customer_order
             WHERE duplicate_key = ?1 AND queue = 'done' AND paid_at <= ?2 + ?4
                AND (paid_at, order_no) > (?2, ?3) AND order_no <> ?3
                AND NOT EXISTS (SELECT 1 FROM let_go WHERE let_go.order_no = customer_order.order_no)
                AND NOT EXISTS (SELECT 1 FROM order_standing
                    WHERE order_standing.order_no = customer_order.order_no AND both_wanted = 1)
             ORDER BY paid_at, order_no LIMIT 1",
        )?
        .query_row(
            params![alike.key, alike.paid_at, alike.order, window],
            |row| row.get(0),
        )
        .optional()?)
}

/// Moves those to their queue that may have changed with an order at this place: the next one, and the first one
/// within the window before it.
pub(super) fn requeue_others(
    connection: &Connection,
    station: &StationId,
    alike: Option<&Alike>,
) -> Result<(), StoreError> {
    let Some(alike) = alike else { return Ok(()) };
    let Some(window) = window(connection)? else {
        return Ok(());
    };
    let next: Option<String> = connection
        .prepare_cached(
            "SELECT order_no FROM customer_order
             WHERE duplicate_key = ?1 AND paid_at <= ?2 + ?4 AND (paid_at, order_no) > (?2, ?3) AND order_no <> ?3
             ORDER BY paid_at, order_no LIMIT 1",
        )?
        .query_row(
            params![alike.key, alike.paid_at, alike.order, window],
            |row| row.get(0),
        )
        .optional()?;
    let first = first_before(connection, alike, window)?;
    for order in next.into_iter().chain(first) {
        requeue_alone(connection, station, &order)?;
    }
    Ok(())
}

/// An order that is held as a duplicate, beside the one that goes first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuspectedDuplicate {
    /// The held order.
    pub order: OrderNo,
    /// When it was paid.
    pub paid_at: DateTime<Utc>,
    /// The other one.
    pub twin: OrderNo,
    /// When that was paid.
    pub twin_paid_at: DateTime<Utc>,
    /// That one is packed.
    pub twin_is_packed: bool,
    /// Units of each of them.
    pub units: u32,
    /// Lines of the held one.
    pub lines: u32,
    /// What the held one is worth.
    pub value: Minor,
    /// ISO 4217 code of the value.
    pub currency: String,
}

impl Store {
    /// The order whose duplicate this one seems to be, as long as it is held for that.
    pub fn duplicate_of(&self, order: &OrderNo) -> Result<Option<OrderNo>, StoreError> {
        let is_held: Option<bool> = self
            .connection
            .prepare_cached("SELECT is_duplicate FROM customer_order WHERE order_no = ?1")?
            .query_row([order.as_str()], |row| row.get(0))
            .optional()?;
        if is_held != Some(true) {
            return Ok(None);
        }
        let alike = alike_of(&self.connection, order.as_str())?;
        duplicate_of(&self.connection, alike.as_ref())
    }

    /// Orders that are held as duplicates, those that would be most urgent first.
    pub fn suspected_duplicates(&self, limit: u32) -> Result<Vec<SuspectedDuplicate>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT order_no, body FROM customer_order WHERE is_duplicate = 1
             ORDER BY cutoff, calm, paid_at, order_no LIMIT ?1",
        )?;
        let mut found = query.query([limit])?;
        let mut suspected = Vec::new();
        while let Some(row) = found.next()? {
            let (number, body): (String, String) = (row.get(0)?, row.get(1)?);
            let order: Order = from_json(&body, "customer_order", &number)?;
            let alike = alike_of(&self.connection, &number)?;
            let twin = duplicate_of(&self.connection, alike.as_ref())?;
            let (Some(twin), Some(paid_at)) = (twin, order.paid_at) else {
                continue;
            };
            let (twin_paid_at, twin_is_packed) = self
                .connection
                .prepare_cached(
                    "SELECT paid_at, queue = 'done' FROM customer_order WHERE order_no = ?1",
                )?
                .query_row([twin.as_str()], |row| Ok((time(row.get(0)?), row.get(1)?)))?;
            suspected.push(SuspectedDuplicate {
                paid_at,
                twin,
                twin_paid_at,
                twin_is_packed,
                units: order.units(),
                lines: u32::try_from(order.lines.len()).unwrap_or(u32::MAX),
                value: order.value,
                currency: order.currency,
                order: order.order_no,
            });
        }
        Ok(suspected)
    }

    /// How many orders are held as duplicates.
    pub fn suspected_count(&self) -> Result<u64, StoreError> {
        let orders: i64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM customer_order WHERE is_duplicate = 1")?
            .query_row([], |row| row.get(0))?;
        Ok(crate::sqlite::count(orders))
    }
}
