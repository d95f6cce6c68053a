//! What the calendar changes while nobody scans: the next lorry of each service, and which services
//! are shut after their cut-off.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{DateTime, Utc};

use super::run::{Station, chain};
use crate::domain::calendar::midnight_after;
use crate::domain::queue::NEVER;
use crate::domain::settings::Settings;
use crate::store::{ServiceNow, StoreError};

/// From when until when what is known of the services is right.
pub(super) type KnownFor = Range<DateTime<Utc>>;

impl Station {
    /// The settings in force.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether no cut-off and no midnight has passed since the services were looked at.
    pub(super) fn knows_calendar(&self) -> bool {
        self.calendar_known.contains(&self.clock.now())
    }

    /// Looks at the services again when a cut-off or a midnight has passed: else a look at the clock is all.
    ///
    /// An order that is open is finished whatever its service does, so no scan of it waits for this.
    pub(super) fn mind_calendar(&mut self) -> Result<(), StoreError> {
        if self.knows_calendar() || !self.is_between_orders() {
            return Ok(());
        }
        self.read_calendar()
    }

    /// The same when the settings or the orders may be others.
    pub(super) fn read_calendar(&mut self) -> Result<(), StoreError> {
        let now = self.clock.now();
        let mut until = midnight_after(now, self.settings.time_zone);
        let mut services = BTreeMap::new();
        for service in self.store.delivery_methods()? {
            let timetable = self.settings.timetable(&service);
            until = until.min(timetable.holds_until(now));
            let next = timetable.first_collection(now);
            let hold = timetable.hold_at(now);
            let cutoff = next.map_or(NEVER, |next| next.cutoff);
            services.insert(service, ServiceNow { cutoff, hold });
        }
        // A disk that refuses is not asked again before something else has changed.
        self.calendar_known = now..until;
        self.store.set_services(&services)
    }

    /// The same where nothing may be kept from going on: with a full disk the bench opens all the same,
    /// and its queue goes by the lorries of before.
    pub(super) fn try_to_read_calendar(&mut self) {
        if let Err(error) = self.read_calendar() {
            tracing::error!(error = %chain(&error), "the next lorries cannot be kept");
        }
    }
}
