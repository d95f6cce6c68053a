//! What the shop says of an order, beside what the benches did with it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{BookState, Ledger, OrderBook, StockMove};
use crate::domain::catalog::{KitPart, StockPlace};
use crate::domain::exception::{Exception, ExceptionKind};
use crate::domain::feed::{OrderRow, row_mark};
use crate::domain::gate::hold_of;
use crate::domain::ids::{OrderNo, Sku};
use crate::domain::order::Order;

/// Serial numbers that a master which was set back leaves out: it does not know how many it had given.
///
/// Assumption: a hundred benches with a thousand numbers each, all fetched since the backup.
const SKIPPED: u64 = 100_000;

impl OrderBook {
    /// Units that are set aside for this order in the books: needed, and in no closed parcel yet.
    pub fn reserved(&self) -> BTreeMap<Sku, u32> {
        let done = matches!(self.state, BookState::Closed | BookState::Withdrawn);
        if done || self.cancelled {
            return BTreeMap::new();
        }
        let mut left = self.needs.clone();
        for packed in self.parcels.values().flat_map(|parcel| &parcel.contents) {
            if let Some(units) = left.get_mut(&packed.sku) {
                *units = units.saturating_sub(packed.units);
            }
        }
        left.retain(|_, units| *units > 0);
        left
    }

    /// What a packed order and the shop tell differently.
    pub(super) fn out_of_step(&self, order: &OrderNo, now: DateTime<Utc>) -> Option<Exception> {
        if self.state != BookState::Closed {
            return None;
        }
        let kind = if self.cancelled {
            ExceptionKind::PackedThenCancelled
        } else if self.revision > self.packed_revision && self.packed_mark != Some(self.mark) {
            ExceptionKind::PackedThenEdited {
                packed: self.packed_revision,
                now: self.revision,
            }
        } else {
            return None;
        };
        Some(Exception {
            id: format!("packed/{order}/{}", self.revision),
            kind,
            order: Some(order.clone()),
            parcel: None,
            station: self.holder.clone(),
            opened_at: now,
            settled: None,
        })
    }
}

impl Ledger {
    /// The shop sent an order, for the first time or changed. `needs` are its units, see [`needs_of`].
    pub fn order_changed(&mut self, row: &OrderRow, needs: BTreeMap<Sku, u32>, now: DateTime<Utc>) {
        let order = &row.order;
        let book = self.orders.entry(order.order_no.clone()).or_default();
        book.ready = hold_of(order).is_none();
        book.cancelled = order.cancelled;
        book.revision = row.revision;
        book.mark = mark_of(order);
        book.needs = needs;
        if book.state == BookState::Withdrawn && !order.cancelled {
            book.state = BookState::Waiting;
        }
        let found = book.out_of_step(&order.order_no, now);
        self.effects.exceptions.extend(found);
    }
}

/// What the shop's order says, in one number.
pub(in crate::master) fn mark_of(order: &Order) -> u64 {
    row_mark(&serde_json::to_string(order).expect("the words of the domain have a JSON text"))
}

/// Units that an order needs. `parts` tells what a SKU consists of; nothing for one that is no kit.
pub fn needs_of<E>(
    order: &Order,
    mut parts: impl FnMut(&Sku) -> Result<Vec<KitPart>, E>,
) -> Result<BTreeMap<Sku, u32>, E> {
    let mut needs: BTreeMap<Sku, u32> = BTreeMap::new();
    let mut need = |sku: Sku, units: u32| {
        let needed = needs.entry(sku).or_insert(0);
        *needed = needed.saturating_add(units);
    };
    for line in &order.lines {
        let parts = parts(&line.sku)?;
        if parts.is_empty() {
            need(line.sku.clone(), line.quantity);
        }
        for part in parts {
            need(part.part, part.quantity.saturating_mul(line.quantity));
        }
    }
    Ok(needs)
}

/// The next serial number of a master that was set back and stood at `next`; `last` is the last of all.
///
/// It must not give out a second time what it gave out after the backup.
pub fn serial_after_set_back(next: u64, last: u64) -> u64 {
    next.saturating_add(SKIPPED.min(last.saturating_sub(next) / 10))
}

/// A closed parcel took more from a bin than the books had there.
///
/// `place` is the bin after the move.
pub fn shortage(moved: &StockMove, place: &StockPlace, now: DateTime<Utc>) -> Option<Exception> {
    let (order, parcel, sku) = (&moved.order, moved.parcel, &moved.sku);
    (moved.units < 0 && place.on_hand < 0).then(|| Exception {
        id: format!("stock/{order}/{parcel}/{sku}/{}", place.location),
        kind: ExceptionKind::StockShort {
            sku: moved.sku.clone(),
            location: moved.location.clone(),
            on_hand: place.on_hand,
        },
        order: Some(moved.order.clone()),
        parcel: Some(moved.parcel),
        station: Some(moved.fact.station.clone()),
        opened_at: now,
        settled: None,
    })
}
