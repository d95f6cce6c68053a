//! The timetable of one service: which row speaks of a day, and the first lorry after a moment.

use std::cmp::Reverse;

use chrono::{
    DateTime, Days, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone as _, Utc,
};
use chrono_tz::Tz;

use super::{ALL_SERVICES, AfterCutoff, Calendar, Holiday, Hours, Period, RowKey, Weekdays};
use crate::domain::gate::Hold;
use crate::domain::settings::Settings;

/// How many days ahead a lorry is looked for.
///
/// Assumption: a service that comes on no day of a year and a month does not come at all.
const LOOK_AHEAD_DAYS: u64 = 400;

/// What decided about a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// A row for that very date.
    Exception {
        /// Its service, or `*`.
        service: String,
    },
    /// A public holiday.
    Holiday(Holiday),
    /// A row for a season.
    Season {
        /// Its service, or `*`.
        service: String,
        /// Its days.
        period: Period,
        /// The days of the week that it names.
        days: Weekdays,
    },
    /// A row for days of the week.
    Weekdays {
        /// Its service, or `*`.
        service: String,
        /// The days.
        days: Weekdays,
    },
    /// No row: the cut-off of the settings from Monday to Friday, and nothing on other days.
    Setting,
}

/// What happens on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayPlan {
    /// Whether and when the carrier comes.
    pub hours: Hours,
    /// What decided it.
    pub rule: Rule,
}

/// A lorry that comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collection {
    /// The local day.
    pub day: NaiveDate,
    /// Until when a parcel has to be packed to go with it.
    pub cutoff: DateTime<Utc>,
    /// When it comes, where the shop says so.
    pub pickup: Option<DateTime<Utc>>,
    /// What decided about the day.
    pub rule: Rule,
}

/// With which lorry an order goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departure {
    /// The first one after it was paid: what the customer was promised.
    pub promised: Collection,
    /// The first one that it can still make.
    pub next: Collection,
}

impl Departure {
    /// Whether it missed the lorry that it was promised.
    pub fn is_late(&self) -> bool {
        self.promised.day != self.next.day
    }
}

/// The calendar as it is for one service.
#[derive(Debug, Clone, Copy)]
pub struct Timetable<'a> {
    calendar: &'a Calendar,
    service: &'a str,
    zone: Tz,
    /// The cut-off that the settings name for this service.
    own_cutoff: Option<NaiveTime>,
    default_cutoff: NaiveTime,
}

impl<'a> Timetable<'a> {
    /// The timetable of a delivery method.
    pub fn of(settings: &'a Settings, service: &'a str) -> Self {
        Self {
            calendar: &settings.calendar,
            service,
            zone: settings.time_zone,
            own_cutoff: settings.cutoffs.get(service).copied(),
            default_cutoff: settings.default_cutoff,
        }
    }

    /// What happens on a day, and why.
    pub fn plan(&self, day: NaiveDate) -> DayPlan {
        if let Some((key, hours)) = self.winner(|key| {
            key.period
                .is_some_and(|period| period.is_one_day() && period.has(day))
        }) {
            let service = key.service.clone();
            return DayPlan {
                hours,
                rule: Rule::Exception { service },
            };
        }
        if let Some(holiday) = Holiday::on(day).filter(|_| self.calendar.public_holidays) {
            return DayPlan {
                hours: Hours::Closed,
                rule: Rule::Holiday(holiday),
            };
        }
        let week = self.week(day);
        // A season that names no days moves the times of those on which the carrier comes anyway.
        let season = self.winner_with(|key, hours| {
            let is_meant = if key.days.is_empty() {
                hours == Hours::Closed || week.hours != Hours::Closed
            } else {
                key.days.has(day)
            };
            is_meant
                && key
                    .period
                    .is_some_and(|period| !period.is_one_day() && period.has(day))
        });
        match season {
            Some((
                RowKey {
                    service,
                    days,
                    period: Some(period),
                },
                hours,
            )) => DayPlan {
                hours,
                rule: Rule::Season {
                    service: service.clone(),
                    period: *period,
                    days: *days,
                },
            },
            _ => week,
        }
    }

    /// What an ordinary week has on that day.
    fn week(&self, day: NaiveDate) -> DayPlan {
        let row = self.winner(|key| key.period.is_none() && key.days.has(day));
        let is_own = row.is_some_and(|(key, _)| key.service != ALL_SERVICES);
        let is_workday = Weekdays::MONDAY_TO_FRIDAY.has(day);
        // The service's own setting is nearer to it than a row for all services.
        let setting = self.own_cutoff.filter(|_| is_workday && !is_own);
        match (setting, row) {
            (None, Some((key, hours))) => DayPlan {
                hours,
                rule: Rule::Weekdays {
                    service: key.service.clone(),
                    days: key.days,
                },
            },
            (setting, _) => DayPlan {
                hours: if is_workday {
                    Hours::Open {
                        cutoff: setting.unwrap_or(self.default_cutoff),
                        pickup: None,
                    }
                } else {
                    Hours::Closed
                },
                rule: Rule::Setting,
            },
        }
    }

    fn winner(&self, is_meant: impl Fn(&RowKey) -> bool) -> Option<(&'a RowKey, Hours)> {
        self.winner_with(|key, _hours| is_meant(key))
    }

    /// Of the rows of this service and of all services that are meant, the one that counts.
    fn winner_with(
        &self,
        is_meant: impl Fn(&RowKey, Hours) -> bool,
    ) -> Option<(&'a RowKey, Hours)> {
        self.calendar
            .rows
            .iter()
            .filter(|(key, _)| key.service == self.service || key.service == ALL_SERVICES)
            .filter(|(key, hours)| is_meant(key, *hours))
            .min_by_key(|(key, _)| {
                let named = if key.days.is_empty() {
                    8
                } else {
                    key.days.count()
                };
                (
                    key.service == ALL_SERVICES,
                    key.period.map(Period::length),
                    named,
                    key.period.map(|period| Reverse(period.from)),
                    key.days,
                )
            })
            .map(|(key, hours)| (key, *hours))
    }

    /// The first lorry whose cut-off is at `at` or later; `None` when none comes for more than a year.
    pub fn first_collection(&self, at: DateTime<Utc>) -> Option<Collection> {
        let first = at.with_timezone(&self.zone).date_naive();
        // On a day before, a cut-off just before midnight may be moved behind it by the clocks.
        let days = (0..=LOOK_AHEAD_DAYS)
            .filter_map(|ahead| first.pred_opt()?.checked_add_days(Days::new(ahead)));
        days.filter_map(|day| self.collection_on(day))
            .find(|collection| collection.cutoff >= at)
    }

    /// The lorry of a day.
    pub fn collection_on(&self, day: NaiveDate) -> Option<Collection> {
        let plan = self.plan(day);
        let Hours::Open { cutoff, pickup } = plan.hours else {
            return None;
        };
        Some(Collection {
            day,
            cutoff: instant(day.and_time(cutoff), self.zone),
            pickup: pickup.map(|pickup| instant(day.and_time(pickup), self.zone)),
            rule: plan.rule,
        })
    }

    /// With which lorry an order goes that was paid then and is not packed now; `None` when none comes.
    pub fn departure(&self, paid_at: DateTime<Utc>, now: DateTime<Utc>) -> Option<Departure> {
        Some(Departure {
            promised: self.first_collection(paid_at)?,
            next: self.first_collection(paid_at.max(now))?,
        })
    }

    /// What keeps orders of this service from being opened now, when it is set to block.
    ///
    /// An order is opened only on the day of the lorry that it can make: not after the cut-off, and not
    /// on a day without a lorry. Whoever has it open already finishes it.
    pub fn hold_at(&self, now: DateTime<Utc>) -> Option<Hold> {
        if self.calendar.after_cutoff(self.service) != AfterCutoff::Block {
            return None;
        }
        let Some(next) = self.first_collection(now) else {
            return Some(Hold::NoCollection);
        };
        let is_today = next.day <= now.with_timezone(&self.zone).date_naive();
        (!is_today).then_some(Hold::AfterCutoff { day: next.day })
    }

    /// Until when the answers for `now` stay as they are: the next cut-off or midnight, which is first.
    pub fn holds_until(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let tomorrow = midnight_after(now, self.zone);
        self.first_collection(now)
            // At the very moment of its cut-off a parcel still goes.
            .map(|next| next.cutoff + TimeDelta::milliseconds(1))
            .map_or(tomorrow, |passed| passed.min(tomorrow))
    }
}

/// The instant at which a clock on the wall in `zone` shows `wall`.
///
/// On the night the clocks jump, a time that does not exist is taken an hour later and a time that
/// exists twice is taken the first time, so that nobody is late by surprise.
pub fn instant(wall: NaiveDateTime, zone: Tz) -> DateTime<Utc> {
    let local = match zone.from_local_datetime(&wall) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => Some(time),
        LocalResult::None => zone
            .from_local_datetime(&(wall + TimeDelta::hours(1)))
            .earliest(),
    };
    local.map_or_else(|| Utc.from_utc_datetime(&wall), |time| time.to_utc())
}

/// The beginning of a local day.
pub fn midnight(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    instant(day.and_time(NaiveTime::MIN), zone)
}

/// The first midnight after `now`.
pub fn midnight_after(now: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let today = now.with_timezone(&zone).date_naive();
    midnight(today.succ_opt().unwrap_or(today), zone)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collected(paid_at: &str) -> String {
        let settings = Settings::default();
        let collection =
            Timetable::of(&settings, "dpd_courier").first_collection(paid_at.parse().unwrap());
        collection.unwrap().cutoff.to_rfc3339()
    }

    #[test]
    fn paid_before_the_cutoff_goes_today_and_after_it_on_the_next_working_day() {
        assert_eq!(
            collected("2026-11-19T13:59:00Z"),
            "2026-11-19T14:00:00+00:00"
        );
        assert_eq!(
            collected("2026-11-19T14:00:00Z"),
            "2026-11-19T14:00:00+00:00"
        );
        assert_eq!(
            collected("2026-11-19T14:01:00Z"),
            "2026-11-20T14:00:00+00:00"
        );
        assert_eq!(
            collected("2026-11-20T14:01:00Z"),
            "2026-11-23T14:00:00+00:00"
        );
    }

    #[test]
    fn summer_time_moves_the_instant_and_not_the_wall_clock() {
        assert_eq!(
            collected("2026-07-01T12:00:00Z"),
            "2026-07-01T13:00:00+00:00"
        );
    }
}
