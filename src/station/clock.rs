//! The only place that asks what time it is.

use std::fs;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Instant;

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::lease::LeaseClock;

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

    /// The clocks that a lease is counted by.
    pub fn lease_clock(&self) -> LeaseClock {
        let wall = self.now();
        match self {
            Self::System | Self::Shifted(_) => {
                let (boot, since_boot_ms) = since_start_up();
                LeaseClock {
                    boot,
                    since_boot_ms,
                    wall,
                }
            }
            // A standing clock is moved by hand alone, and so is everything that goes by it.
            Self::Set(_) => LeaseClock {
                boot: "standing".to_owned(),
                since_boot_ms: u64::try_from(wall.timestamp_millis()).unwrap_or(0),
                wall,
            },
        }
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

/// The computer's run, and the milliseconds since it began; those asleep count.
///
/// Source: Linux, Documentation/admin-guide/sysctl/kernel.rst (`random/boot_id`) and
/// Documentation/filesystems/proc.rst (`uptime`, by the clock that goes on during suspend).
/// Where there is no such file, the program's own run is the computer's: after a restart of the
/// program the clock on the wall counts. Not tried on Windows.
fn since_start_up() -> (String, u64) {
    system_run().unwrap_or_else(|| {
        let (name, begun) = &*PROGRAM_RUN;
        let ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        (name.clone(), ms)
    })
}

fn system_run() -> Option<(String, u64)> {
    static BOOT: LazyLock<Option<String>> = LazyLock::new(|| {
        let text = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
        Some(text.trim().to_owned())
    });
    let boot = BOOT.as_ref()?;
    let uptime = fs::read_to_string("/proc/uptime").ok()?;
    Some((
        boot.clone(),
        milliseconds(uptime.split_whitespace().next()?)?,
    ))
}

/// Milliseconds of a text like `12345.67`: seconds with two digits behind the point.
fn milliseconds(seconds: &str) -> Option<u64> {
    let (whole, hundredths) = seconds.split_once('.')?;
    let whole: u64 = whole.parse().ok()?;
    let hundredths: u64 = hundredths.get(..2)?.parse().ok()?;
    Some(whole * 1_000 + hundredths * 10)
}

/// A name for this run of the program, and its beginning.
static PROGRAM_RUN: LazyLock<(String, Instant)> = LazyLock::new(|| {
    let name = getrandom::u64().unwrap_or_default();
    (format!("program-{name:016x}"), Instant::now())
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_since_start_up_is_read_to_the_hundredth() {
        assert_eq!(milliseconds("12345.67"), Some(12_345_670));
        assert_eq!(milliseconds("0.05"), Some(50));
        assert_eq!(milliseconds("soon"), None);
        assert_eq!(milliseconds("7.1"), None);
    }

    #[test]
    fn the_computer_s_clock_goes_on_whatever_is_on_the_wall() {
        let (first, later) = (
            Clock::System.lease_clock(),
            Clock::starting_at(DateTime::UNIX_EPOCH).lease_clock(),
        );
        assert_eq!(first.boot, later.boot);
        assert!(first.since_boot_ms <= later.since_boot_ms);
    }

    #[test]
    fn a_standing_clock_moves_leases_too() {
        let clock = Clock::standing_at(DateTime::UNIX_EPOCH);
        clock.set(DateTime::UNIX_EPOCH + TimeDelta::hours(1));
        assert_eq!(clock.lease_clock().since_boot_ms, 3_600_000);
    }
}
