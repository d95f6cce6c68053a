//! The shifts of a day: when each begins, and which one a moment belongs to.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

/// Most shifts that a day can have.
const MOST: usize = 6;

/// When the shifts of a day begin, in local time, the earliest first. Each lasts until the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shifts(Vec<NaiveTime>);

impl Default for Shifts {
    /// One from midnight to midnight.
    fn default() -> Self {
        Self(vec![NaiveTime::MIN])
    }
}

impl Shifts {
    /// One to six different times of day, the earliest first; `None` if they are not.
    pub fn new(begin: Vec<NaiveTime>) -> Option<Self> {
        let is_sorted = begin.is_sorted_by(|earlier, later| earlier < later);
        (is_sorted && (1..=MOST).contains(&begin.len())).then_some(Self(begin))
    }

    /// When the shift began that a local moment belongs to: before the first of the day it is the last one's
    /// of the day before.
    pub fn begin_of(&self, local: NaiveDateTime) -> NaiveDateTime {
        let mut earlier = self.0.iter().rev();
        if let Some(begin) = earlier.find(|begin| **begin <= local.time()) {
            return local.date().and_time(*begin);
        }
        let last = self.0.last().copied().unwrap_or(NaiveTime::MIN);
        local.date().and_time(last) - TimeDelta::days(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    fn time(text: &str) -> NaiveTime {
        NaiveTime::parse_from_str(text, "%H:%M").unwrap()
    }

    #[test]
    fn the_night_belongs_to_the_evening_before() {
        let shifts = Shifts::new(["06:00", "14:00", "22:00"].map(time).to_vec()).unwrap();
        for (moment, begin) in [
            ("2026-11-23 06:00", "2026-11-23 06:00"),
            ("2026-11-23 13:59", "2026-11-23 06:00"),
            ("2026-11-23 23:10", "2026-11-23 22:00"),
            ("2026-11-24 05:59", "2026-11-23 22:00"),
        ] {
            assert_eq!(shifts.begin_of(at(moment)), at(begin), "{moment}");
        }
        assert_eq!(
            Shifts::default().begin_of(at("2026-11-24 05:59")),
            at("2026-11-24 00:00")
        );
    }

    #[test]
    fn shifts_follow_each_other() {
        for wrong in [vec![], vec!["14:00", "06:00"], vec!["06:00", "06:00"]] {
            let times = wrong.into_iter().map(time).collect();
            assert_eq!(Shifts::new(times), None);
        }
    }
}
