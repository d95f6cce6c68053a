//! When the bench's database is copied: each night, or at the next quiet moment of a computer that is off at night.

use std::io;
use std::path::Path;
use std::thread::{self, JoinHandle};

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike as _, Utc};

use super::clock::Clock;
use super::run::{Station, chain};
use crate::store::backup::{self, CopyMade};
use crate::store::{RescueReport, Store, StoreError};

/// The hours of the warehouse's night. Assumption: between the last truck and the first shift.
pub(super) const NIGHT: std::ops::Range<u32> = 1..5;

/// A copy that failed is tried again after this long.
const TRY_AGAIN: TimeDelta = TimeDelta::hours(1);

/// Makes the copies, one at a time, in a thread of its own.
#[derive(Debug, Default)]
pub(super) struct BackupKeeper {
    running: Option<JoinHandle<Result<CopyMade, StoreError>>>,
    tried_at: Option<DateTime<Utc>>,
}

impl BackupKeeper {
    /// Whether a copy is being made.
    pub(super) fn is_running(&self) -> bool {
        self.running.is_some()
    }

    /// Idle work: takes in the end of a copy, and begins the next when it is due.
    pub(super) fn tend(&mut self, station: &Station) {
        if let Some(thread) = self.running.take_if(|thread| thread.is_finished()) {
            match thread.join() {
                Ok(Ok(made)) => {
                    tracing::info!(file = %made.file.display(), facts = made.facts, "the database is copied");
                }
                Ok(Err(error)) => tracing::error!(error = %chain(&error), "no copy was made"),
                Err(_panic) => tracing::error!("the thread that copies the database panicked"),
            }
        }
        let now = station.now();
        let is_too_soon = self.tried_at.is_some_and(|tried| now - tried < TRY_AGAIN);
        if self.running.is_some() || is_too_soon || !station.is_copy_due() {
            return;
        }
        self.tried_at = Some(now);
        match begin(station, now) {
            Ok(thread) => self.running = Some(thread),
            Err(error) => {
                tracing::error!(%error, "the thread that copies the database cannot be started");
            }
        }
    }
}

fn begin(
    station: &Station,
    now: DateTime<Utc>,
) -> io::Result<JoinHandle<Result<CopyMade, StoreError>>> {
    let (dir, day) = (station.dir.clone(), station.today());
    thread::Builder::new()
        .name("backup".into())
        .spawn(move || backup::make_copy(&dir, &day, now))
}

/// Copies the database of a data directory now, beside a window that may be open.
pub fn copy_now(dir: &Path, clock: &Clock) -> Result<CopyMade, StoreError> {
    let now = clock.now();
    let zone = Store::read_only(&dir.join("station.db"))?
        .settings()?
        .time_zone;
    let day = now.with_timezone(&zone).date_naive().to_string();
    backup::make_copy(dir, &day, now)
}

impl Station {
    /// When the last copy was made.
    pub fn last_backup(&self) -> Option<DateTime<Utc>> {
        backup::last_copy_at(&self.dir)
    }

    /// What was found when the database had to be made anew since the bench was started.
    pub fn rescued(&self) -> Option<&RescueReport> {
        self.store.rescued()
    }

    fn is_copy_due(&self) -> bool {
        let local = self.clock.now().with_timezone(&self.settings.time_zone);
        let copies = backup::copies(&self.dir);
        let newest = copies
            .last()
            .and_then(|copy| backup::day_of(copy)?.parse().ok());
        is_due(newest, local.date_naive(), local.hour()) && self.is_between_orders()
    }
}

/// One a day, at night; a night that was missed is made up for by day.
fn is_due(newest: Option<NaiveDate>, today: NaiveDate, hour: u32) -> bool {
    let Some(newest) = newest else { return true };
    let was_missed = today - newest > TimeDelta::days(1);
    newest < today && (NIGHT.contains(&hour) || was_missed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_due_once_a_night_and_a_missed_night_is_made_up_for() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 11, day).unwrap();
        assert!(is_due(None, day(20), 12), "the first one at once");
        assert!(!is_due(Some(day(20)), day(20), 2), "one a day");
        assert!(is_due(Some(day(19)), day(20), 2));
        assert!(
            !is_due(Some(day(19)), day(20), 14),
            "tonight is early enough"
        );
        assert!(is_due(Some(day(18)), day(20), 14));
    }
}
