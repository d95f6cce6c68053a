//! Which orders can be packed next, in which order, and which are held and why.

use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension as _, Row, params};

use super::duplicates::{Alike, alike_of, duplicate_of, requeue_others};
use super::rows::{self, from_json, millis, time};
use super::services::hold_of_service;
use super::{HeldOrder, OrderState, ReadyOrder, Store, StoreError};
use crate::domain::gate::Hold;
use crate::domain::ids::{OrderNo, Sku, StationId};
use crate::domain::order::Order;
use crate::domain::queue::NEVER;
use crate::domain::shipping_rules::Ruling;
use crate::sqlite::count;

/// Where an order stands, from all three who have a say: this bench, all benches, its own data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    pub(super) state: OrderState,
    pub(super) hold: Option<Hold>,
    /// The order whose duplicate it seems to be, whatever else holds it.
    pub(super) duplicate_of: Option<OrderNo>,
}

impl Standing {
    /// The word of the column `queue`.
    pub(super) fn queue(&self) -> &'static str {
        match (&self.state, &self.hold) {
            (OrderState::Closed | OrderState::ClosedElsewhere, _) => DONE,
            (_, Some(_)) => "held",
            (_, None) => "ready",
        }
    }
}

/// What the cache keeps of an order beside its content, as far as its standing goes by it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Kept<'a> {
    pub(super) order: &'a str,
    /// By which it goes.
    pub(super) delivery_method: &'a str,
    pub(super) alike: Option<&'a Alike>,
}

/// The standing of an order whose own data lack `gate_hold`.
///
/// An order that is open here stays open whatever the master says and whatever the time is: somebody
/// has it in the hands.
pub(super) fn standing(
    connection: &Connection,
    station: &StationId,
    kept: &Kept<'_>,
    gate_hold: Option<Hold>,
) -> Result<Standing, StoreError> {
    let order = kept.order;
    let here: Option<(String, Option<String>)> = connection
        .prepare_cached("SELECT state, reason FROM order_state WHERE order_no = ?1")?
        .query_row([order], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let state = here.map_or(OrderState::Waiting, |(state, reason)| {
        rows::order_state(&state, reason)
    });
    if matches!(state, OrderState::Closed | OrderState::Open) {
        return Ok(Standing {
            state,
            hold: gate_hold,
            duplicate_of: None,
        });
    }
    let everywhere: Option<(bool, Option<String>)> = connection
        .prepare_cached("SELECT packed, holder FROM order_standing WHERE order_no = ?1")?
        .query_row([order], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let (packed, holder) = everywhere.unwrap_or((false, None));
    if packed {
        return Ok(Standing {
            state: OrderState::ClosedElsewhere,
            hold: None,
            duplicate_of: None,
        });
    }
    let elsewhere = holder.is_some_and(|holder| holder != station.as_str());
    // What was begun is not taken out of anybody's hands.
    let duplicate_of = match &state {
        OrderState::Waiting => duplicate_of(connection, kept.alike)?,
        _ => None,
    };
    let hold = match (&state, &duplicate_of) {
        // Told at every bench, whoever holds it, so that a lead anywhere can decide.
        (_, Some(of)) if gate_hold.is_none() => Some(Hold::Duplicate { of: of.clone() }),
        _ if elsewhere => Some(Hold::TakenElsewhere),
        (OrderState::PutAside { reason }, _) => Some(Hold::PutAside {
            reason: reason.clone(),
        }),
        _ if gate_hold.is_some() => gate_hold,
        _ => hold_of_service(connection, kept.delivery_method)?,
    };
    Ok(Standing {
        state,
        hold,
        duplicate_of,
    })
}

/// Moves a cached order to the queue where it belongs now, and those that change with it.
pub(super) fn requeue(
    connection: &Connection,
    station: &StationId,
    order: &str,
) -> Result<(), StoreError> {
    if requeue_alone(connection, station, order)? {
        requeue_others(connection, station, alike_of(connection, order)?.as_ref())?;
    }
    Ok(())
}

/// Moves a cached order alone; answers whether it is packed now and was not before, or the other way round.
pub(super) fn requeue_alone(
    connection: &Connection,
    station: &StationId,
    order: &str,
) -> Result<bool, StoreError> {
    let kept: Option<(Option<String>, String, String, bool)> = connection
        .prepare_cached(
            "SELECT gate_hold, delivery_method, queue, is_duplicate FROM customer_order WHERE order_no = ?1",
        )?
        .query_row([order], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
        })
        .optional()?;
    let Some((gate, delivery_method, before, was_duplicate)) = kept else {
        return Ok(false);
    };
    let gate = gate
        .map(|text| from_json(&text, "customer_order", order))
        .transpose()?;
    let alike = alike_of(connection, order)?;
    let kept = Kept {
        order,
        delivery_method: &delivery_method,
        alike: alike.as_ref(),
    };
    let standing = standing(connection, station, &kept, gate)?;
    let queue = standing.queue();
    let is_duplicate = standing.duplicate_of.is_some();
    if queue != before || is_duplicate != was_duplicate {
        connection
            .prepare_cached(
                "UPDATE customer_order SET queue = ?2, is_duplicate = ?3 WHERE order_no = ?1",
            )?
            .execute(params![order, queue, is_duplicate])?;
    }
    Ok((queue == DONE) != (before == DONE))
}

/// The word of the column `queue` for what is packed.
const DONE: &str = "done";

impl Store {
    /// The most urgent orders that can be packed: what leaves first, and of one lorry what was promised first.
    pub fn ready_orders(&self, limit: u32) -> Result<Vec<ReadyOrder>, StoreError> {
        let mut places = Vec::new();
        for (service, next) in self.next_cutoffs()? {
            let mut query = self.connection.prepare_cached(
                "SELECT cutoff, calm, paid_at, order_no FROM customer_order
                 WHERE queue = 'ready' AND delivery_method = ?1 ORDER BY cutoff, calm, paid_at, order_no LIMIT ?2",
            )?;
            let found =
                query.query_map(params![service, limit], |row| QueuePlace::of(row, next))?;
            for place in found {
                places.push(place?);
            }
        }
        places.sort_unstable();
        places.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let orders = places.into_iter().map(|place| self.ready_order(place));
        orders.collect()
    }

    fn ready_order(&self, place: QueuePlace) -> Result<ReadyOrder, StoreError> {
        let (body, ruling, begun): (String, Option<String>, bool) = self
            .connection
            .prepare_cached(
                "SELECT body, ruling, EXISTS (
                    SELECT 1 FROM order_state WHERE order_state.order_no = customer_order.order_no AND state = 'open')
                 FROM customer_order WHERE order_no = ?1",
            )?
            .query_row([&place.order_no], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let mut order: Order = from_json(&body, "customer_order", &place.order_no)?;
        if let Some(ruling) = ruling {
            from_json::<Ruling>(&ruling, "customer_order", &place.order_no)?.apply(&mut order);
        }
        Ok(ReadyOrder {
            cutoff: time(place.cutoff),
            leaves: Some(time(place.leaves)).filter(|leaves| *leaves < NEVER),
            lines: u32::try_from(order.lines.len()).unwrap_or(u32::MAX),
            units: order.units(),
            tags: order.tags,
            delivery_method: order.delivery_method,
            begun,
            order: OrderNo(place.order_no),
        })
    }

    /// Each delivery method of the orders here with the next cut-off that is known of it.
    fn next_cutoffs(&self) -> Result<Vec<(String, i64)>, StoreError> {
        let known = self.services_now()?;
        let services = self.delivery_methods()?.into_iter().map(|service| {
            let next = known
                .get(&service)
                .map_or(i64::MIN, |now| millis(now.cutoff));
            (service, next)
        });
        Ok(services.collect())
    }

    /// Held orders, those that would be most urgent first.
    pub fn held_orders(&self, limit: u32) -> Result<Vec<HeldOrder>, StoreError> {
        let mut query = self.connection.prepare_cached(
            "SELECT order_no, gate_hold, delivery_method FROM customer_order
             WHERE queue = 'held' ORDER BY cutoff, calm, paid_at, order_no LIMIT ?1",
        )?;
        let mut found = query.query([limit])?;
        let mut orders = Vec::new();
        while let Some(row) = found.next()? {
            let order: String = row.get(0)?;
            let gate = row.get::<_, Option<String>>(1)?;
            let gate = gate
                .map(|text| from_json(&text, "customer_order", &order))
                .transpose()?;
            let delivery_method: String = row.get(2)?;
            let alike = alike_of(&self.connection, &order)?;
            let kept = Kept {
                order: &order,
                delivery_method: &delivery_method,
                alike: alike.as_ref(),
            };
            if let Some(hold) = standing(&self.connection, &self.station, &kept, gate)?.hold {
                orders.push(HeldOrder {
                    order: OrderNo(order),
                    hold,
                });
            }
        }
        Ok(orders)
    }

    /// How many orders can be packed.
    pub fn ready_count(&self) -> Result<u64, StoreError> {
        self.queue_count("ready")
    }

    /// How many orders are held.
    pub fn held_count(&self) -> Result<u64, StoreError> {
        self.queue_count("held")
    }

    fn queue_count(&self, queue: &str) -> Result<u64, StoreError> {
        let orders: i64 = self
            .connection
            .prepare_cached("SELECT orders FROM queue_count WHERE queue = ?1")?
            .query_row([queue], |row| row.get(0))?;
        Ok(count(orders))
    }

    /// How many orders were closed at this bench since then and are closed still.
    pub fn orders_closed_since(&self, since: DateTime<Utc>) -> Result<u64, StoreError> {
        let orders: i64 = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM order_state WHERE closed_at IS NOT NULL AND closed_at >= ?1",
            )?
            .query_row([millis(since)], |row| row.get(0))?;
        Ok(count(orders))
    }

    /// The most urgent ready order that consists of exactly one line, of this product.
    pub fn single_line_order(&self, sku: &Sku) -> Result<Option<OrderNo>, StoreError> {
        let mut first: Option<QueuePlace> = None;
        for (service, next) in self.next_cutoffs()? {
            let place = self
                .connection
                .prepare_cached(
                    "SELECT cutoff, calm, paid_at, order_no FROM customer_order
                     WHERE queue = 'ready' AND single_sku IS NOT NULL AND single_sku = ?1 AND delivery_method = ?2
                     ORDER BY cutoff, calm, paid_at, order_no LIMIT 1",
                )?
                .query_row(params![sku.as_str(), service], |row| QueuePlace::of(row, next))
                .optional()?;
            first = first.into_iter().chain(place).min();
        }
        Ok(first.map(|place| OrderNo(place.order_no)))
    }
}

/// An order's place in the queue now; smaller is more urgent.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct QueuePlace {
    /// The cut-off of the lorry that it makes, in milliseconds since 1970.
    pub(super) leaves: i64,
    /// The cut-off that it was promised.
    cutoff: i64,
    calm: u8,
    paid_at: i64,
    pub(super) order_no: String,
}

impl QueuePlace {
    /// From its rank in the first four columns, and the next cut-off of its service.
    pub(super) fn of(row: &Row<'_>, next: i64) -> Result<Self, rusqlite::Error> {
        let cutoff: i64 = row.get(0)?;
        Ok(Self {
            leaves: cutoff.max(next),
            cutoff,
            calm: row.get(1)?,
            paid_at: row.get(2)?,
            order_no: row.get(3)?,
        })
    }
}
