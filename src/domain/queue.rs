//! Which order is packed next? By cut-off, then by marks, then by who paid first.

use chrono::{DateTime, Utc};

use super::order::Order;
use super::settings::Settings;

/// An order's place in the queue; smaller is more urgent, equal ones go by order number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rank {
    /// The cut-off it has to make.
    pub cutoff: DateTime<Utc>,
    /// The pull of its marks, turned round so that the strongest comes first.
    pub calm: u8,
    /// When it was paid.
    pub paid_at: DateTime<Utc>,
}

/// The cut-off of an order whose carrier does not come at all: behind every one that does.
pub const NEVER: DateTime<Utc> = match DateTime::from_timestamp(253_402_300_799, 0) {
    Some(end_of_9999) => end_of_9999,
    None => DateTime::<Utc>::MAX_UTC,
};

/// The place of `order` in the queue; `None` while it is not paid.
///
/// The cut-off is that of the first lorry after it was paid, whatever the time is now. An order that
/// missed its lorry keeps its place and so stands before all that came later.
///
/// A master ranks by the delivery method that the shop sent, for it gives work out and does not weigh; a bench
/// ranks orders as its shipping rules send them.
pub fn rank_of(order: &Order, settings: &Settings) -> Option<Rank> {
    let paid_at = order.paid_at?;
    let promised = settings
        .timetable(&order.delivery_method)
        .first_collection(paid_at);
    Some(Rank {
        cutoff: promised.map_or(NEVER, |collection| collection.cutoff),
        calm: u8::MAX - order.urgency(),
        paid_at,
    })
}
