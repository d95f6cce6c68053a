//! The only place that asks what time it is.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};

/// Where the station's time comes from.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    /// The computer's clock.
    #[default]
    System,
    /// The computer's clock moved by this much; for the demo, whose orders belong to one day.
    Shifted(TimeDelta),
    /// A clock that stands still until it is moved; for scripts and tests.
    Set(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A clock that shows `time` now and goes on from there.
    pub fn starting_at(time: DateTime<Utc>) -> Self {
        Self::Shifted(time - system_now())
    }

    /// A clock that stands at `time`.
    pub fn standing_at(time: DateTime<Utc>) -> Self {
        Self::Set(Arc::new(Mutex::new(time)))
    }

    /// The time, to the millisecond, as facts keep it.
    pub fn now(&self) -> DateTime<Utc> {
        let now = match self {
            Self::System => system_now(),
            Self::Shifted(by) => system_now() + *by,
            Self::Set(time) => *time.lock().unwrap_or_else(PoisonError::into_inner),
        };
        DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
    }

    /// Moves a standing clock. The computer's own is left alone.
    pub fn set(&self, time: DateTime<Utc>) {
        if let Self::Set(slot) = self {
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = time;
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one place")]
fn system_now() -> DateTime<Utc> {
    Utc::now()
}
