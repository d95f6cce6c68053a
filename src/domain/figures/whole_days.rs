//! Whole local days of some time: what was summed up of them counts as it is, the rest is counted anew.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::domain::calendar::midnight;

/// Local days that were wholly in a time, each from its first moment to the next one's, and what is left of the time
/// before, between and after them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WholeDays {
    /// The days, oldest first.
    pub days: Vec<(NaiveDate, Span)>,
    /// What is left.
    pub rest: Vec<Span>,
}

/// From this moment to before that.
pub type Span = (DateTime<Utc>, DateTime<Utc>);

impl WholeDays {
    /// Of a time, the days that are over at `now`.
    pub fn of((from, to): Span, zone: Tz, now: DateTime<Utc>) -> Self {
        let mut found = Self::default();
        let mut left = from;
        let mut day = from.with_timezone(&zone).date_naive();
        while let Some(next) = day.succ_opt() {
            let (begin, end) = (midnight(day, zone), midnight(next, zone));
            if end > to || end > now {
                break;
            }
            if from <= begin {
                found.leave((left, begin));
                found.days.push((day, (begin, end)));
                left = end;
            }
            day = next;
        }
        found.leave((left, to));
        found
    }

    fn leave(&mut self, span: Span) {
        if span.0 < span.1 {
            self.rest.push(span);
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::Europe::Warsaw;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn days_that_are_over_are_whole_and_today_is_left_even_where_the_clocks_jump() {
        let (from, to) = (at("2026-10-23T22:00:00Z"), at("2026-10-26T23:00:00Z"));
        let found = WholeDays::of((from, to), Warsaw, at("2026-10-26T12:00:00Z"));
        let jump = (at("2026-10-24T22:00:00Z"), at("2026-10-25T23:00:00Z"));
        let days: Vec<String> = found.days.iter().map(|(day, _)| day.to_string()).collect();
        assert_eq!(days, ["2026-10-24", "2026-10-25"]);
        let last = found.days.last().map(|(_, span)| *span);
        assert_eq!(last, Some(jump), "a day of twenty-five hours");
        assert_eq!(found.rest, [(jump.1, to)]);
    }

    #[test]
    fn a_time_that_begins_at_noon_has_its_first_half_day_left() {
        let (from, to) = (at("2026-11-02T11:00:00Z"), at("2026-11-04T11:00:00Z"));
        let found = WholeDays::of((from, to), Warsaw, at("2026-12-01T00:00:00Z"));
        let whole = (at("2026-11-02T23:00:00Z"), at("2026-11-03T23:00:00Z"));
        assert_eq!(found.days.len(), 1);
        assert_eq!(found.rest, [(from, whole.0), (whole.1, to)]);
        let none = WholeDays::of((to, from), Warsaw, to);
        assert_eq!(none, WholeDays::default());
    }
}
