//! When does the carrier leave? The cut-off that an order has to make.

use chrono::{DateTime, Days, LocalResult, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;

/// The first cut-off at or after `paid_at`: today's, or tomorrow's once it has passed.
///
/// `at` is a local time in `zone`; the result is an instant. On the night the
/// clocks jump, a time that does not exist is taken an hour later and a time
/// that exists twice is taken the first time, so that nobody is late by surprise.
pub fn first_cutoff_after(paid_at: DateTime<Utc>, at: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let day = paid_at.with_timezone(&zone).date_naive();
    let today = instant(day, at, zone);
    if today >= paid_at {
        return today;
    }
    day.checked_add_days(Days::new(1))
        .map_or(today, |next| instant(next, at, zone))
}

fn instant(day: NaiveDate, at: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let wall = day.and_time(at);
    let local = match zone.from_local_datetime(&wall) {
        LocalResult::Single(time) | LocalResult::Ambiguous(time, _) => Some(time),
        LocalResult::None => zone
            .from_local_datetime(&(wall + chrono::TimeDelta::hours(1)))
            .earliest(),
    };
    local.map_or_else(
        || Utc.from_utc_datetime(&wall),
        |time| time.with_timezone(&Utc),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cutoff(paid_at: &str) -> String {
        let three = NaiveTime::from_hms_opt(15, 0, 0).unwrap();
        first_cutoff_after(paid_at.parse().unwrap(), three, chrono_tz::Europe::Warsaw).to_rfc3339()
    }

    #[test]
    fn paid_before_the_cutoff_goes_today_and_after_it_tomorrow() {
        assert_eq!(cutoff("2026-11-20T13:59:00Z"), "2026-11-20T14:00:00+00:00");
        assert_eq!(cutoff("2026-11-20T14:01:00Z"), "2026-11-21T14:00:00+00:00");
    }

    #[test]
    fn summer_time_moves_the_instant_and_not_the_wall_clock() {
        assert_eq!(cutoff("2026-07-01T12:00:00Z"), "2026-07-01T13:00:00+00:00");
    }
}
