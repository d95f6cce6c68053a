//! Which order is packed next? By cut-off, then by marks, then by who paid first.

use chrono::{DateTime, Utc};

use super::cutoff::first_cutoff_after;
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

/// The place of `order` in the queue; `None` while it is not paid.
pub fn rank_of(order: &Order, settings: &Settings) -> Option<Rank> {
    let paid_at = order.paid_at?;
    Some(Rank {
        cutoff: first_cutoff_after(
            paid_at,
            settings.cutoff_of(&order.delivery_method),
            settings.time_zone,
        ),
        calm: u8::MAX - order.urgency(),
        paid_at,
    })
}
