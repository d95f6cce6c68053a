//! The loop and its scale: orders to it, weights from it, and what is done when it is gone.

use super::event::Action;
use super::event_loop::Loop;
use crate::devices::scale::{OrderEnd, ScaleOrder};

impl Loop {
    /// Tells the scale what to do; it says itself what became of it.
    pub(super) fn order_scale(&mut self, order: ScaleOrder) {
        let is_taken = self.lamps.has_scale() && self.devices.iter().any(|it| it.order(order));
        let end = if is_taken {
            OrderEnd::Asked
        } else {
            OrderEnd::NoScale
        };
        self.lamps.scale_ordered(order, end);
    }

    /// Units are not weighed one by one with a scale that does not answer: what it shows when it
    /// is back may begin at another zero.
    /// `true` when that was told.
    pub(super) fn tell_whether_the_scale_is_gone(&mut self) -> bool {
        let is_gone = self.lamps.is_scale_gone();
        self.station.scale_is_gone(is_gone);
        is_gone && self.station.weighs_units() && self.act(&Action::Scale { is_gone })
    }

    /// A settled load becomes the weight of the parcel that waits for one; no load serves two parcels.
    /// `true` when a weight was answered.
    pub(super) fn weigh_what_stands_there(&mut self) -> bool {
        let waiting = self.station.waits_for_weight();
        let load = waiting.and_then(|awaited| self.lamps.take_load(&awaited));
        load.is_some_and(|gross| {
            self.act(&Action::Weigh {
                gross,
                typed: false,
            })
        })
    }
}
