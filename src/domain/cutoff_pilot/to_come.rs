//! Orders that nobody has paid yet: as many as on the same weekday of the last weeks came from this hour on.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, TimeDelta, Utc, Weekday};
use chrono_tz::Tz;

use super::HORIZON;
use crate::domain::calendar::instant;

/// How many weeks are looked back. Assumption: a month is long enough for a middle, and short enough for the season.
pub const WEEKS: u32 = 4;

/// Fewest earlier days that tell anything. Assumption: of two nobody knows which one was odd.
pub const DAYS_ENOUGH: u32 = 3;

/// An order that came on an earlier day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// The carrier service it goes by.
    pub service: String,
    /// When it was paid, which is when it could be packed.
    pub paid_at: DateTime<Utc>,
    /// How many units it has.
    pub units: u32,
}

/// An order that is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComingOrder {
    /// The carrier service it will go by.
    pub service: String,
    /// The cut-off of the lorry that it would make.
    pub cutoff: DateTime<Utc>,
    /// When it comes.
    pub arrives: DateTime<Utc>,
    /// How many units it has.
    pub units: u32,
}

/// What is expected, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToCome {
    /// The day of the week that today is.
    pub weekday: Weekday,
    /// Earlier days like today of which orders are known; with fewer than [`DAYS_ENOUGH`] nothing is expected.
    pub days: u32,
    /// The orders, by the time at which they come.
    pub orders: Vec<ComingOrder>,
}

/// A moment some weeks earlier, by the clock on the wall.
fn weeks_before(at: DateTime<Utc>, weeks: u32, zone: Tz) -> DateTime<Utc> {
    let wall = at.with_timezone(&zone).naive_local();
    instant(wall - TimeDelta::weeks(i64::from(weeks)), zone)
}

/// The local days like today that are looked at, each until what is like the end of [`HORIZON`].
pub fn earlier_days(now: DateTime<Utc>, zone: Tz) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
    let midnight = crate::domain::calendar::midnight(now.with_timezone(&zone).date_naive(), zone);
    (1..=WEEKS)
        .map(|weeks| {
            let before = |at| weeks_before(at, weeks, zone);
            (before(midnight), before(now + HORIZON))
        })
        .collect()
}

/// What is to come for the lorries whose cut-offs are named by `next`, as `arrivals` of [`earlier_days`] tell.
///
/// For each service it is the middle of the earlier days, so that one odd day changes nothing; an even number of days
/// counts the lower of the two in the middle, so that nobody is called for orders that came once. They come at the
/// times, and have the units, that all those days together show. Cancelled ones count too: who had paid could be packed.
/// A day on which no order came at all, such as a holiday, is left out.
pub fn to_come(
    next: &BTreeMap<String, DateTime<Utc>>,
    arrivals: &[Arrival],
    now: DateTime<Utc>,
    zone: Tz,
) -> ToCome {
    let weekday = now.with_timezone(&zone).weekday();
    let days = earlier_days(now, zone);
    let is_known = |(begin, end): &(DateTime<Utc>, DateTime<Utc>)| {
        let mut paid = arrivals.iter().map(|one| one.paid_at);
        paid.any(|at| (*begin..*end).contains(&at))
    };
    let known: Vec<u32> = (1..=WEEKS)
        .zip(&days)
        .filter(|(_, day)| is_known(day))
        .map(|(weeks, _)| weeks)
        .collect();
    let days = u32::try_from(known.len()).unwrap_or(WEEKS);
    let mut orders = Vec::new();
    if days >= DAYS_ENOUGH {
        for (service, cutoff) in next.iter().filter(|(_, cutoff)| **cutoff <= now + HORIZON) {
            let each = known.iter().map(|weeks| {
                let before = |at| weeks_before(at, *weeks, zone);
                came(service, (before(now), before(*cutoff)), arrivals)
            });
            let coming = middle(each.collect());
            orders.extend(coming.into_iter().map(|(after, units)| ComingOrder {
                service: service.clone(),
                cutoff: *cutoff,
                arrives: (now + after).min(*cutoff),
                units,
            }));
        }
    }
    orders.sort_by(|one, other| {
        (one.arrives, &one.service, one.units).cmp(&(other.arrives, &other.service, other.units))
    });
    ToCome {
        weekday,
        days,
        orders,
    }
}

/// How long after the beginning each order of a service came, and its units.
fn came(
    service: &str,
    (from, to): (DateTime<Utc>, DateTime<Utc>),
    arrivals: &[Arrival],
) -> Vec<(TimeDelta, u32)> {
    let came = arrivals.iter().filter(|one| {
        // Up to the cut-off's own moment an order still goes.
        one.service == service && one.paid_at > from && one.paid_at <= to
    });
    came.map(|one| (one.paid_at - from, one.units)).collect()
}

/// As many orders as in the middle of the days, spread as all of them together.
fn middle(days: Vec<Vec<(TimeDelta, u32)>>) -> Vec<(TimeDelta, u32)> {
    let mut counts: Vec<usize> = days.iter().map(Vec::len).collect();
    counts.sort_unstable();
    let count = counts
        .get(counts.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0);
    let mut all: Vec<(TimeDelta, u32)> = days.into_iter().flatten().collect();
    all.sort_unstable();
    let of = |at: usize| all.get((2 * at + 1) * all.len() / (2 * count)).copied();
    (0..count).filter_map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const WARSAW: Tz = chrono_tz::Europe::Warsaw;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    /// A Tuesday at noon in Warsaw.
    fn now() -> DateTime<Utc> {
        at("2026-11-24T11:00:00Z")
    }

    fn next() -> BTreeMap<String, DateTime<Utc>> {
        [("dpd".to_owned(), at("2026-11-24T14:00:00Z"))].into()
    }

    /// So many orders an hour before each full hour of the day, some weeks ago.
    fn day(weeks: i64, from_hour: i64, to_hour: i64, units: u32) -> Vec<Arrival> {
        let midnight = at("2026-11-23T23:00:00Z") - TimeDelta::weeks(weeks);
        (from_hour..to_hour)
            .map(|hour| Arrival {
                service: "dpd".to_owned(),
                paid_at: midnight + TimeDelta::minutes(hour * 60 + 30),
                units,
            })
            .collect()
    }

    fn told(days: &[Vec<Arrival>]) -> ToCome {
        to_come(&next(), &days.concat(), now(), WARSAW)
    }

    #[test]
    fn what_came_between_now_and_the_cutoff_on_such_days_comes_again() {
        let days = [day(1, 8, 20, 2), day(2, 8, 20, 2), day(3, 8, 20, 2)];
        let told = told(&days);
        assert_eq!((told.weekday, told.days), (Weekday::Tue, 3));
        let times: Vec<String> = told
            .orders
            .iter()
            .map(|order| order.arrives.format("%H:%M").to_string())
            .collect();
        assert_eq!(times, ["11:30", "12:30", "13:30"]);
        assert!(told.orders.iter().all(|order| order.units == 2));
    }

    #[test]
    fn one_odd_day_and_a_holiday_change_nothing() {
        let crowd: Vec<Arrival> = (0..50).flat_map(|_| day(2, 8, 20, 9)).collect();
        let odd = told(&[day(1, 8, 20, 1), crowd, day(3, 8, 20, 1), day(4, 8, 20, 1)]);
        assert_eq!((odd.days, odd.orders.len()), (4, 3));
        let holiday = told(&[day(1, 8, 20, 1), day(3, 8, 20, 1), day(4, 8, 20, 1)]);
        assert_eq!((holiday.days, holiday.orders.len()), (3, 3));
    }

    #[test]
    fn too_few_days_and_other_weekdays_tell_nothing() {
        let few = told(&[day(1, 8, 20, 1), day(2, 8, 20, 1)]);
        assert_eq!((few.days, few.orders.len()), (2, 0));
        let monday: Vec<Arrival> = (1..=4)
            .flat_map(|weeks| day(weeks, 8, 20, 1))
            .map(|order| Arrival {
                paid_at: order.paid_at - TimeDelta::days(1),
                ..order
            })
            .collect();
        assert_eq!(told(&[monday]).days, 0);
    }

    #[test]
    fn the_clock_on_the_wall_counts_across_a_change_of_the_clocks() {
        // The first Tuesday of winter time looks back at Tuesdays of summer time.
        let now = at("2026-10-27T11:00:00Z");
        let next = [("dpd".to_owned(), at("2026-10-27T14:00:00Z"))].into();
        let arrivals: Vec<Arrival> = (1..=4)
            .map(|weeks| Arrival {
                service: "dpd".to_owned(),
                // Half past twelve in Warsaw.
                paid_at: at("2026-10-27T10:30:00Z") - TimeDelta::weeks(weeks),
                units: 1,
            })
            .collect();
        let told = to_come(&next, &arrivals, now, WARSAW);
        assert_eq!(told.orders.len(), 1);
        assert_eq!(
            told.orders.first().unwrap().arrives,
            at("2026-10-27T11:30:00Z")
        );
    }
}
