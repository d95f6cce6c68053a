//! What the calendar changes while nobody scans: with which lorry each order of the queue goes, and
//! which services are shut after their cut-off.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, Utc};

use super::run::Station;
use super::snapshot::QueueRow;
use crate::domain::calendar::midnight_after;
use crate::domain::settings::Settings;
use crate::store::{ReadyOrder, StoreError};

/// For how long it is known which services are shut.
pub(super) type KnownFor = Range<DateTime<Utc>>;

impl Station {
    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Shuts and opens services whose cut-off or day has come. `true` when orders have moved.
    ///
    /// Where no service is shut after its cut-off this costs a look at the clock.
    pub(super) fn mind_calendar(&mut self) -> Result<bool, StoreError> {
        if self.knows_calendar() {
            return Ok(false);
        }
        self.read_calendar()
    }

    /// Whether no cut-off and no midnight has passed since the services were looked at.
    pub(super) fn knows_calendar(&self) -> bool {
        self.calendar_known.contains(&self.clock.now())
    }

    /// The same when the settings or the orders may be others.
    pub(super) fn read_calendar(&mut self) -> Result<bool, StoreError> {
        let now = self.clock.now();
        let mut until = DateTime::<Utc>::MAX_UTC;
        let mut shut = BTreeMap::new();
        if self.settings.calendar.blocks() {
            for service in self.store.delivery_methods()? {
                let timetable = self.settings.timetable(&service);
                until = until.min(timetable.holds_until(now));
                if let Some(hold) = timetable.hold_at(now) {
                    shut.insert(service, hold);
                }
            }
        }
        let moved = self.store.shut_services(&shut)?;
        self.calendar_known = now..until;
        Ok(moved)
    }

    /// The rows of the queue, each with its lorry, and until when they stay as they are.
    pub(super) fn with_departures(
        &self,
        orders: Vec<ReadyOrder>,
    ) -> (Vec<QueueRow>, DateTime<Utc>) {
        let now = self.clock.now();
        let mut until = midnight_after(now, self.settings.time_zone);
        let rows = orders.into_iter().map(|order| {
            let timetable = self.settings.timetable(&order.delivery_method);
            until = until.min(timetable.holds_until(now));
            let next = timetable.first_collection(now);
            // An order whose own lorry still comes goes with it, even if it was paid by a clock ahead of this one.
            let leaves = next.map(|next| next.cutoff.max(order.cutoff));
            QueueRow { leaves, order }
        });
        (rows.collect(), until)
    }
}
