//! How long packaging lasts at the use of the last fortnight, and whether it is low.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;

use super::calendar::midnight;
use super::ids::PackagingCode;
use super::packaging::Packaging;

/// Days that are looked back: whole ones, for today is not over. Assumption: a fortnight shows the week-ends, and not
/// last season.
const DAYS: u64 = 14;

/// Fewest working days from which a use is read. Assumption: of two nobody knows which one was odd.
const ENOUGH: u32 = 3;

/// What was used on the working days of the last fortnight. A working day is one on which anything was packed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackagingUse {
    /// Of which moment it speaks.
    pub as_of: DateTime<Utc>,
    /// Working days.
    pub days: u32,
    used: BTreeMap<PackagingCode, u32>,
}

/// The whole local days that are looked at from a moment.
pub fn fortnight(now: DateTime<Utc>, zone: Tz) -> (DateTime<Utc>, DateTime<Utc>) {
    let today = now.with_timezone(&zone).date_naive();
    let first = today.checked_sub_days(Days::new(DAYS)).unwrap_or(today);
    (midnight(first, zone), midnight(today, zone))
}

impl PackagingUse {
    /// Of the parcels of [`fortnight`]: the local day on which each was closed, and what it was packed in.
    pub fn of(
        as_of: DateTime<Utc>,
        parcels: impl IntoIterator<Item = (NaiveDate, PackagingCode)>,
    ) -> Self {
        let mut days = BTreeSet::new();
        let mut used: BTreeMap<PackagingCode, u32> = BTreeMap::new();
        for (day, packaging) in parcels {
            days.insert(day);
            let count = used.entry(packaging).or_default();
            *count = count.saturating_add(1);
        }
        Self {
            as_of,
            days: u32::try_from(days.len()).unwrap_or(u32::MAX),
            used,
        }
    }

    /// How many were used, and on how many working days; `None` where too few days tell, or none was used.
    fn rate(&self, packaging: &Packaging) -> Option<(i64, i64)> {
        let used = self.used.get(&packaging.code).filter(|used| **used > 0)?;
        (self.days >= ENOUGH).then_some((i64::from(*used), i64::from(self.days)))
    }

    /// For how many working days what is left lasts, to the nearest; `None` where that cannot be told.
    pub fn lasts(&self, packaging: &Packaging) -> Option<u64> {
        let (used, days) = self.rate(packaging)?;
        let left = packaging.on_hand.max(0);
        u64::try_from((2 * left * days + used) / (2 * used)).ok()
    }

    /// The count at which a packaging is low: the level that somebody has set, else the largest count that lasts fewer
    /// than `days` working days. `None` where nobody has set one and the use is not known, or `days` is 0.
    pub fn level(&self, packaging: &Packaging, days: u32) -> Option<i64> {
        if packaging.reorder_level.is_some() {
            return packaging.reorder_level;
        }
        let (used, worked) = self.rate(packaging).filter(|_| days > 0)?;
        // left * worked < days * used.
        Some((i64::from(days) * used - 1) / worked)
    }

    /// Whether new ones have to be ordered: no more are left than its level.
    pub fn is_low(&self, packaging: &Packaging, days: u32) -> bool {
        let level = self.level(packaging, days);
        level.is_some_and(|level| packaging.on_hand <= level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::units::{Grams, Minor, SizeMm};
    use proptest::prelude::*;

    fn carton(on_hand: i64, reorder_level: Option<i64>) -> Packaging {
        let size = SizeMm {
            length: 250,
            width: 200,
            height: 60,
        };
        Packaging {
            code: "S".into(),
            name: "Karton S".to_owned(),
            inner: size,
            outer: size,
            tare: Grams(80),
            max_gross: Grams(5_000),
            cost: Minor(90),
            on_hand,
            reorder_level,
        }
    }

    /// So many cartons on each of so many days.
    fn each_day(days: u32, cartons: u32) -> PackagingUse {
        let first = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        let days = first.iter_days().take(usize::try_from(days).unwrap());
        let parcels = days.flat_map(|day| (0..cartons).map(move |_| (day, "S".into())));
        PackagingUse::of(DateTime::UNIX_EPOCH, parcels)
    }

    #[test]
    fn what_lasts_fewer_days_than_set_is_low_and_a_level_set_by_hand_wins() {
        let used = each_day(10, 20);
        assert!(used.is_low(&carton(59, None), 3));
        assert!(!used.is_low(&carton(60, None), 3), "three whole days");
        assert!(!used.is_low(&carton(59, None), 0), "switched off");
        assert!(!used.is_low(&carton(59, Some(20)), 3));
        assert!(used.is_low(&carton(500, Some(500)), 3));
        assert_eq!(used.lasts(&carton(45, None)), Some(2));
        assert_eq!(used.lasts(&carton(-7, None)), Some(0));
    }

    #[test]
    fn what_nobody_used_and_what_two_days_tell_is_never_low_by_itself() {
        assert!(!each_day(2, 50).is_low(&carton(0, None), 3));
        assert!(!PackagingUse::default().is_low(&carton(0, None), 3));
        assert!(PackagingUse::default().is_low(&carton(0, Some(0)), 3));
        let other = Packaging {
            code: "L".into(),
            ..carton(0, None)
        };
        assert!(!each_day(10, 20).is_low(&other, 3));
        assert_eq!(each_day(10, 20).lasts(&other), None);
    }

    #[test]
    fn the_fortnight_ends_with_yesterday() {
        let now = "2026-11-24T06:30:00Z".parse().unwrap();
        let (from, to) = fortnight(now, chrono_tz::Europe::Warsaw);
        assert_eq!(from.to_rfc3339(), "2026-11-09T23:00:00+00:00");
        assert_eq!(to.to_rfc3339(), "2026-11-23T23:00:00+00:00");
    }

    proptest! {
        #[test]
        fn fewer_left_and_more_days_asked_for_never_make_it_enough(
            (worked, cartons) in (1..14_u32, 0..40_u32),
            (left, fewer) in (-50..2_000_i64, 0..100_i64),
            (days, more) in (0..30_u32, 0..10_u32),
        ) {
            let used = each_day(worked, cartons);
            let is_low = |left, days| used.is_low(&carton(left, None), days);
            prop_assert!(!is_low(left, days) || is_low(left - fewer, days));
            prop_assert!(!is_low(left, days) || is_low(left, days + more));
            if let Some(level) = used.level(&carton(left, None), days) {
                let lasts = |count: i64| count * i64::from(worked);
                let asked = i64::from(days) * i64::from(worked * cartons);
                prop_assert!(lasts(level) < asked && lasts(level + 1) >= asked);
            }
        }
    }
}
