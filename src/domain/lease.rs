//! Until when a bench may open an order that it holds, on clocks that lie in different ways.
//!
//! The master counts a lease from the moment it answers, the bench from the moment it asked, less a
//! margin: so the bench stops first. While the computer runs, its clock since start-up counts: nobody
//! can set it, and it goes on while the computer sleeps. After a restart only the clock on the wall is left.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// The share of a lease that the bench does not use, in thousandths.
///
/// Assumption: a computer's clock loses less than 1 % against the master's; twice that is spared.
const SPARED_THOUSANDTHS: i64 = 20;

/// What the bench does not use of any lease, beside the share.
///
/// Assumption: no answer is late by more than the link's own time limit of a few seconds.
const SPARED: TimeDelta = TimeDelta::seconds(5);

/// How far the clock on the wall may have been set back over a restart before it is not believed.
///
/// Assumption: a time server corrects seconds. The master waits a quarter of an hour beyond each
/// lease by itself, so a clock that is five minutes late opens nothing twice.
const SET_BACK_AT_MOST: TimeDelta = TimeDelta::minutes(5);

/// The clocks of one computer at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseClock {
    /// Names the time since the computer was started last.
    pub boot: String,
    /// Milliseconds since then; goes on while the computer sleeps.
    pub since_boot_ms: u64,
    /// The clock on the wall, which anybody may set.
    pub wall: DateTime<Utc>,
}

/// How long a bench may open what it was given, as it counts by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lease {
    /// The computer's run in which it was asked for.
    pub boot: String,
    /// End in milliseconds since that start of the computer.
    pub ends_since_boot_ms: u64,
    /// When it was asked for, by the clock on the wall.
    pub asked_at: DateTime<Utc>,
    /// End by the clock on the wall.
    pub ends_at: DateTime<Utc>,
}

impl Lease {
    /// A lease of `length`, asked for at that moment, less the margin.
    pub fn asked(at: &LeaseClock, length: TimeDelta) -> Self {
        let usable = usable(length);
        let usable_ms = u64::try_from(usable.num_milliseconds()).unwrap_or(0);
        Self {
            boot: at.boot.clone(),
            ends_since_boot_ms: at.since_boot_ms.saturating_add(usable_ms),
            asked_at: at.wall,
            ends_at: at
                .wall
                .checked_add_signed(usable)
                .unwrap_or(DateTime::<Utc>::MAX_UTC),
        }
    }

    /// Whether it is over.
    ///
    /// On the same start of the computer the clock on the wall has no say. After a restart it has,
    /// but it can only shorten the lease: a clock that shows a time well before the lease was asked
    /// for was set back, so nobody knows how long the computer was off, and the lease counts as over
    /// until the master has renewed it.
    pub fn is_over(&self, now: &LeaseClock) -> bool {
        self.left(now) <= TimeDelta::zero()
    }

    /// How much of it is left; nothing when it is over.
    pub fn left(&self, now: &LeaseClock) -> TimeDelta {
        let left = if now.boot == self.boot {
            let ms = self.ends_since_boot_ms.saturating_sub(now.since_boot_ms);
            TimeDelta::milliseconds(i64::try_from(ms).unwrap_or(i64::MAX / 1_000_000))
        } else if now.wall < self.asked_at - SET_BACK_AT_MOST {
            TimeDelta::zero()
        } else {
            // A little earlier than the asking counts as no time passed, never as time won.
            self.ends_at
                .signed_duration_since(now.wall.max(self.asked_at))
        };
        left.max(TimeDelta::zero())
    }
}

/// What a bench uses of a lease.
fn usable(length: TimeDelta) -> TimeDelta {
    let share = TimeDelta::milliseconds(
        length.num_milliseconds().saturating_mul(SPARED_THOUSANDTHS) / 1_000,
    );
    (length - share - SPARED).max(TimeDelta::zero())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOURS: TimeDelta = TimeDelta::hours(12);

    fn at(boot: &str, since_boot_ms: u64, wall_ms: i64) -> LeaseClock {
        LeaseClock {
            boot: boot.to_owned(),
            since_boot_ms,
            wall: DateTime::from_timestamp_millis(1_700_000_000_000 + wall_ms).unwrap(),
        }
    }

    #[test]
    fn the_bench_stops_before_the_master_does() {
        let lease = Lease::asked(&at("a", 1_000, 0), TimeDelta::hours(1));
        // An hour less 2 % less 5 s.
        let end = 1_000 + 3_600_000 - 72_000 - 5_000;
        assert!(!lease.is_over(&at("a", end - 1, 0)));
        assert!(lease.is_over(&at("a", end, 0)));
    }

    #[test]
    fn a_lease_shorter_than_its_margin_is_over_at_once() {
        let now = at("a", 1_000, 0);
        assert!(Lease::asked(&now, TimeDelta::seconds(5)).is_over(&now));
        assert!(Lease::asked(&now, TimeDelta::seconds(-5)).is_over(&now));
    }

    #[test]
    fn while_the_computer_runs_nobody_moves_a_lease_by_setting_the_clock() {
        let lease = Lease::asked(&at("a", 0, 0), HOURS);
        let (day, year) = (86_400_000, 365 * 86_400_000_i64);
        assert!(!lease.is_over(&at("a", 60_000, year)), "set forward");
        assert!(!lease.is_over(&at("a", 60_000, -year)), "set back");
        assert!(lease.is_over(&at("a", day, -year)), "a day of sleep counts");
    }

    #[test]
    fn after_a_restart_the_clock_on_the_wall_counts() {
        let lease = Lease::asked(&at("a", 0, 0), HOURS);
        assert!(!lease.is_over(&at("b", 20_000, 3_600_000)));
        assert!(lease.is_over(&at("b", 20_000, 12 * 3_600_000)));
    }

    #[test]
    fn a_clock_that_went_back_over_a_restart_wins_no_time() {
        let lease = Lease::asked(&at("a", 0, 0), HOURS);
        let all = lease.left(&at("a", 0, 0));
        assert_eq!(
            lease.left(&at("b", 0, -60_000)),
            all,
            "a minute back: no time passed"
        );
        assert!(
            lease.is_over(&at("b", 0, -3_600_000)),
            "an hour back: nobody knows how long the computer was off"
        );
    }

    proptest! {
        #[test]
        fn no_clock_makes_a_lease_longer_than_it_was_given(
            hours in 0_i64..100, same_boot: bool, since_boot in 0_u64..1_000_000_000_000, wall in -1_000_000_000_000_i64..1_000_000_000_000
        ) {
            let length = TimeDelta::hours(hours);
            let lease = Lease::asked(&at("a", 5_000, 0), length);
            let boot = if same_boot { "a" } else { "b" };
            let left = lease.left(&at(boot, since_boot.max(5_000), wall));
            prop_assert!(left <= usable(length));
        }

        #[test]
        fn a_lease_that_is_over_stays_over_on_the_same_start(
            later in 0_u64..1_000_000_000, more in 0_u64..1_000_000_000, wall in -1_000_000_000_i64..1_000_000_000
        ) {
            let lease = Lease::asked(&at("a", 0, 0), TimeDelta::hours(1));
            if lease.is_over(&at("a", later, wall)) {
                prop_assert!(lease.is_over(&at("a", later + more, 0)));
            }
        }
    }
}
