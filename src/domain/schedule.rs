//! Which reports are due by the clock: each day's radar and each week's report, once, also when the bench was off.

use chrono::{Datelike as _, Days, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use serde::{Deserialize, Serialize};

/// Days whose radar is still made afterwards. Assumption: after a week nobody acts on a day any more.
pub const RADARS_KEPT: usize = 7;

/// Weeks whose report is still made afterwards.
pub const WEEKS_KEPT: usize = 4;

/// Longest time that is looked back, in days: a clock that stood wrong does not keep the bench counting.
const LONGEST: u64 = 366;

/// A report that is made by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheduled {
    /// Of the day before.
    Radar,
    /// Of the last whole week, Monday to Sunday.
    Week,
}

impl Scheduled {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Radar, Self::Week];

    /// The word kept in databases and given to programs: the report's name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Radar => "radar",
            Self::Week => "week",
        }
    }

    /// The one of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    fn kept(self) -> usize {
        match self {
            Self::Radar => RADARS_KEPT,
            Self::Week => WEEKS_KEPT,
        }
    }

    /// From one report to the next, in days.
    fn step(self) -> Days {
        match self {
            Self::Radar => Days::new(1),
            Self::Week => Days::new(7),
        }
    }
}

/// When reports are made, by the warehouse's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hours {
    /// At what time.
    pub at: NaiveTime,
    /// Whether each day's radar is.
    pub radar: bool,
    /// On which day of the next week the week's report is; `None` where it is not.
    pub week: Option<Weekday>,
}

/// One report of one day or week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Run {
    /// Which.
    pub what: Scheduled,
    /// The day that it is about; of a week its Monday.
    pub day: NaiveDate,
}

/// What has to be made now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Due {
    /// The oldest first.
    pub make: Vec<Run>,
    /// Too old to be of use to anybody: they are not made.
    pub drop: Vec<Run>,
}

impl Hours {
    /// What is due at `now`, by the warehouse's clock. `last` is the newest of which it is known what became of it;
    /// where nothing is known the schedule begins with the newest one, and nothing older is missing.
    pub fn due(&self, now: NaiveDateTime, last: impl Fn(Scheduled) -> Option<NaiveDate>) -> Due {
        let mut due = Due::default();
        for what in Scheduled::ALL {
            let Some(newest) = self.newest(what, now) else {
                continue;
            };
            let mut missing = match last(what) {
                None => vec![newest],
                Some(last) => since(what, last, newest),
            };
            let too_many = missing.len().saturating_sub(what.kept());
            let run = |day| Run { what, day };
            due.drop.extend(missing.drain(..too_many).map(run));
            due.make.extend(missing.into_iter().map(run));
        }
        due
    }

    /// The newest one whose time has come.
    fn newest(&self, what: Scheduled, now: NaiveDateTime) -> Option<NaiveDate> {
        let reached = if now.time() < self.at {
            now.date().pred_opt()?
        } else {
            now.date()
        };
        match what {
            Scheduled::Radar => self.radar.then(|| reached.pred_opt()).flatten(),
            Scheduled::Week => {
                // The last day on which a week was told, and the Monday of the week before that one.
                let past = reached.weekday().days_since(self.week?);
                let told = reached.checked_sub_days(Days::new(u64::from(past)))?;
                let since_monday = u64::from(told.weekday().num_days_from_monday());
                told.checked_sub_days(Days::new(since_monday + 7))
            }
        }
    }
}

/// Every one after `last` up to `newest`, the oldest first.
fn since(what: Scheduled, last: NaiveDate, newest: NaiveDate) -> Vec<NaiveDate> {
    let oldest = newest.checked_sub_days(Days::new(LONGEST));
    let mut day = newest;
    let mut missing = Vec::new();
    while day > last && oldest.is_none_or(|oldest| day > oldest) {
        missing.push(day);
        match day.checked_sub_days(what.step()) {
            Some(before) => day = before,
            None => break,
        }
    }
    missing.reverse();
    missing
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn hours() -> Hours {
        Hours {
            at: NaiveTime::from_hms_opt(6, 0, 0).unwrap(),
            radar: true,
            week: Some(Weekday::Mon),
        }
    }

    fn told(runs: &[Run]) -> Vec<String> {
        let told = |run: &Run| format!("{} {}", run.what.name(), run.day);
        runs.iter().map(told).collect()
    }

    #[test]
    fn it_begins_with_the_newest_and_not_before_its_hour() {
        let nothing = |_| None;
        // 2026-11-23 is a Monday.
        let due = hours().due(at("2026-11-23T06:00:00"), nothing);
        assert_eq!(told(&due.make), ["radar 2026-11-22", "week 2026-11-16"]);
        let early = hours().due(at("2026-11-23T05:59:59"), nothing);
        assert_eq!(told(&early.make), ["radar 2026-11-21", "week 2026-11-09"]);
        let thursdays = Hours {
            radar: false,
            week: Some(Weekday::Thu),
            ..hours()
        };
        let wednesday = thursdays.due(at("2026-11-25T23:00:00"), nothing);
        assert_eq!(told(&wednesday.make), ["week 2026-11-09"]);
        let thursday = thursdays.due(at("2026-11-26T06:00:00"), nothing);
        assert_eq!(told(&thursday.make), ["week 2026-11-16"]);
    }

    #[test]
    fn what_a_bench_missed_while_it_was_off_is_made_and_what_is_too_old_is_dropped() {
        let last = |what| match what {
            Scheduled::Radar => Some(day("2026-11-10")),
            Scheduled::Week => Some(day("2026-11-02")),
        };
        let due = hours().due(at("2026-11-23T08:00:00"), last);
        assert_eq!(due.make.len(), RADARS_KEPT + 2);
        assert_eq!(
            told(&due.make).first().map(String::as_str),
            Some("radar 2026-11-16")
        );
        assert_eq!(
            told(&due.drop),
            [11, 12, 13, 14, 15].map(|one| format!("radar 2026-11-{one}"))
        );
    }

    proptest! {
        /// However often and whenever it is asked, each day is told once: made or dropped, and none left out.
        #[test]
        fn each_day_is_made_or_dropped_once_and_none_is_left_out(
            steps in prop::collection::vec(0_i64..60 * 24 * 12, 1..60),
            week in 0_u8..8,
        ) {
            let week = Weekday::try_from(week).ok();
            let hours = Hours { week, ..hours() };
            let mut now = at("2026-01-05T00:00:00");
            let mut known: Vec<Run> = Vec::new();
            for minutes in steps {
                now += chrono::TimeDelta::minutes(minutes);
                let last = |what| known.iter().filter(|run| run.what == what).map(|run| run.day).max();
                let due = hours.due(now, last);
                prop_assert!(due.make.len() <= RADARS_KEPT + WEEKS_KEPT);
                known.extend(due.drop);
                known.extend(due.make);
            }
            for what in Scheduled::ALL {
                let mut days: Vec<NaiveDate> =
                    known.iter().filter(|run| run.what == what).map(|run| run.day).collect();
                let count = days.len();
                days.sort_unstable();
                days.dedup();
                prop_assert_eq!(days.len(), count, "twice");
                for (one, next) in days.iter().zip(days.iter().skip(1)) {
                    prop_assert_eq!(one.checked_add_days(what.step()), Some(*next));
                }
                if let Some(newest) = days.last() {
                    prop_assert_eq!(hours.newest(what, now), Some(*newest));
                }
            }
        }
    }
}
