//! Sums up the days that are over, one at a time between scans, so that figures of a month are there at once.

use std::time::{Duration, Instant};

use super::run::{Station, chain};

/// How often it is looked whether a day is over, or a late fact has changed one.
const EVERY: Duration = Duration::from_mins(5);

/// When it is looked next.
#[derive(Debug, Default)]
pub(super) struct DayKeeper {
    looked_at: Option<Instant>,
}

impl DayKeeper {
    /// Sums up a day, if there is one. `true` when it did.
    pub(super) fn tend(&mut self, station: &mut Station) -> bool {
        if self.looked_at.is_some_and(|at| at.elapsed() < EVERY) {
            return false;
        }
        let summed = station.sum_up_a_day().unwrap_or_else(|error| {
            // The figures are there all the same, only later.
            tracing::warn!(error = %chain(&error), "a day is not summed up");
            false
        });
        self.looked_at = (!summed).then(Instant::now);
        summed
    }
}
