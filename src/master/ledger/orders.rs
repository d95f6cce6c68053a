//! What the shop says of an order, beside what the benches did with it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{BookState, Ledger, OrderBook, StockMove};
use crate::domain::catalog::StockPlace;
use crate::domain::exception::{Exception, ExceptionKind};
use crate::domain::feed::OrderRow;
use crate::domain::gate::hold_of;
use crate::domain::ids::{OrderNo, Sku};

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
        } else if self.revision > self.packed_revision {
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
    /// The shop sent an order, for the first time or changed. `needs` are its units, kits taken apart.
    pub fn order_changed(&mut self, row: &OrderRow, needs: BTreeMap<Sku, u32>, now: DateTime<Utc>) {
        let order = &row.order;
        let book = self.orders.entry(order.order_no.clone()).or_default();
        book.ready = hold_of(order).is_none();
        book.cancelled = order.cancelled;
        book.revision = row.revision;
        book.needs = needs;
        let found = book.out_of_step(&order.order_no, now);
        self.effects.exceptions.extend(found);
    }
}

/// A closed parcel took more from a bin than the books had there.
///
/// `place` is the bin after the move.
pub fn shortage(moved: &StockMove, place: &StockPlace, now: DateTime<Utc>) -> Option<Exception> {
    (moved.units < 0 && place.on_hand < 0).then(|| Exception {
        id: format!("stock/{}/{}/{}", moved.order, moved.parcel, moved.sku),
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
