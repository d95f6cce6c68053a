//! The orders that wait and those that will come, packed ahead: which of them make their lorry.
//!
//! All benches at work are taken together, at the pace that they have together, and pack in the queue's sequence: what
//! leaves first comes first, and of one lorry what waits comes before what is still to be paid. Nobody sees beforehand
//! that an order is lost: it is worked at until its cut-off has passed, and only then comes the next lorry's. Counted
//! like this, a break more or an order more never makes another order be in time; the tests hold it to that.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::breaks::Pauses;
use super::pace::{BenchPace, Effort, Pace};
use super::to_come::ComingOrder;
use crate::domain::ids::OrderNo;

/// How far ahead is looked. What leaves later is another shift's.
pub const HORIZON: TimeDelta = TimeDelta::hours(12);

/// Most packers more that are tried. Assumption: nobody finds ten people for an afternoon.
const MOST_MORE: u32 = 9;

/// The usual pace, in thousandths.
const USUAL: i64 = 1_000;

/// An order that can be packed, with the lorry that it can still make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingOrder {
    /// The order.
    pub order: OrderNo,
    /// The carrier service it goes by.
    pub service: String,
    /// The cut-off of that lorry.
    pub cutoff: DateTime<Utc>,
    /// How many units it has.
    pub units: u32,
}

/// What becomes of the orders of one lorry. Counts of those that miss it are of what waits and of what is to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lorry {
    /// The carrier service.
    pub service: String,
    /// Its cut-off.
    pub cutoff: DateTime<Utc>,
    /// Orders that wait for it.
    pub waiting: u32,
    /// Those that will miss it, in the queue's sequence.
    pub missing: Vec<OrderNo>,
    /// Orders that are expected before its cut-off.
    pub to_come: u32,
    /// Those of them that will miss it.
    pub missing_to_come: u32,
    /// How many miss it if the pace is as slow as in one of ten cases.
    pub missing_if_slow: u32,
    /// How many miss it if the pace is as quick as in one of ten cases.
    pub missing_if_quick: u32,
    /// How many miss it with one packer more from now on.
    pub missing_with_one_more: u32,
    /// How many miss it with one packer fewer; with one alone, all.
    pub missing_with_one_fewer: u32,
    /// When the last of those is packed that make it; `None` when none does.
    pub done_at: Option<DateTime<Utc>>,
}

/// What becomes of all that wait.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forecast {
    /// The lorries of the coming hours, the next one first.
    pub lorries: Vec<Lorry>,
    /// Packers more from now on with which no order misses its lorry: none needed is 0, `None` when nine
    /// would not do.
    pub needed: Option<u32>,
}

/// What is known of the coming hours.
#[derive(Debug, Clone, Copy)]
pub struct Ahead<'a> {
    /// Orders that can be packed, in the queue's sequence.
    pub waiting: &'a [WaitingOrder],
    /// Orders that are expected.
    pub to_come: &'a [ComingOrder],
    /// When nobody packs.
    pub pauses: &'a Pauses,
    /// From when on.
    pub now: DateTime<Utc>,
}

/// Looks ahead. With nobody at work every order misses its lorry.
pub fn forecast(ahead: &Ahead<'_>, pace: &Pace, at_work: &[&BenchPace]) -> Forecast {
    let day = Day::of(ahead, pace.effort);
    let range = |order: &Due<'_>| pace.range_permille(order.cutoff - ahead.now);
    let usual = |_: &Due<'_>| USUAL;
    let team = Team::of(at_work);
    let expected = day.pack(team, usual);
    let slow = day.pack(team, |order| USUAL - range(order));
    let quick = day.pack(team, |order| USUAL + range(order));
    let more = day.pack(team.with_more(1), usual);
    let fewer = day.pack(team.with_one_fewer(), usual);
    let mut lorries: BTreeMap<(DateTime<Utc>, &str), Lorry> = BTreeMap::new();
    let cases = expected
        .iter()
        .zip(&slow)
        .zip(&quick)
        .zip(&more)
        .zip(&fewer);
    for (order, ((((expected, slow), quick), more), fewer)) in day.orders.iter().zip(cases) {
        let lorry = lorries
            .entry((order.cutoff, order.service))
            .or_insert_with(|| Lorry::empty(order));
        lorry.count(order, *expected);
        lorry.missing_if_slow += u32::from(slow.is_none());
        lorry.missing_if_quick += u32::from(quick.is_none());
        lorry.missing_with_one_more += u32::from(more.is_none());
        lorry.missing_with_one_fewer += u32::from(fewer.is_none());
    }
    let needed = (0..=MOST_MORE).find(|more| {
        let packed = day.pack(team.with_more(*more), usual);
        packed.iter().all(Option::is_some)
    });
    Forecast {
        lorries: lorries.into_values().collect(),
        needed,
    }
}

impl Lorry {
    fn empty(order: &Due<'_>) -> Self {
        Self {
            service: order.service.to_owned(),
            cutoff: order.cutoff,
            waiting: 0,
            missing: vec![],
            to_come: 0,
            missing_to_come: 0,
            missing_if_slow: 0,
            missing_if_quick: 0,
            missing_with_one_more: 0,
            missing_with_one_fewer: 0,
            done_at: None,
        }
    }

    fn count(&mut self, order: &Due<'_>, done_at: Option<DateTime<Utc>>) {
        self.done_at = self.done_at.max(done_at);
        if let Some(number) = order.number {
            self.waiting += 1;
            if done_at.is_none() {
                self.missing.push(number.clone());
            }
        } else {
            self.to_come += 1;
            self.missing_to_come += u32::from(done_at.is_none());
        }
    }

    /// How many miss it, of what waits and of what is to come.
    pub fn missing_of_all(&self) -> u32 {
        let known = u32::try_from(self.missing.len()).unwrap_or(u32::MAX);
        known.saturating_add(self.missing_to_come)
    }
}

/// Those at work, taken together, in thousandths of the usual pace.
#[derive(Debug, Clone, Copy)]
struct Team {
    all: i64,
    mean: i64,
}

impl Team {
    fn of(benches: &[&BenchPace]) -> Self {
        let all = benches
            .iter()
            .map(|bench| bench.speed_permille)
            .sum::<i64>();
        let number = i64::try_from(benches.len()).unwrap_or(i64::MAX);
        Self {
            all,
            mean: all.checked_div(number).unwrap_or(USUAL).max(1),
        }
    }

    /// With packers more who are as fast as the others in the mean.
    fn with_more(self, packers: u32) -> Self {
        Self {
            all: self.all + self.mean * i64::from(packers),
            ..self
        }
    }

    /// Without one who is as fast as the others in the mean.
    fn with_one_fewer(self) -> Self {
        // A rest of a thousandth is nobody.
        let left = self.all - self.mean;
        let all = if left < self.mean / 2 { 0 } else { left };
        Self { all, ..self }
    }
}

/// An order that has to be packed, now or once it has come.
struct Due<'a> {
    /// `None` for one that is to come.
    number: Option<&'a OrderNo>,
    service: &'a str,
    cutoff: DateTime<Utc>,
    /// When it can be packed.
    from: DateTime<Utc>,
    units: u32,
}

/// What is to be packed from now on.
struct Day<'a> {
    orders: Vec<Due<'a>>,
    pauses: &'a Pauses,
    effort: Effort,
    now: DateTime<Utc>,
}

impl<'a> Day<'a> {
    fn of(ahead: &Ahead<'a>, effort: Effort) -> Self {
        let now = ahead.now;
        let waiting = ahead.waiting.iter().map(|order| Due {
            number: Some(&order.order),
            service: &order.service,
            cutoff: order.cutoff,
            from: now,
            units: order.units,
        });
        let to_come = ahead.to_come.iter().map(|order| Due {
            number: None,
            service: &order.service,
            cutoff: order.cutoff,
            from: order.arrives.max(now),
            units: order.units,
        });
        let is_soon = |order: &Due<'_>| order.cutoff <= now + HORIZON;
        let mut orders: Vec<Due<'_>> = waiting.chain(to_come).filter(is_soon).collect();
        // Both stand in their sequence already.
        orders.sort_by_key(|order| order.cutoff);
        Self {
            orders,
            pauses: ahead.pauses,
            effort,
            now,
        }
    }

    /// When each order is packed; `None` for one that misses its lorry. `pace` tells how fast everybody is while an
    /// order is packed, in thousandths of what they are.
    fn pack(&self, team: Team, pace: impl Fn(&Due<'_>) -> i64) -> Vec<Option<DateTime<Utc>>> {
        let mut free = Free::of(self.pauses, self.now);
        let packed = self.orders.iter().map(|order| {
            let pace = pace(order).max(1);
            let effort = self.effort.of(order.units);
            // In millionths of a second, because a team of many needs only a part of a millisecond more.
            let took = |speed: i64| effort.saturating_mul(1_000 * USUAL * USUAL) / (speed * pace);
            if team.all <= 0 {
                return None;
            }
            let span = (free.at(order.from), free.at(order.cutoff));
            let done = free.take(span, took(team.all).max(1))?;
            // However many they are: one packer has to have it in the hand for as long as it takes.
            let alone = TimeDelta::microseconds(took(team.mean));
            let done_at = free.time(done).max(self.pauses.after(order.from, alone));
            (done_at <= order.cutoff).then_some(done_at)
        });
        packed.collect()
    }
}

/// Time in which nobody has anything to do yet: beginnings and ends, in microseconds from now.
struct Free {
    now: DateTime<Utc>,
    spans: BTreeMap<i64, i64>,
}

impl Free {
    /// Everything but the breaks.
    fn of(pauses: &Pauses, now: DateTime<Utc>) -> Self {
        let mut free = Self {
            now,
            spans: BTreeMap::new(),
        };
        let mut from = 0;
        for (begin, end) in pauses.iter() {
            let begin = free.at(begin);
            if from < begin {
                free.spans.insert(from, begin);
            }
            from = from.max(free.at(end));
        }
        free.spans.insert(from, i64::MAX);
        free
    }

    fn at(&self, time: DateTime<Utc>) -> i64 {
        let after = (time - self.now).num_microseconds();
        after.unwrap_or(i64::MAX).max(0)
    }

    /// Rounded to the millisecond below.
    fn time(&self, at: i64) -> DateTime<Utc> {
        self.now + TimeDelta::milliseconds(at / 1_000)
    }

    /// Takes the first free time of a span for a piece of work, and answers when it is done. Where the time is too
    /// little, all of it is spent, and nothing is done.
    fn take(&mut self, (from, until): (i64, i64), work: i64) -> Option<i64> {
        if until <= from {
            return None;
        }
        if let Some((&begin, &end)) = self.spans.range(..from).next_back()
            && end > from
        {
            self.spans.insert(begin, from);
            self.spans.insert(from, end);
        }
        let mut left = work;
        while let Some((&begin, &end)) = self.spans.range(from..until).next() {
            let spent = left.min(end.min(until) - begin);
            self.spans.remove(&begin);
            if begin + spent < end {
                self.spans.insert(begin + spent, end);
            }
            left -= spent;
            if left == 0 {
                return Some(begin + spent);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::cutoff_pilot::PackedOrder;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + minutes * 60, 0).unwrap()
    }

    /// Benches that have packed one order of two units a minute for an hour, until minute 60.
    fn pace(benches: usize) -> Pace {
        let mut packed = Vec::new();
        for bench in 0..benches {
            packed.extend((0..=60).map(|minute| PackedOrder {
                station: format!("bench-{bench}").as_str().into(),
                closed_at: at(minute),
                units: 2,
            }));
        }
        Pace::measure(&packed, &Pauses::default()).unwrap()
    }

    fn waiting(orders: usize, service: &str, cutoff: i64) -> Vec<WaitingOrder> {
        (0..orders)
            .map(|number| WaitingOrder {
                order: format!("{service}-{number}").as_str().into(),
                service: service.to_owned(),
                cutoff: at(cutoff),
                units: 2,
            })
            .collect()
    }

    fn lorry(told: &Forecast, at: usize) -> &Lorry {
        let lorry = told.lorries.get(at);
        lorry.unwrap()
    }

    /// Without breaks, and with nothing to come.
    fn only(waiting: &[WaitingOrder], pace: &Pace, now: DateTime<Utc>) -> Forecast {
        let pauses = Pauses::default();
        let ahead = Ahead {
            waiting,
            to_come: &[],
            pauses: &pauses,
            now,
        };
        forecast(&ahead, pace, &pace.at_work(now, &pauses))
    }

    fn ahead(waiting: &[WaitingOrder], benches: usize) -> Forecast {
        only(waiting, &pace(benches), at(60))
    }

    #[test]
    fn two_benches_pack_two_orders_a_minute_and_the_rest_misses_its_lorry() {
        let told = ahead(&waiting(50, "dpd", 80), 2);
        let lorry = lorry(&told, 0);
        assert_eq!((lorry.waiting, lorry.missing.len()), (50, 10));
        assert_eq!(lorry.missing.first().unwrap().as_str(), "dpd-40");
        assert_eq!(lorry.done_at, Some(at(80)));
        assert_eq!(
            (lorry.missing_with_one_more, lorry.missing_with_one_fewer),
            (0, 30)
        );
        assert_eq!(told.needed, Some(1));
    }

    #[test]
    fn who_has_missed_one_lorry_does_not_keep_the_next_waiting() {
        let mut orders = waiting(100, "dpd", 70);
        orders.extend(waiting(5, "gls", 75));
        let told = ahead(&orders, 1);
        let missing: Vec<_> = told
            .lorries
            .iter()
            .map(|lorry| lorry.missing.len())
            .collect();
        assert_eq!(missing, [90, 0]);
        assert_eq!(lorry(&told, 1).done_at, Some(at(75)));
        assert_eq!(told.needed, Some(9));
    }

    #[test]
    fn where_nobody_is_at_work_everything_stays_and_the_next_shifts_lorries_are_left_out() {
        let pace = pace(2);
        let mut orders = waiting(3, "dpd", 200);
        orders.extend(waiting(3, "gls", 2_000));
        let told = only(&orders, &pace, at(120));
        assert_eq!(told.lorries.len(), 1);
        assert_eq!(lorry(&told, 0).missing.len(), 3);
        assert_eq!(lorry(&told, 0).missing_with_one_more, 0);
        assert_eq!(told.needed, Some(1));
    }

    #[test]
    fn a_scarce_lorry_says_how_it_may_come_out() {
        // A quarter of an hour is quick, the next one slow; in the mean an order takes a minute.
        let mut clock = 0;
        let packed: Vec<PackedOrder> = (0..120)
            .map(|_| {
                clock += if clock / 900 % 2 == 0 { 45 } else { 90 };
                PackedOrder {
                    station: "bench-1".into(),
                    closed_at: at(0) + TimeDelta::seconds(clock),
                    units: 2,
                }
            })
            .collect();
        let pace = Pace::measure(&packed, &Pauses::default()).unwrap();
        let now = at(0) + TimeDelta::seconds(clock);
        let mut orders = waiting(28, "dpd", 0);
        for order in &mut orders {
            order.cutoff = now + TimeDelta::minutes(30);
        }
        let told = only(&orders, &pace, now);
        let lorry = lorry(&told, 0);
        assert_eq!((lorry.missing.len(), lorry.missing_if_quick), (0, 0));
        assert!(lorry.missing_if_slow > 2, "{}", lorry.missing_if_slow);
    }
}
