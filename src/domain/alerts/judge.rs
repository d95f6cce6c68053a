//! When a figure raises an alert, and when the alert is over.
//!
//! One alert for one trouble: a figure has to be good for [`CALM`] before it can raise the next one. How
//! often it is measured, and what is measured together, changes nothing.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::rules::AlertRules;
use super::{AlertKind, Raised, Reading};

/// How long a figure has to be good until its alert is over. Assumption: whoever mends something tries it for
/// some minutes; a shorter time would call twice for one trouble.
pub const CALM: TimeDelta = TimeDelta::minutes(10);

/// What a reading changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Turn {
    /// An alert is raised.
    Raised(Raised),
    /// The alert with this number is over.
    Cleared(String),
}

/// How one figure stands.
///
/// Transitions: calm → bad since (too short) → open → good since (too short) → calm.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Course {
    /// Bad at each reading since then.
    bad_since: Option<DateTime<Utc>>,
    /// Good at each reading since then.
    good_since: Option<DateTime<Utc>>,
    /// The alert that is open.
    open: Option<String>,
}

/// All figures of a bench. What is open survives a start; that a figure has been bad or good for some
/// minutes does not, so that a start can make an alert late by these minutes, and never doubles it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Judge {
    courses: BTreeMap<(AlertKind, String), Course>,
}

impl Judge {
    /// With these alerts open, as their facts tell.
    pub fn with_open<'a>(open: impl IntoIterator<Item = &'a Raised>) -> Self {
        let mut judge = Self::default();
        for raised in open {
            let course = judge.course(raised.kind, &raised.subject);
            course.open = Some(raised.id.clone());
        }
        judge
    }

    fn course(&mut self, kind: AlertKind, subject: &str) -> &mut Course {
        self.courses.entry((kind, subject.to_owned())).or_default()
    }

    /// What these readings change at `now`. `measured` says of which kinds all figures are here: an open alert
    /// of such a kind whose subject is not among them has lost what it was about, and counts as good.
    pub fn judge(
        &mut self,
        rules: &AlertRules,
        measured: &[AlertKind],
        readings: &[Reading],
        now: DateTime<Utc>,
    ) -> Vec<Turn> {
        let mut turns = Vec::new();
        for reading in readings {
            let rule = rules.of(reading.kind);
            if !rule.on {
                continue;
            }
            // Only trouble of the link has to last; elsewhere the time belongs to the figure itself.
            let lasting = match reading.kind {
                AlertKind::SyncTrouble => TimeDelta::minutes(i64::from(rule.minutes)),
                _ => TimeDelta::zero(),
            };
            let course = self.course(reading.kind, &reading.subject);
            turns.extend(course.read(reading, lasting, now));
        }
        for ((kind, subject), course) in &mut self.courses {
            if !rules.of(*kind).on {
                // Nobody watches it any more, so nobody can say that it is bad.
                let over = course.open.take();
                *course = Course::default();
                turns.extend(over.map(Turn::Cleared));
                continue;
            }
            let is_read = |reading: &Reading| reading.kind == *kind && reading.subject == *subject;
            if measured.contains(kind) && !readings.iter().any(is_read) {
                turns.extend(course.good(now));
            }
        }
        self.courses
            .retain(|_, course| *course != Course::default());
        turns
    }
}

impl Course {
    fn read(&mut self, reading: &Reading, lasting: TimeDelta, now: DateTime<Utc>) -> Option<Turn> {
        let (measure, limit) = (reading.measure, reading.limit);
        if reading.kind.is_bad(measure, limit) {
            self.good_since = None;
            let since = since(&mut self.bad_since, now);
            if self.open.is_some() || now - since < lasting {
                return None;
            }
            let raised = Raised::of(reading, now);
            self.open = Some(raised.id.clone());
            return Some(Turn::Raised(raised));
        }
        self.bad_since = None;
        if reading.kind.is_good(measure, limit) {
            return self.good(now);
        }
        // Neither: what was good is not good any more, and what is open stays open.
        self.good_since = None;
        None
    }

    fn good(&mut self, now: DateTime<Utc>) -> Option<Turn> {
        self.bad_since = None;
        if self.open.is_none() {
            self.good_since = None;
            return None;
        }
        let since = since(&mut self.good_since, now);
        if now - since < CALM {
            return None;
        }
        self.good_since = None;
        self.open.take().map(Turn::Cleared)
    }
}

/// Since when, at `now`; a clock that was set back begins anew.
fn since(kept: &mut Option<DateTime<Utc>>, now: DateTime<Utc>) -> DateTime<Utc> {
    let since = kept.filter(|since| *since <= now).unwrap_or(now);
    *kept = Some(since);
    since
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).unwrap() + TimeDelta::minutes(minute)
    }

    fn reading(kind: AlertKind, subject: &str, measure: i64) -> Reading {
        let rules = AlertRules::default();
        let limit = match kind {
            AlertKind::SyncTrouble => 1,
            AlertKind::PackagingLow => 20,
            AlertKind::ErrorRate => 2_000,
            other => i64::from(rules.of(other).limit),
        };
        Reading {
            kind,
            subject: subject.to_owned(),
            measure,
            limit,
            about: vec![],
        }
    }

    fn labels(judge: &mut Judge, minute: i64, failed: i64) -> Vec<&'static str> {
        let reading = reading(AlertKind::FailedLabels, "", failed);
        let rules = AlertRules::default();
        let turns = judge.judge(&rules, &[reading.kind], &[reading], at(minute));
        let name = |turn: &Turn| match turn {
            Turn::Raised(_) => "raised",
            Turn::Cleared(_) => "cleared",
        };
        turns.iter().map(name).collect()
    }

    #[test]
    fn ten_failed_labels_are_one_alert_until_they_are_five_for_ten_minutes() {
        let mut judge = Judge::default();
        assert_eq!(labels(&mut judge, 0, 9), [""; 0]);
        assert_eq!(labels(&mut judge, 1, 10), ["raised"]);
        assert_eq!(labels(&mut judge, 2, 14), [""; 0]);
        assert_eq!(labels(&mut judge, 3, 9), [""; 0]);
        assert_eq!(labels(&mut judge, 4, 10), [""; 0], "trembling at its limit");
        assert_eq!(labels(&mut judge, 5, 5), [""; 0]);
        assert_eq!(labels(&mut judge, 14, 6), [""; 0], "not good any more");
        assert_eq!(labels(&mut judge, 16, 0), [""; 0]);
        assert_eq!(labels(&mut judge, 25, 0), [""; 0]);
        assert_eq!(labels(&mut judge, 26, 0), ["cleared"]);
        assert_eq!(labels(&mut judge, 27, 10), ["raised"], "a new trouble");
    }

    #[test]
    fn trouble_of_the_link_has_to_last_and_a_blip_is_none() {
        let rules = AlertRules::default();
        let mut judge = Judge::default();
        let mut see = |minute, measure| {
            let reading = reading(AlertKind::SyncTrouble, "", measure);
            judge.judge(&rules, &[AlertKind::SyncTrouble], &[reading], at(minute))
        };
        assert!(see(0, 1).is_empty() && see(4, 1).is_empty());
        assert!(see(5, 0).is_empty() && see(6, 1).is_empty());
        assert!(see(10, 1).is_empty());
        assert!(matches!(see(11, 1).as_slice(), [Turn::Raised(_)]));
    }

    #[test]
    fn five_per_cent_of_the_stock_is_no_alert_and_more_is() {
        assert!(!AlertKind::StockDrift.is_bad(50, 50));
        assert!(AlertKind::StockDrift.is_bad(51, 50));
        assert!(AlertKind::PackagingLow.is_bad(20, 20));
        assert!(AlertKind::PackagingLow.is_good(21, 20));
    }

    #[test]
    fn an_alert_about_something_that_is_gone_ends_and_so_does_one_that_nobody_watches() {
        let rules = AlertRules::default();
        let low = [reading(AlertKind::PackagingLow, "KARTON-S", 3)];
        let kinds = [AlertKind::PackagingLow];
        let mut judge = Judge::default();
        assert_eq!(judge.judge(&rules, &kinds, &low, at(0)).len(), 1);
        assert!(
            judge.judge(&rules, &[], &[], at(20)).is_empty(),
            "not measured"
        );
        assert!(judge.judge(&rules, &kinds, &[], at(21)).is_empty());
        let turns = judge.judge(&rules, &kinds, &[], at(31));
        assert!(matches!(turns.as_slice(), [Turn::Cleared(_)]));
        assert_eq!(judge.judge(&rules, &kinds, &low, at(32)).len(), 1);
        let mut off = rules;
        off.packaging_low.on = false;
        let turns = judge.judge(&off, &kinds, &low, at(33));
        assert!(matches!(turns.as_slice(), [Turn::Cleared(_)]));
        assert!(judge.judge(&off, &kinds, &low, at(34)).is_empty());
    }

    /// Figures of some minutes, several of them each time.
    fn figures() -> impl Strategy<Value = Vec<(i64, Vec<Reading>)>> {
        let kinds = prop::sample::select(AlertKind::ALL.to_vec());
        let subjects = prop::sample::select(vec!["", "B"]);
        let measures = prop_oneof![Just(0_i64), 0_i64..25, 1_000_i64..3_000];
        let one = (kinds, subjects, measures);
        let minute = (0_i64..15, prop::collection::vec(one, 0..6));
        prop::collection::vec(minute, 1..60).prop_map(|minutes| {
            let mut clock = 0;
            let mut told = Vec::new();
            for (pause, ones) in minutes {
                clock += pause.max(1);
                let mut readings: Vec<Reading> = Vec::new();
                for (kind, subject, measure) in ones {
                    if !readings
                        .iter()
                        .any(|it| it.kind == kind && it.subject == subject)
                    {
                        readings.push(reading(kind, subject, measure));
                    }
                }
                told.push((clock, readings));
            }
            told
        })
    }

    proptest! {
        #[test]
        fn no_alert_is_raised_twice_without_an_end_and_none_ends_before_its_calm(told in figures()) {
            let rules = AlertRules::default();
            let mut judge = Judge::default();
            let mut open: BTreeMap<(AlertKind, String), (String, i64)> = BTreeMap::new();
            let mut names = std::collections::BTreeSet::new();
            for (minute, readings) in &told {
                for turn in judge.judge(&rules, &[], readings, at(*minute)) {
                    match turn {
                        Turn::Raised(raised) => {
                            prop_assert!(names.insert(raised.id.clone()), "{} twice", raised.id);
                            prop_assert!(raised.kind.is_bad(raised.measure, raised.limit));
                            let key = (raised.kind, raised.subject);
                            prop_assert!(open.insert(key, (raised.id, *minute)).is_none());
                        }
                        Turn::Cleared(id) => {
                            let key = open.iter().find(|(_, (known, _))| *known == id);
                            let (key, raised) = key.map(|(key, (_, at))| (key.clone(), *at)).unwrap();
                            prop_assert!(minute - raised >= CALM.num_minutes());
                            open.remove(&key);
                        }
                    }
                }
            }
        }

        #[test]
        fn what_is_measured_together_changes_nothing(told in figures()) {
            let rules = AlertRules::default();
            let sorted = |mut turns: Vec<Turn>| {
                turns.sort_by_key(|turn| format!("{turn:?}"));
                turns
            };
            let (mut together, mut alone) = (Judge::default(), Judge::default());
            for (minute, readings) in &told {
                let now = at(*minute);
                let one = together.judge(&rules, &[], readings, now);
                let mut other = Vec::new();
                for reading in readings.iter().rev() {
                    other.extend(alone.judge(&rules, &[], std::slice::from_ref(reading), now));
                }
                prop_assert_eq!(sorted(one), sorted(other));
            }
            prop_assert_eq!(together, alone);
        }

        #[test]
        fn a_start_in_between_raises_nothing_twice(told in figures(), stop in 0_usize..60) {
            let rules = AlertRules::default();
            let mut judge = Judge::default();
            let mut open: BTreeMap<String, Raised> = BTreeMap::new();
            for (count, (minute, readings)) in told.iter().enumerate() {
                if count == stop {
                    judge = Judge::with_open(open.values());
                }
                for turn in judge.judge(&rules, &[], readings, at(*minute)) {
                    match turn {
                        Turn::Raised(raised) => {
                            let is_open = |it: &Raised| it.kind == raised.kind && it.subject == raised.subject;
                            prop_assert!(!open.values().any(is_open));
                            open.insert(raised.id.clone(), raised);
                        }
                        Turn::Cleared(id) => prop_assert!(open.remove(&id).is_some()),
                    }
                }
            }
        }
    }
}
