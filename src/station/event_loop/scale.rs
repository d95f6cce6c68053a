//! The loop and its scale: orders to it, weights from it, and what is done when it is gone.

use super::Loop;
use crate::devices::scale::{OrderEnd, ScaleOrder};
use crate::domain::shift_check::Part;
use crate::station::event::Action;

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
        self.station.scale_is_there(self.lamps.has_scale());
        is_gone && self.station.weighs_units() && self.act(&Action::Scale { is_gone })
    }

    /// While the scale is checked, what it shows goes to the check, once each.
    /// `true` when it was answered.
    fn check_what_stands_there(&mut self, part: Part) -> bool {
        let shown = self.lamps.take_for_check(part);
        let heeded = shown.filter(|gross| self.station.check_heeds(*gross));
        heeded.is_some_and(|gross| {
            self.act(&Action::Weigh {
                gross,
                typed: false,
            })
        })
    }

    /// A settled load becomes the weight of the parcel that waits for one; no load serves two parcels.
    /// `true` when a weight was answered.
    pub(super) fn weigh_what_stands_there(&mut self) -> bool {
        if let Some(part) = self.station.due_part() {
            return self.check_what_stands_there(part);
        }
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
